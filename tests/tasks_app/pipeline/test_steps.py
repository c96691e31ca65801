"""What each step finds missing."""

from __future__ import annotations

import pytest

from tasks_app.models import Asset, AssetKind, AssetStatus, Task
from tasks_app.pipeline.items import Item, Key, StepContext
from tasks_app.pipeline.steps import RULES
from tasks_app.statuses import Step
from tests.builders import make_asset, make_task

pytestmark = pytest.mark.django_db

PICTURES = (AssetKind.CHARACTER, AssetKind.ENVIRONMENT, AssetKind.PROP)


def items(task: Task, step: Step) -> list[Item]:
    return list(RULES[step].items(StepContext.read(task.pk)))


def missing(task: Task, step: Step) -> list[Key]:
    context = StepContext.read(task.pk)
    return [item.key for item in RULES[step].items(context) if context.is_missing(item)]


def leave(task: Task, item: Item) -> Asset:
    """As if the runner had made it."""
    suffix = item.suffix
    asset = make_asset(
        task, item.kind, index=item.index, suffix=suffix, content=str(item.key).encode()
    )
    seconds = {AssetKind.CLIP: 10.0, AssetKind.NARRATION: 6.0, AssetKind.EFFECT: 8.0}
    Asset.objects.filter(pk=asset.pk).update(
        inputs_hash=item.inputs_hash, duration_seconds=seconds.get(item.kind)
    )
    return asset


@pytest.fixture
def task() -> Task:
    """Everything is there up to the final cut."""
    task = make_task()
    for step in (Step.ASSETS, Step.COMPOSITES, Step.VIDEO, Step.AUDIO, Step.AUDIO, Step.SFX):
        context = StepContext.read(task.pk)
        for item in RULES[step].items(context):
            if context.is_missing(item):
                leave(task, item)
    return task


def test_the_first_step_makes_every_picture_of_the_plan() -> None:
    task = make_task()

    assert {kind for kind, _ in missing(task, Step.ASSETS)} == set(PICTURES)


@pytest.mark.parametrize("step", [Step.ASSETS, Step.COMPOSITES, Step.VIDEO, Step.AUDIO, Step.SFX])
def test_nothing_is_made_twice(task: Task, step: Step) -> None:
    assert missing(task, step) == []


def test_captions_wait_for_all_narrations() -> None:
    task = make_task()

    assert {item.kind for item in items(task, Step.AUDIO)} == {AssetKind.NARRATION}


def test_a_rejected_file_is_missing(task: Task) -> None:
    Asset.objects.filter(kind=AssetKind.CLIP, index=2).update(status=AssetStatus.REJECTED)

    assert missing(task, Step.VIDEO) == [(AssetKind.CLIP, 2)]


def test_what_was_made_of_a_changed_picture_is_made_again(task: Task) -> None:
    Asset.objects.filter(kind=AssetKind.COMPOSITE, index=1).update(sha256="f" * 64)

    assert missing(task, Step.VIDEO) == [(AssetKind.CLIP, 1)]


def test_captions_are_made_again_before_the_cut_when_a_narration_was_exchanged(task: Task) -> None:
    Asset.objects.filter(kind=AssetKind.NARRATION, index=1).update(sha256="f" * 64)

    found = missing(task, Step.ASSEMBLY)

    assert (AssetKind.CAPTIONS, 1) in found
    assert (AssetKind.CAPTIONS, 2) in found


def test_the_cut_needs_no_new_captions_when_nothing_was_exchanged(task: Task) -> None:
    assert missing(task, Step.ASSEMBLY) == [(AssetKind.FINAL, 1), (AssetKind.THUMBNAIL, 1)]


def test_the_upload_leaves_no_file(task: Task) -> None:
    assert items(task, Step.UPLOAD) == []
