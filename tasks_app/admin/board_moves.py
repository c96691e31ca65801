"""What moving a card means: for every move that a person may make, who may, and the call behind it.

`reviews_app.admin` adds the answers at gates, so that together they are all human moves of
`statuses.MOVES`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from tasks_app import intake
from tasks_app.actors import Actor, ActorKind
from tasks_app.admin import marks
from tasks_app.models import Task
from tasks_app.statuses import IN_ERROR, MOVES, RUNNING, Status
from tasks_app.transitions import Cause, Stood, transition
from videogen.accounts.roles import RANK, Role


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked before a card moves; with `needs_note` the answer is a text."""

    text: str
    button: str
    needs_note: bool = False


@dataclass(frozen=True, slots=True)
class Moving:
    """A card on its way: where it stood on the screen, and what was typed."""

    task: Task
    stood: Stood
    actor: Actor
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardMove:
    """`run` makes the call and may raise a `DomainError`.

    `undo` names the address where it can be taken back for `REVIEW_UNDO_SECONDS`.
    """

    verb: str
    least: Role
    run: Callable[[Moving], object]
    question: Callable[[Task], Question | None] = lambda _task: None
    undo: str = ""


Way = tuple[Status, Status]
CardMoves = Mapping[Way, CardMove]


def _price(task: Task) -> Question | None:
    estimate = intake.estimate_for(task)
    if not estimate:
        return None
    return Question(f"Making it costs about {marks.dollars(estimate)} at today's prices.", "Queue")


def _moved(moving: Moving, to: Status, reason: str) -> Task:
    return transition(
        moving.task.pk,
        to,
        actor=moving.actor,
        cause=Cause(reason=reason),
        expected=moving.stood,
    )


QUEUE = CardMove(
    verb="Queue",
    least=Role.OPERATOR,
    question=_price,
    run=lambda moving: intake.queue(moving.task.pk, actor=moving.actor, expected=moving.stood),
)
NEW_EDITION = CardMove(
    verb="Make a new edition",
    least=Role.OPERATOR,
    question=lambda task: (
        _price(task)
        or Question(
            "Everything is made again; the files of this edition are kept.", "Make it again"
        )
    ),
    run=QUEUE.run,
)
RETRY = CardMove(
    verb="Retry",
    least=Role.OPERATOR,
    question=_price,
    run=lambda moving: intake.retry(moving.task.pk, actor=moving.actor, expected=moving.stood),
)
CANCEL = CardMove(
    verb="Cancel",
    least=Role.OPERATOR,
    question=lambda _task: Question(
        "Work on it stops. Its files are kept, and it can be queued again.", "Cancel it"
    ),
    run=lambda moving: intake.cancel(
        moving.task.pk, actor=moving.actor, reason=moving.note, expected=moving.stood
    ),
)
REOPEN = CardMove(
    verb="Back to draft",
    least=Role.OPERATOR,
    run=lambda moving: _moved(moving, Status.DRAFT, "Reopened."),
)
LOOK_AGAIN = CardMove(
    verb="Back to review",
    least=Role.OPERATOR,
    run=lambda moving: _moved(moving, Status.FINAL_REVIEW, "Reviewed again."),
)

CARD_MOVES: CardMoves = {
    **{(error, Status.QUEUED): RETRY for error in IN_ERROR},
    (Status.DRAFT, Status.QUEUED): QUEUE,
    (Status.CANCELLED, Status.QUEUED): QUEUE,
    (Status.PUBLISHED, Status.QUEUED): NEW_EDITION,
    (Status.CANCELLED, Status.DRAFT): REOPEN,
    (Status.UPLOAD_ERROR, Status.FINAL_REVIEW): LOOK_AGAIN,
    **{way: CANCEL for way in MOVES if way[1] is Status.CANCELLED},
}


def human_ways() -> list[Way]:
    """Every move that a person may make."""
    return [way for way, move in MOVES.items() if ActorKind.PERSON in move.by]


def open_to(role: Role | None, moves: CardMoves) -> dict[Status, dict[Status, str]]:
    """From each status the statuses this role may move a card to, and what that is called."""
    ways: dict[Status, dict[Status, str]] = {status: {} for status in Status}
    for (now, to), move in moves.items():
        if role is not None and RANK[role] >= RANK[move.least]:
            ways[now][to] = move.verb
    return ways


def why_closed(to: Status, sources: Iterable[Status]) -> str:
    """Why a card that may not be dropped on a status may not."""
    if to in RUNNING:
        return f"Only a worker moves a task to {to.label}."
    names = ", ".join(status.label for status in sources)
    return f"{to.label} can be reached only from {names}." if names else "Nobody moves a task here."
