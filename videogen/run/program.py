"""One process that the supervisor looks after: started in a group of its own, read line by line."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import time
from asyncio.subprocess import DEVNULL, STDOUT, Process
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from videogen.embedded.account import CannotStart

LONGEST_LINE = 64 * 1024
READY_SECONDS = 90.0
LAST_LINES_SECONDS = 2.0
Say = Callable[[str, str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """What to run and how to treat it."""

    name: str
    command: Callable[[], Sequence[str]]
    is_ready: Callable[[], bool]
    prepare: Callable[[], None] = lambda: None
    options: Mapping[str, Any] = field(default_factory=dict)
    stop_signal: signal.Signals = signal.SIGTERM
    stop_seconds: float = 15.0
    force_signal: signal.Signals = signal.SIGKILL
    noise: tuple[str, ...] = ()  # lines with these words are dropped
    talks: bool = False  # straight to the terminal instead of through us


class Running:
    """A started program."""

    def __init__(self, program: Program, process: Process, reading: asyncio.Task[None]) -> None:
        self.program = program
        self.process = process
        self.started = time.monotonic()
        self._reading = reading

    @classmethod
    async def start(cls, program: Program, say: Say) -> Running:
        """Start it; it has to be started from the main thread (see lib.parent_death)."""
        await asyncio.to_thread(program.prepare)
        # Our own pipe: asyncio would take a program for running while a child of it holds one of
        # its pipes open, and never notice the death of a worker whose children live on.
        source, target = os.pipe()
        try:
            process = await asyncio.create_subprocess_exec(
                *program.command(),
                stdin=DEVNULL,
                stdout=None if program.talks else target,
                stderr=None if program.talks else STDOUT,
                process_group=0,
                **program.options,
            )
        except OSError as fault:
            os.close(source)
            raise CannotStart(f"{program.name} could not be started: {fault}.") from None
        finally:
            os.close(target)
        return cls(program, process, asyncio.create_task(_read(source, program, say)))

    async def wait_until_ready(self) -> None:
        """Return when it serves; raise when it ends before or takes too long."""
        deadline = time.monotonic() + READY_SECONDS
        while not await asyncio.to_thread(self.program.is_ready):
            if self.process.returncode is not None:
                await self.ended()
                raise CannotStart(f"{self.program.name} could not start; its last lines say why.")
            if time.monotonic() > deadline:
                raise CannotStart(f"{self.program.name} was not ready in {READY_SECONDS:.0f} s.")
            await asyncio.sleep(0.05)

    async def ended(self) -> int:
        """Wait for its end, then end what it left behind in its group."""
        code = await self.process.wait()
        self._signal_group(signal.SIGKILL)
        # A child in a group of its own may hold the pipe open; its lines are not worth waiting for.
        await asyncio.wait({self._reading}, timeout=LAST_LINES_SECONDS)
        return code

    async def stop(self) -> None:
        """Ask it to end, and insist when it does not."""
        if self.process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                self.process.send_signal(self.program.stop_signal)
        try:
            await asyncio.wait_for(self.ended(), self.program.stop_seconds)
        except TimeoutError:
            self.force()
            await self.ended()

    def force(self) -> None:
        """End it and its group now."""
        self._signal_group(self.program.force_signal)

    def _signal_group(self, signum: signal.Signals) -> None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signum)


async def _read(source: int, program: Program, say: Say) -> None:
    stream = asyncio.StreamReader()
    protocol = asyncio.StreamReaderProtocol(stream)
    loop = asyncio.get_running_loop()
    transport, _ = await loop.connect_read_pipe(lambda: protocol, os.fdopen(source, "rb"))
    rest = b""
    while chunk := await stream.read(LONGEST_LINE):
        *lines, rest = (rest + chunk).split(b"\n")
        if len(rest) > LONGEST_LINE:
            lines, rest = [*lines, rest], b""
        _pass_on(lines, program, say)
    _pass_on([rest], program, say)
    transport.close()


def _pass_on(lines: list[bytes], program: Program, say: Say) -> None:
    for line in (raw.decode(errors="replace").rstrip() for raw in lines):
        if line and not any(words in line for words in program.noise):
            say(program.name, line)
