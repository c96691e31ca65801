"""Jobs: one django-q2 call each. The broker is a doorbell; the work stands in our tables."""

from __future__ import annotations

import functools
import os
import uuid
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Any

import structlog
from django.db import close_old_connections, transaction
from django_q.brokers import Broker, get_broker
from django_q.tasks import async_task
from redis.exceptions import RedisError

log = structlog.get_logger(__name__)


class Queue(StrEnum):
    """A broker list with a cluster of its own, so that nobody's short job waits for a long one."""

    WORK = "videogen"
    """Slices of steps: seconds to minutes."""

    MIRROR = "mirror"
    """The one drainer of the Notion mirror; it may wait for the rate limit."""

    QUICK = "quick"
    """Telling people: milliseconds."""


ENOUGH_RINGS = 2
BEAT_FILE = "VIDEOGEN_BEAT_FILE"
"""Names the file whose time says when a worker of this cluster was last alive."""


def job(function: Callable[..., None]) -> Callable[..., None]:
    """Wrap a django-q2 entry point: fresh connections, and log lines that name the job."""

    @functools.wraps(function)
    def run(*args: Any) -> None:
        beat()
        close_old_connections()
        with structlog.contextvars.bound_contextvars(
            job=function.__name__, correlation_id=str(uuid.uuid4())
        ):
            try:
                function(*args)
            finally:
                close_old_connections()

    return run


def beat() -> None:
    """Show the watchdog that this cluster's workers are alive."""
    file = os.environ.get(BEAT_FILE)
    if file:
        Path(file).touch()


def ring(path: str, *args: Any, queue: Queue = Queue.WORK) -> bool:
    """Put a job on the broker now; whether it took it.

    A lost ring is harmless: the ticker finds the work within seconds.
    """
    try:
        async_task(path, *args, cluster=queue.value, broker=_broker(queue))
    except (RedisError, OSError) as fault:
        log.warning("doorbell_lost", job_path=path, reason=str(fault))
        return False
    return True


@functools.cache
def _broker(queue: Queue) -> Broker:
    """Kept, because each one has connections of its own; they survive threads and forks."""
    return get_broker(queue.value)


def waiting_rings(queue: Queue = Queue.WORK) -> int:
    """How many jobs lie on the broker; raises `RedisError` when it is away."""
    return int(_broker(queue).queue_size())


def ring_once(path: str, *args: Any, queue: Queue = Queue.WORK) -> None:
    """Ring, unless two rings wait already: whoever comes next sees what is committed by then.

    Two, because one of them may be the watchdog's own job, which looks for no work.
    """
    try:
        if waiting_rings(queue) >= ENOUGH_RINGS:
            return
    except (RedisError, OSError):
        return
    ring(path, *args, queue=queue)


def ring_on_commit(path: str, *args: Any, queue: Queue = Queue.WORK) -> None:
    """Put a job on the broker once the transaction is through; never fails the transaction."""

    def ring_now() -> None:
        # A named function: Django logs its name when it fails, and a partial has none.
        ring(path, *args, queue=queue)

    transaction.on_commit(ring_now, robust=True)
