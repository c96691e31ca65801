"""Everything the server was asked, with the moment it arrived."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from fnmatch import fnmatchcase
from typing import Any

from .errors import Json


@dataclass
class Exchange:
    """One request and what became of it.

    `arrived` and `answered` are the machine's monotonic clock, never a moved one, so they compare
    with `time.monotonic()` of any process. `object_id` is what was read or written, also where the
    answer was lost.
    """

    arrived: float
    method: str
    path: str
    query: dict[str, list[str]]
    body: Any
    token: str
    version: str
    status: int = 0
    code: str = ""
    object_id: str = ""
    answered: float = 0.0
    fault: str = ""

    def matches(self, method: str | None, path: str | None) -> bool:
        return method in (None, self.method) and (path is None or fnmatchcase(self.path, path))


class RequestLog:
    """Requests in the order they arrived. Status 0: not answered (yet, or ever)."""

    def __init__(self) -> None:
        self._exchanges: list[Exchange] = []
        self._changed = threading.Condition()

    def add(self, exchange: Exchange) -> None:
        with self._changed:
            self._exchanges.append(exchange)
            self._changed.notify_all()

    def finish(self, exchange: Exchange) -> None:
        with self._changed:
            exchange.answered = time.monotonic()
            self._changed.notify_all()

    def all(self, *, method: str | None = None, path: str | None = None) -> list[Exchange]:
        """Requests by method and path; the path may hold `*`."""
        with self._changed:
            return [each for each in self._exchanges if each.matches(method, path)]

    def summaries(self, *, method: str | None = None, path: str | None = None) -> list[Json]:
        """The same as plain data, for other processes."""
        return [asdict(each) for each in self.all(method=method, path=path)]

    def count(self, *, method: str | None = None, path: str | None = None) -> int:
        return len(self.all(method=method, path=path))

    def clear(self) -> None:
        with self._changed:
            self._exchanges.clear()

    def max_in_window(self, seconds: float) -> int:
        """The most requests that arrived within any span of this length, wherever it begins."""
        return max_in_window((each.arrived for each in self.all()), seconds)

    def per_minute(self) -> list[int]:
        """Requests in each minute since the first one."""
        arrivals = [each.arrived for each in self.all()]
        if not arrivals:
            return []
        counts = [0] * (int((arrivals[-1] - arrivals[0]) // 60) + 1)
        for arrival in arrivals:
            counts[int((arrival - arrivals[0]) // 60)] += 1
        return counts

    def wait_for(
        self,
        count: int = 1,
        *,
        method: str | None = None,
        path: str | None = None,
        timeout: float = 10.0,
    ) -> list[Exchange]:
        """Wait until so many such requests were answered; return them all."""

        def answered() -> list[Exchange]:
            return [
                each for each in self._exchanges if each.matches(method, path) and each.answered
            ]

        return self._wait(answered, count, timeout)

    def _wait(
        self, found: Callable[[], list[Exchange]], count: int, timeout: float
    ) -> list[Exchange]:
        with self._changed:
            if not self._changed.wait_for(lambda: len(found()) >= count, timeout):
                raise TimeoutError(f"{count} requests wanted, {len(found())} came in {timeout} s.")
            return found()


def max_in_window(moments: Iterable[float], seconds: float) -> int:
    """The window is half open: two moments exactly `seconds` apart are not in one window."""
    ordered = sorted(moments)
    first = most = 0
    for last, moment in enumerate(ordered):
        while moment - ordered[first] >= seconds:
            first += 1
        most = max(most, last - first + 1)
    return most
