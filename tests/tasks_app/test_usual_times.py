from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import Settings

from tasks_app.models import Event, EventKind, Task
from tasks_app.statuses import Status
from tasks_app.usual_times import measured, stuck_after, usual_times
from tests.builders import make_task

pytestmark = pytest.mark.django_db


def stay(task: Task, status: Status, seconds: int) -> None:
    """The task came to a status and left it after so many seconds."""
    begin = timezone.now()
    for at, to in ((begin, status), (begin + timedelta(seconds=seconds), Status.QUEUED)):
        Event.objects.create(
            task=task, channel=task.channel, kind=EventKind.STATUS, at=at, actor={}, data={"to": to}
        )


def test_the_usual_time_is_the_median_of_the_stays() -> None:
    for seconds in (10, 20, 30, 40, 5000):
        stay(make_task(), Status.ASSEMBLING, seconds)

    assert measured()[Status.ASSEMBLING] == timedelta(seconds=30)


def test_few_stays_say_nothing() -> None:
    for _ in range(4):
        stay(make_task(), Status.ASSEMBLING, 10)

    assert Status.ASSEMBLING not in measured()


def test_the_median_is_kept_for_a_while() -> None:
    task = make_task()
    for _ in range(5):
        stay(task, Status.ASSEMBLING, 10)
    before = usual_times()

    for _ in range(20):
        stay(task, Status.ASSEMBLING, 100)

    assert usual_times() == before


def test_without_the_cache_it_is_measured_each_time(settings: Settings) -> None:
    settings.CACHES = {
        "default": {**settings.CACHES["default"], "LOCATION": "redis://127.0.0.1:1/0"}
    }
    for _ in range(5):
        stay(make_task(), Status.ASSEMBLING, 10)

    assert usual_times()[Status.ASSEMBLING] == timedelta(seconds=10)


@pytest.mark.parametrize(
    ("usual", "stuck"),
    [
        pytest.param(timedelta(minutes=2), timedelta(minutes=6), id="three-times"),
        pytest.param(timedelta(milliseconds=80), timedelta(minutes=1), id="never-at-once"),
    ],
)
def test_stuck_is_three_times_as_long(usual: timedelta, stuck: timedelta) -> None:
    assert stuck_after(usual) == stuck
