"""Base, theirs, ours → intents: every status against everything a person may put on the board."""

from __future__ import annotations

from typing import Any

import pytest

from tasks_app.actors import ActorKind
from tasks_app.models import Ruling
from tasks_app.notion import merge
from tasks_app.notion.merge import Edit, Facts, Merged, Move, Refusal, ReviewBegun
from tasks_app.statuses import MOVES, Status

ALL = [(now, to) for now in Status for to in Status]
BASE: dict[str, Any] = {
    "Title": "The fox",
    "Channel": "foxes",
    "Topic": "Foxes",
    "Story Direction": "",
    "Status": "draft",
    "Priority": "normal",
    "Task Id": "1",
    "Error Log": "",
    "YouTube URL": "",
    "Progress": "",
    "Next Attempt": "",
    "Cost": 0.0,
    "Status Since": "2026-11-30T10:00:00Z",
    "Updated": "2026-11-30T10:00:00Z",
}


def merged(
    theirs: dict[str, Any],
    *,
    status: Status = Status.DRAFT,
    base: dict[str, Any] | None = None,
    ours: dict[str, Any] | None = None,
    **facts: Any,
) -> Merged:
    """Both sides showed `status`; then `base`, `theirs` and `ours` say otherwise."""
    before = {**BASE, "Status": status.value, **(base or {})}
    now = {**before, "Status": status.value, **(ours or {})}
    return merge.merge(before, {**before, **theirs}, now, Facts(status, **facts))


def may_on_the_board(now: Status, to: Status) -> bool:
    return (now, to) in MOVES and ActorKind.NOTION in MOVES[now, to].by


def test_nothing_edited_is_nothing_to_do() -> None:
    assert merged({}) == Merged((), {})


@pytest.mark.parametrize(("now", "to"), [each for each in ALL if may_on_the_board(*each)])
def test_a_move_that_people_may_make_is_made(now: Status, to: Status) -> None:
    assert merged({"Status": to.value}, status=now).intents == (Move(to),)


@pytest.mark.parametrize(
    ("now", "to"),
    [each for each in ALL if each[0] is not each[1] and not may_on_the_board(*each)],
)
def test_any_other_status_is_put_back_with_a_reason(now: Status, to: Status) -> None:
    (refusal,) = merged({"Status": to.value}, status=now).intents

    assert isinstance(refusal, Refusal)
    assert (refusal.name, refusal.ruling) == ("Status", Ruling.PUT_BACK)
    assert now.label in refusal.reason


def test_a_refusal_names_the_moves_that_are_possible() -> None:
    (refusal,) = merged({"Status": "published"}, status=Status.ASSETS_READY).intents

    assert isinstance(refusal, Refusal)
    assert refusal.reason == (
        "A task that is Assets Ready cannot become Upload Complete. "
        "Possible from here: Assets Approved, Asset Error, Cancelled."
    )


@pytest.mark.parametrize("now", Status)
def test_the_status_the_task_has_already_is_settled(now: Status) -> None:
    result = merged({"Status": now.value}, status=now, base={"Status": "other"})

    assert result == Merged((), {"Status": now.value})


@pytest.mark.parametrize(
    ("label", "now"),
    [
        pytest.param("Ready for Planning", Status.DRAFT, id="planning"),
        pytest.param("Archived", Status.PUBLISHED, id="archived"),
        pytest.param("Queued", Status.QUEUED, id="an option that is not bound"),
        pytest.param("  upload complete ", Status.PUBLISHED, id="typed by hand"),
    ],
)
def test_another_word_for_the_same_status_is_left_as_it_is(label: str, now: Status) -> None:
    result = merged({"Status": label}, status=now)

    assert result == Merged((), {"Status": label})
    assert merge.stands_for(label, now, rejected=False)


def test_under_review_begins_the_review_and_is_left_as_it_is() -> None:
    result = merged({"Status": "Under Review"}, status=Status.FINAL_REVIEW)

    assert result.intents == (ReviewBegun(),)
    assert merge.stands_for("Under Review", Status.FINAL_REVIEW, rejected=False)


def test_review_rejected_rejects_the_final_cut() -> None:
    result = merged({"Status": "Review Rejected"}, status=Status.FINAL_REVIEW)

    assert result.intents == (Move(Status.VIDEO_ERROR),)
    assert merge.stands_for("Review Rejected", Status.VIDEO_ERROR, rejected=True)
    assert not merge.stands_for("Review Rejected", Status.VIDEO_ERROR, rejected=False)


@pytest.mark.parametrize(
    ("label", "now"),
    [
        pytest.param("Review Rejected", Status.DRAFT, id="nothing to reject"),
        pytest.param("Archived", Status.FINAL_REVIEW, id="not published"),
        pytest.param("Under Review", Status.ASSETS_READY, id="another gate"),
        pytest.param("Ready for Planning", Status.QUEUED, id="not a draft"),
        pytest.param("Doing", Status.DRAFT, id="unknown"),
        pytest.param("", Status.DRAFT, id="cleared"),
    ],
)
def test_a_word_that_says_something_else_is_put_back(label: str, now: Status) -> None:
    (refusal,) = merged({"Status": label}, status=now).intents

    assert isinstance(refusal, Refusal)
    assert refusal.ruling is Ruling.PUT_BACK


@pytest.mark.parametrize("now", Status)
@pytest.mark.parametrize("label", sorted(merge.ERROR_KINDS))
def test_a_kind_of_error_changes_nothing_and_is_replaced(now: Status, label: str) -> None:
    result = merged({"Status": label}, status=now)

    assert result == Merged((), {"Status": label})
    assert "Status" in merge.to_write(
        {**BASE, "Status": label}, {**BASE, "Status": now.value}, Facts(now)
    )


def test_who_comes_second_reads_who_was_first() -> None:
    result = merge.merge(
        {**BASE, "Status": "assets_ready"},
        {**BASE, "Status": "assets_approved"},
        {**BASE, "Status": "queued"},
        Facts(Status.QUEUED, has_begun=True, first="Ana was first: Asset Error, 4 s ago."),
    )

    assert result.intents == (
        Refusal("Status", Ruling.PUT_BACK, "Ana was first: Asset Error, 4 s ago."),
    )


@pytest.mark.parametrize("name", merge.PLANNED)
def test_text_and_channel_are_taken_over_before_the_work_begins(name: str) -> None:
    assert merged({name: "other"}).intents == (Edit(name, "other"),)


@pytest.mark.parametrize("name", merge.PLANNED)
def test_text_and_channel_stay_once_it_has_begun(name: str) -> None:
    (refusal,) = merged({name: "other"}, status=Status.CLAIMED, has_begun=True).intents

    assert isinstance(refusal, Refusal)
    assert (refusal.name, refusal.ruling) == (name, Ruling.KEPT_OURS)


def test_text_changed_on_both_sides_is_taken_and_ours_is_named() -> None:
    result = merged({"Title": "Theirs"}, ours={"Title": "Ours"})

    assert result.intents == (Edit("Title", "Theirs", meets="Ours"),)


@pytest.mark.parametrize("now", Status)
def test_the_priority_is_taken_over_at_every_status(now: Status) -> None:
    result = merged({"Priority": "High"}, status=now, has_begun=True)

    assert result.intents == (Edit("Priority", "high"),)


def test_an_unknown_priority_is_put_back() -> None:
    (refusal,) = merged({"Priority": "Urgent"}).intents

    assert isinstance(refusal, Refusal)
    assert refusal.ruling is Ruling.PUT_BACK


@pytest.mark.parametrize("name", merge.OURS_ALONE)
def test_what_only_videogen_fills_in_is_put_back(name: str) -> None:
    (refusal,) = merged({name: "typed"}).intents

    assert isinstance(refusal, Refusal)
    assert refusal.ruling is Ruling.PUT_BACK


def test_a_note_in_the_error_log_goes_with_the_rejection() -> None:
    result = merged(
        {"Status": "asset_error", "Error Log": "old entry\nToo dark."},
        status=Status.ASSETS_READY,
        base={"Error Log": "old entry"},
    )

    assert result.intents == (Move(Status.ASSET_ERROR, note="Too dark."),)


def test_a_note_typed_first_waits_for_the_rejection() -> None:
    result = merged({"Error Log": "Too dark."}, status=Status.ASSETS_READY)

    assert result == Merged((), {})


def test_a_note_where_nothing_is_reviewed_is_put_back() -> None:
    (refusal,) = merged({"Error Log": "Too dark."}, status=Status.GENERATING_ASSETS).intents

    assert isinstance(refusal, Refusal)
    assert "Too dark." in refusal.reason


@pytest.mark.parametrize(
    ("before", "now", "note"),
    [
        pytest.param("", "Too dark.", "Too dark.", id="empty before"),
        pytest.param("one\ntwo", "one\ntwo\nnote", "note", id="below"),
        pytest.param("one\ntwo", "note\none\ntwo", "note", id="above"),
        pytest.param("one\ntwo", "one\nnote\ntwo", "note", id="between"),
        pytest.param("one\ntwo", "one", "", id="taken away"),
        pytest.param("one", "", "", id="cleared"),
        pytest.param("one\ntwo", "note", "note", id="written over"),
    ],
)
def test_the_note_is_what_was_not_there_before(before: str, now: str, note: str) -> None:
    assert merge.typed_note({"Error Log": before}, {"Error Log": now}) == note


def test_a_column_that_is_new_holds_no_edit() -> None:
    base = {name: value for name, value in BASE.items() if name != "Priority"}

    result = merge.merge(base, {**BASE, "Priority": ""}, BASE, Facts(Status.DRAFT))

    assert result == Merged((), {"Priority": ""})


@pytest.mark.parametrize(
    ("ours", "written"),
    [
        pytest.param({}, set(), id="nothing"),
        pytest.param({"Status": "queued"}, {"Status"}, id="status"),
        pytest.param({"Title": "Other", "Topic": "Other"}, set(), id="written once"),
        pytest.param({"Updated": "later"}, set(), id="the time alone"),
        pytest.param({"Progress": "1 of 2", "Updated": "later"}, {"Progress"}, id="progress"),
        pytest.param(
            {"Priority": "high", "Updated": "later"}, {"Priority", "Updated"}, id="priority"
        ),
    ],
)
def test_only_what_differs_is_written(ours: dict[str, Any], written: set[str]) -> None:
    facts = Facts(Status(str(ours.get("Status", "draft"))))

    assert set(merge.to_write(BASE, {**BASE, **ours}, facts)) == written
