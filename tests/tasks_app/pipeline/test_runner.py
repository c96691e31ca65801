"""A leased step, run in this process: what is made, what is kept, what a fault leads to."""

from __future__ import annotations

import os
from decimal import Decimal
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from pytest_django import Settings

from tasks_app import queueing
from tasks_app.actors import Actor
from tasks_app.gates import Decision, Flag
from tasks_app.models import Asset, AssetKind, AssetStatus, Call, Channel, Event, Lease, Task
from tasks_app.models.lease import LeaseOutcome
from tasks_app.pipeline import runner
from tasks_app.pipeline.items import StepContext
from tasks_app.pipeline.making import next_take
from tasks_app.pipeline.steps import RULES
from tasks_app.queueing import Worker
from tasks_app.statuses import Phase, Status, Step
from tasks_app.transitions import Cause, transition
from tests.builders import make_channel, make_task
from tests.disks import tiny_disk

pytestmark = pytest.mark.django_db(transaction=True)

WORKER = Worker("host:1", os.getpid())
ANA = Actor.command("ana")
PLAN = {
    "given": True,
    "clips": [
        {
            "index": 1,
            "narration": "Once.",
            "scene": "place",
            "motion": "pan",
            "sound": "wind",
            "image": "fox",
        }
    ],
    "characters": ["fox", "owl"],
    "environments": ["place"],
    "props": ["lamp"],
}
COPY = """#!/bin/sh
while [ $# -gt 0 ]; do
  case "$1" in --prompt) prompt=$2;; --output) output=$2;; esac
  shift 2
done
echo "$prompt" | head -n 1 >> "{folder}/journal"
{extra}
case "$prompt" in place*) picture=place;; *) picture=figure;; esac
cp "{folder}/$picture.png" "$output"
"""


@pytest.fixture
def scripts(tmp_path: Path, settings: Settings) -> Path:
    folder = tmp_path / "scripts"
    folder.mkdir()
    settings.COMMAND_PROVIDER_DIR = folder
    for name, mode in (("place", "RGB"), ("figure", "RGBA")):
        picture = Image.new(mode, (320, 180))
        pen = ImageDraw.Draw(picture)
        for number in range(8):
            corner = 20 * number + 20
            pen.rectangle((corner, 30, corner + 20, 150), fill=(30 * number, 90, 250 - 20 * number))
        picture.save(folder / f"{name}.png")
    write_script(folder)
    return folder


def write_script(folder: Path, extra: str = "") -> None:
    script = folder / "generate_asset"
    script.write_text(COPY.format(folder=folder, extra=extra), encoding="utf-8")
    script.chmod(0o755)


@pytest.fixture
def channel(scripts: Path) -> Channel:
    return make_channel(config=config())


def config(**more: object) -> dict[str, object]:
    return {"providers": {"assets": "command"}, "video": {"resolution": "320x180"}, **more}


def queued(channel: Channel) -> Task:
    return make_task(channel=channel, plan=PLAN, status=Status.QUEUED)


def run_next() -> None:
    lease = queueing.resume_next(WORKER) or queueing.claim_next(WORKER)
    assert lease is not None
    runner.run_slice(lease, WORKER)


def journal(scripts: Path) -> list[str]:
    return sorted((scripts / "journal").read_text(encoding="utf-8").split())


def test_a_step_leaves_its_files_and_waits_at_the_gate(channel: Channel, scripts: Path) -> None:
    task = queued(channel)

    run_next()

    task.refresh_from_db()
    assets = Asset.objects.filter(task=task)
    assert task.status == Status.ASSETS_READY
    assert journal(scripts) == ["fox", "lamp", "owl", "place"]
    assert {(a.kind, a.index, a.take, a.status) for a in assets} == {
        (AssetKind.CHARACTER, 1, 1, AssetStatus.GENERATED),
        (AssetKind.CHARACTER, 2, 1, AssetStatus.GENERATED),
        (AssetKind.ENVIRONMENT, 1, 1, AssetStatus.GENERATED),
        (AssetKind.PROP, 1, 1, AssetStatus.GENERATED),
    }
    assert Lease.objects.get().outcome == LeaseOutcome.DONE


def test_progress_is_told_item_by_item(channel: Channel) -> None:
    task = queued(channel)

    run_next()

    told = [e.data["done"] for e in Event.objects.filter(task=task, kind="task.progress")]
    assert told == [1, 2, 3, 4]


def test_only_flagged_files_are_made_again_with_the_note_in_the_prompt(
    channel: Channel, scripts: Path
) -> None:
    task = queued(channel)
    run_next()
    owl = Asset.objects.get(prompt="owl")
    decision = Decision(note="Look again", flags=(Flag(owl.pk, "Bigger eyes"),))
    transition(task.pk, Status.ASSET_ERROR, actor=ANA, cause=Cause(decision=decision))
    queueing.release_rejected()

    run_next()

    takes = Asset.objects.filter(kind=AssetKind.CHARACTER, index=2).order_by("take")
    assert journal(scripts) == ["fox", "lamp", "owl", "owl", "place"]
    assert [(a.take, a.is_current) for a in takes] == [(1, False), (2, True)]
    assert takes[1].prompt == "owl\nReviewer's note: Bigger eyes"
    assert takes[0].path != takes[1].path


def test_a_whole_file_without_a_row_is_taken_over_instead_of_made_again(
    channel: Channel, scripts: Path
) -> None:
    task = queued(channel)
    context = StepContext.read(task.pk)
    fox = next(item for item in RULES[Step.ASSETS].items(context) if item.prompt == "fox")
    take = next_take(context, fox)
    take.path.write_bytes((scripts / "figure.png").read_bytes())

    run_next()

    assert journal(scripts) == ["lamp", "owl", "place"]
    assert Asset.objects.filter(prompt="fox").exists()


def test_a_slice_that_is_over_is_parked_and_goes_on(settings: Settings, channel: Channel) -> None:
    settings.SLICE_SECONDS = 0
    settings.STEP_PARALLEL = 1
    task = queued(channel)
    run_next()
    parked = Lease.objects.get()
    settings.SLICE_SECONDS = 60

    run_next()

    task.refresh_from_db()
    assert parked.resume_at is not None
    assert task.status == Status.ASSETS_READY
    assert Lease.objects.count() == 1


def test_a_gate_that_may_proceeds_by_itself(scripts: Path) -> None:
    channel = make_channel(config=config(workflow={"auto_proceed": {"assets": True}}))
    task = queued(channel)

    run_next()

    task.refresh_from_db()
    assert (task.status, task.next_step) == (Status.QUEUED, Step.COMPOSITES)


def test_a_transient_failure_keeps_what_is_done_and_waits(channel: Channel, scripts: Path) -> None:
    write_script(scripts, 'case "$prompt" in owl*) echo "no owls today" >&2; exit 3;; esac')
    task = queued(channel)

    run_next()

    task.refresh_from_db()
    assert (task.status, task.phase, task.next_step) == (Status.QUEUED, Phase.RETRY, Step.ASSETS)
    assert (task.failed_step, task.retry_count) == (Step.ASSETS, 1)
    assert "no owls today" in task.error_log
    assert "Retry 1 of 4 at" in task.error_log
    assert Asset.objects.filter(prompt="fox").exists()


def test_a_retry_makes_only_what_is_missing(channel: Channel, scripts: Path) -> None:
    write_script(scripts, 'case "$prompt" in owl*) exit 3;; esac')
    task = queued(channel)
    run_next()
    made_before = Asset.objects.count()
    write_script(scripts)
    Task.objects.update(next_attempt_at=None)

    run_next()

    task.refresh_from_db()
    assert made_before < 4
    assert Asset.objects.count() == 4
    assert journal(scripts).count("fox") == 1
    assert (task.status, task.retry_count) == (Status.ASSETS_READY, 0)


def test_refused_arguments_wait_for_a_person(channel: Channel, scripts: Path) -> None:
    write_script(scripts, "exit 2")
    task = queued(channel)

    run_next()

    task.refresh_from_db()
    assert (task.status, task.phase) == (Status.ASSET_ERROR, Phase.FAILED)
    assert task.error_kind == "invalid_input"
    assert "Needs you" in task.error_log


def test_used_up_retries_wait_for_a_person(scripts: Path) -> None:
    channel = make_channel(config=config(workflow={"max_retries": {"assets": 0}}))
    write_script(scripts, "exit 3")
    task = queued(channel)

    run_next()

    task.refresh_from_db()
    assert task.status == Status.ASSET_ERROR
    assert "all 0 retries are used up" in task.error_log


def test_a_file_that_does_not_pass_its_check_is_a_failed_item(
    channel: Channel, scripts: Path
) -> None:
    write_script(scripts, 'case "$prompt" in owl*) head -c 100 "$0" > "$output"; exit 0;; esac')
    task = queued(channel)

    run_next()

    task.refresh_from_db()
    assert task.status == Status.ASSET_ERROR
    assert "Character 2 did not pass the check" in task.error_log
    assert not Asset.objects.filter(prompt="owl").exists()


def test_a_provider_that_is_not_there_is_one_sentence(scripts: Path) -> None:
    channel = make_channel(config=config(providers={"assets": "gemini"}))
    task = queued(channel)

    run_next()

    task.refresh_from_db()
    assert task.status == Status.ASSET_ERROR
    assert "'gemini' is not available here: choose local or command" in task.error_log


def test_calls_are_written_down_at_their_price(settings: Settings, channel: Channel) -> None:
    settings.PRICES_USD = {("command", "image"): Decimal("0.25")}
    task = queued(channel)

    run_next()

    assert [call.cost_usd for call in Call.objects.filter(task=task)] == [Decimal("0.25")] * 4


def test_a_worker_that_lost_its_lease_writes_nothing(channel: Channel, scripts: Path) -> None:
    task = queued(channel)
    lease = queueing.claim_next(WORKER)
    assert lease is not None
    Lease.objects.update(worker="somebody else")

    runner.run_slice(lease, WORKER)

    task.refresh_from_db()
    assert task.status == Status.CLAIMED
    assert not Asset.objects.exists()


def test_a_full_disk_is_one_sentence_and_tried_again(
    settings: Settings, channel: Channel, tmp_path: Path
) -> None:
    task = queued(channel)

    with tiny_disk(tmp_path / "tiny", kilobytes=16) as settings.MEDIA_ROOT:
        (settings.MEDIA_ROOT / "filler").write_bytes(bytes(12_000))
        run_next()
        leftovers = list(settings.MEDIA_ROOT.rglob("*.part*"))

    task.refresh_from_db()
    assert task.phase is Phase.RETRY
    assert "disk is full" in task.error_log.lower()
    assert not leftovers


def test_a_media_folder_that_cannot_be_written_is_one_sentence(
    settings: Settings, channel: Channel, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way")
    settings.MEDIA_ROOT = tmp_path / "file" / "media"
    task = queued(channel)

    run_next()

    task.refresh_from_db()
    assert task.status == Status.ASSET_ERROR
    assert "give the workers' user write access" in task.error_log


def test_a_picture_that_was_lost_from_the_plan_is_one_sentence(channel: Channel) -> None:
    task = make_task(channel=channel, plan=PLAN, status=Status.QUEUED, next_step=Step.COMPOSITES)

    run_next()

    task.refresh_from_db()
    assert task.status == Status.ASSET_ERROR
    assert "Environment 1 of the plan was never made" in task.error_log
