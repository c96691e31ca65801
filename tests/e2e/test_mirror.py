"""Real workers and a Notion in another process: the board follows, and is followed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tasks_app import intake
from tasks_app.channels import sync
from tasks_app.intake import Idea
from tasks_app.models import Channel, MirrorInbox, MirrorPage, RefusedEdit, Task
from tasks_app.statuses import Status
from tests.e2e.batch import BROKEN, Batch, subscribe
from tests.e2e.conftest import COMMAND
from tests.e2e.notion import loopback_notion, set_up_board, variables
from tests.e2e.stack import running, until
from tests.e2e.web import serving
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


@pytest.fixture
def resting(channel: Channel, channel_folder: Path) -> Channel:
    """Switched off, so that its tasks stay queued and nothing is written but answers."""
    with (channel_folder / f"{channel.pk}.yaml").open("a", encoding="utf-8") as file:
        file.write("is_active: false\n")
    sync(channel_folder)
    return channel


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


def test_twenty_pages_queued_at_once_are_queued_once_each_by_webhooks(
    notion: RemoteNotion, board: str, resting: Channel, tmp_path: Path
) -> None:
    batch = Batch(notion, board, resting)
    without_polls = {**variables(notion, board), "NOTION_SYNC_INTERVAL_SECONDS": "600"}
    web_server = serving(tmp_path, has_pages=False, **without_polls)
    with running(tmp_path, **without_polls), web_server as web:
        batch.wait_for_drafts()
        subscription = subscribe(notion, web)
        batch.edit()
        batch.wait_until_queued()
        batch.wait_for_answers()
        notion.webhooks.wait_until_idle(60)
        notion.webhooks.unsubscribe(subscription)
        batch.wait_for_answers()

    posts = notion.webhooks.summaries()
    events = [post["event_id"] for post in posts]
    entities = [post["entity_id"] for post in posts if post["entity_id"] in batch.pages]
    first_request = min(each["arrived"] for each in notion.log.summaries())
    assert {post["status"] for post in posts} == {200}
    assert len(events) > len(set(events)) == MirrorInbox.objects.count()
    assert entities != sorted(entities, key=batch.pages.index)
    assert first_request > min(post["sent"] for post in posts)
    assert_right(notion, batch)


def test_twenty_pages_queued_at_once_are_queued_once_each_by_polling_alone(
    notion: RemoteNotion, board: str, resting: Channel, tmp_path: Path
) -> None:
    batch = Batch(notion, board, resting)
    with running(tmp_path, **variables(notion, board)):
        batch.wait_for_drafts()
        batch.edit()
        batch.wait_until_queued()
        batch.wait_for_answers()

    assert not MirrorInbox.objects.exists()
    assert_right(notion, batch)


def assert_right(notion: RemoteNotion, batch: Batch) -> None:
    tasks = Task.objects.values_list("notion_page_id", flat=True)
    assert sorted(map(str, tasks)) == sorted(batch.queued()) == sorted(batch.pages)
    assert batch.shown_by_broken() == {"Draft"}
    assert batch.comments() == [1] * BROKEN
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
