"""The programs of one machine: the two embedded servers, web, work, and management commands."""

from __future__ import annotations

import os
import signal
import socket
import sys
from collections.abc import Mapping
from typing import Any

from django.conf import settings

from videogen.embedded import postgres, valkey
from videogen.embedded.account import CannotStart
from videogen.lib import parent_death
from videogen.run.program import Program

# Longer than uvicorn's own patience with open connections.
WEB_STOP_SECONDS = 10.0
# A worker finishes or gives back its slice; what is cut off is made again from its last whole file.
WORK_STOP_SECONDS = 25.0
POSTGRES_STOP_SECONDS = 30.0

WEB_OPTIONS = (
    *("--loop", "uvloop", "--http", "httptools", "--lifespan", "off", "--no-server-header"),
    *("--timeout-graceful-shutdown", "5"),
    # Compression of messages would cost 300 KB per idle socket.
    *("--ws-per-message-deflate", "false"),
    # What clients send is tiny; a larger message is refused before it is read to its end.
    *("--ws-max-size", str(64 * 1024)),
)


def postgres_program() -> Program:
    """The embedded PostgreSQL."""
    server = postgres.embedded(settings.DATA_DIR)
    return Program(
        name="postgres",
        command=server.command,
        prepare=server.prepare,
        is_ready=server.answers,
        options=server.popen_options(),
        stop_signal=signal.SIGINT,  # fast shutdown: ends connections, writes a checkpoint
        stop_seconds=POSTGRES_STOP_SECONDS,
        force_signal=signal.SIGQUIT,  # immediate shutdown, recovered at the next start
    )


def valkey_program() -> Program:
    """The embedded Valkey."""
    server = valkey.embedded(settings.DATA_DIR)
    return Program(
        name="valkey",
        command=server.command,
        prepare=server.prepare,
        is_ready=server.answers,
        options=server.popen_options(),
        noise=("Memory overcommit",),  # is about saving to disk, which this one never does
    )


def web_program() -> Program:
    """The ASGI server."""
    address = ("--host", settings.HOST, "--port", str(settings.PORT))
    command = (sys.executable, "-m", "uvicorn", "videogen.asgi:application", *address, *WEB_OPTIONS)
    return Program(
        name="web",
        command=lambda: command,
        is_ready=web_answers,
        options=_options(VIDEOGEN_PROCESS="web"),
        stop_seconds=WEB_STOP_SECONDS,
    )


def work_program() -> Program:
    """The workers."""
    return Program(
        name="work",
        command=lambda: manage("work"),
        is_ready=lambda: True,
        options=_options(VIDEOGEN_PROCESS="work"),
        stop_seconds=WORK_STOP_SECONDS,
    )


def command_program(*arguments: str, talks: bool = False) -> Program:
    """A management command that is waited for; one that talks has the terminal to itself."""
    return Program(
        name=arguments[0],
        command=lambda: manage(*arguments),
        is_ready=lambda: True,
        # What it prints is for the person; what went as it should is not.
        options=_options(LOG_LEVEL=os.environ.get("LOG_LEVEL") or "WARNING"),
        talks=talks,
    )


def manage(*arguments: str) -> tuple[str, ...]:
    """The command line of a management command."""
    return (sys.executable, str(settings.BASE_DIR / "manage.py"), *arguments)


def environment(**extra: str) -> Mapping[str, str]:
    """Ours, unbuffered; in a terminal log lines are for people unless LOG_FORMAT says otherwise."""
    form = {"LOG_FORMAT": "text"} if sys.stdout.isatty() else {}
    return {**form, **os.environ, "PYTHONUNBUFFERED": "1", **extra}


def web_answers() -> bool:
    """Whether somebody listens on our port."""
    try:
        socket.create_connection((_reachable_host(), settings.PORT), timeout=2).close()
    except OSError:
        return False
    return True


def refuse_busy_port() -> None:
    """Raise when the port cannot be had."""
    family = socket.AF_INET6 if ":" in settings.HOST else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.HOST, settings.PORT))
        except OSError as fault:
            raise CannotStart(
                f"Port {settings.PORT} on {settings.HOST} cannot be used ({fault.strerror}): "
                "stop what uses it, or set PORT or HOST."
            ) from None


def _options(**extra: str) -> dict[str, Any]:
    return {
        "cwd": settings.BASE_DIR,
        "env": environment(**extra),
        "preexec_fn": parent_death.before_exec(signal.SIGKILL),
    }


def _reachable_host() -> str:
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(settings.HOST, settings.HOST)  # noqa: S104
