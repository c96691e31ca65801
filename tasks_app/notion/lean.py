"""The lean mode: no row for a file, all files of a task in the column Files of its own page.

Every file is uploaded by itself; when none of the task's is on its way any more, one request writes
the whole list, because a list replaces what was there.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.utils import timezone

from tasks_app.channel_configs import ChannelConfig
from tasks_app.models import AssetKind, MirrorPage
from tasks_app.notion import storage
from tasks_app.notion.client import NotionClient

Json = dict[str, Any]

# Notion takes no more in one column of one request.
MOST_FILES = 100
ORDER = {kind: place for place, kind in enumerate(reversed(AssetKind))}


def push(client: NotionClient, row: MirrorPage) -> None:
    """Bring one file on its way, or write the list when all are there."""
    assert row.task is not None  # noqa: S101 - rows of files have a task
    config = ChannelConfig.from_json(row.task.channel.config)
    card = MirrorPage.objects.select_related("board").get(task=row.task, asset=None)
    column = card.board.properties.get("Files")
    if column is None or card.page_id is None:
        # No place for files: nothing is left to be done.
        _done([row])
        return
    shown: list[tuple[MirrorPage, Json]] = []
    for other in _rows(row):
        file = storage.deliver(client, other, config)
        if file is None:
            return
        shown.append((other, file))
    client.update_page(
        card.page_id, {column["id"]: {"files": [file for _row, file in shown][:MOST_FILES]}}
    )
    _done([other for other, _file in shown])


def _rows(row: MirrorPage) -> list[MirrorPage]:
    """The files of the task that are to be listed; one that has failed comes with a later list."""
    now = timezone.now()
    rows = MirrorPage.objects.filter(board=row.board, task=row.task, asset__is_current=True)
    there = rows.filter(gone_at=None).filter(Q(next_attempt_at=None) | Q(next_attempt_at__lte=now))
    return sorted(
        there.select_related("asset", "board", "task__channel"),
        key=lambda each: (
            (ORDER[AssetKind(each.asset.kind)], each.asset.index) if each.asset else (0, 0)
        ),
    )


def _done(rows: list[MirrorPage]) -> None:
    for row in rows:
        row.pushed, row.pushed_at = row.wanted, timezone.now()
        row.attempts, row.next_attempt_at, row.fault = 0, None, ""
        row.upload_expires_at = None
        row.save()
