"""The live socket of the real server: who gets what, in which order, and why it ends."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import transaction
from rest_framework_simplejwt.tokens import AccessToken

from tasks_app import events
from tasks_app.actors import Actor
from tasks_app.models import Event, EventKind, Task
from tests.browsing import signed_in
from tests.builders import make_channel, make_task
from tests.e2e.sockets import socket_to
from tests.e2e.web import Web, serving
from videogen.accounts.models import User

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

WORKER = Actor.worker("test")


@pytest.fixture(scope="module")
def web(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Web]:
    with serving(tmp_path_factory.mktemp("web")) as web:
        yield web


def happen(task: Task, number: int = 1) -> Event:
    with transaction.atomic():
        return events.append(EventKind.PROGRESS, about=task, actor=WORKER, data={"done": number})


def page_headers(web: Web, user: User) -> dict[str, str]:
    """What a browser sends from a page of ours."""
    return {"Cookie": f"sessionid={signed_in(user).cookies['sessionid'].value}", "Origin": web.url}


def test_an_event_arrives_as_rest_would_show_it(web: Web, viewer: User) -> None:
    task = make_task()

    with socket_to(web, viewer) as socket:
        hello = socket.next()
        event = happen(task)
        got = socket.next()

    assert hello["last_id"] < event.pk
    assert hello["user"] == {"id": str(viewer.pk), "name": "vera"}
    assert got == {
        "type": "event",
        "id": event.pk,
        "task": str(task.pk),
        "kind": "task.progress",
        "at": event.at.isoformat().replace("+00:00", "Z"),
        "actor": {"kind": "worker", "id": "test", "name": "worker test"},
        "data": {"done": 1},
    }


def test_a_session_is_as_good_as_a_token(web: Web, viewer: User) -> None:
    with socket_to(web, headers=page_headers(web, viewer)) as socket:
        hello = socket.next()

    assert hello["user"]["name"] == "vera"


def test_a_token_may_come_in_the_address_or_as_first_message(web: Web, viewer: User) -> None:
    token = str(AccessToken.for_user(viewer))

    with socket_to(web, query=f"?token={token}") as socket:
        assert socket.next()["type"] == "hello"
    with socket_to(web) as socket:
        socket.say({"type": "auth", "token": token})
        assert socket.next()["type"] == "hello"


def test_a_foreign_channel_is_not_heard(web: Web, viewer: User, operator: User) -> None:
    hidden = make_task(channel=make_channel("hidden", only_for=[operator]))
    shown = make_task(channel=make_channel("shown"))

    with socket_to(web, viewer) as socket:
        socket.next()
        happen(hidden)
        event = happen(shown)
        got = socket.next()
    with socket_to(web, viewer, query="?since=0") as socket:
        replayed = socket.events(1)

    assert got["id"] == event.pk
    assert [message["id"] for message in replayed] == [event.pk]
