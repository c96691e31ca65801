"""Filters of the lists: phase, status, priority, and those channels that the person may see."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.contrib.admin.options import ModelAdmin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from tasks_app import access
from tasks_app.admin import marks
from tasks_app.admin.overview import counts_by_phase
from tasks_app.models import Priority, Task
from tasks_app.models.task import TaskQuerySet
from tasks_app.statuses import Phase, Status

Lookups = list[tuple[str, str]]


class PhaseFilter(admin.SimpleListFilter):
    """Drawn as tabs with counts; each count is of all tasks the person may see."""

    title = "phase"
    parameter_name = "phase"
    template = "admin/tasks_app/task/_phase_tabs.html"
    is_tabs = True

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin[Task]) -> Lookups:  # noqa: ARG002 - Django's signature
        self.counts = counts_by_phase(access.visible_tasks(request.user))
        return [(phase.value, phase.label) for phase in Phase]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Task]) -> QuerySet[Task]:  # noqa: ARG002 - Django's signature
        value = self.value()
        if value in Phase.values and isinstance(queryset, TaskQuerySet):
            return queryset.in_phase(Phase(value))
        return queryset

    def choices(self, changelist: ChangeList) -> Iterator[Any]:
        everything, *choices = super().choices(changelist)
        yield {**everything, "count": sum(self.counts.values()), "tone": ""}
        for phase, choice in zip(Phase, choices, strict=True):
            if self.counts[phase] or choice["selected"]:
                yield {**choice, "count": self.counts[phase], "tone": marks.TONES[phase]}


class StatusFilter(admin.SimpleListFilter):
    title = "status"
    parameter_name = "status"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin[Task]) -> Lookups:  # noqa: ARG002 - Django's signature
        return list(Status.choices)

    def queryset(self, request: HttpRequest, queryset: QuerySet[Task]) -> QuerySet[Task]:  # noqa: ARG002 - Django's signature
        return queryset.filter(status=self.value()) if self.value() else queryset


class PriorityFilter(admin.SimpleListFilter):
    title = "priority"
    parameter_name = "priority"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin[Task]) -> Lookups:  # noqa: ARG002 - Django's signature
        return [(priority.name.lower(), priority.label) for priority in Priority]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Task]) -> QuerySet[Task]:  # noqa: ARG002 - Django's signature
        names = {priority.name.lower(): priority for priority in Priority}
        wanted = names.get(self.value() or "")
        return queryset if wanted is None else queryset.filter(priority=wanted)


class ChannelFilter(admin.SimpleListFilter):
    """`lookup` is the way from the listed row to its channel."""

    title = "channel"
    parameter_name = "channel"
    lookup = "channel"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin[Model]) -> Lookups:  # noqa: ARG002 - Django's signature
        return [(channel.pk, str(channel)) for channel in access.visible_channels(request.user)]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Model]) -> QuerySet[Model]:  # noqa: ARG002 - Django's signature
        return queryset.filter(**{self.lookup: self.value()}) if self.value() else queryset


class ChannelOfTaskFilter(ChannelFilter):
    lookup = "task__channel"
