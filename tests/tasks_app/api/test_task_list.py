from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from tasks_app.models import Priority, Task
from tasks_app.statuses import Status
from tests.builders import make_channel, make_task
from tests.conftest import Api
from videogen.accounts.models import User

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


@pytest.fixture
def mixed() -> None:
    foxes, owls = make_channel(), make_channel("owls")
    make_task(channel=foxes, title="Draft", topic="Winter")
    make_task(channel=foxes, title="Line", status=Status.QUEUED, priority=Priority.HIGH)
    make_task(channel=foxes, title="Again", status=Status.QUEUED, next_attempt_at=NOON)
    make_task(channel=owls, title="Gate", status=Status.FINAL_REVIEW, priority=Priority.LOW)
    make_task(channel=owls, title="Broken 100%", status=Status.VIDEO_ERROR)
    make_task(channel=owls, title="Refused", status=Status.VIDEO_ERROR, rejected=True)


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        pytest.param("", "Refused,Broken 100%,Gate,Again,Line,Draft", id="all-newest-first"),
        pytest.param("status=draft", "Draft", id="status"),
        pytest.param("status=draft,final_review", "Gate,Draft", id="two-statuses"),
        pytest.param("status=draft&status=final_review", "Gate,Draft", id="repeated"),
        pytest.param("phase=pending", "Line", id="pending"),
        pytest.param("phase=retry", "Again", id="retry"),
        pytest.param("phase=failed", "Broken 100%", id="failed"),
        pytest.param("phase=rejected,draft", "Refused,Draft", id="two-phases"),
        pytest.param("channel=owls", "Refused,Broken 100%,Gate", id="channel"),
        pytest.param(
            "channel=owls,foxes", "Refused,Broken 100%,Gate,Again,Line,Draft", id="two-channels"
        ),
        pytest.param("priority=high,low", "Gate,Line", id="priority"),
        pytest.param("search=LINE", "Line", id="search-title"),
        pytest.param("search=wint", "Draft", id="search-topic"),
        pytest.param("search=100%25", "Broken 100%", id="search-for-a-percent-sign"),
        pytest.param("search=_", "", id="no-wildcards"),
        pytest.param("channel=owls&phase=failed&search=broken", "Broken 100%", id="together"),
        pytest.param(
            "status=&phase=&channel=&priority=&search=&page=&limit=",
            "Refused,Broken 100%,Gate,Again,Line,Draft",
            id="empty-means-all",
        ),
    ],
)
def test_a_list_holds_what_was_asked(
    query: str, titles: str, mixed: None, viewer: User, api: Api
) -> None:
    answer = api(viewer).get(f"/api/tasks?{query}")

    assert answer.status_code == 200
    assert ",".join(task["title"] for task in answer.json()["tasks"]) == titles
    assert answer.json()["total"] == len(answer.json()["tasks"])


@pytest.mark.parametrize(
    ("query", "field"),
    [
        pytest.param("status=nonsense", "status", id="status"),
        pytest.param("status=draft,nonsense", "status", id="one-of-several"),
        pytest.param("phase=nonsense", "phase", id="phase"),
        pytest.param("priority=urgent", "priority", id="priority"),
        pytest.param("channel=nonsense", "channel", id="channel"),
        pytest.param("page=0", "page", id="page-zero"),
        pytest.param("page=-1", "page", id="page-negative"),
        pytest.param("page=two", "page", id="page-word"),
        pytest.param("page=99999999999999999999", "page", id="page-huge"),
        pytest.param("limit=0", "limit", id="limit-zero"),
        pytest.param("limit=101", "limit", id="limit-above-100"),
        pytest.param("limit=1.5", "limit", id="limit-fraction"),
        pytest.param("search=a%00b", "search", id="nul"),
        pytest.param(f"search={'x' * 201}", "search", id="search-long"),
    ],
)
def test_a_wrong_parameter_is_named(
    query: str, field: str, mixed: None, viewer: User, api: Api
) -> None:
    answer = api(viewer).get(f"/api/tasks?{query}")

    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == [field]


def test_pages_follow_each_other(viewer: User, api: Api) -> None:
    for number in range(5):
        make_task(title=f"{number}", created_at=NOON + timedelta(minutes=number))

    first = api(viewer).get("/api/tasks?limit=2").json()
    last = api(viewer).get("/api/tasks?limit=2&page=3").json()

    assert [task["title"] for task in first["tasks"]] == ["4", "3"]
    assert [task["title"] for task in last["tasks"]] == ["0"]
    assert (last["total"], last["page"], last["pages"]) == (5, 3, 3)


def test_a_page_behind_the_last_is_empty(viewer: User, api: Api) -> None:
    make_task()

    answer = api(viewer).get("/api/tasks?page=1000000").json()

    assert answer == {"tasks": [], "total": 1, "page": 1_000_000, "pages": 1}


def test_the_list_takes_twenty_unless_told(viewer: User, api: Api) -> None:
    for _ in range(21):
        make_task()

    assert len(api(viewer).get("/api/tasks").json()["tasks"]) == 20


def test_a_long_list_takes_no_more_queries_than_a_short_one(
    viewer: User, api: Api, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(30):
        make_task()
    client = api(viewer)

    # The person, the role, the count, the page, its rows; the role is asked for twice.
    with django_assert_num_queries(5):
        client.get("/api/tasks?limit=1")
    with django_assert_num_queries(5):
        client.get("/api/tasks?limit=30")


def test_tasks_of_limited_channels_are_not_counted(
    viewer: User, reviewer: User, administrator: User, api: Api
) -> None:
    make_task(channel=make_channel("open"), title="Open")
    make_task(channel=make_channel("closed", only_for=[reviewer]), title="Closed")

    assert api(viewer).get("/api/tasks").json()["total"] == 1
    assert api(reviewer).get("/api/tasks").json()["total"] == 2
    assert api(administrator).get("/api/tasks").json()["total"] == 2


def test_an_outsider_gets_an_empty_list(outsider: User, api: Api) -> None:
    make_task()

    answer = api(outsider).get("/api/tasks")

    assert answer.json() == {"tasks": [], "total": 0, "page": 1, "pages": 0}


def test_the_list_needs_somebody_signed_in(api: Api) -> None:
    answer = api(None).get("/api/tasks")

    assert answer.status_code == 401


def test_the_list_knows_no_delete(administrator: User, api: Api) -> None:
    task = make_task()

    answer = api(administrator).delete("/api/tasks")

    assert answer.status_code == 405
    assert Task.objects.filter(pk=task.pk).exists()
