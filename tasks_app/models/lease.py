"""A lease: the right of one worker to run one task's step until it expires."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from tasks_app.models.task import Task
from tasks_app.statuses import Step


class LeaseOutcome(models.TextChoices):
    DONE = "done", "Step finished"
    FAILED = "failed", "Step failed"
    EXPIRED = "expired", "Worker vanished"


class LeaseQuerySet(models.QuerySet["Lease"]):
    def open(self) -> LeaseQuerySet:
        return self.filter(ended_at__isnull=True)


class Lease(models.Model):
    """Open while `ended_at` is null; parked between two slices of work while `resume_at` is set.

    `provider` is the place it takes among the provider's concurrent steps; empty while it waits
    for one. `reserved_usd` is what it holds of the channel's daily budget.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="leases")
    step = models.CharField(max_length=12, choices=Step.choices)
    provider = models.CharField(max_length=20, blank=True)
    reserved_usd = models.DecimalField(max_digits=10, decimal_places=4, default=0)
    reserved_on = models.DateField(null=True, blank=True)
    worker = models.CharField(max_length=100)
    pid = models.PositiveIntegerField()
    acquired_at = models.DateTimeField()
    renewed_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    resume_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=8, choices=LeaseOutcome.choices, blank=True)

    objects = LeaseQuerySet.as_manager()

    class Meta:
        ordering = ("-acquired_at",)
        constraints = (
            # Nothing runs twice at the same time.
            models.UniqueConstraint(
                fields=("task",), condition=Q(ended_at__isnull=True), name="lease_one_open_per_task"
            ),
        )
        indexes = (
            # queueing.reclaim_expired and the counts of claim_next.
            models.Index(
                fields=("expires_at",), condition=Q(ended_at__isnull=True), name="lease_open"
            ),
            # The crashes of a step in a row.
            models.Index(fields=("task", "-acquired_at"), name="lease_by_task"),
        )

    def __str__(self) -> str:
        return f"{self.step} of {self.task_id} by {self.worker}"
