"""Notifications in the admin: one's own; administrators may look at everybody's."""

from __future__ import annotations

from django.contrib import admin, messages
from django.contrib.admin.options import ModelAdmin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from notifications_app import inbox
from notifications_app.admin.preferences import PreferenceForm
from notifications_app.models import Importance, Notification, ReadState
from tasks_app.admin import marks
from tasks_app.admin.rows import ReadOnly, task_link
from videogen.accounts.models import User
from videogen.accounts.roles import Role, has_role

TONES: dict[str, str] = {
    Importance.SUCCESS: "run",
    Importance.ERROR: "error",
    Importance.INFO: "idle",
    Importance.WARNING: "gate",
}
FOLDED_INTO = "folded_into"


class WhoseFilter(admin.SimpleListFilter):
    """One's own unless an administrator asks for all."""

    title = "person"
    parameter_name = "whose"

    def lookups(
        self,
        request: HttpRequest,
        model_admin: ModelAdmin[Notification],  # noqa: ARG002 - Django's signature
    ) -> list[tuple[str, str]]:
        return [("all", "Everybody")] if has_role(request.user, Role.ADMINISTRATOR) else []

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[Notification]
    ) -> QuerySet[Notification]:
        return queryset if self.value() == "all" else queryset.filter(user=request.user.pk)


@admin.register(Notification)
class NotificationAdmin(ReadOnly[Notification]):
    list_display = ("when", "what", "message", "of_task", "state", "whom")
    list_display_links = ("when",)
    list_filter = ("status", "type", "kind", WhoseFilter)
    search_fields = ("title", "message")
    search_help_text = "Search title and message"
    ordering = ("-created_at", "-id")
    actions = ("read_chosen", "archive_chosen")
    fields = ("when", "what", "message", "of_task", "state", "read_at", "whom", "metadata")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Notification]:
        """Outside of the list a person reaches their own only, administrators all."""
        rows = Notification.objects.filter(removed_at__isnull=True)
        if FOLDED_INTO not in request.GET and request.resolver_match is not None:
            is_list = request.resolver_match.url_name == "notifications_app_notification_changelist"
            rows = rows.listed() if is_list else rows
        if not has_role(request.user, Role.ADMINISTRATOR):
            rows = rows.filter(user=request.user.pk)
        return rows.select_related("related_task", "user")

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        return lookup == FOLDED_INTO or super().lookup_allowed(lookup, value, request)

    def get_urls(self) -> list[URLPattern]:
        page = self.admin_site.admin_view(self.preferences)
        name = "notifications_app_notification_preferences"
        return [path("preferences/", page, name=name), *super().get_urls()]

    def preferences(self, request: HttpRequest) -> HttpResponse:
        """What the person wants to be told."""
        assert isinstance(request.user, User)  # noqa: S101 - admin_view lets nobody else in
        form = PreferenceForm(request.user, request.POST or None)
        if request.method == "POST" and form.is_valid():
            form.save()
            messages.success(request, "Saved: from now on you are told of what is ticked.")
            return HttpResponseRedirect(reverse("admin:notifications_app_notification_preferences"))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": "What I am told",
            "form": form,
        }
        return TemplateResponse(
            request, "admin/notifications_app/notification/preferences.html", context
        )

    @admin.action(description="Mark read")
    def read_chosen(self, request: HttpRequest, queryset: QuerySet[Notification]) -> None:
        _move(request, queryset, ReadState.READ)

    @admin.action(description="Archive")
    def archive_chosen(self, request: HttpRequest, queryset: QuerySet[Notification]) -> None:
        _move(request, queryset, ReadState.ARCHIVED)

    @admin.display(description="When", ordering="created_at")
    def when(self, notification: Notification) -> SafeString:
        return marks.age(notification.created_at)

    @admin.display(description="What")
    def what(self, notification: Notification) -> SafeString:
        chip = marks.chip(Importance(notification.type).label, TONES[notification.type])
        link = notification.metadata.get("action_url", "")
        return format_html('{} <a href="{}">{}</a>', chip, link, notification.title)

    @admin.display(description="Task")
    def of_task(self, notification: Notification) -> SafeString:
        return task_link(notification.related_task)

    @admin.display(description="State", ordering="status")
    def state(self, notification: Notification) -> str:
        return ReadState(notification.status).label

    @admin.display(description="Person")
    def whom(self, notification: Notification) -> str:
        return str(notification.user)


def _move(request: HttpRequest, rows: QuerySet[Notification], to: ReadState) -> None:
    """Change one's own; what is read or not is nobody else's business."""
    assert isinstance(request.user, User)  # noqa: S101 - the admin lets nobody else in
    own = list(rows.filter(user=request.user.pk))
    for notification in own:
        inbox.move(request.user, notification.pk, to)
    messages.success(request, f"{len(own)} changed.")
