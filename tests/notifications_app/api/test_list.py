"""`GET /api/notifications` and `/unread-count`."""

from __future__ import annotations

from typing import Any

import pytest

from notifications_app.models import Importance, ReadState
from tests.builders import make_task
from tests.conftest import Api
from tests.notifications_app.builders import make_notification
from videogen.accounts.models import User

pytestmark = pytest.mark.django_db

LIST = "/api/notifications"
COUNT = "/api/notifications/unread-count"


def titles(body: dict[str, Any]) -> list[str]:
    return [row["title"] for row in body["notifications"]]


def test_a_notification_has_the_fields_of_the_contract(viewer: User, api: Api) -> None:
    task = make_task()
    made = make_notification(viewer, related_task=task, metadata={"action_url": "/admin/"})

    body = api(viewer).get(LIST).json()

    (row,) = body.pop("notifications")
    assert body == {"total": 1, "page": 1, "pages": 1}
    assert row.pop("updated_at")
    assert row == {
        "id": str(made.pk),
        "user_id": str(viewer.pk),
        "title": "Told",
        "message": "Said.",
        "type": "info",
        "status": "unread",
        "metadata": {"action_url": "/admin/"},
        "related_task_id": str(task.pk),
        "created_at": "2026-03-01T12:00:00.000001Z",
        "read_at": None,
    }


def test_newest_first_in_pages(viewer: User, api: Api) -> None:
    [make_notification(viewer, str(number)) for number in range(5)]

    first, last, beyond = (
        api(viewer).get(f"{LIST}?page={page}&limit=2").json() for page in (1, 3, 4)
    )

    assert titles(first) == ["4", "3"]
    assert titles(last) == ["0"]
    assert titles(beyond) == []
    assert (first["total"], first["pages"], last["page"]) == (5, 3, 3)


@pytest.mark.parametrize("path", [LIST, f"{LIST}/", COUNT, f"{COUNT}/"])
def test_a_slash_at_the_end_is_allowed(path: str, viewer: User, api: Api) -> None:
    assert api(viewer).get(path).status_code == 200


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        pytest.param("status=unread", ["new", "bad"], id="unread"),
        pytest.param("status=read", ["old"], id="read"),
        pytest.param("status=archived", ["put aside"], id="archived"),
        pytest.param("status=all", ["put aside", "old", "new", "bad"], id="all"),
        pytest.param("", ["put aside", "old", "new", "bad"], id="all-by-default"),
        pytest.param("type=error", ["bad"], id="type"),
        pytest.param("type=error,success", ["old", "bad"], id="types"),
        pytest.param("type=error&status=read", [], id="both"),
    ],
)
def test_filters(query: str, expected: list[str], viewer: User, api: Api) -> None:
    make_notification(viewer, "bad", type=Importance.ERROR)
    make_notification(viewer, "new")
    make_notification(viewer, "old", type=Importance.SUCCESS, status=ReadState.READ)
    make_notification(viewer, "put aside", status=ReadState.ARCHIVED)

    body = api(viewer).get(f"{LIST}?{query}").json()

    assert titles(body) == expected
    assert body["total"] == len(expected)


@pytest.mark.parametrize(
    ("query", "field"),
    [
        pytest.param("page=0", "page", id="page-zero"),
        pytest.param("page=-1", "page", id="page-negative"),
        pytest.param("page=two", "page", id="page-word"),
        pytest.param("page=99999999999999999999", "page", id="page-huge"),
        pytest.param("limit=101", "limit", id="limit"),
        pytest.param("limit=0", "limit", id="limit-zero"),
        pytest.param("status=new", "status", id="status"),
        pytest.param("type=fatal", "type", id="type"),
        pytest.param("cursor=!!!", "cursor", id="cursor"),
        pytest.param("cursor=bm90IGEgY3Vyc29y", "cursor", id="cursor-of-nothing"),
        pytest.param("cursor=bmFuIDA", "cursor", id="cursor-not-a-number"),
        pytest.param("cursor=&page=2", "cursor", id="cursor-and-page"),
        pytest.param("folded_into=7", "folded_into", id="folded"),
        pytest.param("type=%00", "type", id="nul"),
    ],
)
def test_a_wrong_parameter_is_named(query: str, field: str, viewer: User, api: Api) -> None:
    answer = api(viewer).get(f"{LIST}?{query}")

    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == [field]


def test_a_cursor_stays_in_its_place_while_new_ones_arrive(viewer: User, api: Api) -> None:
    [make_notification(viewer, str(number)) for number in range(4)]
    first = api(viewer).get(f"{LIST}?cursor=&limit=2").json()
    make_notification(viewer, "new")

    second = api(viewer).get(f"{LIST}?limit=2&cursor={first['next_cursor']}").json()

    assert titles(first) == ["3", "2"]
    assert titles(second) == ["1", "0"]
    assert (first["total"], first["page"]) == (4, None)
    assert second["next_cursor"] is None


def test_cursors_walk_through_notifications_of_one_moment(viewer: User, api: Api) -> None:
    moment = make_notification(viewer).created_at
    [make_notification(viewer, created_at=moment) for _ in range(3)]
    first = api(viewer).get(f"{LIST}?limit=2&cursor=").json()

    second = api(viewer).get(f"{LIST}?limit=2&cursor={first['next_cursor']}").json()

    ids = [row["id"] for row in first["notifications"] + second["notifications"]]
    assert len(set(ids)) == len(ids) == 4
    assert second["next_cursor"] is None


@pytest.mark.parametrize("path", [f"{LIST}?cursor=", LIST, COUNT])
def test_nothing_new_is_said_without_a_body(path: str, viewer: User, api: Api) -> None:
    make_notification(viewer)
    client = api(viewer)
    etag = client.get(path)["ETag"]

    same = client.get(path, headers={"If-None-Match": etag})
    make_notification(viewer)
    other = client.get(path, headers={"If-None-Match": etag})

    assert (same.status_code, same.content) == (304, b"")
    assert other.status_code == 200
    assert other["ETag"] != etag


def test_folded_ones_are_listed_by_what_counts_them(viewer: User, api: Api) -> None:
    fold = make_notification(viewer, "fold", kind="folded")
    make_notification(viewer, "inside", folded_into=fold)

    listed = api(viewer).get(LIST).json()
    inside = api(viewer).get(f"{LIST}?folded_into={fold.pk}").json()

    assert titles(listed) == ["fold"]
    assert titles(inside) == ["inside"]


def test_counts(viewer: User, api: Api) -> None:
    fold = make_notification(viewer)
    make_notification(viewer, status=ReadState.READ)
    make_notification(viewer, folded_into=fold)

    body = api(viewer).get(COUNT).json()

    assert body == {
        "unread_count": 1,
        "unseen_count": 1,
        "last_notification_at": "2026-03-01T12:00:00.000002Z",
    }


def test_counts_of_nothing(viewer: User, api: Api) -> None:
    body = api(viewer).get(COUNT).json()

    assert body == {"unread_count": 0, "unseen_count": 0, "last_notification_at": None}


def test_others_notifications_are_neither_listed_nor_counted(
    viewer: User, administrator: User, api: Api
) -> None:
    make_notification(viewer)

    assert api(administrator).get(LIST).json()["total"] == 0
    assert api(administrator).get(COUNT).json()["unread_count"] == 0


@pytest.mark.parametrize("path", [LIST, COUNT])
def test_nobody_gets_nothing(path: str, db: None, api: Api) -> None:
    answer = api(None).get(path)

    assert answer.status_code == 401
    assert answer.json()["detail"]


@pytest.mark.parametrize("path", [LIST, COUNT])
def test_reading_is_a_get(path: str, viewer: User, api: Api) -> None:
    assert api(viewer).post(path).status_code == 405


def test_the_number_of_queries_does_not_grow(
    viewer: User, api: Api, django_assert_max_num_queries: Any
) -> None:
    [make_notification(viewer) for _ in range(30)]
    client = api(viewer)

    with django_assert_max_num_queries(4):
        client.get(f"{LIST}?limit=30")
