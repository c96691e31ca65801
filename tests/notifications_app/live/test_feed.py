"""The feed by itself, with readers that only note what they are offered."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Iterator

import pytest
from django.db import connections, transaction

from notifications_app.live.closing import Closing
from notifications_app.live.feed import Feed, in_feed_thread
from notifications_app.live.messages import Message
from notifications_app.live.standing import Standing, standings
from tasks_app import events
from tasks_app.actors import Actor
from tasks_app.models import EventKind, Task
from tests.builders import make_task
from videogen.accounts.models import User

pytestmark = pytest.mark.django_db(transaction=True)


class Note:
    """A reader without a connection."""

    backlog: int = 0
    session_key: str | None = None

    def __init__(self, user_id: uuid.UUID) -> None:
        self.user_id = user_id
        self.offered: list[int | None] = []
        self.ended: list[Closing] = []
        self.has_heard = asyncio.Event()

    def offer(self, message: Message) -> None:
        self.offered.append(message.id)
        self.has_heard.set()

    def look(self) -> None:
        pass

    def end(self, why: Closing) -> None:
        self.ended.append(why)
        self.has_heard.set()


class Broken(Note):
    def look(self) -> None:
        raise RuntimeError("a fault of ours")


@pytest.fixture(autouse=True)
def closed_afterwards(transactional_db: None) -> Iterator[None]:
    """The feed's thread stays, so its connection is closed by hand."""
    yield
    asyncio.run(in_feed_thread(connections.close_all))


def happen(task: Task) -> int:
    with transaction.atomic():
        return events.append(EventKind.PROGRESS, about=task, actor=Actor.worker("test")).pk


def test_a_refused_socket_does_not_stop_the_feed_of_one_that_is_joining(viewer: User) -> None:
    task = make_task()
    current = standings([viewer.pk])[viewer.pk]

    async def scene() -> tuple[list[int | None], int]:
        feed, reader = Feed(), Note(viewer.pk)
        joining = asyncio.create_task(feed.join(reader, current))
        while not joining.done():
            feed.leave(Note(viewer.pk))
            await asyncio.sleep(0)
        event = await in_feed_thread(happen, task)
        async with asyncio.timeout(20):
            await reader.has_heard.wait()
        feed.leave(reader)
        return reader.offered, event

    offered, event = asyncio.run(scene())

    assert offered == [event]


def test_who_is_no_longer_what_they_were_is_ended(viewer: User) -> None:
    async def scene() -> list[Closing]:
        feed, reader = Feed(), Note(viewer.pk)
        await feed.join(reader, Standing(frozenset({"channel.once"}), password="old"))
        async with asyncio.timeout(20):
            await reader.has_heard.wait()
        feed.leave(reader)
        return reader.ended

    (ending,) = asyncio.run(scene())

    assert ending.code == 4409


def test_a_fault_of_ours_ends_the_sockets_so_that_they_come_again(viewer: User) -> None:
    async def scene() -> list[Closing]:
        feed, reader = Feed(), Broken(viewer.pk)
        await feed.join(reader, Standing(frozenset(), password=""))
        async with asyncio.timeout(20):
            await reader.has_heard.wait()
        feed.leave(reader)
        return reader.ended

    (ending,) = asyncio.run(scene())

    assert ending.code == 1011
