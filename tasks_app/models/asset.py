"""An asset: one whole, measured file that a step made."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from tasks_app.models.task import NOTE_LIMIT, Task
from tasks_app.statuses import Step


class AssetKind(models.TextChoices):
    CHARACTER = "character", "Character"
    ENVIRONMENT = "environment", "Environment"
    PROP = "prop", "Prop"
    COMPOSITE = "composite", "Composite"
    CLIP = "clip", "Clip"
    NARRATION = "narration", "Narration"
    EFFECT = "effect", "Effect"
    CAPTIONS = "captions", "Captions"
    FINAL = "final", "Final cut"
    THUMBNAIL = "thumbnail", "Thumbnail"


class AssetStatus(models.TextChoices):
    PENDING = "pending", "Pending"
    GENERATED = "generated", "Generated"
    APPROVED = "approved", "Approved"
    REJECTED = "rejected", "Rejected"


class AssetQuerySet(models.QuerySet["Asset"]):
    def current(self) -> AssetQuerySet:
        """The take that counts of every item; earlier takes stay on disk and can be put back."""
        return self.filter(is_current=True)


class Asset(models.Model):
    """A take of an item. `path` is relative to the media folder; `sha256` is of the bytes there."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="assets")
    step = models.CharField(max_length=12, choices=Step.choices)
    kind = models.CharField(max_length=12, choices=AssetKind.choices)
    index = models.PositiveSmallIntegerField()
    take = models.PositiveSmallIntegerField(default=1)
    is_current = models.BooleanField(default=True)
    name = models.CharField(max_length=120)
    status = models.CharField(
        max_length=10, choices=AssetStatus.choices, default=AssetStatus.GENERATED
    )
    path = models.CharField(max_length=400)
    sha256 = models.CharField(max_length=64)
    size_bytes = models.BigIntegerField()
    width = models.PositiveIntegerField(null=True, blank=True)
    height = models.PositiveIntegerField(null=True, blank=True)
    duration_seconds = models.FloatField(null=True, blank=True)
    prompt = models.TextField(blank=True)
    note = models.CharField(max_length=NOTE_LIMIT, blank=True)
    provider = models.CharField(max_length=20, blank=True)
    inputs_hash = models.CharField(
        max_length=64, help_text="Of the files it was made from: when they change it is stale."
    )
    findings = models.JSONField(
        default=list, blank=True, help_text="What the machine saw when it measured the file."
    )
    cut = models.JSONField(
        null=True, blank=True, help_text="Of a final cut: which files play when."
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = AssetQuerySet.as_manager()

    class Meta:
        ordering = ("task", "step", "kind", "index", "take")
        constraints = (
            models.UniqueConstraint(
                fields=("task", "kind", "index", "take"), name="asset_take_once"
            ),
            models.UniqueConstraint(
                fields=("task", "kind", "index"),
                condition=Q(is_current=True),
                name="asset_one_current_take",
            ),
            models.UniqueConstraint(fields=("path",), name="asset_path_once"),
        )

    def __str__(self) -> str:
        return self.name
