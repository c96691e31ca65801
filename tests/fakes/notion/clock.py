"""The time the fake lives in: the real one, which a test can stop or move on.

`now()` and `seconds()` move together, so that stamps, windows, expiries and retries agree.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta


class Clock:
    """Wall time and a monotonic count of seconds, both with the same offset from the real ones."""

    def __init__(self, at: datetime | None = None) -> None:
        self._stopped: tuple[datetime, float] | None = None
        self._offset = timedelta(0)
        self._watchers: list[Callable[[], None]] = []
        if at is not None:
            self._offset = at - datetime.now(UTC)
            self.stop()

    def now(self) -> datetime:
        """The wall time, in UTC."""
        if self._stopped is not None:
            return self._stopped[0]
        return datetime.now(UTC) + self._offset

    def seconds(self) -> float:
        """Seconds that never run backwards; comparable between processes of one machine."""
        if self._stopped is not None:
            return self._stopped[1]
        return time.monotonic() + self._offset.total_seconds()

    def stop(self) -> None:
        """Time stands still until `start()`; `advance()` still moves it."""
        self._stopped = (self.now(), self.seconds())

    def start(self) -> None:
        """Time runs on from where it stands."""
        if self._stopped is not None:
            self._offset = self._stopped[0] - datetime.now(UTC)
            self._stopped = None

    def advance(self, seconds: float) -> None:
        """Move on at once; whoever waits for a moment is told to look again."""
        self._offset += timedelta(seconds=seconds)
        if self._stopped is not None:
            stopped_at, counted = self._stopped
            self._stopped = (stopped_at + timedelta(seconds=seconds), counted + seconds)
        for watcher in self._watchers:
            watcher()

    def watch(self, callback: Callable[[], None]) -> None:
        """Call back after every `advance()`."""
        self._watchers.append(callback)


def minute(moment: datetime) -> datetime:
    """Notion rounds the stamps of most objects down to the minute."""
    return moment.replace(second=0, microsecond=0)


def stamp(moment: datetime) -> str:
    """`2026-11-21T10:15:00.000Z`, as pages, blocks, comments and uploads carry it."""
    return minute(moment).strftime("%Y-%m-%dT%H:%M:00.000Z")


def precise_stamp(moment: datetime) -> str:
    """`2026-11-21T10:15:07.123+00:00`, as databases and views carry it."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")
