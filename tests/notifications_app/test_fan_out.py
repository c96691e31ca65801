"""From events to rows: who is told, how often, and what happens when they cannot be stored."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone

from notifications_app import fan_out, inbox, jobs, telling
from notifications_app.folding import HOURLY_LIMIT
from notifications_app.models import FanOutCursor, Notification, Parked, Preference, ReadState
from tasks_app import events
from tasks_app.actors import Actor
from tasks_app.models import Channel, Event, EventKind, Task
from tests.builders import make_channel, make_task
from videogen.accounts.models import User

pytestmark = pytest.mark.django_db

WORKER = Actor.worker("w")
RETRY = Actor.system("retry schedule")


def happen(
    about: Task | Channel | User | None,
    to: str = "published",
    *,
    kind: EventKind = EventKind.STATUS,
    actor: Actor = WORKER,
    **data: Any,
) -> Event:
    with transaction.atomic():
        return events.append(
            kind, about=about, actor=actor, data={"from": "claimed", "to": to, **data}
        )


def titles(user: User) -> list[str]:
    return list(inbox.of(user).listed().values_list("title", flat=True))


def test_everybody_who_may_see_the_channel_is_told_once(
    viewer: User, operator: User, outsider: User
) -> None:
    task = make_task()
    happen(task)

    fan_out.fan_out()
    fan_out.fan_out()

    assert titles(viewer) == titles(operator) == ["Published: The fox"]
    assert titles(outsider) == []
    assert Notification.objects.get(user=viewer).related_task == task


def test_the_role_decides(viewer: User, reviewer: User, operator: User) -> None:
    happen(make_task(), "assets_ready")
    happen(make_task(), "asset_error", step="assets", error_kind="api_failure")

    fan_out.fan_out()

    assert titles(viewer) == []
    assert titles(reviewer) == ["To review: The fox"]
    assert titles(operator) == ["Failed: The fox", "To review: The fox"]


def test_a_limited_channel_tells_its_people_and_administrators(
    viewer: User, reviewer: User, administrator: User
) -> None:
    happen(make_task(channel=make_channel("closed", only_for=[reviewer])))

    fan_out.fan_out()

    assert titles(viewer) == []
    assert titles(reviewer) == titles(administrator) == ["Published: The fox"]


def test_people_choose_kinds_and_channels(viewer: User, reviewer: User) -> None:
    Preference.objects.create(user=viewer, muted_kinds=["published"])
    Preference.objects.create(user=reviewer, muted_channels=["foxes"])
    owls = make_channel("owls")
    happen(make_task(channel=make_channel("foxes"), title="Fox"))
    happen(make_task(channel=owls, title="Owl"))

    fan_out.fan_out()

    assert titles(viewer) == []
    assert titles(reviewer) == ["Published: Owl"]


def test_who_was_switched_off_is_told_nothing(viewer: User) -> None:
    User.objects.filter(pk=viewer.pk).update(is_active=False)
    happen(make_task())

    fan_out.fan_out()

    assert not Notification.objects.exists()


def test_a_failure_that_is_tried_again_and_a_gate_that_proceeds_tell_nobody(operator: User) -> None:
    task = make_task()
    happen(task, "video_error", step="video", error_kind="retriable")
    happen(task, "queued", actor=RETRY)
    happen(task, "audio_ready")
    happen(task, "audio_approved", actor=Actor.system("auto proceed"))

    fan_out.fan_out()

    assert titles(operator) == []


def test_an_event_for_one_person_tells_only_them(viewer: User, operator: User) -> None:
    happen(viewer, kind=EventKind.BULK, action="approve", done=50, refused=0)

    fan_out.fan_out()

    assert titles(viewer) == ["Approve: 50 videos"]
    assert titles(operator) == []


def test_one_event_for_each_occurrence_says_that_people_were_told(
    viewer: User, operator: User
) -> None:
    task = make_task()
    source = happen(task)

    fan_out.fan_out()

    event = Event.objects.get(kind=EventKind.NOTIFICATION)
    assert event.task == task
    assert event.data == {"occurrence": f"event:{source.uid}", "kind": "published"}


def test_what_is_above_the_hourly_limit_is_folded_and_nothing_is_lost(viewer: User) -> None:
    task = make_task()
    sources = [happen(task) for _ in range(HOURLY_LIMIT + 30)]

    fan_out.fan_out()

    listed = inbox.of(viewer).listed()
    fold = listed.get(kind="folded")
    assert listed.count() == HOURLY_LIMIT + 1
    assert listed.first() == fold
    assert fold.title == "30 more notifications within an hour"
    assert fold.metadata["count"] == 30
    assert fold.metadata["ids"] == [
        str(pk) for pk in fold.folded.order_by("created_at").values_list("pk", flat=True)
    ]
    occurrences = set(inbox.of(viewer).values_list("occurrence", flat=True))
    assert {f"event:{source.uid}" for source in sources} <= occurrences
    assert inbox.counts(viewer).unread == HOURLY_LIMIT + 1


def test_a_fold_that_was_read_comes_back_when_it_grows(viewer: User) -> None:
    task = make_task()
    [happen(task) for _ in range(HOURLY_LIMIT + 1)]
    fan_out.fan_out()
    fold = inbox.of(viewer).get(kind="folded")
    inbox.move(viewer, fold.pk, ReadState.READ)
    happen(task)

    fan_out.fan_out()

    fold.refresh_from_db()
    assert (fold.status, fold.metadata["count"]) == (ReadState.UNREAD, 2)


def test_after_an_hour_there_are_places_again(viewer: User) -> None:
    task = make_task()
    [happen(task) for _ in range(HOURLY_LIMIT + 1)]
    fan_out.fan_out()
    hour_ago = timezone.now() - timedelta(hours=1, seconds=1)
    Notification.objects.update(created_at=hour_ago)
    FanOutCursor.objects.update(last_at=hour_ago)
    happen(task)

    fan_out.fan_out()

    assert inbox.of(viewer).listed().count() == HOURLY_LIMIT + 2


def test_moments_rise_although_the_clock_goes_back(viewer: User) -> None:
    ahead = timezone.now() + timedelta(hours=1)
    FanOutCursor.objects.update(last_at=ahead)
    happen(make_task(title="first"))
    happen(make_task(title="second"))

    fan_out.fan_out()

    assert titles(viewer) == ["Published: second", "Published: first"]
    assert Notification.objects.filter(created_at__gt=ahead).count() == 2


def refuse(what: str) -> None:
    """Make PostgreSQL refuse rows, as a constraint or a full disk would."""
    with connection.cursor() as sql:
        sql.execute(
            f"ALTER TABLE notifications_app_notification ADD CONSTRAINT refusal CHECK ({what})"
        )


def allow() -> None:
    with connection.cursor() as sql:
        sql.execute("ALTER TABLE notifications_app_notification DROP CONSTRAINT refusal")


def test_what_cannot_be_stored_is_parked_and_the_rest_goes_on(viewer: User) -> None:
    refuse("title <> 'Published: bad'")
    bad = happen(make_task(title="bad"))
    happen(make_task(title="good"))

    fan_out.fan_out()

    parked = Parked.objects.get()
    assert (parked.event_id, parked.attempts) == (bad.pk, 1)
    assert "refusal" in parked.reason
    assert parked.next_attempt_at is not None
    assert titles(viewer) == ["Published: good"]


def test_an_event_nobody_can_read_holds_up_no_other(viewer: User) -> None:
    happen(make_task(), "no such status")
    happen(make_task(title="good"))

    fan_out.fan_out()

    assert "no such status" in Parked.objects.get().reason
    assert titles(viewer) == ["Published: good"]


def test_a_parked_one_is_told_when_it_can_be_stored_again(viewer: User) -> None:
    refuse("title <> 'Published: bad'")
    happen(make_task(title="bad"))
    fan_out.fan_out()
    allow()
    Parked.objects.update(next_attempt_at=timezone.now())

    fan_out.fan_out()

    assert titles(viewer) == ["Published: bad"]
    assert not Parked.objects.exists()


def test_at_last_it_waits_for_a_person_who_can_send_it_again(viewer: User) -> None:
    refuse("title <> 'Published: bad'")
    happen(make_task(title="bad"))
    fan_out.fan_out()
    for _ in telling.BACKOFF_SECONDS:
        Parked.objects.update(next_attempt_at=timezone.now())
        fan_out.fan_out()
    given_up = Parked.objects.get()
    assert (given_up.attempts, given_up.next_attempt_at) == (5, None)
    allow()

    fan_out.send_again([given_up])
    fan_out.fan_out()

    assert titles(viewer) == ["Published: bad"]


@pytest.mark.django_db(transaction=True)
def test_switched_off_nobody_is_told_also_not_later(viewer: User, settings: Any) -> None:
    settings.ENABLE_NOTIFICATIONS = False
    happen(make_task())

    jobs.fan_out()
    jobs.tidy()
    settings.ENABLE_NOTIFICATIONS = True
    jobs.fan_out()

    assert not Notification.objects.exists()
