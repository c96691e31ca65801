"""The calls that decide. Looking a task up comes first, so that the invisible stays unknown."""

from __future__ import annotations

import uuid

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from reviews_app import decisions
from reviews_app.api.shapes import (
    AnswerBody,
    BulkBody,
    BulkOutput,
    OutcomeOutput,
    ReviewOutput,
    ReviewPage,
    ReviewQuery,
)
from reviews_app.decisions import Action
from reviews_app.models import Review
from tasks_app import access, batches
from tasks_app.api.outputs import TaskOutput
from tasks_app.api.people import actor, person
from tasks_app.api.reading import task_json
from videogen.accounts.roles import Role
from videogen.lib.api import ApiView
from videogen.lib.idempotency import idempotent
from videogen.lib.parameters import page_of

ROLE_FOR = {
    Action.APPROVE: Role.REVIEWER,
    Action.REJECT: Role.REVIEWER,
    Action.UNDO: Role.REVIEWER,
    Action.RETRY: Role.OPERATOR,
    Action.CANCEL: Role.OPERATOR,
    Action.QUEUE: Role.OPERATOR,
}


class ApproveView(ApiView):
    @extend_schema(operation_id="approve_task", request=AnswerBody, responses=TaskOutput)
    @idempotent
    def post(self, request: Request, task_id: uuid.UUID) -> Response:
        """Let the task pass the gate where it waits. Reviewer."""
        refuse_non_reviewer(request, task_id)
        decisions.approve(task_id, AnswerBody.answer(request), actor=actor(request))
        return Response(task_json(request, task_id))


class RejectView(ApiView):
    @extend_schema(operation_id="reject_task", request=AnswerBody, responses=TaskOutput)
    @idempotent
    def post(self, request: Request, task_id: uuid.UUID) -> Response:
        """Have flagged files made again, or all of the gate. Needs a note. Reviewer."""
        refuse_non_reviewer(request, task_id)
        decisions.reject(task_id, AnswerBody.answer(request), actor=actor(request))
        return Response(task_json(request, task_id))


class UndoView(ApiView):
    @extend_schema(operation_id="undo_decision", request=None, responses=TaskOutput)
    @idempotent
    def post(self, request: Request, task_id: uuid.UUID) -> Response:
        """Take your own decision back, within the undo time. Reviewer."""
        refuse_non_reviewer(request, task_id)
        decisions.undo(task_id, actor=actor(request))
        return Response(task_json(request, task_id))


class BulkView(ApiView):
    commits_in_parts = True

    @extend_schema(operation_id="bulk_tasks", request=BulkBody, responses=BulkOutput)
    @idempotent
    def post(self, request: Request) -> Response:
        """The same for up to 500 tasks; a bad one does not hold the others back."""
        body = BulkBody.read(request)
        action = Action(body["action"])
        access.require(person(request), ROLE_FOR[action])
        outcomes = decisions.bulk(
            action,
            body["ids"],
            among=access.visible_tasks(person(request)),
            actor=actor(request),
            note=body["note"],
            seen=body["seen"],
        )
        refusals = [each.error for each in outcomes]
        batches.record(decisions.DONE[action], refusals, user=person(request))
        rows = [
            {
                "id": each.id,
                "ok": not each.error,
                "status": each.status,
                "error": each.error or None,
            }
            for each in outcomes
        ]
        return Response({"results": OutcomeOutput(rows, many=True).data})


class ReviewsView(ApiView):
    @extend_schema(operation_id="list_reviews", parameters=[ReviewQuery], responses=ReviewPage)
    def get(self, request: Request) -> Response:
        """Decisions in the channels you may see, newest first."""
        query = ReviewQuery.read(request)
        reviews = Review.objects.filter(task__in=access.visible_tasks(person(request)))
        if "task" in query:
            reviews = reviews.filter(task=query["task"])
        if query["decision"]:
            reviews = reviews.filter(decision__in=query["decision"])
        page = page_of(reviews, query)
        return Response(page.as_json("reviews", ReviewOutput(page.rows, many=True).data))


def refuse_non_reviewer(request: Request, task_id: uuid.UUID) -> None:
    access.task_for(person(request), task_id)
    access.require(person(request), Role.REVIEWER)
