"""Real workers and a Notion in another process: the board follows, and is followed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tasks_app import intake
from tasks_app.intake import Idea
from tasks_app.models import Channel, MirrorPage, Task
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
