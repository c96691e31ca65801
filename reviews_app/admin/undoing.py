"""The way back from a decision, for the person who made it, as long as there is time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from django.conf import settings
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from reviews_app.models import Review, Verdict
from tasks_app.models import Task
from videogen.accounts.models import User


@dataclass(frozen=True, slots=True)
class Undo:
    """The last decision that can still be taken back."""

    task: Task
    words: str
    until: datetime
    seconds: int

    @property
    def url(self) -> str:
        return reverse("admin:reviews_app_desk_undo", args=[self.task.pk])

    def as_json(self) -> dict[str, object]:
        return {"url": self.url, "words": self.words, "seconds": self.seconds}


def offered(user: User, task: Task | None = None) -> Undo | None:
    """What this person may take back now: their newest decision, or the one on this task."""
    now = timezone.now()
    mine = Review.objects.filter(
        user=user, undone_at__isnull=True, decision__in=(Verdict.APPROVED, Verdict.REJECTED)
    )
    if task is not None:
        mine = mine.filter(task=task)
    # The moment keeps the search among the newest rows, by their index.
    mine = mine.filter(decided_at__gt=now - timedelta(seconds=settings.REVIEW_UNDO_SECONDS + 1))
    # `undo_until` is of the last decision on a task: an older one cannot be taken back.
    open_ones = mine.filter(task__undo_until__gt=now, decided_at__lt=F("task__undo_until"))
    last = open_ones.select_related("task__channel").order_by("-decided_at").first()
    if last is None or last.task.undo_until is None:
        return None
    seconds = ceil((last.task.undo_until - now).total_seconds())
    words = f"{Verdict(last.decision).label}: {last.task.title}"
    return Undo(last.task, words, last.task.undo_until, seconds)
