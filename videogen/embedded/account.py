"""Who runs PostgreSQL: it refuses to be root, so root hands it to an unprivileged account."""

from __future__ import annotations

import os
import pwd
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CANDIDATES = ("postgres", "nobody")


class CannotStart(Exception):
    """An embedded server cannot start; the text is one sentence for the operator."""


@dataclass(frozen=True, slots=True)
class Account:
    """A user of this machine."""

    uid: int
    gid: int

    @classmethod
    def ourselves(cls) -> Account:
        """Whoever runs this process."""
        return cls(os.geteuid(), os.getegid())

    def may_enter(self, folder: Path) -> bool:
        """Whether every folder on the way, and this one, can be passed through."""
        return all(self._may_pass(part) for part in (folder, *folder.parents) if part.exists())

    def _may_pass(self, folder: Path) -> bool:
        facts = folder.stat()
        if facts.st_uid == self.uid:
            return bool(facts.st_mode & stat.S_IXUSR)
        if facts.st_gid == self.gid:
            return bool(facts.st_mode & stat.S_IXGRP)
        return bool(facts.st_mode & stat.S_IXOTH)

    def take_over(self, folder: Path) -> None:
        """Make the folder this account's own, closed to everybody else."""
        missing = [part for part in folder.parents if not part.exists()]
        folder.mkdir(parents=True, exist_ok=True)
        if self.uid != os.geteuid():
            # Our umask may be one that lets nobody through.
            for part in missing:
                part.chmod(0o755)
        facts = folder.lstat()
        if os.geteuid() == 0 and facts.st_uid in {0, self.uid}:
            os.chown(folder, self.uid, self.gid)
        elif facts.st_uid != self.uid:
            raise CannotStart(f"{folder} belongs to somebody else: remove it or set DATA_DIR.")
        folder.chmod(0o700)

    def popen_options(self) -> dict[str, Any]:
        """What `subprocess` needs in order to start a program as this account."""
        if self.uid == os.geteuid():
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}


def server_account() -> Account:
    """Ourselves, or, for root, the first of the candidates that exists."""
    if os.geteuid() != 0:
        return Account.ourselves()
    for name in CANDIDATES:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_uid, entry.pw_gid)
    raise CannotStart(
        "PostgreSQL does not run as root and this machine has no user postgres or nobody: "
        "start as an ordinary user, or set DATABASE_URL."
    )
