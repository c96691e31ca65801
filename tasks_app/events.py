"""The one writer of `Event` rows, and the two listeners that record in the same transaction.

Ids rise in commit order: an advisory lock is taken just before the insert and kept until commit.
So `append` comes last in its transaction, and a transaction appends for one task only; otherwise
two of them could wait for each other (docs/architecture.md, "Event order").
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog
from django.db import connection
from django.utils import timezone

from tasks_app.actors import HUMAN, Actor
from tasks_app.models import Channel, Event, EventKind, Task
from videogen.accounts.models import User
from videogen.lib import live
from videogen.lib.db import AdvisoryLock, hold_until_commit
from videogen.lib.jobs import Queue, ring_on_commit


@dataclass(frozen=True, slots=True)
class Happening:
    """An event before it has an id; what listeners get."""

    uid: uuid.UUID
    kind: EventKind
    task: Task | None
    channel: Channel | None
    user: User | None
    at: datetime
    actor: Actor
    data: dict[str, Any]


About = Task | Channel | User | None
"""What an event is about; None is the site as a whole, of which operators are told."""

Listener = Callable[[Happening], None]
_listeners: dict[str, Listener] = {}
_followers: dict[str, frozenset[str]] = {}


class AppendOutsideTransaction(RuntimeError):
    """An event belongs to the transaction of the change it tells of."""


def listen(name: str, listener: Listener) -> None:
    """Register a listener, from `AppConfig.ready()`. It writes to the database and no further."""
    _listeners[name] = listener


def listener_names() -> tuple[str, ...]:
    return tuple(sorted(_listeners))


def follow(job_path: str, kinds: Collection[str]) -> None:
    """Have a job of the quick queue rung after events of these kinds, from `AppConfig.ready()`.

    The ring may be lost, so the ticker rings every follower now and then; the job reads events.
    """
    _followers[job_path] = frozenset(kinds)


def followers() -> tuple[str, ...]:
    return tuple(sorted(_followers))


def append(
    kind: EventKind, *, about: About, actor: Actor, data: dict[str, Any] | None = None
) -> Event:
    """Tell the listeners, then write the event with the next id in commit order."""
    if not connection.in_atomic_block:
        raise AppendOutsideTransaction(f"{kind} was appended outside of a transaction.")
    task = about if isinstance(about, Task) else None
    channel = about.channel if isinstance(about, Task) else None
    if isinstance(about, Channel):
        channel = about
    user = about if isinstance(about, User) else None
    happening = Happening(
        uuid.uuid4(), kind, task, channel, user, timezone.now(), actor, data or {}
    )
    for listener in _listeners.values():
        listener(happening)
    for job_path, kinds in _followers.items():
        if kind in kinds:
            ring_on_commit(job_path, queue=Queue.QUICK)
    hold_until_commit(AdvisoryLock.EVENT_ORDER)
    live.wake_on_commit()
    if kind is EventKind.ACCESS_CHANGED:
        live.check_access_on_commit()
    return Event.objects.create(
        uid=happening.uid,
        task=task,
        channel=channel,
        user=user,
        kind=kind,
        at=happening.at,
        actor=actor.as_json(),
        data=happening.data,
        correlation_id=structlog.contextvars.get_contextvars().get("correlation_id", ""),
    )


def last_human_move(task: Task) -> Event | None:
    """The newest change of status that a person made, or None."""
    return (
        Event.objects.filter(
            task=task, kind=EventKind.STATUS, actor__kind__in=[kind.value for kind in HUMAN]
        )
        .order_by("-id")
        .first()
    )
