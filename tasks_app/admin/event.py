"""Events in the admin: everything that happened in the channels a person may see."""

from __future__ import annotations

import json

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from tasks_app import access
from tasks_app.admin import marks, timeline
from tasks_app.admin.filters import ChannelFilter
from tasks_app.admin.rows import ReadOnly, task_link
from tasks_app.models import Event


@admin.register(Event)
class EventAdmin(ReadOnly[Event]):
    list_display = ("id", "when", "of_task", "of_channel", "what", "who", "why")
    list_filter = ("kind", ChannelFilter)
    search_fields = ("task__title",)
    search_help_text = "Search the video's title"
    ordering = ("-id",)
    fields = (
        "id",
        "when",
        "of_task",
        "of_channel",
        "what",
        "who",
        "why",
        "pretty",
        "correlation_id",
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Event]:
        return access.visible_events(request.user).select_related("task", "channel")

    @admin.display(description="When", ordering="id")
    def when(self, event: Event) -> SafeString:
        return marks.age(event.at)

    @admin.display(description="Task")
    def of_task(self, event: Event) -> SafeString:
        return task_link(event.task)

    @admin.display(description="Channel")
    def of_channel(self, event: Event) -> SafeString:
        return marks.channel_mark(event.channel) if event.channel else marks.NOTHING

    @admin.display(description="What")
    def what(self, event: Event) -> SafeString:
        entry = timeline.entry(event)
        return marks.chip(entry.label, entry.tone) if entry.label else format_html("{}", entry.what)

    @admin.display(description="Who")
    def who(self, event: Event) -> str:
        return timeline.entry(event).who

    @admin.display(description="Why")
    def why(self, event: Event) -> str:
        return timeline.entry(event).why

    @admin.display(description="Data")
    def pretty(self, event: Event) -> SafeString:
        return format_html("<pre>{}</pre>", json.dumps(event.data, indent=2, ensure_ascii=False))
