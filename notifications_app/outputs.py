"""What a notification looks like as JSON: in answers and in live messages."""

from __future__ import annotations

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


def as_json(notification: Notification) -> dict[str, Any]:
    """The JSON of one notification, made of plain values."""
    return dict(NotificationOutput(notification).data)
