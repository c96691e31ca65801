"""A person's own notifications: nobody, whatever their role, reaches somebody else's here."""

from __future__ import annotations

import hashlib
import uuid
from http import HTTPStatus
from typing import Any, ClassVar

import structlog
from django.db.models import Q
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from notifications_app import inbox
from notifications_app.api.shapes import (
    ALL,
    CountsOutput,
    Cursor,
    NotificationPage,
    NotificationQuery,
    UpdatedOutput,
)
from notifications_app.models import ReadState
from notifications_app.models.notification import NotificationQuerySet
from notifications_app.outputs import NotificationOutput
from tasks_app.api.people import person
from videogen.accounts.models import User
from videogen.lib.api import ApiView
from videogen.lib.idempotency import idempotent
from videogen.lib.origin import address_of
from videogen.lib.parameters import Page, page_of

log = structlog.get_logger(__name__)

IF_NONE_MATCH = OpenApiParameter("If-None-Match", str, OpenApiParameter.HEADER)
NOT_CHANGED = OpenApiResponse(description="Nothing changed since the answer with this ETag.")


class InboxView(ApiView):
    """What all views here share: each access is logged with person and address."""

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        log.info(
            "notifications_accessed",
            user=str(person(request).pk),
            address=address_of(request),
            method=request.method,
            notification=str(kwargs.get("notification_id", "")),
        )


class NotificationsView(InboxView):
    @extend_schema(
        operation_id="list_notifications",
        parameters=[NotificationQuery, IF_NONE_MATCH],
        responses={200: NotificationPage, 304: NOT_CHANGED},
    )
    def get(self, request: Request) -> HttpResponseBase:
        """Your notifications, newest first, by page or by cursor."""
        query = NotificationQuery.read(request)
        rows = _asked(person(request), query)
        body = _by_cursor(rows, query) if query["by_cursor"] else _by_page(rows, query)
        return _unless_known(request, body)


class UnreadCountView(InboxView):
    @extend_schema(
        operation_id="count_notifications",
        parameters=[IF_NONE_MATCH],
        responses={200: CountsOutput, 304: NOT_CHANGED},
    )
    def get(self, request: Request) -> HttpResponseBase:
        """How many are unread, how many of them you have not seen yet, and the newest's time."""
        user = person(request)
        newest = {"last_notification_at": inbox.last_at(user)}
        body = CountsOutput({**inbox.counts(user).as_json(), **newest}).data
        return _unless_known(request, body)


class SeenView(InboxView):
    @extend_schema(operation_id="see_notifications", request=None, responses={204: None})
    @idempotent
    def post(self, request: Request) -> Response:
        """Clear the badge: all that is there now counts as seen, and stays unread."""
        inbox.see(person(request))
        return Response(status=HTTPStatus.NO_CONTENT)


class ReadAllView(InboxView):
    @extend_schema(operation_id="read_all_notifications", request=None, responses=UpdatedOutput)
    def patch(self, request: Request) -> Response:
        """Make all unread ones read."""
        return Response({"updated": inbox.read_all(person(request))})


class NotificationView(InboxView):
    @extend_schema(operation_id="remove_notification", responses={204: None})
    def delete(self, request: Request, notification_id: uuid.UUID) -> Response:
        """Throw it away."""
        inbox.remove(person(request), notification_id)
        return Response(status=HTTPStatus.NO_CONTENT)


class MoveView(InboxView):
    to: ClassVar[ReadState]

    def moved(self, request: Request, notification_id: uuid.UUID) -> Response:
        notification = inbox.move(person(request), notification_id, self.to)
        return Response(NotificationOutput(notification).data)


class ReadView(MoveView):
    to = ReadState.READ

    @extend_schema(operation_id="read_notification", request=None, responses=NotificationOutput)
    def patch(self, request: Request, notification_id: uuid.UUID) -> Response:
        """Make it read."""
        return self.moved(request, notification_id)


class UnreadView(MoveView):
    to = ReadState.UNREAD

    @extend_schema(operation_id="unread_notification", request=None, responses=NotificationOutput)
    def patch(self, request: Request, notification_id: uuid.UUID) -> Response:
        """Make it unread again."""
        return self.moved(request, notification_id)


class ArchiveView(MoveView):
    to = ReadState.ARCHIVED

    @extend_schema(operation_id="archive_notification", request=None, responses=NotificationOutput)
    def patch(self, request: Request, notification_id: uuid.UUID) -> Response:
        """Put it aside; it is found with `status=archived`."""
        return self.moved(request, notification_id)


def _asked(user: User, query: dict[str, Any]) -> NotificationQuerySet:
    rows = inbox.of(user)
    if "folded_into" in query:
        rows = rows.filter(folded_into=query["folded_into"])
    else:
        rows = rows.listed()
    if query["status"] != ALL:
        rows = rows.filter(status=query["status"])
    if query["type"]:
        rows = rows.filter(type__in=query["type"])
    return rows


def _by_page(rows: NotificationQuerySet, query: dict[str, Any]) -> dict[str, Any]:
    page = page_of(rows, query)
    return page.as_json("notifications", NotificationOutput(page.rows, many=True).data)


def _by_cursor(rows: NotificationQuerySet, query: dict[str, Any]) -> dict[str, Any]:
    total, limit = rows.count(), query["limit"]
    after: Cursor | None = query.get("cursor")
    if after is not None:
        same_moment = Q(created_at=after.created_at, id__lt=after.id)
        rows = rows.filter(Q(created_at__lt=after.created_at) | same_moment)
    found = list(rows[: limit + 1])
    page = Page(found[:limit], total, 1, -(-total // limit))
    body = page.as_json("notifications", NotificationOutput(page.rows, many=True).data)
    is_last = len(found) <= limit
    return body | {
        "page": None,
        "next_cursor": None if is_last else str(Cursor.behind(page.rows[-1])),
    }


def _unless_known(request: Request, body: Any) -> HttpResponseBase:
    """The answer with an ETag, or 304 when the caller has it already."""
    content = JSONRenderer().render(body)
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    headers = {"ETag": etag, "Cache-Control": "private, no-cache"}
    # As bytes, because they were rendered for the hash already.
    answer = HttpResponse(content, content_type=JSONRenderer.media_type, headers=headers)
    known = get_conditional_response(request._request, etag=etag, response=answer)
    return known or answer
