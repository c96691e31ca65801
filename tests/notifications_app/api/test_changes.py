"""Reading, unreading, archiving, throwing away, and seeing notifications."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.test import Client

from notifications_app.models import Notification, ReadState
from tasks_app.models import Event, EventKind
from tests.conftest import Api
from tests.notifications_app.builders import make_notification
from videogen.accounts.models import User

pytestmark = pytest.mark.django_db

ONE = "/api/notifications/{}"
CALLS = [
    pytest.param("patch", f"{ONE}/read", id="read"),
    pytest.param("patch", f"{ONE}/unread", id="unread"),
    pytest.param("patch", f"{ONE}/archive", id="archive"),
    pytest.param("delete", ONE, id="delete"),
]
TO_ALL = [
    pytest.param("patch", "/api/notifications/read-all", id="read-all"),
    pytest.param("post", "/api/notifications/seen", id="seen"),
]


def call(client: Any, method: str, path: str) -> Any:
    return getattr(client, method)(path)


@pytest.mark.parametrize(
    ("before", "path", "after"),
    [
        pytest.param("unread", f"{ONE}/read", "read", id="read"),
        pytest.param("unread", f"{ONE}/read/", "read", id="read-with-a-slash"),
        pytest.param("read", f"{ONE}/unread", "unread", id="unread"),
        pytest.param("unread", f"{ONE}/archive", "archived", id="archive"),
        pytest.param("archived", f"{ONE}/read", "read", id="out-of-the-archive"),
        pytest.param("read", f"{ONE}/read", "read", id="read-already"),
    ],
)
def test_moving_one(before: str, path: str, after: str, viewer: User, api: Api) -> None:
    made = make_notification(viewer, status=before)

    answer = api(viewer).patch(path.format(made.pk))

    assert answer.status_code == 200
    assert answer.json()["status"] == after
    assert (answer.json()["read_at"] is None) == (after == "unread")
    assert Notification.objects.get(pk=made.pk).status == after


def test_reading_again_keeps_the_first_time(viewer: User, api: Api) -> None:
    made = make_notification(viewer)
    first = api(viewer).patch(f"{ONE}/read".format(made.pk)).json()

    again = api(viewer).patch(f"{ONE}/archive".format(made.pk)).json()

    assert again["read_at"] == first["read_at"]


def test_read_all_says_how_many(viewer: User, reviewer: User, api: Api) -> None:
    [make_notification(viewer) for _ in range(3)]
    make_notification(viewer, status=ReadState.ARCHIVED)
    make_notification(reviewer)

    answers = [api(viewer).patch("/api/notifications/read-all").json() for _ in range(2)]

    assert answers == [{"updated": 3}, {"updated": 0}]
    assert Notification.objects.filter(status=ReadState.UNREAD).get().user == reviewer


def test_seeing_clears_the_badge_and_not_the_list(viewer: User, api: Api) -> None:
    make_notification(viewer)
    client = api(viewer)

    answer = client.post("/api/notifications/seen")
    seen = client.get("/api/notifications/unread-count").json()
    make_notification(viewer)
    later = client.get("/api/notifications/unread-count").json()

    assert (answer.status_code, answer.content) == (204, b"")
    assert (seen["unread_count"], seen["unseen_count"]) == (1, 0)
    assert (later["unread_count"], later["unseen_count"]) == (2, 1)


def test_seeing_nothing_is_fine(viewer: User, api: Api) -> None:
    assert api(viewer).post("/api/notifications/seen").status_code == 204


def test_what_is_thrown_away_is_gone_for_the_person(viewer: User, api: Api) -> None:
    made = make_notification(viewer)
    client = api(viewer)

    first, second = (client.delete(ONE.format(made.pk)) for _ in range(2))

    assert (first.status_code, second.status_code) == (204, 404)
    assert client.get("/api/notifications").json()["total"] == 0
    assert Notification.objects.get(pk=made.pk).occurrence == made.occurrence


@pytest.mark.parametrize(("method", "path"), CALLS)
def test_somebody_elses_is_as_unknown_as_none(
    method: str, path: str, viewer: User, administrator: User, api: Api
) -> None:
    theirs = make_notification(viewer)

    foreign = call(api(administrator), method, path.format(theirs.pk))
    missing = call(api(administrator), method, path.format(uuid.uuid4()))

    assert foreign.status_code == missing.status_code == 404
    assert foreign.json() == missing.json()
    assert Notification.objects.get(pk=theirs.pk).status == ReadState.UNREAD


@pytest.mark.parametrize(("method", "path"), CALLS)
def test_an_id_that_is_none_is_not_found(method: str, path: str, viewer: User, api: Api) -> None:
    assert call(api(viewer), method, path.format("7")).status_code == 404


@pytest.mark.parametrize(("method", "path"), CALLS + TO_ALL)
def test_nobody_changes_nothing(method: str, path: str, viewer: User, api: Api) -> None:
    made = make_notification(viewer)

    answer = call(api(None), method, path.format(made.pk))

    assert answer.status_code == 401
    assert answer.json()["detail"]


@pytest.mark.parametrize(("method", "path"), CALLS + TO_ALL)
def test_a_session_needs_the_csrf_token(method: str, path: str, viewer: User) -> None:
    made = make_notification(viewer)
    client = Client(enforce_csrf_checks=True)
    client.force_login(viewer)

    answer = call(client, method, path.format(made.pk))

    assert answer.status_code == 403
    assert "CSRF" in answer.json()["detail"]


@pytest.mark.parametrize(("_method", "path"), CALLS)
def test_there_is_nothing_to_get_or_post(_method: str, path: str, viewer: User, api: Api) -> None:
    path = path.format(make_notification(viewer).pk)

    assert api(viewer).get(path).status_code == 405
    assert api(viewer).post(path).status_code == 405


@pytest.mark.parametrize(
    ("method", "path", "change", "unread"),
    [
        pytest.param("patch", f"{ONE}/read", "read", 1, id="read"),
        pytest.param("delete", ONE, "removed", 1, id="delete"),
        pytest.param("patch", "/api/notifications/read-all", "read-all", 0, id="read-all"),
        pytest.param("post", "/api/notifications/seen", "seen", 2, id="seen"),
    ],
)
def test_a_change_is_an_event_for_the_persons_other_pages(
    method: str, path: str, change: str, unread: int, viewer: User, api: Api
) -> None:
    make_notification(viewer)
    made = make_notification(viewer)

    [call(api(viewer), method, path.format(made.pk)) for _ in range(2)]

    event = Event.objects.get()
    assert (event.kind, event.user, event.channel) == (EventKind.INBOX_CHANGED, viewer, None)
    assert event.data["change"] == change
    assert event.data["unread_count"] == unread


def test_the_same_key_is_seen_once(viewer: User, api: Api) -> None:
    make_notification(viewer)
    client = api(viewer)

    answers = [
        client.post("/api/notifications/seen", headers={"Idempotency-Key": "k"}) for _ in range(2)
    ]

    assert [answer.status_code for answer in answers] == [204, 204]
    assert answers[1]["Idempotency-Replayed"] == "true"
