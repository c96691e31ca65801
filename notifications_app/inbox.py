"""A person's notifications: what there is, what is unread and unseen, and every change of that.

A change appends an event that only this person sees, so that their other pages follow.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from notifications_app.models import Notification, ReadState, SeenMark
from notifications_app.models.notification import NotificationQuerySet
from notifications_app.outputs import as_json
from tasks_app import events
from tasks_app.actors import Actor
from tasks_app.models import Event, EventKind
from videogen.accounts.models import User
from videogen.lib.db import lock_row
from videogen.lib.errors import Missing

FORGET_AT_ONCE = 2000

# Served by the index `notification_badge` alone.
COUNT_UNREAD = """
    SELECT told.user_id, count(*), count(*) FILTER (WHERE seen.up_to IS NULL
                                                       OR told.created_at > seen.up_to)
      FROM notifications_app_notification told
      LEFT JOIN notifications_app_seenmark seen ON seen.user_id = told.user_id
     WHERE told.user_id = ANY(%s)
       AND told.status = 'unread' AND told.folded_into_id IS NULL AND told.removed_at IS NULL
     GROUP BY told.user_id
"""


@dataclass(frozen=True, slots=True)
class Counts:
    """Unread ones, and those of them that came after the bell was last opened."""

    unread: int = 0
    unseen: int = 0

    def as_json(self) -> dict[str, int]:
        return {"unread_count": self.unread, "unseen_count": self.unseen}


NONE = Counts()


def of(user: User) -> NotificationQuerySet:
    """All that a person may read and change, also what was folded."""
    return Notification.objects.filter(user=user, removed_at__isnull=True)


def counts(user: User) -> Counts:
    return counts_of([user.pk]).get(user.pk, NONE)


def counts_of(users: Collection[uuid.UUID]) -> dict[uuid.UUID, Counts]:
    """The counts of several people; those who have read everything are left out."""
    with connection.cursor() as sql:
        sql.execute(COUNT_UNREAD, [list(users)])
        return {user: Counts(unread, unseen) for user, unread, unseen in sql.fetchall()}


def last_at(user: User) -> datetime | None:
    """When the newest notification in the list came."""
    newest = Notification.objects.listed().filter(user=user).order_by("-created_at")
    return newest.values_list("created_at", flat=True).first()


def move(user: User, notification_id: uuid.UUID, to: ReadState) -> Notification:
    """Make one read, unread or archived; `Missing` alike for none and for somebody else's."""
    with transaction.atomic():
        notification = _own(user, notification_id)
        if notification.status != to:
            is_unread = to is ReadState.UNREAD
            notification.status = to
            notification.read_at = None if is_unread else notification.read_at or timezone.now()
            notification.save(update_fields=["status", "read_at", "updated_at"])
            _changed(user, to.value, [notification.pk])
    return notification


def read_all(user: User) -> int:
    """Make every unread one read; how many there were."""
    now = timezone.now()
    with transaction.atomic():
        unread = Notification.objects.unread().filter(user=user)
        count = unread.update(status=ReadState.READ, read_at=now, updated_at=now)
        if count:
            _changed(user, "read-all", [])
    return count


def remove(user: User, notification_id: uuid.UUID) -> None:
    """Throw one away. Its row stays for a while, because its occurrence must not be told again."""
    with transaction.atomic():
        notification = _own(user, notification_id)
        notification.removed_at = timezone.now()
        notification.read_at = notification.read_at or notification.removed_at
        if notification.status == ReadState.UNREAD:
            notification.status = ReadState.READ
        notification.save(update_fields=["status", "read_at", "removed_at", "updated_at"])
        _changed(user, "removed", [notification.pk])


def see(user: User) -> None:
    """Mark all that is in the list now as seen; unread it stays."""
    newest = last_at(user)
    if newest is None:
        return
    with transaction.atomic():
        mark, is_new = SeenMark.objects.select_for_update().get_or_create(
            user=user, defaults={"up_to": newest}
        )
        if not is_new and mark.up_to >= newest:
            return
        mark.up_to = newest
        mark.save()
        _changed(user, "seen", [])


def told(
    event_ids: Collection[int], user_ids: Collection[uuid.UUID]
) -> dict[tuple[int, uuid.UUID], dict[str, Any]]:
    """What events of kind `notification` hold for each of these people, as they are now."""
    happened = Event.objects.filter(pk__in=event_ids, kind=EventKind.NOTIFICATION)
    events_of: dict[str, list[int]] = defaultdict(list)
    for event_id, data in happened.values_list("pk", "data"):
        events_of[data["occurrence"]].append(event_id)
    rows = Notification.objects.filter(
        user__in=user_ids, occurrence__in=events_of, removed_at__isnull=True
    ).select_related("folded_into")
    counted = counts_of(user_ids) if rows else {}
    return {
        (event_id, row.user_id): {
            "notification": as_json(row.folded_into or row),
            **counted.get(row.user_id, NONE).as_json(),
        }
        for row in rows
        for event_id in events_of[row.occurrence]
    }


def forget_old() -> int:
    """Remove what was read, archived or thrown away long ago; how many there were."""
    before = timezone.now() - timedelta(days=settings.NOTIFICATIONS_KEEP_DAYS)
    removed = 0
    while True:
        old = Notification.objects.filter(read_at__lt=before).order_by("read_at")
        ids = list(old.values_list("pk", flat=True)[:FORGET_AT_ONCE])
        if not ids:
            return removed
        removed += Notification.objects.filter(pk__in=ids).delete()[0]


def _own(user: User, notification_id: uuid.UUID) -> Notification:
    try:
        return lock_row(of(user), notification_id)
    except Notification.DoesNotExist:
        raise Missing("There is no notification with this id.") from None


def _changed(user: User, change: str, ids: list[uuid.UUID]) -> None:
    data = {"change": change, "ids": [str(pk) for pk in ids], **counts(user).as_json()}
    events.announce(EventKind.INBOX_CHANGED, [(user, data)], actor=Actor.person(user))
