"""The one writer of `Event` rows, and the two listeners that record in the same transaction.

Ids rise in commit order: an advisory lock is taken just before the insert and kept until commit.
So `append` comes last in its transaction, and a transaction appends for one task only; otherwise
two of them could wait for each other (docs/architecture.md, "Event order").
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

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

A = TypeVar("A", Channel, User)

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
    _refuse_outside_transaction(kind)
    event = _event(kind, about, actor, data or {})
    happening = Happening(
        event.uid, kind, event.task, event.channel, event.user, event.at, actor, event.data
    )
    for listener in _listeners.values():
        listener(happening)
    _write(kind, [event])
    return event


def announce(
    kind: EventKind, told: Iterable[tuple[About, dict[str, Any]]], *, actor: Actor
) -> None:
    """Write events that tell of no change of a task, several at once.

    Listeners are left out: with rows of many tasks in their hands they could wait for somebody
    who waits for us.
    """
    _refuse_outside_transaction(kind)
    events = [_event(kind, about, actor, data) for about, data in told]
    if events:
        _write(kind, events)


def _refuse_outside_transaction(kind: EventKind) -> None:
    if not connection.in_atomic_block:
        raise AppendOutsideTransaction(f"{kind} was appended outside of a transaction.")


def _event(kind: EventKind, about: About, actor: Actor, data: dict[str, Any]) -> Event:
    return Event(
        uid=uuid.uuid4(),
        task=about if isinstance(about, Task) else None,
        channel=about.channel if isinstance(about, Task) else _only(about, Channel),
        user=_only(about, User),
        kind=kind,
        at=timezone.now(),
        actor=actor.as_json(),
        data=data,
        correlation_id=structlog.contextvars.get_contextvars().get("correlation_id", ""),
    )


def _only(about: About, kind: type[A]) -> A | None:
    return about if isinstance(about, kind) else None


def _write(kind: EventKind, events: list[Event]) -> None:
    for job_path, kinds in _followers.items():
        if kind in kinds:
            ring_on_commit(job_path, queue=Queue.QUICK)
    hold_until_commit(AdvisoryLock.EVENT_ORDER)
    live.wake_on_commit()
    if kind is EventKind.ACCESS_CHANGED:
        live.check_access_on_commit()
    Event.objects.bulk_create(events)


def last_human_move(task: Task) -> Event | None:
    """The newest change of status that a person made, or None."""
    return (
        Event.objects.filter(
            task=task, kind=EventKind.STATUS, actor__kind__in=[kind.value for kind in HUMAN]
        )
        .order_by("-id")
        .first()
    )
