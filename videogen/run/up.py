"""`up`: servers, migrations, first data, web and work; then the address; then, at last, down."""

from __future__ import annotations

import asyncio
import sys

from django.conf import settings

from videogen.embedded import lock, postgres
from videogen.embedded.account import CannotStart
from videogen.run import programs
from videogen.run.supervisor import VOICE, Stopped, Supervisor

SETTLING = (
    ("migrate", "--noinput", "--verbosity", "0"),
    ("collectstatic", "--noinput", "--verbosity", "0"),
)


def say(name: str, line: str) -> None:
    """One line of one process; a reader that went away must not stop anything."""
    try:
        sys.stdout.write(f"{name:<13} | {line}\n")
        sys.stdout.flush()
    except OSError:
        return


def up() -> int:
    """Bring everything up and stay until somebody stops it."""
    programs.refuse_busy_port()
    with lock.hold(settings.DATA_DIR):
        return asyncio.run(_serve())


async def _serve() -> int:
    supervisor = Supervisor(say)
    supervisor.listen_to_signals()
    try:
        await start_servers(supervisor)
        greeting = await settle(supervisor)
        await supervisor.start(programs.web_program())
        await supervisor.start(programs.work_program())
        _greet(greeting)
        await supervisor.stopping.wait()
    except Stopped:
        pass
    except CannotStart as fault:
        say(VOICE, str(fault))
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


async def settle(supervisor: Supervisor) -> list[str]:
    """Tables, static files and first data; returns what the newcomer has to be told."""
    for arguments in SETTLING:
        await _run(supervisor, *arguments)
    told: list[str] = []
    await _run(supervisor, "first_run", told=told)
    return told


async def _run(supervisor: Supervisor, *arguments: str, told: list[str] | None = None) -> None:
    program = programs.command_program(*arguments)
    keep = None if told is None else lambda _name, line: told.append(line)
    code = await supervisor.run_once(program, say=keep)
    if code:
        for line in told or ():
            say(program.name, line)
        raise CannotStart(f"manage.py {arguments[0]} failed; its lines above say why.")


def _greet(told: list[str]) -> None:
    say(VOICE, "")
    for line in (f"videogen is ready: {settings.PUBLIC_URL}/", *told):
        say(VOICE, line)
    say(VOICE, "Ctrl-C stops everything.")
    say(VOICE, "")
