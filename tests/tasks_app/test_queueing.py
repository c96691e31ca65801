"""Who is next, leases, and vanished workers."""

from __future__ import annotations

import os
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from pytest_django import Settings

from tasks_app import costs, queueing
from tasks_app.models import BudgetDay, Channel, Event, EventKind, Lease, Priority, Task
from tasks_app.models.lease import LeaseOutcome
from tasks_app.queueing import LeaseLost, Worker
from tasks_app.statuses import Status, Step
from tests.builders import make_asset, make_channel, make_task

pytestmark = pytest.mark.django_db

WORKER = Worker("host:1", 1)
OTHER = Worker("host:2", 2)
PAID = {("gemini", "image"): Decimal("1.00")}


def queued(title: str, *, channel: Channel, minutes_ago: int = 0, **columns: Any) -> Task:
    place = timezone.now() - timedelta(minutes=minutes_ago)
    return make_task(
        title=title,
        channel=channel,
        status=Status.QUEUED,
        queued_at=place,
        **columns,
    )


def titles_in_order(count: int) -> list[str]:
    leases = [queueing.claim_next(WORKER) for _ in range(count)]
    return [lease.task.title for lease in leases if lease]


def test_an_empty_queue_gives_nothing() -> None:
    make_channel()

    assert queueing.claim_next(WORKER) is None


def test_claiming_takes_a_lease_and_moves_the_task() -> None:
    queued("fox", channel=make_channel())

    lease = queueing.claim_next(WORKER)

    assert lease is not None
    assert lease.step == Step.ASSETS
    assert lease.worker == "host:1"
    task = Task.objects.get()
    assert task.status == Status.CLAIMED
    assert task.begun_at is not None


def test_high_goes_before_normal_before_low_across_channels() -> None:
    one, two = make_channel("one", max_concurrent=9), make_channel("two", max_concurrent=9)
    queued("low", channel=one, minutes_ago=9, priority=Priority.LOW)
    queued("normal", channel=two, minutes_ago=5, priority=Priority.NORMAL)
    queued("high", channel=one, minutes_ago=1, priority=Priority.HIGH)

    assert titles_in_order(3) == ["high", "normal", "low"]


def test_channels_take_turns() -> None:
    busy, small = make_channel("busy", max_concurrent=9), make_channel("small", max_concurrent=9)
    for number in range(4):
        queued(f"busy {number}", channel=busy, minutes_ago=60 - number)
    queued("small", channel=small, minutes_ago=1)

    assert titles_in_order(3) == ["busy 0", "small", "busy 1"]


def test_within_a_channel_first_in_first_out() -> None:
    channel = make_channel(max_concurrent=9)
    queued("second", channel=channel, minutes_ago=1)
    queued("first", channel=channel, minutes_ago=2)

    assert titles_in_order(2) == ["first", "second"]


def test_a_full_channel_is_passed_over() -> None:
    full, free = make_channel("a", max_concurrent=1), make_channel("b", max_concurrent=1)
    queued("a 1", channel=full, minutes_ago=3)
    queued("a 2", channel=full, minutes_ago=2)
    queued("b 1", channel=free, minutes_ago=1)

    assert titles_in_order(3) == ["a 1", "b 1"]


@pytest.mark.parametrize("state", ["held", "inactive", "removed"])
def test_a_channel_that_is_not_active_is_passed_over(state: str) -> None:
    queued("fox", channel=make_channel(state=state))

    assert queueing.claim_next(WORKER) is None


def test_a_step_whose_provider_is_full_is_passed_over(settings: Settings) -> None:
    settings.PROVIDER_LIMITS = {"gemini": 1}
    remote = make_channel("remote", max_concurrent=9, config={"providers": {"assets": "gemini"}})
    local = make_channel("local", max_concurrent=9)
    queued("remote 1", channel=remote, minutes_ago=3)
    queued("remote 2", channel=remote, minutes_ago=2)
    queued("local 1", channel=local, minutes_ago=1)

    assert titles_in_order(3) == ["remote 1", "local 1"]


@pytest.mark.parametrize("column", ["next_attempt_at", "undo_until"])
def test_a_task_that_has_to_wait_is_passed_over_until_then(column: str) -> None:
    soon = timezone.now() + timedelta(minutes=1)
    columns: dict[str, Any] = {column: soon}
    task = queued("fox", channel=make_channel(), **columns)

    before = queueing.claim_next(WORKER)
    Task.objects.filter(pk=task.pk).update(**{column: timezone.now()})
    after = queueing.claim_next(WORKER)

    assert before is None
    assert after is not None


@pytest.mark.parametrize(
    ("budget", "told"),
    [
        pytest.param(10, [], id="30-percent"),
        pytest.param(3.5, [80, 100], id="86-percent-and-then-no-room"),
        pytest.param(3, [100], id="all-of-it"),
        pytest.param(2, [100], id="no-room"),
    ],
)
def test_reaching_a_mark_of_the_budget_is_an_event_once_a_day(
    budget: float, told: list[int], settings: Settings
) -> None:
    settings.PRICES_USD = PAID
    config = {"providers": {"assets": "gemini"}, "budget_daily_usd": budget}
    channel = make_channel(config=config)
    queued("first", channel=channel)
    queued("second", channel=channel)

    [queueing.claim_next(WORKER) for _ in range(3)]

    happened = Event.objects.filter(kind=EventKind.CHANNEL_BUDGET).order_by("id")
    assert [event.data["percent"] for event in happened] == told
    assert set(happened.values_list("channel_id", flat=True)) <= {channel.pk}


def test_a_channel_without_budget_left_is_passed_over(settings: Settings) -> None:
    settings.PRICES_USD = PAID
    config = {"providers": {"assets": "gemini"}, "budget_daily_usd": 4}
    queued("too dear", channel=make_channel("poor", max_concurrent=9, config=config), minutes_ago=3)
    queued("also", channel=Channel.objects.get(), minutes_ago=2)
    queued("free", channel=make_channel("free"), minutes_ago=1)

    assert titles_in_order(3) == ["too dear", "free"]
    assert BudgetDay.objects.get().reserved_usd == Decimal(3)


def test_the_end_of_a_lease_gives_its_reservation_back(settings: Settings) -> None:
    settings.PRICES_USD = PAID
    config = {"providers": {"assets": "gemini"}, "budget_daily_usd": 4}
    queued("fox", channel=make_channel(config=config))
    lease = queueing.claim_next(WORKER)
    assert lease is not None
    call = costs.record_call(lease.task, service="gemini", operation="image", units=1)
    costs.settle_against(lease, call.cost_usd)

    queueing.end_lease(lease, LeaseOutcome.DONE)

    day = BudgetDay.objects.get()
    assert (day.reserved_usd, day.spent_usd) == (Decimal(0), Decimal(1))


def test_the_database_allows_one_open_lease_per_task() -> None:
    queued("fox", channel=make_channel())
    lease = queueing.claim_next(WORKER)
    assert lease is not None
    lease.pk = None
    lease._state.adding = True

    with pytest.raises(IntegrityError, match="lease_one_open_per_task"), transaction.atomic():
        lease.save(force_insert=True)


def test_renewing_prolongs_the_lease() -> None:
    queued("fox", channel=make_channel())
    lease = queueing.claim_next(WORKER)
    assert lease is not None
    soon = timezone.now() + timedelta(seconds=1)
    Lease.objects.update(expires_at=soon)

    queueing.renew_lease(lease.pk, WORKER)

    lease.refresh_from_db()
    assert lease.expires_at > soon


def test_nobody_else_can_renew() -> None:
    queued("fox", channel=make_channel())
    lease = queueing.claim_next(WORKER)
    assert lease is not None

    with pytest.raises(LeaseLost):
        queueing.renew_lease(lease.pk, OTHER)


def test_an_expired_lease_puts_the_task_back_at_the_same_step_and_place() -> None:
    task = queued("fox", channel=make_channel(), minutes_ago=7, next_step=Step.VIDEO)
    queueing.claim_next(WORKER)
    Lease.objects.update(expires_at=timezone.now())

    reclaimed = queueing.reclaim_expired()

    after = Task.objects.get()
    assert reclaimed == 1
    assert (after.status, after.next_step) == (Status.QUEUED, Step.VIDEO)
    assert after.queued_at == task.queued_at
    assert Lease.objects.get().outcome == LeaseOutcome.EXPIRED


def test_a_living_lease_is_not_reclaimed() -> None:
    queued("fox", channel=make_channel())
    queueing.claim_next(WORKER)

    assert queueing.reclaim_expired() == 0


def test_a_dead_process_of_this_machine_is_reclaimed_at_once() -> None:
    channel = make_channel(max_concurrent=2)
    queued("of the dead", channel=channel, minutes_ago=2)
    queued("of the living", channel=channel, minutes_ago=1)
    queueing.claim_next(Worker(f"{queueing.machine()}:4194305", 4194305))
    queueing.claim_next(Worker(f"{queueing.machine()}:{os.getpid()}", os.getpid()))

    reclaimed = queueing.reclaim_dead()

    assert reclaimed == 1
    assert Task.objects.get(title="of the dead").status == Status.QUEUED
    assert Task.objects.get(title="of the living").status == Status.CLAIMED


def crash(task: Task, times: int) -> None:
    for _ in range(times):
        queueing.claim_next(WORKER)
        Task.objects.filter(pk=task.pk).update(status=Status.GENERATING_ASSETS)
        Lease.objects.open().update(expires_at=timezone.now())
        queueing.reclaim_expired()


def test_a_step_that_takes_its_worker_down_again_and_again_waits_for_a_person() -> None:
    task = queued("fox", channel=make_channel())

    crash(task, queueing.CRASHES_IN_A_ROW)

    task.refresh_from_db()
    assert task.status == Status.ASSET_ERROR
    assert task.error_kind == "manual_review"
    assert "The worker died 5 times in a row" in task.error_log


def test_crashes_with_progress_in_between_go_on() -> None:
    task = queued("fox", channel=make_channel())
    crash(task, queueing.CRASHES_IN_A_ROW - 1)
    make_asset(task)

    crash(task, 1)

    task.refresh_from_db()
    assert task.status == Status.QUEUED


def test_a_parked_lease_is_resumed_by_whoever_asks() -> None:
    queued("fox", channel=make_channel())
    lease = queueing.claim_next(WORKER)
    assert lease is not None
    queueing.park(lease)

    resumed = queueing.resume_next(OTHER)

    assert resumed is not None
    assert (resumed.pk, resumed.worker, resumed.resume_at) == (lease.pk, "host:2", None)


def test_a_lease_parked_for_later_is_not_resumed_now() -> None:
    queued("fox", channel=make_channel())
    lease = queueing.claim_next(WORKER)
    assert lease is not None
    queueing.park(lease, seconds=60)

    assert queueing.resume_next(OTHER) is None
    assert not queueing.has_work()


def test_a_lost_lease_cannot_be_parked_or_written_with() -> None:
    queued("fox", channel=make_channel())
    lease = queueing.claim_next(WORKER)
    assert lease is not None
    Lease.objects.update(worker=OTHER.name)

    with pytest.raises(LeaseLost):
        queueing.park(lease)


def test_moving_on_waits_for_a_place_at_a_full_provider(settings: Settings) -> None:
    settings.PROVIDER_LIMITS = {"kling": 0}
    config = {"providers": {"video": "kling"}}
    queued("fox", channel=make_channel(config=config), next_step=Step.COMPOSITES)
    lease = queueing.claim_next(WORKER)
    assert lease is not None

    moved = queueing.move_on(lease, Step.VIDEO)

    lease.refresh_from_db()
    assert not moved
    assert (lease.step, lease.provider) == (Step.VIDEO, "")
    assert lease.resume_at is not None


def test_a_rejected_task_is_queued_when_undo_is_over() -> None:
    past = timezone.now() - timedelta(seconds=1)
    task = make_task(status=Status.ASSET_ERROR, rejected=True, undo_until=past)

    released = queueing.release_rejected()

    task.refresh_from_db()
    assert released == 1
    assert (task.status, task.rejected) == (Status.QUEUED, False)


def test_a_rejected_task_makes_nothing_before() -> None:
    soon = timezone.now() + timedelta(seconds=5)
    make_task(status=Status.ASSET_ERROR, rejected=True, undo_until=soon)

    assert queueing.release_rejected() == 0
