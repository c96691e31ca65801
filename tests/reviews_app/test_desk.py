from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from reviews_app import desk, presence
from reviews_app.desk import Filters
from tasks_app.models import AssetKind, Priority, Task
from tasks_app.statuses import GateName, Status
from tests.builders import make_asset, make_channel, make_task
from videogen.accounts.models import User

ALL = Filters()


def waiting(
    title: str,
    *,
    hours: float = 0,
    priority: Priority = Priority.NORMAL,
    status: Status = Status.ASSETS_READY,
) -> Task:
    since = timezone.now() - timedelta(hours=hours)
    return make_task(title=title, status=status, priority=priority, status_since=since)


def titles(user: User, filters: Filters = ALL) -> list[str]:
    return [row.task.title for row in desk.queue(user, filters).rows]


def test_what_is_due_first_stands_first(viewer: User) -> None:
    waiting("fresh", hours=1)
    waiting("old", hours=20)
    waiting("high", hours=9, priority=Priority.HIGH)
    waiting("low", hours=30, priority=Priority.LOW)

    assert titles(viewer) == ["high", "old", "low", "fresh"]


def test_only_what_waits_is_shown(viewer: User) -> None:
    make_task(title="draft")
    make_task(title="running", status=Status.GENERATING_VIDEO)
    waiting("waits", status=Status.FINAL_REVIEW)

    assert titles(viewer) == ["waits"]


def test_other_peoples_channels_are_not_shown(viewer: User, reviewer: User) -> None:
    make_task(channel=make_channel("hidden", only_for=[reviewer]), status=Status.ASSETS_READY)

    assert titles(viewer) == []
    assert len(titles(reviewer)) == 1


@pytest.mark.parametrize(
    ("filters", "shown"),
    [
        (Filters(gate=GateName.VIDEO), ["clips"]),
        (Filters(priority=Priority.HIGH), ["urgent"]),
        (Filters(channel="foxes"), ["urgent", "clips", "images"]),
        (Filters(channel="owls"), []),
    ],
)
def test_filters_narrow_the_queue(viewer: User, filters: Filters, shown: list[str]) -> None:
    waiting("images")
    waiting("clips", hours=1, status=Status.VIDEO_READY)
    waiting("urgent", priority=Priority.HIGH)

    assert titles(viewer, filters) == shown


def test_overdue_is_what_waits_longer_than_its_priority_allows(viewer: User) -> None:
    waiting("late", hours=13, priority=Priority.HIGH)
    waiting("in time", hours=13)

    rows = desk.queue(viewer, ALL).rows

    assert [(row.task.title, row.is_overdue) for row in rows] == [
        ("late", True),
        ("in time", False),
    ]


def test_pages_are_bounded_and_a_page_too_far_is_the_last(viewer: User) -> None:
    make_channel()
    for number in range(desk.PAGE_SIZE + 1):
        waiting(f"{number}")

    last = desk.queue(viewer, ALL, page=99)

    assert (last.page, last.pages, last.total, len(last.rows)) == (2, 2, desk.PAGE_SIZE + 1, 1)


def test_the_number_of_queries_does_not_grow(
    viewer: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    task = waiting("first")
    make_asset(task, AssetKind.ENVIRONMENT)
    desk.queue(viewer, ALL)  # asks for the role, which is then known
    with django_assert_num_queries(3):
        desk.queue(viewer, ALL)
    for number in range(20):
        make_asset(waiting(f"{number}", hours=number), AssetKind.ENVIRONMENT)

    with django_assert_num_queries(3):
        desk.queue(viewer, ALL)
    with django_assert_num_queries(3):
        desk.neighbours(viewer, task)
    with django_assert_num_queries(1):
        desk.following(viewer, after=task.pk)


def test_a_task_knows_its_place_and_its_neighbours(viewer: User) -> None:
    first, middle, last = (
        waiting(title, hours=hours) for title, hours in (("first", 3), ("middle", 2), ("last", 1))
    )

    beside = desk.neighbours(viewer, middle)

    assert (beside.place, beside.total, beside.before, beside.after) == (2, 3, first, last)


def test_at_the_ends_there_is_nobody_beside(viewer: User) -> None:
    only = waiting("only")

    beside = desk.neighbours(viewer, only)

    assert (beside.place, beside.total, beside.before, beside.after) == (1, 1, None, None)


def test_after_a_decision_the_most_urgent_task_follows(viewer: User) -> None:
    waiting("later", hours=1)
    urgent, here = waiting("urgent", hours=5), waiting("here", hours=3)

    assert desk.following(viewer, after=here.pk) == urgent


def test_one_that_somebody_has_open_is_left_to_them(viewer: User, reviewer: User) -> None:
    here = waiting("here", hours=9)
    taken, free = waiting("taken", hours=5), waiting("free", hours=1)
    presence.arrive(taken, reviewer)

    assert desk.following(viewer, after=here.pk) == free
    assert desk.following(reviewer, after=here.pk) == taken


def test_when_all_are_open_the_first_is_offered_anyway(viewer: User, reviewer: User) -> None:
    here, taken = waiting("here", hours=9), waiting("taken", hours=5)
    presence.arrive(taken, reviewer)

    assert desk.following(viewer, after=here.pk) == taken


def test_others_are_seen_and_oneself_is_not(viewer: User, reviewer: User) -> None:
    task = waiting("open")
    presence.arrive(task, reviewer)

    [row] = desk.queue(viewer, ALL).rows

    assert [visitor.name for visitor in row.visitors] == ["rosa"]
    assert desk.queue(reviewer, ALL).rows[0].visitors == []


def test_who_leaves_is_gone(viewer: User, reviewer: User) -> None:
    task = waiting("open")
    presence.arrive(task, reviewer)

    presence.leave(task, reviewer)

    assert presence.visitors([task.pk], besides=viewer) == {task.pk: []}


def test_a_second_beat_does_not_change_since_when(viewer: User, reviewer: User) -> None:
    task = waiting("open")
    presence.arrive(task, reviewer)
    first = presence.visitors([task.pk], besides=viewer)

    presence.arrive(task, reviewer)

    assert presence.visitors([task.pk], besides=viewer) == first
