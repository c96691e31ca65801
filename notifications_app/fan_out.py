"""Makes notifications from events: in rounds, each one transaction under the cursor's lock.

A round looks at the events after the cursor, stores what people are told (`telling`), moves the
cursor, and last appends one event per occurrence, so that open pages are told and catch up in
order. Nothing here runs in the transaction of what it tells of (docs/notifications.md).
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence

import structlog
from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from notifications_app.kinds import TABLE
from notifications_app.models import FanOutCursor, Parked
from notifications_app.telling import Told, store
from tasks_app import events
from tasks_app.actors import Actor
from tasks_app.models import Event, EventKind

log = structlog.get_logger(__name__)

WINDOW = 500
"""So many events are looked at in one round …"""

MOST_TOLD = 50
"""… and of so many people are told, so that a round is short."""

LOCK_TIMEOUT = "1s"
AT_ONCE_SECONDS = 20.0
"""Then the job ends and rings again; its queue kills it after 60."""

SYSTEM = Actor.system("notifications")


def fan_out() -> bool:
    """Tell people of everything since the cursor; whether something is left to do.

    Safe at any time and in any number of processes; raises nothing but a fault of the database,
    also when others hold the cursor for too long.
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
        outcome = store(event_ids, cursor)
        cursor.save()
        _announce(outcome.told)


def send_again(parked: Sequence[Parked]) -> None:
    """Give parked ones all their attempts anew; the next round tries them."""
    Parked.objects.filter(pk__in=[each.pk for each in parked]).update(
        attempts=0, next_attempt_at=timezone.now()
    )


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
        later = Event.objects.filter(id__gt=cursor.event_id).order_by("id")
        seen = list(later.values_list("id", "kind")[:WINDOW])
        due = Parked.objects.filter(next_attempt_at__lte=timezone.now())
        again = list(due.values_list("event_id", flat=True)[:MOST_TOLD])
        telling = [event_id for event_id, kind in seen if kind in TABLE]
        if not seen and not again:
            return False
        outcome = store([*again, *telling[:MOST_TOLD]], cursor)
        left = sorted({*outcome.left, *telling[MOST_TOLD:]} & set(telling))
        if seen:
            cursor.event_id = left[0] - 1 if left else seen[-1][0]
        cursor.save()
        _announce(outcome.told)
    return not outcome.left and (bool(left) or len(seen) == WINDOW)


def _locked_cursor() -> FanOutCursor:
    """The cursor, ours until commit. Foreign keys are checked at once, inside the savepoints."""
    with connection.cursor() as sql:
        sql.execute(f"SET CONSTRAINTS ALL IMMEDIATE; SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'")
    locked = FanOutCursor.objects.select_for_update()
    row = locked.first()
    if row is None:
        FanOutCursor.objects.bulk_create([FanOutCursor()], ignore_conflicts=True)
        row = locked.get()
    return row


def _announce(told: Sequence[Told]) -> None:
    """Append one event per occurrence; what each person reads is looked up when it is sent."""
    events.announce(
        EventKind.NOTIFICATION,
        [
            (
                each.event.task or each.event.channel or each.event.user,
                {"occurrence": each.notice.occurrence, "kind": each.notice.kind.value},
            )
            for each in told
        ],
        actor=SYSTEM,
    )
    if told:
        log.info("people_told", occurrences=len(told), rows=sum(len(each.rows) for each in told))
