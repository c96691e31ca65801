"""Event ids rise in the order of commits, whatever the order in which transactions began."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from django.db import connection, transaction

from tasks_app import events
from tasks_app.actors import Actor
from tasks_app.models import Event, EventKind, Task
from tests.builders import make_task

pytestmark = pytest.mark.django_db(transaction=True)

ACTOR = Actor.system("race")


def in_thread(work: Callable[[], None]) -> Callable[[], None]:
    def run() -> None:
        try:
            work()
        finally:
            connection.close()

    return run


def test_an_id_is_given_only_when_every_smaller_one_is_visible() -> None:
    first, second = make_task(title="first"), make_task(title="second")
    inserted, may_commit = threading.Event(), threading.Event()
    order: list[str] = []

    def slow() -> None:
        with transaction.atomic():
            events.append(EventKind.EDITED, about=first, actor=ACTOR)
            inserted.set()
            may_commit.wait(5)
            order.append("slow commits")

    def quick() -> None:
        inserted.wait(5)
        with transaction.atomic():
            events.append(EventKind.EDITED, about=second, actor=ACTOR)
            order.append("quick has an id")

    with ThreadPoolExecutor(2) as pool:
        running = [pool.submit(in_thread(slow)), pool.submit(in_thread(quick))]
        inserted.wait(5)
        seen_while_open = list(Event.objects.values_list("task__title", flat=True))
        may_commit.set()
        [one.result(10) for one in running]

    assert seen_while_open == []
    assert order == ["slow commits", "quick has an id"]
    assert list(Event.objects.values_list("task__title", flat=True)) == ["first", "second"]


def test_a_reader_that_asks_after_its_last_id_misses_nothing() -> None:
    tasks = [make_task(title=f"task {number}") for number in range(4)]
    writers_done = threading.Event()
    seen: list[int] = []

    def write(task: Task) -> None:
        for _ in range(100):
            with transaction.atomic():
                events.append(EventKind.EDITED, about=task, actor=ACTOR)

    def read() -> None:
        last = 0
        while True:
            finished = writers_done.is_set()
            new = list(Event.objects.filter(id__gt=last).values_list("id", flat=True))
            seen.extend(new)
            last = max(new, default=last)
            if finished:
                return

    with ThreadPoolExecutor(5) as pool:
        reading = pool.submit(in_thread(read))
        writing = [pool.submit(in_thread(partial(write, task))) for task in tasks]
        [one.result(60) for one in writing]
        writers_done.set()
        reading.result(60)

    assert len(seen) == 400
    assert seen == list(Event.objects.order_by("id").values_list("id", flat=True))
