"""django-q2 entry points. Their dotted paths are in queued payloads: never rename one."""

from __future__ import annotations

from tasks_app import queueing, ticker
from tasks_app.pipeline import runner
from tasks_app.queueing import Worker
from tasks_app.transitions import WORK_JOB
from videogen.lib.idempotency import forget_expired
from videogen.lib.jobs import job, ring


@job
def work() -> None:
    """Do one slice of work on whatever is next; ends quietly when there is nothing."""
    worker = Worker.here()
    lease = queueing.resume_next(worker) or queueing.claim_next(worker)
    if lease is None:
        return
    runner.run_slice(lease, worker)
    if queueing.has_work():
        ring(WORK_JOB)


@job
def sweep() -> None:
    """The net below the ticker: find what a lost doorbell or a dead worker left behind."""
    ticker.sweep()


@job
def tidy() -> None:
    """Remove what is kept for a time only."""
    forget_expired()


@job
def idle() -> None:
    """Do nothing: a worker that takes this job shows the watchdog that it is alive."""
