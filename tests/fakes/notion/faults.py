"""Answers that go wrong on demand.

A fault is armed for the next so many requests that fit, or until it is called off. What matters to
a client is whether the write was kept although the answer said otherwise or said nothing, so every
fault knows that about itself.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Literal, TypedDict, Unpack

from .clock import Clock

Shape = Literal["error", "drop", "slow", "hang", "bad_json", "html"]


class Where(TypedDict, total=False):
    """Which requests a fault hits.

    The next `times` (1 unless said; None until `clear()`) that fit `method` (`POST`) and `path` (a
    pattern such as `/v1/pages/*`), after letting `skip` fitting ones pass.
    """

    times: int | None
    method: str | None
    path: str | None
    skip: int


@dataclass
class Fault:
    shape: Shape
    status: int = 200
    is_saved: bool = False
    retry_after: int | None = None
    reason: str = ""
    seconds: float = 0.0
    until: float | None = None
    times: int | None = 1
    method: str | None = None
    path: str | None = None
    skip: int = 0

    def fits(self, method: str, path: str) -> bool:
        return self.method in (None, method) and (self.path is None or fnmatchcase(path, self.path))

    def __str__(self) -> str:
        status = f" {self.status}" if self.shape in ("error", "html") else ""
        return f"{self.shape}{status}{', kept' if self.is_saved else ''}"


class Faults:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._armed: list[Fault] = []

    def fail(
        self,
        status: int,
        *,
        retry_after: int | None = None,
        reason: str = "",
        **where: Unpack[Where],
    ) -> None:
        """Answer with an error and do nothing: 401, 403, 409, 429, 500, 502, 503, 504, 529."""
        self._arm(Fault("error", status, retry_after=retry_after, reason=reason, **where))

    def save_then_fail(self, status: int = 503, **where: Unpack[Where]) -> None:
        """Keep the write and answer with an error; a 503 says so and names what was made."""
        self._arm(Fault("error", status, is_saved=True, **where))

    def drop(self, *, saved: bool, **where: Unpack[Where]) -> None:
        """Close the connection without an answer, after keeping the write or before."""
        self._arm(Fault("drop", is_saved=saved, **where))

    def hang(self, seconds: float, *, saved: bool, **where: Unpack[Where]) -> None:
        """Say nothing for so long, then close; the client has run out of time before."""
        self._arm(Fault("hang", is_saved=saved, seconds=seconds, **where))

    def slow(self, seconds: float, **where: Unpack[Where]) -> None:
        """Answer rightly, but so much later."""
        self._arm(Fault("slow", is_saved=True, seconds=seconds, **where))

    def garble(self, **where: Unpack[Where]) -> None:
        """Keep the write and answer 200 with JSON that breaks off."""
        self._arm(Fault("bad_json", is_saved=True, **where))

    def html(self, status: int = 502, *, saved: bool = False, **where: Unpack[Where]) -> None:
        """A page of the edge in front of the API: no JSON, no request id."""
        self._arm(Fault("html", status, is_saved=saved, **where))

    def outage(self, seconds: float, *, status: int = 503) -> None:
        """Nothing works for so long by the server's clock, which a test may move on."""
        self._arm(Fault("error", status, times=None, until=self._clock.seconds() + seconds))

    def ban(self, seconds: int) -> None:
        """The limit of the whole workspace: longer than a minute, and every answer says so."""
        until = self._clock.seconds() + seconds
        reason = "public_api_space_request_rate_limit"
        self._arm(Fault("error", 429, retry_after=seconds, reason=reason, times=None, until=until))

    def clear(self) -> None:
        """Everything works again."""
        with self._lock:
            self._armed.clear()

    def armed(self) -> int:
        """How many faults still wait for their requests."""
        with self._lock:
            return len(self._armed)

    def take(self, method: str, path: str) -> Fault | None:
        """The fault this request meets."""
        now = self._clock.seconds()
        with self._lock:
            self._armed = [each for each in self._armed if each.until is None or each.until > now]
            for fault in self._armed:
                if not fault.fits(method, path):
                    continue
                if fault.skip:
                    fault.skip -= 1
                    continue
                self._use(fault)
                return fault
        return None

    def seconds_left(self, fault: Fault) -> int | None:
        """What `Retry-After` says: what is left of a ban, else the number it was armed with."""
        if fault.until is None or fault.retry_after is None:
            return fault.retry_after
        return max(1, round(fault.until - self._clock.seconds()))

    def _arm(self, fault: Fault) -> None:
        with self._lock:
            self._armed.append(fault)

    def _use(self, fault: Fault) -> None:
        if fault.times is not None:
            fault.times -= 1
            if fault.times <= 0:
                self._armed.remove(fault)
