"""Whether the mirror can work: token, boards, columns, relations, views, webhook; and the mends."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

from tasks_app.models import Board, BoardKind, Channel, MirrorInbox, NotionConnection
from tasks_app.notion import boards, columns, views
from tasks_app.notion.binding import bind_schema
from tasks_app.notion.client import NotionClient
from tasks_app.notion.door import ADDRESS
from tasks_app.notion.errors import Malformed, NotFound, NotionFault
from tasks_app.notion.schema import DATABASES, channel_options
from videogen.lib.http import CallFailed, Outbound

SETUP = "manage.py notion_setup --parent PAGE"
ANSWER_SECONDS = 5.0
QUIET = timedelta(days=2)


class Mark(StrEnum):
    FINE = "fine"
    NOTE = "note"
    """Works, though not as well as it could."""

    MEND = "mend"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line: what was looked at, and the sentence with the mend where something is wrong."""

    about: str
    sentence: str
    mark: Mark = Mark.FINE


def check(client: NotionClient) -> Iterator[Finding]:
    """Look at everything that can be known; nothing on Notion is changed."""
    token = _token(client)
    yield token
    yield from _configuration()
    if token.mark is Mark.FINE:
        for board in boards.refresh(client):
            yield from _board(client, board)
            for satellite in board.satellites.all():
                yield from _board(client, satellite)
    yield from webhook()


def _token(client: NotionClient) -> Finding:
    try:
        me = client.me()
    except NotionFault as fault:
        return Finding("token", fault.message, mark=Mark.MEND)
    workspace = me.get("bot", {}).get("workspace_name") or "a workspace"
    return Finding("token", f"works as “{me.get('name')}” in {workspace}")


def _configuration() -> Iterator[Finding]:
    if not boards.configured_ids():
        yield Finding(
            "boards",
            f"No board is configured: run {SETUP} and put the id it prints where it says.",
            mark=Mark.MEND,
        )
        return
    for channel in Channel.objects.working():
        if boards.board_for(channel) is None:
            yield Finding(
                "boards",
                f"The channel {channel.pk} has no board: give it a notion_database_id, or add it "
                "to the column Channel of a shared board.",
                mark=Mark.NOTE,
            )


def _board(client: NotionClient, board: Board) -> Iterator[Finding]:
    about = f"{BoardKind(board.kind).label} {board.database_id}"
    if board.fault:
        yield Finding(about, board.fault, mark=Mark.MEND)
    if board.held_at or board.data_source_id is None:
        return
    shown = client.data_source(board.data_source_id)["properties"]
    options = channel_options(boards.channel_names())
    database = DATABASES[BoardKind(board.kind)]
    bound = bind_schema(database, shown, known=board.properties, channels=options)
    lacking = columns.missing(database, shown, bound, channels=options)
    faults = [*lacking.in_the_way]
    if lacking.columns:
        faults.append(f"The columns {', '.join(lacking.columns)} are missing: run {SETUP}.")
    if lacking.options:
        names = [name for name, each in shown.items() if each["id"] in lacking.options]
        faults.append(f"Options are missing in {', '.join(names)}: run {SETUP}.")
    faults += _relations(client, board)
    if board.kind == BoardKind.TASKS:
        faults += _views(client, board)
    yield from (Finding(about, fault, mark=Mark.MEND) for fault in faults)
    if not faults and not board.fault:
        yield Finding(about, "everything is there")


def _relations(client: NotionClient, board: Board) -> list[str]:
    """Relations read as empty while the other database is not shared with us."""
    faults = []
    for name, prop in DATABASES[BoardKind(board.kind)].by_name.items():
        if prop.target is None:
            continue
        target = board.properties.get(name, {}).get("target") or {}
        if not target.get("data_source_id"):
            if name not in board.lost:
                faults.append(f"The relation {name} is missing: run {SETUP}.")
        elif not _is_shared(client, target["data_source_id"]):
            faults.append(
                f"The relation {name} leads to a database that is not shared with our connection: "
                "open it on Notion, choose ••• → Connections and add it."
            )
    return faults


def _is_shared(client: NotionClient, data_source_id: str) -> bool:
    try:
        client.data_source(uuid.UUID(data_source_id))
    except NotFound:
        return False
    return True


def _views(client: NotionClient, board: Board) -> list[str]:
    assert board.data_source_id is not None  # noqa: S101 - only looked at boards that are resolved
    try:
        there = views.names_there(client, board.data_source_id)
    except (Malformed, NotFound) as fault:
        return [f"The views cannot be read: {fault.message}"]
    wanted = views.wanted(boards.channel_names())
    missing = [view.name for view in wanted if view.name not in there]
    return [f"The views {', '.join(missing)} are missing: run {SETUP}."] if missing else []


def webhook() -> Iterator[Finding]:
    """What can be known from here of posts that come from there."""
    address = f"{settings.PUBLIC_URL.rstrip('/')}/{ADDRESS}"
    yield _reachable(address)
    row = NotionConnection.objects.filter(pk=1).first()
    if row is not None and row.pending_token:
        yield Finding(
            "webhook",
            "A handshake with another token waits: take it over on the page Notion of the admin, "
            "if you made a new subscription.",
            mark=Mark.MEND,
        )
    if row is None or not row.verification_token:
        yield Finding(
            "webhook",
            f"No handshake has come: make a subscription to {address} in the connection's tab "
            f"Webhooks. Until then the boards are asked every "
            f"{settings.NOTION_SYNC_INTERVAL_SECONDS} s.",
            mark=Mark.NOTE,
        )
        return
    newest = MirrorInbox.objects.order_by("-id").values_list("received_at", flat=True).first()
    if newest is None:
        yield Finding(
            "webhook",
            "The handshake came, no event yet: paste the token that the page Notion of the admin "
            "shows into Notion's field Verify.",
            mark=Mark.MEND,
        )
    elif newest < timezone.now() - QUIET:
        yield Finding(
            "webhook",
            f"The last event came on {newest:%d %b %Y}: see on Notion whether the subscription is "
            "paused.",
            mark=Mark.NOTE,
        )
    else:
        yield Finding("webhook", f"verified; the last event came at {newest:%H:%M:%S} UTC")


def _reachable(address: str) -> Finding:
    """Whether our own address answers from here, and may from the internet."""
    parts = urlsplit(address)
    if parts.scheme != "https" or parts.hostname in ("localhost", "127.0.0.1", "::1"):
        return Finding(
            "webhook",
            f"Notion posts to public https addresses only, and PUBLIC_URL makes it {address}: "
            "the boards are asked by polling.",
            mark=Mark.NOTE,
        )
    line = Outbound(
        f"{parts.scheme}://{parts.netloc}",
        headers={},
        timeout_seconds=ANSWER_SECONDS,
        answer_bytes=64 * 1024,
    )
    with line:
        try:
            status = line.call("GET", parts.path).status
        except CallFailed as fault:
            return Finding("webhook", f"{address} does not answer: {fault}", mark=Mark.MEND)
    if status != 405:
        return Finding(
            "webhook",
            f"{address} answers {status} instead of 405: a proxy in between does not hand it on.",
            mark=Mark.MEND,
        )
    return Finding("webhook", f"{address} answers from here")
