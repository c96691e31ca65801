"""Tasks: list, create, read, edit, queue, retry, cancel. Decisions at gates are in reviews_app."""

from __future__ import annotations

import uuid
from http import HTTPStatus
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from tasks_app import access, intake
from tasks_app.api.inputs import IdeaBody, Reason, TaskChanges, TaskQuery
from tasks_app.api.outputs import TaskOutput, TaskPage
from tasks_app.api.people import actor, person
from tasks_app.api.reading import channel_named, filtered_tasks, task_json, tasks_shown
from tasks_app.intake import Idea
from tasks_app.models import Priority, Task
from videogen.accounts.models import User
from videogen.accounts.roles import Role
from videogen.lib.api import ApiView
from videogen.lib.idempotency import idempotent
from videogen.lib.parameters import page_of


class TaskListView(ApiView):
    @extend_schema(operation_id="list_tasks", parameters=[TaskQuery], responses=TaskPage)
    def get(self, request: Request) -> Response:
        """Tasks you may see, newest first."""
        query = TaskQuery.read(request)
        user = person(request)
        # The computed columns of this page only: PostgreSQL would work out those it skips, too.
        page = page_of(filtered_tasks(user, query).values_list("pk", flat=True), query)
        rows = tasks_shown(user).filter(pk__in=page.rows)
        return Response(page.as_json("tasks", TaskOutput(rows, many=True).data))

    @extend_schema(operation_id="create_task", request=IdeaBody, responses={201: TaskOutput})
    @idempotent
    def post(self, request: Request) -> Response:
        """A new draft with its plan and estimate. Needs the role operator."""
        user = person(request)
        access.require(user, Role.OPERATOR)
        idea = Idea(**_for_core(user, IdeaBody.read(request)))
        task = intake.create(idea, actor=actor(request), created_by=user)
        return Response(task_json(request, task.pk), status=HTTPStatus.CREATED)


class TaskView(ApiView):
    @extend_schema(operation_id="read_task", responses=TaskOutput)
    def get(self, request: Request, task_id: uuid.UUID) -> Response:
        """One task."""
        return Response(task_json(request, task_id))

    @extend_schema(operation_id="edit_task", request=TaskChanges, responses=TaskOutput)
    def patch(self, request: Request, task_id: uuid.UUID) -> Response:
        """Change some fields: all before work has begun, afterwards the priority. Operator."""
        operated_task(request, task_id)
        changes = _for_core(person(request), TaskChanges.read(request, partial=True))
        intake.edit(task_id, changes, actor=actor(request))
        return Response(task_json(request, task_id))


class QueueView(ApiView):
    @extend_schema(operation_id="queue_task", request=None, responses=TaskOutput)
    @idempotent
    def post(self, request: Request, task_id: uuid.UUID) -> Response:
        """Put the task into the line, also a finished or cancelled one. Operator."""
        operated_task(request, task_id)
        intake.queue(task_id, actor=actor(request))
        return Response(task_json(request, task_id))


class RetryView(ApiView):
    @extend_schema(operation_id="retry_task", request=None, responses=TaskOutput)
    @idempotent
    def post(self, request: Request, task_id: uuid.UUID) -> Response:
        """Go on at once where the task stopped, also when it waits for a retry. Operator."""
        operated_task(request, task_id)
        intake.retry(task_id, actor=actor(request))
        return Response(task_json(request, task_id))


class CancelView(ApiView):
    @extend_schema(operation_id="cancel_task", request=Reason, responses=TaskOutput)
    @idempotent
    def post(self, request: Request, task_id: uuid.UUID) -> Response:
        """Stop a task that is not running; its files stay. Operator."""
        operated_task(request, task_id)
        reason = Reason.read(request)["note"]
        intake.cancel(task_id, actor=actor(request), reason=reason)
        return Response(task_json(request, task_id))


def operated_task(request: Request, task_id: uuid.UUID) -> Task:
    """The task, for somebody who runs the pipeline; `Missing` goes before `Forbidden`."""
    task = access.task_for(person(request), task_id)
    access.require(person(request), Role.OPERATOR)
    return task


def _for_core(user: User, fields: dict[str, Any]) -> dict[str, Any]:
    """The fields with rows and numbers in place of names."""
    if "channel" in fields:
        fields = {**fields, "channel": channel_named(user, fields["channel"])}
    if "priority" in fields:
        fields = {**fields, "priority": Priority[fields["priority"].upper()]}
    return fields
