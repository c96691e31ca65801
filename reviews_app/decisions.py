"""What a person's answer at a gate means as a move. Every door that decides calls these.

Who may decide is asked at the door; rules that hold for everybody (a note on a rejection, no
approval with flags, nothing that changed meanwhile) are the core's.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from django.db import transaction

from tasks_app import events, gates, intake, transitions
from tasks_app.actors import Actor
from tasks_app.gates import Decision, Flag
from tasks_app.models import Task
from tasks_app.models.task import TaskQuerySet
from tasks_app.statuses import GATE_BY_STATUS, Gate, Status
from tasks_app.transitions import Cause, Expected, InvalidTransition, Stood, allowed, transition
from videogen.lib.errors import DomainError, InvalidInput

Seen = Mapping[str, str] | frozenset[str] | Status | Stood | None
"""What was on the screen: the files by id with their SHA-256, only the hashes, or the status.

With the moment since when, the status also tells whether other files have come to the gate since.
"""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person says at a gate."""

    note: str = ""
    flags: tuple[Flag, ...] = ()
    seen: Seen = None


class Action(StrEnum):
    """What can be done to many tasks at once."""

    APPROVE = "approve"
    REJECT = "reject"
    RETRY = "retry"
    CANCEL = "cancel"
    QUEUE = "queue"
    UNDO = "undo"


DONE = {
    Action.APPROVE: "approved",
    Action.REJECT: "rejected",
    Action.RETRY: "queued again",
    Action.CANCEL: "cancelled",
    Action.QUEUE: "queued",
    Action.UNDO: "taken back",
}
"""What a task is afterwards, for sentences."""


@dataclass(frozen=True, slots=True)
class _Deed:
    """What is done to many tasks, by whom, and with which words."""

    action: Action
    actor: Actor
    note: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one task of many; `error` is empty where it was done."""

    id: str
    status: str | None
    error: str = ""


def approve(task_id: uuid.UUID, answer: Answer, *, actor: Actor) -> Task:
    """Let the task go on; raises what `transition` raises, and changes nothing then."""
    gate = _gate(task_id, answer, actor)
    return transition(
        task_id,
        gate.approved,
        actor=actor,
        cause=Cause(decision=_decision(task_id, gate, answer)),
        expected=_expected(gate, answer),
    )


def reject(task_id: uuid.UUID, answer: Answer, *, actor: Actor) -> Task:
    """Have the flagged files made again, or all of the gate; the estimate is of that work."""
    gate = _gate(task_id, answer, actor)
    with transaction.atomic():
        task = transition(
            task_id,
            gate.rejected,
            actor=actor,
            cause=Cause(decision=_decision(task_id, gate, answer)),
            expected=_expected(gate, answer),
        )
        return _estimated(task)


def undo(task_id: uuid.UUID, *, actor: Actor) -> Task:
    """Take one's own decision back while its undo time runs."""
    with transaction.atomic():
        return _estimated(transitions.undo(task_id, actor=actor))


def bulk(
    action: Action,
    ids: Iterable[str],
    *,
    among: TaskQuerySet,
    actor: Actor,
    note: str = "",
    seen: Mapping[str, Seen] = MappingProxyType({}),
) -> list[Outcome]:
    """Do the same to many tasks, each in its own transaction; one outcome per id, in their order.

    `among` are the tasks the person may see; other ids are unknown. `seen` is what was on the
    screen of each, by id.
    """
    asked = list(ids)
    known = set(among.filter(pk__in=_well_formed(asked)).values_list("pk", flat=True))
    deed = _Deed(action, actor, note)
    return [_outcome(deed, text, known=known, seen=seen.get(text)) for text in asked]


def _outcome(deed: _Deed, text: str, *, known: set[uuid.UUID], seen: Seen) -> Outcome:
    task_id = next(iter(_well_formed([text])), None)
    if task_id is None or task_id not in known:
        return Outcome(text, None, "There is no task with this id.")
    try:
        return Outcome(text, _act(deed, task_id, seen).status)
    except DomainError as refusal:
        return Outcome(text, Task.objects.get(pk=task_id).status, refusal.detail)


def _act(deed: _Deed, task_id: uuid.UUID, seen: Seen) -> Task:
    actor, answer = deed.actor, Answer(note=deed.note, seen=seen)
    expected = seen if isinstance(seen, Status | Stood) else None
    match deed.action:
        case Action.APPROVE:
            return approve(task_id, answer, actor=actor)
        case Action.REJECT:
            return reject(task_id, answer, actor=actor)
        case Action.UNDO:
            return undo(task_id, actor=actor)
        case Action.RETRY:
            return intake.retry(task_id, actor=actor, expected=expected)
        case Action.QUEUE:
            return intake.queue(task_id, actor=actor, expected=expected)
        case Action.CANCEL:
            return intake.cancel(task_id, actor=actor, reason=deed.note, expected=expected)


def _gate(task_id: uuid.UUID, answer: Answer, actor: Actor) -> Gate:
    """The gate the answer is for: the one on the screen, or where the task is, or just was.

    The latter, because whoever comes second has to hear who was first.
    """
    if isinstance(answer.seen, Status):
        return _gate_named(answer.seen)
    if isinstance(answer.seen, Stood):
        status, gate = answer.seen.status, GATE_BY_STATUS.get(answer.seen.status)
    else:
        task = Task.objects.get(pk=task_id)
        status, gate = task.state, GATE_BY_STATUS.get(task.state) or _gate_left(task)
    if gate is None:
        raise InvalidTransition(
            f"A task that is {status.label} waits for no decision.",
            errors={"allowed": allowed(status, actor.kind)},
        )
    return gate


def _gate_named(status: Status) -> Gate:
    if status not in GATE_BY_STATUS:
        sentence = f"At {status.label} there is nothing to decide."
        raise InvalidInput(f"seen: {sentence}", errors={"seen": [sentence]})
    return GATE_BY_STATUS[status]


def _expected(gate: Gate, answer: Answer) -> Expected:
    return answer.seen if isinstance(answer.seen, Stood) else gate.status


def _gate_left(task: Task) -> Gate | None:
    last = events.last_human_move(task)
    return GATE_BY_STATUS.get(Status(last.data["from"])) if last else None


def _decision(task_id: uuid.UUID, gate: Gate, answer: Answer) -> Decision:
    seen = answer.seen
    if isinstance(seen, frozenset):
        seen = _by_id(Task(pk=task_id), gate, seen)
    elif isinstance(seen, Status | Stood):
        seen = None
    return Decision(note=answer.note, flags=answer.flags, seen=seen)


def _by_id(task: Task, gate: Gate, hashes: frozenset[str]) -> dict[str, str]:
    """Find the files of the hashes. One that nobody has stands for a file that is gone."""
    current = gates.shown(task, gate).filter(sha256__in=hashes)
    found = {str(asset.pk): asset.sha256 for asset in current}
    return found | {sha256: sha256 for sha256 in hashes - set(found.values())}


def _estimated(task: Task) -> Task:
    task.estimate_usd = intake.estimate_for(task)
    task.save(update_fields=["estimate_usd"])
    return task


def _well_formed(texts: Iterable[str]) -> list[uuid.UUID]:
    found = []
    for text in texts:
        try:
            found.append(uuid.UUID(text))
        except ValueError:
            continue
    return found
