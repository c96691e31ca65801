"""Telling every web process that something happened, over Redis, after the commit (docs/live.md).

It is a hint: events themselves are read from the database in the order of commits, so one that is
lost only makes them a second late. What is published never fails a transaction and, with Redis
away, costs it one short attempt every few seconds.
"""

from __future__ import annotations

import functools
import json
import threading
import time
from collections.abc import Iterable, Mapping
from typing import Any, TypedDict

import structlog
from django.conf import settings
from django.db import transaction
from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

log = structlog.get_logger(__name__)

PATIENCE_SECONDS = 0.25
"""For connecting and for an answer; over the network of one site both take a millisecond."""

PAUSE_SECONDS = 5.0
"""After a failure nobody tries for so long, so that work goes on at full speed without Redis."""

BIGGEST_BYTES = 16 * 1024
WAKE = "wake"
CHECK_ACCESS = "access.changed"


class Published(TypedDict):
    """What travels: a message for the sockets of some groups, or a word to the feeds themselves."""

    groups: list[str]
    message: dict[str, Any]


class Line:
    """This process's connection, and when it may be tried again."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._client: Redis | None = None
        self._silent_until = 0.0

    def send(self, published: Published) -> bool:
        text = json.dumps(published, separators=(",", ":"), default=str)
        if len(text) > BIGGEST_BYTES:
            raise ValueError(f"A live message has {len(text)} bytes; {BIGGEST_BYTES} are allowed.")
        if time.monotonic() < self._silent_until:
            return False
        try:
            self._connected().publish(topic(), text)
        except (RedisError, OSError) as fault:
            self._silent_until = time.monotonic() + PAUSE_SECONDS
            log.warning("live_unavailable", reason=str(fault))
            return False
        return True

    def _connected(self) -> Redis:
        with self._lock:
            if self._client is None:
                self._client = Redis.from_url(
                    settings.REDIS_URL,
                    socket_timeout=PATIENCE_SECONDS,
                    socket_connect_timeout=PATIENCE_SECONDS,
                    # Once more, because the server may have been restarted since the last time.
                    retry=Retry(NoBackoff(), 1),
                )
            return self._client


_line = Line()


def topic() -> str:
    """Publishing ignores the number of the Redis database, so the name carries it."""
    return f"videogen:{database_number(settings.REDIS_URL)}:live"


@functools.cache
def database_number(url: str) -> int:
    client = Redis.from_url(url)
    try:
        return int(client.get_connection_kwargs().get("db") or 0)
    finally:
        client.close()


def publish_on_commit(groups: Iterable[str], message: Mapping[str, Any]) -> None:
    """Send a short-lived message to the sockets in these groups once the transaction is through.

    It is kept nowhere: who is not connected never gets it. Never fails the transaction.
    """
    published = Published(groups=list(groups), message=dict(message))

    def publish() -> None:
        # A named function: Django logs its name when it fails, and a partial has none.
        _line.send(published)

    transaction.on_commit(publish, robust=True)


def wake_on_commit() -> None:
    """Make the feeds read new events now instead of at their next look."""
    publish_on_commit((), {"type": WAKE})


def check_access_on_commit() -> None:
    """Make the feeds look now whether every socket may still see what it sees."""
    publish_on_commit((), {"type": CHECK_ACCESS})
