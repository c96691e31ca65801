"""A board on the loopback Notion, and the mirror's work done in hand."""

from __future__ import annotations

import uuid
from typing import Any

from tasks_app import intake
from tasks_app.actors import Actor
from tasks_app.intake import Idea
from tasks_app.models import (
    Board,
    BoardKind,
    Event,
    EventKind,
    MirrorInbox,
    MirrorPage,
    NotionConnection,
    Task,
)
from tasks_app.notion import boards, columns, trouble
from tasks_app.notion.client import NotionClient
from tasks_app.notion.drainer import Drainer
from tasks_app.notion.errors import NotionFault
from tasks_app.notion.schema import TASKS, Option
from tests.builders import make_channel
from tests.fakes.notion import NotionServer
from tests.tasks_app.notion.unhurried import Unhurried

OPERATOR = Actor.command("test")
LONG_AGO = "2026-01-01T00:00:00Z"
LATER = ("relation", "formula", "files")
"""Columns that are no matter of the cards themselves."""


def tasks_columns(status_type: str, channels: tuple[str, ...]) -> dict[str, Any]:
    """The schema of a Tasks board whose Status is a `select` or a `status`."""
    options = tuple(Option(channel, channel) for channel in channels)
    made = {
        prop.name: columns.config(prop, options if prop.name == "Channel" else prop.options)
        for prop in TASKS.properties
        if prop.type not in LATER
    }
    statuses = TASKS.by_name["Status"].options
    made["Status"] = {
        status_type: {"options": [columns.new_option(each, status_type) for each in statuses]}
    }
    return made


class Mirrored:
    """One Tasks board for the channel foxes, Ana who edits it, and a client without a limit."""

    def __init__(
        self,
        notion: NotionServer,
        settings: Any,
        *,
        version: str = "2026-03-11",
        status_type: str = "select",
    ) -> None:
        self.notion = notion
        self.client = Unhurried(notion, version)
        settings.NOTION_API_TOKEN = notion.token
        settings.NOTION_API_BASE_URL = notion.base_url
        settings.NOTION_API_VERSION = version
        settings.NOTION_SETTLE_SECONDS = 1
        self.channel = make_channel("foxes")
        NotionConnection.objects.get_or_create(pk=1)
        self.ana = notion.person("Ana")
        self._settings, self._status_type = settings, status_type
        self.begin_again()

    def begin_again(self) -> None:
        """A new board; that of before is forgotten."""
        schema = tasks_columns(self._status_type, ("foxes", "owls"))
        self.board = self.notion.create_board("Tasks", schema)
        self._settings.NOTION_DATABASE_IDS = (self.board,)
        boards.bind(self.client, self.row)

    @property
    def row(self) -> Board:
        made, _new = Board.objects.get_or_create(
            database_id=uuid.UUID(self.board), defaults={"kind": BoardKind.TASKS}
        )
        return made

    def watch(self, board: str) -> None:
        """One more board, after the first."""
        self._settings.NOTION_DATABASE_IDS = (self.board, board)

    def work(self, client: NotionClient | None = None) -> None:
        """One slice; a poll is due."""
        Board.objects.update(polled_at=None)
        Drainer(client or self.client).work()

    def work_until_done(self) -> None:
        """As jobs do it: after a fault, and once Notion has certainly let go of lost requests."""
        for _slice in range(5):
            MirrorPage.objects.update(next_attempt_at=None)
            MirrorPage.objects.exclude(create_sent_at=None).update(create_sent_at=LONG_AGO)
            try:
                self.work()
            except NotionFault as fault:
                trouble.note(fault)

    def make(self, title: str = "The fox", **fields: Any) -> Task:
        """A task as the admin or REST makes it."""
        idea = Idea(title=title, topic="Foxes", channel=self.channel, **fields)
        return intake.create(idea, actor=OPERATOR)

    def shown(self, task: Task) -> str:
        """The id of the task's page, which is up to date."""
        self.work()
        return self.page_of(task)

    def page_of(self, task: Task) -> str:
        return str(MirrorPage.objects.get(task=task, asset=None).page_id)

    def values(self, page_id: str) -> dict[str, Any]:
        found: dict[str, Any] = self.notion.values(page_id)
        return found

    def add(self, **values: Any) -> str:
        """A row that Ana fills in, complete unless said otherwise."""
        given = {"Title": "The fox", "Topic": "Foxes", "Channel": "foxes", **values}
        return self.ana.add_page(
            self.board, {name: value for name, value in given.items() if value is not None}
        )

    def hint(self, *page_ids: str) -> None:
        """Webhooks about these pages have come."""
        MirrorInbox.objects.bulk_create(
            MirrorInbox(key=str(uuid.uuid4()), kind="page.properties_updated", page_id=page_id)
            for page_id in page_ids
        )

    def comments(self, page_id: str) -> list[str]:
        return self.notion.comments(page_id)

    def told(self, kind: EventKind = EventKind.NOTION_HELD) -> list[str]:
        """The reasons of the events of this kind."""
        return [event.data["reason"] for event in Event.objects.filter(kind=kind)]
