"""Who has which gate open: told by heartbeats of their pages, forgotten when those stop.

A courtesy between people and never a lock: decisions are settled by `transitions`. It lives in
Redis only, and when that is away, nobody seems to be there.
"""

from __future__ import annotations

import functools
import json
import time
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import structlog
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from redis import Redis
from redis.exceptions import RedisError

from tasks_app.models import Task
from videogen.accounts.models import User
from videogen.lib import live

log = structlog.get_logger(__name__)

MESSAGE = "presence"
FORGOTTEN_AFTER_SECONDS = 25
"""Two and a half beats of `here.js`: a single lost one makes nobody vanish."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody who has a gate open, and since when (seconds of the epoch)."""

    user_id: str
    name: str
    since: float


def arrive(task: Task, user: User) -> None:
    """Say that the person looks at the task's gate; the others hear of it when it is new."""
    now = time.time()
    try:
        key, client = _key(task.pk), _redis(settings.REDIS_URL)
        known = _alive(client.hgetall(key), now).get(str(user.pk))
        visitor = {"name": str(user), "since": known.since if known else now, "beat": now}
        with client.pipeline() as pipe:
            pipe.hset(key, str(user.pk), json.dumps(visitor))
            pipe.expire(key, FORGOTTEN_AFTER_SECONDS)
            pipe.execute()
    except RedisError as fault:
        log.warning("presence_away", reason=str(fault))
        return
    if known is None:
        _tell(task)


def leave(task: Task, user: User) -> None:
    """Say that the person looks no longer."""
    try:
        gone = _redis(settings.REDIS_URL).hdel(_key(task.pk), str(user.pk))
    except RedisError as fault:
        log.warning("presence_away", reason=str(fault))
        return
    if gone:
        _tell(task)


def visitors(
    task_ids: Iterable[uuid.UUID], *, besides: User | AnonymousUser | None = None
) -> dict[uuid.UUID, list[Visitor]]:
    """Who has each of these tasks open, first come first, in one round trip to Redis."""
    ids = list(task_ids)
    if not ids:
        return {}
    try:
        with _redis(settings.REDIS_URL).pipeline(transaction=False) as pipe:
            for task_id in ids:
                pipe.hgetall(_key(task_id))
            answers = pipe.execute()
    except RedisError as fault:
        log.warning("presence_away", reason=str(fault))
        return {}
    now, me = time.time(), str(besides.pk) if besides else ""
    return {
        task_id: sorted(
            (one for key, one in _alive(answer, now).items() if key != me),
            key=lambda one: one.since,
        )
        for task_id, answer in zip(ids, answers, strict=True)
    }


def _tell(task: Task) -> None:
    people = [{"id": one.user_id, "name": one.name} for one in visitors([task.pk]).get(task.pk, [])]
    message = {"type": MESSAGE, "task": str(task.pk), "people": people}
    live.publish_on_commit([f"channel.{task.channel_id}"], message)


def _alive(answer: Mapping[Any, Any], now: float) -> dict[str, Visitor]:
    found: dict[str, dict[str, Any]] = {
        str(key): json.loads(value) for key, value in answer.items()
    }
    return {
        key: Visitor(key, one["name"], one["since"])
        for key, one in found.items()
        if now - one["beat"] < FORGOTTEN_AFTER_SECONDS
    }


def _key(task_id: uuid.UUID) -> str:
    return f"{settings.CACHES['default']['KEY_PREFIX']}:presence:{task_id}"


@functools.lru_cache(maxsize=1)
def _redis(url: str) -> Redis:
    # A page must not hang on a courtesy.
    return Redis.from_url(
        url, decode_responses=True, socket_timeout=0.5, socket_connect_timeout=0.5
    )
