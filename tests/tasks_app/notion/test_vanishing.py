"""Pages in the trash, back from it, on another board, out of sight; and renamed or lost columns."""

from __future__ import annotations

import pytest

from tasks_app import intake
from tasks_app.models import Board, EventKind, MirrorPage, Task
from tasks_app.notion import outbound
from tasks_app.statuses import Status
from tests.builders import make_task
from tests.tasks_app.notion.mirrored import OPERATOR, Mirrored, tasks_columns

pytestmark = pytest.mark.django_db(transaction=True)


def on_the_board(mirror: Mirrored, status: Status) -> tuple[Task, str]:
    """A task whose page shows it, among others: one alone must not be a big share."""
    task = make_task(channel=mirror.channel, status=status, topic="Foxes")
    outbound.want_card(task)
    return task, mirror.shown(task)


def sweep(mirror: Mirrored) -> None:
    """An hour later."""
    MirrorPage.objects.update(created_at="2026-01-01T00:00:00Z")
    Board.objects.update(swept_at=None)
    mirror.work()


def test_a_trashed_page_cancels_a_task_that_has_not_begun(mirror: Mirrored) -> None:
    task = mirror.make()
    page = mirror.shown(task)
    mirror.ana.trash(page)
    mirror.hint(page)

    mirror.work()

    task.refresh_from_db()
    cancelled = task.events.get(data__to="cancelled")
    assert task.state is Status.CANCELLED
    assert cancelled.actor["name"] == "Ana"
    assert "trash" in cancelled.data["reason"]
    assert mirror.notion.is_in_trash(page)


def test_a_sweep_finds_what_nobody_told_us(mirror: Mirrored) -> None:
    task = mirror.make()
    page = mirror.shown(task)
    mirror.ana.trash(page)
    mirror.work()
    before = Task.objects.get().state

    sweep(mirror)

    assert (before, Task.objects.get().state) == (Status.DRAFT, Status.CANCELLED)


def test_a_trashed_page_unlinks_a_finished_task_and_makes_no_other_page(mirror: Mirrored) -> None:
    task, page = on_the_board(mirror, Status.PUBLISHED)
    mirror.ana.trash(page)
    mirror.hint(page)
    mirror.work()
    intake.edit(task.pk, {"priority": 0}, actor=OPERATOR)

    mirror.work()

    task.refresh_from_db()
    assert (task.state, task.notion_page_id) == (Status.PUBLISHED, None)
    assert mirror.notion.page_ids(mirror.board) == []
    assert mirror.told() == []


def test_a_trashed_page_of_a_running_task_asks_a_person_once(mirror: Mirrored) -> None:
    _task, page = on_the_board(mirror, Status.GENERATING_ASSETS)
    mirror.ana.trash(page)
    mirror.hint(page, page)

    mirror.work()
    sweep(mirror)

    (reason,) = mirror.told()
    assert "Restore the page" in reason
    assert Task.objects.get().state is Status.GENERATING_ASSETS


def test_a_restored_page_shows_what_is_true_now(mirror: Mirrored) -> None:
    task = mirror.make()
    page = mirror.shown(task)
    mirror.ana.trash(page)
    mirror.hint(page)
    mirror.work()
    mirror.ana.restore(page)

    mirror.work()

    task.refresh_from_db()
    assert mirror.values(page)["Status"] == "Cancelled"
    assert task.notion_page_id == page
    assert mirror.notion.page_ids(mirror.board) == [page]


def test_a_page_out_of_sight_is_no_reason_to_cancel(mirror: Mirrored) -> None:
    task = mirror.make()
    page = mirror.shown(task)
    mirror.notion.unshare(page)
    intake.queue(task.pk, actor=OPERATOR)

    mirror.work()
    mirror.work()
    mirror.notion.share(page)
    sweep(mirror)
    mirror.work()

    (reason,) = mirror.told()
    assert "share it again" in reason
    assert Task.objects.get().state is Status.QUEUED
    assert mirror.values(page)["Status"] == "Queued"


def test_a_page_moved_to_another_board_of_ours_goes_on_there(mirror: Mirrored) -> None:
    task = mirror.make()
    page = mirror.shown(task)
    other = mirror.notion.create_board("More", tasks_columns("select", ("foxes",)))
    mirror.watch(other)
    mirror.ana.move(page, other)
    mirror.hint(page)
    mirror.work()
    intake.queue(task.pk, actor=OPERATOR)

    mirror.work()

    assert mirror.values(page)["Status"] == "Queued"
    assert mirror.told() == []
    assert Task.objects.count() == 1


def test_a_page_moved_out_of_our_sight_asks_a_person(mirror: Mirrored) -> None:
    task = mirror.make()
    page = mirror.shown(task)
    other = mirror.notion.create_board("Private", tasks_columns("select", ("foxes",)))
    mirror.ana.move(page, other)
    mirror.hint(page)

    mirror.work()

    (reason,) = mirror.told()
    assert "move it back" in reason
    assert Task.objects.get(pk=task.pk).state is Status.DRAFT


def test_a_column_that_was_deleted_holds_back_nothing_else(mirror: Mirrored) -> None:
    task = mirror.make()
    page = mirror.shown(task)
    mirror.ana.delete_property(mirror.board, "Priority")
    Board.objects.update(checked_at=None)
    intake.edit(task.pk, {"priority": 0}, actor=OPERATOR)
    intake.queue(task.pk, actor=OPERATOR)

    mirror.work()
    mirror.work()

    assert mirror.values(page)["Status"] == "Queued"
    assert len(mirror.told()) == 1
    assert not MirrorPage.objects.pending().exists()


def test_a_column_deleted_behind_our_back_is_noticed_by_the_refused_write(
    mirror: Mirrored,
) -> None:
    task = mirror.make()
    page = mirror.shown(task)
    mirror.ana.delete_property(mirror.board, "Priority")
    intake.edit(task.pk, {"priority": 0}, actor=OPERATOR)
    intake.queue(task.pk, actor=OPERATOR)

    mirror.work()
    mirror.work()

    assert mirror.values(page)["Status"] == "Queued"
    assert len(mirror.told()) == 1


def test_a_board_in_the_trash_is_held_and_goes_on_when_it_is_back(mirror: Mirrored) -> None:
    task = mirror.make()
    page = mirror.shown(task)
    mirror.ana.trash_database(mirror.board)
    intake.queue(task.pk, actor=OPERATOR)
    mirror.work()
    mirror.work()
    held = mirror.told()
    mirror.ana.restore_database(mirror.board)
    Board.objects.update(checked_at=None)

    mirror.work()

    assert len(held) == 1
    assert mirror.values(page)["Status"] == "Queued"
    assert len(mirror.told(EventKind.NOTION_RESUMED)) == 1
