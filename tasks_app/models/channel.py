"""A channel as the database knows it: the last good reading of its file, and whether it is held."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q


class ChannelState(models.TextChoices):
    ACTIVE = "active", "Active"
    INACTIVE = "inactive", "Switched off"
    HELD = "held", "Held"
    REMOVED = "removed", "File removed"


class ChannelQuerySet(models.QuerySet["Channel"]):
    def working(self) -> ChannelQuerySet:
        return self.filter(state=ChannelState.ACTIVE)


class Channel(models.Model):
    """One YouTube channel; the row is written by `channels.sync` only.

    `config` is the whole checked file, so that every machine works by the same reading.
    """

    id = models.CharField(primary_key=True, max_length=50)
    name = models.CharField(max_length=100)
    emoji = models.CharField(max_length=16, blank=True)
    color = models.CharField(max_length=7, blank=True)
    state = models.CharField(
        max_length=8, choices=ChannelState.choices, default=ChannelState.ACTIVE
    )
    held_reason = models.TextField(blank=True)
    config = models.JSONField(default=dict)
    max_concurrent = models.PositiveSmallIntegerField(default=2)
    last_served_at = models.DateTimeField(null=True, blank=True)
    reviewers = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        blank=True,
        related_name="limited_channels",
        help_text="When anybody is named, only they and administrators see the channel.",
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = ChannelQuerySet.as_manager()

    class Meta:
        ordering = ("name", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=ChannelState.values), name="channel_state_known"
            ),
            models.CheckConstraint(
                condition=Q(id__regex=r"^[A-Za-z0-9_-]{1,50}$"), name="channel_id_is_plain"
            ),
        )

    def __str__(self) -> str:
        return f"{self.emoji} {self.name}".strip()


class ChannelSecret(models.Model):
    """A channel's key or token, encrypted; written through the admin or a command, never shown."""

    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="secrets")
    name = models.CharField(max_length=50)
    encrypted = models.TextField()
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("channel", "name")
        constraints = (
            models.UniqueConstraint(fields=("channel", "name"), name="one_secret_per_name"),
        )

    def __str__(self) -> str:
        return f"{self.channel_id}: {self.name}"
