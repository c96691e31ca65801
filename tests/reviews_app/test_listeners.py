from __future__ import annotations

import pytest

from reviews_app import decisions
from reviews_app.decisions import Answer
from reviews_app.models import Review
from tasks_app import intake
from tasks_app.actors import Actor
from tasks_app.gates import Flag
from tasks_app.models import Task
from tasks_app.statuses import Status
from tasks_app.transitions import transition
from tests.builders import make_asset, make_channel, make_task
from videogen.accounts.models import User
from videogen.lib.errors import InvalidInput

pytestmark = pytest.mark.django_db

ANA = Actor.notion("ana", "Ana")
SYSTEM = Actor.system("pipeline")


def at_gate() -> Task:
    task = make_task(status=Status.GENERATING_ASSETS)
    return transition(task.pk, Status.ASSETS_READY, actor=Actor.worker("host:1"))


def test_a_decision_becomes_a_review(reviewer: User) -> None:
    task = at_gate()
    reached = task.events.get().at

    decisions.approve(task.pk, Answer(note="Lovely."), actor=Actor.person(reviewer))

    review = Review.objects.get()
    assert (review.task, review.gate, review.decision) == (task, "assets", "approved")
    assert (review.user, review.note, review.flags) == (reviewer, "Lovely.", [])
    assert review.reviewer == {"kind": "person", "id": str(reviewer.pk), "name": "rosa"}
    assert review.opened_at == reached
    assert review.decided_at > reached


def test_flags_are_kept_with_their_notes() -> None:
    task = at_gate()
    asset = make_asset(task, name="fox.png")

    decisions.reject(
        task.pk, Answer(note="Nearly.", flags=(Flag(asset.pk, "A fifth leg."),)), actor=ANA
    )

    review = Review.objects.get()
    assert review.decision == "rejected"
    assert review.flags == [{"id": str(asset.pk), "name": "fox.png", "note": "A fifth leg."}]


def test_somebody_without_a_login_is_kept_by_name() -> None:
    task = at_gate()

    transition(task.pk, Status.ASSET_ERROR, actor=ANA)

    review = Review.objects.get()
    assert review.user is None
    assert review.reviewer["name"] == "Ana"


def test_cancelling_at_a_gate_is_a_decision() -> None:
    intake.cancel(at_gate().pk, actor=ANA)

    assert Review.objects.get().decision == "cancelled"


def test_cancelling_elsewhere_is_none() -> None:
    intake.cancel(make_task().pk, actor=ANA)

    assert not Review.objects.exists()


def test_a_gate_that_proceeds_by_itself_leaves_no_review() -> None:
    transition(at_gate().pk, Status.ASSETS_APPROVED, actor=SYSTEM)

    assert not Review.objects.exists()


def test_a_decision_taken_back_stays_and_is_marked() -> None:
    task = at_gate()
    decisions.approve(task.pk, Answer(), actor=ANA)

    decisions.undo(task.pk, actor=ANA)
    decisions.reject(task.pk, Answer(note="After all."), actor=ANA)

    second, first = Review.objects.all()
    assert (first.decision, first.undone_at is None) == ("approved", False)
    assert (second.decision, second.undone_at) == ("rejected", None)
    assert second.opened_at == first.opened_at


def test_a_refused_decision_leaves_no_review() -> None:
    task = at_gate()

    with pytest.raises(InvalidInput):
        decisions.reject(task.pk, Answer(), actor=Actor.command("test"))

    assert not Review.objects.exists()


def test_a_decision_on_the_command_line_is_kept_too() -> None:
    make_channel()

    decisions.approve(at_gate().pk, Answer(), actor=Actor.command("decide"))

    assert Review.objects.get().reviewer["kind"] == "command"
