"""Addresses under `/api/` of notifications. `videogen.urls` puts all apps' addresses together."""

from __future__ import annotations

from django.urls import path

from notifications_app.api.views import (
    ArchiveView,
    NotificationsView,
    NotificationView,
    ReadAllView,
    ReadView,
    SeenView,
    UnreadCountView,
    UnreadView,
)

ONE = "notifications/<uuid:notification_id>"

urlpatterns = [
    path("notifications", NotificationsView.as_view(), name="api-notifications"),
    path("notifications/unread-count", UnreadCountView.as_view(), name="api-unread-count"),
    path("notifications/seen", SeenView.as_view(), name="api-notifications-seen"),
    path("notifications/read-all", ReadAllView.as_view(), name="api-notifications-read-all"),
    path(ONE, NotificationView.as_view(), name="api-notification"),
    path(f"{ONE}/read", ReadView.as_view(), name="api-notification-read"),
    path(f"{ONE}/unread", UnreadView.as_view(), name="api-notification-unread"),
    path(f"{ONE}/archive", ArchiveView.as_view(), name="api-notification-archive"),
]
