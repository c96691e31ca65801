"""Queries of the REST doors: what a person may see, filtered, with the computed columns."""

from __future__ import annotations

import operator
import uuid
from decimal import Decimal
from functools import reduce
from typing import Any

from django.db.models import (
    Case,
    DateTimeField,
    DecimalField,
    F,
    OuterRef,
    Q,
    Subquery,
    Sum,
    When,
)
from django.db.models.functions import Coalesce
from rest_framework.request import Request

from tasks_app import access
from tasks_app.api.outputs import TaskOutput
from tasks_app.api.people import person
from tasks_app.models import Call, Channel, Event, EventKind, Priority, Task
from tasks_app.models.task import TaskQuerySet
from tasks_app.statuses import GATES, Phase
from videogen.accounts.models import User
from videogen.lib.errors import InvalidInput, Missing

MONEY = DecimalField(max_digits=12, decimal_places=4)


def tasks_shown(user: User) -> TaskQuerySet:
    """The tasks a person may see, with cost and review times; no query per row."""
    calls = Call.objects.filter(task=OuterRef("pk")).order_by().values("task")
    at_gates = (
        Event.objects.filter(task=OuterRef("pk"), kind=EventKind.STATUS)
        .filter(Q(data__to__in=GATES) | Q(data__from__in=GATES))
        .order_by("-id")
    )
    # A decision taken back leads to the gate again, but it was reached before.
    reached = at_gates.filter(data__to__in=GATES, data__undo__isnull=True)
    left_at = Case(When(data__from__in=GATES, then=F("at")), output_field=DateTimeField())
    return access.visible_tasks(user).annotate(
        cost_usd=Coalesce(
            Subquery(calls.annotate(sum=Sum("cost_usd")).values("sum")),
            Decimal(0),
            output_field=MONEY,
        ),
        review_started_at=Subquery(reached.values("at")[:1]),
        review_completed_at=Subquery(at_gates.values(left_at=left_at)[:1]),
    )


def task_json(request: Request, task_id: uuid.UUID) -> Any:
    """One task as answered to the person who asks; `Missing` when it is not for them."""
    task = tasks_shown(person(request)).filter(pk=task_id).first()
    if task is None:
        raise Missing("There is no task with this id.")
    return TaskOutput(task).data


def filtered_tasks(user: User, query: dict[str, Any]) -> TaskQuerySet:
    """The tasks that a list asks for, newest first."""
    tasks = access.visible_tasks(user)
    if query["status"]:
        tasks = tasks.filter(status__in=query["status"])
    if query["phase"]:
        phases = [Task.objects.in_phase(Phase(name)) for name in query["phase"]]
        tasks = tasks & reduce(operator.or_, phases)
    if query["priority"]:
        tasks = tasks.filter(priority__in=[Priority[name.upper()] for name in query["priority"]])
    if "channel" in query:
        tasks = tasks.filter(channel__in=_channels_named(user, query["channel"]))
    if "search" in query:
        words = query["search"]
        tasks = tasks.filter(Q(title__icontains=words) | Q(topic__icontains=words))
    return tasks


def _channels_named(user: User, names: str) -> list[Channel]:
    return [channel_named(user, name.strip()) for name in names.split(",") if name.strip()]


def channel_named(user: User, channel_id: str) -> Channel:
    """A channel that a field names; an unknown one is a fault of the field, not of the address."""
    try:
        return access.channel_for(user, channel_id)
    except Missing as missing:
        raise InvalidInput(
            f"channel: {missing.detail}", errors={"channel": [missing.detail]}
        ) from missing
