"""One action on many tasks is told once: one event for the person, not one message per task."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from django.db import transaction

from tasks_app import events
from tasks_app.actors import Actor
from tasks_app.models import EventKind
from videogen.accounts.models import User

MOST_REASONS = 3


def record(done: str, refusals: Sequence[str], *, user: User) -> None:
    """Append what became of a batch; `refusals` has the reason of each task, empty when it went.

    `done` is what happened to the others ("approved"). One task is no batch.
    """
    if len(refusals) < 2:
        return
    reasons = Counter(reason for reason in refusals if reason)
    data = {
        "action": done,
        "done": len(refusals) - reasons.total(),
        "refused": reasons.total(),
        "reason": _words(reasons),
    }
    with transaction.atomic():
        events.announce(EventKind.BULK, [(user, data)], actor=Actor.person(user))


def _words(reasons: Counter[str]) -> str:
    """The most frequent reasons with their numbers."""
    told = [f"{count} refused: {reason}" for reason, count in reasons.most_common(MOST_REASONS)]
    others = len(reasons) - len(told)
    return " ".join([*told, f"And {others} other reasons."] if others else told)
