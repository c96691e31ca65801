from __future__ import annotations

import uuid
from decimal import Decimal

import pytest

from reviews_app import decisions
from reviews_app.decisions import Action, Answer
from tasks_app.actors import Actor
from tasks_app.gates import FilesChanged, Flag
from tasks_app.models import Asset, AssetKind, AssetStatus, Task
from tasks_app.statuses import GATE_BY_STATUS, Gate, Status
from tasks_app.transitions import InvalidTransition, TransitionConflict
from tests.builders import make_asset, make_channel, make_task
from videogen.lib.errors import Conflict, InvalidInput

pytestmark = pytest.mark.django_db

ANA = Actor.notion("ana", "Ana")
BO = Actor.notion("bo", "Bo")
KIND_AT_GATE = {
    Status.ASSETS_READY: AssetKind.CHARACTER,
    Status.VIDEO_READY: AssetKind.CLIP,
    Status.AUDIO_READY: AssetKind.NARRATION,
    Status.FINAL_REVIEW: AssetKind.CLIP,
}


@pytest.fixture(params=GATE_BY_STATUS.values(), ids=lambda gate: gate.name)
def gate(request: pytest.FixtureRequest) -> Gate:
    found: Gate = request.param
    return found


def test_approval_sends_the_task_on(gate: Gate) -> None:
    task = make_task(status=gate.status)
    asset = make_asset(task, KIND_AT_GATE[gate.status])

    approved = decisions.approve(task.pk, Answer(), actor=ANA)

    asset.refresh_from_db()
    assert (approved.status, approved.next_step) == (Status.QUEUED, gate.following)
    assert asset.status == AssetStatus.APPROVED


def test_rejection_sends_the_task_back(gate: Gate) -> None:
    task = make_task(status=gate.status)
    asset = make_asset(task, KIND_AT_GATE[gate.status])

    rejected = decisions.reject(task.pk, Answer(note="Too dark."), actor=ANA)

    asset.refresh_from_db()
    assert (rejected.status, rejected.next_step) == (gate.rejected, gate.redo)
    assert (asset.status, asset.note) == (AssetStatus.REJECTED, "Too dark.")


def test_only_flagged_files_are_made_again() -> None:
    task = make_task(status=Status.ASSETS_READY)
    good, bad = make_asset(task, index=1), make_asset(task, index=2)

    decisions.reject(
        task.pk, Answer(note="Nearly.", flags=(Flag(bad.pk, "A fifth leg."),)), actor=ANA
    )

    good.refresh_from_db()
    bad.refresh_from_db()
    assert good.status == AssetStatus.GENERATED
    assert (bad.status, bad.note) == (AssetStatus.REJECTED, "A fifth leg.")


def test_the_estimate_is_of_what_is_made_again() -> None:
    channel = make_channel(config={"providers": {"video": "kling"}})
    task = make_task(channel=channel, status=Status.VIDEO_READY)
    first = make_asset(task, AssetKind.CLIP, index=1, suffix=".mp4")
    make_asset(task, AssetKind.CLIP, index=2, suffix=".mp4")

    one = decisions.reject(task.pk, Answer(note="No.", flags=(Flag(first.pk),)), actor=ANA)
    back = decisions.undo(task.pk, actor=ANA)
    both = decisions.reject(task.pk, Answer(note="No."), actor=ANA)

    assert one.estimate_usd == Decimal("0.70")
    assert back.estimate_usd == 0
    assert both.estimate_usd == Decimal("1.40")


def test_a_rejection_needs_a_note() -> None:
    task = make_task(status=Status.ASSETS_READY)

    with pytest.raises(InvalidInput) as refusal:
        decisions.reject(task.pk, Answer(note="  "), actor=Actor.command("test"))

    assert "note" in refusal.value.errors


def test_flagged_files_cannot_be_approved() -> None:
    task = make_task(status=Status.ASSETS_READY)
    asset = make_asset(task)

    with pytest.raises(InvalidInput) as refusal:
        decisions.approve(task.pk, Answer(flags=(Flag(asset.pk),)), actor=ANA)

    assert "assets" in refusal.value.errors


def test_a_file_of_another_task_cannot_be_flagged() -> None:
    task, other = make_task(status=Status.ASSETS_READY), make_task()
    stranger = make_asset(other)

    with pytest.raises(InvalidInput):
        decisions.reject(task.pk, Answer(note="No.", flags=(Flag(stranger.pk),)), actor=ANA)


def test_what_was_seen_is_what_is_decided_on() -> None:
    task = make_task(status=Status.ASSETS_READY)
    asset = make_asset(task)
    by_id = {str(asset.pk): asset.sha256}

    decisions.approve(task.pk, Answer(seen=by_id), actor=ANA)

    assert Task.objects.get(pk=task.pk).status == Status.QUEUED


def test_hashes_alone_will_do() -> None:
    task = make_task(status=Status.ASSETS_READY)
    asset = make_asset(task)

    decisions.approve(task.pk, Answer(seen=frozenset({asset.sha256})), actor=ANA)

    assert Task.objects.get(pk=task.pk).status == Status.QUEUED


@pytest.mark.parametrize(
    "seen",
    [
        pytest.param({}, id="saw-nothing"),
        pytest.param(frozenset(), id="saw-no-hashes"),
        pytest.param(frozenset({"f" * 64}), id="saw-another-file"),
        pytest.param({str(uuid.UUID(int=7)): "f" * 64}, id="saw-another-id"),
    ],
)
def test_what_changed_meanwhile_is_named(seen: dict[str, str] | frozenset[str]) -> None:
    task = make_task(status=Status.ASSETS_READY)
    make_asset(task, name="fox.png")

    with pytest.raises(FilesChanged) as refusal:
        decisions.approve(task.pk, Answer(seen=seen), actor=ANA)

    assert "fox.png" in refusal.value.detail
    assert Task.objects.get(pk=task.pk).status == Status.ASSETS_READY


def test_a_hash_too_many_is_a_file_that_is_gone() -> None:
    task = make_task(status=Status.ASSETS_READY)
    asset = make_asset(task)

    with pytest.raises(FilesChanged):
        decisions.approve(task.pk, Answer(seen=frozenset({asset.sha256, "f" * 64})), actor=ANA)


def test_the_second_to_decide_hears_who_was_first() -> None:
    task = make_task(status=Status.VIDEO_READY)
    decisions.approve(task.pk, Answer(), actor=ANA)

    with pytest.raises(TransitionConflict) as refusal:
        decisions.reject(task.pk, Answer(note="No."), actor=BO)

    assert refusal.value.detail.startswith("Ana was first: Videos Approved")


def test_a_status_seen_long_ago_is_not_decided_on() -> None:
    task = make_task(status=Status.ASSETS_READY)
    decisions.approve(task.pk, Answer(), actor=ANA)
    Task.objects.filter(pk=task.pk).update(status=Status.VIDEO_READY)

    with pytest.raises(TransitionConflict):
        decisions.approve(task.pk, Answer(seen=Status.ASSETS_READY), actor=BO)


def test_a_decision_on_one_gate_is_none_on_another_with_the_same_outcome() -> None:
    task = make_task(status=Status.FINAL_REVIEW)

    with pytest.raises(TransitionConflict) as refusal:
        decisions.reject(task.pk, Answer(note="No.", seen=Status.VIDEO_READY), actor=ANA)

    assert refusal.value.detail == (
        "The task is no longer Videos Ready: it is Ready for Review now."
    )
    assert Task.objects.get(pk=task.pk).status == Status.FINAL_REVIEW


def test_a_status_that_is_no_gate_cannot_have_been_decided_on() -> None:
    task = make_task(status=Status.ASSETS_READY)

    with pytest.raises(InvalidInput) as refusal:
        decisions.approve(task.pk, Answer(seen=Status.DRAFT), actor=ANA)

    assert "seen" in refusal.value.errors


def test_where_nothing_waits_the_allowed_moves_are_named() -> None:
    task = make_task()

    with pytest.raises(InvalidTransition) as refusal:
        decisions.approve(task.pk, Answer(), actor=ANA)

    assert refusal.value.errors == {"allowed": ["queued", "cancelled"]}


def test_only_the_person_who_decided_may_take_it_back() -> None:
    task = make_task(status=Status.ASSETS_READY)
    asset = make_asset(task)
    decisions.approve(task.pk, Answer(), actor=ANA)

    with pytest.raises(Conflict, match="Only Ana"):
        decisions.undo(task.pk, actor=BO)
    undone = decisions.undo(task.pk, actor=ANA)

    assert undone.status == Status.ASSETS_READY
    assert Asset.objects.get(pk=asset.pk).status == AssetStatus.GENERATED


def test_of_many_tasks_each_succeeds_or_fails_on_its_own() -> None:
    good, bad, also_good = make_task(), make_task(status=Status.UPLOADING), make_task()
    unknown = str(uuid.UUID(int=7))
    ids = [str(good.pk), "nonsense", str(bad.pk), unknown, str(also_good.pk)]

    outcomes = decisions.bulk(Action.QUEUE, ids, among=Task.objects.all(), actor=ANA)

    assert [outcome.id for outcome in outcomes] == ids
    assert [outcome.status for outcome in outcomes] == [
        "queued",
        None,
        "uploading",
        None,
        "queued",
    ]
    assert [bool(outcome.error) for outcome in outcomes] == [False, True, True, True, False]
    assert outcomes[1].error == outcomes[3].error == "There is no task with this id."


@pytest.mark.parametrize(
    ("action", "before", "after"),
    [
        pytest.param(Action.APPROVE, Status.ASSETS_READY, "queued", id="approve"),
        pytest.param(Action.REJECT, Status.ASSETS_READY, "asset_error", id="reject"),
        pytest.param(Action.RETRY, Status.VIDEO_ERROR, "queued", id="retry"),
        pytest.param(Action.CANCEL, Status.QUEUED, "cancelled", id="cancel"),
        pytest.param(Action.QUEUE, Status.DRAFT, "queued", id="queue"),
    ],
)
def test_every_action_works_on_many(action: Action, before: Status, after: str) -> None:
    ids = [str(make_task(status=before).pk) for _ in range(2)]

    outcomes = decisions.bulk(action, ids, among=Task.objects.all(), actor=ANA, note="Because.")

    assert [outcome.status for outcome in outcomes] == [after, after]


def test_many_decisions_can_be_taken_back() -> None:
    ids = [str(make_task(status=Status.ASSETS_READY).pk) for _ in range(2)]
    decisions.bulk(Action.APPROVE, ids, among=Task.objects.all(), actor=ANA)

    outcomes = decisions.bulk(Action.UNDO, ids, among=Task.objects.all(), actor=ANA)

    assert [outcome.status for outcome in outcomes] == ["assets_ready", "assets_ready"]


def test_tasks_outside_of_what_may_be_seen_are_unknown() -> None:
    task = make_task()

    (outcome,) = decisions.bulk(Action.QUEUE, [str(task.pk)], among=Task.objects.none(), actor=ANA)

    assert outcome.error == "There is no task with this id."
