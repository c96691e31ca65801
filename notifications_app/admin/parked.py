"""What could not be stored: why, and when it is tried again; administrators may send it again."""

from __future__ import annotations

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from notifications_app.fan_out import send_again
from notifications_app.models import Parked
from tasks_app.admin import marks
from tasks_app.admin.rows import ReadOnly


@admin.register(Parked)
class ParkedAdmin(ReadOnly[Parked]):
    list_display = ("since", "of_event", "reason", "attempts", "next_attempt")
    list_display_links = ("since",)
    ordering = ("event_id",)
    actions = ("send_chosen_again",)
    fields = ("since", "of_event", "reason", "attempts", "next_attempt")

    @admin.action(description="Send again")
    def send_chosen_again(self, request: HttpRequest, queryset: QuerySet[Parked]) -> None:
        parked = list(queryset)
        send_again(parked)
        messages.success(request, f"{len(parked)} will be tried again within seconds.")

    @admin.display(description="Since", ordering="created_at")
    def since(self, parked: Parked) -> SafeString:
        return marks.age(parked.created_at)

    @admin.display(description="Event", ordering="event_id")
    def of_event(self, parked: Parked) -> SafeString:
        page = reverse("admin:tasks_app_event_change", args=[parked.event_id])
        return format_html('<a href="{}">{}</a>', page, parked.event_id)

    @admin.display(description="Next attempt", ordering="next_attempt_at")
    def next_attempt(self, parked: Parked) -> SafeString | str:
        if parked.next_attempt_at is None:
            return marks.chip("Waits for you", "error")
        return marks.clock(parked.next_attempt_at)
