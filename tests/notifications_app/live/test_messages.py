from __future__ import annotations

import json

import pytest
from django.db import transaction

from notifications_app.live import messages
from notifications_app.live.messages import MOST_MISSED, messages_after, missed
from tasks_app import events
from tasks_app.actors import Actor
from tasks_app.models import Channel, Event, EventKind, Task
from tests.builders import make_channel, make_task
from videogen.accounts.models import User

pytestmark = pytest.mark.django_db

WORKER = Actor.worker("test")


def happen(about: Task | Channel | User | None, kind: EventKind = EventKind.PROGRESS) -> int:
    with transaction.atomic():
        return events.append(kind, about=about, actor=WORKER).pk


def groups_of(event_id: int) -> tuple[str, ...]:
    (message,) = messages_after(event_id - 1, []).messages
    return message.groups


def test_an_event_is_for_those_who_may_see_it(operator: User) -> None:
    task = make_task()

    assert groups_of(happen(task)) == ("channel.foxes",)
    assert groups_of(happen(task.channel)) == ("channel.foxes",)
    assert groups_of(happen(operator)) == (f"user.{operator.pk}",)
    assert groups_of(happen(None)) == ("operators",)


def test_what_was_missed_is_told_in_order(viewer: User, operator: User) -> None:
    hidden = make_task(channel=make_channel("hidden", only_for=[operator]))
    shown = make_task(channel=make_channel("shown"))
    since = happen(shown)
    mine = [happen(shown), happen(viewer, EventKind.INBOX_CHANGED)]
    happen(hidden)
    happen(operator, EventKind.INBOX_CHANGED)
    happen(None)
    mine.append(happen(shown))

    told = missed(viewer, since=since, until=mine[-1])

    assert told is not None
    assert [json.loads(text)["id"] for text in told] == mine


def test_too_much_is_not_told_one_by_one(viewer: User) -> None:
    task = make_task()
    since = happen(task)
    rows = [
        Event(
            task=task,
            channel=task.channel,
            kind=EventKind.PROGRESS,
            at=task.created_at,
            actor=WORKER.as_json(),
        )
        for _ in range(MOST_MISSED + 1)
    ]
    last = Event.objects.bulk_create(rows)[-1].pk

    assert missed(viewer, since=since, until=last) is None
    assert missed(viewer, since=since + 1, until=last) is not None


def test_an_id_that_was_never_given_cannot_be_continued(viewer: User) -> None:
    newest = happen(make_task())

    assert missed(viewer, since=newest, until=newest - 1) == []
    assert missed(viewer, since=newest + 1, until=newest - 1) is None


def test_far_back_is_not_searched(viewer: User) -> None:
    assert missed(viewer, since=0, until=messages.FARTHEST + 1) is None
