"""What has to be looked at every second or two: dead workers, due retries, changed channel files.

django-q2's own schedules come round every minute at best; they are the net below this one. One
process in all does the shared duties (an advisory lock); every machine looks after its own dead.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import structlog
from django.conf import settings
from django_q.models import Schedule
from redis.exceptions import RedisError

from tasks_app import deadlines, events, queueing
from tasks_app.channels import FolderWatch
from tasks_app.notion import drainer, outbound
from tasks_app.transitions import WORK_JOB
from videogen.lib.db import AdvisoryLock, held
from videogen.lib.jobs import Queue, ring, waiting_rings

log = structlog.get_logger(__name__)

TICK_SECONDS = 1.0
ASK_AGAIN_SECONDS = 10.0
"""How often a machine that has not got the shared duties asks for them."""

FOLLOW_SECONDS = 3.0
"""How late at most those are who follow events by a job, when a ring was lost."""

SCHEDULES = {
    "Sweep": ("tasks_app.jobs.sweep", Schedule.MINUTES),
    "Tidy": ("tasks_app.jobs.tidy", Schedule.HOURLY),
    "Forget old audit entries": ("reviews_app.jobs.forget_old_audit", Schedule.DAILY),
    "Mirror sweep": ("tasks_app.notion.jobs.sweep", Schedule.MINUTES),
    "Notion poll": ("tasks_app.notion.jobs.poll", Schedule.MINUTES),
    "Mirror retention": ("tasks_app.notion.jobs.tidy", Schedule.DAILY),
}


def run(goes_on: Callable[[], bool], pause: Callable[[float], object]) -> None:
    """Tick until told otherwise, or until the database goes away (`django.db.Error`)."""
    ensure_schedules()
    while goes_on():
        with held(AdvisoryLock.TICKER) as is_leader:
            _tick_on(goes_on, pause, is_leader=is_leader)


def _tick_on(
    goes_on: Callable[[], bool], pause: Callable[[float], object], *, is_leader: bool
) -> None:
    folder = FolderWatch()
    channels_due = followers_due = time.monotonic()
    asks_again = time.monotonic() + ASK_AGAIN_SECONDS
    while goes_on() and (is_leader or time.monotonic() < asks_again):
        queueing.reclaim_dead()
        if is_leader:
            sweep()
        if is_leader and time.monotonic() >= channels_due:
            folder.sync_if_changed()
            channels_due = time.monotonic() + settings.CHANNEL_RELOAD_SECONDS
        if is_leader and time.monotonic() >= followers_due:
            ring_followers()
            followers_due = time.monotonic() + FOLLOW_SECONDS
        pause(TICK_SECONDS)


def sweep() -> None:
    """Find what a lost doorbell, a dead worker or a passed moment left to do; safe at any time."""
    queueing.reclaim_expired()
    queueing.release_rejected()
    deadlines.remind()
    if queueing.has_work():
        ring_workers()
    if drainer.is_due():
        outbound.wake()


def ring_workers() -> None:
    """Leave no more rings on the broker than there are workers to answer."""
    try:
        missing = settings.WORKERS - waiting_rings()
    except (RedisError, OSError) as fault:
        log.warning("broker_away", reason=str(fault))
        return
    for _ in range(missing):
        ring(WORK_JOB)


def ring_followers() -> None:
    """Ring the jobs that follow events, unless their queue holds something anyway."""
    try:
        if not events.followers() or waiting_rings(Queue.QUICK):
            return
    except (RedisError, OSError) as fault:
        log.warning("broker_away", reason=str(fault))
        return
    for job_path in events.followers():
        ring(job_path, queue=Queue.QUICK)


def schedule(name: str, job_path: str, kind: str) -> None:
    """Add a schedule, from `AppConfig.ready()`."""
    SCHEDULES[name] = (job_path, kind)


def ensure_schedules() -> None:
    """The schedules as people see them in the admin."""
    for name, (path, kind) in SCHEDULES.items():
        Schedule.objects.update_or_create(
            name=name, defaults={"func": path, "schedule_type": kind, "minutes": 1}
        )
