"""What the decisions of some time tell: how fast, by whom, why not, and how much is open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Aggregate, Count, DurationField, F, Min, Q, QuerySet
from django.db.models.fields.json import KT
from django.db.models.functions import Lower, Trim, TruncDate

from reviews_app.models import Review, Verdict
from tasks_app.models.task import TaskQuerySet
from tasks_app.statuses import GATE_BY_STATUS, Gate, GateName, Status

REASONS_SHOWN = 10
REVIEWERS_SHOWN = 20
DECIDED = Q(decision__in=(Verdict.APPROVED, Verdict.REJECTED), undone_at=None)
"""A decision that was taken back is no decision, and who cancels does not judge."""


class Percentile(Aggregate):
    """PostgreSQL's percentile_cont."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(%(share)s) WITHIN GROUP (ORDER BY %(expressions)s)"

    def __init__(self, expression: Any, *, share: float, **extra: Any) -> None:
        super().__init__(expression, share=share, output_field=DurationField(), **extra)


@dataclass(frozen=True, slots=True)
class Pace:
    """How long decisions took; `median` and `p90` are None when nobody knows since when."""

    name: str
    approved: int
    rejected: int
    median: timedelta | None
    p90: timedelta | None

    @property
    def count(self) -> int:
        return self.approved + self.rejected

    @property
    def approved_percent(self) -> int:
        return round(100 * self.approved / self.count) if self.count else 0


@dataclass(frozen=True, slots=True)
class Day:
    on: date
    approved: int
    rejected: int


@dataclass(frozen=True, slots=True)
class Reason:
    """What was wrong, in the words of the reviewers, and how often they were the same."""

    note: str
    count: int


@dataclass(frozen=True, slots=True)
class Open:
    gate: Gate
    count: int
    oldest: datetime | None


@dataclass(frozen=True, slots=True)
class Statistics:
    whole: Pace
    gates: list[Pace]
    reviewers: list[Pace]
    days: list[Day]
    reasons: list[Reason]
    waiting: list[Open]

    @property
    def waiting_count(self) -> int:
        return sum(gate.count for gate in self.waiting)


def statistics(tasks: TaskQuerySet, *, since: date, until: date) -> Statistics:
    """Everything in six queries, of the decisions on these tasks from one day to another."""
    decided = Review.objects.filter(
        DECIDED, task__in=tasks, decided_at__date__range=(since, until)
    ).order_by()
    return Statistics(
        whole=_pace("All gates", decided.aggregate(**_figures())),
        gates=_by_gate(decided),
        reviewers=_by_reviewer(decided),
        days=_by_day(decided, since, until),
        reasons=_reasons(decided),
        waiting=_waiting(tasks),
    )


def _counts() -> dict[str, Any]:
    return {
        "approved": Count("id", filter=Q(decision=Verdict.APPROVED)),
        "rejected": Count("id", filter=Q(decision=Verdict.REJECTED)),
    }


def _figures() -> dict[str, Any]:
    took = F("decided_at") - F("opened_at")
    known = Q(opened_at__isnull=False)
    return {
        **_counts(),
        "median": Percentile(took, share=0.5, filter=known),
        "p90": Percentile(took, share=0.9, filter=known),
    }


def _pace(name: str, row: Mapping[str, Any]) -> Pace:
    return Pace(name, row["approved"], row["rejected"], row["median"], row["p90"])


def _by_gate(decided: QuerySet[Review]) -> list[Pace]:
    rows = {row["gate"]: row for row in decided.values("gate").annotate(**_figures())}
    return [_pace(gate.value.capitalize(), rows[gate]) for gate in GateName if gate in rows]


def _by_reviewer(decided: QuerySet[Review]) -> list[Pace]:
    people = decided.values(who=KT("reviewer__id"), name=KT("reviewer__name"))
    rows = people.annotate(count=Count("id"), **_figures()).order_by("-count", "name")
    return [_pace(row["name"], row) for row in rows[:REVIEWERS_SHOWN]]


def _by_day(decided: QuerySet[Review], since: date, until: date) -> list[Day]:
    groups: Any = decided.values(on=TruncDate("decided_at")).annotate(**_counts())
    rows = {row["on"]: row for row in groups}
    nothing = {"approved": 0, "rejected": 0}
    days = [since + timedelta(days=number) for number in range((until - since).days + 1)]
    found = ((on, rows.get(on, nothing)) for on in days)
    return [Day(on, row["approved"], row["rejected"]) for on, row in found]


def _reasons(decided: QuerySet[Review]) -> list[Reason]:
    """The same words in another case are the same reason: quick reasons are typed once for all."""
    rows = (
        decided.filter(decision=Verdict.REJECTED)
        .exclude(note="")
        .values(words=Lower(Trim("note")))
        .annotate(count=Count("id"), shown=Min("note"))
        .order_by("-count", "words")
    )
    return [Reason(row["shown"], row["count"]) for row in rows[:REASONS_SHOWN]]


def _waiting(tasks: TaskQuerySet) -> list[Open]:
    rows: dict[Status, Any] = {
        Status(row["status"]): row
        for row in tasks.at_gate()
        .order_by()
        .values("status")
        .annotate(count=Count("id"), oldest=Min("status_since"))
    }
    nothing: dict[str, Any] = {"count": 0, "oldest": None}
    return [
        Open(gate, rows.get(status, nothing)["count"], rows.get(status, nothing)["oldest"])
        for status, gate in GATE_BY_STATUS.items()
    ]
