"""When the answer at a gate is due, and one reminder for each that is not given in time."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import (
    Case,
    DateTimeField,
    DurationField,
    ExpressionWrapper,
    F,
    QuerySet,
    Value,
    When,
)
from django.utils import timezone

from tasks_app import events
from tasks_app.actors import Actor
from tasks_app.models import EventKind, Priority, Task
from tasks_app.models.task import TaskQuerySet
from tasks_app.statuses import GATES
from videogen.lib.db import lock_row

SYSTEM = Actor.system("reminder")
SHARE = {Priority.HIGH: 0.5, Priority.NORMAL: 1.0, Priority.LOW: 2.0}
"""How much of `REVIEW_DUE_HOURS` a task of each priority has."""


def allowance(priority: int) -> timedelta:
    """How long a decision may take."""
    return timedelta(hours=settings.REVIEW_DUE_HOURS) * SHARE[Priority(priority)]


def due_at(task: Task) -> datetime:
    """When the decision on a task that waits at a gate is due."""
    return task.status_since + allowance(task.priority)


def with_due(tasks: TaskQuerySet) -> QuerySet[Any]:
    """Adds `due`, the same moment as `due_at`, to sort and to compare by."""
    time = Case(
        *(When(priority=priority, then=Value(allowance(priority))) for priority in Priority),
        output_field=DurationField(),
    )
    due = ExpressionWrapper(F("status_since") + time, output_field=DateTimeField())
    return tasks.annotate(due=due)


def remind() -> int:
    """Tell once of every gate whose answer is overdue; safe at any time and from any process."""
    waiting = Task.objects.filter(status__in=GATES, reminded_at__isnull=True)
    overdue = with_due(waiting).filter(due__lte=timezone.now())
    return sum(_remind(task_id) for task_id in overdue.values_list("pk", flat=True))


def _remind(task_id: uuid.UUID) -> bool:
    with transaction.atomic():
        # Race: another process reminds of the same task, or somebody decides; the row lock settles.
        task = lock_row(Task.objects.select_related("channel"), task_id)
        due = due_at(task)
        if task.state not in GATES or task.reminded_at is not None or due > timezone.now():
            return False
        task.reminded_at = timezone.now()
        task.save(update_fields=["reminded_at"])
        data = {"status": task.status, "due_at": due.isoformat()}
        events.append(EventKind.REVIEW_DUE, about=task, actor=SYSTEM, data=data)
    return True
