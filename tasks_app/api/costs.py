"""What calls to providers cost, summed by day, month, channel, service or task."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Count, F, QuerySet, Sum
from django.db.models.functions import TruncDay, TruncMonth
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from tasks_app import access
from tasks_app.api.inputs import CostBy, CostQuery
from tasks_app.api.outputs import CostOutput, CostPage
from tasks_app.api.people import person
from tasks_app.models import Call
from videogen.accounts.models import User
from videogen.lib.api import ApiView
from videogen.lib.errors import InvalidInput
from videogen.lib.parameters import page_of

DEFAULT_DAYS = 30

KEYS: dict[str, Any] = {
    CostBy.DAY: TruncDay("at"),
    CostBy.MONTH: TruncMonth("at"),
    CostBy.CHANNEL: F("channel_id"),
    CostBy.SERVICE: F("service"),
    CostBy.TASK: F("task_id"),
}

FORMATS = {CostBy.DAY: "%Y-%m-%d", CostBy.MONTH: "%Y-%m"}


class CostsView(ApiView):
    @extend_schema(operation_id="list_costs", parameters=[CostQuery], responses=CostPage)
    def get(self, request: Request) -> Response:
        """Sums over the calls of a span of days: days in their order, others dearest first."""
        query = CostQuery.read(request)
        calls = _calls_between(person(request), *_days(query))
        page = page_of(_summed(calls, query["by"]), query)
        rows = [{**row, "key": _key(row["key"], query["by"])} for row in page.rows]
        total = calls.aggregate(sum=Sum("cost_usd"))["sum"] or 0
        body = page.as_json("costs", CostOutput(rows, many=True).data)
        return Response(body | {"total_usd": float(total)})


def _days(query: dict[str, Any]) -> tuple[dt.date, dt.date]:
    last = query.get("to") or timezone.now().date()
    # `to` may be the calendar's first day.
    back = min(dt.timedelta(days=DEFAULT_DAYS - 1), last - dt.date.min)
    first = query.get("from") or last - back
    if first > last:
        sentence = f"{first} is after {last}, the last day."
        raise InvalidInput(f"from: {sentence}", errors={"from": [sentence]})
    return first, last


def _calls_between(user: User, first: dt.date, last: dt.date) -> QuerySet[Call]:
    start = dt.datetime.combine(first, dt.time.min, tzinfo=dt.UTC)
    end = dt.datetime.combine(last, dt.time.max, tzinfo=dt.UTC)
    return Call.objects.filter(
        channel__in=access.visible_channels(user), at__gte=start, at__lte=end
    )


def _summed(calls: QuerySet[Call], by: str) -> QuerySet[Any, Any]:
    order = ("key",) if by in FORMATS else ("-cost_usd", "key")
    return (
        calls.values(key=KEYS[by])
        .annotate(calls=Count("pk"), cost_usd=Sum("cost_usd"))
        .order_by(*order)
    )


def _key(key: Any, by: str) -> str:
    return key.strftime(FORMATS[CostBy(by)]) if by in FORMATS else str(key)
