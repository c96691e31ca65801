"""What a person can do with one task from its page: a button each, and the call behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.http import HttpRequest

from tasks_app import intake
from tasks_app.actors import Actor, ActorKind
from tasks_app.admin import marks
from tasks_app.models import Task
from tasks_app.statuses import IN_ERROR, Status
from tasks_app.transitions import Cause, allowed, transition
from videogen.accounts.models import User
from videogen.accounts.roles import RANK, Role


def person(request: HttpRequest) -> User:
    """Who asks; the admin lets nobody in who is not signed in."""
    assert isinstance(request.user, User)  # noqa: S101 - admin_view has sent everybody else to the login
    return request.user


def actor(request: HttpRequest) -> Actor:
    return Actor.person(person(request))


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """`run` makes the call and may raise a `DomainError`; `done` is what people read afterwards.

    One that is never offered as a button is reached by a form of its own.
    """

    name: str
    label: Callable[[Task], str]
    least: Role
    run: Callable[[HttpRequest, Task], object]
    done: str
    is_offered: Callable[[Task], bool] = lambda _task: False
    look: str = "vg-plain"
    question: str = ""


@dataclass(frozen=True, slots=True)
class Button:
    name: str
    label: str
    look: str
    question: str


def buttons(acts: Iterable[Act], task: Task, role: Role | None) -> list[Button]:
    """The acts that make sense now and that the person may do."""
    return [
        Button(act.name, act.label(task), act.look, act.question)
        for act in acts
        if role is not None and RANK[role] >= RANK[act.least] and act.is_offered(task)
    ]


def _may_become(task: Task, status: Status) -> bool:
    return status.value in allowed(task.state, ActorKind.PERSON)


def _queue_label(task: Task) -> str:
    verb = "Make a new edition" if task.state is Status.PUBLISHED else "Queue"
    estimate = intake.estimate_for(task)
    return f"{verb} · about {marks.dollars(estimate)}" if estimate else verb


def _can_queue(task: Task) -> bool:
    return _may_become(task, Status.QUEUED) and task.state not in IN_ERROR


def _can_retry(task: Task) -> bool:
    return task.state in IN_ERROR or (
        task.state is Status.QUEUED and task.next_attempt_at is not None
    )


QUEUE = Act(
    name="queue",
    label=_queue_label,
    least=Role.OPERATOR,
    is_offered=_can_queue,
    run=lambda request, task: intake.queue(task.pk, actor=actor(request)),
    done="Queued.",
    look="",
)
RETRY = Act(
    name="retry",
    label=lambda task: "Retry now" if task.state is Status.QUEUED else "Retry",
    least=Role.OPERATOR,
    is_offered=_can_retry,
    run=lambda request, task: intake.retry(task.pk, actor=actor(request)),
    done="Queued again at the step where it stopped.",
    look="",
)
REOPEN = Act(
    name="reopen",
    label=lambda _task: "Back to draft",
    least=Role.OPERATOR,
    is_offered=lambda task: _may_become(task, Status.DRAFT),
    run=lambda request, task: transition(
        task.pk, Status.DRAFT, actor=actor(request), cause=Cause(reason="Reopened.")
    ),
    done="It is a draft again.",
)
LOOK_AGAIN = Act(
    name="look-again",
    label=lambda _task: "Back to review",
    least=Role.OPERATOR,
    is_offered=lambda task: _may_become(task, Status.FINAL_REVIEW),
    run=lambda request, task: transition(
        task.pk, Status.FINAL_REVIEW, actor=actor(request), cause=Cause(reason="Reviewed again.")
    ),
    done="It waits for a review again.",
)
CANCEL = Act(
    name="cancel",
    label=lambda _task: "Cancel",
    least=Role.OPERATOR,
    is_offered=lambda task: _may_become(task, Status.CANCELLED),
    run=lambda request, task: intake.cancel(
        task.pk, actor=actor(request), reason=request.POST.get("note", "").strip()
    ),
    done="Cancelled. Its files are kept.",
    look="vg-no",
    question="Stop work on this task? Its files are kept, and it can be queued again.",
)

ACTS: tuple[Act, ...] = (QUEUE, RETRY, LOOK_AGAIN, REOPEN, CANCEL)
