"""A change of ours is on the page; what people do on the board is done here."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_django import Settings

from tasks_app import intake, transitions
from tasks_app.models import Event, Priority, RefusedEdit, Task
from tasks_app.statuses import Status
from tests.fakes.notion import NotionServer
from tests.tasks_app.notion.mirrored import OPERATOR, Mirrored

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(
    params=[
        pytest.param(("2026-03-11", "select"), id="new-select"),
        pytest.param(("2025-09-03", "status"), id="old-status"),
    ]
)
def mirror(request: pytest.FixtureRequest, settings: Settings) -> Iterator[Mirrored]:
    version, status_type = request.param
    with NotionServer(per_minute=None) as notion:
        made = Mirrored(notion, settings, version=version, status_type=status_type)
        with made.client:
            yield made


def test_a_task_gets_one_page_and_its_changes_follow(mirror: Mirrored) -> None:
    task = mirror.make(story_direction="Slowly.", priority=Priority.HIGH)
    page = mirror.shown(task)
    before = mirror.values(page)
    intake.queue(task.pk, actor=OPERATOR)

    mirror.work()

    task.refresh_from_db()
    assert (before["Title"], before["Topic"], before["Channel"]) == ("The fox", "Foxes", "foxes")
    assert (before["Story Direction"], before["Priority"]) == ("Slowly.", "High")
    assert (before["Status"], before["Task Id"]) == ("Draft", str(task.pk))
    assert mirror.values(page)["Status"] == "Queued"
    assert mirror.notion.page_ids(mirror.board) == [page]
    assert task.notion_page_id == page


def test_what_is_written_once_is_not_written_again(mirror: Mirrored) -> None:
    task = mirror.make()
    page = mirror.shown(task)
    intake.edit(task.pk, {"title": "The owl", "priority": Priority.LOW}, actor=OPERATOR)

    mirror.work()

    assert mirror.values(page)["Title"] == "The fox"
    assert mirror.values(page)["Priority"] == "Low"


def test_nothing_is_sent_but_polls_while_nothing_happens(mirror: Mirrored) -> None:
    mirror.shown(mirror.make())
    mirror.work()
    mirror.notion.log.clear()

    mirror.work()

    assert [(each.method, each.path.rsplit("/", 1)[1]) for each in mirror.notion.log.all()] == [
        ("POST", "query")
    ]
    assert RefusedEdit.objects.count() == 0


def test_a_row_typed_on_the_board_becomes_a_draft_and_is_queued(mirror: Mirrored) -> None:
    page = mirror.add(Priority="High")
    mirror.work()
    draft = Task.objects.get()
    mirror.ana.edit(page, {"Status": "Queued"})

    mirror.work()

    task = Task.objects.get()
    queued = Event.objects.get(data__to="queued")
    assert (draft.title, draft.topic, draft.state) == ("The fox", "Foxes", Status.DRAFT)
    assert (draft.priority, draft.notion_page_id) == (Priority.HIGH, page)
    assert task.state is Status.QUEUED
    assert (queued.actor["kind"], queued.actor["name"]) == ("notion", "Ana")
    assert mirror.values(page)["Task Id"] == str(task.pk)
    assert mirror.comments(page) == []


def test_text_channel_and_priority_typed_before_the_work_begins_are_taken_over(
    mirror: Mirrored,
) -> None:
    task = mirror.make()
    page = mirror.shown(task)
    mirror.ana.edit(page, {"Title": "The owl", "Topic": "Owls", "Priority": "High"})

    mirror.work()

    task.refresh_from_db()
    assert (task.title, task.topic, task.priority) == ("The owl", "Owls", Priority.HIGH)
    assert mirror.values(page)["Title"] == "The owl"


def test_a_forbidden_move_is_put_back_and_told_once(mirror: Mirrored) -> None:
    page = mirror.shown(mirror.make())
    mirror.ana.edit(page, {"Status": "Upload Complete"})

    mirror.work()
    mirror.work()

    assert mirror.values(page)["Status"] == "Draft"
    assert mirror.comments(page) == [
        "A task that is Draft cannot become Upload Complete. Possible from here: Queued, Cancelled."
    ]
    assert RefusedEdit.objects.get().actor["name"] == "Ana"


def test_what_the_worker_did_meanwhile_decides_what_a_status_means(mirror: Mirrored) -> None:
    task = mirror.make()
    page = mirror.shown(task)
    intake.queue(task.pk, actor=OPERATOR)
    mirror.ana.edit(page, {"Status": "Cancelled"})

    mirror.work()

    assert Task.objects.get().state is Status.CANCELLED
    assert mirror.values(page)["Status"] == "Cancelled"


def test_a_rename_of_columns_and_options_changes_nothing(mirror: Mirrored) -> None:
    task = mirror.make()
    page = mirror.shown(task)
    mirror.ana.rename_property(mirror.board, "Status", "Where it is")
    mirror.ana.rename_option(mirror.board, "Where it is", "Queued", "In der Reihe")
    mirror.ana.edit(page, {"Where it is": "In der Reihe"})

    mirror.work()
    transitions.transition(task.pk, Status.CANCELLED, actor=OPERATOR)
    mirror.work()

    assert Event.objects.filter(data__to="queued").count() == 1
    assert mirror.values(page)["Where it is"] == "Cancelled"
    assert mirror.comments(page) == []
