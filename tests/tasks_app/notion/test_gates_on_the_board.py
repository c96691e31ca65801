"""Decisions at gates, retries and cancels, typed on the board."""

from __future__ import annotations

from typing import Any

import pytest

from reviews_app.models import Review
from tasks_app import transitions
from tasks_app.models import EventKind, RefusedEdit, Task
from tasks_app.notion import outbound
from tasks_app.statuses import GATE_BY_STATUS, Status
from tests.builders import make_task
from tests.conftest import client_of
from tests.tasks_app.notion.mirrored import OPERATOR, Mirrored
from videogen.accounts.models import User

pytestmark = pytest.mark.django_db(transaction=True)


def on_the_board(mirror: Mirrored, status: Status, **columns: Any) -> tuple[Task, str]:
    """A task in any status whose page shows it."""
    task = make_task(channel=mirror.channel, status=status, topic="Foxes", **columns)
    outbound.want_card(task)
    return task, mirror.shown(task)


def now(task: Task) -> Task:
    return Task.objects.get(pk=task.pk)


@pytest.mark.parametrize("gate", GATE_BY_STATUS.values(), ids=lambda gate: gate.name)
def test_an_approval_lets_the_task_go_on(mirror: Mirrored, gate: object) -> None:
    assert isinstance(gate, type(GATE_BY_STATUS[Status.ASSETS_READY]))
    task, page = on_the_board(mirror, gate.status)
    mirror.ana.edit(page, {"Status": gate.approved.label})

    mirror.work()

    review = Review.objects.get()
    assert (now(task).state, now(task).next_step) == (Status.QUEUED, gate.following)
    assert (review.decision, review.reviewer["name"]) == ("approved", "Ana")
    assert mirror.values(page)["Status"] == "Queued"


@pytest.mark.parametrize("gate", GATE_BY_STATUS.values(), ids=lambda gate: gate.name)
def test_a_note_in_the_error_log_goes_with_a_rejection(mirror: Mirrored, gate: object) -> None:
    assert isinstance(gate, type(GATE_BY_STATUS[Status.ASSETS_READY]))
    task, page = on_the_board(mirror, gate.status, error_log="2026-01-01T00:00:00Z once before\n")
    mirror.ana.edit(page, {"Error Log": f"{mirror.values(page)['Error Log']}\nToo dark."})
    mirror.work()
    mirror.ana.edit(page, {"Status": gate.rejected.label})

    mirror.work()

    review = Review.objects.get()
    assert (now(task).state, now(task).rejected) == (gate.rejected, True)
    assert (review.decision, review.note) == ("rejected", "Too dark.")
    assert "once before" in now(task).error_log
    assert now(task).error_log.rstrip().endswith("Too dark.")
    assert mirror.values(page)["Error Log"] == now(task).error_log.strip()
    assert RefusedEdit.objects.count() == 0


def test_a_rejection_without_a_word_is_one(mirror: Mirrored) -> None:
    task, page = on_the_board(mirror, Status.FINAL_REVIEW)
    mirror.ana.edit(page, {"Status": {"name": "Review Rejected"}})

    mirror.work()

    assert (now(task).state, now(task).rejected) == (Status.VIDEO_ERROR, True)
    assert mirror.values(page)["Status"] == "Review Rejected"


@pytest.mark.parametrize(
    ("before", "label", "after"),
    [
        pytest.param(Status.VIDEO_ERROR, "Queued", Status.QUEUED, id="retry"),
        pytest.param(Status.UPLOAD_ERROR, "Ready for Review", Status.FINAL_REVIEW, id="look again"),
        pytest.param(Status.AUDIO_READY, "Cancelled", Status.CANCELLED, id="cancel at a gate"),
        pytest.param(Status.ASSET_ERROR, "Cancelled", Status.CANCELLED, id="cancel in error"),
        pytest.param(Status.CANCELLED, "Draft", Status.DRAFT, id="reopen"),
        pytest.param(Status.PUBLISHED, "Queued", Status.QUEUED, id="new edition"),
    ],
)
def test_other_moves_of_people_are_made(
    mirror: Mirrored, before: Status, label: str, after: Status
) -> None:
    task, page = on_the_board(mirror, before)
    mirror.ana.edit(page, {"Status": label})

    mirror.work()

    assert now(task).state is after
    assert mirror.values(page)["Status"] == after.label


def test_who_decides_second_reads_who_was_first(mirror: Mirrored, reviewer: User) -> None:
    task, page = on_the_board(mirror, Status.ASSETS_READY)
    client_of(reviewer).post(f"/api/tasks/{task.pk}/reject", {"note": "Too dark."})
    mirror.ana.edit(page, {"Status": "Assets Approved"})

    mirror.work()

    (comment,) = mirror.comments(page)
    assert comment.startswith(f"{reviewer} was first: Asset Error")
    assert now(task).state is Status.ASSET_ERROR
    assert mirror.values(page)["Status"] == "Asset Error"


def test_a_note_nobody_rejected_with_is_told_when_the_gate_is_left(mirror: Mirrored) -> None:
    task, page = on_the_board(mirror, Status.ASSETS_READY)
    mirror.ana.edit(page, {"Error Log": "Too dark?"})
    mirror.work()
    transitions.transition(task.pk, Status.ASSETS_APPROVED, actor=OPERATOR)

    mirror.work()

    (comment,) = mirror.comments(page)
    assert "Too dark?" in comment
    assert mirror.values(page)["Error Log"] == ""


def test_under_review_is_left_as_it_is_and_is_an_event(mirror: Mirrored) -> None:
    task, page = on_the_board(mirror, Status.FINAL_REVIEW)
    mirror.ana.edit(page, {"Status": {"name": "Under Review"}})

    mirror.work()
    mirror.work()

    begun = task.events.filter(kind=EventKind.EDITED, data__review_begun=True)
    assert begun.count() == 1
    assert mirror.values(page)["Status"] == "Under Review"


def test_text_typed_after_the_work_began_is_listed_and_told(mirror: Mirrored) -> None:
    task, page = on_the_board(mirror, Status.GENERATING_ASSETS)
    mirror.ana.edit(page, {"Title": "Another", "Priority": "High"})

    mirror.work()

    (comment,) = mirror.comments(page)
    assert "its Title stays “The fox”" in comment
    assert (now(task).title, now(task).priority) == ("The fox", 0)


def test_a_kind_of_error_is_replaced_without_a_word(mirror: Mirrored) -> None:
    task, page = on_the_board(mirror, Status.GENERATING_ASSETS)
    mirror.ana.edit(page, {"Status": {"name": "Error: API Failure"}})

    mirror.work()

    assert mirror.values(page)["Status"] == "Assets Generating"
    assert mirror.comments(page) == []
    assert now(task).state is Status.GENERATING_ASSETS
