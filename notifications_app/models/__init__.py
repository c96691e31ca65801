"""Rows of this app."""

from notifications_app.models.fan_out import FanOutCursor, Parked
from notifications_app.models.notification import (
    Importance,
    Notification,
    NotificationKind,
    ReadState,
)
from notifications_app.models.preference import Preference, SeenMark

__all__ = [
    "FanOutCursor",
    "Importance",
    "Notification",
    "NotificationKind",
    "Parked",
    "Preference",
    "ReadState",
    "SeenMark",
]
