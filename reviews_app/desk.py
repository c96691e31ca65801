"""What waits for a decision, in which order, and what comes next.

The order is that of the due times, which already hold priority and age (tasks_app.deadlines). The
number of queries does not depend on how many tasks wait or are finished.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from reviews_app import presence
from reviews_app.presence import Visitor
from tasks_app import access, deadlines
from tasks_app.access import Requester
from tasks_app.deadlines import due_at, with_due
from tasks_app.models import Asset, AssetKind, Task
from tasks_app.models.task import TaskQuerySet
from tasks_app.statuses import GATE_BY_STATUS, Gate, GateName, Status

PAGE_SIZE = 50
PICTURES_SHOWN = 4
LOOK_AHEAD = 10
"""How many of those that come next are asked for, to find one that nobody has open."""

STATUS_BY_GATE = {gate.name: gate.status for gate in GATE_BY_STATUS.values()}
FACES: dict[GateName, tuple[AssetKind, ...]] = {
    GateName.ASSETS: (AssetKind.ENVIRONMENT, AssetKind.CHARACTER),
    GateName.VIDEO: (AssetKind.COMPOSITE,),
    GateName.AUDIO: (AssetKind.COMPOSITE,),
    GateName.FINAL: (AssetKind.THUMBNAIL, AssetKind.COMPOSITE),
}
"""Which pictures tell a task apart from others in the list."""


@dataclass(frozen=True, slots=True)
class Filters:
    """Which part of the queue is looked at; what is empty does not narrow it."""

    channel: str = ""
    gate: GateName | None = None
    priority: int | None = None

    @property
    def are_set(self) -> bool:
        return bool(self.channel or self.gate or self.priority is not None)


@dataclass(frozen=True, slots=True)
class Waiting:
    """One row of the queue."""

    task: Task
    gate: Gate
    due_at: datetime
    pictures: list[Asset]
    visitors: list[Visitor]

    @property
    def is_overdue(self) -> bool:
        return self.due_at <= timezone.now()


@dataclass(frozen=True, slots=True)
class Queue:
    """One page of what waits, with the counts that its filters show."""

    rows: list[Waiting]
    total: int
    page: int
    pages: int
    by_gate: Mapping[GateName, int]

    @property
    def everything(self) -> int:
        """How many wait when no gate is chosen."""
        return sum(self.by_gate.values())

    @property
    def before(self) -> int:
        return self.page - 1

    @property
    def after(self) -> int:
        return self.page + 1


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Where a task stands in the queue, and what is before and after it."""

    place: int
    total: int
    before: Task | None
    after: Task | None


def queue(user: Requester, filters: Filters, *, page: int = 1) -> Queue:
    """The page of the queue with this number, or the last one."""
    tasks = access.visible_tasks(user).at_gate()
    by_gate = _by_gate(_narrowed(tasks, Filters(filters.channel, None, filters.priority)))
    total = by_gate.get(filters.gate, 0) if filters.gate else sum(by_gate.values())
    pages = max(1, -(-total // PAGE_SIZE))
    page = min(max(1, page), pages)
    start = (page - 1) * PAGE_SIZE
    shown = list(_ordered(_narrowed(tasks, filters).light())[start : start + PAGE_SIZE])
    return Queue(_rows(shown, user), total, page, pages, by_gate)


def neighbours(user: Requester, task: Task, *, besides: uuid.UUID | None = None) -> Neighbours:
    """What stands beside a task, as if another one were decided already."""
    waiting = access.visible_tasks(user).at_gate()
    tasks = with_due(waiting.exclude(pk=besides) if besides else waiting)
    due = due_at(task)
    earlier = Q(due__lt=due) | Q(due=due, pk__lt=task.pk)
    later = Q(due__gt=due) | Q(due=due, pk__gt=task.pk)
    counts = tasks.aggregate(
        before=Count("pk", filter=earlier), total=Count("pk", filter=~Q(pk=task.pk))
    )
    others = tasks.exclude(pk=task.pk)
    return Neighbours(
        place=counts["before"] + 1,
        total=counts["total"] + (task.state in GATE_BY_STATUS),
        before=others.filter(earlier).order_by("-due", "-pk").first(),
        after=others.filter(later).order_by("due", "pk").first(),
    )


def following(
    user: Requester, *, after: uuid.UUID, besides: uuid.UUID | None = None
) -> Task | None:
    """The task to decide on next: the most urgent one, if possible one that nobody has open."""
    waiting = access.visible_tasks(user).at_gate().exclude(pk__in={after, besides or after})
    first = list(_ordered(waiting.light())[:LOOK_AHEAD])
    taken = presence.visitors([task.pk for task in first], besides=user)
    return next((task for task in first if not taken.get(task.pk)), first[0] if first else None)


def _ordered(tasks: TaskQuerySet) -> QuerySet[Any]:
    return with_due(tasks).order_by("due", "pk")


def _narrowed(tasks: TaskQuerySet, filters: Filters) -> TaskQuerySet:
    if filters.channel:
        tasks = tasks.filter(channel=filters.channel)
    if filters.gate:
        tasks = tasks.filter(status=STATUS_BY_GATE[filters.gate])
    if filters.priority is not None:
        tasks = tasks.filter(priority=filters.priority)
    return tasks


def _by_gate(tasks: TaskQuerySet) -> dict[GateName, int]:
    counts = tasks.order_by().values_list("status").annotate(Count("pk"))
    found = {GATE_BY_STATUS[Status(status)].name: count for status, count in counts}
    return {name: found.get(name, 0) for name in GateName}


def _rows(tasks: list[Task], user: Requester) -> list[Waiting]:
    pictures = _pictures(tasks)
    visitors = presence.visitors([task.pk for task in tasks], besides=user)
    return [
        Waiting(
            task=task,
            gate=GATE_BY_STATUS[task.state],
            due_at=deadlines.due_at(task),
            pictures=pictures[task.pk][:PICTURES_SHOWN],
            visitors=visitors.get(task.pk, []),
        )
        for task in tasks
    ]


def _pictures(tasks: Iterable[Task]) -> Mapping[uuid.UUID, list[Asset]]:
    """A few pictures of each task, those of its gate first, in one query."""
    kinds = {task.pk: FACES[GATE_BY_STATUS[task.state].name] for task in tasks}
    found = Asset.objects.filter(
        task__in=kinds, kind__in={kind for row in kinds.values() for kind in row}
    )
    pictures: dict[uuid.UUID, list[Asset]] = defaultdict(list)
    for asset in found.current().filter(index__lte=PICTURES_SHOWN).order_by("index"):
        if asset.kind in kinds[asset.task_id]:
            pictures[asset.task_id].append(asset)
    for task_id, row in pictures.items():
        order = kinds[task_id]
        row.sort(key=lambda asset: (order.index(AssetKind(asset.kind)), asset.index))
    return pictures
