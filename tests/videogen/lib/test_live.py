"""Publishing: what it sends, and that nobody suffers when Redis is away."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import Settings
from redis import Redis

from tasks_app.models import Task
from tests.builders import make_task
from videogen.lib import live
from videogen.lib.live import Line, Published

HELLO = Published(groups=["user.1"], message={"type": "presence"})


@pytest.fixture
def silent_address() -> Iterator[str]:
    """A server that takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"redis://127.0.0.1:{server.getsockname()[1]}/0"


@pytest.mark.django_db(transaction=True)
def test_a_message_travels_when_the_transaction_is_through(settings: Settings) -> None:
    with Redis.from_url(settings.REDIS_URL) as client, client.pubsub() as line:
        line.subscribe(live.topic())
        line.get_message(timeout=5)

        with transaction.atomic():
            live.publish_on_commit(["user.1"], {"type": "presence"})
            before = line.get_message(timeout=0.2)
        after = line.get_message(timeout=5)

    assert before is None
    assert after is not None
    assert json.loads(after["data"]) == HELLO


def test_two_databases_of_one_redis_do_not_hear_each_other(settings: Settings) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:6379/1"
    one = live.topic()
    settings.REDIS_URL = "redis://127.0.0.1:6379/2"

    assert one != live.topic()


def test_without_redis_a_message_is_lost_and_nothing_else(settings: Settings) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:1/0"

    assert Line().send(HELLO) is False


def test_a_redis_that_hangs_is_waited_for_once(settings: Settings, silent_address: str) -> None:
    settings.REDIS_URL = silent_address
    line = Line()

    begin = time.monotonic()
    sent = [line.send(HELLO) for _ in range(100)]
    taken = time.monotonic() - begin

    assert not any(sent)
    assert taken < 20 * live.PATIENCE_SECONDS


@pytest.mark.django_db(transaction=True)
def test_a_message_that_is_too_big_does_not_undo_the_change() -> None:
    with transaction.atomic():
        make_task(title="stays")
        live.publish_on_commit(["user.1"], {"type": "presence", "words": "x" * 20_000})

    assert Task.objects.filter(title="stays").exists()
