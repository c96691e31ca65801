"""Many workers asking at the same moment."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from pytest_django import Settings

from tasks_app import queueing
from tasks_app.models import Lease
from tasks_app.queueing import Worker
from tasks_app.statuses import Status
from tests.builders import make_channel, make_task

pytestmark = pytest.mark.django_db(transaction=True)


def claim_until_empty(number: int) -> list[str]:
    worker = Worker(f"host:{number}", number)
    taken = []
    try:
        while lease := queueing.claim_next(worker):
            taken.append(str(lease.task_id))
        return taken
    finally:
        connection.close()


def claim_together(workers: int) -> list[str]:
    with ThreadPoolExecutor(workers) as pool:
        return [task for taken in pool.map(claim_until_empty, range(workers)) for task in taken]


def test_every_task_is_claimed_by_exactly_one_worker() -> None:
    channel = make_channel(max_concurrent=100)
    tasks = {str(make_task(channel=channel, status=Status.QUEUED).pk) for _ in range(30)}

    taken = claim_together(6)

    assert len(taken) == 30
    assert set(taken) == tasks


def test_a_channel_never_runs_more_than_its_limit() -> None:
    for number, limit in enumerate((1, 2, 3)):
        channel = make_channel(f"channel-{number}", max_concurrent=limit)
        for _ in range(5):
            make_task(channel=channel, status=Status.QUEUED)

    claim_together(6)

    running = Counter(Lease.objects.open().values_list("task__channel_id", flat=True))
    assert running == {"channel-0": 1, "channel-1": 2, "channel-2": 3}


def test_a_provider_never_runs_more_than_its_limit(settings: Settings) -> None:
    settings.PROVIDER_LIMITS = {"gemini": 2}
    config = {"providers": {"assets": "gemini"}}
    for number in range(3):
        channel = make_channel(f"channel-{number}", max_concurrent=9, config=config)
        for _ in range(3):
            make_task(channel=channel, status=Status.QUEUED)

    claim_together(6)

    assert Lease.objects.open().filter(provider="gemini").count() == 2
