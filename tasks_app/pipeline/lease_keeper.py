"""Keeps a lease alive while its step runs, and calls the work off when the lease is lost."""

from __future__ import annotations

import threading
import time
from types import TracebackType

import structlog
from django.conf import settings
from django.db import Error as DatabaseFault
from django.db import connection

from tasks_app.models import Lease
from tasks_app.queueing import LeaseLost, Worker, renew_lease
from videogen.lib.jobs import beat

log = structlog.get_logger(__name__)


class LeaseKeeper:
    """A thread that renews; `stop` is set once somebody else may have taken the task.

    While the database is away it goes on trying until the lease has run out by this machine's
    own clock: then the work stops, whatever the database would say.
    """

    def __init__(self, lease: Lease, worker: Worker) -> None:
        self.stop = threading.Event()
        self._lease = lease
        self._worker = worker
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._keep, name="lease-keeper", daemon=True)

    def __enter__(self) -> LeaseKeeper:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._done.set()
        self._thread.join()

    def _keep(self) -> None:
        last_renewed = time.monotonic()
        try:
            while not self._done.wait(settings.LEASE_RENEW_SECONDS):
                try:
                    renew_lease(self._lease.pk, self._worker)
                    last_renewed = time.monotonic()
                    beat()
                except LeaseLost as lost:
                    log.warning("lease_lost", reason=str(lost))
                    self.stop.set()
                    return
                except DatabaseFault as fault:
                    connection.close()
                    log.warning("lease_not_renewed", reason=str(fault))
                if time.monotonic() - last_renewed > settings.LEASE_SECONDS:
                    self.stop.set()
                    return
        finally:
            connection.close()
