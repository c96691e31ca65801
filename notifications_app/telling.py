"""Stores what people are told of some events, all at once, or one by one when that fails.

Inside the transaction of a round, under the cursor's lock (`fan_out`). An event whose notifications
cannot be stored is parked; the others are told.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from django.db import OperationalError, transaction
from django.utils import timezone

from notifications_app.folding import Hour, recount
from notifications_app.kinds import Happened, Notice, notice_of
from notifications_app.models import FanOutCursor, Notification, Parked
from notifications_app.recipients import People
from tasks_app.actors import ActorKind
from tasks_app.models import Event, EventKind
from tasks_app.models.task import LONG_TEXTS_OF_ITS_TASK
from tasks_app.statuses import GATES, IN_ERROR

log = structlog.get_logger(__name__)

BACKOFF_SECONDS = (5, 30, 120, 600)
TICK = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Told:
    """An occurrence of which somebody was told."""

    event: Event
    notice: Notice
    rows: Sequence[Notification]


@dataclass(frozen=True, slots=True)
class Outcome:
    """Who was told, and the events that were not even tried because nothing can be stored now."""

    told: Sequence[Told]
    left: Sequence[int] = ()


def store(event_ids: Iterable[int], cursor: FanOutCursor) -> Outcome:
    """Store what people are told of these events, and move the cursor's time on."""
    rows = Event.objects.filter(pk__in=list(event_ids)).select_related(
        "task__channel", "channel", "user"
    )
    events = list(rows.defer(*LONG_TEXTS_OF_ITS_TASK).order_by("id"))
    if not events:
        return Outcome([])
    only = {event.user_id for event in events}
    people = People.read(None if None in only else {user for user in only if user})
    try:
        with transaction.atomic():
            return Outcome(_stored(events, people, cursor))
    except Exception as fault:  # noqa: BLE001 - one by one it shows which event it was
        log.info("round_failed", reason=str(fault))
        return _one_by_one(events, people, cursor)


def _one_by_one(events: Sequence[Event], people: People, cursor: FanOutCursor) -> Outcome:
    """Park what fails. A table that cannot be written ends it: each further try would wait, too."""
    told: list[Told] = []
    for place, event in enumerate(events, start=1):
        try:
            with transaction.atomic():
                told += _stored([event], people, cursor)
        except OperationalError as fault:
            _park(event, fault)
            return Outcome(told, [each.pk for each in events[place:]])
        except Exception as fault:  # noqa: BLE001 - it must not hold up those behind it
            _park(event, fault)
    return Outcome(told)


def _stored(events: Sequence[Event], people: People, cursor: FanOutCursor) -> list[Told]:
    notices = [(event, notice) for event in events if (notice := notice_of(_happened(event)))]
    meant = [
        (event, notice, people.told(notice, channel_id=event.channel_id, user_id=event.user_id))
        for event, notice in notices
    ]
    users = {user for *_, told in meant for user in told}
    known = _known(users, {notice.occurrence for _event, notice in notices})
    at = _next_moment(cursor)
    hour = Hour(users, at)
    told = []
    for event, notice, to in meant:
        fresh = [user for user in to if (user, notice.occurrence) not in known]
        known |= {(user, notice.occurrence) for user in fresh}
        rows = [_row(event, notice, user) for user in fresh]
        for row in rows:
            row.created_at = at
            row.folded_into = hour.place(row)
        told.append(Told(event, notice, rows))
        at += TICK
    Notification.objects.bulk_create([row for each in told for row in each.rows], batch_size=1000)
    recount(hour.used_folds(), at)
    Parked.objects.filter(event_id__in=[event.pk for event in events]).delete()
    cursor.last_at = at
    return [each for each in told if each.rows]


def _known(
    users: Collection[uuid.UUID], occurrences: Collection[str]
) -> set[tuple[uuid.UUID, str]]:
    """Who was told of what before."""
    told = Notification.objects.filter(user__in=users, occurrence__in=occurrences)
    return set(told.values_list("user_id", "occurrence"))


def _next_moment(cursor: FanOutCursor) -> datetime:
    """Later than every notification before, whatever the clocks do."""
    now = timezone.now()
    return now if cursor.last_at is None else max(now, cursor.last_at + TICK)


def _row(event: Event, notice: Notice, user: uuid.UUID) -> Notification:
    return Notification(
        user_id=user,
        occurrence=notice.occurrence,
        kind=notice.kind,
        title=notice.title,
        message=notice.message,
        type=notice.type,
        metadata=notice.metadata,
        related_task_id=event.task_id,
    )


def _happened(event: Event) -> Happened:
    task, channel = event.task, event.channel
    return Happened(
        kind=event.kind,
        uid=event.uid,
        data=event.data,
        by=str(event.actor.get("kind", "")),
        task_id=event.task_id,
        task_title=task.title if task else "",
        youtube_url=task.youtube_url if task else "",
        channel_id=event.channel_id,
        channel_name=channel.name if channel else "",
        goes_on=_goes_on(event),
    )


def _goes_on(event: Event) -> bool:
    """Whether the system moved the task on from there: a timed retry, or a gate that proceeds.

    It does so in the same transaction, so the next change of status is there to be read.
    """
    if event.kind != EventKind.STATUS or event.data["to"] not in GATES | IN_ERROR:
        return False
    following = Event.objects.filter(task=event.task_id, id__gt=event.pk, kind=EventKind.STATUS)
    after = following.order_by("id").first()
    return after is not None and after.actor.get("kind") == ActorKind.SYSTEM


def _park(event: Event, fault: Exception) -> None:
    reason = " ".join(f"{type(fault).__name__}: {fault}".split())[:500]
    parked, is_new = Parked.objects.get_or_create(event_id=event.pk, defaults={"reason": reason})
    parked.reason = reason
    if not is_new:
        parked.attempts += 1
    due = BACKOFF_SECONDS[parked.attempts - 1 : parked.attempts]
    parked.next_attempt_at = timezone.now() + timedelta(seconds=due[0]) if due else None
    parked.save()
    level = log.warning if due else log.error
    level("notification_parked", source=event.pk, attempts=parked.attempts, reason=reason)
