"""Sending things out at their time: the heap of what is due, and plain HTTP posts."""

from __future__ import annotations

import asyncio
import contextlib
import heapq
import itertools
import threading
import time
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from .clock import Clock

Send = Callable[[], Awaitable[None]]
LOOK_EVERY_SECONDS = 0.1
NOT_ANSWERED = 0


class Courier:
    """Runs what is due by the server's clock, on the server's loop, from any thread."""

    def __init__(self, clock: Clock, before_each_look: Callable[[], None]) -> None:
        self._clock = clock
        self._before_each_look = before_each_look
        self._due: list[tuple[float, int, bool, Send]] = []
        self._numbers = itertools.count()
        self._lock = threading.Lock()
        self._under_way: set[asyncio.Task[None]] = set()
        self._running = 0
        self._loop: asyncio.AbstractEventLoop | None = None
        self._wake = asyncio.Event()
        clock.watch(self.wake)

    def at(self, due: float, send: Send, *, is_awaited: bool = True) -> None:
        """Send at this moment of the clock. Nobody awaits retries: they may be a day away."""
        with self._lock:
            heapq.heappush(self._due, (due, next(self._numbers), is_awaited, send))
        self.wake()

    def wake(self) -> None:
        if self._loop is not None and not self._loop.is_closed():
            with contextlib.suppress(RuntimeError):  # the loop ended between the two lines
                self._loop.call_soon_threadsafe(self._wake.set)

    async def run(self) -> None:
        """Until cancelled."""
        self._loop = asyncio.get_running_loop()
        while True:
            self._wake.clear()
            self._before_each_look()
            for send in self._take_due():
                task = asyncio.ensure_future(send())
                self._under_way.add(task)
                task.add_done_callback(self._done)
            # Not wait_for(): when it times out at the moment of a cancel, 3.11 loses the cancel.
            alarm = self._loop.call_later(self._seconds_to_next(), self._wake.set)
            await self._wake.wait()
            alarm.cancel()

    def _done(self, task: asyncio.Task[None]) -> None:
        with self._lock:
            self._running -= 1
        self._under_way.discard(task)

    def _take_due(self) -> list[Send]:
        now = self._clock.seconds()
        due = []
        with self._lock:
            while self._due and self._due[0][0] <= now:
                due.append(heapq.heappop(self._due)[3])
            # Counted under the same lock, or somebody could see neither heap nor task hold it.
            self._running += len(due)
        return due

    def _seconds_to_next(self) -> float:
        with self._lock:
            if not self._due:
                return LOOK_EVERY_SECONDS
            return min(LOOK_EVERY_SECONDS, max(0.0, self._due[0][0] - self._clock.seconds()))

    def is_idle(self) -> bool:
        """Nothing is under way, and nothing awaited is still to come."""
        with self._lock:
            return not self._running and not any(awaited for _due, _n, awaited, _s in self._due)


def wait_until(is_so: Callable[[], bool], what: str, timeout: float) -> None:
    """Look again and again. Not for the loop's own thread."""
    end = time.monotonic() + timeout
    while not is_so():
        if time.monotonic() > end:
            raise TimeoutError(f"{what} after {timeout} s.")
        time.sleep(0.005)


async def post(url: str, body: bytes, headers: dict[str, str], timeout: float) -> int:
    """The status of the answer, or 0 when there was none in time."""
    try:
        async with asyncio.timeout(timeout):
            return await _post(url, body, headers)
    except (OSError, TimeoutError, ValueError, EOFError):
        return NOT_ANSWERED


async def _post(url: str, body: bytes, headers: dict[str, str]) -> int:
    parts = urlsplit(url)
    path = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
    every = {
        "Host": parts.netloc,
        "User-Agent": "notion-api",
        "Content-Type": "application/json",
        **headers,
        "Content-Length": str(len(body)),
        "Connection": "close",
    }
    lines = [f"POST {path} HTTP/1.1", *(f"{name}: {value}" for name, value in every.items())]
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port or 80)
    try:
        writer.write("\r\n".join(lines).encode() + b"\r\n\r\n" + body)
        await writer.drain()
        status_line = await reader.readline()
        return int(status_line.split(b" ")[1]) if status_line else NOT_ANSWERED
    except IndexError:
        return NOT_ANSWERED
    finally:
        writer.close()
