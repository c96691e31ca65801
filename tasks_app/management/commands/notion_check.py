"""`manage.py notion_check`: say whether the mirror can work, and the mend for each fault."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from tasks_app import channels
from tasks_app.notion.check import Finding, Mark, check
from tasks_app.notion.client import NotionClient
from tasks_app.notion.errors import NotionFault


class Command(BaseCommand):
    help = "Check token, boards, columns, views and webhook; ends with 1 when something is wrong."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.NOTION_API_TOKEN:
            raise CommandError("NOTION_API_TOKEN is not set, so there is no mirror.")
        channels.sync()
        faults = 0
        try:
            with NotionClient.from_settings() as client:
                for finding in check(client):
                    faults += finding.mark is Mark.MEND
                    self.tell(finding)
        except NotionFault as fault:
            raise CommandError(fault.message) from fault
        if faults:
            raise CommandError(f"{faults} thing(s) to mend.")

    def tell(self, finding: Finding) -> None:
        self.stdout.write(f"{finding.mark:<5} {finding.about}: {finding.sentence}")
