"""Real workers and a Notion in another process: the board follows, and is followed."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tasks_app import intake
from tasks_app.intake import Idea
from tasks_app.models import Channel, Event, MirrorPage, RefusedEdit, Task
from tasks_app.statuses import Status
from tests.e2e.conftest import COMMAND
from tests.e2e.notion import loopback_notion, set_up_board, variables
from tests.e2e.stack import running, until
from tests.fakes.notion import RemoteNotion

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(300),
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def notion() -> Iterator[RemoteNotion]:
    with loopback_notion() as remote:
        yield remote


@pytest.fixture
def board(notion: RemoteNotion, channel: Channel, settings: Any) -> str:
    board = set_up_board(notion)
    settings.NOTION_API_TOKEN = notion.server.token()
    settings.NOTION_DATABASE_IDS = (board,)
    return board


def shown(notion: RemoteNotion, task: Task) -> str | None:
    page = MirrorPage.objects.filter(task=task, asset=None, page_id__isnull=False).first()
    return notion.server.values(str(page.page_id))["Status"] if page else None


def test_a_change_is_on_its_page_and_a_status_typed_there_queues(
    notion: RemoteNotion, board: str, channel: Channel, tmp_path: Path
) -> None:
    with running(tmp_path, **variables(notion, board)):
        task = intake.create(Idea(title="The fox", topic="x", channel=channel), actor=COMMAND)
        until(lambda: shown(notion, task) == "Draft", "the page")
        intake.cancel(task.pk, actor=COMMAND)
        until(lambda: shown(notion, task) == "Cancelled", "the change")
        page = notion.person("Ana").add_page(
            board,
            {"Title": "The owl", "Topic": "Owls", "Channel": channel.pk, "Status": "Queued"},
        )
        until(lambda: Task.objects.filter(notion_page_id=page).exists(), "the draft")
        owl = Task.objects.get(notion_page_id=page)
        until(lambda: owl.events.filter(data__to=Status.QUEUED).exists(), "the queueing")

    assert notion.log.max_in_window(1.0) <= 3


def test_twenty_pages_queued_at_once_are_twenty_tasks(
    notion: RemoteNotion, board: str, channel: Channel, tmp_path: Path
) -> None:
    ana = notion.person("Ana")
    held = {"Topic": "x", "Channel": channel.pk}
    pages = [ana.add_page(board, {"Title": f"Idea {n}", **held}) for n in range(18)]
    broken = [ana.add_page(board, {"Title": "Broken", "Channel": channel.pk}) for _ in range(2)]
    with running(tmp_path, **variables(notion, board)):
        until(lambda: Task.objects.count() == 18, "the drafts")
        ana.edit_many([*pages, *broken], {"Status": "Queued"})
        begun = time.monotonic()
        until(lambda: queued_ever() == 18, "the queue", seconds=60)
        took = time.monotonic() - begun
        until(lambda: all(len(notion.server.comments(page)) == 1 for page in broken), "comments")

    assert Task.objects.count() == 18
    assert {notion.server.values(page)["Status"] for page in broken} == {"Draft"}
    assert took < 60
    assert notion.log.max_in_window(1.0) <= 3


def test_a_killed_drainer_loses_nothing_and_makes_no_page_twice(
    notion: RemoteNotion, board: str, channel: Channel, tmp_path: Path
) -> None:
    with running(tmp_path, **variables(notion, board)) as stack:
        tasks = [
            intake.create(Idea(title=f"Idea {n}", topic="x", channel=channel), actor=COMMAND)
            for n in range(12)
        ]
        for made in (2, 5, 8):
            wait_for_pages(notion, board, made)
            stack.kill()
            stack.start()
        for task in tasks:
            intake.cancel(task.pk, actor=COMMAND)
        until(lambda: all(shown(notion, task) == "Cancelled" for task in tasks), "the changes")

    assert len(notion.server.page_ids(board)) == 12
    assert RefusedEdit.objects.count() == 0
    assert notion.log.max_in_window(1.0) <= 3


def wait_for_pages(notion: RemoteNotion, board: str, count: int) -> None:
    until(lambda: len(notion.server.page_ids(board)) >= count, f"{count} pages")


def queued_ever() -> int:
    return Event.objects.filter(data__to=Status.QUEUED, actor__kind="notion").count()
