"""Which files have to get to Notion: recorded in the transaction in which they changed.

A file is an item of a task: a new take takes over the row of the one before.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.db.models import Case, F, Value, When
from django.db.models.functions import Now
from django.utils import timezone

from tasks_app.events import Happening
from tasks_app.models import Asset, AssetKind, Board, BoardKind, EventKind, MirrorPage, Task
from tasks_app.notion.schema import BOARD_OF_ASSET
from tasks_app.statuses import GATES

ENDS_SOON = timedelta(days=2)
RENEWED_AT_ONCE = 2000


def want_rows(happening: Happening) -> None:
    """Want the rows of the files that an event tells of: one file, or all at a gate."""
    task = happening.task
    if task is None:
        return
    assets = Asset.objects.filter(task=task).current()
    named = happening.data.get("asset")
    if named:
        want(task, assets.filter(pk=uuid.UUID(str(named))))
    elif happening.kind == EventKind.STATUS and _is_about_a_gate(happening):
        want(task, assets)


def want(task: Task, assets: Iterable[Asset]) -> int:
    """One more change of each of these files has to be pushed; how many rows that is."""
    boards = _boards(task)
    if not boards:
        return 0
    rows = {_item(row.asset): row for row in _rows_of(task) if row.asset is not None}
    wanted: list[int] = []
    fresh: list[MirrorPage] = []
    for asset in assets:
        board = boards.get(BOARD_OF_ASSET[AssetKind(asset.kind)])
        row = rows.get(_item(asset))
        if row is not None:
            _take_over(row, asset, board)
            wanted.append(row.pk)
        elif board is not None:
            fresh.append(MirrorPage(board=board, task=task, asset=asset, is_bulk=True))
    # Race: somebody else may have begun the same row; then it is the one that counts.
    MirrorPage.objects.bulk_create(fresh, ignore_conflicts=True)
    mine = MirrorPage.objects.filter(pk__in=wanted) | MirrorPage.objects.filter(
        asset__in=[row.asset for row in fresh]
    )
    return _raise(mine.values_list("pk", flat=True))


def renew_links() -> int:
    """Want the rows again whose signed links end soon; how many that is. For once a day."""
    ending = MirrorPage.objects.filter(
        asset__isnull=False, upload_id="", upload_expires_at__lt=timezone.now() + ENDS_SOON
    )
    renewed = list(ending.filter(gone_at=None)[:RENEWED_AT_ONCE])
    for row in renewed:
        row.base.pop("File", None)
        row.save(update_fields=["base"])
    return _raise([row.pk for row in renewed])


def _is_about_a_gate(happening: Happening) -> bool:
    return bool({happening.data.get("from"), happening.data.get("to")} & GATES)


def _boards(task: Task) -> dict[BoardKind, Board]:
    """Where the files of a task go; nowhere while the task has no page."""
    card = MirrorPage.objects.filter(task=task, asset=None).select_related("board").first()
    if card is None:
        return {}
    if settings.NOTION_LEAN_MODE:
        return dict.fromkeys(BOARD_OF_ASSET.values(), card.board)
    return {BoardKind(board.kind): board for board in card.board.satellites.all()}


def _rows_of(task: Task) -> Iterable[MirrorPage]:
    return MirrorPage.objects.filter(task=task, asset__isnull=False).select_related("asset")


def _item(asset: Asset) -> tuple[str, int]:
    return asset.kind, asset.index


def _take_over(row: MirrorPage, asset: Asset, board: Board | None) -> None:
    """The row shows this take from now on; on another board when the mode has changed."""
    moves = board is not None and row.board_id != board.pk and row.page_id is None
    if row.asset_id == asset.pk and not moves:
        return
    row.asset = asset
    if moves and board is not None:
        row.board, row.base = board, {}
    row.attempts, row.next_attempt_at, row.fault = 0, None, ""
    row.save(update_fields=["asset", "board", "base", "attempts", "next_attempt_at", "fault"])


def _raise(row_ids: Iterable[int]) -> int:
    return MirrorPage.objects.filter(pk__in=list(row_ids)).update(
        wanted=F("wanted") + 1,
        wanted_since=Case(When(wanted__gt=F("pushed"), then=F("wanted_since")), default=Now()),
        is_bulk=Value(value=True),
    )
