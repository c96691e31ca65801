"""Makes notifications from events: in rounds, each one transaction under the cursor's lock.

A round looks at the events after the cursor, stores what people are told of each in a savepoint of
its own, moves the cursor, and last appends one event per occurrence, so that open pages can be
told and can catch up in order. What cannot be stored is parked and tried again; the cursor goes on.
Nothing here runs in the transaction of what it tells of (docs/notifications.md).
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog
from django.db import DatabaseError, connection, transaction
from django.db.models import Max
from django.utils import timezone

from notifications_app.folding import Hour, recount
from notifications_app.kinds import TABLE, Happened, Notice, notice_of
from notifications_app.models import FanOutCursor, Notification, Parked
from notifications_app.recipients import People
from tasks_app import events
from tasks_app.actors import Actor, ActorKind
from tasks_app.models import Event, EventKind
from tasks_app.statuses import GATES, IN_ERROR

log = structlog.get_logger(__name__)

WINDOW = 500
"""So many events are looked at in one round …"""

MOST_TOLD = 50
"""… and of so many people are told: appending their events holds the order of events meanwhile."""

LOCK_TIMEOUT = "1s"
BACKOFF_SECONDS = (5, 30, 120, 600)
AT_ONCE_SECONDS = 20.0
"""Then the job ends and rings again; its queue kills it after 60."""

TICK = timedelta(microseconds=1)
SYSTEM = Actor.system("notifications")


@dataclass(slots=True)
class Told:
    """An event and the rows that tell of it."""

    event: Event
    notice: Notice
    rows: list[Notification]


@dataclass(slots=True)
class Round:
    """What one round knows: people, their last hour, and the moment of the next notification."""

    now: datetime
    people: People
    hour: Hour
    told: list[Told] = field(default_factory=list)

    @classmethod
    def begin(cls, cursor: FanOutCursor) -> Round:
        now = timezone.now()
        if cursor.last_at is not None:
            now = max(now, cursor.last_at + TICK)
        return cls(now, People.read(), Hour(now))


def fan_out() -> bool:
    """Tell people of everything since the cursor; whether something is left to do.

    Safe at any time and in any number of processes; raises nothing but a fault of the database.
    """
    ends = time.monotonic() + AT_ONCE_SECONDS
    while _next_round():
        if time.monotonic() > ends:
            return True
    return False


def tell_of(event_ids: Iterable[int]) -> None:
    """Tell people of these events, whatever the cursor says; nobody is told twice."""
    with transaction.atomic():
        cursor = _locked_cursor()
        now = Round.begin(cursor)
        for event in _events(event_ids):
            _tell(now, event)
        _close(cursor, now)


def skip() -> None:
    """Let everything up to now pass untold: notifications are switched off."""
    with transaction.atomic():
        cursor = _locked_cursor()
        cursor.event_id = Event.objects.aggregate(newest=Max("id"))["newest"] or cursor.event_id
        cursor.save()


def _next_round() -> bool:
    """One round; whether there may be more."""
    with transaction.atomic():
        cursor = _locked_cursor()
        seen = list(
            Event.objects.filter(id__gt=cursor.event_id)
            .order_by("id")
            .values_list("id", "kind")[:WINDOW]
        )
        due = list(Parked.objects.filter(next_attempt_at__lte=timezone.now())[:MOST_TOLD])
        telling = [event_id for event_id, kind in seen if kind in TABLE]
        if not seen and not due:
            return False
        if telling or due:
            now = Round.begin(cursor)
            for event in _events([*(each.event_id for each in due), *telling[:MOST_TOLD]]):
                _tell(now, event)
            _close(cursor, now)
        if seen:
            cursor.event_id = telling[MOST_TOLD - 1] if len(telling) > MOST_TOLD else seen[-1][0]
            cursor.save()
    return len(seen) == WINDOW or len(telling) > MOST_TOLD


def _locked_cursor() -> FanOutCursor:
    """The cursor, ours until commit. Foreign keys are checked at once, inside the savepoints."""
    with connection.cursor() as sql:
        sql.execute("SET CONSTRAINTS ALL IMMEDIATE")
        sql.execute(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'")
    FanOutCursor.objects.bulk_create([FanOutCursor()], ignore_conflicts=True)
    return FanOutCursor.objects.select_for_update().get()


def _events(ids: Iterable[int]) -> Iterable[Event]:
    rows = Event.objects.filter(pk__in=list(ids)).select_related("task", "channel")
    return rows.defer("task__plan", "task__story_direction", "task__error_log").order_by("id")


def _tell(now: Round, event: Event) -> None:
    """Store what people are told of one event, or park it."""
    try:
        with transaction.atomic():
            told = _stored(now, event)
            Parked.objects.filter(event_id=event.pk).delete()
    except DatabaseError as fault:
        # What was counted for the failed event is not so.
        now.hour = Hour(now.now)
        _park(event, fault)
        return
    if told is not None:
        now.told.append(told)


def _stored(now: Round, event: Event) -> Told | None:
    notice = notice_of(_happened(event))
    if notice is None:
        return None
    users = now.people.told(notice, channel_id=event.channel_id, user_id=event.user_id)
    known = set(
        Notification.objects.filter(user__in=users, occurrence=notice.occurrence).values_list(
            "user_id", flat=True
        )
    )
    fresh = [user for user in users if user not in known]
    now.now += TICK
    now.hour.read(fresh)
    rows = [_row(now, event, notice, user) for user in fresh]
    Notification.objects.bulk_create(rows, batch_size=1000)
    return Told(event, notice, rows) if rows else None


def _row(now: Round, event: Event, notice: Notice, user: uuid.UUID) -> Notification:
    return Notification(
        user_id=user,
        occurrence=notice.occurrence,
        kind=notice.kind,
        title=notice.title,
        message=notice.message,
        type=notice.type,
        metadata=notice.metadata,
        related_task_id=event.task_id,
        folded_into=now.hour.place(user, notice.occurrence, now.now),
        created_at=now.now,
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


def _close(cursor: FanOutCursor, now: Round) -> None:
    """Bring folds up to date and let open pages know. Appending events comes last."""
    folds = {row.folded_into_id for each in now.told for row in each.rows} - {None}
    recount(folds, now.now + TICK)
    cursor.last_at = now.now + TICK
    cursor.save()
    for each in now.told:
        events.append(
            EventKind.NOTIFICATION,
            about=each.event.task or each.event.channel or each.event.user,
            actor=SYSTEM,
            data={"occurrence": each.notice.occurrence, "kind": each.notice.kind.value},
        )
    if now.told:
        rows = sum(len(each.rows) for each in now.told)
        log.info("people_told", occurrences=len(now.told), rows=rows)


def _park(event: Event, fault: DatabaseError) -> None:
    reason = " ".join(str(fault).split())[:500]
    parked, is_new = Parked.objects.get_or_create(event_id=event.pk, defaults={"reason": reason})
    parked.reason = reason
    if not is_new:
        parked.attempts += 1
    due = BACKOFF_SECONDS[parked.attempts - 1 : parked.attempts]
    parked.next_attempt_at = timezone.now() + timedelta(seconds=due[0]) if due else None
    parked.save()
    level = log.warning if due else log.error
    level("notification_parked", source=event.pk, attempts=parked.attempts, reason=reason)


def send_again(parked: Sequence[Parked]) -> None:
    """Give parked ones all their attempts anew; the next round tries them."""
    Parked.objects.filter(pk__in=[each.pk for each in parked]).update(
        attempts=0, next_attempt_at=timezone.now()
    )
