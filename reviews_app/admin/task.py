"""Tasks in the admin with the decisions at gates: approve, reject with a note, take back."""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from math import ceil

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from reviews_app import decisions
from reviews_app.decisions import Answer
from tasks_app import costs, events
from tasks_app.admin import bulk, marks
from tasks_app.admin.acts import Act, actor
from tasks_app.admin.board_moves import CardMove, CardMoves, Question
from tasks_app.admin.task import TaskAdmin
from tasks_app.admin.task_page import TaskPage
from tasks_app.channels import config_of
from tasks_app.gates import Flag, needs_reason
from tasks_app.models import Task
from tasks_app.statuses import GATE_BY_STATUS, Gate, GateName
from videogen.accounts.models import User
from videogen.accounts.roles import Role, has_role
from videogen.lib.errors import InvalidInput

QUESTIONS = {
    GateName.ASSETS: "Are the images good?",
    GateName.VIDEO: "Are the clips good?",
    GateName.AUDIO: "Are the narrations good?",
    GateName.FINAL: "May this video be published?",
}


@dataclass(frozen=True, slots=True)
class Deciding:
    """The panel at a gate: what is asked, what was shown, and what a rejection would cost."""

    question: str
    hint: str
    seen: str
    all_words: str
    one_words: str


@dataclass(frozen=True, slots=True)
class Undo:
    until: datetime
    seconds: int


def shown(request: HttpRequest, task: Task, *, note: str = "") -> Answer:
    """A decision from the list is for what its row showed."""
    return Answer(note=note, seen=bulk.stood(request, task))


def answer(request: HttpRequest) -> Answer:
    """A decision from a task's page: note, flags, and the files that were on the screen."""
    post = request.POST
    try:
        seen = {str(key): str(value) for key, value in json.loads(post.get("seen", "")).items()}
        flags = [uuid.UUID(key) for key in post.getlist("flag")]
    except (ValueError, AttributeError):
        raise InvalidInput("The form did not arrive whole: open the page again.") from None
    return Answer(
        note=post.get("note", "").strip(),
        flags=tuple(Flag(key, post.get(f"note-{key}", "").strip()) for key in flags),
        seen=seen,
    )


APPROVE = Act(
    name="approve",
    label=lambda _task: "Approve",
    least=Role.REVIEWER,
    run=lambda request, task: decisions.approve(task.pk, answer(request), actor=actor(request)),
    done="Approved.",
)
REJECT = Act(
    name="reject",
    label=lambda _task: "Reject",
    least=Role.REVIEWER,
    run=lambda request, task: decisions.reject(task.pk, answer(request), actor=actor(request)),
    done="Rejected: it goes back to be made again.",
)
UNDO = Act(
    name="undo",
    label=lambda _task: "Undo",
    least=Role.REVIEWER,
    run=lambda request, task: decisions.undo(task.pk, actor=actor(request)),
    done="Taken back: it waits for a decision again.",
)


def _rejection(task: Task) -> Question:
    gate = GATE_BY_STATUS[task.state]
    count, price = _everything(task, gate)
    noun = costs.ITEM_OPERATION[gate.redo]
    return Question(
        f"{needs_reason(gate)} All {count} {noun}s are made again{_about(price)}.",
        "Reject",
        needs_note=True,
    )


CARD_APPROVE = CardMove(
    verb="Approve",
    least=Role.REVIEWER,
    run=lambda moving: decisions.approve(
        moving.task.pk, Answer(seen=moving.stood), actor=moving.actor
    ),
)
CARD_REJECT = CardMove(
    verb="Reject",
    least=Role.REVIEWER,
    question=lambda task: _rejection(task) if task.state in GATE_BY_STATUS else None,
    run=lambda moving: decisions.reject(
        moving.task.pk, Answer(note=moving.note, seen=moving.stood), actor=moving.actor
    ),
)
ANSWERS: CardMoves = {
    **{(gate.status, gate.approved): CARD_APPROVE for gate in GATE_BY_STATUS.values()},
    **{(gate.status, gate.rejected): CARD_REJECT for gate in GATE_BY_STATUS.values()},
}


@admin.register(Task)
class ReviewedTaskAdmin(TaskAdmin):
    card_moves = {**TaskAdmin.card_moves, **ANSWERS}
    acts = (*TaskAdmin.acts, APPROVE, REJECT, UNDO)
    actions = ("queue_chosen", "approve_chosen", "reject_chosen", "retry_chosen", "cancel_chosen")

    def has_decide_permission(self, request: HttpRequest) -> bool:
        return has_role(request.user, Role.REVIEWER)

    @admin.action(description="Approve", permissions=["decide"])
    def approve_chosen(self, request: HttpRequest, queryset: QuerySet[Task]) -> None:
        outcomes = bulk.for_each(
            self.chosen(request, queryset),
            lambda task: decisions.approve(task.pk, shown(request, task), actor=actor(request)),
        )
        bulk.tell(request, outcomes, done="approved")

    @admin.action(description="Reject…", permissions=["decide"])
    def reject_chosen(
        self, request: HttpRequest, queryset: QuerySet[Task]
    ) -> HttpResponseBase | None:
        tasks = self.chosen(request, queryset)
        note = request.POST.get("note", "").strip()
        if "confirmed" not in request.POST or not note:
            return self.ask(request, tasks, **_rejection_words(request, tasks))
        outcomes = bulk.for_each(
            tasks,
            lambda task: decisions.reject(
                task.pk, shown(request, task, note=note), actor=actor(request)
            ),
        )
        bulk.tell(request, outcomes, done="rejected")
        return None

    def extras(self, request: HttpRequest, page: TaskPage) -> dict[str, object]:
        deciding = _deciding(page, page.gate) if page.gate and page.can_decide else None
        return {"decision": deciding, "undo": _undo(page.task, request.user)}


def _deciding(page: TaskPage, gate: Gate) -> Deciding:
    current = [a for a in page.assets if a.is_current and a.step in gate.shows]
    noun = costs.ITEM_OPERATION[gate.redo]
    count, price = _everything(page.task, gate)
    return Deciding(
        question=QUESTIONS[gate.name],
        hint=needs_reason(gate),
        seen=json.dumps({str(asset.pk): asset.sha256 for asset in current}),
        all_words=f"Rejecting without a flag makes all {count} {noun}s again{_about(price)}.",
        one_words="flagged to be made again",
    )


def _everything(task: Task, gate: Gate) -> tuple[int, Decimal]:
    """How many files a rejection without flags makes again, and what they cost today."""
    count = costs.item_counts(task.plan)[gate.redo]
    provider = config_of(task.channel).provider_for(gate.redo)
    return count, costs.estimate({gate.redo: count}, {gate.redo: provider})


def _about(price: Decimal) -> str:
    return f", about {marks.dollars(price)}" if price else ""


def _rejection_words(request: HttpRequest, tasks: Sequence[Task]) -> dict[str, object]:
    gates = [(task, GATE_BY_STATUS[task.state]) for task in tasks if task.state in GATE_BY_STATUS]
    price = sum((_everything(task, gate)[1] for task, gate in gates), Decimal(0))
    return {
        "question": f"Reject {bulk.count_of(len(tasks))}",
        "text": f"All files of the gate are made again{_about(price)}.",
        "button": "Reject",
        "ask_note": True,
        "note_label": "What is wrong? Everybody sees it, and it is added to the prompts.",
        "fault": "A note is needed." if "confirmed" in request.POST else "",
    }


def _undo(task: Task, user: object) -> Undo | None:
    """The way back, for the person who decided, as long as there is time."""
    now = timezone.now()
    if task.undo_until is None or task.undo_until <= now or not isinstance(user, User):
        return None
    decided = events.last_human_move(task)
    if decided is None or "files_before" not in decided.data:
        return None
    if decided.actor["id"] != str(user.pk):
        return None
    return Undo(task.undo_until, ceil((task.undo_until - now).total_seconds()))
