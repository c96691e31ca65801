"""A change of ours is on the page; what people do on the board is done here."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_django import Settings

from tasks_app import intake
from tasks_app.intake import Idea
from tasks_app.models import Task
from tasks_app.statuses import Status
from tests.fakes.notion import NotionServer
from tests.tasks_app.notion.mirrored import OPERATOR, Mirrored

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def mirror(settings: Settings) -> Iterator[Mirrored]:
    with NotionServer(per_minute=None) as notion:
        made = Mirrored(notion, "2026-03-11", settings)
        with made.client:
            yield made


def make(mirror: Mirrored, title: str = "The fox") -> Task:
    idea = Idea(title=title, topic="Foxes", channel=mirror.channel)
    return intake.create(idea, actor=OPERATOR)


def test_a_task_gets_a_page_and_its_changes_follow(mirror: Mirrored) -> None:
    task = make(mirror)
    mirror.settle()
    before = mirror.shows(task)
    intake.queue(task.pk, actor=OPERATOR)

    mirror.settle()

    assert (before["Title"], before["Channel"], before["Status"]) == ("The fox", "foxes", "Draft")
    assert mirror.shows(task)["Status"] == "Queued"
    assert len(mirror.notion.page_ids(mirror.board)) == 1


def test_a_row_typed_on_the_board_becomes_a_draft_and_is_queued(mirror: Mirrored) -> None:
    mirror.settle()
    page = mirror.add()
    mirror.work()
    task = Task.objects.get()
    mirror.ana.edit(page, {"Status": "Queued"})

    mirror.settle()

    assert (task.title, task.state, task.notion_page_id) == ("The fox", Status.DRAFT, page)
    assert Task.objects.get().state is Status.QUEUED
    assert mirror.notion.values(page)["Task Id"] == str(task.pk)
    assert mirror.comments(page) == []
