"""The one writer of `Task.status`: every door comes through `transition` or `undo`.

A transition locks the row, checks the move, writes, appends the event and lets the system's
follow-up happen, all in one short transaction (docs/workflow.md has the table).
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from tasks_app import events, gates
from tasks_app.actors import HUMAN, Actor, ActorKind
from tasks_app.channels import refuse_removed
from tasks_app.error_kinds import ErrorKind
from tasks_app.gates import Decision
from tasks_app.models import Asset, Event, EventKind, Task
from tasks_app.statuses import (
    GATE_BY_APPROVAL,
    GATE_BY_STATUS,
    GATES,
    IN_ERROR,
    MOVES,
    RUNNING,
    STEP_STATUSES,
    Gate,
    Status,
    Step,
)
from videogen.lib.db import lock_row
from videogen.lib.errors import Conflict, InvalidInput
from videogen.lib.jobs import ring_on_commit

WORK_JOB = "tasks_app.jobs.work"


class InvalidTransition(Conflict):
    """The move is not one this actor may make from where the task is."""

    title = "This move is not allowed"


class TransitionConflict(Conflict):
    """Somebody else decided first."""

    title = "Somebody was first"


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a step failed, and in words what happens next."""

    step: Step
    kind: ErrorKind
    message: str
    attempt: int
    outlook: str


@dataclass(frozen=True, slots=True)
class Cause:
    """What came with the move; at most one of the fields is set."""

    decision: Decision | None = None
    failure: Failure | None = None
    retry_at: datetime | None = None
    reason: str = ""


NO_CAUSE = Cause()


@dataclass(frozen=True, slots=True)
class Stood:
    """Where a task stood on somebody's screen: a row or card says the status, and since when."""

    status: Status
    since: datetime | None = None


Expected = Status | Stood | None
"""What the person was looking at; None when nobody looked."""

FOLLOWING: dict[Status, Step] = {
    STEP_STATUSES[step].done: following
    for step, following in (
        (Step.ASSETS, Step.ASSETS),
        (Step.COMPOSITES, Step.VIDEO),
        (Step.VIDEO, Step.VIDEO),
        (Step.AUDIO, Step.AUDIO),
        (Step.SFX, Step.ASSEMBLY),
        (Step.ASSEMBLY, Step.ASSEMBLY),
        (Step.UPLOAD, Step.UPLOAD),
    )
}
"""The next step once a step is through; at a gate it stays until somebody approves."""


def transition(
    task_id: uuid.UUID,
    to: Status,
    *,
    actor: Actor,
    cause: Cause = NO_CAUSE,
    expected: Expected = None,
) -> Task:
    """Move a task and return it.

    Raises `InvalidTransition` naming the allowed moves, `TransitionConflict` naming who was first
    (also when the task no longer stands where it was `expected`), `FilesChanged`, or `InvalidInput`
    for a rejection without its note; nothing has changed then.
    """
    with transaction.atomic():
        task = lock_row(Task.objects.select_related("channel"), task_id)
        refuse_stale(task, to, actor.kind, expected)
        check(task.state, to, actor.kind, note=_note(cause))
        _enter(task, to, actor, cause)
        if to in GATE_BY_APPROVAL:
            follow_up = Actor.system("pipeline")
            _enter(task, Status.QUEUED, follow_up, Cause(reason=_undo_holder(actor)))
    return task


def check(now: Status, to: Status, by: ActorKind, *, note: str = "") -> None:
    """Raise unless this kind of actor may make this move with this note. Pure."""
    move = MOVES.get((now, to))
    if move is None or by not in move.by:
        raise InvalidTransition(_refusal(now, to, by), errors={"allowed": allowed(now, by)})
    # A rejection typed on the Notion board may come without words.
    if move.needs_note and by is not ActorKind.NOTION and not note.strip():
        raise InvalidInput(
            gates.needs_reason(GATE_BY_STATUS[now]), errors={"note": ["A note is needed."]}
        )


def allowed(now: Status, by: ActorKind) -> list[str]:
    """The values of the statuses this kind of actor may move to from here."""
    return [to.value for (source, to), move in MOVES.items() if source is now and by in move.by]


def undo(task_id: uuid.UUID, *, actor: Actor) -> Task:
    """Take one's own decision back while its undo time runs; the task returns to the gate."""
    with transaction.atomic():
        task = lock_row(Task.objects.select_related("channel"), task_id)
        decided = _own_open_decision(task, actor)
        gate = GATE_BY_STATUS[Status(decided.data["from"])]
        gates.restore_files(task, decided.data["files_before"])
        task.next_step = gate.shows[-1]
        task.undo_until = None
        task.rejected = False
        task.failed_step = ""
        # It has waited all the time, so its answer is due when it was.
        since = datetime.fromisoformat(decided.data["waiting_since"])
        data = {"undo": True, "reason": "Decision taken back."}
        _write(task, gate.status, actor, data, since=since)
    return task


def _own_open_decision(task: Task, actor: Actor) -> Event:
    decided = events.last_human_move(task)
    if decided is None or task.undo_until is None or "files_before" not in decided.data:
        raise Conflict("There is no decision here that could be taken back.")
    if decided.actor["id"] != actor.id or decided.actor["kind"] != actor.kind:
        raise Conflict(f"Only {decided.actor['name']}, who decided, can take this back.")
    if timezone.now() >= task.undo_until:
        raise Conflict(
            f"The {settings.REVIEW_UNDO_SECONDS} seconds for taking a decision back are over."
        )
    return decided


def _note(cause: Cause) -> str:
    return cause.decision.words if cause.decision else ""


def _undo_holder(actor: Actor) -> str:
    return "Approved; held for the undo time." if actor.kind in HUMAN else "Proceeds by itself."


def _refusal(now: Status, to: Status, by: ActorKind) -> str:
    moves = [Status(value).label for value in allowed(now, by)]
    possible = (
        f"Allowed from here: {', '.join(moves)}." if moves else "Nothing is allowed from here."
    )
    return f"A task that is {now.label} cannot become {to.label}. {possible}"


def refuse_stale(task: Task, to: Status, by: ActorKind, expected: Expected) -> None:
    """Turn a lost race into a sentence that names the winner, where a person has won it."""
    stood = Stood(expected) if isinstance(expected, Status) else expected
    if stood is None and (task.state, to) in MOVES:
        return
    if stood and task.state is stood.status and stood.since in {None, task.status_since}:
        return
    _name_the_winner(task, to, stood)
    if stood is None:
        return
    if task.state is stood.status:
        raise TransitionConflict(
            f"The task left {stood.status.label} and came back since you looked: look again.",
            errors={"status": task.status},
        )
    raise TransitionConflict(
        f"The task is no longer {stood.status.label}: it is {task.state.label} now.",
        errors={"status": task.status, "allowed": allowed(task.state, by)},
    )


def _name_the_winner(task: Task, to: Status, stood: Stood | None) -> None:
    last = events.last_human_move(task)
    if last is None:
        return
    source = Status(last.data["from"])
    is_the_one = source in GATE_BY_STATUS if stood is None else _is_after(last, stood)
    if is_the_one and (source, to) in MOVES:
        seconds = max(0, round((timezone.now() - last.at).total_seconds()))
        raise TransitionConflict(
            f"{last.actor['name']} was first: {Status(last.data['to']).label}, {seconds} s ago. "
            f"The task is now {task.state.label}.",
            errors={"by": last.actor, "at": last.at.isoformat(), "status": task.status},
        )


def _is_after(move: Event, stood: Stood) -> bool:
    """Whether this move took the task from where the person saw it."""
    if move.data["from"] != stood.status:
        return False
    return move.at > stood.since if stood.since else stood.status in GATE_BY_STATUS


def _enter(task: Task, to: Status, actor: Actor, cause: Cause) -> None:
    """Set the columns that go with the new status, then write it."""
    data: dict[str, Any] = {"reason": cause.reason, "note": _note(cause)}
    gate = GATE_BY_STATUS.get(task.state)
    if gate is not None and to in {gate.approved, gate.rejected}:
        data |= _decide(task, gate, to, actor, cause.decision or Decision())
    elif to in IN_ERROR and cause.failure is not None:
        data |= _record_failure(task, cause.failure)
    elif to is Status.QUEUED:
        _join_the_line(task, actor, cause)
    else:
        _leave_the_line(task, to)
    if to not in RUNNING:
        task.progress_done = task.progress_total = None
    _write(task, to, actor, data)


def _leave_the_line(task: Task, to: Status) -> None:
    """What a task is no longer waiting for, and where it goes on from here."""
    task.next_attempt_at = task.undo_until = None
    if to is Status.CLAIMED:
        task.begun_at = task.begun_at or timezone.now()
    elif to is Status.FINAL_REVIEW and task.state is Status.UPLOAD_ERROR:
        task.next_step = Step.ASSEMBLY
    elif to in FOLLOWING:
        task.next_step = FOLLOWING[to]
        task.retry_count = 0
        task.failed_step = task.error_kind = ""


def _decide(task: Task, gate: Gate, to: Status, actor: Actor, decision: Decision) -> dict[str, Any]:
    gates.refuse_changed_files(task, gate, decision.seen)
    if actor.kind in HUMAN:
        # A command cannot have second thoughts.
        seconds = 0 if actor.kind is ActorKind.COMMAND else settings.REVIEW_UNDO_SECONDS
        task.undo_until = timezone.now() + timedelta(seconds=seconds)
    if to is gate.approved:
        before = _approve(task, gate, decision)
    else:
        before = _reject(task, gate, actor, decision)
    return {
        "files_before": before,
        "flags": [str(flag.asset_id) for flag in decision.flags],
        "waiting_since": task.status_since.isoformat(),
    }


def _approve(task: Task, gate: Gate, decision: Decision) -> dict[str, str]:
    if decision.flags:
        raise InvalidInput(
            "Files are flagged: clear the flags to approve, or reject.",
            errors={"assets": ["Flagged files cannot be approved."]},
        )
    task.next_step = gate.following
    return gates.approve_files(task, gate)


def _reject(task: Task, gate: Gate, actor: Actor, decision: Decision) -> dict[str, str]:
    task.rejected = True
    task.error_kind = ""
    before = gates.reject_files(task, gate, decision)
    task.next_step = task.failed_step = gates.first_step(gate, decision, before)
    count = len(decision.flags) or "all"
    note = decision.words or "no note"
    _log(task, f"{gate.name} rejected by {actor.name}, {count} to be made again: {note}")
    return before


def _record_failure(task: Task, failure: Failure) -> dict[str, Any]:
    task.failed_step = failure.step
    task.error_kind = failure.kind
    task.rejected = False
    task.retry_count += 1
    _log(
        task,
        f"{failure.step} {failure.kind} attempt {failure.attempt}: "
        f"{failure.message} {failure.outlook}",
    )
    return {
        "step": failure.step,
        "error_kind": failure.kind,
        "reason": f"{failure.message} {failure.outlook}",
    }


def _join_the_line(task: Task, actor: Actor, cause: Cause) -> None:
    """A person or an approval queues at the end; a crash or an automatic retry keeps its place."""
    task.next_attempt_at = cause.retry_at
    if task.state in GATE_BY_APPROVAL:
        task.queued_at = timezone.now()
        task.retry_count = 0
        task.failed_step = task.error_kind = ""
        return
    if task.state is Status.PUBLISHED:
        _begin_new_edition(task)
    if actor.kind in HUMAN:
        refuse_removed(task.channel)
    if actor.kind in HUMAN or task.rejected:
        task.queued_at = timezone.now()
        task.undo_until = None
        task.retry_count = 0
        task.failed_step = task.error_kind = ""
        task.rejected = False


def _begin_new_edition(task: Task) -> None:
    task.edition += 1
    task.next_step = Step.ASSETS
    task.youtube_url = ""
    Asset.objects.filter(task=task).current().update(is_current=False)


def _log(task: Task, entry: str) -> None:
    stamp = timezone.now().strftime("%Y-%m-%dT%H:%M:%SZ")
    one_line = " ".join(entry.split())
    task.error_log = f"{task.error_log}{stamp} {one_line}\n"


def _write(
    task: Task, to: Status, actor: Actor, data: dict[str, Any], *, since: datetime | None = None
) -> None:
    before = task.state
    task.status = to
    task.status_since = since or timezone.now()
    if to in GATES and since is None:
        task.reminded_at = None
    task.save()
    events.append(
        EventKind.STATUS,
        about=task,
        actor=actor,
        data={"from": before, "to": to, "next_step": task.next_step} | data,
    )
    if to is Status.QUEUED:
        ring_on_commit(WORK_JOB)


def step_of(status: Status) -> Step | None:
    """The step that is running in this status, or None."""
    return next((step for step, names in STEP_STATUSES.items() if names.running is status), None)
