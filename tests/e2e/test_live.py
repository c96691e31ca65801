"""The live socket of the real server: who gets what, in which order, and why it ends."""

from __future__ import annotations

import contextlib
import random
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, transaction
from rest_framework_simplejwt.tokens import AccessToken
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from tasks_app import events
from tasks_app.actors import Actor
from tasks_app.models import Event, EventKind, Task
from tests.browsing import signed_in
from tests.builders import make_channel, make_task
from tests.e2e.sockets import restless, socket_to
from tests.e2e.web import Web, serving
from videogen.accounts.models import User
from videogen.lib import live

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

WORKER = Actor.worker("test")
WRITERS = 4
EVENTS_EACH = 60
CLIENTS = 3


@pytest.fixture(scope="module")
def web(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Web]:
    with serving(tmp_path_factory.mktemp("web"), LOG_LEVEL="INFO") as web:
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


def test_a_page_of_another_site_is_refused(web: Web, viewer: User) -> None:
    foreign = page_headers(web, viewer) | {"Origin": "https://evil.example"}

    with socket_to(web, headers=foreign) as socket:
        assert socket.closing() == (4403, "This site may not open a socket here.")
    with socket_to(web, viewer, headers={"Origin": "https://evil.example"}) as socket:
        assert socket.closing()[0] == 4403


def test_nobody_gets_nothing(web: Web, viewer: User) -> None:
    ended = page_headers(web, viewer) | {"Cookie": "sessionid=0123456789abcdef"}

    with socket_to(web, headers={"Origin": web.url}) as socket:
        assert socket.closing() == (4401, "Nobody is signed in.")
    with socket_to(web, headers=ended) as socket:
        assert socket.closing()[0] == 4401
    with socket_to(web, query="?token=forged") as socket:
        assert socket.closing() == (4401, "The token is not valid.")
    with socket_to(web) as socket:
        socket.say({"type": "ping"})
        assert socket.closing()[0] == 4401


def test_another_address_is_no_socket(web: Web) -> None:
    with pytest.raises(InvalidStatus) as refusal:
        connect(f"ws{web.url.removeprefix('http')}/ws/other").close()

    assert refusal.value.response.status_code == 403


def test_what_was_missed_comes_first_and_once(web: Web, viewer: User) -> None:
    task = make_task()
    known = happen(task)
    missed = [happen(task, number).pk for number in range(5)]

    with socket_to(web, viewer, query=f"?since={known.pk}") as socket:
        hello = socket.next()
        missed.append(happen(task).pk)
        got = [event["id"] for event in socket.events(6)]

    assert hello["type"] == "hello"
    assert got == missed


def test_two_transactions_that_commit_in_the_reverse_order_are_heard_in_that_order(
    web: Web, viewer: User
) -> None:
    early, late = make_task(title="begins first"), make_task(title="begins second")
    has_begun, may_commit = threading.Event(), threading.Event()

    def begin_first_and_commit_last() -> None:
        with transaction.atomic():
            Task.objects.filter(pk=early.pk).update(topic="changed")
            has_begun.set()
            may_commit.wait(20)
            events.append(EventKind.EDITED, about=early, actor=WORKER)
        connection.close()

    with ThreadPoolExecutor(1) as pool, socket_to(web, viewer) as socket:
        since = socket.next()["last_id"]
        running = pool.submit(begin_first_and_commit_last)
        has_begun.wait(20)
        happen(late)
        heard = socket.events(1)
        may_commit.set()
        running.result(20)
        heard += socket.events(1)
    with socket_to(web, viewer, query=f"?since={since}") as socket:
        replayed = socket.events(2)

    assert [event["task"] for event in heard] == [str(late.pk), str(early.pk)]
    assert replayed == heard


def test_clients_that_come_and_go_miss_nothing_and_hear_nothing_twice(
    web: Web, viewer: User
) -> None:
    tasks = [make_task(title=f"task {number}") for number in range(WRITERS)]
    since = happen(tasks[0]).pk
    is_over = threading.Event()

    with ThreadPoolExecutor(WRITERS + CLIENTS) as pool:
        clients = [
            pool.submit(restless, web, viewer, since, random.Random(number), is_over)
            for number in range(CLIENTS)
        ]
        writers = [pool.submit(write_many, task) for task in tasks]
        [writer.result(60) for writer in writers]
        is_over.set()
        heard = [client.result(60) for client in clients]

    written = list(Event.objects.filter(id__gt=since).order_by("id").values_list("id", flat=True))
    assert len(written) == WRITERS * EVENTS_EACH
    assert heard == [written] * CLIENTS


def write_many(task: Task) -> None:
    for number in range(EVENTS_EACH):
        happen(task, number)
    connection.close()


def test_what_cannot_be_replayed_is_said(web: Web, viewer: User) -> None:
    newest = happen(make_task()).pk

    with socket_to(web, viewer, query=f"?since={newest + 1000}") as socket:
        socket.next()
        answer = socket.next()

    assert answer == {"type": "resync", "last_id": newest}


def test_a_short_lived_message_reaches_its_group_only(
    web: Web, viewer: User, operator: User
) -> None:
    make_channel("closed", only_for=[operator])
    message = {"type": "presence", "task": "t1"}

    with socket_to(web, operator) as insider, socket_to(web, viewer) as outsider:
        insider.next()
        outsider.next()
        live.publish_on_commit(["channel.closed"], message)
        got = insider.next()
        live.publish_on_commit([f"user.{viewer.pk}"], {"type": "presence", "task": "t2"})
        got_outside = outsider.next()

    assert got == message
    assert got_outside["task"] == "t2"


def test_a_ping_is_answered(web: Web, viewer: User) -> None:
    with socket_to(web, viewer) as socket:
        socket.next()
        socket.say({"type": "ping"})
        answer = socket.next()

    assert answer == {"type": "pong"}


def test_a_flood_ends_the_socket_and_nobody_else_notices(web: Web, viewer: User) -> None:
    task = make_task()

    with socket_to(web, viewer) as other, socket_to(web, viewer) as flooding:
        other.next()
        flooding.next()
        with contextlib.suppress(ConnectionClosed):
            for _ in range(10_000):
                flooding.say({"type": "ping"})
        code, _reason = flooding.closing()
        event = happen(task)
        got = other.next()

    assert code == 4429
    assert got["id"] == event.pk


@pytest.mark.parametrize("size", [20_000, 1024 * 1024])
def test_a_big_message_ends_the_socket(web: Web, viewer: User, size: int) -> None:
    with socket_to(web, viewer) as socket:
        socket.next()
        with contextlib.suppress(ConnectionClosed):
            socket.say("x" * size)
        code, _reason = socket.closing()

    assert code == 1009


def test_a_session_that_ends_ends_its_socket(web: Web, viewer: User) -> None:
    client = signed_in(viewer)
    cookie = f"sessionid={client.cookies['sessionid'].value}"

    with socket_to(web, headers={"Cookie": cookie, "Origin": web.url}) as socket:
        socket.next()
        client.logout()
        live.check_access_on_commit()
        assert socket.closing() == (4409, "The session has ended.")


def test_other_rights_end_the_socket(web: Web, viewer: User, operator: User) -> None:
    channel = make_channel()

    with socket_to(web, viewer) as excluded, socket_to(web, operator) as staying:
        excluded.next()
        staying.next()
        channel.reviewers.set([operator])
        live.check_access_on_commit()
        assert excluded.closing() == (4409, "Rights have changed.")
        staying.say({"type": "ping"})
        assert staying.next() == {"type": "pong"}


def test_a_token_that_runs_out_ends_its_socket(web: Web, viewer: User) -> None:
    token = AccessToken.for_user(viewer)
    token.set_exp(lifetime=timedelta(seconds=3))

    with socket_to(web, query=f"?token={token}") as socket:
        assert socket.next()["type"] == "hello"
        assert socket.closing() == (4401, "The token has run out.")


def test_tokens_do_not_reach_the_log(web: Web, viewer: User) -> None:
    with socket_to(web, query="?token=eyJ-very-secret") as socket:
        socket.closing()

    assert "very-secret" not in web.log.read_text(encoding="utf-8")
