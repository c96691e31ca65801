"""Many pages that a person sets to Queued at once, two of which cannot be: what came of it."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from tasks_app.models import Board, BoardKind, Channel, Event, MirrorPage, RefusedEdit
from tasks_app.notion import inbound, signing
from tasks_app.statuses import Status
from tests.e2e.stack import until
from tests.e2e.web import Web
from tests.fakes.notion import RemoteNotion

PAGES, BROKEN = 20, 2
LATE_SECONDS = (0.1, 3.0)
"""Each event by chance, so they come in no order."""


class Batch:
    """Pages without a status; the broken ones lack a topic. Workers may start before or after."""

    def __init__(self, notion: RemoteNotion, board: str, channel: Channel) -> None:
        self._notion = notion
        self._person = notion.person("Ana")
        self._edited_at: datetime | None = None
        whole = {"Topic": "x", "Channel": channel.pk}
        self.pages: list[str] = [
            self._person.add_page(board, {"Title": f"Idea {number}", **whole})
            for number in range(PAGES)
        ]
        self.broken: list[str] = [
            self._person.add_page(board, {"Title": "Broken", "Channel": channel.pk})
            for _number in range(BROKEN)
        ]

    def wait_for_drafts(self) -> None:
        """Until each is known, and the mirror has nothing to ask for but polls."""
        known = MirrorPage.objects.filter(page_id__in=[*self.pages, *self.broken])
        until(lambda: known.count() == PAGES + BROKEN, "the drafts")
        until(is_at_rest, "the rest before the edit")

    def edit(self) -> None:
        """From here on the log of requests holds what came after."""
        self._notion.log.clear()
        self._edited_at = timezone.now()
        self._person.edit_many([*self.pages, *self.broken], {"Status": "Queued"})

    def wait_until_queued(self) -> float:
        """Seconds from the edit to the last row that tells of a queued task."""
        assert self._edited_at is not None
        until(lambda: set(self.queued()) == set(self.pages), "the queue")
        last: datetime = max(row.at for row in self._rows())
        return (last - self._edited_at).total_seconds()

    def wait_for_answers(self) -> None:
        """Until the broken pages have been put back, and nobody is left to be told."""
        until(lambda: self.shown_by_broken() == {"Draft"}, "the broken pages put back")
        until(lambda: not inbound.has_hints() and not is_untold(), "the last hints and comments")

    def queued(self) -> list[str]:
        """The page of every row, so a page twice means a task queued twice, or two tasks."""
        return [str(page) for page in self._rows().values_list("task__notion_page_id", flat=True)]

    def shown_by_broken(self) -> set[str]:
        return {self._notion.server.values(page)["Status"] for page in self.broken}

    def comments(self) -> list[int]:
        return [len(self._notion.server.comments(page)) for page in self.broken]

    def _rows(self) -> QuerySet[Event]:
        return Event.objects.filter(
            data__to=Status.QUEUED,
            actor__kind="notion",
            task__notion_page_id__in=[*self.pages, *self.broken],
        )


def is_at_rest() -> bool:
    unswept = Board.objects.filter(swept_at=None, kind=BoardKind.TASKS)
    return not (MirrorPage.objects.pending().exists() or is_untold() or unswept.exists())


def is_untold() -> bool:
    return RefusedEdit.objects.filter(told_at=None).exists()


def subscribe(notion: RemoteNotion, web: Web) -> str:
    """As a person does it in the portal; events come late, in no order, and half of them twice."""
    made = notion.webhooks.subscribe(f"{web.url}/webhook/notion")
    token = until(signing.reveal, "the handshake")
    notion.webhooks.verify(made["id"], token)
    notion.webhooks.accidents(delay=LATE_SECONDS, doubled=0.5, seed=20)
    return str(made["id"])
