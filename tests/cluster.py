"""A throw-away PostgreSQL and Valkey for one run of the tests (a pytest plugin, loaded with -p).

pytest-django reads the settings before any conftest runs, so the environment has to be set here,
earlier still. Under xdist the controller starts the servers and the workers inherit the addresses.
Every run has servers and folders of its own, so several runs can go on side by side; the servers
end with the process that started them, even after `kill -9`.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Generator
from contextlib import ExitStack
from pathlib import Path

import pytest

from videogen.embedded import lock
from videogen.embedded.account import Account, CannotStart, server_account
from videogen.embedded.postgres import Postgres
from videogen.embedded.valkey import Valkey

PROJECT = Path(__file__).resolve().parent.parent
PREFIX = "videogen-test-"
NEW_SECONDS = 60.0
SECRET_KEY = "only-for-tests-" * 4
STARTED = ExitStack()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests() -> Generator[None]:
    """Start the servers once, before pytest-django looks at the settings."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        take_redis_database(os.environ["PYTEST_XDIST_WORKER"])
    else:
        forget_surroundings()
        try:
            start_servers()
        except CannotStart as fault:
            raise pytest.UsageError(str(fault)) from None
    return (yield)


def pytest_unconfigure() -> None:
    """Stop what this process started; in a worker that is nothing."""
    STARTED.close()


def take_redis_database(worker: str) -> None:
    """A number of its own for each worker, so that no test hears the bells of another one."""
    number = int(worker.removeprefix("gw")) + 1
    os.environ["REDIS_URL"] = f"{os.environ['REDIS_URL'].partition('?')[0]}?db={number}"


def forget_surroundings() -> None:
    """Drop every documented variable, so that a developer's shell or .env changes no result."""
    for line in (PROJECT / ".env.example").read_text(encoding="utf-8").splitlines():
        os.environ.pop(line.lstrip("# ").split("=")[0], None)


def start_servers() -> None:
    """Bring both servers up in a folder that is removed at the end."""
    sweep()
    folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    STARTED.callback(shutil.rmtree, folder, ignore_errors=True)
    STARTED.enter_context(lock.hold(folder))
    # The account that runs PostgreSQL has to pass through.
    folder.chmod(0o711)
    home = folder / "postgres"
    postgres = Postgres(home, home / "run", server_account(), is_throwaway=True)
    keep(postgres)
    postgres.create_database()
    valkey = Valkey(folder / "valkey", folder / "valkey", Account.ourselves())
    keep(valkey)
    os.environ.update(
        ENV_FILE=os.devnull,
        DATA_DIR=str(folder / "data"),
        DATABASE_URL=postgres.url,
        REDIS_URL=valkey.url,
        SECRET_KEY=SECRET_KEY,
        ENCRYPTION_KEY=SECRET_KEY,
        STATIC_HASHED_NAMES="off",
    )


def sweep() -> None:
    """Remove what runs left behind that were killed; a run that lives holds its lock."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        # Race: a run that has just begun has not taken its lock yet.
        is_new = time.time() - folder.stat().st_mtime < NEW_SECONDS
        if not is_new and os.access(folder, os.W_OK) and not lock.is_held(folder):
            shutil.rmtree(folder, ignore_errors=True)


def keep(server: Postgres | Valkey) -> None:
    """Run a server until the tests are over."""
    server.prepare()
    with (server.folder / "log").open("wb") as log:
        process = subprocess.Popen(
            server.command(), stdout=log, stderr=subprocess.STDOUT, **server.popen_options()
        )
    STARTED.callback(end, process)
    server.wait_until_ready(process)


def end(process: subprocess.Popen[bytes]) -> None:
    """To PostgreSQL this means: end the connections and stop now."""
    process.send_signal(signal.SIGINT)
    process.wait(timeout=30)
