"""Parameters and answers of the calls about notifications."""

from __future__ import annotations

import base64
import binascii
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from drf_spectacular.utils import (
    OpenApiExample,
    extend_schema_field,
    extend_schema_serializer,
)
from rest_framework import serializers
from rest_framework.request import Request

from notifications_app.models import Importance, Notification, ReadState
from notifications_app.outputs import NotificationOutput
from videogen.lib.parameters import CommaList, PageOutput, PageQuery

ALL = "all"
CURSOR_LIMIT = 100


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place in the list: behind the notification with this time and id."""

    created_at: datetime
    id: uuid.UUID

    @classmethod
    def behind(cls, notification: Notification) -> Cursor:
        return cls(notification.created_at, notification.pk)

    def __str__(self) -> str:
        plain = f"{self.created_at.timestamp():.6f} {self.id.hex}"
        return base64.urlsafe_b64encode(plain.encode()).decode().rstrip("=")

    @classmethod
    def parse(cls, text: str) -> Cursor:
        """Raise `ValueError` unless it came from `str`."""
        try:
            plain = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode("ascii")
            moment, _, hexadecimal = plain.partition(" ")
            return cls(datetime.fromtimestamp(float(moment), UTC), uuid.UUID(hexadecimal))
        except (binascii.Error, OverflowError, OSError) as fault:
            raise ValueError(text) from fault


@extend_schema_field({"type": "string"})
class CursorField(serializers.Field[Cursor | None, str, str, Any]):
    default_error_messages = {"unknown": "Give a next_cursor of an earlier answer, or nothing."}

    def to_internal_value(self, data: str) -> Cursor:
        if len(data) > CURSOR_LIMIT:
            self.fail("unknown")
        try:
            return Cursor.parse(data)
        except ValueError:
            self.fail("unknown")


class NotificationQuery(PageQuery):
    status = serializers.ChoiceField(
        [*ReadState.values, ALL], default=ALL, help_text="Which ones; all when left out."
    )
    type = CommaList(Importance.values)
    folded_into = serializers.UUIDField(
        required=False, help_text="Those that this notification counts."
    )
    cursor = CursorField(
        required=False,
        help_text="Instead of `page`: empty for the newest, then `next_cursor` of the answer "
        "before. Stays in its place while new ones arrive.",
    )

    @classmethod
    def read(cls, request: Request) -> dict[str, Any]:
        query = super().read(request)
        query["by_cursor"] = "cursor" in request.query_params
        if query["by_cursor"] and "page" in request.query_params:
            raise serializers.ValidationError({"cursor": ["Give a page or a cursor, not both."]})
        return query


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "A failure",
            value={
                "notifications": [
                    {
                        "id": "0d5f1f9a-0d0e-4c39-8e70-3b8f5a6f2c72",
                        "user_id": "a3f1c2d4-2b6e-4b8f-9a40-7f5f3a1f6f10",
                        "title": "Failed: Why the sea is salty",
                        "message": "Video on Quiet Science: no answer. A retry is possible.",
                        "type": "error",
                        "status": "unread",
                        "metadata": {
                            "kind": "failed",
                            "action_url": "/admin/tasks_app/task/5f0c7c1e/change/",
                            "retry_possible": True,
                        },
                        "related_task_id": "5f0c7c1e-6a55-4e6f-9c0a-2f1d0a3c9b11",
                        "created_at": "2026-03-01T12:00:00.000001Z",
                        "read_at": None,
                        "updated_at": "2026-03-01T12:00:00.250000Z",
                    }
                ],
                "total": 1,
                "page": 1,
                "pages": 1,
            },
            response_only=True,
        )
    ]
)
class NotificationPage(PageOutput):
    """Of a page as of a cursor; `next_cursor` is there only when a cursor was asked for."""

    page = serializers.IntegerField(allow_null=True, help_text="Null when asked by cursor.")
    notifications = NotificationOutput(many=True)
    next_cursor = serializers.CharField(
        required=False, allow_null=True, help_text="Null when nothing older is left."
    )


class CountsOutput(serializers.Serializer[Any]):
    unread_count = serializers.IntegerField()
    unseen_count = serializers.IntegerField(help_text="Unread, and new since the last `seen`.")
    last_notification_at = serializers.DateTimeField(allow_null=True)


class UpdatedOutput(serializers.Serializer[Any]):
    updated = serializers.IntegerField()
