"""Everything the page of one task shows, ready for the template, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Sum

from tasks_app.admin import acts, gallery, marks, timeline
from tasks_app.admin.gallery import Group
from tasks_app.admin.plan_form import COLUMNS, SUBJECTS
from tasks_app.models import Asset, Event, EventKind, Task
from tasks_app.statuses import GATE_BY_STATUS, Gate
from videogen.accounts.models import User
from videogen.accounts.roles import RANK, Role, role_of

EVENTS_SHOWN = 200
"""A task that was made again and again still has a page; all of it is in the list of events."""


@dataclass(frozen=True, slots=True)
class Failure:
    """One entry of the error log: when, and the rest of its line."""

    at: str
    text: str


@dataclass(frozen=True, slots=True)
class Cost:
    service: str
    operation: str
    units: float
    dollars: Decimal


@dataclass(frozen=True, slots=True)
class PlanTable:
    columns: list[str]
    rows: list[tuple[int, list[str]]]
    subjects: list[tuple[str, list[str]]]


@dataclass(frozen=True, slots=True)
class TaskPage:
    task: Task
    role: Role | None
    gate: Gate | None
    assets: list[Asset]
    buttons: list[acts.Button]
    groups: list[Group]
    plan: PlanTable
    history: list[timeline.Entry]
    failures: list[Failure]
    costs: list[Cost]
    spent: Decimal
    last_event_id: int

    @property
    def can_edit(self) -> bool:
        """Operators write; see `acts` for the rest."""
        return self.role is not None and RANK[self.role] >= RANK[Role.OPERATOR]

    @property
    def is_on_the_web(self) -> bool:
        """A local upload leaves a folder, and only what the web serves becomes a link."""
        return self.task.youtube_url.startswith(("https://", "http://"))

    @property
    def next_attempt(self) -> str:
        return marks.next_attempt(self.task)


def task_page(task: Task, user: User, offered: Iterable[acts.Act]) -> TaskPage:
    role = role_of(user)
    gate = GATE_BY_STATUS.get(task.state)
    # Read before the files: what happens in between is then announced instead of lost.
    last_event_id = task.events.order_by("-id").values_list("id", flat=True).first()
    assets = list(task.assets.order_by("kind", "index", "-take"))
    spent = _costs(task)
    return TaskPage(
        task=task,
        role=role,
        gate=gate,
        assets=assets,
        buttons=acts.buttons(offered, task, role),
        groups=gallery.gallery(assets, task.plan),
        plan=plan_table(task.plan),
        history=timeline.entries(_history(task)),
        failures=failures(task.error_log),
        costs=spent,
        spent=sum((cost.dollars for cost in spent), Decimal(0)),
        last_event_id=last_event_id or 0,
    )


def plan_table(plan: Mapping[str, Any]) -> PlanTable:
    clips = plan.get("clips", ())
    return PlanTable(
        columns=list(COLUMNS.values()),
        rows=[
            (number, [str(clip.get(name, "")) for name in COLUMNS])
            for number, clip in enumerate(clips, start=1)
        ],
        subjects=[(label, list(plan.get(name, ()))) for name, label in SUBJECTS.items()],
    )


def failures(error_log: str) -> list[Failure]:
    """The entries of the log, newest first."""
    lines = (line.partition(" ") for line in error_log.splitlines() if line)
    return [Failure(stamp, text) for stamp, _space, text in reversed(list(lines))]


def _history(task: Task) -> list[Event]:
    """Newest first, without the progress of single files: those stand in the gallery."""
    told = task.events.exclude(kind=EventKind.PROGRESS).order_by("-id")
    return list(told[:EVENTS_SHOWN])


def _costs(task: Task) -> list[Cost]:
    sums = (
        task.calls.order_by("service", "operation")
        .values("service", "operation")
        .annotate(units=Sum("units"), dollars=Sum("cost_usd"))
    )
    return [Cost(**row) for row in sums]
