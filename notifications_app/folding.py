"""At most so many an hour for one person: what comes above is folded into one that counts it.

Nothing is lost: a folded notification is a whole row that points to its fold.
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count

from notifications_app.models import Importance, Notification, NotificationKind, ReadState
from notifications_app.models.notification import OCCURRENCE_LIMIT

HOURLY_LIMIT = 100
HOUR = timedelta(hours=1)
LIST_PAGE = "/admin/notifications_app/notification/?folded_into={}"

MOST_IDS = 1000
"""A fold names as many; its page and `?folded_into=` show them all."""


class Hour:
    """How many notifications people got in the hour before `now`, and their open folds.

    True until the end of the round, whose lock keeps all others from making any.
    """

    def __init__(self, users: Collection[uuid.UUID], now: datetime) -> None:
        since = now - HOUR
        rows = Notification.objects.filter(
            user__in=users, folded_into__isnull=True, created_at__gt=since
        )
        counted = rows.exclude(kind=NotificationKind.FOLDED).order_by().values("user_id")
        self._counts = Counter(
            {row["user_id"]: row["count"] for row in counted.annotate(count=Count("pk"))}
        )
        folds = rows.filter(kind=NotificationKind.FOLDED, removed_at__isnull=True)
        self._folds = {
            fold.user_id: fold
            for fold in folds
            if datetime.fromisoformat(fold.metadata["since"]) > since
        }
        self._used: set[uuid.UUID] = set()

    def place(self, row: Notification) -> Notification | None:
        """Take the person's next place: None while there is one, else the fold to go into."""
        user = row.user_id
        if self._counts[user] < HOURLY_LIMIT:
            self._counts[user] += 1
            return None
        if user not in self._folds:
            self._folds[user] = _new_fold(row)
        self._used.add(self._folds[user].pk)
        return self._folds[user]

    def used_folds(self) -> Collection[uuid.UUID]:
        return self._used


def _new_fold(first: Notification) -> Notification:
    since = first.created_at.isoformat()
    return Notification.objects.create(
        user_id=first.user_id,
        occurrence=f"fold:{first.occurrence}"[:OCCURRENCE_LIMIT],
        kind=NotificationKind.FOLDED,
        type=Importance.INFO,
        title="More notifications",
        created_at=first.created_at,
        metadata={"kind": NotificationKind.FOLDED.value, "since": since},
    )


def recount(folds: Collection[uuid.UUID], at: datetime) -> None:
    """Bring folds up to date after some were added: new on top, unread, with count and ids."""
    for fold in Notification.objects.filter(pk__in=folds):
        ids = list(fold.folded.order_by("created_at", "id").values_list("pk", flat=True))
        fold.title = f"{len(ids)} more notifications within an hour"
        fold.message = (
            f"You had {HOURLY_LIMIT} notifications in an hour, so the {len(ids)} after them "
            "are gathered here."
        )
        fold.metadata = _metadata(fold, ids)
        fold.created_at = at
        fold.read_at = None
        fold.status = ReadState.UNREAD
        fold.save()


def _metadata(fold: Notification, ids: Sequence[uuid.UUID]) -> dict[str, Any]:
    return {
        "kind": NotificationKind.FOLDED.value,
        "action_url": LIST_PAGE.format(fold.pk),
        "since": fold.metadata["since"],
        "count": len(ids),
        "ids": [str(pk) for pk in ids[:MOST_IDS]],
    }
