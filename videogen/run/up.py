"""`up`: servers, migrations, first data, web and work; then the address; then, at last, down."""

from __future__ import annotations

import asyncio
import sys

from django.conf import settings

from videogen.embedded import lock, postgres
from videogen.embedded.account import CannotStart
from videogen.run import programs
from videogen.run.supervisor import VOICE, Stopped, Supervisor


def say(name: str, line: str) -> None:
    """One line of one process; a reader that went away must not stop anything."""
    try:
        sys.stdout.write(f"{name:<13} | {line}\n")
        sys.stdout.flush()
    except OSError:
        return


def up() -> int:
    """Bring everything up and stay until somebody stops it."""
    with lock.hold(settings.DATA_DIR):
        programs.refuse_busy_port()
        return asyncio.run(_serve())


async def _serve() -> int:
    supervisor = Supervisor(say)
    supervisor.listen_to_signals()
    try:
        await start_servers(supervisor)
        greeting = await prepare(supervisor)
        await supervisor.start(programs.work_program())
        await supervisor.start(programs.web_program())
        _greet(greeting)
        await supervisor.stopping.wait()
    except Stopped:
        pass
    except CannotStart as fault:
        for line in str(fault).splitlines():
            say(VOICE, line)
        return 1
    finally:
        await supervisor.stop_all()
        say(VOICE, "stopped")
    return 0


async def start_servers(supervisor: Supervisor) -> None:
    """The embedded servers, where no address of another one is given."""
    if settings.EMBEDDED_POSTGRES:
        await supervisor.start(programs.postgres_program())
        await asyncio.to_thread(postgres.embedded(settings.DATA_DIR).create_database)
    if settings.EMBEDDED_VALKEY:
        await supervisor.start(programs.valkey_program())


async def prepare(supervisor: Supervisor) -> list[str]:
    """Tables, static files and first data; returns what the newcomer has to be told."""
    told: list[str] = []
    program = programs.command_program("prepare")
    if await supervisor.run_once(program, say=lambda _name, line: told.append(line)):
        raise CannotStart("\n".join(told))
    return told


def _greet(told: list[str]) -> None:
    say(VOICE, "")
    for line in (f"videogen is ready: {settings.PUBLIC_URL}/", *told):
        say(VOICE, line)
    say(VOICE, "Ctrl-C stops everything.")
    say(VOICE, "")
