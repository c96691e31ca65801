"""How far notifications have been made from events, and those that could not be stored."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class FanOutCursor(models.Model):
    """The one row that says up to which event people have been told; its lock orders the rounds.

    Event ids rise in the order of commits, so none can appear behind it. `last_at` is the newest
    `created_at` that was given, so that they rise, too, whatever the clocks do.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    event_id = models.BigIntegerField(default=0)
    last_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(id=1), name="fan_out_has_one_cursor"),)

    def __str__(self) -> str:
        return f"up to event {self.event_id}"


class Parked(models.Model):
    """An event whose notifications could not be stored: tried again, at last left for a person."""

    # Without a foreign key: events are never removed, and nothing shall make that look possible.
    event_id = models.BigIntegerField(unique=True)
    reason = models.CharField(max_length=500)
    attempts = models.PositiveSmallIntegerField(default=1)
    next_attempt_at = models.DateTimeField(
        null=True, help_text="Empty when it waits for a person to send it again."
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("event_id",)
        verbose_name = "parked notification"
        indexes = (
            # What is due for another attempt.
            models.Index(
                fields=("next_attempt_at",),
                condition=Q(next_attempt_at__isnull=False),
                name="parked_due",
            ),
        )

    def __str__(self) -> str:
        return f"event {self.event_id}: {self.reason}"
