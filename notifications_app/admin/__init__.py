"""Notifications in the admin: the list, what a person wants to be told, and parked ones."""

from notifications_app.admin.notification import NotificationAdmin
from notifications_app.admin.parked import ParkedAdmin

__all__ = ["NotificationAdmin", "ParkedAdmin"]
