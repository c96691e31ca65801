"""Keeps programs running: starts them in order, brings back what dies, stops them in reverse."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import time
from collections.abc import Coroutine
from typing import Any, TypeVar

from videogen.embedded.account import CannotStart
from videogen.run.program import Program, Running, Say

FIRST_PAUSE_SECONDS = 0.5
LONGEST_PAUSE_SECONDS = 30.0
# Having run this long, a program is taken for healthy and its next death is the first again.
HEALTHY_SECONDS = 60.0
VOICE = "videogen"
Result = TypeVar("Result")


class Stopped(Exception):
    """Somebody asked to stop before this was done."""


class Supervisor:
    """One per process. The first signal stops everything in order, the second one at once."""

    def __init__(self, say: Say) -> None:
        self.say = say
        self.stopping = asyncio.Event()
        self._running: dict[str, Running] = {}
        self._watches: list[asyncio.Task[None]] = []
        # Race: a program must not be started while everything is being stopped.
        self._starting = asyncio.Lock()

    def listen_to_signals(self) -> None:
        """Ctrl-C, a polite kill and a closed terminal all mean: stop."""
        loop = asyncio.get_running_loop()
        for signum in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(signum, self._asked_to_stop)

    async def start(self, program: Program) -> None:
        """Start it, wait until it serves, and from then on keep it alive."""
        running = await self._start(program)
        await self._unless_stopped(running.wait_until_ready())
        self._watches.append(asyncio.create_task(self._keep_alive(program)))

    async def run_once(self, program: Program, *, say: Say | None = None) -> int:
        """Run something that is meant to end, and return its code."""
        running = await self._start(program, say=say)
        try:
            return await self._unless_stopped(running.ended())
        finally:
            await running.stop()
            del self._running[program.name]

    async def stop_all(self) -> None:
        """In reverse order of starting, so that nobody loses what it stands on."""
        self.stopping.set()
        async with self._starting:
            # A copy: what ends by itself meanwhile takes itself off the list.
            for name, running in reversed(list(self._running.items())):
                self.say(VOICE, f"stopping {name}")
                await running.stop()
        await asyncio.gather(*self._watches)

    def _asked_to_stop(self) -> None:
        if self.stopping.is_set():
            for running in self._running.values():
                running.force()
        self.stopping.set()

    async def _start(self, program: Program, *, say: Say | None = None) -> Running:
        async with self._starting:
            if self.stopping.is_set():
                raise Stopped
            running = await Running.start(program, say or self.say)
            self._running[program.name] = running
            return running

    async def _keep_alive(self, program: Program) -> None:
        failures = 0
        while not self.stopping.is_set():
            code = await self._running[program.name].ended()
            if self.stopping.is_set():
                return
            lived = time.monotonic() - self._running[program.name].started
            failures = 1 if lived > HEALTHY_SECONDS else failures + 1
            await self._start_again(program, failures=failures, cause=described(code))

    async def _start_again(self, program: Program, *, failures: int, cause: str) -> None:
        pause = min(FIRST_PAUSE_SECONDS * 2 ** (failures - 1), LONGEST_PAUSE_SECONDS)
        self.say(VOICE, f"{program.name} {cause}; starting it again in {pause:g} s")
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.stopping.wait(), pause)
        try:
            await self._start(program)
        except CannotStart as fault:
            self.say(VOICE, str(fault))
        except Stopped:
            return

    async def _unless_stopped(self, work: Coroutine[Any, Any, Result]) -> Result:
        task = asyncio.create_task(work)
        stop = asyncio.create_task(self.stopping.wait())
        await asyncio.wait({task, stop}, return_when=asyncio.FIRST_COMPLETED)
        stop.cancel()
        if task.done():
            return task.result()
        task.cancel()
        raise Stopped


def described(code: int) -> str:
    """How a process ended, in words."""
    if code >= 0:
        return f"ended with code {code}"
    return f"was ended by {signal.Signals(-code).name}"
