"""Reading: polls of what was edited, hints of single pages, sweeps for what vanished."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db.models import F
from django.utils import timezone

from tasks_app.models import Board, BoardKind, MirrorInbox, MirrorPage
from tasks_app.notion import brake, rounds, vanishing
from tasks_app.notion.client import PAGE_SIZE, NotionClient
from tasks_app.notion.errors import NotFound
from tasks_app.notion.mapping import Json
from tasks_app.notion.rounds import Read
from videogen.lib.jobs import beat

OVERLAP = timedelta(minutes=2)
"""Notion rounds the time of an edit down to the minute, and its index lags behind."""

SWEEP_EVERY = timedelta(hours=1)
CONFIRMED_AT_ONCE = 30
"""Missing pages that one sweep looks at; the next one goes on."""

SINGLE_READS = 2
"""More hints than this are worked off by one poll instead of a request each."""

HINTS_AT_ONCE = 200
OF_THE_SCHEMA = (".schema_updated", ".deleted", ".undeleted", ".moved")

OLDEST_FIRST = [{"timestamp": "last_edited_time", "direction": "ascending"}]


def is_poll_due(board: Board) -> bool:
    return not was_polled_within(board, timedelta(seconds=settings.NOTION_SYNC_INTERVAL_SECONDS))


def was_polled_within(board: Board, time: timedelta) -> bool:
    return board.polled_at is not None and board.polled_at > timezone.now() - time


def poll(client: NotionClient, board: Board) -> set[uuid.UUID]:
    """Read what was edited since the last poll, act on it, and say which pages that were."""
    begun_at = timezone.now()
    is_first = board.seen_until is None
    seen: set[uuid.UUID] = set()
    edited = client.query(source_of(board), filter=_edited_lately(board), sorts=OLDEST_FIRST)
    for rows in edited:
        beat()
        reads = [Read(board, row) for row in rows]
        rounds.work_off(client, reads, is_first=is_first)
        seen |= {read.page_id for read in reads}
        _remember(board, rows)
    Board.objects.filter(pk=board.pk).update(polled_at=begun_at)
    board.polled_at = begun_at
    return seen


def source_of(board: Board) -> uuid.UUID:
    """The data source of a board that was bound."""
    if board.data_source_id is None:
        raise ValueError(f"The board {board} was never bound.")
    return board.data_source_id


def _edited_lately(board: Board) -> Json | None:
    if board.seen_until is None:
        return None
    since = (board.seen_until - _overlap(board)).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:00Z")
    return {"timestamp": "last_edited_time", "last_edited_time": {"on_or_after": since}}


def _overlap(board: Board) -> timedelta:
    """Nothing while our own writes of these minutes fill more than an answer: it would be read
    again and again. The first quiet poll looks back once more.
    """
    lately = MirrorPage.objects.filter(board=board, pushed_at__gt=timezone.now() - OVERLAP)
    return OVERLAP if lately.count() < PAGE_SIZE else timedelta(0)


def _remember(board: Board, rows: Sequence[Json]) -> None:
    """By Notion's clock, never by ours. An empty board is known from now on as well."""
    moments = [_moment(row["last_edited_time"]) for row in rows]
    if board.seen_until is not None:
        moments.append(board.seen_until)
    newest = max(moments, default=timezone.now() - OVERLAP)
    if newest != board.seen_until:
        board.seen_until = newest
        Board.objects.filter(pk=board.pk).update(seen_until=newest)


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def has_hints() -> bool:
    return MirrorInbox.objects.filter(handled_at=None).exists()


def follow_hints(client: NotionClient, boards: Sequence[Board]) -> bool:
    """Read the pages that hints name, each once however often it is named."""
    hints = list(MirrorInbox.objects.filter(handled_at=None).order_by("pk")[:HINTS_AT_ONCE])
    if not hints:
        return False
    if any(hint.kind.endswith(OF_THE_SCHEMA) and not hint.page_id for hint in hints):
        Board.objects.update(checked_at=None)
    left = _pages_named(hints)
    if len(left) > SINGLE_READS:
        for board in boards:
            left -= poll(client, board)
    reads = [read for page_id in left if (read := read_page(client, page_id, boards))]
    rounds.work_off(client, reads)
    MirrorInbox.objects.filter(pk__in=[hint.pk for hint in hints]).update(
        handled_at=timezone.now(), attempts=F("attempts") + 1
    )
    for board in boards:
        brake.finish(board)
    return True


def _pages_named(hints: Sequence[MirrorInbox]) -> set[uuid.UUID]:
    """The pages to be read. Rows of files are read when a task is rejected, and ring all the time
    while we make them.
    """
    others = Board.objects.exclude(kind=BoardKind.TASKS).values_list("data_source_id", flat=True)
    elsewhere = {str(source) for source in others}
    return {
        uuid.UUID(str(hint.page_id))
        for hint in hints
        if hint.page_id and hint.payload.get("data_source") not in elsewhere
    }


def read_page(client: NotionClient, page_id: uuid.UUID, boards: Sequence[Board]) -> Read | None:
    """The page as it is now; None for one that is no concern of ours, or gone."""
    page = MirrorPage.objects.select_related("board", "task").filter(page_id=page_id).first()
    if page is not None and page.asset_id is not None:
        return None
    try:
        json = client.page(page_id)
    except NotFound:
        if page is not None:
            vanishing.miss(page)
        return None
    by_source = {str(board.data_source_id): board for board in boards}
    board = by_source.get(str(vanishing.data_source_of(json)))
    if board is None and page is not None:
        board = page.board
    return Read(board, json, is_sure=True) if board else None


def read_before_writing(client: NotionClient, page: MirrorPage) -> None:
    """See whether people changed a page that is about to be overwritten."""
    if page.page_id:
        read = read_page(client, page.page_id, [page.board])
        rounds.work_off(client, [read] if read else [])


def is_sweep_due(board: Board) -> bool:
    return board.swept_at is None or board.swept_at <= timezone.now() - SWEEP_EVERY


def sweep(client: NotionClient, board: Board) -> Iterator[None]:
    """Find pages that are no longer on the board, one request at a time; each is confirmed by
    reading it, because a query may leave out a page for many reasons.
    """
    rows_of_ours = (
        MirrorPage.objects.filter(board=board, asset=None, gone_at=None, page_id__isnull=False)
        .filter(created_at__lt=timezone.now() - OVERLAP)
        .values_list("page_id", flat=True)
    )
    known = {page_id for page_id in rows_of_ours if page_id}
    for rows in client.query(source_of(board)):
        rounds.work_off(client, [Read(board, row) for row in rows], is_first=True)
        known -= {uuid.UUID(row["id"]) for row in rows}
        yield
    missing = sorted(known)[:CONFIRMED_AT_ONCE]
    reads = []
    for page_id in missing:
        read = read_page(client, page_id, [board])
        reads += [read] if read else []
        yield
    rounds.work_off(client, reads)
    if len(missing) == len(known):
        Board.objects.filter(pk=board.pk).update(swept_at=timezone.now())
        board.swept_at = timezone.now()
