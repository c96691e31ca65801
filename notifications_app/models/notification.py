"""A notification: one thing one person is told. Made by `fan_out`, read and changed by `inbox`."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from tasks_app.models import Task

TITLE_LIMIT = 255
MESSAGE_LIMIT = 1000
OCCURRENCE_LIMIT = 120


class NotificationKind(models.TextChoices):
    """What people can be told of, and can choose not to be."""

    PUBLISHED = "published", "Video published"
    FAILED = "failed", "Video failed"
    GATE = "gate", "Review waiting"
    CAPTIONS = "captions", "Captions ready"
    CHANNEL = "channel", "Channel held"
    BUDGET = "budget", "Budget or quota used up"
    NOTION = "notion", "Notion needs attention"
    BULK = "bulk", "Many videos changed at once"
    FOLDED = "folded", "Many notifications"


class Importance(models.TextChoices):
    """The column is called `type`, as in the API."""

    SUCCESS = "success", "Success"
    ERROR = "error", "Error"
    INFO = "info", "Info"
    WARNING = "warning", "Warning"


class ReadState(models.TextChoices):
    UNREAD = "unread", "Unread"
    READ = "read", "Read"
    ARCHIVED = "archived", "Archived"


class NotificationQuerySet(models.QuerySet["Notification"]):
    def listed(self) -> NotificationQuerySet:
        """Without those that a fold counts, and those that were thrown away."""
        return self.filter(folded_into__isnull=True, removed_at__isnull=True)

    def unread(self) -> NotificationQuerySet:
        return self.listed().filter(status=ReadState.UNREAD)


class Notification(models.Model):
    """`created_at` rises in the order of commits, so pages by cursor miss nothing and "seen up to"
    is a moment. `read_at` is null exactly while unread.

    Above the hourly limit a notification is kept whole but points to the one that counts it. One
    thrown away stays until housekeeping, because its occurrence must not be told again.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # The unique key below begins with the person.
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="notifications",
        db_index=False,
    )
    occurrence = models.CharField(max_length=OCCURRENCE_LIMIT)
    kind = models.CharField(max_length=10, choices=NotificationKind.choices)
    title = models.CharField(max_length=TITLE_LIMIT)
    message = models.CharField(max_length=MESSAGE_LIMIT)
    type = models.CharField(max_length=7, choices=Importance.choices)
    status = models.CharField(max_length=8, choices=ReadState.choices, default=ReadState.UNREAD)
    metadata = models.JSONField(default=dict)
    related_task = models.ForeignKey(
        Task,
        null=True,
        on_delete=models.SET_NULL,
        related_name="notifications",
        db_index=False,
    )
    folded_into = models.ForeignKey(
        "self", null=True, on_delete=models.CASCADE, related_name="folded", db_index=False
    )
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at", "-id")
        constraints = (
            # Whatever is delivered twice, a person is told once.
            models.UniqueConstraint(fields=("user", "occurrence"), name="notification_once"),
            models.CheckConstraint(
                condition=Q(status__in=ReadState.values), name="notification_status_known"
            ),
            models.CheckConstraint(
                condition=Q(type__in=Importance.values), name="notification_type_known"
            ),
            models.CheckConstraint(
                condition=Q(status=ReadState.UNREAD, read_at__isnull=True)
                | ~Q(status=ReadState.UNREAD) & Q(read_at__isnull=False),
                name="notification_read_has_time",
            ),
        )
        indexes = (
            # A person's list with any filter, its total, and how many there were in the last hour;
            # the included columns let PostgreSQL count without touching the rows.
            models.Index(
                fields=("user", "-created_at", "-id"),
                include=("status", "type", "removed_at"),
                condition=Q(folded_into__isnull=True),
                name="notification_list",
            ),
            # The badge: unread, and unread since the bell was last opened.
            models.Index(
                fields=("user", "created_at"),
                condition=Q(status="unread", folded_into__isnull=True, removed_at__isnull=True),
                name="notification_badge",
            ),
            # What a fold counts.
            models.Index(
                fields=("folded_into", "-created_at", "-id"),
                condition=Q(folded_into__isnull=False),
                name="notification_folded",
            ),
            # PostgreSQL looks here when a task goes.
            models.Index(
                fields=("related_task",),
                condition=Q(related_task__isnull=False),
                name="notification_of_task",
            ),
            # Housekeeping: what was read, archived or thrown away long enough ago.
            models.Index(
                fields=("read_at",),
                condition=Q(read_at__isnull=False),
                name="notification_read_long_ago",
            ),
        )

    def __str__(self) -> str:
        return self.title
