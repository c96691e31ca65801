"""What was answered to a POST with an `Idempotency-Key`; written by `videogen.lib.idempotency`."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone


class KeptAnswer(models.Model):
    """The answer to one person's key. `fingerprint` is of method, address and body."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="kept_answers"
    )
    key = models.CharField(max_length=255)
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    content_type = models.CharField(max_length=100)
    body = models.TextField(blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-created_at",)
        constraints = (
            # The last guard that one key is answered once.
            models.UniqueConstraint(fields=("user", "key"), name="kept_answer_once"),
        )
        indexes = (
            # forget_expired.
            models.Index(fields=("created_at",), name="kept_answer_by_age"),
        )

    def __str__(self) -> str:
        return f"{self.key}: {self.status}"
