"""Runs a leased task, step after step, until it stops at a gate, fails, or its slice is over.

Every write is fenced by the lease, so a worker that was given up on changes nothing any more.
"""

from __future__ import annotations

import random
import time
from collections.abc import Mapping
from dataclasses import dataclass

import structlog
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from tasks_app import costs, files, previews, queueing
from tasks_app.actors import Actor
from tasks_app.channels import config_of
from tasks_app.error_kinds import ErrorKind
from tasks_app.files import Workspace
from tasks_app.models import Lease, Task
from tasks_app.models.lease import LeaseOutcome
from tasks_app.pipeline import retries
from tasks_app.pipeline.faults import failure_of
from tasks_app.pipeline.items import Item, StepContext, StepRules
from tasks_app.pipeline.lease_keeper import LeaseKeeper
from tasks_app.pipeline.making import Tools, make_all, next_take
from tasks_app.pipeline.providers.base import ProviderFailure, Stop, Stopped
from tasks_app.pipeline.recording import record, record_cost
from tasks_app.pipeline.shot_list import PlanRefused
from tasks_app.pipeline.steps import RULES
from tasks_app.queueing import LeaseLost, Worker
from tasks_app.statuses import GATE_BY_STATUS, STEP_STATUSES, Status, Step
from tasks_app.transitions import FOLLOWING, Cause, Failure, transition
from videogen.lib.db import forbid_open_transaction

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Slice:
    """One stretch of work of one worker on one lease, bounded in time."""

    lease: Lease
    worker: Worker
    stop: Stop
    ends: float

    def goes_on(self) -> bool:
        return not self.stop.is_set() and time.monotonic() < self.ends

    def refuse_when_lost(self) -> None:
        if self.stop.is_set():
            raise LeaseLost(f"The lease {self.lease.pk} was lost while working.")

    @property
    def actor(self) -> Actor:
        return Actor.worker(self.worker.name)


def run_slice(lease: Lease, worker: Worker) -> None:
    """Work on a lease until its task stops somewhere, or the slice is over and it is parked."""
    forbid_open_transaction("Running a step")
    facts = {"task": str(lease.task_id), "channel": lease.task.channel_id}
    with structlog.contextvars.bound_contextvars(**facts), LeaseKeeper(lease, worker) as keeper:
        now = Slice(lease, worker, keeper.stop, time.monotonic() + settings.SLICE_SECONDS)
        try:
            while _run_step(now):
                pass
        except (LeaseLost, Stopped) as lost:
            log.warning("slice_called_off", step=lease.step, reason=str(lost))


def _run_step(now: Slice) -> bool:
    """Run the lease's step; whether the lease goes on with the following step at once."""
    step = Step(now.lease.step)
    try:
        files.discard_leftovers(Workspace(now.lease.task.channel_id, now.lease.task_id))
        _enter(now, step)
        if not _make_missing(now, RULES[step]):
            queueing.park(now.lease)
            return False
        columns = RULES[step].conclude(StepContext.read(now.lease.task_id), now.stop)
    except (ProviderFailure, PlanRefused) as failure:
        _fail(now, step, failure)
        return False
    except OSError as fault:
        folder = Workspace(now.lease.task.channel_id, now.lease.task_id).root
        _fail(now, step, failure_of(fault, what=f"The step {step.label.lower()}", folder=folder))
        return False
    following = _finish(now, step, columns)
    return following is not None and queueing.move_on(now.lease, following)


def _enter(now: Slice, step: Step) -> None:
    with transaction.atomic():
        queueing.guard(now.lease)
        task = Task.objects.get(pk=now.lease.task_id)
        if task.state is not STEP_STATUSES[step].running:
            task = transition(task.pk, STEP_STATUSES[step].running, actor=now.actor)
        total = costs.item_counts(task.plan)[step]
        done = total - costs.items_left(task, step)
        Task.objects.filter(pk=task.pk).update(progress_done=done, progress_total=total)


def _make_missing(now: Slice, rules: StepRules) -> bool:
    """Make items until none is missing; False when the slice ended before."""
    while True:
        context = StepContext.read(now.lease.task_id)
        missing = [item for item in rules.items(context) if context.is_missing(item)]
        if not missing:
            return True
        if not now.goes_on():
            now.refuse_when_lost()
            return False
        _make_round(now, context, missing)


def _make_round(now: Slice, context: StepContext, missing: list[Item]) -> None:
    """Make these items; all that succeed are kept before the first failure is raised."""
    takes = [next_take(context, item) for item in missing]
    failure: ProviderFailure | Stopped | None = None
    tools = Tools(now.lease.provider, context.config.command_dir, now.stop)
    for result in make_all(takes, tools, go_on=now.goes_on):
        if result.fault is None:
            try:
                asset = record(now.lease, result, actor=now.actor)
            except LeaseLost:
                # Call the others off before the error leaves the pool, which waits for them.
                now.stop.set()
                raise
            previews.prepare(asset, channel_id=context.task.channel_id)
        else:
            record_cost(now.lease, context.task, result)
            failure = failure or result.fault
    now.refuse_when_lost()
    if failure is not None:
        raise failure


def _finish(now: Slice, step: Step, columns: Mapping[str, str]) -> Step | None:
    """Say that the step is through; the following step, when no person has to look first."""
    done = STEP_STATUSES[step].done
    following = FOLLOWING[done] if FOLLOWING[done] is not step else None
    with transaction.atomic():
        queueing.guard(now.lease)
        if columns:
            Task.objects.filter(pk=now.lease.task_id).update(**columns)
        if following is None:
            # Before the first event, because it locks the budget's row (docs/architecture.md).
            queueing.end_lease(now.lease, LeaseOutcome.DONE)
        task = transition(now.lease.task_id, done, actor=now.actor)
        if done is Status.ASSEMBLY_READY:
            task = transition(task.pk, Status.FINAL_REVIEW, actor=now.actor)
        gate = GATE_BY_STATUS.get(task.state)
        if gate is not None and config_of(task.channel).proceeds_at(gate.name.value):
            reason = Cause(reason="The channel lets this gate proceed by itself.")
            transition(task.pk, gate.approved, actor=Actor.system("auto proceed"), cause=reason)
    return following


def _fail(now: Slice, step: Step, fault: ProviderFailure | PlanRefused) -> None:
    """Record the failure, and put the task back into the queue when trying again can help."""
    kind = fault.kind if isinstance(fault, ProviderFailure) else ErrorKind.INVALID_INPUT
    after = fault.retry_after_seconds if isinstance(fault, ProviderFailure) else None
    log.warning("step_failed", step=step, kind=kind, reason=str(fault))
    with transaction.atomic():
        queueing.guard(now.lease)
        task = Task.objects.select_related("channel").get(pk=now.lease.task_id)
        outlook = retries.decide(
            kind,
            task.retry_count,
            now=timezone.now(),
            schedule=retries.Schedule(
                minutes=settings.RETRY_MINUTES,
                retries=config_of(task.channel).max_retries_for(step.value),
            ),
            retry_after_seconds=after,
            chance=random.random(),  # noqa: S311 - spreads retries, guards nothing
        )
        queueing.end_lease(now.lease, LeaseOutcome.FAILED)
        failure = Failure(step, kind, str(fault), task.retry_count + 1, str(outlook))
        transition(
            task.pk, STEP_STATUSES[step].failed, actor=now.actor, cause=Cause(failure=failure)
        )
        if isinstance(outlook, retries.Wait):
            again = Cause(retry_at=outlook.until, reason=str(outlook))
            transition(task.pk, Status.QUEUED, actor=Actor.system("retry schedule"), cause=again)
