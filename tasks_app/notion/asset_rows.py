"""Rows of files on the boards Assets, Videos and Audio: made, kept up to date, read at a rejection.

The drainer asks for one piece at a time, so that changes of status go ahead; a piece is at most
three requests, usually one. A row is linked to its task from its own side, which needs no reading.
"""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from tasks_app import gates
from tasks_app.channel_configs import ChannelConfig
from tasks_app.gates import Flag
from tasks_app.models import Asset, AssetStatus, BoardKind, MirrorPage, Task
from tasks_app.models.mirror import MirrorPageQuerySet
from tasks_app.notion import boards, lean, plan, storage, trouble, uploads
from tasks_app.notion.client import NotionClient
from tasks_app.notion.errors import (
    BlocksUsedUp,
    CopyFailed,
    LostAnswer,
    Malformed,
    NotFound,
    PageInTrash,
    Unreachable,
)
from tasks_app.notion.mapping import from_page, minute, to_properties
from tasks_app.statuses import Gate

Json = dict[str, Any]
Values = dict[str, Any]

KEY = "Asset Id"
TYPED = ("Status", "Notes")
"""What people write as well."""

RETRY_SECONDS = 60
"""Doubled with every failure of the same file, to an hour at most."""

OUT_OF_BLOCKS = timedelta(hours=1)
"""How often to try whether a workspace makes pages again."""

COPY_SECONDS = 1
"""How long another file goes first while one is on its way to R2."""


def push_next_bulk(client: NotionClient) -> bool:
    """One piece of work on the files; False when nothing waits that can be done now.

    Raises the faults that concern all calls (`Busy`, `NotAllowed`, `Unreachable`, `LostAnswer`).
    """
    row = due().select_related("board", "task__channel", "asset").first()
    if row is None:
        return False
    try:
        if row.board.kind == BoardKind.TASKS:
            lean.push(client, row)
        else:
            _push(client, row)
    except NotFound:
        _look_for_what_is_gone(client, row)
    except PageInTrash:
        MirrorPage.objects.filter(pk=row.pk).update(gone_at=timezone.now())
    except (CopyFailed, Malformed) as fault:
        _put_off(row, str(fault))
    except BlocksUsedUp as fault:
        _hold_new_rows(fault.message)
    except (LostAnswer, Unreachable):
        # Should it be this file alone that fails, the others go first next time.
        later = timezone.now() + timedelta(seconds=RETRY_SECONDS)
        MirrorPage.objects.filter(pk=row.pk).update(next_attempt_at=later)
        raise
    return True


def is_any_due() -> bool:
    return due().exists()


def due() -> MirrorPageQuerySet:
    """Rows to be worked on now, those whose task has a page to be linked to; oldest first."""
    card = MirrorPage.objects.filter(task=OuterRef("task"), asset=None, page_id__isnull=False)
    return (
        MirrorPage.objects.pending()
        .filter(Q(next_attempt_at=None) | Q(next_attempt_at__lte=timezone.now()))
        .filter(Exists(card.filter(gone_at=None)), asset__isnull=False, board__held_at=None)
        .order_by("wanted_since", "id")
    )


def rejected_rows(client: NotionClient, task: Task, gate: Gate) -> list[Flag]:
    """The files shown at this gate whose rows a person set to rejected, with what they noted.

    One request for each board of files that the gate shows.
    """
    shown = gates.shown(task, gate).values("pk")
    rows = list(
        MirrorPage.objects.filter(task=task, asset__in=shown, gone_at=None)
        .exclude(board__kind=BoardKind.TASKS)
        .exclude(page_id=None)
        .select_related("board")
    )
    by_page = {str(row.page_id): row for row in rows}
    flags = []
    for board in {row.board for row in rows}:
        condition = _rejected_of(board.properties, str(_card_page_id(task)))
        if condition is None or board.data_source_id is None:
            continue
        for pages in client.query(board.data_source_id, filter=condition):
            flags += [_flag(by_page[page["id"]], page) for page in pages if _is_news(by_page, page)]
    return flags


def row_values(asset: Asset, config: ChannelConfig, card_page_id: uuid.UUID | None) -> Values:
    """What the row of a file shows."""
    return {
        "Name": asset.name,
        "Asset Type": asset.kind,
        "Generated Date": minute(asset.created_at),
        "Status": asset.status,
        "Notes": asset.note,
        KEY: str(asset.pk),
        "Task": str(card_page_id),
        "File": storage.fingerprint(config, asset),
    }


def _push(client: NotionClient, row: MirrorPage) -> None:
    if row.page_id is None and row.create_sent_at is not None and not _is_settled(client, row):
        return
    assert row.asset is not None and row.task is not None  # noqa: S101, PT018 - `due` says so
    wanted = row.wanted
    config = ChannelConfig.from_json(row.task.channel.config)
    ours = row_values(row.asset, config, _card_page_id(row.task))
    values = _changed(row, ours)
    if not values:
        _done(row, wanted, {})
        return
    file: Json | None = None
    if "File" in values:
        file = storage.deliver(client, row, config)
        if file is None:
            _let_others_go_first(row, config)
            return
    properties = _to_properties(row.board.properties, values, file)
    if row.page_id is None:
        answer = _create(client, row, properties)
    else:
        answer = client.update_page(row.page_id, properties)
    row.page_id = uuid.UUID(answer["id"])
    _done(row, wanted, values)


def _changed(row: MirrorPage, ours: Values) -> Values:
    """What has to be written, of those columns that the board has.

    What a person typed on the row stays, until the file becomes another one.
    """
    there = {name: value for name, value in ours.items() if name in row.board.properties}
    base = row.base
    if row.page_id is None:
        return {name: value for name, value in there.items() if value}
    is_another = base.get(KEY) != ours[KEY]
    return {
        name: value
        for name, value in there.items()
        if (base.get(name) or "") != value or (is_another and name in TYPED)
    }


def _to_properties(bindings: dict[str, Json], values: Values, file: Json | None) -> Json:
    made = to_properties(bindings, values)
    for name, value in (("Task", [{"id": values.get("Task")}]), ("File", [file])):
        if name in values and name in bindings:
            column = bindings[name]
            made[column["id"]] = {column["type"]: value}
    return made


def _create(client: NotionClient, row: MirrorPage, properties: Json) -> Json:
    """Ask for the page; from now on it is looked up by the key it was asked for with."""
    assert row.board.data_source_id is not None  # noqa: S101 - a board that is not held has one
    row.create_sent_at = timezone.now()
    row.base = {KEY: str(row.asset_id)}
    row.save(update_fields=["create_sent_at", "base"])
    try:
        return client.create_page(row.board.data_source_id, properties)
    except LostAnswer as fault:
        if fault.committed_resource_id is None:
            raise
        return client.page(fault.committed_resource_id)
    except Malformed:
        row.create_sent_at = None
        row.save(update_fields=["create_sent_at"])
        raise


def _is_settled(client: NotionClient, row: MirrorPage) -> bool:
    """Whether the page asked for before was certainly never made; it is taken when it was.

    Until Notion can no longer be at work on the lost request, not finding it says nothing.
    """
    column = row.board.properties[KEY]
    by_key = {"property": column["id"], column["type"]: {"equals": row.base.get(KEY, "")}}
    assert row.board.data_source_id is not None  # noqa: S101 - a board that is not held has one
    found = next(
        (
            page
            for pages in client.query(row.board.data_source_id, filter=by_key, limit=1)
            for page in pages
        ),
        None,
    )
    if found is not None:
        row.page_id, row.create_sent_at = uuid.UUID(found["id"]), None
        row.save(update_fields=["page_id", "create_sent_at"])
        return True
    sent_at = row.create_sent_at or timezone.now()
    waits_until = sent_at + timedelta(seconds=settings.NOTION_SETTLE_SECONDS)
    if timezone.now() < waits_until:
        MirrorPage.objects.filter(pk=row.pk).update(next_attempt_at=waits_until)
        return False
    return True


def _done(row: MirrorPage, wanted: int, values: Values) -> None:
    """Everything up to here is on the page; never lowered."""
    row.base = {**row.base, **values}
    row.create_sent_at, row.next_attempt_at, row.attempts, row.fault = None, None, 0, ""
    row.pushed, row.pushed_at = wanted, timezone.now()
    columns = ["page_id", "base", "create_sent_at", "next_attempt_at", "attempts", "fault"]
    if "File" in values and row.upload_id:
        # Once it is on a page, an upload stays for ever.
        row.upload_expires_at = None
        columns.append("upload_expires_at")
    row.save(update_fields=[*columns, "pushed", "pushed_at"])


def _put_off(row: MirrorPage, reason: str) -> None:
    """Try again later, and later still; after some tries a link has to do instead of the file."""
    uploads.forget(row)
    attempts = row.attempts + 1
    if attempts > storage.TRIES:
        trouble.hold_page(row, reason)
        return
    wait = min(RETRY_SECONDS * 2 ** (attempts - 1), 3600)
    MirrorPage.objects.filter(pk=row.pk).update(
        attempts=attempts, fault=reason, next_attempt_at=timezone.now() + timedelta(seconds=wait)
    )


def _hold_new_rows(reason: str) -> None:
    """No page can be made any more; all that is there goes on. Told once."""
    new = MirrorPage.objects.pending().filter(asset__isnull=False, page_id=None)
    if not new.filter(fault=reason).exists():
        trouble.tell_held(None, f"{reason} {plan.LEAN}")
    new.update(fault=reason, next_attempt_at=timezone.now() + OUT_OF_BLOCKS)


def _let_others_go_first(row: MirrorPage, config: ChannelConfig) -> None:
    """A file on its way to R2 needs no request; one on its way to Notion is gone on with."""
    if config.storage_strategy == "r2":
        later = timezone.now() + timedelta(seconds=COPY_SECONDS)
        MirrorPage.objects.filter(pk=row.pk).update(next_attempt_at=later)


def _look_for_what_is_gone(client: NotionClient, row: MirrorPage) -> None:
    """The row's page, or its whole board; a page that is gone is not made again."""
    if row.page_id is not None:
        try:
            client.page(row.page_id)
        except NotFound:
            MirrorPage.objects.filter(pk=row.pk).update(gone_at=timezone.now())
            return
    boards.bind(client, row.board)


def _card_page_id(task: Task) -> uuid.UUID | None:
    return (
        MirrorPage.objects.filter(task=task, asset=None).values_list("page_id", flat=True).first()
    )


def _rejected_of(bindings: dict[str, Json], card_page_id: str) -> Json | None:
    """The filter for rejected rows of one task; None where the board has no such columns."""
    status, task = bindings.get("Status"), bindings.get("Task")
    label = (status or {}).get("options", {}).get(AssetStatus.REJECTED.value)
    if status is None or task is None or label is None:
        return None
    return {"property": task["id"], "relation": {"contains": card_page_id}}


def _is_news(by_page: dict[str, MirrorPage], page: Json) -> bool:
    """Whether a person set it to rejected since we last wrote it."""
    row = by_page.get(page["id"])
    if row is None or row.base.get("Status") == AssetStatus.REJECTED:
        return False
    return _read(row, page).get("Status") == AssetStatus.REJECTED


def _flag(row: MirrorPage, page: Json) -> Flag:
    assert row.asset_id is not None  # noqa: S101 - only rows of files are asked for
    return Flag(row.asset_id, str(_read(row, page).get("Notes", "")).strip())


def _read(row: MirrorPage, page: Json) -> Values:
    return from_page(row.board.properties, page, TYPED)
