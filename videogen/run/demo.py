"""`demo`: the demo command against the running stack, or one that lives as long as the demo."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path
from typing import TextIO

from django.conf import settings

from videogen.embedded import lock
from videogen.embedded.account import CannotStart
from videogen.run import programs
from videogen.run.program import Say
from videogen.run.supervisor import VOICE, Stopped, Supervisor
from videogen.run.up import prepare, say, start_servers


def demo(arguments: list[str]) -> int:
    """Make the sample video; the exit code is the command's."""
    if lock.is_held(settings.DATA_DIR):
        # Become the command, so that Ctrl-C reaches it and nobody else.
        os.execv(sys.executable, programs.manage("demo", *arguments))  # noqa: S606 - no shell
    with lock.hold(settings.DATA_DIR):
        return asyncio.run(_alone(arguments))


async def _alone(arguments: list[str]) -> int:
    with log_file().open("w", encoding="utf-8") as log:
        supervisor = Supervisor(writer(log))
        supervisor.listen_to_signals()
        try:
            return await _show(supervisor, arguments)
        except Stopped:
            return 130  # what a shell reports after Ctrl-C
        except CannotStart as fault:
            say(VOICE, f"{fault} (log: {log_file()})")
            return 1
        finally:
            await supervisor.stop_all()


async def _show(supervisor: Supervisor, arguments: list[str]) -> int:
    say(VOICE, f"starting the servers and workers for this demo (log: {log_file()})")
    await start_servers(supervisor)
    for line in await prepare(supervisor):
        say(VOICE, line)
    await supervisor.start(programs.work_program())
    return await supervisor.run_once(programs.command_program("demo", *arguments, talks=True))


def log_file() -> Path:
    """Where the lines of the stack go while the terminal belongs to the demo."""
    return Path(settings.DATA_DIR) / "demo.log"


def writer(log: TextIO) -> Say:
    """Lines of processes, into a file."""

    def write(name: str, line: str) -> None:
        log.write(f"{name:<13} | {line}\n")
        log.flush()

    return write
