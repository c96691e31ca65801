"""Running another program: with a time limit, bounded memory, and nothing left when it is over.

Programs get a list of arguments, never a line for a shell. Their output and their errors come
together and only the end of it is kept, so a program that prints without limit costs no memory.
Each has a guard (`child_guard.py`) that ends with whoever started it, even after `kill -9`, and
takes every process below it along.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import selectors
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tasks_app.pipeline.providers.base import Stop, Stopped

GUARD = Path(__file__).with_name("child_guard.py")
TAIL_BYTES = 16_384
READ_BYTES = 65_536
PIPE_BYTES = 1 << 20
"""The most an ordinary user may ask for on Linux; a frame then takes three writes, not fifty."""
LOOK_SECONDS = 0.2
"""How often time limit and stop are looked at while a program is silent."""
GUARD_SECONDS = 5.0
"""A guard that was asked to end does so in milliseconds; this is for a machine in trouble."""


class ChildMissing(Exception):
    """There is no such program."""


class ChildFailed(Exception):
    """The program ended with an exit code other than 0; `tail` is the end of what it printed."""

    def __init__(self, name: str, exit_code: int, tail: str) -> None:
        signals = range(129, 129 + 64)
        how = f"was killed by signal {exit_code - 128}" if exit_code in signals else ""
        self.exit_code = exit_code
        self.tail = tail
        super().__init__(f"{name} {how or f'ended with exit code {exit_code}'}: {last_lines(tail)}")


class ChildTimedOut(Exception):
    """The program was killed because its time was over."""

    def __init__(self, name: str, timeout_seconds: float, tail: str) -> None:
        self.tail = tail
        super().__init__(
            f"{name} was stopped after its time limit of {timeout_seconds:g} s: {last_lines(tail)}"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """What to run: a name for people, the arguments, and how long it may take."""

    name: str
    arguments: Sequence[str | Path]
    timeout_seconds: float
    folder: Path | None = None


@dataclass(slots=True)
class Feed:
    """Chunks on their way into a program's standard input."""

    chunks: Iterator[bytes | memoryview]
    rest: memoryview = field(default_factory=lambda: memoryview(b""))

    def write_to(self, descriptor: int) -> bool:
        """Write what fits now; False when everything is written or nobody reads any more."""
        if not self.rest:
            self.rest = memoryview(next(self.chunks, b""))
        if not self.rest:
            return False
        try:
            self.rest = self.rest[os.write(descriptor, self.rest) :]
        except BlockingIOError:
            return True
        except BrokenPipeError:
            # The program closed its input; its exit code tells whether that was right.
            return False
        return True


@dataclass(slots=True)
class Tail:
    """The last bytes of an output of any length."""

    kept: bytes = b""

    def read_from(self, descriptor: int) -> bool:
        """Take what is there; False at the end."""
        try:
            piece = os.read(descriptor, READ_BYTES)
        except BlockingIOError:
            return True
        self.kept = (self.kept + piece)[-TAIL_BYTES:]
        return bool(piece)

    def text(self) -> str:
        return self.kept.decode("utf-8", "replace")


def run(program: Program, stop: Stop, *, feed: Iterable[bytes | memoryview] | None = None) -> str:
    """Run to the end and return the tail of the output.

    Raises `ChildMissing`, `ChildFailed`, `ChildTimedOut`, or `Stopped` when `stop` is set; in
    every case no process of the program is left. `feed` is written to its standard input.
    """
    if shutil.which(program.arguments[0]) is None:
        raise ChildMissing(f"{program.name} cannot be run: {program.arguments[0]} is missing.")
    tail = Tail()
    with started(program, fed=feed is not None) as process:
        exchange(program, process, Feed(iter(feed or ())), tail, stop)
        code = process.wait()
    if code != 0:
        raise ChildFailed(program.name, code, tail.text())
    return tail.text()


@contextlib.contextmanager
def started(program: Program, *, fed: bool) -> Iterator[subprocess.Popen[bytes]]:
    """The guarded process with its pipes open; gone with all its children afterwards."""
    arguments = [str(argument) for argument in program.arguments]
    process = subprocess.Popen(
        [sys.executable, "-I", "-S", str(GUARD), str(os.getpid()), *arguments],
        stdin=subprocess.PIPE if fed else subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        bufsize=0,
        cwd=program.folder,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        end(process)


def end(process: subprocess.Popen[bytes]) -> None:
    """Ask the guard to take everything down, wait for it, and close our ends of the pipes."""
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(GUARD_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            pipe.close()


def exchange(
    program: Program, process: subprocess.Popen[bytes], feed: Feed, tail: Tail, stop: Stop
) -> None:
    """Feed and listen until the process has ended, watching the clock and `stop`."""
    deadline = time.monotonic() + program.timeout_seconds
    with selectors.DefaultSelector() as selector:
        watch(selector, process)
        while process.poll() is None:
            if stop.is_set():
                raise Stopped(f"{program.name} was called off.")
            if time.monotonic() > deadline:
                raise ChildTimedOut(program.name, program.timeout_seconds, tail.text())
            serve(selector, feed, tail, wait_seconds=LOOK_SECONDS)
        # What it printed last is still in the pipe, at most one pipe full.
        for _ in range(PIPE_BYTES // READ_BYTES):
            serve(selector, feed, tail, wait_seconds=0)


def watch(selector: selectors.BaseSelector, process: subprocess.Popen[bytes]) -> None:
    """Have the selector report the pipes; neither ever blocks us."""
    for pipe, event in (
        (process.stdin, selectors.EVENT_WRITE),
        (process.stdout, selectors.EVENT_READ),
    ):
        if pipe is not None:
            os.set_blocking(pipe.fileno(), False)
            selector.register(pipe, event, data=pipe)
    if process.stdin is not None and hasattr(fcntl, "F_SETPIPE_SZ"):
        with contextlib.suppress(OSError):
            fcntl.fcntl(process.stdin.fileno(), fcntl.F_SETPIPE_SZ, PIPE_BYTES)


def serve(selector: selectors.BaseSelector, feed: Feed, tail: Tail, *, wait_seconds: float) -> None:
    """One round over the pipes that are ready; a finished one is closed and forgotten."""
    if not selector.get_map():
        # All are closed while the program still runs: only its end is left to wait for.
        time.sleep(wait_seconds / 20)
        return
    for key, event in selector.select(wait_seconds):
        act = feed.write_to if event == selectors.EVENT_WRITE else tail.read_from
        if not act(key.fd):
            selector.unregister(key.fileobj)
            key.data.close()


def last_lines(tail: str, *, limit: int = 400) -> str:
    """The end of an output as one line of a sentence."""
    lines = [line.strip() for line in tail.splitlines() if line.strip()]
    text = " / ".join(lines[-5:])
    return ("…" + text[-limit:] if len(text) > limit else text) or "it said nothing."
