"""Everything as `dev.py up` starts it, in a folder of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import psutil

from tests.processes import PROJECT, is_gone, wait_until
from videogen.lib import parent_death

START_SECONDS = 120.0


class WholeStack:
    """The whole thing, started the way a newcomer starts it."""

    def __init__(self, data_dir: Path, **variables: str) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{port}"
        self.variables = {
            "DATA_DIR": str(data_dir),
            "PORT": str(port),
            **dict.fromkeys(("DATABASE_URL", "REDIS_URL", "SECRET_KEY", "ENCRYPTION_KEY"), ""),
            "STATIC_HASHED_NAMES": "on",
            **variables,
        }
        self._log = data_dir / "up.log"
        with self._log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "videogen.run", "up"],
                cwd=PROJECT,
                env={**os.environ, **self.variables},
                stdout=log,
                stderr=subprocess.STDOUT,
                # A run of the tests that is killed takes it along.
                preexec_fn=parent_death.before_exec(),
            )
        self.children: list[int] = []

    @property
    def said(self) -> str:
        return self._log.read_text(encoding="utf-8")

    def wait_until_ready(self) -> None:
        assert wait_until(self._has_settled, seconds=START_SECONDS), self.said
        assert "videogen is ready" in self.said, self.said
        family = psutil.Process(self.process.pid).children(recursive=True)
        self.children = [child.pid for child in family]

    def everything_is_gone(self) -> bool:
        return all(is_gone(pid) for pid in self.children)

    def open_login(self) -> int:
        with urllib.request.urlopen(f"{self.address}/admin/login/", timeout=20) as page:  # noqa: S310
            assert isinstance(page.status, int)
            return page.status

    def _has_settled(self) -> bool:
        return "videogen is ready" in self.said or self.process.poll() is not None
