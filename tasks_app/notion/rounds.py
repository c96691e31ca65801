"""A round: pages as just read, what each of them comes to, and the doing of it.

Read by a query a page may be behind what we wrote ourselves a moment ago, so such a difference is
confirmed by reading the page itself before anybody acts on it.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from tasks_app.gates import Flag
from tasks_app.models import Board, MirrorPage
from tasks_app.notion import applying, asset_rows, brake, merge, newcomers, people, vanishing
from tasks_app.notion.client import NotionClient
from tasks_app.notion.errors import NotFound
from tasks_app.notion.mapping import Json, Values, from_page
from tasks_app.notion.merge import Move
from tasks_app.notion.news import News, Step
from tasks_app.statuses import GATE_BY_STATUS, Status
from videogen.lib.jobs import beat

QUERY_LAG = timedelta(seconds=60)
"""For so long after our own write a query is not believed."""


@dataclass(frozen=True, slots=True)
class Read:
    """A page as Notion gave it; `is_sure` when read by its id or answered to a write."""

    board: Board
    json: Json
    is_sure: bool = False

    @property
    def page_id(self) -> uuid.UUID:
        return uuid.UUID(self.json["id"])

    @property
    def values(self) -> Values:
        return from_page(self.board.properties, self.json)

    @property
    def is_in_trash(self) -> bool:
        return bool(self.json.get("in_trash"))


def work_off(client: NotionClient, reads: Iterable[Read], *, is_first: bool = False) -> None:
    """Act on every page that is not as it was last seen.

    With `is_first` the reads are of whole boards: what nobody began just now is their past.
    """
    by_id = {read.page_id: read for read in reads}
    pages = applying.pages_of(by_id)
    found = [
        news
        for page_id, read in by_id.items()
        if (news := _news(client, read, pages.get(page_id))) is not None
    ]
    for news in brake.passed(found):
        beat()
        _act(client, news, is_first=is_first)


def _news(client: NotionClient, read: Read, page: MirrorPage | None) -> News | None:
    if page is None:
        is_new = not read.is_in_trash
        return News(Step.BEGIN, read.board, read.page_id, read.json) if is_new else None
    if page.page_id is None:
        return None
    if read.is_in_trash:
        gone = page.gone_at is None
        return News(Step.TRASH, read.board, read.page_id, read.json, page) if gone else None
    if page.gone_at is not None:
        return News(Step.RESTORE, read.board, read.page_id, read.json, page)
    return _change(client, read, page)


def _change(client: NotionClient, read: Read, page: MirrorPage) -> News | None:
    if page.task_id is None:
        return News(Step.BEGIN, read.board, read.page_id, read.json, page)
    if vanishing.data_source_of(read.json) != str(page.board.data_source_id):
        return News(Step.MOVE, read.board, read.page_id, read.json, page)
    vanishing.find_again(page)
    if not _differs(page, read.values):
        return None
    is_recent = page.pushed_at is not None and page.pushed_at > timezone.now() - QUERY_LAG
    if is_recent and not read.is_sure:
        return _confirmed(client, read, page)
    return News(Step.MERGE, read.board, read.page_id, read.json, page)


def _confirmed(client: NotionClient, read: Read, page: MirrorPage) -> News | None:
    try:
        json = client.page(read.page_id)
    except NotFound:
        vanishing.miss(page)
        return None
    return _news(client, Read(read.board, json, is_sure=True), page)


def _differs(page: MirrorPage, theirs: Values) -> bool:
    return any(page.base.get(name) != value for name, value in theirs.items())


def _act(client: NotionClient, news: News, *, is_first: bool) -> None:
    page = news.page
    if news.step is Step.BEGIN:
        _begin(client, news, is_first=is_first)
    elif page is None:
        return
    elif brake.is_discarded(page):
        _keep_ours(client, page, news)
    elif news.step is Step.TRASH:
        vanishing.put_in_trash(page, people.editor_of(client, news.json))
    elif news.step is Step.MOVE:
        vanishing.move(page, news.json)
    else:
        if news.step is Step.RESTORE:
            vanishing.come_back(page)
        take_over(client, page, news.json)


def take_over(client: NotionClient, page: MirrorPage, json: Json) -> None:
    """Merge what the page says now."""
    theirs = from_page(page.board.properties, json)
    if _differs(page, theirs):
        flags = _flags(client, page, theirs)
        applying.apply(page, theirs, people.editor_of(client, json), flags)


def _flags(client: NotionClient, page: MirrorPage, theirs: Values) -> tuple[Flag, ...]:
    """The files that people set to rejected on the boards of files, for a rejection on the card."""
    merged = applying.merge_page(page, theirs)
    gate = GATE_BY_STATUS.get(page.task.state) if page.task else None
    moves = [each.to for each in merged.intents if isinstance(each, Move)] if merged else []
    if page.task is None or gate is None or gate.rejected not in moves:
        return ()
    return tuple(asset_rows.rejected_rows(client, page.task, gate))


def _keep_ours(client: NotionClient, page: MirrorPage, news: News) -> None:
    """A person said that the task stays as it is: the page is made to show that again."""
    if news.step is Step.TRASH:
        client.update_page(str(page.page_id), in_trash=False)
        vanishing.come_back(page)
    else:
        applying.keep_ours(page, news.values, people.editor_of(client, news.json))


def _begin(client: NotionClient, news: News, *, is_first: bool) -> None:
    """On a board that is new to us, only beginnings are taken in: the rest is its past."""
    theirs = news.values
    status = theirs.get("Status")
    is_beginning = not status or merge.meaning(status) in (Status.DRAFT, Status.QUEUED)
    if is_first and not is_beginning:
        return
    actor = people.editor_of(client, news.json)
    page = newcomers.take_in(news.board, news.page_id, theirs, actor)
    if page is not None:
        applying.apply(page, theirs, actor)
