"""`manage.py work`: the workers of this machine, their watchdog, and the ticker."""

from __future__ import annotations

import signal
import threading
from typing import Any

import structlog
from django.core.management.base import BaseCommand
from django.db import Error as DatabaseFault
from django.db import connection

# Jobs are found by name, much later: a fault in what they import has to show at the start.
from tasks_app import jobs as jobs
from tasks_app import queueing, ticker
from tasks_app.worker_cluster import WorkerCluster, wanted_queues

log = structlog.get_logger(__name__)

DATABASE_AWAY_SECONDS = 1.0


class Command(BaseCommand):
    help = "Take tasks from the queue and work on them until stopped."

    def handle(self, *args: Any, **options: Any) -> None:
        stopping = threading.Event()
        for signum in (signal.SIGINT, signal.SIGTERM):
            signal.signal(signum, lambda *_: stopping.set())
        clusters = [WorkerCluster(queue) for queue in wanted_queues()]
        for cluster in clusters:
            cluster.start()
        try:
            _tick(clusters, stopping)
        finally:
            for cluster in clusters:
                cluster.ask_to_stop()
            for cluster in clusters:
                cluster.stop()
            _hand_back()


def _tick(clusters: list[WorkerCluster], stopping: threading.Event) -> None:
    def pause(seconds: float) -> None:
        for cluster in clusters:
            cluster.look_after()
        stopping.wait(seconds)

    while not stopping.is_set():
        try:
            ticker.run(lambda: not stopping.is_set(), pause)
        except DatabaseFault as fault:
            log.warning("database_away", reason=str(fault))
            connection.close()
            pause(DATABASE_AWAY_SECONDS)


def _hand_back() -> None:
    """Put what was cut off back into the queue, so that a restart goes on at once."""
    try:
        queueing.reclaim_dead()
    except DatabaseFault as fault:
        log.warning("leases_left_to_run_out", reason=str(fault))
