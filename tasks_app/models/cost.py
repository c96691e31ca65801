"""What calls cost, and what a channel may still spend today."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tasks_app.models.channel import Channel
from tasks_app.models.task import Task


class Call(models.Model):
    """One paid or free call to a provider. All totals are sums of these rows."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="calls")
    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="calls")
    service = models.CharField(max_length=20)
    operation = models.CharField(max_length=30)
    units = models.FloatField()
    cost_usd = models.DecimalField(max_digits=10, decimal_places=4)
    at = models.DateTimeField()

    class Meta:
        ordering = ("-at",)
        indexes = (
            # Totals of a task, of a channel by day and month, and the daily quota of a service.
            models.Index(fields=("task",), name="call_by_task"),
            models.Index(fields=("channel", "at"), name="call_by_channel"),
            models.Index(fields=("service", "at"), name="call_by_service"),
        )

    def __str__(self) -> str:
        return f"{self.service} {self.operation} ${self.cost_usd}"


class BudgetDay(models.Model):
    """The running sums of one channel and day that a reservation is checked against.

    Kept beside the `Call` rows because "is there room for x" must be one statement.
    """

    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="budget_days")
    day = models.DateField()
    reserved_usd = models.DecimalField(max_digits=12, decimal_places=4, default=0)
    spent_usd = models.DecimalField(max_digits=12, decimal_places=4, default=0)
    told_percent = models.PositiveSmallIntegerField(default=0, db_default=0)

    class Meta:
        ordering = ("-day",)
        constraints = (
            models.UniqueConstraint(fields=("channel", "day"), name="budget_one_row_per_day"),
            models.CheckConstraint(
                condition=Q(reserved_usd__gte=0), name="budget_reserved_not_negative"
            ),
        )

    def __str__(self) -> str:
        return f"{self.channel_id} {self.day}"
