"""Tasks in the admin with decisions: the way to the desk, taking back, many at once, cards."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase

from reviews_app import decisions
from reviews_app.admin import remaking, undoing
from reviews_app.admin.desk_page import desk_url
from reviews_app.decisions import Answer
from tasks_app.admin import bulk
from tasks_app.admin.acts import Act, actor, person
from tasks_app.admin.board_moves import CardMove, CardMoves, Question
from tasks_app.admin.task import TaskAdmin
from tasks_app.admin.task_page import TaskPage
from tasks_app.gates import needs_reason
from tasks_app.models import Task
from tasks_app.statuses import GATE_BY_STATUS
from videogen.accounts.roles import Role, has_role


def shown(request: HttpRequest, task: Task, *, note: str = "") -> Answer:
    """A decision from the list is for what its row showed."""
    return Answer(note=note, seen=bulk.stood(request, task))


UNDO = Act(
    name="undo",
    label=lambda _task: "Undo",
    least=Role.REVIEWER,
    run=lambda request, task: decisions.undo(task.pk, actor=actor(request)),
    done="Taken back: it waits for a decision again.",
)


def _rejection(task: Task) -> Question:
    gate = GATE_BY_STATUS[task.state]
    return Question(
        f"{needs_reason(gate)} It makes {remaking.all_words(task, gate)}.",
        "Reject",
        needs_note=True,
    )


UNDO_ADDRESS = "admin:reviews_app_desk_undo"
CARD_APPROVE = CardMove(
    verb="Approve",
    least=Role.REVIEWER,
    undo=UNDO_ADDRESS,
    run=lambda moving: decisions.approve(
        moving.task.pk, Answer(seen=moving.stood), actor=moving.actor
    ),
)
CARD_REJECT = CardMove(
    verb="Reject",
    least=Role.REVIEWER,
    undo=UNDO_ADDRESS,
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
    acts = (*TaskAdmin.acts, UNDO)
    actions = ("queue_chosen", "approve_chosen", "reject_chosen", "retry_chosen", "cancel_chosen")

    def has_decide_permission(self, request: HttpRequest) -> bool:
        return has_role(request.user, Role.REVIEWER)

    @admin.action(description="Approve", permissions=["decide"])
    def approve_chosen(
        self, request: HttpRequest, queryset: QuerySet[Task]
    ) -> HttpResponseBase | None:
        outcomes = bulk.for_each(
            self.chosen(request, queryset),
            lambda task: decisions.approve(task.pk, shown(request, task), actor=actor(request)),
        )
        return bulk.tell(request, outcomes, done="approved")

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
        return bulk.tell(request, outcomes, done="rejected")

    def extras(self, request: HttpRequest, page: TaskPage) -> dict[str, object]:
        user = person(request)
        return {
            "desk": desk_url(page.task) if page.gate else "",
            "can_decide": has_role(user, Role.REVIEWER),
            "undo": undoing.offered(user, page.task),
        }


def _rejection_words(request: HttpRequest, tasks: Sequence[Task]) -> dict[str, object]:
    gates = [(task, GATE_BY_STATUS[task.state]) for task in tasks if task.state in GATE_BY_STATUS]
    price = sum((remaking.everything(task, gate)[1] for task, gate in gates), Decimal(0))
    return {
        "question": f"Reject {bulk.count_of(len(tasks))}",
        "text": f"All files of the gate are made again{remaking.about(price)}.",
        "button": "Reject",
        "ask_note": True,
        "note_label": "What is wrong? Everybody sees it, and it is added to the prompts.",
        "fault": "A note is needed." if "confirmed" in request.POST else "",
    }
