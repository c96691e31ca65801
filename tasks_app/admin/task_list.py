"""The list of tasks: its columns, and the actions for many tasks at once.

Each of the chosen tasks succeeds or is refused on its own; see `bulk`.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.safestring import SafeString

from tasks_app import access, intake
from tasks_app.admin import bulk, marks
from tasks_app.admin.acts import actor
from tasks_app.admin.cells import cell, with_spent
from tasks_app.admin.filters import ChannelFilter, PhaseFilter, PriorityFilter, StatusFilter
from tasks_app.admin.generic import ModelAdmin
from tasks_app.admin.overview import last_event_id
from tasks_app.models import Task
from videogen.accounts.roles import Role, has_role

TEMPLATES = "admin/tasks_app/task"


class TaskList(ModelAdmin[Task]):
    list_display = (
        "title",
        "of_channel",
        "status_cell",
        "progress_cell",
        "since_cell",
        "attempt_cell",
        "priority_mark",
        "cost_cell",
        "updated_cell",
    )
    list_display_links = ("title",)
    list_filter = (PhaseFilter, StatusFilter, ChannelFilter, PriorityFilter)
    search_fields = ("title", "topic")
    search_help_text = "Search title and topic"
    ordering = ("-created_at", "-id")
    list_per_page = 50
    list_max_show_all = 0
    # A second count of everything on every page, only to say "of 10,000".
    show_full_result_count = False
    actions: Sequence[str] = ("queue_chosen", "retry_chosen", "cancel_chosen")

    # Who may do what

    def get_queryset(self, request: HttpRequest) -> QuerySet[Task]:
        return with_spent(access.visible_tasks(request.user))

    def has_delete_permission(self, request: HttpRequest, obj: Task | None = None) -> bool:  # noqa: ARG002 - Django's signature
        return False

    def has_operate_permission(self, request: HttpRequest) -> bool:
        return has_role(request.user, Role.OPERATOR)

    # The columns

    @admin.display(description="Channel", ordering="channel__name")
    def of_channel(self, task: Task) -> SafeString:
        return marks.channel_mark(task.channel)

    @admin.display(description="Status", ordering="status")
    def status_cell(self, task: Task) -> SafeString:
        return cell(task, "status")

    @admin.display(description="Progress")
    def progress_cell(self, task: Task) -> SafeString:
        return cell(task, "progress")

    @admin.display(description="In status", ordering="status_since")
    def since_cell(self, task: Task) -> SafeString:
        return cell(task, "since")

    @admin.display(description="Next attempt", ordering="next_attempt_at")
    def attempt_cell(self, task: Task) -> SafeString:
        return cell(task, "attempt")

    @admin.display(description="Priority", ordering="priority")
    def priority_mark(self, task: Task) -> SafeString:
        return marks.priority_mark(task)

    @admin.display(description="Cost", ordering="spent_usd")
    def cost_cell(self, task: Task) -> SafeString:
        return cell(task, "cost")

    @admin.display(description="Updated", ordering="updated_at")
    def updated_cell(self, task: Task) -> SafeString:
        return cell(task, "updated")

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        # Before the rows are read, so that no event falls between the page and its updates.
        since = last_event_id(request.user)
        return super().changelist_view(request, {**(extra_context or {}), "since": since})

    # Actions for many

    @admin.action(description="Queue", permissions=["operate"])
    def queue_chosen(
        self, request: HttpRequest, queryset: QuerySet[Task]
    ) -> HttpResponseBase | None:
        """At once when it costs nothing; otherwise the estimate is shown first."""
        tasks = self.chosen(request, queryset)
        estimate = sum((intake.estimate_for(task) for task in tasks), Decimal(0))
        if estimate and "confirmed" not in request.POST:
            return self.ask(
                request,
                tasks,
                question=f"Queue {bulk.count_of(len(tasks))}",
                text=f"Making them costs about {marks.dollars(estimate)} at today's prices.",
                button="Queue",
            )
        outcomes = bulk.for_each(
            tasks,
            lambda task: intake.queue(
                task.pk, actor=actor(request), expected=bulk.stood(request, task)
            ),
        )
        return bulk.tell(request, outcomes, done="queued")

    @admin.action(description="Retry", permissions=["operate"])
    def retry_chosen(
        self, request: HttpRequest, queryset: QuerySet[Task]
    ) -> HttpResponseBase | None:
        tasks = self.chosen(request, queryset)
        outcomes = bulk.for_each(
            tasks,
            lambda task: intake.retry(
                task.pk, actor=actor(request), expected=bulk.stood(request, task)
            ),
        )
        return bulk.tell(request, outcomes, done="queued again")

    @admin.action(description="Cancel…", permissions=["operate"])
    def cancel_chosen(
        self, request: HttpRequest, queryset: QuerySet[Task]
    ) -> HttpResponseBase | None:
        tasks = self.chosen(request, queryset)
        if "confirmed" not in request.POST:
            return self.ask(
                request,
                tasks,
                question=f"Cancel {bulk.count_of(len(tasks))}?",
                text="Work on them stops. Their files are kept, and they can be queued again.",
                button="Cancel them",
            )
        outcomes = bulk.for_each(
            tasks,
            lambda task: intake.cancel(
                task.pk, actor=actor(request), expected=bulk.stood(request, task)
            ),
        )
        return bulk.tell(request, outcomes, done="cancelled")

    def chosen(self, request: HttpRequest, queryset: QuerySet[Task]) -> list[Task]:
        """The chosen tasks in the order of the list; the rest is refused aloud, not in silence."""
        tasks = list(queryset[: bulk.AT_ONCE + 1])
        if len(tasks) > bulk.AT_ONCE:
            messages.warning(
                request, f"Only the first {bulk.AT_ONCE} were taken: choose fewer at a time."
            )
        return tasks[: bulk.AT_ONCE]

    def ask(self, request: HttpRequest, tasks: Sequence[Task], **words: object) -> HttpResponseBase:
        """A page between the list and the deed; what it sends comes back to the same action."""
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": words["question"],
            "rows": [(task, request.POST.get(f"status-{task.pk}", "")) for task in tasks],
            "action": request.POST["action"],
            "cancel_url": request.get_full_path(),
            **words,
        }
        return TemplateResponse(request, f"{TEMPLATES}/ask.html", context)
