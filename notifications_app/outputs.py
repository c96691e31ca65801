"""What a notification looks like as JSON: in answers and in live messages."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from rest_framework import serializers

from notifications_app.models import Notification


class NotificationOutput(serializers.ModelSerializer[Notification]):
    user_id = serializers.UUIDField()
    related_task_id = serializers.UUIDField(
        allow_null=True, help_text="Null when it is about no task, or the task is gone."
    )
    metadata = serializers.DictField(
        help_text="`kind`, `action_url` (the page it leads to), `task`, `channel`, and what goes "
        "with the kind; of a fold `count`, `since` and the `ids` of what it folds."
    )

    class Meta:
        model = Notification
        fields = (
            "id",
            "user_id",
            "title",
            "message",
            "type",
            "status",
            "metadata",
            "related_task_id",
            "created_at",
            "read_at",
            "updated_at",
        )
        read_only_fields = fields

    def to_representation(self, row: Notification) -> dict[str, Any]:
        """Written out, because a page of a hundred is asked for by every open browser."""
        return {
            "id": str(row.pk),
            "user_id": str(row.user_id),
            "title": row.title,
            "message": row.message,
            "type": row.type,
            "status": row.status,
            "metadata": row.metadata,
            "related_task_id": str(row.related_task_id) if row.related_task_id else None,
            "created_at": _moment(row.created_at),
            "read_at": _moment(row.read_at) if row.read_at else None,
            "updated_at": _moment(row.updated_at),
        }


def as_json(row: Notification) -> dict[str, Any]:
    return dict(NotificationOutput(row).data)


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")
