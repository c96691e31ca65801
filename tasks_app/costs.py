"""Money: what a step will cost, room in the daily budget, and what calls really cost.

A reservation is one statement, so parallel tasks cannot overshoot a budget together.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import F, Sum
from django.db.models.functions import Greatest
from django.utils import timezone

from tasks_app.models import AssetKind, AssetStatus, BudgetDay, Call, Lease, Task
from tasks_app.statuses import Step

ITEM_OPERATION: dict[Step, str] = {
    Step.ASSETS: "image",
    Step.COMPOSITES: "composite",
    Step.VIDEO: "clip",
    Step.AUDIO: "narration",
    Step.SFX: "effect",
    Step.ASSEMBLY: "assembly",
    Step.UPLOAD: "upload",
}

BY_PRODUCTS = (AssetKind.CAPTIONS, AssetKind.THUMBNAIL)
"""Made on the side by a step, neither counted as progress nor paid for."""

RESERVE = """
    INSERT INTO tasks_app_budgetday AS held (channel_id, day, reserved_usd, spent_usd)
    SELECT %(channel)s, %(day)s, %(amount)s, 0
     WHERE %(limit)s::numeric IS NULL OR %(amount)s <= %(limit)s
    ON CONFLICT (channel_id, day) DO UPDATE
       SET reserved_usd = held.reserved_usd + excluded.reserved_usd
     WHERE %(limit)s::numeric IS NULL
        OR held.reserved_usd + held.spent_usd + excluded.reserved_usd <= %(limit)s
    RETURNING held.id
"""


BUDGET_MARKS = (80, 100)
"""Percent of a day's budget at which people are told."""

REACH_MARK = """
    UPDATE tasks_app_budgetday
       SET told_percent = %(percent)s
     WHERE channel_id = %(channel)s AND day = %(day)s AND told_percent < %(percent)s
       AND (%(refused)s OR (reserved_usd + spent_usd) * 100 >= %(percent)s * %(limit)s)
"""


def item_counts(plan: Mapping[str, Sequence[object]]) -> dict[Step, int]:
    """How many items each step makes for a stored plan."""
    clips = len(plan.get("clips", ()))
    images = sum(len(plan.get(kind, ())) for kind in ("characters", "environments", "props"))
    return {
        Step.ASSETS: images,
        Step.COMPOSITES: clips,
        Step.VIDEO: clips,
        Step.AUDIO: clips,
        Step.SFX: clips,
        Step.ASSEMBLY: 1,
        Step.UPLOAD: 1,
    }


def items_left(task: Task, step: Step) -> int:
    """How many items the step still has to make: those missing and those rejected."""
    done = task.assets.current().filter(step=step).exclude(status=AssetStatus.REJECTED)
    counted = done.exclude(kind__in=BY_PRODUCTS).count()
    return max(0, item_counts(task.plan)[step] - counted)


def price(service: str, operation: str) -> Decimal:
    """US dollars for one unit; what no setting prices is free (`local`, `command`)."""
    return Decimal(str(settings.PRICES_USD.get((service, operation), 0)))


def estimate(counts: Mapping[Step, int], providers: Mapping[Step, str]) -> Decimal:
    """What so many items of each step would cost at today's prices."""
    return sum(
        (price(providers[step], ITEM_OPERATION[step]) * count for step, count in counts.items()),
        Decimal(0),
    )


def reserve(channel_id: str, amount: Decimal, *, limit: Decimal | None) -> dt.date | None:
    """Set an amount of today's budget aside; the day it counts for, or None when it is too much."""
    today = timezone.now().date()
    with connection.cursor() as cursor:
        cursor.execute(
            RESERVE, {"channel": channel_id, "day": today, "amount": amount, "limit": limit}
        )
        return today if cursor.fetchone() else None


def reach_mark(channel_id: str, limit: Decimal, *, refused: bool) -> int | None:
    """The highest mark of today's budget that is reached and of which nobody was told before.

    A step that was refused for want of room uses the budget up, whatever is left of it.
    """
    today = timezone.now().date()
    BudgetDay.objects.get_or_create(channel_id=channel_id, day=today)
    given: dict[str, Any] = {"channel": channel_id, "day": today, "limit": limit}
    with connection.cursor() as cursor:
        for percent in sorted(BUDGET_MARKS, reverse=True):
            used_up = refused and percent == max(BUDGET_MARKS)
            cursor.execute(REACH_MARK, given | {"percent": percent, "refused": used_up})
            if cursor.rowcount:
                return percent
    return None


def release(lease: Lease) -> None:
    """Give back what a lease still holds of its channel's budget."""
    if lease.reserved_on is None or not lease.reserved_usd:
        return
    BudgetDay.objects.filter(channel_id=lease.task.channel_id, day=lease.reserved_on).update(
        reserved_usd=Greatest(F("reserved_usd") - lease.reserved_usd, Decimal(0))
    )
    lease.reserved_usd = Decimal(0)
    lease.save(update_fields=["reserved_usd"])


def record_call(task: Task, *, service: str, operation: str, units: float) -> Call:
    """Write down a call that was made, at the price of the day."""
    cost = (price(service, operation) * Decimal(str(units))).quantize(Decimal("0.0001"))
    now = timezone.now()
    call = Call.objects.create(
        task=task,
        channel_id=task.channel_id,
        service=service,
        operation=operation,
        units=units,
        cost_usd=cost,
        at=now,
    )
    if cost:
        BudgetDay.objects.get_or_create(channel_id=task.channel_id, day=now.date())
        BudgetDay.objects.filter(channel_id=task.channel_id, day=now.date()).update(
            spent_usd=F("spent_usd") + cost
        )
    return call


def settle_against(lease: Lease, cost: Decimal) -> None:
    """Turn a part of what the lease reserved into money spent."""
    part = min(cost, lease.reserved_usd)
    if not part or lease.reserved_on is None:
        return
    BudgetDay.objects.filter(channel_id=lease.task.channel_id, day=lease.reserved_on).update(
        reserved_usd=Greatest(F("reserved_usd") - part, Decimal(0))
    )
    lease.reserved_usd -= part
    lease.save(update_fields=["reserved_usd"])


def spent_on(task: Task) -> Decimal:
    return task.calls.aggregate(total=Sum("cost_usd"))["total"] or Decimal(0)


def spent_today(channel_id: str) -> Decimal:
    """Spent and reserved today."""
    day = BudgetDay.objects.filter(channel_id=channel_id, day=timezone.now().date()).first()
    return day.spent_usd + day.reserved_usd if day else Decimal(0)
