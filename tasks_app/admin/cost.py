"""Calls to providers in the admin, and what they cost."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString

from tasks_app import access
from tasks_app.admin import marks
from tasks_app.admin.filters import ChannelFilter
from tasks_app.admin.rows import ReadOnly, task_link
from tasks_app.models import Call


@admin.register(Call)
class CallAdmin(ReadOnly[Call]):
    list_display = ("when", "of_task", "of_channel", "service", "operation", "units", "dollars")
    list_filter = ("service", "operation", ChannelFilter)
    search_fields = ("task__title",)
    search_help_text = "Search the video's title"
    ordering = ("-at",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Call]:
        channels = access.visible_channels(request.user)
        return Call.objects.filter(channel__in=channels).select_related("task", "channel")

    @admin.display(description="When", ordering="at")
    def when(self, call: Call) -> SafeString:
        return marks.age(call.at)

    @admin.display(description="Task")
    def of_task(self, call: Call) -> SafeString:
        return task_link(call.task)

    @admin.display(description="Channel")
    def of_channel(self, call: Call) -> SafeString:
        return marks.channel_mark(call.channel)

    @admin.display(description="Cost", ordering="cost_usd")
    def dollars(self, call: Call) -> str:
        return marks.dollars(call.cost_usd)
