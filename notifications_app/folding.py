"""At most so many an hour for one person: what comes above is folded into one that counts it.

Nothing is lost: a folded notification is a whole row that points to its fold.
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count

from notifications_app.models import Importance, Notification, NotificationKind, ReadState

HOURLY_LIMIT = 100
HOUR = timedelta(hours=1)
LIST_PAGE = "/admin/notifications_app/notification/?folded_into={}"

MOST_IDS = 1000
"""A fold names as many; its page and `?folded_into=` show them all."""


class Hour:
    """How many notifications people got in the hour before `now`, and their open folds.

    Read once for a round, which holds the lock that makes it true until commit.
    """

    def __init__(self, now: datetime) -> None:
        self._now = now
        self._since = now - HOUR
        self._counts: Counter[uuid.UUID] = Counter()
        self._known: set[uuid.UUID] = set()
        self._folds: dict[uuid.UUID, Notification] = {}

    def read(self, users: Sequence[uuid.UUID]) -> None:
        """Look people up who were not looked up before."""
        fresh = [user for user in users if user not in self._known]
        if not fresh:
            return
        rows = Notification.objects.filter(
            user__in=fresh, folded_into__isnull=True, created_at__gt=self._since
        )
        counted = rows.exclude(kind=NotificationKind.FOLDED).order_by().values("user_id")
        self._counts.update(
            {row["user_id"]: row["count"] for row in counted.annotate(count=Count("pk"))}
        )
        for fold in rows.filter(kind=NotificationKind.FOLDED, removed_at__isnull=True):
            if datetime.fromisoformat(fold.metadata["since"]) > self._since:
                self._folds[fold.user_id] = fold
        self._known.update(fresh)

    def place(self, user: uuid.UUID, occurrence: str, at: datetime) -> Notification | None:
        """Take the person's next place: None while there is one, else the fold to go into."""
        if self._counts[user] < HOURLY_LIMIT:
            self._counts[user] += 1
            return None
        if user not in self._folds:
            self._folds[user] = Notification.objects.create(
                user_id=user,
                occurrence=f"fold:{occurrence}",
                kind=NotificationKind.FOLDED,
                type=Importance.INFO,
                title="More notifications",
                created_at=at,
                metadata={"kind": NotificationKind.FOLDED.value, "since": at.isoformat()},
            )
        return self._folds[user]


def recount(folds: Iterable[uuid.UUID | None], at: datetime) -> None:
    """Bring folds up to date after some were added: new on top, unread, with count and ids."""
    for fold in Notification.objects.filter(pk__in=set(folds)):
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
