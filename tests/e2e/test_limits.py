"""Two workers and a crowd of tasks: limits hold, the order is kept, nobody starves."""

from __future__ import annotations

from pathlib import Path

import pytest

from tasks_app import intake
from tasks_app.actors import Actor
from tasks_app.models import Lease, Priority, Task
from tasks_app.statuses import Status
from tests.e2e.conftest import queued_task, write_channel
from tests.e2e.stack import running, until

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(400),
    pytest.mark.django_db(transaction=True),
]


def most_at_once(channel_id: str) -> int:
    leases = Lease.objects.filter(task__channel_id=channel_id)
    moments = [(at, 1) for at in leases.values_list("acquired_at", flat=True)]
    moments += [(at, -1) for at in leases.values_list("ended_at", flat=True) if at]
    running_now, most = 0, 0
    for _, change in sorted(moments):
        running_now += change
        most = max(most, running_now)
    return most


def begun_order() -> list[str]:
    return list(Task.objects.order_by("begun_at").values_list("title", flat=True))


def test_twenty_tasks_over_three_channels_keep_every_limit(
    channel_folder: Path, transactional_db: None, tmp_path: Path
) -> None:
    limits = {"one": 1, "two": 2, "three": 3}
    channels = {
        name: write_channel(channel_folder, name, max_concurrent=limit, auto=False)
        for name, limit in limits.items()
    }
    sizes = {"one": 4, "two": 8, "three": 8}
    for name, count in sizes.items():
        for number in range(count):
            queued_task(channels[name], f"{name} {number}")

    with running(tmp_path, ITEM_SECONDS="0.1", WORKERS="4"):
        until(
            lambda: Task.objects.filter(status=Status.ASSETS_READY).count() == 20,
            "all twenty are at their first gate",
        )

    most = {name: most_at_once(name) for name in limits}
    assert all(most[name] <= limit for name, limit in limits.items())
    assert sum(most.values()) > 3


def test_a_channel_with_one_task_does_not_wait_behind_one_with_many(
    channel_folder: Path, transactional_db: None, tmp_path: Path
) -> None:
    crowd = write_channel(channel_folder, "crowd", auto=False)
    single = write_channel(channel_folder, "single", auto=False)
    for number in range(10):
        queued_task(crowd, f"crowd {number}")
    queued_task(single, "the only one")
    urgent = queued_task(crowd, "urgent")
    intake.edit(urgent.pk, {"priority": Priority.HIGH}, actor=Actor.command("test"))

    with running(tmp_path, ITEM_SECONDS="0", WORKERS="1"):
        until(lambda: Task.objects.filter(begun_at__isnull=False).count() >= 4, "four have begun")

    assert begun_order()[:4] == ["urgent", "the only one", "crowd 0", "crowd 1"]
