"""Leases in the admin: which worker runs or ran which step."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString

from tasks_app import access
from tasks_app.admin import marks
from tasks_app.admin.rows import ReadOnly, task_link
from tasks_app.models import Lease
from tasks_app.models.lease import LeaseOutcome

OUTCOME_TONES = {
    LeaseOutcome.DONE: "done",
    LeaseOutcome.FAILED: "error",
    LeaseOutcome.EXPIRED: "gate",
}


@admin.register(Lease)
class LeaseAdmin(ReadOnly[Lease]):
    list_display = ("of_task", "step", "state", "worker", "began", "renewed", "provider")
    list_display_links = ("step",)
    list_filter = ("outcome", "step", "provider")
    search_fields = ("task__title", "worker")
    search_help_text = "Search title and worker"
    ordering = ("-acquired_at",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Lease]:
        tasks = access.visible_tasks(request.user)
        return Lease.objects.filter(task__in=tasks).select_related("task")

    @admin.display(description="Task")
    def of_task(self, lease: Lease) -> SafeString:
        return task_link(lease.task)

    @admin.display(description="State", ordering="ended_at")
    def state(self, lease: Lease) -> SafeString:
        if lease.outcome:
            outcome = LeaseOutcome(lease.outcome)
            return marks.chip(outcome.label, OUTCOME_TONES[outcome])
        return marks.chip("Waiting", "idle") if lease.resume_at else marks.chip("Running", "run")

    @admin.display(description="Began", ordering="acquired_at")
    def began(self, lease: Lease) -> SafeString:
        return marks.age(lease.acquired_at)

    @admin.display(description="Last sign of life", ordering="renewed_at")
    def renewed(self, lease: Lease) -> SafeString:
        return marks.age(lease.renewed_at)
