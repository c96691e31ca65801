"""Real processes on the test's own database: the workers, and the web server where wanted."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django_q.brokers import get_broker

from tasks_app.models import Task
from videogen.lib import parent_death
from videogen.lib.jobs import Queue

SCRIPTS = Path(__file__).parent / "scripts"
PATIENCE_SECONDS = 150.0


class Stack:
    """The workers as `dev.py up` runs them, on the database of the running test."""

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        self.journal = folder / "journal"
        self.journal.touch()
        self.log = folder / "work.log"
        self._environment = {
            **surroundings(),
            "JOURNAL": str(self.journal),
            # A cluster less to start; tests of notifications switch it on.
            "ENABLE_NOTIFICATIONS": "off",
            **environment,
        }
        self.work: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.work = subprocess.Popen(
                [sys.executable, "manage.py", "work"],
                cwd=settings.BASE_DIR,
                env={**self._environment, "VIDEOGEN_PROCESS": "work"},
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=parent_death.before_exec(),
            )

    def stop(self) -> None:
        if self.work is not None:
            self.work.send_signal(signal.SIGTERM)
            self.work.wait(30)
            self.work = None

    def kill(self) -> None:
        """As a power cut would: nobody gets to say goodbye."""
        assert self.work is not None
        self.work.kill()
        self.work.wait(30)
        self.work = None

    def begun(self) -> list[str]:
        return self._noted("begin")

    def finished(self) -> list[str]:
        return self._noted("end")

    def _noted(self, word: str) -> list[str]:
        lines = self.journal.read_text(encoding="utf-8").splitlines()
        return [line.removeprefix(f"{word} ") for line in lines if line.startswith(f"{word} ")]


def surroundings() -> dict[str, str]:
    """The environment of the processes: this test's database and Redis."""
    database = connection.settings_dict
    return {
        **os.environ,
        "DATABASE_URL": f"postgresql://{database['USER']}@/{database['NAME']}?host={database['HOST']}",
        "REDIS_URL": settings.REDIS_URL,
        "MEDIA_ROOT": str(settings.MEDIA_ROOT),
        "CHANNEL_CONFIG_DIR": str(settings.CHANNEL_CONFIG_DIR),
        "COMMAND_PROVIDER_DIR": str(SCRIPTS),
        "REVIEW_UNDO_SECONDS": "0",
        "LEASE_SECONDS": "6",
        "LEASE_RENEW_SECONDS": "1",
        "WORKERS": "2",
        "STEP_PARALLEL": "2",
        "LOG_LEVEL": "WARNING",
    }


@contextmanager
def running(folder: Path, **environment: str) -> Iterator[Stack]:
    """Workers that hear only what is rung from now on."""
    for queue in Queue:
        get_broker(queue.value).delete_queue()
    stack = Stack(folder, environment)
    stack.start()
    try:
        yield stack
    finally:
        stack.stop()


def until(
    condition: Callable[[], Any],
    what: str,
    *,
    seconds: float = PATIENCE_SECONDS,
    pause: float = 0.05,
) -> Any:
    """The first true answer; fails with what was waited for."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        answer = condition()
        if answer:
            return answer
        time.sleep(pause)
    raise AssertionError(f"Waited {seconds:.0f} s in vain: {what}. {described()}")


def described() -> str:
    rows = Task.objects.values_list("title", "status", "next_step", "error_log")
    return "; ".join(" ".join(map(str, row)) for row in rows)
