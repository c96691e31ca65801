"""A task through real workers, and what happens when they are killed."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from tasks_app.actors import Actor
from tasks_app.files import PART_SUFFIX
from tasks_app.models import Asset, AssetKind, Channel, Lease, Task
from tasks_app.models.lease import LeaseOutcome
from tasks_app.pipeline.probe import probe
from tasks_app.statuses import STEP_STATUSES, Status, Step
from tasks_app.transitions import transition
from tests.e2e.conftest import media_of, queued_task
from tests.e2e.stack import running, until, until_status, worker_of

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

COMMAND = Actor.command("test")
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
    until_status(task, Status.FINAL_REVIEW)
    transition(task.pk, Status.APPROVED, actor=COMMAND)
    until_status(task, Status.PUBLISHED)


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
    assert (film.picture.codec, film.sound.codec) == ("h264", "aac")
    assert (film.picture.width, film.picture.height) == (320, 180)


@pytest.mark.parametrize("step", list(Step))
def test_a_killed_worker_costs_nothing_but_the_item_in_hand(
    channel: Channel, tmp_path: Path, step: Step
) -> None:
    task = queued_task(channel)
    begin = {"upload": "assembly"}.get(step.value, step.value)

    with running(tmp_path, ITEM_SECONDS="0.5") as stack:
        if step is Step.UPLOAD:
            until_status(task, Status.FINAL_REVIEW)
            transition(task.pk, Status.APPROVED, actor=COMMAND)
            status = STEP_STATUSES[step]
            until(
                lambda: Task.objects.get(pk=task.pk).status in {status.running, status.done},
                f"{begin} runs",
            )
        else:
            until_status(task, STEP_STATUSES[step].running)
            until(lambda: Task.objects.get(pk=task.pk).is_running, "it runs")
        victim = Lease.objects.filter(task=task).latest("acquired_at").pid
        os.kill(victim, signal.SIGKILL)
        if step is not Step.UPLOAD:
            publish(task)
        else:
            until_status(task, Status.PUBLISHED)
        finished = stack.finished()

    assert takes_of(task) == ITEMS
    assert len(finished) == len(set(finished))
    assert not [path for path in media_of(task) if PART_SUFFIX in path.name]
    assert not Lease.objects.open().exists()
