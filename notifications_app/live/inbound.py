"""What clients may send over an open socket: little, small, and seldom."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from typing import Any

from notifications_app.live.closing import CloseCode, Closing

BIGGEST_BYTES = 8 * 1024
"""A token with all its claims has about one."""

MOST_AT_ONCE = 30
PER_SECOND = 1.0
"""A page pings when its tab is shown again: a person changing tabs stays far below."""


class Inbound:
    """Reads a client's messages, and raises `Closing` at the first one that is too much."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._allowance = float(MOST_AT_ONCE)
        self._at = clock()

    def read(self, message: Mapping[str, Any]) -> dict[str, Any]:
        self._count()
        text = message.get("text")
        if text is None:
            text = (message.get("bytes") or b"").decode("utf-8", "replace")
        if len(text) > BIGGEST_BYTES:
            raise Closing(CloseCode.TOO_BIG, f"A message may have {BIGGEST_BYTES} bytes.")
        try:
            said = json.loads(text)
        except (ValueError, RecursionError) as fault:
            raise Closing(CloseCode.BAD_REQUEST, "A message must be JSON.") from fault
        if not isinstance(said, dict):
            raise Closing(CloseCode.BAD_REQUEST, "A message must be a JSON object.")
        return said

    def _count(self) -> None:
        now = self._clock()
        earned = (now - self._at) * PER_SECOND
        self._allowance = min(MOST_AT_ONCE, self._allowance + earned) - 1
        self._at = now
        if self._allowance < 0:
            raise Closing(CloseCode.TOO_MANY, "Too many messages.")
