"""A loopback Notion in a process of its own, with the boards of setup on it."""

from __future__ import annotations

import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

from django.conf import settings

from tasks_app.models import Board, BoardKind
from tasks_app.notion.setup import set_up
from tests.fakes.notion import RemoteNotion
from tests.tasks_app.notion.unhurried import Unhurried


@contextmanager
def loopback_notion() -> Iterator[RemoteNotion]:
    """Without its limit of 180 a minute, which setting up would use up; tests count instead."""
    command = [sys.executable, "-m", "tests.fakes.notion", "--per-minute", "0"]
    process = subprocess.Popen(command, cwd=settings.BASE_DIR, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    notion = RemoteNotion(process.stdout.readline().strip())
    try:
        yield notion
    finally:
        notion.close()
        process.terminate()
        process.wait(10)
        process.stdout.close()


def set_up_board(notion: RemoteNotion, *, latency: float = 0.1) -> str:
    """Boards with every column, made without the limit; the id of the Tasks board."""
    reached: Any = SimpleNamespace(
        token=notion.server.token(), base_url=notion.base_url, url=notion.url
    )
    with Unhurried(reached) as client:
        set_up(client, uuid.UUID(notion.server.home_id()))
    notion.server.set_latency(latency)
    notion.log.clear()
    return str(Board.objects.get(kind=BoardKind.TASKS).pk)


def variables(notion: RemoteNotion, board: str) -> dict[str, str]:
    """What the workers have to be told."""
    return {
        "NOTION_API_TOKEN": str(notion.server.token()),
        "NOTION_API_BASE_URL": notion.base_url,
        "NOTION_DATABASE_IDS": board,
        "NOTION_SETTLE_SECONDS": "2",
    }
