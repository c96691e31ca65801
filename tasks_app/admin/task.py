"""Tasks in the admin: the page of one, the forms, and the single acts.

Every change goes through `intake` or `transitions`; there is no other way to change a row here.
`reviews_app.admin` adds the decisions at gates and registers the result.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from tasks_app import access, intake
from tasks_app.admin.acts import ACTS, Act, actor, person
from tasks_app.admin.board_pages import BoardPages
from tasks_app.admin.cells import cells
from tasks_app.admin.idea_form import IdeaForm
from tasks_app.admin.plan_form import PlanForm
from tasks_app.admin.task_list import TEMPLATES
from tasks_app.admin.task_page import TaskPage, task_page
from tasks_app.models import Task
from videogen.accounts.roles import Role, has_role
from videogen.lib.errors import Conflict, DomainError, Forbidden, Missing

CELLS_AT_ONCE = 100


class TaskAdmin(BoardPages):
    acts: ClassVar[Sequence[Act]] = ACTS

    def get_urls(self) -> list[URLPattern]:
        def page(route: str, view: Any, name: str) -> Any:
            return path(route, self.admin_site.admin_view(view), name=f"tasks_app_task_{name}")

        return [
            page("cells/", self.cells_view, "cells"),
            page("board/", self.board_view, "board"),
            page("board/cards/", self.board_cards_view, "board_cards"),
            page("board/<uuid:task_id>/move/", self.board_move_view, "board_move"),
            page("<uuid:task_id>/plan/", self.plan_view, "plan"),
            page("<uuid:task_id>/do/<slug:name>/", self.act_view, "act"),
            *super().get_urls(),
        ]

    def cells_view(self, request: HttpRequest) -> HttpResponse:
        """The live cells of some tasks, for the list that shows them."""
        wanted = [_uuid(word) for word in request.GET.get("ids", "").split(",") if word]
        tasks = self.get_queryset(request).filter(pk__in=wanted[:CELLS_AT_ONCE])
        return JsonResponse({"tasks": {str(task.pk): cells(task) for task in tasks}})

    def add_view(
        self,
        request: HttpRequest,
        form_url: str = "",  # noqa: ARG002 - Django's signature
        extra_context: dict[str, Any] | None = None,  # noqa: ARG002 - Django's signature
    ) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = IdeaForm(request.POST or None, user=person(request))
        if request.method == "POST" and form.is_valid():
            try:
                task = intake.create(form.idea(), actor=actor(request), created_by=person(request))
            except DomainError as fault:
                form.take_over(fault)
            else:
                return self._created(request, task)
        return self._page(request, "add", form=form, title="New task")

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",  # noqa: ARG002 - Django's signature
        extra_context: dict[str, Any] | None = None,  # noqa: ARG002 - Django's signature
    ) -> HttpResponse:
        task = found(request, _uuid(object_id))
        page = task_page(task, person(request), self.acts)
        form = IdeaForm(request.POST or None, user=person(request), task=task)
        if request.method == "POST":
            if not page.can_edit:
                raise PermissionDenied
            if form.is_valid() and (saved := self._saved(request, task, form, form.changes())):
                return saved
        extras = self.extras(request, page)
        return self._page(
            request, "page", page=page, task=task, form=form, title=task.title, **extras
        )

    def plan_view(self, request: HttpRequest, task_id: uuid.UUID) -> HttpResponse:
        """The shot list as a form, until the work begins."""
        task = found(request, task_id)
        if not has_role(request.user, Role.OPERATOR):
            raise PermissionDenied
        form = PlanForm.of(task.plan)
        if request.method == "POST":
            form = PlanForm.sent(request.POST, given=form.given)
            if saved := self._saved(request, task, form, {"plan": form.plan()}):
                return saved
        return self._page(request, "plan", form=form, task=task, title="Shot list")

    def act_view(self, request: HttpRequest, task_id: uuid.UUID, name: str) -> HttpResponse:
        """Do one thing with one task; a refusal becomes a message on its page."""
        if request.method != "POST":
            return HttpResponse(status=405, headers={"Allow": "POST"})
        task = found(request, task_id)
        act = next((act for act in self.acts if act.name == name), None)
        if act is None:
            raise Http404(f"Nothing is called {name}.")
        try:
            access.require(request.user, act.least)
            act.run(request, task)
        except Forbidden as fault:
            raise PermissionDenied(fault.detail) from fault
        except DomainError as fault:
            messages.error(request, fault.detail)
        else:
            messages.success(request, act.done)
        return redirect(page_of(task))

    def history_view(
        self,
        request: HttpRequest,
        object_id: str,
        extra_context: dict[str, Any] | None = None,  # noqa: ARG002 - Django's signature
    ) -> HttpResponse:
        return redirect(f"{page_of(found(request, _uuid(object_id)))}#history")

    def extras(self, request: HttpRequest, page: TaskPage) -> dict[str, object]:  # noqa: ARG002 - for those who add decisions
        """What an app above adds to the page of one task."""
        return {}

    def _saved(
        self,
        request: HttpRequest,
        task: Task,
        form: IdeaForm | PlanForm,
        changes: Mapping[str, Any],
    ) -> HttpResponse | None:
        """Back to the task's page, or None when the form has to be shown again with its faults."""
        try:
            intake.edit(task.pk, changes, actor=actor(request))
        except Conflict as fault:
            messages.error(request, fault.detail)
        except DomainError as fault:
            form.take_over(fault)
            return None
        else:
            messages.success(request, "Saved.")
        return redirect(page_of(task))

    def _created(self, request: HttpRequest, task: Task) -> HttpResponse:
        messages.success(request, f"“{task.title}” is a draft now.")
        if "queue" in request.POST:
            return self.act_view(request, task.pk, "queue")
        return redirect(page_of(task))

    def _page(self, request: HttpRequest, name: str, **context: object) -> HttpResponse:
        whole = {**self.admin_site.each_context(request), "opts": self.opts, **context}
        return TemplateResponse(request, f"{TEMPLATES}/{name}.html", whole)


def page_of(task: Task) -> str:
    return reverse("admin:tasks_app_task_change", args=[task.pk])


def found(request: HttpRequest, task_id: uuid.UUID) -> Task:
    try:
        return access.task_for(request.user, task_id)
    except Missing as fault:
        raise Http404(fault.detail) from fault


def _uuid(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        raise Http404(f"{text!r} is not an id.") from None
