"""The audit log in the admin, to look at and to take away as CSV."""

from __future__ import annotations

import json
from typing import Any

import structlog
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Choices, QuerySet
from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from reviews_app import audit_csv
from reviews_app.models import AuditEntry
from tasks_app import access
from tasks_app.admin import marks
from tasks_app.admin.filters import ChannelFilter, Lookups
from tasks_app.admin.rows import ReadOnly, task_link
from tasks_app.models import Priority
from tasks_app.statuses import Status, Step
from videogen.accounts.models import User
from videogen.lib.origin import address_of

log = structlog.get_logger(__name__)

LABELS: dict[str, type[Choices]] = {"status": Status, "priority": Priority, "next_step": Step}
"""Values that people know by a label."""


class PersonFilter(admin.SimpleListFilter):
    """People with a login; who acts on a Notion board or by a command is found by searching."""

    title = "person"
    parameter_name = "person"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Lookups:  # noqa: ARG002 - Django's signature
        people = User.objects.filter(is_staff=True).order_by("username")
        return [(str(person.pk), str(person)) for person in people]

    def queryset(
        self,
        request: HttpRequest,  # noqa: ARG002 - Django's signature
        queryset: QuerySet[AuditEntry],
    ) -> QuerySet[AuditEntry]:
        return queryset.filter(actor_id=self.value()) if self.value() else queryset


@admin.register(AuditEntry)
class AuditAdmin(ReadOnly[AuditEntry]):
    list_display = ("when", "who", "what", "about", "of_channel", "change", "said", "where")
    list_filter = ("at", "action", PersonFilter, ChannelFilter, "door")
    search_fields = ("subject", "note", "actor__name", "address")
    search_help_text = "Search title, note, person and address"
    ordering = ("-id",)
    fields = (
        "id",
        "exactly",
        "who",
        "what",
        "about",
        "of_channel",
        "where",
        "pretty_before",
        "pretty_after",
        "note",
        "event_uid",
        "correlation_id",
    )
    change_list_template = "admin/reviews_app/auditentry/change_list.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[AuditEntry]:
        entries = AuditEntry.objects.select_related("task", "channel")
        visible = entries.filter(channel__in=access.visible_channels(request.user))
        return visible | entries.filter(channel=None)

    def get_urls(self) -> list[URLPattern]:
        export = self.admin_site.admin_view(self.export_view)
        return [path("export/", export, name="reviews_app_auditentry_export"), *super().get_urls()]

    def export_view(self, request: HttpRequest) -> HttpResponseBase:
        """What the list shows with its filters, row by row, so that its length does not matter."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        entries = self.get_changelist_instance(request).get_queryset(request)
        log.info("audit_exported", user=str(request.user.pk), address=address_of(request))
        name = f"audit-{timezone.now():%Y-%m-%d}.csv"
        return StreamingHttpResponse(
            audit_csv.lines(entries),
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )

    @admin.display(description="When", ordering="id")
    def when(self, entry: AuditEntry) -> SafeString:
        return marks.age(entry.at)

    @admin.display(description="When")
    def exactly(self, entry: AuditEntry) -> str:
        return marks.exact(entry.at)

    @admin.display(description="Who")
    def who(self, entry: AuditEntry) -> str:
        return str(entry.actor.get("name", ""))

    @admin.display(description="Did", ordering="action")
    def what(self, entry: AuditEntry) -> str:
        return str(entry.get_action_display())

    @admin.display(description="To")
    def about(self, entry: AuditEntry) -> SafeString:
        return task_link(entry.task) if entry.task else format_html("{}", entry.subject)

    @admin.display(description="Channel")
    def of_channel(self, entry: AuditEntry) -> SafeString:
        return marks.channel_mark(entry.channel) if entry.channel else marks.NOTHING

    @admin.display(description="Before → after")
    def change(self, entry: AuditEntry) -> SafeString:
        names = dict.fromkeys([*entry.before, *entry.after])
        rows = ((name.replace("_", " "), _told(entry, name)) for name in names)
        return format_html_join("", "<div>{}: {}</div>", rows) or marks.NOTHING

    @admin.display(description="Note")
    def said(self, entry: AuditEntry) -> str:
        return entry.note or marks.NOTHING

    @admin.display(description="From")
    def where(self, entry: AuditEntry) -> SafeString:
        return format_html('{} <span class="vg-quiet">{}</span>', entry.door, entry.address)

    @admin.display(description="Before")
    def pretty_before(self, entry: AuditEntry) -> SafeString:
        return _pretty(entry.before)

    @admin.display(description="After")
    def pretty_after(self, entry: AuditEntry) -> SafeString:
        return _pretty(entry.after)


def _told(entry: AuditEntry, name: str) -> str:
    after = _words(name, entry.after.get(name))
    return f"{_words(name, entry.before[name])} → {after}" if name in entry.before else after


def _words(name: str, value: object) -> str:
    if value is None or value == "":
        return "–"
    if name in LABELS:
        return str(dict(LABELS[name].choices).get(value, value))
    if name == "flags" and isinstance(value, list):
        return f"{len(value)} file{'s' if len(value) > 1 else ''}"
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else f"{text[:59]}…"


def _pretty(value: object) -> SafeString:
    return format_html("<pre>{}</pre>", json.dumps(value, indent=2, ensure_ascii=False))
