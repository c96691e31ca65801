"""The audit log: who did what, when, from where, before and after. Written by `audit.record` alone.

Rows are never changed. PostgreSQL refuses it, and lets only rows older than two years be deleted.
"""

from __future__ import annotations

from django.db import models

from tasks_app.models import Channel, Task
from tasks_app.models.task import NOTE_LIMIT
from videogen.lib.origin import LONGEST_ADDRESS


class AuditAction(models.TextChoices):
    APPROVE = "approve", "Approved"
    REJECT = "reject", "Rejected"
    UNDO = "undo", "Took back"
    CREATE = "create", "Created"
    EDIT = "edit", "Edited"
    PRIORITY = "priority", "Set the priority"
    QUEUE = "queue", "Queued"
    RETRY = "retry", "Retried"
    CANCEL = "cancel", "Cancelled"
    REOPEN = "reopen", "Back to draft"
    LOOK_AGAIN = "look_again", "Back to review"
    RESTORE_TAKE = "restore_take", "Put a take back"
    SECRET = "secret", "Changed a secret"
    ROLE = "role", "Changed a role"
    REVIEWERS = "reviewers", "Changed reviewers"
    OTHER = "other", "Other"


class AuditEntry(models.Model):
    """`actor` is as the event has it, because not everybody who acts has a login.

    `subject` is what it was done to in words that stay true: a title, a person's name.
    """

    id = models.BigAutoField(primary_key=True)
    event_uid = models.UUIDField(unique=True, editable=False)
    at = models.DateTimeField()
    action = models.CharField(max_length=12, choices=AuditAction.choices)
    actor = models.JSONField()
    actor_id = models.CharField(max_length=64)
    door = models.CharField(max_length=10)
    address = models.CharField(max_length=LONGEST_ADDRESS, blank=True)
    channel = models.ForeignKey(
        Channel, null=True, on_delete=models.PROTECT, related_name="audit_entries"
    )
    task = models.ForeignKey(
        Task, null=True, on_delete=models.PROTECT, related_name="audit_entries"
    )
    subject = models.CharField(max_length=255, blank=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    note = models.CharField(max_length=NOTE_LIMIT, blank=True)
    correlation_id = models.CharField(max_length=36, blank=True)

    class Meta:
        ordering = ("-id",)
        verbose_name = "audit entry"
        verbose_name_plural = "audit entries"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(action__in=AuditAction.values), name="audit_action_known"
            ),
        )
        indexes = (
            # A stretch of time, and what is old enough to go.
            models.Index(fields=("at",), name="audit_by_time"),
            # What one person did.
            models.Index(fields=("actor_id", "-id"), name="audit_by_actor"),
        )

    def __str__(self) -> str:
        return f"{self.action} #{self.pk}"
