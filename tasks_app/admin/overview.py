"""The first page of the admin: how much of everything there is, and what needs a person."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q
from django.urls import reverse

from tasks_app import access
from tasks_app.access import Requester
from tasks_app.admin import marks, timeline
from tasks_app.models import Channel, EventKind, Task
from tasks_app.models.channel import ChannelState
from tasks_app.models.task import TaskQuerySet
from tasks_app.statuses import IN_ERROR, RUNNING, Phase, Status, phase_of

ROWS = 8
PHASES = (
    Phase.DRAFT,
    Phase.PENDING,
    Phase.RETRY,
    Phase.PROCESSING,
    Phase.AWAITING_REVIEW,
    Phase.REJECTED,
    Phase.FAILED,
    Phase.COMPLETED,
)


@dataclass(frozen=True, slots=True)
class PhaseCount:
    phase: Phase
    count: int
    tone: str
    url: str


@dataclass(frozen=True, slots=True)
class Overview:
    phases: list[PhaseCount]
    waiting: list[Task]
    running: list[Task]
    failed: list[Task]
    held: list[Channel]
    recent: list[timeline.Entry]
    last_event_id: int
    sees_nothing: bool


def overview(user: Requester) -> Overview:
    """Everything on the page, in a number of queries that does not grow with the rows."""
    tasks = access.visible_tasks(user)
    channels = list(access.visible_channels(user))
    # Read before the rows: an event that comes in between is then told twice instead of never.
    since = last_event_id(user)
    newest = list(
        access.visible_events(user)
        .filter(kind=EventKind.STATUS)
        .select_related("task", "channel")
        .order_by("-id")[:ROWS]
    )
    return Overview(
        phases=_phase_counts(tasks),
        waiting=list(tasks.at_gate().order_by("priority", "status_since")[:ROWS]),
        running=list(tasks.filter(status__in=RUNNING).order_by("-status_since")[:ROWS]),
        failed=list(tasks.filter(status__in=IN_ERROR).order_by("-status_since")[:ROWS]),
        held=[channel for channel in channels if channel.state == ChannelState.HELD],
        recent=timeline.entries(newest),
        last_event_id=since,
        sees_nothing=not channels,
    )


def counts_by_phase(tasks: TaskQuerySet) -> dict[Phase, int]:
    """How many tasks are in each phase, in one query."""
    groups = (
        tasks.order_by()
        .values("status", "rejected", waits=Q(next_attempt_at__isnull=False))
        .annotate(count=Count("id"))
    )
    counts = dict.fromkeys(Phase, 0)
    for group in groups:
        phase = phase_of(
            Status(group["status"]), waits_for_retry=group["waits"], rejected=group["rejected"]
        )
        counts[phase] += group["count"]
    return counts


def last_event_id(user: Requester) -> int:
    """From where a page that shows the present state has to listen on."""
    newest = access.visible_events(user).order_by("-id").values_list("id", flat=True).first()
    return newest or 0


def _phase_counts(tasks: TaskQuerySet) -> list[PhaseCount]:
    counts = counts_by_phase(tasks)
    tasks_url = reverse("admin:tasks_app_task_changelist")
    return [
        PhaseCount(phase, counts[phase], marks.TONES[phase], f"{tasks_url}?phase={phase.value}")
        for phase in PHASES
    ]
