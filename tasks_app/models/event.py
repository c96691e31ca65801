"""An event: one append-only row saying what happened. Written by `events.append` alone."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from tasks_app.models.channel import Channel
from tasks_app.models.task import Task


class EventKind(models.TextChoices):
    CREATED = "task.created", "Created"
    EDITED = "task.edited", "Edited"
    STATUS = "task.status", "Status changed"
    PROGRESS = "task.progress", "Progress"
    CAPTIONED = "task.captioned", "Narration transcribed"
    BULK = "tasks.bulk", "Many tasks at once"
    TAKE_RESTORED = "asset.restored", "Earlier take put back"
    REVIEW_DUE = "review.due", "Decision overdue"
    CHANNEL_HELD = "channel.held", "Channel held"
    CHANNEL_FREED = "channel.freed", "Channel freed"
    CHANNEL_BUDGET = "channel.budget", "Budget"
    NOTION_STOPPED = "notion.stopped", "Notion stopped"
    NOTION_RESUMED = "notion.resumed", "Notion goes on"
    NOTION_HELD = "notion.held", "Held on Notion"
    NOTIFICATION = "notification", "People told"
    INBOX_CHANGED = "inbox.changed", "Notifications read"
    ACCESS_CHANGED = "access.changed", "Rights changed"
    SECRET_CHANGED = "secret.changed", "Secret changed"


class Event(models.Model):
    """Ids rise in the order of commits, so "everything after id N" never misses a row.

    `id` is given under an advisory lock (docs/architecture.md); `uid` is known before. An event
    with a `user` is for that person alone; one with neither user nor channel is for everybody who
    runs the site: operators and administrators.
    """

    id = models.BigAutoField(primary_key=True)
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    task = models.ForeignKey(Task, null=True, on_delete=models.PROTECT, related_name="events")
    channel = models.ForeignKey(Channel, null=True, on_delete=models.PROTECT, related_name="events")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="events_for_me",
    )
    kind = models.CharField(max_length=20, choices=EventKind.choices)
    at = models.DateTimeField()
    actor = models.JSONField()
    data = models.JSONField(default=dict)
    correlation_id = models.CharField(max_length=36, blank=True)

    class Meta:
        ordering = ("id",)
        indexes = (
            # The history of one task, and its last decision.
            models.Index(fields=("task", "id"), name="event_by_task"),
            # What a reader of some channels has missed since an id.
            models.Index(fields=("channel", "id"), name="event_by_channel"),
            # What one person alone has missed.
            models.Index(
                fields=("user", "id"), condition=Q(user__isnull=False), name="event_by_user"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} #{self.pk}"
