"""Telling people while others tell them, too, and while the table cannot be written."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest
from django.db import connection, transaction

from notifications_app import fan_out, inbox
from notifications_app.folding import HOURLY_LIMIT
from notifications_app.models import Notification, Parked, ReadState
from tasks_app import events, intake
from tasks_app.actors import Actor
from tasks_app.models import Event, EventKind, Task
from tasks_app.statuses import Status
from tests.builders import make_task
from tests.disks import tiny_disk
from tests.e2e.stack import surroundings
from tests.notifications_app.builders import make_notification
from tests.tellers import tell_together
from videogen.accounts.models import User
from videogen.embedded.account import server_account

pytestmark = pytest.mark.django_db(transaction=True)

WORKER = Actor.worker("w")
LOCK = "LOCK TABLE notifications_app_notification IN ACCESS EXCLUSIVE MODE"


def publish(task: Task) -> Event:
    data = {"from": "uploading", "to": "published"}
    with transaction.atomic():
        return events.append(EventKind.STATUS, about=task, actor=WORKER, data=data)


def at_once(work: Callable[[], object], *, times: int) -> None:
    start = threading.Barrier(times)

    def run(_number: int) -> None:
        start.wait()
        try:
            work()
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as pool:
        list(pool.map(run, range(times)))


@pytest.mark.slow
def test_the_same_occurrence_from_four_processes_three_times_is_one_row(viewer: User) -> None:
    source = publish(make_task())

    tell_together(source.pk, surroundings(), processes=4, times=3)

    assert Notification.objects.get().user == viewer
    assert Event.objects.filter(kind=EventKind.NOTIFICATION).count() == 1


def test_four_rounds_at_once_tell_of_every_event_once_and_in_order(viewer: User) -> None:
    task = make_task()
    sources = [publish(task) for _ in range(60)]

    at_once(fan_out.fan_out, times=4)

    rows = Notification.objects.filter(user=viewer).order_by("created_at")
    assert list(rows.values_list("occurrence", flat=True)) == [f"event:{s.uid}" for s in sources]


def test_a_thousand_in_a_minute_are_a_hundred_and_one_that_counts_the_rest(viewer: User) -> None:
    task = make_task()
    data = {"from": "uploading", "to": "published"}
    with transaction.atomic():
        events.announce(EventKind.STATUS, [(task, data)] * 1000, actor=WORKER)

    fan_out.fan_out()

    listed = inbox.of(viewer).listed()
    fold = listed.get(kind="folded")
    assert listed.count() == HOURLY_LIMIT + 1
    assert (fold.metadata["count"], len(set(fold.metadata["ids"]))) == (900, 900)
    assert Notification.objects.values("occurrence").distinct().count() == 1000 + 1


def test_a_locked_table_neither_breaks_nor_delays_a_transition(
    viewer: User, operator: User
) -> None:
    published, waiting = make_task(), make_task(title="waiting")
    [publish(published) for _ in range(3)]
    locked, done = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic(), connection.cursor() as sql:
            sql.execute(LOCK)
            locked.set()
            done.wait(20)
        connection.close()

    with ThreadPoolExecutor(2) as pool:
        holding = pool.submit(hold)
        locked.wait(5)
        telling = pool.submit(at_once, fan_out.fan_out, times=1)
        begun = time.monotonic()
        intake.queue(waiting.pk, actor=Actor.person(operator))
        took = time.monotonic() - begun
        telling.result(20)
        parked = Parked.objects.get()
        done.set()
        holding.result(5)
    fan_out.fan_out()

    assert took < 0.5
    assert Task.objects.get(pk=waiting.pk).status == Status.QUEUED
    assert "lock timeout" in parked.reason
    # The first waits for its next attempt; those behind it were left to the next round.
    assert Notification.objects.filter(user=viewer).count() == 2


@pytest.fixture
def full_disk(data_dir: Path) -> Iterator[Path]:
    """The table of notifications lies on a disk without room; the file that fills it is given."""
    place, account = data_dir / "tiny", server_account()
    with tiny_disk(place, kilobytes=256):
        os.chown(place, account.uid, account.gid)
        move_table_to(place)
        filler = place / "filler"
        with suppress(OSError), filler.open("wb", buffering=0) as file:
            while True:
                file.write(bytes(4096))
        yield filler
        move_table_to(None)


def move_table_to(place: Path | None) -> None:
    with connection.cursor() as sql:
        if place:
            sql.execute(f"CREATE TABLESPACE tiny LOCATION '{place}'")
        to = "tiny" if place else "pg_default"
        sql.execute(f"ALTER TABLE notifications_app_notification SET TABLESPACE {to}")
        if not place:
            sql.execute("DROP TABLESPACE tiny")


def test_a_full_disk_breaks_no_transition_and_what_was_parked_is_told_once_there_is_room(
    viewer: User, operator: User, full_disk: Path
) -> None:
    waiting = make_task(title="waiting")
    sources = [publish(make_task()) for _ in range(3)]

    fan_out.fan_out()
    intake.queue(waiting.pk, actor=Actor.person(operator))

    assert Task.objects.get(pk=waiting.pk).status == Status.QUEUED
    parked = Parked.objects.get()
    assert parked.event_id == sources[0].pk
    assert "No space left on device" in parked.reason
    assert not Notification.objects.exists()

    full_disk.unlink()
    fan_out.send_again([parked])
    fan_out.fan_out()

    told = inbox.of(viewer).values_list("occurrence", flat=True)
    assert sorted(told) == sorted(f"event:{source.uid}" for source in sources)
    assert not Parked.objects.exists()


def test_what_was_parked_while_the_table_was_locked_is_told_afterwards(viewer: User) -> None:
    source = publish(make_task())
    Parked.objects.create(event_id=source.pk, reason="lock timeout")

    fan_out.send_again(list(Parked.objects.all()))
    at_once(fan_out.fan_out, times=3)

    assert Notification.objects.count() == 1
    assert not Parked.objects.exists()


def test_reading_all_while_new_ones_come_keeps_the_counts_true(viewer: User) -> None:
    task = make_task()
    [publish(task) for _ in range(20)]
    made = make_notification(viewer)

    def work() -> None:
        fan_out.fan_out()
        inbox.read_all(viewer)
        inbox.move(viewer, made.pk, ReadState.UNREAD)

    at_once(work, times=4)

    unread = Notification.objects.filter(user=viewer, status=ReadState.UNREAD).count()
    assert inbox.counts(viewer).unread == unread
    last = Event.objects.filter(kind=EventKind.INBOX_CHANGED).latest("id")
    assert last.data["unread_count"] == unread
