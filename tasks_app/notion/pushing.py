"""One page to Notion: made once, then only what changed, newest state only.

What is pending is a number: `pushed` becomes the `wanted` that was read before the body was built.
So a change during the push is still pending after it, and a kill anywhere only repeats a write of
absolute values. Making a page cannot be repeated, so it is looked up by our key first.
"""

from __future__ import annotations

import uuid
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from tasks_app.models import MirrorPage
from tasks_app.notion import boards, inbound, newcomers, rounds, trouble, vanishing
from tasks_app.notion.cards import card_of, changes
from tasks_app.notion.client import NotionClient
from tasks_app.notion.errors import (
    BlocksUsedUp,
    LostAnswer,
    Malformed,
    NotFound,
    NotionFault,
    PageInTrash,
)
from tasks_app.notion.mapping import KEY, Json, Values, from_page, to_properties
from tasks_app.notion.rounds import Read

CONTESTED = frozenset({"Status", "Priority", "Error Log"})
"""What people write as well: never overwritten without having looked."""


def push(client: NotionClient, page: MirrorPage) -> None:
    """Bring one page up to date; raises the faults that concern all pages."""
    page.refresh_from_db()
    try:
        if page.page_id is None:
            _create(client, page)
        else:
            _update(client, page)
    except BlocksUsedUp as fault:
        _wait_for_blocks(page, fault.message)
    except PageInTrash:
        _read_again(client, page)
    except NotFound:
        vanishing.miss(page)
    except Malformed as fault:
        if not _was_rebound(client, page):
            trouble.hold_page(page, fault.message)


def _update(client: NotionClient, page: MirrorPage) -> None:
    wanted = page.wanted
    values = changes(page)
    properties = to_properties(page.board.properties, values)
    if not properties:
        _done(page, wanted)
        return
    answer = client.update_page(str(page.page_id), properties)
    _record(client, page, wanted, values, answer)


def _create(client: NotionClient, page: MirrorPage) -> None:
    """Ask for a page, unless one that was asked for before is there or may still come."""
    card = card_of(page)
    if card is None or page.board.data_source_id is None:
        return
    if page.create_sent_at is not None and not _is_settled(client, page):
        return
    wanted = page.wanted
    page.create_sent_at = timezone.now()
    page.save(update_fields=["create_sent_at"])
    properties = to_properties(page.board.properties, card.ours)
    try:
        answer = client.create_page(page.board.data_source_id, properties)
    except LostAnswer as fault:
        if fault.committed_resource_id is None:
            raise
        answer = client.page(fault.committed_resource_id)
    except NotionFault:
        # Nothing was made, so nothing has to be looked for.
        MirrorPage.objects.filter(pk=page.pk).update(create_sent_at=None)
        raise
    newcomers.adopt(page, uuid.UUID(answer["id"]), from_page(page.board.properties, answer))
    _done(page, wanted)


def _is_settled(client: NotionClient, page: MirrorPage) -> bool:
    """Whether it is known that the page asked for before was never made; it is taken when it was.

    Until Notion can no longer be at work on the lost request, not finding it says nothing.
    """
    found = find_by_key(client, page)
    if found is not None:
        newcomers.adopt(page, uuid.UUID(found["id"]), from_page(page.board.properties, found))
        return False
    sent_at = page.create_sent_at or timezone.now()
    waits_until = sent_at + timedelta(seconds=settings.NOTION_SETTLE_SECONDS)
    if timezone.now() < waits_until:
        MirrorPage.objects.filter(pk=page.pk).update(next_attempt_at=waits_until)
        return False
    return True


def find_by_key(client: NotionClient, page: MirrorPage) -> Json | None:
    """The page with the task's key, the first made where somebody has copied it."""
    column = page.board.properties[KEY]
    by_key = {"property": column["id"], column["type"]: {"equals": str(page.task_id)}}
    first = [{"timestamp": "created_time", "direction": "ascending"}]
    rows = client.query(inbound.source_of(page.board), filter=by_key, sorts=first, limit=1)
    return next((row for found in rows for row in found), None)


def _record(
    client: NotionClient, page: MirrorPage, wanted: int, values: Values, answer: Json
) -> None:
    """What we wrote is known on both sides now; what else the answer shows is somebody's edit."""
    theirs = from_page(page.board.properties, answer)
    page.base = {**page.base, **{name: theirs.get(name, values[name]) for name in values}}
    page.pushed_at = timezone.now()
    page.save(update_fields=["base", "pushed_at"])
    _done(page, wanted)
    read = Read(page.board, answer, is_sure=True)
    rounds.work_off(client, [read])


def _done(page: MirrorPage, wanted: int) -> None:
    """Everything up to here is pushed; never lowered."""
    MirrorPage.objects.filter(pk=page.pk, pushed__lt=wanted).update(
        pushed=wanted,
        wanted_since=timezone.now(),
        is_bulk=False,
    )
    if page.task_id is not None:
        # Of a page that is no task yet the fault is what it shows.
        trouble.free_page(page)


def _was_rebound(client: NotionClient, page: MirrorPage) -> bool:
    """Whether the board is no longer as we knew it, so that the next push writes otherwise."""
    before = page.board.properties
    return bool(boards.bind(client, page.board).properties != before)


def _wait_for_blocks(page: MirrorPage, reason: str) -> None:
    """No page can be made any more: told once, however many tasks go without one."""
    is_known = MirrorPage.objects.filter(fault=reason).exists()
    MirrorPage.objects.filter(pk=page.pk).update(
        fault=reason, next_attempt_at=timezone.now() + trouble.LOOK_AGAIN
    )
    if not is_known:
        trouble.tell_held(None, reason)


def _read_again(client: NotionClient, page: MirrorPage) -> None:
    """Notion says the page lies in the trash: see for ourselves."""
    read = Read(page.board, client.page(str(page.page_id)), is_sure=True)
    rounds.work_off(client, [read])
