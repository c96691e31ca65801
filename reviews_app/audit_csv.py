"""The audit log as CSV: a few hundred rows in memory at a time, and no cell that a program runs."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import AsyncIterator, Iterable

from asgiref.sync import sync_to_async
from django.db.models import QuerySet

from reviews_app.models import AuditEntry

AT_ONCE = 500
COLUMNS = (
    "id",
    "at",
    "person",
    "kind",
    "action",
    "subject",
    "channel",
    "task",
    "door",
    "address",
    "before",
    "after",
    "note",
)
# Spreadsheet programs take a cell that begins like this for a formula, also after a space.
FORMULA = tuple("=+-@\t\r\n|%")


async def lines(entries: QuerySet[AuditEntry]) -> AsyncIterator[str]:
    """The header, then the rows, newest first.

    Asynchronous, because under ASGI Django would collect a plain iterator in memory first.
    """
    yield _line([COLUMNS])
    before: int | None = None
    while rows := await sync_to_async(_next)(entries, before):
        yield _line(cells(entry) for entry in rows)
        before = rows[-1].pk


def cells(entry: AuditEntry) -> list[str]:
    values = (
        entry.pk,
        entry.at.isoformat(),
        entry.actor.get("name", ""),
        entry.actor.get("kind", ""),
        entry.action,
        entry.subject,
        entry.channel_id or "",
        entry.task_id or "",
        entry.door,
        entry.address,
        json.dumps(entry.before, ensure_ascii=False),
        json.dumps(entry.after, ensure_ascii=False),
        entry.note,
    )
    return [harmless(str(value)) for value in values]


def harmless(text: str) -> str:
    """The text, behind an apostrophe when a spreadsheet would take it for a formula."""
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA) else text


def _next(entries: QuerySet[AuditEntry], before: int | None) -> list[AuditEntry]:
    rows = (
        entries.order_by("-id") if before is None else entries.filter(pk__lt=before).order_by("-id")
    )
    return list(rows[:AT_ONCE])


def _line(rows: Iterable[Iterable[str]]) -> str:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()
