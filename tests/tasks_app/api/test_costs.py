from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from tasks_app.models import Call, Task
from tests.builders import make_channel, make_task
from tests.conftest import Api
from videogen.accounts.models import User

pytestmark = pytest.mark.django_db

MARCH = "from=2026-03-01&to=2026-03-31"


def make_call(task: Task, day: int, cost: str, service: str = "kling") -> Call:
    at = datetime(2026, 3, day, 23, 59, 59, tzinfo=UTC)
    return Call.objects.create(
        task=task,
        channel=task.channel,
        service=service,
        operation="clip",
        units=1,
        cost_usd=Decimal(cost),
        at=at,
    )


@pytest.fixture
def spent(db: None) -> tuple[Task, Task]:
    fox = make_task(channel=make_channel("foxes"))
    owl = make_task(channel=make_channel("owls"))
    make_call(fox, 1, "0.70")
    make_call(fox, 1, "0.04", "gemini")
    make_call(owl, 31, "2.10")
    return fox, owl


@pytest.mark.parametrize(
    ("by", "rows"),
    [
        pytest.param(
            "day",
            [
                {"key": "2026-03-01", "calls": 2, "cost_usd": 0.74},
                {"key": "2026-03-31", "calls": 1, "cost_usd": 2.1},
            ],
            id="day",
        ),
        pytest.param("month", [{"key": "2026-03", "calls": 3, "cost_usd": 2.84}], id="month"),
        pytest.param(
            "channel",
            [
                {"key": "owls", "calls": 1, "cost_usd": 2.1},
                {"key": "foxes", "calls": 2, "cost_usd": 0.74},
            ],
            id="channel",
        ),
        pytest.param(
            "service",
            [
                {"key": "kling", "calls": 2, "cost_usd": 2.8},
                {"key": "gemini", "calls": 1, "cost_usd": 0.04},
            ],
            id="service",
        ),
    ],
)
def test_costs_are_summed_by_what_was_asked(
    by: str, rows: list[dict[str, Any]], spent: tuple[Task, Task], viewer: User, api: Api
) -> None:
    answer = api(viewer).get(f"/api/costs?{MARCH}&by={by}")

    assert answer.status_code == 200
    assert answer.json() == {
        "costs": rows,
        "total": len(rows),
        "page": 1,
        "pages": 1,
        "total_usd": 2.84,
    }


def test_costs_by_task_name_the_task(spent: tuple[Task, Task], viewer: User, api: Api) -> None:
    fox, owl = spent

    rows = api(viewer).get(f"/api/costs?{MARCH}&by=task").json()["costs"]

    assert [row["key"] for row in rows] == [str(owl.pk), str(fox.pk)]


def test_both_ends_of_the_span_count(spent: tuple[Task, Task], viewer: User, api: Api) -> None:
    only = api(viewer).get("/api/costs?from=2026-03-31&to=2026-03-31").json()

    assert [row["key"] for row in only["costs"]] == ["2026-03-31"]
    assert only["total_usd"] == 2.1


def test_the_total_is_of_all_pages(spent: tuple[Task, Task], viewer: User, api: Api) -> None:
    page = api(viewer).get(f"/api/costs?{MARCH}&limit=1").json()

    assert (len(page["costs"]), page["total"], page["pages"], page["total_usd"]) == (1, 2, 2, 2.84)


def test_without_a_span_it_is_the_last_thirty_days(
    spent: tuple[Task, Task], viewer: User, api: Api
) -> None:
    answer = api(viewer).get("/api/costs?to=2026-03-30").json()

    assert [row["key"] for row in answer["costs"]] == ["2026-03-01"]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        pytest.param("from=yesterday", "from", id="from"),
        pytest.param("to=2026-02-30", "to", id="no-such-day"),
        pytest.param("by=colour", "by", id="by"),
        pytest.param("from=2026-03-02&to=2026-03-01", "from", id="backwards"),
        pytest.param("limit=101", "limit", id="limit"),
    ],
)
def test_a_wrong_parameter_is_named(query: str, field: str, viewer: User, api: Api) -> None:
    answer = api(viewer).get(f"/api/costs?{query}")

    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == [field]


def test_the_first_day_of_the_calendar_is_no_crash(viewer: User, api: Api) -> None:
    assert api(viewer).get("/api/costs?to=0001-01-02").status_code == 200


def test_costs_of_limited_channels_are_not_summed(viewer: User, reviewer: User, api: Api) -> None:
    make_call(make_task(channel=make_channel("closed", only_for=[reviewer])), 1, "5")

    assert api(viewer).get(f"/api/costs?{MARCH}").json()["total_usd"] == 0
    assert api(reviewer).get(f"/api/costs?{MARCH}").json()["total_usd"] == 5


def test_costs_need_somebody_signed_in_and_cannot_be_posted(viewer: User, api: Api) -> None:
    assert api(None).get("/api/costs").status_code == 401
    assert api(viewer).post("/api/costs").status_code == 405
