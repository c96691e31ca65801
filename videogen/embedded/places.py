"""Where embedded servers keep their files and sockets: a function of the data folder alone.

So every process finds the running server without being told, whoever started it.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from videogen.embedded.account import Account

# `sun_path` holds 108 bytes on Linux and 104 on macOS, the closing zero included.
LONGEST_SOCKET = 103
# libpq takes a host with a comma for two hosts, and PostgreSQL's setting has quotes around it.
NOT_IN_SOCKETS = frozenset(',"')
SYSTEM_FOLDER = Path("/var/lib/videogen")
SHORT_FOLDER = Path("/tmp")  # noqa: S108 - the folder made in it is owned, closed and checked


def fingerprint(data_dir: Path) -> str:
    """A short name for this data folder."""
    return hashlib.sha256(str(data_dir).encode()).hexdigest()[:12]


def home(data_dir: Path, account: Account) -> Path:
    """The data folder, or a system folder when the account cannot enter it (a root's home).

    Once the system folder is in use it stays so, lest a change of modes hides the data.
    """
    elsewhere = SYSTEM_FOLDER / fingerprint(data_dir)
    if elsewhere.is_dir() or not account.may_enter(data_dir):
        return elsewhere
    return data_dir


def socket_folder(data_dir: Path, wanted: Path, *, longest_name: str) -> Path:
    """The wanted folder, or a short one when the socket's path would not do."""
    path = str(wanted / longest_name)
    if len(path.encode()) <= LONGEST_SOCKET and not NOT_IN_SOCKETS & set(path):
        return wanted
    return SHORT_FOLDER / f"videogen-{fingerprint(data_dir)}-{wanted.name}"
