"""What live messages hold for each person, and what is forgotten in time."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from notifications_app import inbox, jobs
from notifications_app.models import Notification, ReadState
from notifications_app.outputs import as_json
from tasks_app import events
from tasks_app.actors import Actor
from tasks_app.models import Event, EventKind
from tests.builders import make_task
from tests.notifications_app.builders import make_notification
from videogen.accounts.models import User

pytestmark = pytest.mark.django_db(transaction=True)


def announced(notification: Notification) -> Event:
    """The event that the fan-out appends for an occurrence."""
    with transaction.atomic():
        events.announce(
            EventKind.NOTIFICATION,
            [(None, {"occurrence": notification.occurrence, "kind": notification.kind})],
            actor=Actor.system("notifications"),
        )
    return Event.objects.latest("id")


def test_each_person_gets_their_own_row_and_counts(viewer: User, reviewer: User) -> None:
    make_notification(viewer)
    mine = make_notification(viewer, occurrence="event:x")
    theirs = make_notification(reviewer, occurrence="event:x", status=ReadState.READ)
    event = announced(mine)

    told = inbox.told([event.pk], [viewer.pk, reviewer.pk])

    assert told == {
        (event.pk, viewer.pk): {
            "notification": as_json(mine),
            "unread_count": 2,
            "unseen_count": 2,
        },
        (event.pk, reviewer.pk): {
            "notification": as_json(theirs),
            "unread_count": 0,
            "unseen_count": 0,
        },
    }


def test_a_folded_one_is_told_as_what_counts_it(viewer: User) -> None:
    fold = make_notification(viewer, "fold", kind="folded")
    event = announced(make_notification(viewer, folded_into=fold))

    (told,) = inbox.told([event.pk], [viewer.pk]).values()

    assert told["notification"]["id"] == str(fold.pk)


def test_what_was_thrown_away_and_what_is_for_others_is_not_told(
    viewer: User, reviewer: User
) -> None:
    made = make_notification(viewer)
    event = announced(made)
    inbox.remove(viewer, made.pk)

    assert inbox.told([event.pk], [viewer.pk, reviewer.pk]) == {}


def test_what_was_read_long_ago_is_forgotten_with_what_it_folds(viewer: User) -> None:
    long_ago = timezone.now() - timedelta(days=31)
    old = make_notification(viewer, "old", status=ReadState.READ, read_at=long_ago)
    make_notification(viewer, "inside", folded_into=old)
    make_notification(viewer, "read", status=ReadState.READ, read_at=timezone.now())
    make_notification(viewer, "unread", created_at=long_ago)

    jobs.tidy()

    left = Notification.objects.values_list("title", flat=True)
    assert sorted(left) == ["read", "unread"]


def test_the_row_stays_when_its_task_is_gone(viewer: User) -> None:
    task = make_task()
    made = make_notification(viewer, related_task=task)
    task.delete()

    made.refresh_from_db()
    assert made.related_task is None
