"""What the page Notion shows: connection, boards, what waits and why, refused edits, webhook."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, F, Max, Min, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from tasks_app import access
from tasks_app.admin import marks
from tasks_app.admin.overview import last_event_id
from tasks_app.models import (
    Board,
    BoardKind,
    Channel,
    MirrorInbox,
    MirrorPage,
    NotionAllowance,
    NotionConnection,
    RefusedEdit,
    Ruling,
)
from tasks_app.notion import boards as notion_boards
from tasks_app.notion import limiter, plan
from tasks_app.statuses import Status
from videogen.accounts.models import User
from videogen.accounts.roles import Role, has_role

WAITING_SHOWN = 30
REFUSED_SHOWN = 10
ACTS_SHOWN = 12
SHORT_ID = 8
A_DAY = timedelta(hours=24)
RULING_TONES: dict[str, str] = {
    Ruling.PUT_BACK: "gate",
    Ruling.KEPT_OURS: "idle",
    Ruling.REFUSED: "error",
    Ruling.TAKEN: "done",
}


@dataclass(frozen=True, slots=True)
class State:
    """A chip with what there is to say about it."""

    label: str
    tone: str
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class BoardLine:
    board: Board
    state: State
    channels: Sequence[Channel]
    pending: int
    oldest: datetime | None


@dataclass(frozen=True, slots=True)
class Brake:
    """What a round would have done, and still does if a person says so."""

    board: Board
    reason: str
    acts: Sequence[dict[str, Any]]
    more: int


@dataclass(frozen=True, slots=True)
class WaitingLine:
    page: MirrorPage
    name: str
    why: str
    is_stuck: bool


@dataclass(frozen=True, slots=True)
class RefusedLine:
    """A refused edit with both values as the board shows them."""

    edit: RefusedEdit
    theirs: str
    ours: str


@dataclass(frozen=True, slots=True)
class Webhook:
    address: str
    state: State
    can_reveal: bool
    has_pending: bool
    received: int
    newest: datetime | None


@dataclass(frozen=True, slots=True)
class NotionPage:
    is_connected: bool
    connection: NotionConnection
    state: State
    used: int
    budget: int
    pages: plan.Usage
    boards: Sequence[BoardLine]
    brakes: Sequence[Brake]
    pending: int
    oldest: datetime | None
    polled_at: datetime | None
    waiting: Sequence[WaitingLine]
    refused: Sequence[RefusedLine]
    webhook: Webhook
    is_administrator: bool
    last_event_id: int

    @property
    def can_try_again(self) -> bool:
        return any(line.page.next_attempt_at for line in self.waiting)


def notion_page(user: User) -> NotionPage:
    """Everything on the page, in a number of queries that does not grow with the rows."""
    since = last_event_id(user)
    connection = NotionConnection.objects.filter(pk=1).first() or NotionConnection()
    lines = board_lines(user)
    return NotionPage(
        is_connected=bool(settings.NOTION_API_TOKEN),
        connection=connection,
        state=connection_state(connection, NotionAllowance.objects.filter(pk=1).first()),
        used=limiter.used_lately(),
        budget=60 * settings.NOTION_REQUESTS_PER_SECOND,
        pages=plan.usage(),
        boards=lines,
        brakes=[brake for line in lines if (brake := brake_of(line.board)) is not None],
        pending=sum(line.pending for line in lines),
        oldest=min(filter(None, (line.oldest for line in lines)), default=None),
        polled_at=max(
            (line.board.polled_at for line in lines if line.board.polled_at), default=None
        ),
        waiting=waiting_lines(user),
        refused=[refused_line(edit) for edit in refused_edits(user)[:REFUSED_SHOWN]],
        webhook=webhook_of(connection),
        is_administrator=has_role(user, Role.ADMINISTRATOR),
        last_event_id=since,
    )


def connection_state(row: NotionConnection, allowance: NotionAllowance | None) -> State:
    """Whether Notion can be reached, with the sentence why not."""
    if not settings.NOTION_API_TOKEN:
        return State("Not connected", "idle")
    if row.stopped_reason:
        return State("Stopped", "error", row.stopped_reason)
    if allowance and allowance.paused_until and allowance.paused_until > timezone.now():
        until = marks.clock(allowance.paused_until)
        return State("Asked to wait", "gate", f"Notion wants no request before {until}.")
    if row.failing_since:
        at = marks.clock(row.failing_since)
        return State("Not answering", "gate", f"Notion has not answered since {at}; trying again.")
    if not row.bot_id:
        return State("Not asked yet", "idle", "The mirror says hello as soon as its worker runs.")
    return State("Works", "run")


def board_lines(user: User) -> list[BoardLine]:
    """Every board with its lag; a Tasks board is followed by its boards of files."""
    configured = set(notion_boards.configured_ids())
    rows = list(Board.objects.all())
    # Apart from the boards, so that it reads the pending pages only and not all of them.
    lags = {
        lag["board"]: lag
        for lag in MirrorPage.objects.pending()
        .order_by()
        .values("board")
        .annotate(count=Count("id"), oldest=Min("wanted_since"))
    }
    channels = list(access.visible_channels(user))
    shown: list[BoardLine] = []
    for board in rows:
        if board.kind != BoardKind.TASKS or (board.pk not in configured and board.pk not in lags):
            continue
        mine = [channel for channel in channels if _is_on(board, channel, len(configured))]
        shown.append(_line(board, mine, lags))
        below = (row for row in rows if row.tasks_board_id == board.pk)
        shown += [_line(row, [], lags) for row in sorted(below, key=_place)]
    return shown


def _place(board: Board) -> int:
    return BoardKind.values.index(board.kind)


def _is_on(board: Board, channel: Channel, boards: int) -> bool:
    """The same rule as `boards.board_for`, from what was read already."""
    own = str(channel.config.get("notion_database_id") or "")
    if own:
        return own == str(board.pk)
    return channel.pk in notion_boards.channel_choices(board) or boards == 1


def _line(
    board: Board, channels: Sequence[Channel], lags: Mapping[uuid.UUID, Mapping[str, Any]]
) -> BoardLine:
    lag = lags.get(board.pk, {})
    state = board_state(board)
    return BoardLine(board, state, channels, lag.get("count", 0), lag.get("oldest"))


def board_state(board: Board) -> State:
    if board.held_at:
        return State("Stands still", "error", board.fault)
    if board.fault:
        return State("In part", "gate", board.fault)
    if board.checked_at is None:
        return State("Not read yet", "idle")
    return State("Works", "run")


def brake_of(board: Board) -> Brake | None:
    """A brake that waits for an answer."""
    on = board.brake
    if not on or on.get("state") != "waiting":
        return None
    acts = on["acts"]
    return Brake(board, on["reason"], acts[:ACTS_SHOWN], max(0, len(acts) - ACTS_SHOWN))


def waiting_pages(user: User) -> QuerySet[MirrorPage]:
    """What waits to be written, and what people began that cannot be a task yet."""
    visible = Q(task__channel__in=access.visible_channels(user)) | Q(task=None)
    waits = Q(wanted__gt=F("pushed")) | Q(task=None)
    return MirrorPage.objects.filter(visible, waits, gone_at=None)


def waiting_lines(user: User) -> list[WaitingLine]:
    """The stuck ones first, then the longest waiting."""
    rows = (
        waiting_pages(user)
        .select_related("task__channel", "asset", "board")
        .annotate(is_stuck=~Q(fault="") | Q(task=None))
        .order_by("-is_stuck", "is_bulk", "wanted_since", "id")
    )
    return [_waiting(page) for page in rows[:WAITING_SHOWN]]


def _waiting(page: MirrorPage) -> WaitingLine:
    name = page.asset.name if page.asset else page.task.title if page.task else ""
    name = name or page.base.get("Title") or f"Page {str(page.page_id)[:SHORT_ID]}"
    if page.fault:
        return WaitingLine(page, name, page.fault, is_stuck=True)
    if page.task is None:
        # What the mirror wrote onto the page: why it is no task yet.
        return WaitingLine(page, name, str(page.base.get("Error Log") or ""), is_stuck=True)
    if page.board.held_at:
        return WaitingLine(page, name, f"The board {page.board} stands still.", is_stuck=True)
    why = "A file: behind changes of status." if page.asset else "In line."
    return WaitingLine(page, name, why, is_stuck=False)


def refused_edits(user: User) -> QuerySet[RefusedEdit]:
    visible = Q(page__task__channel__in=access.visible_channels(user)) | Q(page__task=None)
    return RefusedEdit.objects.filter(visible).select_related("page__task__channel")


def refused_line(edit: RefusedEdit) -> RefusedLine:
    return RefusedLine(edit, _as_shown(edit.field, edit.theirs), _as_shown(edit.field, edit.ours))


def _as_shown(field: str, value: str) -> str:
    is_status = field == "Status" and value in Status.values
    return str(Status(value).label) if is_status else value


def ruling_chip(edit: RefusedEdit) -> SafeString:
    ruling = Ruling(edit.ruling)
    return marks.chip(str(ruling.label), RULING_TONES[ruling])


def webhook_of(row: NotionConnection) -> Webhook:
    since = timezone.now() - A_DAY
    seen = MirrorInbox.objects.filter(received_at__gt=since).aggregate(
        newest=Max("received_at"), count=Count("id")
    )
    return Webhook(
        address=f"{settings.PUBLIC_URL.rstrip('/')}{reverse('notion-webhook')}",
        state=webhook_state(row, has_events=bool(seen["count"])),
        can_reveal=bool(row.verification_token) and row.verification_shown_at is None,
        has_pending=bool(row.pending_token),
        received=seen["count"],
        newest=seen["newest"],
    )


def webhook_state(row: NotionConnection, *, has_events: bool) -> State:
    poll = f"The boards are asked every {settings.NOTION_SYNC_INTERVAL_SECONDS} s."
    if row.pending_token:
        return State(
            "Another handshake",
            "gate",
            "A handshake with another token came. If you made a new subscription, use it; if not, "
            "leave it: somebody else posted it.",
        )
    if has_events:
        return State("Works", "run")
    if not row.verification_token:
        return State("No webhook", "idle", f"Edits arrive by polling. {poll}")
    if row.verification_at and row.verification_at > timezone.now() - A_DAY:
        sentence = "Notion sent a token that has to be pasted there; events come afterwards."
        return State("To be verified", "gate", sentence)
    return State("Quiet", "idle", f"Nothing came within a day. {poll}")
