from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from tasks_app import deadlines
from tasks_app.actors import Actor
from tasks_app.models import Event, EventKind, Priority, Task
from tasks_app.statuses import Status
from tasks_app.transitions import transition, undo
from tests.builders import make_asset, make_task

pytestmark = pytest.mark.django_db


def reminders() -> int:
    return Event.objects.filter(kind=EventKind.REVIEW_DUE).count()


def late(status: Status = Status.ASSETS_READY) -> Task:
    return make_task(status=status, status_since=timezone.now() - timedelta(hours=25))


@pytest.mark.parametrize(
    ("priority", "hours"), [(Priority.HIGH, 12), (Priority.NORMAL, 24), (Priority.LOW, 48)]
)
def test_urgent_tasks_are_due_sooner(priority: Priority, hours: int) -> None:
    task = make_task(status=Status.ASSETS_READY, priority=priority)

    due = deadlines.with_due(Task.objects.all()).get().due

    assert due == deadlines.due_at(task) == task.status_since + timedelta(hours=hours)


def test_an_overdue_gate_is_told_of_once() -> None:
    task = late()

    told = [deadlines.remind(), deadlines.remind()]

    event = Event.objects.get(kind=EventKind.REVIEW_DUE)
    assert told == [1, 0]
    assert (event.task, event.data["status"]) == (task, Status.ASSETS_READY)


def test_nobody_is_reminded_of_what_is_in_time_or_waits_for_nobody() -> None:
    make_task(status=Status.ASSETS_READY)
    late(Status.ASSET_ERROR)

    assert deadlines.remind() == 0


def test_the_next_gate_has_a_reminder_of_its_own() -> None:
    task = late()
    make_asset(task)
    deadlines.remind()

    transition(task.pk, Status.ASSETS_APPROVED, actor=Actor.notion("ana", "Ana"))
    Task.objects.filter(pk=task.pk).update(status=Status.GENERATING_VIDEO)
    transition(task.pk, Status.VIDEO_READY, actor=Actor.worker("test"))
    Task.objects.filter(pk=task.pk).update(status_since=timezone.now() - timedelta(hours=30))
    deadlines.remind()

    assert reminders() == 2


def test_a_decision_taken_back_is_no_new_wait() -> None:
    task = late()
    ana = Actor.notion("ana", "Ana")
    deadlines.remind()

    transition(task.pk, Status.ASSETS_APPROVED, actor=ana)
    undo(task.pk, actor=ana)

    assert deadlines.remind() == 0
    assert Task.objects.get().status_since == task.status_since
