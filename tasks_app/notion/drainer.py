"""The one drainer: in which order hints, polls, pushes, comments and files get their requests.

Exactly one process drains at a time: it holds a session lock of the database, which a killed
process loses at once. What people wait for goes first; bulk work gets its share all the same.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import timedelta

import structlog
from django.db.models import Q
from django.utils import timezone

from tasks_app.models import Board, BoardKind, MirrorPage, NotionConnection
from tasks_app.models.mirror import MirrorPageQuerySet
from tasks_app.notion import (
    asset_rows,
    boards,
    brake,
    comments,
    inbound,
    limiter,
    outbound,
    pushing,
    trouble,
)
from tasks_app.notion.cards import changes
from tasks_app.notion.client import NotionClient
from tasks_app.notion.errors import Malformed, NotFound, NotionFault
from videogen.lib.db import AdvisoryLock, held
from videogen.lib.jobs import beat

log = structlog.get_logger(__name__)

SLICE_SECONDS = 60.0
AT_ONCE = 25
"""Pages written after one look at them all, which takes about nine seconds …"""

AT_ONCE_OF_MANY = 40
"""… and fourteen, when more than `MANY` wait."""

MANY = 100
PATIENT_AT_ONCE = 4
"""Of those that may wait, so few that a change of status behind them is soon there."""

READ_HOLDS_SECONDS = 20.0
"""A page read so long ago has to be read again before it is overwritten."""

POLL_HOLDS_SECONDS = 2.0
"""A board polled so lately needs no other look."""

CHECK_SECONDS = 600
CHECK_HELD_SECONDS = 60
URGENT_BEFORE_BULK = 10


def drain() -> bool:
    """Work for one slice, if nobody else does; whether something is left to be done at once."""
    if trouble.is_resting() or limiter.seconds_of_silence() > 0:
        return False
    with held(AdvisoryLock.MIRROR) as is_mine:
        if not is_mine:
            return False
        with NotionClient.from_settings() as client:
            try:
                Drainer(client).work()
            except NotionFault as fault:
                log.warning("notion_fault", reason=fault.message, status=fault.status)
                trouble.note(fault)
                return False
    # Race: what was committed after the last look, while the lock was still ours.
    return has_work()


def has_work() -> bool:
    """Whether anything waits that can be done now."""
    return (
        pending_cards().exists()
        or inbound.has_hints()
        or comments.is_any_due()
        or asset_rows.is_any_due()
    )


def is_due() -> bool:
    """What the ticker asks every second: work, or a poll whose time has come."""
    if not outbound.is_on() or trouble.is_resting() or limiter.seconds_of_silence() > 0:
        return False
    return has_work() or is_poll_due()


def is_poll_due() -> bool:
    """Of a board that is configured; rows of boards that no longer are stay for their history."""
    usable = [board for board in boards.tasks_boards() if board.held_at is None]
    return any(inbound.is_poll_due(board) for board in usable)


def pending_cards() -> MirrorPageQuerySet:
    """Cards to be written now, those people wait for first."""
    due = Q(next_attempt_at=None) | Q(next_attempt_at__lte=timezone.now())
    return (
        MirrorPage.objects.pending()
        .filter(due, asset=None, board__held_at=None, board__data_source_id__isnull=False)
        .exclude(board__brake__state=brake.WAITING, page_id__in=held_page_ids())
        .order_by("is_bulk", "wanted_since", "id")
    )


def held_page_ids() -> list[str]:
    rows = Board.objects.filter(brake__state=brake.WAITING)
    return [page for board in rows for page in brake.held_pages(board)]


class Drainer:
    """One slice of work with one connection."""

    def __init__(self, client: NotionClient) -> None:
        self._client = client
        self._ends_at = time.monotonic() + SLICE_SECONDS
        self._read_at: dict[int, float] = {}
        self._pushed_since_bulk = 0
        self._has_looked_again = False
        self._sweeps: dict[object, Iterator[None]] = {}

    def work(self) -> None:
        """Until nothing is left, or the slice is over."""
        self._say_hello()
        while time.monotonic() < self._ends_at:
            beat()
            if not self._go_on():
                return

    def _say_hello(self) -> None:
        """Who we are there, asked once for each token; and a look whether a stop is over."""
        row = trouble.connection()
        if row.bot_id and not row.stopped_reason:
            return
        me = self._client.me()
        bot = me.get("bot") or {}
        limits = bot.get("workspace_limits") or {}
        NotionConnection.objects.filter(pk=1).update(
            bot_id=me["id"],
            bot_name=str(me.get("name") or ""),
            workspace_name=str(bot.get("workspace_name") or ""),
            upload_limit_bytes=limits.get("max_file_upload_size_in_bytes"),
        )

    def _go_on(self) -> bool:
        """A board that is gone or has changed is looked at again, once; then the fault counts."""
        try:
            return self._do_something()
        except (NotFound, Malformed):
            if self._has_looked_again:
                raise
        self._has_looked_again = True
        Board.objects.filter(kind=BoardKind.TASKS).update(checked_at=None)
        return True

    def _do_something(self) -> bool:
        """The most urgent thing there is; whether there was anything."""
        usable = self._usable_boards()
        done = (
            inbound.follow_hints(self._client, usable)
            or self._poll(usable)
            or self._push()
            or comments.tell_next(self._client)
            or asset_rows.push_next_bulk(self._client)
            or self._sweep(usable)
        )
        if done:
            trouble.note_success()
        return done

    def _usable_boards(self) -> list[Board]:
        """Bound to what is on Notion, looked at again now and then."""
        rows = boards.tasks_boards()
        return [board for board in map(self._checked, rows) if board.held_at is None]

    def _checked(self, board: Board) -> Board:
        patience = CHECK_HELD_SECONDS if board.held_at else CHECK_SECONDS
        is_old = (
            board.checked_at is None
            or (timezone.now() - board.checked_at).total_seconds() > patience
        )
        return boards.bind(self._client, board) if is_old else board

    def _poll(self, usable: list[Board]) -> bool:
        for board in usable:
            if inbound.is_poll_due(board):
                inbound.poll(self._client, board)
                return True
        return False

    def _push(self) -> bool:
        """A handful of cards; ends early when somebody on the board waits for us."""
        cards = self._next_cards()
        self._look([card for card in cards if not _is_being_written(card)])
        for card in cards:
            if _is_being_written(card):
                self._look([card])
            pushing.push(self._client, card)
            self._read_at.pop(card.pk, None)
            self._let_files_through()
            beat()
            if inbound.has_hints() or time.monotonic() > self._ends_at:
                break
        return bool(cards)

    def _let_files_through(self) -> None:
        """Now and then a piece of work on the files, however many cards there are."""
        self._pushed_since_bulk += 1
        if self._pushed_since_bulk >= URGENT_BEFORE_BULK:
            self._pushed_since_bulk = 0
            asset_rows.push_next_bulk(self._client)

    def _next_cards(self) -> list[MirrorPage]:
        waiting = pending_cards().select_related("board", "task")
        many = waiting.count() > MANY
        urgent = list(waiting.filter(is_bulk=False)[: AT_ONCE_OF_MANY if many else AT_ONCE])
        return urgent or list(waiting[:PATIENT_AT_ONCE])

    def _look(self, cards: list[MirrorPage]) -> None:
        """Read what is about to be overwritten and was not read just now."""
        fresh = time.monotonic() - READ_HOLDS_SECONDS
        unread = [
            card
            for card in cards
            if card.page_id is not None
            and self._read_at.get(card.pk, 0.0) < fresh
            and pushing.CONTESTED & set(changes(card))
        ]
        if len(unread) == 1:
            inbound.read_before_writing(self._client, unread[0])
        else:
            # Asking what was edited costs no more than asking for these, and is due soon anyway.
            for board in {card.board for card in unread}:
                if not inbound.was_polled_within(board, timedelta(seconds=POLL_HOLDS_SECONDS)):
                    inbound.poll(self._client, board)
        self._read_at |= {card.pk: time.monotonic() for card in unread}

    def _sweep(self, usable: list[Board]) -> bool:
        for board in usable:
            if not inbound.is_sweep_due(board):
                continue
            steps = self._sweeps.setdefault(board.pk, inbound.sweep(self._client, board))
            if next(steps, self) is self:
                self._sweeps.pop(board.pk)
            return True
        return False


def _is_being_written(card: MirrorPage) -> bool:
    """Whether somebody has just begun the page and may still be at it: looked at by itself."""
    return card.page_id is not None and not card.base.get("Status")
