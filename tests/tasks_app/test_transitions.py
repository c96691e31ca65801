"""The one writer of `Task.status`, through the database."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from pytest_django import Settings

from tasks_app.actors import Actor
from tasks_app.error_kinds import ErrorKind
from tasks_app.gates import Decision, FilesChanged, Flag
from tasks_app.models import Asset, AssetKind, AssetStatus, Event, Task
from tasks_app.statuses import Phase, Status, Step
from tasks_app.transitions import (
    Cause,
    Failure,
    InvalidTransition,
    TransitionConflict,
    transition,
    undo,
)
from tests.builders import make_asset, make_channel, make_task
from videogen.accounts.models import User
from videogen.lib.errors import Conflict, InvalidInput

pytestmark = pytest.mark.django_db

ANA = Actor.notion("ana", "Ana")
BO = Actor.notion("bo", "Bo")
WORKER = Actor.worker("host:1")
SYSTEM = Actor.system("test")


def moves_of(task: Task) -> list[tuple[str, str]]:
    return [(e.data["from"], e.data["to"]) for e in Event.objects.filter(task=task)]


def test_a_move_leaves_its_event_with_who_and_why(reviewer: User) -> None:
    task = make_task()

    transition(task.pk, Status.QUEUED, actor=Actor.person(reviewer), cause=Cause(reason="Monday."))

    event = Event.objects.get(task=task)
    assert event.data["from"] == "draft"
    assert event.data["to"] == "queued"
    assert event.data["reason"] == "Monday."
    assert event.actor == {"kind": "person", "id": str(reviewer.pk), "name": "rosa"}


def test_a_refused_move_changes_nothing() -> None:
    task = make_task()

    with pytest.raises(InvalidTransition):
        transition(task.pk, Status.PUBLISHED, actor=ANA)

    task.refresh_from_db()
    assert task.status == Status.DRAFT
    assert not Event.objects.filter(task=task).exists()


def test_approving_queues_the_following_step_in_the_same_transaction() -> None:
    task = make_task(status=Status.ASSETS_READY)

    transition(task.pk, Status.ASSETS_APPROVED, actor=ANA)

    task.refresh_from_db()
    assert task.status == Status.QUEUED
    assert task.next_step == Step.COMPOSITES
    assert moves_of(task) == [("assets_ready", "assets_approved"), ("assets_approved", "queued")]


def test_an_approved_task_is_held_until_undo_is_over(settings: Settings) -> None:
    settings.REVIEW_UNDO_SECONDS = 10
    task = make_task(status=Status.VIDEO_READY)

    transition(task.pk, Status.VIDEO_APPROVED, actor=ANA)

    task.refresh_from_db()
    assert task.undo_until is not None
    held = (task.undo_until - timezone.now()).total_seconds()
    assert 8 < held <= 10


def test_a_gate_that_proceeds_by_itself_is_not_held() -> None:
    task = make_task(status=Status.AUDIO_READY)

    transition(task.pk, Status.AUDIO_APPROVED, actor=SYSTEM)

    task.refresh_from_db()
    assert task.undo_until is None


def test_approving_marks_the_files_that_were_shown() -> None:
    task = make_task(status=Status.ASSETS_READY)
    shown = make_asset(task)
    elsewhere = make_asset(task, AssetKind.CLIP, suffix=".mp4")

    transition(task.pk, Status.ASSETS_APPROVED, actor=ANA)

    shown.refresh_from_db()
    elsewhere.refresh_from_db()
    assert shown.status == AssetStatus.APPROVED
    assert elsewhere.status == AssetStatus.GENERATED


def test_rejecting_flags_only_the_flagged_files() -> None:
    task = make_task(status=Status.ASSETS_READY)
    good = make_asset(task, index=1)
    bad = make_asset(task, index=2)
    decision = Decision(note="Too dark", flags=(Flag(bad.pk, "Nose is missing"),))

    transition(task.pk, Status.ASSET_ERROR, actor=ANA, cause=Cause(decision=decision))

    good.refresh_from_db()
    bad.refresh_from_db()
    assert (good.status, bad.status) == (AssetStatus.GENERATED, AssetStatus.REJECTED)
    assert bad.note == "Nose is missing"


def test_rejecting_without_flags_makes_the_whole_gate_again() -> None:
    task = make_task(status=Status.VIDEO_READY)
    clips = [make_asset(task, AssetKind.CLIP, index=i, suffix=".mp4") for i in (1, 2)]

    transition(task.pk, Status.VIDEO_ERROR, actor=ANA, cause=Cause(decision=Decision(note="Shaky")))

    statuses = set(Asset.objects.filter(pk__in=[c.pk for c in clips]).values_list("status", "note"))
    assert statuses == {(AssetStatus.REJECTED, "Shaky")}


def test_a_rejection_at_the_final_gate_goes_back_to_the_clips() -> None:
    task = make_task(status=Status.FINAL_REVIEW)
    clip = make_asset(task, AssetKind.CLIP, suffix=".mp4")
    final = make_asset(task, AssetKind.FINAL, suffix=".mp4")

    transition(
        task.pk, Status.VIDEO_ERROR, actor=ANA, cause=Cause(decision=Decision(note="Boring"))
    )

    task.refresh_from_db()
    clip.refresh_from_db()
    final.refresh_from_db()
    assert (task.next_step, task.failed_step) == (Step.VIDEO, Step.VIDEO)
    assert task.phase is Phase.REJECTED
    assert (clip.status, final.status) == (AssetStatus.REJECTED, AssetStatus.GENERATED)


def test_approving_with_flags_is_refused() -> None:
    task = make_task(status=Status.ASSETS_READY)
    asset = make_asset(task)
    decision = Decision(flags=(Flag(asset.pk, "Hm"),))

    with pytest.raises(InvalidInput, match="clear the flags"):
        transition(task.pk, Status.ASSETS_APPROVED, actor=ANA, cause=Cause(decision=decision))


def test_a_file_of_another_task_cannot_be_flagged() -> None:
    task = make_task(status=Status.ASSETS_READY)
    foreign = make_asset(make_task(status=Status.ASSETS_READY))
    decision = Decision(note="No", flags=(Flag(foreign.pk),))

    with pytest.raises(InvalidInput, match="not one of those shown"):
        transition(task.pk, Status.ASSET_ERROR, actor=ANA, cause=Cause(decision=decision))


def test_a_decision_on_files_that_changed_is_refused_and_names_them() -> None:
    task = make_task(status=Status.ASSETS_READY)
    same = make_asset(task, index=1, name="fox.png")
    changed = make_asset(task, index=2, name="owl.png")
    seen = {str(same.pk): same.sha256, str(changed.pk): "0" * 64}

    with pytest.raises(FilesChanged, match=r"owl\.png") as refusal:
        transition(
            task.pk, Status.ASSETS_APPROVED, actor=ANA, cause=Cause(decision=Decision(seen=seen))
        )

    assert refusal.value.errors["seen"] == ["owl.png"]


def test_the_second_decision_reads_who_was_first() -> None:
    task = make_task(status=Status.ASSETS_READY)
    transition(task.pk, Status.ASSETS_APPROVED, actor=ANA)

    with pytest.raises(TransitionConflict, match=r"Ana was first: Assets Approved, 0 s ago"):
        transition(task.pk, Status.ASSETS_APPROVED, actor=BO, expected=Status.ASSETS_READY)


def test_a_decision_for_a_gate_the_task_has_left_is_a_conflict() -> None:
    task = make_task(status=Status.ASSETS_READY)
    transition(task.pk, Status.ASSETS_APPROVED, actor=ANA)

    with pytest.raises(TransitionConflict, match="Ana was first"):
        transition(
            task.pk,
            Status.ASSET_ERROR,
            actor=BO,
            cause=Cause(decision=Decision(note="No")),
        )


def test_undo_of_an_approval_returns_to_the_gate_with_the_files_as_they_were() -> None:
    task = make_task(status=Status.ASSETS_READY)
    asset = make_asset(task)
    transition(task.pk, Status.ASSETS_APPROVED, actor=ANA)

    undo(task.pk, actor=ANA)

    task.refresh_from_db()
    asset.refresh_from_db()
    assert (task.status, task.next_step) == (Status.ASSETS_READY, Step.ASSETS)
    assert asset.status == AssetStatus.GENERATED
    assert task.undo_until is None


def test_undo_of_a_rejection_returns_to_the_gate() -> None:
    task = make_task(status=Status.FINAL_REVIEW)
    clip = make_asset(task, AssetKind.CLIP, suffix=".mp4", status=AssetStatus.APPROVED)
    decision = Decision(note="No", flags=(Flag(clip.pk, "Shaky"),))
    transition(task.pk, Status.VIDEO_ERROR, actor=ANA, cause=Cause(decision=decision))

    undo(task.pk, actor=ANA)

    task.refresh_from_db()
    clip.refresh_from_db()
    assert task.status == Status.FINAL_REVIEW
    assert not task.rejected
    assert (clip.status, clip.note) == (AssetStatus.APPROVED, "")


def test_only_who_decided_can_undo() -> None:
    task = make_task(status=Status.ASSETS_READY)
    transition(task.pk, Status.ASSETS_APPROVED, actor=ANA)

    with pytest.raises(Conflict, match="Only Ana"):
        undo(task.pk, actor=BO)


def test_undo_is_refused_when_its_time_is_over() -> None:
    task = make_task(status=Status.ASSETS_READY)
    transition(task.pk, Status.ASSETS_APPROVED, actor=ANA)
    Task.objects.filter(pk=task.pk).update(undo_until=timezone.now() - timedelta(seconds=1))

    with pytest.raises(Conflict, match="are over"):
        undo(task.pk, actor=ANA)


def test_undo_twice_is_refused() -> None:
    task = make_task(status=Status.ASSETS_READY)
    transition(task.pk, Status.ASSETS_APPROVED, actor=ANA)
    undo(task.pk, actor=ANA)

    with pytest.raises(Conflict, match="no decision"):
        undo(task.pk, actor=ANA)


def test_a_failure_is_logged_with_what_happens_next() -> None:
    task = make_task(status=Status.GENERATING_VIDEO, next_step=Step.VIDEO)
    failure = Failure(
        Step.VIDEO, ErrorKind.RETRIABLE, "Timed out\nafter 60 s.", 2, "Retry 2 of 4 at 14:15 UTC."
    )

    transition(task.pk, Status.VIDEO_ERROR, actor=WORKER, cause=Cause(failure=failure))

    task.refresh_from_db()
    assert task.error_log.count("\n") == 1
    assert (
        "video retriable attempt 2: Timed out after 60 s. Retry 2 of 4 at 14:15 UTC."
        in task.error_log
    )
    assert (task.failed_step, task.error_kind) == (Step.VIDEO, ErrorKind.RETRIABLE)


def test_the_error_log_cannot_be_rewritten_even_by_sql() -> None:
    task = make_task(error_log="first\n")

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Task.objects.filter(pk=task.pk).update(error_log="second\n")


def test_a_crash_keeps_the_place_in_the_line() -> None:
    place = timezone.now() - timedelta(hours=1)
    task = make_task(status=Status.GENERATING_VIDEO, next_step=Step.VIDEO, queued_at=place)

    transition(task.pk, Status.QUEUED, actor=SYSTEM)

    task.refresh_from_db()
    assert (task.queued_at, task.next_step) == (place, Step.VIDEO)


def test_a_new_edition_begins_with_all_files_to_be_made_again() -> None:
    task = make_task(status=Status.PUBLISHED, next_step=Step.UPLOAD, youtube_url="https://y/1")
    asset = make_asset(task)

    transition(task.pk, Status.QUEUED, actor=ANA)

    task.refresh_from_db()
    asset.refresh_from_db()
    assert (task.edition, task.next_step, task.youtube_url) == (2, Step.ASSETS, "")
    assert not asset.is_current


def test_updated_at_moves_with_raw_sql() -> None:
    task = make_task()
    before = task.updated_at

    with connection.cursor() as cursor:
        cursor.execute("UPDATE tasks_app_task SET topic = 'x' WHERE id = %s", [task.pk])

    task.refresh_from_db()
    assert task.updated_at > before


def test_the_database_refuses_an_unknown_status() -> None:
    task = make_task()

    with pytest.raises(DatabaseError, match="task_status_known"), transaction.atomic():
        Task.objects.filter(pk=task.pk).update(status="nonsense")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE tasks_app_event SET kind = 'x'",
        "DELETE FROM tasks_app_event",
        "SET CONSTRAINTS ALL IMMEDIATE; SET videogen.truncate = ''; TRUNCATE tasks_app_event",
    ],
)
def test_events_cannot_be_changed_or_removed(statement: str) -> None:
    transition(make_task().pk, Status.QUEUED, actor=ANA)

    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_a_removed_channels_task_cannot_be_queued() -> None:
    task = make_task(channel=make_channel("gone", state="removed"))

    with pytest.raises(Conflict, match="gone"):
        transition(task.pk, Status.QUEUED, actor=ANA)
