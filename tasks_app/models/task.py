"""A task: one video on its way from idea to YouTube."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from tasks_app.error_kinds import ErrorKind
from tasks_app.models.channel import Channel
from tasks_app.statuses import (
    BASE_PHASE,
    GATES,
    IN_ERROR,
    RUNNING,
    Phase,
    Status,
    Step,
    phase_of,
)

TITLE_LIMIT = 255
TOPIC_LIMIT = 1000
STORY_LIMIT = 50_000
NOTE_LIMIT = 2000
LONG_TEXTS = ("plan", "story_direction", "error_log", "topic")
LONG_TEXTS_OF_ITS_TASK = tuple(f"task__{name}" for name in LONG_TEXTS)


class Priority(models.IntegerChoices):
    """Sorted as worked off: the smaller goes first."""

    HIGH = 0, "High"
    NORMAL = 1, "Normal"
    LOW = 2, "Low"


class TaskQuerySet(models.QuerySet["Task"]):
    def light(self) -> TaskQuerySet:
        """Without the texts that may be long; each is read when it is asked for."""
        return self.defer(*LONG_TEXTS)

    def at_gate(self) -> TaskQuerySet:
        return self.filter(status__in=GATES)

    def in_phase(self, phase: Phase) -> TaskQuerySet:
        """Tasks whose derived phase this is; the same rule as `statuses.phase_of`."""
        if phase is Phase.RETRY:
            return self.filter(status=Status.QUEUED, next_attempt_at__isnull=False)
        if phase is Phase.PENDING:
            return self.filter(status=Status.QUEUED, next_attempt_at__isnull=True)
        if phase is Phase.REJECTED:
            return self.filter(status__in=IN_ERROR, rejected=True)
        if phase is Phase.FAILED:
            return self.filter(status__in=IN_ERROR, rejected=False)
        return self.filter(status__in=[s for s, p in BASE_PHASE.items() if p is phase])


class Task(models.Model):
    """The row behind a card. `status` is written by `transitions` alone.

    `queued_at` is the place in the line: a crash or an automatic retry does not lose it.
    `undo_until` holds a decided task back until its reviewer can no longer take it back.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(max_length=TITLE_LIMIT)
    topic = models.CharField(max_length=TOPIC_LIMIT, blank=True)
    story_direction = models.TextField(blank=True)
    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="tasks")
    priority = models.PositiveSmallIntegerField(choices=Priority.choices, default=Priority.NORMAL)
    plan = models.JSONField(
        default=dict, blank=True, help_text="The shot list that the steps read."
    )
    plan_edited = models.BooleanField(
        default=False, help_text="Written by a person: not planned again when the text changes."
    )
    publish_at = models.DateTimeField(null=True, blank=True)

    status = models.CharField(max_length=24, choices=Status.choices, default=Status.DRAFT)
    status_since = models.DateTimeField(default=timezone.now)
    next_step = models.CharField(max_length=12, choices=Step.choices, default=Step.ASSETS)
    failed_step = models.CharField(max_length=12, choices=Step.choices, blank=True)
    edition = models.PositiveSmallIntegerField(default=1)
    progress_done = models.PositiveSmallIntegerField(null=True, blank=True)
    progress_total = models.PositiveSmallIntegerField(null=True, blank=True)

    begun_at = models.DateTimeField(null=True, blank=True)
    queued_at = models.DateTimeField(null=True, blank=True)
    next_attempt_at = models.DateTimeField(null=True, blank=True)
    undo_until = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(
        null=True, blank=True, help_text="When people were told that the gate's answer is overdue."
    )
    retry_count = models.PositiveSmallIntegerField(default=0)
    error_log = models.TextField(blank=True, default="")
    error_kind = models.CharField(
        max_length=16, blank=True, choices=[(kind.value, kind.value) for kind in ErrorKind]
    )
    rejected = models.BooleanField(default=False)

    estimate_usd = models.DecimalField(max_digits=10, decimal_places=4, default=0)
    youtube_url = models.CharField(max_length=500, blank=True)
    notion_page_id = models.CharField(max_length=36, null=True, blank=True, unique=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="tasks_created",
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = TaskQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at", "-id")
        constraints = (
            models.CheckConstraint(condition=Q(status__in=Status.values), name="task_status_known"),
            models.CheckConstraint(condition=Q(next_step__in=Step.values), name="task_step_known"),
            models.CheckConstraint(
                condition=~Q(status=Status.QUEUED) | Q(queued_at__isnull=False),
                name="task_queued_has_place",
            ),
        )
        indexes = (
            # queueing.claim_next: the whole line, however many tasks are finished.
            models.Index(
                fields=("priority", "channel", "queued_at"),
                condition=Q(status=Status.QUEUED),
                name="task_line",
            ),
            # The task lists of admin and REST, newest first.
            models.Index(fields=("-created_at", "-id"), name="task_newest"),
            # Lists filtered by status or phase, and the counts of the board.
            models.Index(fields=("status", "-created_at"), name="task_by_status"),
            # Lists of one channel.
            models.Index(fields=("channel", "-created_at"), name="task_by_channel"),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def state(self) -> Status:
        return Status(self.status)

    @property
    def phase(self) -> Phase:
        return phase_of(
            self.state,
            waits_for_retry=self.next_attempt_at is not None,
            rejected=self.rejected,
        )

    @property
    def has_begun(self) -> bool:
        """Whether a worker ever took it: from then on its text and plan are no longer edited."""
        return self.begun_at is not None

    @property
    def is_running(self) -> bool:
        return self.state in RUNNING

    @property
    def progress(self) -> dict[str, object] | None:
        """How far the running step is, or None when no step runs."""
        if not self.is_running or self.progress_total is None:
            return None
        return {"step": self.next_step, "done": self.progress_done, "total": self.progress_total}
