"""The cells of the task list that change while one looks at it, each as HTML.

The list draws them, and asks for them again when an event tells of their task, so that what is on
the screen is always what the server would draw.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.db.models import DecimalField, OuterRef, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce
from django.utils.html import format_html
from django.utils.safestring import SafeString

from tasks_app.admin import marks
from tasks_app.models import Call, Task

MONEY: DecimalField[Any, Any] = DecimalField(max_digits=12, decimal_places=4)


def with_spent(tasks: QuerySet[Task]) -> QuerySet[Task]:
    """Adds `spent_usd`, summed for the rows that are shown only."""
    sums = (
        Call.objects.filter(task=OuterRef("pk"))
        .order_by()
        .values("task")
        .annotate(total=Sum("cost_usd"))
        .values("total")
    )
    nothing = Value(Decimal(0), output_field=MONEY)
    return tasks.annotate(spent_usd=Coalesce(Subquery(sums, output_field=MONEY), nothing))


def cell(task: Task, part: str) -> SafeString:
    return format_html(
        '<span data-cell="{}" data-task="{}">{}</span>', part, task.pk, PARTS[part](task)
    )


def cells(task: Task) -> dict[str, str]:
    return {part: str(cell(task, part)) for part in PARTS}


def _status(task: Task) -> SafeString:
    # Where a task stood when it was chosen travels with its row (see `bulk.stood`).
    phase = task.phase.label
    return format_html(
        '{}<small class="mark-phase">{}</small>'
        '<input type="hidden" name="status-{}" value="{} {}">',
        marks.status_chip(task),
        "" if phase == task.state.label else phase,
        task.pk,
        task.status,
        task.status_since.isoformat(),
    )


def _attempt(task: Task) -> SafeString:
    words = marks.next_attempt(task)
    return format_html("{}", words) if words else marks.NOTHING


def _cost(task: Any) -> SafeString:
    spent = marks.dollars(task.spent_usd)
    if not task.estimate_usd:
        return format_html("{}", spent) if task.spent_usd else marks.NOTHING
    return format_html(
        '{} <span class="vg-quiet" title="Estimate for what is to come when it was queued">'
        "of about {}</span>",
        spent,
        marks.dollars(task.estimate_usd),
    )


PARTS: dict[str, Callable[[Task], SafeString]] = {
    "status": _status,
    "progress": marks.progress_bar,
    "since": lambda task: marks.age(task.status_since),
    "attempt": _attempt,
    "cost": _cost,
    "updated": lambda task: marks.age(task.updated_at),
}
