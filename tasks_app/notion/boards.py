"""Which boards there are, and each of them bound to what stands on Notion.

A board is given by the id of its database, in a channel's file or in `NOTION_DATABASE_IDS`, and
resolved to its one data source. Boards of files are found through the relations of the Tasks board.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

import structlog
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from tasks_app import events
from tasks_app.actors import Actor
from tasks_app.models import Board, BoardKind, Channel, EventKind
from tasks_app.models.channel import ChannelState
from tasks_app.notion.binding import Bound, Json, bind_schema
from tasks_app.notion.client import NotionClient
from tasks_app.notion.errors import NotFound
from tasks_app.notion.schema import DATABASES, SATELLITES, channel_options

log = structlog.get_logger(__name__)

SYSTEM = Actor.system("Notion mirror")


class HeldBoard(Exception):
    """The board cannot be used as it is; the text is the sentence with the mend."""


def board_for(channel: Channel) -> Board | None:
    """The Tasks board of a channel: its own, else a shared one that offers it, else the only one.

    Database work only, so it may be asked inside a transaction. None: the channel has no board.
    """
    own = channel.config.get("notion_database_id")
    if own:
        return _row(uuid.UUID(own))
    shared = [_row(each) for each in shared_ids()]
    offering = [board for board in shared if channel.pk in channel_choices(board)]
    if offering:
        return offering[0]
    return shared[0] if len(shared) == 1 else None


def tasks_boards() -> list[Board]:
    """Every Tasks board that is configured, those of channel files first."""
    return [_row(each) for each in configured_ids()]


def configured_ids() -> list[uuid.UUID]:
    configs = (
        Channel.objects.exclude(state=ChannelState.REMOVED)
        .order_by("pk")
        .values_list("config__notion_database_id", flat=True)
    )
    own = [uuid.UUID(each) for each in configs if each]
    return list(dict.fromkeys([*own, *shared_ids()]))


def shared_ids() -> list[uuid.UUID]:
    return [uuid.UUID(each) for each in settings.NOTION_DATABASE_IDS]


def channel_choices(board: Board) -> dict[str, str]:
    """Channel → the id of its option in the column Channel."""
    options: dict[str, str] = board.properties.get("Channel", {}).get("options", {})
    return options


def channel_names() -> dict[str, str]:
    rows = Channel.objects.exclude(state=ChannelState.REMOVED).order_by("pk")
    return dict(rows.values_list("pk", "name"))


def refresh(client: NotionClient) -> list[Board]:
    """Bind every configured board and the boards of files behind it."""
    return [bind(client, board) for board in tasks_boards()]


def bind(client: NotionClient, board: Board) -> Board:
    """Read the board's schema and bind it; what is wrong stands in `fault` and is told once.

    Raises the faults of the connection itself (`NotAllowed`, `Busy`, `Unreachable`).
    """
    try:
        source = _source(client, board)
    except HeldBoard as held:
        return _record(board, Bound(board.properties, board.lost, [str(held)], is_usable=False))
    database = DATABASES[BoardKind(board.kind)]
    bound = bind_schema(
        database,
        source["properties"],
        known={**board.properties, **board.lost},
        channels=channel_options(channel_names()),
    )
    board = _record(board, bound)
    if board.kind == BoardKind.TASKS:
        _bind_satellites(client, board)
    return board


def _source(client: NotionClient, board: Board) -> Json:
    """The board's data source with its schema, found through its database; raises `HeldBoard`."""
    try:
        database = client.database(board.database_id)
        board.data_source_id = _data_source_id(board, database)
        source: Json = client.data_source(board.data_source_id)
    except NotFound:
        raise HeldBoard(
            f"The database {board.title or board.database_id} is gone, or not shared with our "
            "connection: open it on Notion, choose ••• → Connections and add it, or put it back "
            "from the trash."
        ) from None
    board.title = "".join(part["plain_text"] for part in database["title"])[:255]
    board.url = str(database.get("url") or "")[:500]
    return source


def _data_source_id(board: Board, database: Json) -> uuid.UUID:
    if database.get("in_trash"):
        raise HeldBoard(
            f"The database {board.title or board.database_id} lies in the trash: put it back on "
            "Notion, or take its id out of the configuration."
        )
    sources = [uuid.UUID(each["id"]) for each in database["data_sources"]]
    if board.data_source_id in sources:
        return board.data_source_id
    if len(sources) != 1:
        raise HeldBoard(
            f"The database {board.database_id} has {len(sources)} data sources, and which one is "
            "the board cannot be known: move the others into databases of their own."
        )
    return sources[0]


def _bind_satellites(client: NotionClient, board: Board) -> None:
    """The boards of files: where the relations of the Tasks board lead."""
    for kind in SATELLITES:
        target = board.properties.get(kind.label, {}).get("target") or {}
        if not target.get("database_id"):
            continue
        satellite = _satellite(board, kind, uuid.UUID(target["database_id"]))
        if satellite is not None:
            bind(client, satellite)


def _satellite(board: Board, kind: BoardKind, database_id: uuid.UUID) -> Board | None:
    """The row for a board of files, moved along when its relation leads elsewhere now."""
    known = board.satellites.filter(kind=kind).first()
    if known is not None and known.database_id == database_id:
        return known
    if known is not None and known.pages.exists():
        # Pages of another database cannot be moved by us; the old one goes on.
        return known
    try:
        with transaction.atomic():
            if known is not None:
                known.delete()
            return Board.objects.create(database_id=database_id, kind=kind, tasks_board=board)
    except IntegrityError:
        # Another Tasks board has it: two relations cannot share their far side.
        log.warning("notion_board_shared", database=str(database_id), kind=kind.value)
        return None


def _row(database_id: uuid.UUID) -> Board:
    board, _made = Board.objects.get_or_create(
        database_id=database_id, defaults={"kind": BoardKind.TASKS}
    )
    return board


def _record(board: Board, bound: Bound) -> Board:
    """Store what was found; a fault that is new is told, and so is the end of a standstill."""
    fault = " ".join(bound.faults)
    with transaction.atomic():
        before = Board.objects.select_for_update(no_key=True).get(pk=board.pk)
        board.properties, board.lost, board.fault = bound.properties, bound.lost, fault
        board.checked_at = timezone.now()
        board.held_at = None if bound.is_usable else before.held_at or board.checked_at
        board.save(update_fields=[*COLUMNS])
        if fault and fault != before.fault:
            _tell(EventKind.NOTION_HELD, board, reason=fault)
        elif before.held_at and not board.held_at:
            _tell(EventKind.NOTION_RESUMED, board, reason=f"The board {board} works again.")
    return board


COLUMNS = (
    "data_source_id",
    "title",
    "url",
    "properties",
    "lost",
    "fault",
    "checked_at",
    "held_at",
)


def _tell(kind: EventKind, board: Board, *, reason: str) -> None:
    data: dict[str, Any] = {"reason": reason, "board": str(board), "database": str(board.pk)}
    events.append(kind, about=None, actor=SYSTEM, data=data)


def held_reasons(boards: Iterable[Board]) -> list[str]:
    return [f"{board}: {board.fault}" for board in boards if board.fault]
