"""Reads new events once for all sockets of this process, and hands each to those who may see it.

Order comes from the database: ids rise in the order of commits, so what lies behind `position` is
complete. Redis only says when to look; without it the feed looks every second.
"""

from __future__ import annotations

import asyncio
import json
import uuid
import weakref
from collections import defaultdict
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Protocol, TypeVar

import structlog
from channels.db import database_sync_to_async
from django.conf import settings
from django.db import Error as DatabaseFault
from redis.asyncio import Redis
from redis.exceptions import RedisError

from notifications_app.live import messages, standing
from notifications_app.live.closing import CloseCode, Closing
from notifications_app.live.messages import Message
from notifications_app.live.standing import Standing
from videogen.lib import live

log = structlog.get_logger(__name__)

T = TypeVar("T")

LOOK_SECONDS = 1.0
WATCH_SECONDS = 5.0
"""How long rights that were taken away without a word may still show events."""

SOCKETS_PER_PERSON = 50
PATIENCE_SECONDS = 10.0

_thread = ThreadPoolExecutor(1, thread_name_prefix="live-feed")


class Reader(Protocol):
    """A socket, as the feed knows it."""

    user_id: uuid.UUID
    session_key: str | None

    @property
    def backlog(self) -> int: ...

    def offer(self, message: Message) -> None: ...

    def look(self) -> None:
        """Called every few seconds: beats, and an end for those who take nothing."""

    def end(self, why: Closing) -> None: ...


class Feed:
    """One per event loop, at work while there are sockets."""

    def __init__(self) -> None:
        self.position = 0
        self._standings: dict[Reader, Standing] = {}
        self._by_group: dict[str, set[Reader]] = defaultdict(set)
        # Nobody joins between a question and its answer: what events hold for each person is asked
        # for those who are there.
        self._turn = asyncio.Lock()
        self._tasks: list[asyncio.Task[None]] = []
        self._news = asyncio.Event()
        self._doubt = asyncio.Event()
        self._is_heard = asyncio.Event()

    @property
    def sockets(self) -> int:
        return len(self._standings)

    async def join(self, reader: Reader, current: Standing) -> int:
        """From now on the reader is offered what comes after the id that is returned."""
        async with self._turn:
            if not self._tasks:
                self.position = await in_feed_thread(messages.newest_id)
                self._start()
            self._place(reader, current)
            position = self.position
        # Before that, what is kept nowhere would be missed; without Redis nobody waits long.
        await happens(self._is_heard, LOOK_SECONDS)
        if len(self._by_group[standing.user_group(reader.user_id)]) > SOCKETS_PER_PERSON:
            raise Closing(CloseCode.TOO_MANY, f"More than {SOCKETS_PER_PERSON} open sockets.")
        return position

    def leave(self, reader: Reader) -> None:
        current = self._standings.pop(reader, None)
        if current is None:
            return  # it was refused, perhaps while the first one is joining
        for group in current.groups:
            self._by_group[group].discard(reader)
            if not self._by_group[group]:
                del self._by_group[group]
        if not self._standings:
            self._stop()

    def _place(self, reader: Reader, current: Standing) -> None:
        self._standings[reader] = current
        for group in current.groups:
            self._by_group[group].add(reader)

    def _start(self) -> None:
        for work in (self._read(), self._listen(), self._watch()):
            task = asyncio.create_task(work)
            task.add_done_callback(self._ended)
            self._tasks.append(task)

    def _stop(self) -> None:
        for task in self._tasks:
            task.cancel()
        self._tasks = []
        self._is_heard.clear()

    def _ended(self, task: asyncio.Task[None]) -> None:
        """A fault of ours: everybody comes again, to a feed that starts anew."""
        if task.cancelled() or task.exception() is None:
            return
        log.error("live_feed_failed", exc_info=task.exception())
        self._stop()
        for reader in list(self._standings):
            reader.end(Closing(CloseCode.FAULT, "Something went wrong on our side."))

    async def _read(self) -> None:
        while True:
            self._news.clear()
            is_more = await self._patiently(self._deliver_next())
            if not is_more:
                await happens(self._news, LOOK_SECONDS)

    async def _deliver_next(self) -> bool:
        """Hand out the next events; whether there may be more at once."""
        async with self._turn:
            readers = {reader.user_id for reader in self._standings}
            found = await in_feed_thread(messages.messages_after, self.position, readers)
            for message in found.messages:
                self._hand_out(message)
            self.position = found.last_id
        if found.is_full:
            await self._let_sockets_catch_up()
        return found.is_full

    def _hand_out(self, message: Message) -> None:
        for group in message.groups:
            for reader in tuple(self._by_group.get(group, ())):
                reader.offer(message)

    async def _let_sockets_catch_up(self) -> None:
        """A flood must not make healthy readers look slow: wait until half of them are through."""
        loop = asyncio.get_running_loop()
        until = loop.time() + PATIENCE_SECONDS
        while self._behind() > self.sockets / 2 and loop.time() < until:
            await asyncio.sleep(0.05)

    def _behind(self) -> int:
        return sum(reader.backlog > messages.BATCH // 2 for reader in self._standings)

    async def _listen(self) -> None:
        """Follow the words of other processes; a lost connection is tried again every second."""
        is_away = False
        while True:
            try:
                async with redis_client() as client, client.pubsub() as line:
                    await line.subscribe(live.topic())
                    is_away = False
                    self._news.set()
                    async for heard in line.listen():
                        self._heard(heard)
            except (RedisError, OSError) as fault:
                if not is_away:
                    log.warning("live_unheard", reason=str(fault))
                is_away = True
            await asyncio.sleep(LOOK_SECONDS)

    def _heard(self, heard: dict[str, Any]) -> None:
        if heard["type"] == "subscribe":
            self._is_heard.set()
        if heard["type"] != "message":
            return
        published: live.Published = json.loads(heard["data"])
        message = published["message"]
        if message["type"] == live.WAKE:
            self._news.set()
        elif message["type"] == live.CHECK_ACCESS:
            self._doubt.set()
        else:
            self._hand_out(Message(messages.as_text(message), tuple(published["groups"])))

    async def _watch(self) -> None:
        """Look after each socket, and end those whose session or rights are not as before."""
        while True:
            await happens(self._doubt, WATCH_SECONDS)
            self._doubt.clear()
            for reader in tuple(self._standings):
                reader.look()
            await self._patiently(self._check())

    async def _check(self) -> bool:
        before = dict(self._standings)
        user_ids = {reader.user_id for reader in before}
        keys = {reader.session_key for reader in before if reader.session_key}
        now = await in_feed_thread(standing.standings, user_ids)
        is_open = await in_feed_thread(standing.open_sessions, keys)
        for reader, old in before.items():
            if reader.session_key and reader.session_key not in is_open:
                reader.end(Closing(CloseCode.RIGHTS_CHANGED, "The session has ended."))
            elif now.get(reader.user_id) != old:
                reader.end(Closing(CloseCode.RIGHTS_CHANGED, "Rights have changed."))
        return False

    async def _patiently(self, work: Coroutine[Any, Any, bool]) -> bool:
        """Without the database nothing can have happened either: say so and look again later."""
        try:
            return await work
        except DatabaseFault as fault:
            log.warning("live_database_unavailable", reason=str(fault))
            return False


def redis_client() -> Redis:
    return Redis.from_url(settings.REDIS_URL, health_check_interval=15)


async def happens(event: asyncio.Event, seconds: float) -> None:
    """Wait for the event, but not longer than this."""
    try:
        async with asyncio.timeout(seconds):
            await event.wait()
    except TimeoutError:
        pass


async def in_feed_thread(work: Callable[..., T], *args: Any) -> T:
    """Ask the database in the feed's own thread, where no request waits in front of it."""
    asking = database_sync_to_async(work, thread_sensitive=False, executor=_thread)
    answer: T = await asking(*args)
    return answer


_feeds: weakref.WeakKeyDictionary[asyncio.AbstractEventLoop, Feed] = weakref.WeakKeyDictionary()


def this_feed() -> Feed:
    """The feed of the running event loop."""
    return _feeds.setdefault(asyncio.get_running_loop(), Feed())
