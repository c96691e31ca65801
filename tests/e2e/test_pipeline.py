"""A task through real workers, and what happens when they are killed."""

from __future__ import annotations

import os
import signal
import time
from collections import Counter
from pathlib import Path

import psutil
import pytest
from django.db import transaction

from tasks_app.actors import Actor
from tasks_app.files import PART_SUFFIX
from tasks_app.models import Asset, AssetKind, Channel, Event, Lease, Task
from tasks_app.pipeline.probe import probe
from tasks_app.statuses import IN_ERROR, STEP_STATUSES, Status, Step
from tasks_app.transitions import transition
from tests.e2e.conftest import media_of, queued_task
from tests.e2e.stack import Stack, running, until

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(400),
    pytest.mark.django_db(transaction=True),
]

COMMAND = Actor.command("test")
IN_HAND = 2
"""As many items as a step makes at a time here (STEP_PARALLEL)."""

ITEMS = {
    AssetKind.CHARACTER: 1,
    AssetKind.ENVIRONMENT: 1,
    AssetKind.PROP: 1,
    AssetKind.COMPOSITE: 3,
    AssetKind.CLIP: 3,
    AssetKind.NARRATION: 3,
    AssetKind.CAPTIONS: 2,
    AssetKind.EFFECT: 3,
    AssetKind.FINAL: 1,
    AssetKind.THUMBNAIL: 1,
}


def publish(task: Task) -> None:
    """Approve the film when it is there, and wait until it is out."""

    def is_out() -> bool:
        now = Task.objects.get(pk=task.pk)
        assert now.state not in IN_ERROR, now.error_log
        approve_film(task)
        return now.state is Status.PUBLISHED

    until(is_out, "it is published")


def approve_film(task: Task) -> None:
    if Task.objects.get(pk=task.pk).state is Status.FINAL_REVIEW:
        transition(task.pk, Status.APPROVED, actor=COMMAND)


def kill_worker_at(task: Task, step: Step) -> bool:
    """Kill the process that runs this step, if one does: with its lease locked it cannot finish."""
    if step is Step.UPLOAD:
        approve_film(task)
    with transaction.atomic():
        lease = Lease.objects.open().select_for_update().filter(task=task, step=step).first()
        if lease is None or Task.objects.get(pk=task.pk).state is not STEP_STATUSES[step].running:
            return False
        os.kill(lease.pid, signal.SIGKILL)
        return True


def went_back(task: Task) -> bool:
    """Whether the killed worker's lease was taken from it and the task queued again."""
    return Event.objects.filter(task=task, data__to=Status.QUEUED, actor__name="watchdog").exists()


def recorded(task: Task) -> set[str]:
    """The items with a row, in the words of the scripts' journal."""
    words = {AssetKind.CLIP: "clip", AssetKind.NARRATION: "narration", AssetKind.EFFECT: "effect"}
    return {
        f"composite {asset.index:02d}"
        if asset.kind == AssetKind.COMPOSITE
        else f"{words.get(AssetKind(asset.kind), 'asset')} {asset.prompt}"
        for asset in Asset.objects.filter(task=task)
    }


def made_twice(stack: Stack) -> set[str]:
    counts = Counter(stack.finished())
    return {item for item, count in counts.items() if count > 1}


def takes_of(task: Task) -> dict[AssetKind, int]:
    kinds = Asset.objects.filter(task=task).values_list("kind", flat=True)
    return {kind: list(kinds).count(kind) for kind in AssetKind}


def test_an_idea_becomes_a_package(channel: Channel, tmp_path: Path) -> None:
    task = queued_task(channel)

    with running(tmp_path, ITEM_SECONDS="0"):
        publish(task)

    task.refresh_from_db()
    film = probe(Path(task.youtube_url.removeprefix("file://")) / "video.mp4")
    assert takes_of(task) == ITEMS
    assert film.picture is not None
    assert film.sound is not None
    assert (film.picture.codec, film.sound.codec) == ("h264", "aac")
    assert (film.picture.width, film.picture.height) == (320, 180)


@pytest.mark.parametrize("step", list(Step))
def test_a_killed_worker_costs_nothing_but_the_items_in_hand(
    channel: Channel, tmp_path: Path, step: Step
) -> None:
    task = queued_task(channel)

    with running(tmp_path, ITEM_SECONDS="0.5") as stack:
        until(lambda: kill_worker_at(task, step), f"a worker is at {step}", pause=0.002)
        kept = recorded(task)
        killed_at = time.monotonic()
        until(lambda: went_back(task), "the task is back in the queue", seconds=30)
        seconds_away = time.monotonic() - killed_at
        publish(task)
        twice = made_twice(stack)

    assert seconds_away < 30
    assert takes_of(task) == ITEMS
    assert not kept & twice
    assert len(twice) <= IN_HAND
    assert not [path for path in media_of(task) if PART_SUFFIX in path.name]
    assert not Lease.objects.open().exists()


def test_after_everything_was_killed_a_new_start_goes_on_where_it_was(
    channel: Channel, tmp_path: Path
) -> None:
    task = queued_task(channel)

    with running(tmp_path, ITEM_SECONDS="0.5") as stack:
        until(lambda: len(recorded(task)) >= 5, "some items are there")
        stack.kill()
        until(lambda: not alive(task), "no process outlives its parent", seconds=10)
        kept = recorded(task)
        stack.start()
        publish(task)
        twice = made_twice(stack)

    assert len(kept) >= 5
    assert not kept & twice
    assert len(twice) <= IN_HAND
    assert takes_of(task) == ITEMS


def test_an_idle_worker_that_is_killed_does_not_stop_the_others(
    channel: Channel, tmp_path: Path
) -> None:
    with running(tmp_path, ITEM_SECONDS="0") as stack:
        until(lambda: idle_workers(stack), "workers wait")[0].kill()
        task = queued_task(channel)
        publish(task)

    assert takes_of(task) == ITEMS


def idle_workers(stack: Stack) -> list[psutil.Process]:
    """The workers of the cluster, once it is complete: its sentinel forks them first."""
    assert stack.work is not None
    try:
        family = psutil.Process(stack.work.pid).children(recursive=True)
        sentinels = [process for process in family if len(process.children()) == 4]
    except psutil.NoSuchProcess:
        return []
    return sorted(sentinels[0].children(), key=lambda process: process.pid) if sentinels else []


def alive(task: Task) -> bool:
    return psutil.pid_exists(Lease.objects.filter(task=task).latest("acquired_at").pid)
