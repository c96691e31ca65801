"""A django-q2 cluster of this machine, one for each queue, as a child process that is watched.

A worker that is killed while idle dies holding the queue's lock, and then the whole cluster stands
still without a word; a cluster whose main process is killed leaves workers behind. So the cluster
lives in a process group of its own, its processes end with their parents, and when none of its
workers has shown a sign of life for `FROZEN_SECONDS` the group is killed and started again.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import structlog
from django.conf import settings

from videogen.lib import parent_death
from videogen.lib.jobs import BEAT_FILE, Queue, ring

log = structlog.get_logger(__name__)

IDLE_JOB = "tasks_app.jobs.idle"
ASK_AFTER_SECONDS = 10.0
FROZEN_SECONDS = 30.0
"""Longer than the time between two renewals of a lease, which count as signs of life."""

START_SECONDS = 120.0
"""Until the first sign of life; on a crowded machine the imports alone take half a minute."""

STOP_SECONDS = 3.0


def wanted_queues() -> list[Queue]:
    """The queues that have anything to do with these settings."""
    queues = [Queue.WORK]
    if settings.ENABLE_NOTIFICATIONS:
        queues.append(Queue.QUICK)
    if settings.NOTION_API_TOKEN:
        queues.append(Queue.MIRROR)
    return queues


class WorkerCluster:
    """Start it, look after it every second, stop it."""

    def __init__(self, queue: Queue) -> None:
        self._queue = queue
        self._beat = Path(settings.DATA_DIR) / "beats" / f"{os.getpid()}-{queue}"
        self._process: subprocess.Popen[bytes] | None = None
        self._broker_took_a_ring = False
        self._started_at = 0.0

    def start(self) -> None:
        self._beat.parent.mkdir(parents=True, exist_ok=True)
        self._beat.touch()
        self._started_at = self._last_beat()
        self._broker_took_a_ring = False
        self._process = subprocess.Popen(
            [sys.executable, str(settings.BASE_DIR / "manage.py"), "cluster"],
            env={**os.environ, BEAT_FILE: str(self._beat), "Q_CLUSTER_NAME": self._queue.value},
            process_group=0,
            preexec_fn=parent_death.before_exec(signal.SIGKILL),
        )

    def look_after(self) -> None:
        """Bring a dead or frozen cluster back."""
        if self._process is None:
            return
        silent = time.time() - self._last_beat()
        if self._process.poll() is not None:
            log.error("cluster_died", queue=self._queue, code=self._process.returncode)
        elif silent > self._patience() and self._broker_took_a_ring:
            log.error("cluster_frozen", queue=self._queue, silent_seconds=round(silent))
        else:
            if silent > ASK_AFTER_SECONDS:
                self._broker_took_a_ring = ring(IDLE_JOB, queue=self._queue)
            return
        self._kill()
        self.start()

    def _last_beat(self) -> float:
        return self._beat.stat().st_mtime

    def _patience(self) -> float:
        has_shown_itself = self._last_beat() > self._started_at
        return FROZEN_SECONDS if has_shown_itself else START_SECONDS

    def ask_to_stop(self) -> None:
        """Let several clusters wind down at the same time; `stop` then waits for each."""
        if self._process is not None:
            self._process.terminate()

    def stop(self) -> None:
        """Ask politely, then end the group; what was cut off goes on from its last whole file."""
        self.ask_to_stop()
        if self._process is not None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(STOP_SECONDS)
            self._kill()
        self._beat.unlink(missing_ok=True)

    def _kill(self) -> None:
        if self._process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
