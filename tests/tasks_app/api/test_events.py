from __future__ import annotations

import pytest
from django.db import transaction

from tasks_app import events
from tasks_app.actors import Actor
from tasks_app.models import Channel, EventKind, Task
from tests.builders import make_channel, make_task
from tests.conftest import Api
from videogen.accounts.models import User

pytestmark = pytest.mark.django_db

ANA = Actor.notion("ana", "Ana")


def append(about: Task | Channel, *, times: int = 1) -> list[int]:
    kind = EventKind.EDITED if isinstance(about, Task) else EventKind.CHANNEL_HELD
    with transaction.atomic():
        return [events.append(kind, about=about, actor=ANA).pk for _ in range(times)]


def test_events_come_in_their_order_and_name_the_next_id(viewer: User, api: Api) -> None:
    task = make_task()
    ids = append(task, times=3)

    answer = api(viewer).get("/api/events").json()

    assert [event["id"] for event in answer["events"]] == ids
    assert answer["last_id"] == ids[-1]


def test_an_event_says_what_who_and_when(viewer: User, api: Api) -> None:
    task = make_task()
    append(task)

    event = api(viewer).get("/api/events").json()["events"][0]

    assert list(event) == ["id", "task", "kind", "at", "actor", "data"]
    assert event["task"] == str(task.pk)
    assert event["kind"] == "task.edited"
    assert event["at"].endswith("Z")
    assert event["actor"] == {"kind": "notion", "id": "ana", "name": "Ana"}


def test_asking_from_the_last_id_gives_what_came_after(viewer: User, api: Api) -> None:
    task = make_task()
    first, second, third = append(task, times=3)

    page = api(viewer).get("/api/events?limit=2").json()
    rest = api(viewer).get(f"/api/events?since={page['last_id']}").json()

    assert [event["id"] for event in page["events"]] == [first, second]
    assert [event["id"] for event in rest["events"]] == [third]


def test_when_nothing_came_the_last_id_stays(viewer: User, api: Api) -> None:
    (last,) = append(make_task())

    answer = api(viewer).get(f"/api/events?since={last}").json()

    assert answer == {"events": [], "last_id": last}


def test_the_events_of_one_task(viewer: User, api: Api) -> None:
    task, other = make_task(), make_task()
    (mine,) = append(task)
    append(other)

    answer = api(viewer).get(f"/api/tasks/{task.pk}/events").json()

    assert [event["id"] for event in answer["events"]] == [mine]


def test_an_event_of_a_channel_has_no_task(viewer: User, api: Api) -> None:
    append(make_channel())

    assert api(viewer).get("/api/events").json()["events"][0]["task"] is None


def test_events_of_channels_that_are_not_for_me_are_not_there(
    viewer: User, reviewer: User, api: Api
) -> None:
    append(make_task(channel=make_channel("closed", only_for=[reviewer])))

    assert api(viewer).get("/api/events").json() == {"events": [], "last_id": 0}
    assert len(api(reviewer).get("/api/events").json()["events"]) == 1


@pytest.mark.parametrize("path", ["/api/events", "/api/tasks/{task}/events"])
@pytest.mark.parametrize(
    ("query", "field"),
    [
        pytest.param("since=x", "since", id="word"),
        pytest.param("since=-1", "since", id="negative"),
        pytest.param(f"since={2**63}", "since", id="beyond-bigint"),
        pytest.param("limit=501", "limit", id="limit"),
    ],
)
def test_a_wrong_parameter_is_named(
    path: str, query: str, field: str, viewer: User, api: Api
) -> None:
    answer = api(viewer).get(f"{path.format(task=make_task().pk)}?{query}")

    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == [field]


def test_the_door_is_shut_to_nobody_and_open_only_to_read(viewer: User, api: Api) -> None:
    assert api(None).get("/api/events").status_code == 401
    assert api(viewer).post("/api/events").status_code == 405


def test_an_outsider_sees_no_events(outsider: User, api: Api) -> None:
    append(make_task())

    assert api(outsider).get("/api/events").json() == {"events": [], "last_id": 0}
