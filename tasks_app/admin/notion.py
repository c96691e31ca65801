"""The page Notion of the admin, what can be done on it, and the list of refused edits."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString

from tasks_app import access
from tasks_app.admin import marks
from tasks_app.admin.acts import actor, person
from tasks_app.admin.notion_page import (
    notion_page,
    refused_edits,
    ruling_chip,
    waiting_pages,
)
from tasks_app.admin.rows import ReadOnly, task_link
from tasks_app.models import Board, MirrorPage, NotionConnection, RefusedEdit
from tasks_app.notion import brake, outbound, signing
from videogen.accounts.roles import Role
from videogen.lib.errors import DomainError, Forbidden, InvalidInput, Missing

PAGE = "admin:tasks_app_notionconnection_changelist"


@dataclass(frozen=True, slots=True)
class Act:
    """A button of the page: `run` answers with what people read afterwards."""

    least: Role
    run: Callable[[HttpRequest], str]


def _try_again(request: HttpRequest) -> str:
    """Forget what a page waits for: one page, or all of them."""
    pages = waiting_pages(person(request)).exclude(fault="", next_attempt_at=None)
    chosen = request.POST.get("page", "")
    if chosen:
        pages = pages.filter(pk=int(chosen)) if chosen.isdecimal() else pages.none()
    rows = MirrorPage.objects.filter(pk__in=pages.values("pk"))
    count = rows.update(next_attempt_at=None, attempts=0)
    outbound.wake_on_commit()
    return f"{count} page{'s are' if count != 1 else ' is'} tried again now."


def _ask_now(_request: HttpRequest) -> str:
    """Look again at once: at Notion, and at every board."""
    NotionConnection.objects.filter(pk=1).update(retry_at=None)
    Board.objects.update(checked_at=None, polled_at=None)
    outbound.wake_on_commit()
    return "Notion is asked again."


def _release(request: HttpRequest) -> str:
    brake.release(_board(request), actor(request))
    return "Done as the board says."


def _discard(request: HttpRequest) -> str:
    brake.discard(_board(request), actor(request))
    return "The tasks stay as they are; their pages are put back."


def _take_token(_request: HttpRequest) -> str:
    if not signing.take_over_pending():
        raise Missing("No other handshake waits.")
    return "From now on events signed with the new token are taken."


def _board(request: HttpRequest) -> Board:
    try:
        return Board.objects.get(pk=uuid.UUID(request.POST.get("board", "")))
    except (ValueError, Board.DoesNotExist):
        raise InvalidInput("The form did not arrive whole: open the page again.") from None


ACTS: dict[str, Act] = {
    "again": Act(Role.OPERATOR, _try_again),
    "ask": Act(Role.OPERATOR, _ask_now),
    "release": Act(Role.OPERATOR, _release),
    "discard": Act(Role.OPERATOR, _discard),
    "take-token": Act(Role.ADMINISTRATOR, _take_token),
}


@admin.register(NotionConnection)
class NotionAdmin(ReadOnly[NotionConnection]):
    def get_urls(self) -> list[URLPattern]:
        def page(route: str, view: Any, name: str) -> Any:
            named = f"tasks_app_notionconnection_{name}"
            return path(route, self.admin_site.admin_view(view), name=named)

        return [
            page("", self.changelist_view, "changelist"),
            page("token/", self.token_view, "token"),
            page("do/<slug:name>/", self.act_view, "act"),
        ]

    def changelist_view(
        self,
        request: HttpRequest,
        extra_context: dict[str, Any] | None = None,  # noqa: ARG002 - Django's signature
    ) -> HttpResponse:
        _require(request, Role.OPERATOR)
        return self._page(request)

    def act_view(self, request: HttpRequest, name: str) -> HttpResponse:
        """Do one thing; a refusal becomes a message on the page."""
        act = ACTS.get(name)
        if act is None:
            raise Http404(f"Nothing is called {name}.")
        if request.method != "POST":
            return HttpResponse(status=405, headers={"Allow": "POST"})
        _require(request, act.least)
        try:
            messages.success(request, act.run(request))
        except DomainError as fault:
            messages.error(request, fault.detail)
        return redirect(PAGE)

    def token_view(self, request: HttpRequest) -> HttpResponse:
        """Show the token of the handshake, once, in no address and no cache."""
        if request.method != "POST":
            return redirect(PAGE)
        _require(request, Role.ADMINISTRATOR)
        token = signing.reveal()
        if not token:
            messages.warning(
                request,
                "The token was shown before: choose Resend token on Notion to see it again.",
            )
            return redirect(PAGE)
        answer = self._page(request, token=token)
        answer["Cache-Control"] = "no-store"
        return answer

    def _page(self, request: HttpRequest, **context: object) -> TemplateResponse:
        whole = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": "Notion",
            "page": notion_page(person(request)),
            **context,
        }
        return TemplateResponse(request, "admin/tasks_app/notion/page.html", whole)


@admin.register(RefusedEdit)
class RefusedEditAdmin(ReadOnly[RefusedEdit]):
    list_display = ("of_task", "field", "change", "ruled", "who", "why", "when")
    list_display_links = ("field",)
    list_filter = ("ruling", "field")
    search_fields = ("page__task__title", "reason")
    search_help_text = "Search title and reason"
    ordering = ("-at",)
    fields = (
        "of_task",
        "field",
        "base",
        "theirs",
        "ours",
        "ruled",
        "reason",
        "who",
        "when",
        "told",
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[RefusedEdit]:
        return refused_edits(person(request))

    @admin.display(description="Task")
    def of_task(self, edit: RefusedEdit) -> SafeString:
        return task_link(edit.page.task)

    @admin.display(description="Theirs → ours")
    def change(self, edit: RefusedEdit) -> SafeString:
        return format_html("{} → {}", edit.theirs[:80] or "–", edit.ours[:80] or "–")

    @admin.display(description="Decided", ordering="ruling")
    def ruled(self, edit: RefusedEdit) -> SafeString:
        return ruling_chip(edit)

    @admin.display(description="Who")
    def who(self, edit: RefusedEdit) -> str:
        return str(edit.actor.get("name") or "somebody on the board")

    @admin.display(description="Why")
    def why(self, edit: RefusedEdit) -> str:
        return edit.reason

    @admin.display(description="When", ordering="at")
    def when(self, edit: RefusedEdit) -> SafeString:
        return marks.age(edit.at)

    @admin.display(description="Comment on the page")
    def told(self, edit: RefusedEdit) -> SafeString:
        return marks.age(edit.told_at)


def _require(request: HttpRequest, least: Role) -> None:
    try:
        access.require(request.user, least)
    except Forbidden as fault:
        raise PermissionDenied(fault.detail) from fault
