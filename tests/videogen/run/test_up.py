from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from tests.processes import PROJECT, is_gone, run_python, wait_until
from videogen.lib import parent_death

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

START_SECONDS = 120.0


class Stack:
    """The whole thing, started the way a newcomer starts it."""

    def __init__(self, data_dir: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{port}"
        self.variables = {
            "DATA_DIR": str(data_dir),
            "PORT": str(port),
            **dict.fromkeys(("DATABASE_URL", "REDIS_URL", "SECRET_KEY", "ENCRYPTION_KEY"), ""),
            "STATIC_HASHED_NAMES": "on",
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


@pytest.fixture
def stack(data_dir: Path) -> Iterator[Stack]:
    stack = Stack(data_dir)
    yield stack
    stack.process.kill()
    stack.process.wait()
    wait_until(stack.everything_is_gone)


def test_it_serves_refuses_a_second_start_and_stops_cleanly(stack: Stack) -> None:
    stack.wait_until_ready()

    status = stack.open_login()
    second = run_python("-m", "videogen.run", "up", **stack.variables)
    stack.process.send_signal(signal.SIGINT)
    code = stack.process.wait(timeout=60)

    assert status == 200
    assert second.returncode == 1
    assert "already running" in second.stderr
    assert code == 0
    assert stack.everything_is_gone()
    assert stack.said.rstrip().endswith("stopped")


def test_nothing_is_left_after_kill_9_and_a_new_start_keeps_the_data(
    stack: Stack, data_dir: Path
) -> None:
    stack.wait_until_ready()
    stack.process.kill()
    stack.process.wait()
    gone = wait_until(stack.everything_is_gone)

    again = Stack(data_dir)
    again.wait_until_ready()
    status = again.open_login()
    again.process.send_signal(signal.SIGTERM)
    again.process.wait(timeout=60)

    assert gone
    assert status == 200
    assert again.everything_is_gone()
