"""A board on the loopback Notion, and the mirror's work done in hand."""

from __future__ import annotations

import uuid
from typing import Any

from tasks_app.actors import Actor
from tasks_app.models import Board, BoardKind, MirrorPage, Task
from tasks_app.notion.drainer import Drainer
from tasks_app.notion.setup import set_up
from tests.builders import make_channel
from tests.fakes.notion import NotionServer
from tests.tasks_app.notion.unhurried import Unhurried

OPERATOR = Actor.command("test")


class Mirrored:
    """One Tasks board with the channel foxes, Ana who edits it, and a drainer without a limit."""

    def __init__(self, notion: NotionServer, version: str, settings: Any) -> None:
        self.notion = notion
        self.client = Unhurried(notion, version)
        settings.NOTION_API_TOKEN = notion.token
        settings.NOTION_API_BASE_URL = notion.base_url
        settings.NOTION_API_VERSION = version
        self.channel = make_channel("foxes")
        set_up(self.client, uuid.UUID(notion.home_id))
        self.board = str(Board.objects.get(kind=BoardKind.TASKS).pk)
        settings.NOTION_DATABASE_IDS = (self.board,)
        self.ana = notion.person("Ana")

    def work(self) -> None:
        """One slice, with everything that is due read again."""
        Board.objects.update(polled_at=None)
        Drainer(self.client).work()

    def settle(self) -> None:
        """Until both sides are quiet: what one slice wrote is read by the next."""
        self.work()
        self.work()

    def page_of(self, task: Task) -> str:
        return str(MirrorPage.objects.get(task=task, asset=None).page_id)

    def shows(self, task: Task) -> dict[str, Any]:
        values: dict[str, Any] = self.notion.values(self.page_of(task))
        return values

    def add(self, **values: Any) -> str:
        """A row that Ana fills in, complete unless said otherwise."""
        given = {"Title": "The fox", "Topic": "Foxes", "Channel": "foxes", **values}
        return self.ana.add_page(
            self.board, {name: value for name, value in given.items() if value is not None}
        )

    def comments(self, page_id: str) -> list[str]:
        return self.notion.comments(page_id)
