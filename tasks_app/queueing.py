"""The task table as a queue: who is next, leases, and what happens when a worker vanishes.

Claims are serialised by one advisory lock, because the limits (per channel, per provider) count
rows that two claimers would otherwise both read before either writes. A claim holds it for a few
milliseconds. No lock is ever held while work runs.
"""

from __future__ import annotations

import datetime as dt
import functools
import os
import socket
import uuid
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

import psutil
import structlog
from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from tasks_app import costs, events
from tasks_app.actors import Actor
from tasks_app.channel_configs import ChannelConfig
from tasks_app.channels import config_of
from tasks_app.error_kinds import ErrorKind
from tasks_app.models import Channel, EventKind, Lease, Task
from tasks_app.models.channel import ChannelState
from tasks_app.models.lease import LeaseOutcome
from tasks_app.statuses import IN_ERROR, RUNNING, STEP_STATUSES, Status, Step
from tasks_app.transitions import Cause, Failure, InvalidTransition, transition
from videogen.lib.db import AdvisoryLock, hold_until_commit, one_value

log = structlog.get_logger(__name__)

CRASHES_IN_A_ROW = 5
"""So often a step may take its worker down, finishing nothing, before a person has to look."""

WAIT_FOR_PLACE_SECONDS = 5
"""How soon a task asks again that waits for a provider's free place or for tomorrow's budget."""

NEXT_IN_LINE = """
    SELECT task.id
      FROM tasks_app_task task
      JOIN tasks_app_channel channel ON channel.id = task.channel_id
     WHERE task.status = 'queued'
       AND channel.state = 'active'
       AND NOT channel.id = ANY(%(full_channels)s)
       AND NOT COALESCE(channel.config -> 'providers' ->> task.next_step, 'local')
               = ANY(%(full_providers)s)
       AND (task.next_attempt_at IS NULL OR task.next_attempt_at <= statement_timestamp())
       AND (task.undo_until IS NULL OR task.undo_until <= statement_timestamp())
     ORDER BY task.priority, channel.last_served_at NULLS FIRST, task.queued_at, task.id
     LIMIT 1
       FOR NO KEY UPDATE OF task SKIP LOCKED
"""


@functools.cache
def machine() -> str:
    """Names this machine until it is restarted, so that its process ids mean something."""
    boot = Path("/proc/sys/kernel/random/boot_id")
    suffix = f".{boot.read_text()[:8]}" if boot.exists() else ""
    return f"{socket.gethostname()}{suffix}"


class LeaseLost(Exception):
    """The lease ran out or was taken away: somebody else may be at work, so write nothing more."""


@dataclass(frozen=True, slots=True)
class Worker:
    """The process that does the work."""

    name: str
    pid: int

    @classmethod
    def here(cls) -> Worker:
        return cls(f"{machine()}:{os.getpid()}", os.getpid())


def claim_next(worker: Worker) -> Lease | None:
    """Take the next task in line, or None.

    High before normal before low; within a priority the channel that was served longest ago;
    within a channel first in, first out. Full, held and overspent channels and full providers
    are passed over.
    """
    overspent: set[str] = set()
    while True:
        with transaction.atomic():
            hold_until_commit(AdvisoryLock.CLAIM)
            task_id = _next_in_line(overspent)
            if task_id is None:
                return None
            task = Task.objects.select_related("channel").get(pk=task_id)
            lease = _lease(task, worker)
            if lease is not None:
                Channel.objects.filter(pk=task.channel_id).update(last_served_at=timezone.now())
                transition(task.pk, Status.CLAIMED, actor=Actor.worker(worker.name))
            _tell_budget(task, lease)
            if lease is not None:
                return lease
        overspent.add(task.channel_id)


def resume_next(worker: Worker) -> Lease | None:
    """Take over a parked lease whose time has come and whose provider has a free place, or None."""
    with transaction.atomic():
        hold_until_commit(AdvisoryLock.CLAIM)
        due = (
            Lease.objects.open()
            .filter(resume_at__lte=timezone.now())
            .select_for_update(skip_locked=True, of=("self",))
            .select_related("task__channel")
            .order_by("resume_at")
        )
        for lease in due[:20]:
            if lease.provider or _take_place(lease, lease.step):
                _hold(lease, worker)
                _tell_budget(lease.task, lease)
                return lease
            lease.resume_at = timezone.now() + timedelta(seconds=WAIT_FOR_PLACE_SECONDS)
            lease.expires_at = _parked_until(lease.resume_at)
            lease.save(update_fields=["resume_at", "expires_at"])
    return None


def has_work() -> bool:
    """Whether a worker that asked now might get something; cheap, may be wrong for an instant."""
    now = timezone.now()
    ready = Q(next_attempt_at__isnull=True) | Q(next_attempt_at__lte=now)
    released = Q(undo_until__isnull=True) | Q(undo_until__lte=now)
    return (
        Lease.objects.open().filter(resume_at__lte=now).exists()
        or Task.objects.filter(ready, released, status=Status.QUEUED)
        .exclude(channel_id__in=_full_channels())
        .filter(channel__state=ChannelState.ACTIVE)
        .exists()
    )


def renew_lease(lease_id: uuid.UUID, worker: Worker) -> None:
    """Prolong a running lease; raises `LeaseLost` when it is no longer this worker's."""
    now = timezone.now()
    renewed = (
        Lease.objects.open()
        .filter(pk=lease_id, worker=worker.name, resume_at__isnull=True, expires_at__gt=now)
        .update(renewed_at=now, expires_at=now + timedelta(seconds=settings.LEASE_SECONDS))
    )
    if not renewed:
        raise LeaseLost(f"The lease {lease_id} is no longer held by {worker.name}.")


def guard(lease: Lease) -> None:
    """Inside a transaction: keep the lease from being taken away until commit, or `LeaseLost`."""
    mine = (
        Lease.objects.open()
        .select_for_update()
        .filter(pk=lease.pk, worker=lease.worker, resume_at__isnull=True)
    )
    if not mine.exists():
        raise LeaseLost(f"The lease {lease.pk} is no longer held by {lease.worker}.")


def park(lease: Lease, *, seconds: float = 0) -> None:
    """Put a step down between two slices of work; any worker goes on with it."""
    with transaction.atomic():
        guard(lease)
        lease.resume_at = timezone.now() + timedelta(seconds=seconds)
        lease.expires_at = _parked_until(lease.resume_at)
        lease.save(update_fields=["resume_at", "expires_at"])


def end_lease(lease: Lease, outcome: LeaseOutcome) -> None:
    """Close a lease and give back what it reserved; inside the transaction of the outcome."""
    lease.ended_at = timezone.now()
    lease.outcome = outcome
    lease.resume_at = None
    lease.save(update_fields=["ended_at", "outcome", "resume_at"])
    costs.release(lease)


def move_on(lease: Lease, step: Step) -> bool:
    """Turn a lease to the following step; False when it is parked to wait for a place."""
    with transaction.atomic():
        hold_until_commit(AdvisoryLock.CLAIM)
        guard(lease)
        costs.release(lease)
        lease.step = step
        lease.provider = ""
        lease.save(update_fields=["step", "provider"])
        if _take_place(lease, step):
            _tell_budget(lease.task, lease)
            return True
    park(lease, seconds=WAIT_FOR_PLACE_SECONDS)
    return False


def reclaim_expired() -> int:
    """Put tasks of vanished workers back into the queue at the same step; how many there were."""
    expired = Lease.objects.open().filter(expires_at__lte=timezone.now())
    return sum(_reclaim(pk) for pk in expired.values_list("pk", flat=True))


def reclaim_dead() -> int:
    """The same, without waiting for the lease to run out, for dead processes of this machine."""
    running = Lease.objects.open().filter(
        resume_at__isnull=True, worker__startswith=f"{machine()}:"
    )
    dead = [pk for pk, pid in running.values_list("pk", "pid") if not psutil.pid_exists(pid)]
    Lease.objects.open().filter(pk__in=dead, resume_at__isnull=True).update(
        expires_at=timezone.now()
    )
    return sum(_reclaim(pk) for pk in dead)


def release_rejected() -> int:
    """Queue rejected tasks whose undo time is over, so that what was flagged is made again."""
    waiting = Task.objects.filter(
        status__in=IN_ERROR, rejected=True, undo_until__lte=timezone.now()
    )
    released = 0
    for task_id in waiting.values_list("pk", flat=True):
        try:
            with transaction.atomic():
                transition(
                    task_id,
                    Status.QUEUED,
                    actor=Actor.system("pipeline"),
                    cause=Cause(reason="Rejected files are made again."),
                )
        except InvalidTransition:
            # A person was quicker: retried or cancelled it.
            continue
        released += 1
    return released


def _next_in_line(overspent: set[str]) -> uuid.UUID | None:
    with connection.cursor() as cursor:
        cursor.execute(
            NEXT_IN_LINE,
            {
                "full_channels": [*_full_channels(), *overspent],
                "full_providers": _full_providers(),
            },
        )
        task_id: uuid.UUID | None = one_value(cursor)
    return task_id


def _full_channels() -> list[str]:
    running = Counter(Lease.objects.open().values_list("task__channel_id", flat=True))
    limits = Channel.objects.filter(pk__in=running).values_list("pk", "max_concurrent")
    return [pk for pk, limit in limits if running[pk] >= limit]


def _full_providers() -> list[str]:
    running = Counter(Lease.objects.open().values_list("provider", flat=True))
    return [name for name, limit in settings.PROVIDER_LIMITS.items() if running[name] >= limit]


def _lease(task: Task, worker: Worker) -> Lease | None:
    """A new lease on the task's next step, or None when the channel's budget has no room for it."""
    config = config_of(task.channel)
    reserved = _reserve(task, Step(task.next_step), config)
    if reserved is None:
        return None
    now = timezone.now()
    return Lease.objects.create(
        task=task,
        step=task.next_step,
        provider=config.provider_for(task.next_step),
        reserved_usd=reserved.amount,
        reserved_on=reserved.day,
        worker=worker.name,
        pid=worker.pid,
        acquired_at=now,
        renewed_at=now,
        expires_at=now + timedelta(seconds=settings.LEASE_SECONDS),
    )


@dataclass(frozen=True, slots=True)
class _Reserved:
    amount: Decimal
    day: dt.date | None


def _reserve(task: Task, step: Step, config: ChannelConfig) -> _Reserved | None:
    providers = {step: config.provider_for(step)}
    amount = costs.estimate({step: costs.items_left(task, step)}, providers)
    if not amount:
        return _Reserved(Decimal(0), None)
    day = costs.reserve(task.channel_id, amount, limit=config.budget_daily_usd)
    return _Reserved(amount, day) if day else None


def _tell_budget(task: Task, lease: Lease | None) -> None:
    """Append an event when a mark of the daily budget is reached, or no room was left for a step.

    Last in its transaction, as every event.
    """
    limit = config_of(task.channel).budget_daily_usd
    if limit is None or (lease is not None and not lease.reserved_usd):
        return
    percent = costs.reach_mark(task.channel_id, limit, refused=lease is None)
    if percent is None:
        return
    used, today = costs.spent_today(task.channel_id), timezone.now().date()
    then = (
        "The channel is paused until midnight UTC."
        if percent == max(costs.BUDGET_MARKS)
        else "When it is used up, the channel is paused until midnight UTC."
    )
    data = {
        "what": "budget",
        "percent": percent,
        "used_usd": float(used),
        "limit_usd": float(limit),
        "reason": f"${used:.2f} of ${limit:.2f} are spent or set aside today. {then}",
        "occurrence": f"budget:{task.channel_id}:{today}:{percent}",
    }
    system = Actor.system("budget")
    events.append(EventKind.CHANNEL_BUDGET, about=task.channel, actor=system, data=data)


def _take_place(lease: Lease, step: str) -> bool:
    config = config_of(lease.task.channel)
    provider = config.provider_for(step)
    if provider in _full_providers():
        return False
    reserved = _reserve(lease.task, Step(step), config)
    if reserved is None:
        return False
    lease.provider = provider
    lease.reserved_usd, lease.reserved_on = reserved.amount, reserved.day
    lease.save(update_fields=["provider", "reserved_usd", "reserved_on"])
    return True


def _hold(lease: Lease, worker: Worker) -> None:
    now = timezone.now()
    lease.worker, lease.pid = worker.name, worker.pid
    lease.resume_at = None
    lease.renewed_at = now
    lease.expires_at = now + timedelta(seconds=settings.LEASE_SECONDS)
    lease.save(update_fields=["worker", "pid", "resume_at", "renewed_at", "expires_at"])


def _parked_until(resume_at: datetime) -> datetime:
    """A parked step runs nowhere, so it can wait for a free worker for as long as a slice takes."""
    return resume_at + timedelta(seconds=settings.SLICE_SECONDS + settings.LEASE_SECONDS)


def _reclaim(lease_id: uuid.UUID) -> bool:
    with transaction.atomic():
        lease = (
            Lease.objects.open()
            .select_for_update(skip_locked=True, of=("self",))
            .select_related("task__channel")
            .filter(pk=lease_id, expires_at__lte=timezone.now())
            .first()
        )
        if lease is None:
            return False
        end_lease(lease, LeaseOutcome.EXPIRED)
        task = Task.objects.get(pk=lease.task_id)
        if task.state not in RUNNING:
            return False
        system = Actor.system("watchdog")
        log.warning("lease_expired", task=str(task.pk), step=lease.step, worker=lease.worker)
        step = Step(lease.step)
        if task.state is STEP_STATUSES[step].running and _crashes_on(task, step):
            _give_up_on(task, step, system)
            return True
        reason = f"The worker {lease.worker} vanished; the step goes on where it stopped."
        transition(task.pk, Status.QUEUED, actor=system, cause=Cause(reason=reason))
        return True


def _crashes_on(task: Task, step: Step) -> bool:
    """Whether this step took its worker down again and again without finishing a single item."""
    last = Lease.objects.filter(task=task, step=step).order_by("-acquired_at")
    leases = list(last[:CRASHES_IN_A_ROW])
    return (
        len(leases) == CRASHES_IN_A_ROW
        and all(lease.outcome == LeaseOutcome.EXPIRED for lease in leases)
        and not task.assets.filter(created_at__gte=leases[-1].acquired_at).exists()
    )


def _give_up_on(task: Task, step: Step, system: Actor) -> None:
    failure = Failure(
        step=step,
        kind=ErrorKind.MANUAL_REVIEW,
        message=f"The worker died {CRASHES_IN_A_ROW} times in a row at this step.",
        attempt=task.retry_count + 1,
        outlook="Needs you: look at the worker's log, then retry.",
    )
    transition(task.pk, STEP_STATUSES[step].failed, actor=system, cause=Cause(failure=failure))
