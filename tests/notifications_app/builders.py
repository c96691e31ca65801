"""Notifications as the fan-out makes them, one microsecond after the other."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from notifications_app.models import Importance, Notification, ReadState
from videogen.accounts.models import User

START = datetime(2026, 3, 1, 12, tzinfo=UTC)


def make_notification(user: User, title: str = "Told", **columns: Any) -> Notification:
    number = Notification.objects.count() + 1
    if columns.get("status", ReadState.UNREAD) != ReadState.UNREAD:
        columns.setdefault("read_at", START)
    columns.setdefault("created_at", START + timedelta(microseconds=number))
    columns.setdefault("kind", "published")
    columns.setdefault("type", Importance.INFO)
    columns.setdefault("occurrence", f"event:{number}")
    return Notification.objects.create(user=user, title=title, message="Said.", **columns)
