"""What a person wants to be told of, and how far they have seen."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from notifications_app.models.notification import NotificationKind


class Preference(models.Model):
    """Kinds and channels a person does not want; without a row they want all, also new ones."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        primary_key=True,
        on_delete=models.CASCADE,
        related_name="notification_preference",
    )
    muted_kinds = ArrayField(
        models.CharField(max_length=10, choices=NotificationKind.choices), default=list, blank=True
    )
    muted_channels = ArrayField(models.CharField(max_length=50), default=list, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"of {self.user}"


class SeenMark(models.Model):
    """The newest notification that was there when the person last opened the bell."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        primary_key=True,
        on_delete=models.CASCADE,
        related_name="notification_seen",
    )
    up_to = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.user} up to {self.up_to:%Y-%m-%d %H:%M:%S}"
