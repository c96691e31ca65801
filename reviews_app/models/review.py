"""A review: one human decision at a gate. Written by `listeners.record_review` alone."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from tasks_app.models import Task
from tasks_app.models.task import NOTE_LIMIT
from tasks_app.statuses import GateName


class Verdict(models.TextChoices):
    APPROVED = "approved", "Approved"
    REJECTED = "rejected", "Rejected"
    CANCELLED = "cancelled", "Cancelled"


class Review(models.Model):
    """`reviewer` is the actor as the event has it, because not everybody who decides has a login.

    `opened_at` is when the gate was reached; null for a task that came there before there were
    events. A decision that was taken back stays, with the time of that.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="reviews")
    gate = models.CharField(max_length=8, choices=[(name.value, name.value) for name in GateName])
    decision = models.CharField(max_length=9, choices=Verdict.choices)
    reviewer = models.JSONField()
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="reviews",
    )
    opened_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField()
    note = models.CharField(max_length=NOTE_LIMIT, blank=True)
    flags = models.JSONField(default=list, blank=True, help_text="Files to be made again, and why.")
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-decided_at", "-id")
        constraints = (
            models.CheckConstraint(
                condition=Q(decision__in=Verdict.values), name="review_decision_known"
            ),
        )
        indexes = (
            # The decisions on one task, and the one that is taken back.
            models.Index(fields=("task", "-decided_at"), name="review_by_task"),
            # The list of all, newest first.
            models.Index(fields=("-decided_at", "-id"), name="review_newest"),
        )

    def __str__(self) -> str:
        return f"{self.gate} {self.decision}"
