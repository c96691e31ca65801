"""`manage.py notion_setup --parent PAGE`: make the boards on Notion, or what they lack."""

from __future__ import annotations

import re
import uuid
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from tasks_app import channels
from tasks_app.models import BoardKind
from tasks_app.notion.client import NotionClient
from tasks_app.notion.errors import NotionFault
from tasks_app.notion.setup import Outcome, set_up

PAGE_ID = re.compile(r"[0-9a-f]{32}")


class Command(BaseCommand):
    help = "Make the databases of the mirror below a page, or complete them; deletes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--parent", required=True, help="the page's address or id; shared with the connection"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        parent = page_id(options["parent"])
        if not settings.NOTION_API_TOKEN:
            raise CommandError(
                "NOTION_API_TOKEN is not set: make an internal connection on "
                "https://www.notion.so/profile/integrations and put its token there."
            )
        channels.sync()
        try:
            with NotionClient.from_settings() as client:
                outcome = set_up(client, parent)
        except NotionFault as fault:
            raise CommandError(
                f"{fault.message} What was made so far is found again: run this once more."
            ) from fault
        self.tell(outcome)

    def tell(self, outcome: Outcome) -> None:
        for line in outcome.made or ["Everything is there already; nothing was changed."]:
            self.stdout.write(line)
        self.stdout.write("")
        for kind, database_id in outcome.database_ids.items():
            self.stdout.write(f"{BoardKind(kind).label:<7} {database_id}")
        tasks = outcome.database_ids[BoardKind.TASKS]
        self.stdout.write(
            "\nWhere it belongs, one of the two (the other boards are found through it):\n"
            f"  notion_database_id: {tasks}   in a channel's file, for that channel\n"
            f"  NOTION_DATABASE_IDS={tasks}   in the environment, for all channels"
        )
        for sentence in outcome.to_do:
            self.stderr.write(f"To do: {sentence}")


def page_id(text: str) -> uuid.UUID:
    """The id in an address that people copy from the browser, or the id itself."""
    path = text.split("?")[0].split("#")[0].replace("-", "").lower()
    found = PAGE_ID.findall(path[-32:])
    if not found:
        raise CommandError(
            f"“{text}” holds no page id: open the page on Notion, choose ••• → Copy link, and "
            "give that address."
        )
    return uuid.UUID(found[-1])
