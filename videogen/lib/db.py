"""Database habits everybody shares: row locks, advisory locks, no slow work in a transaction."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from django.db import connection, models

M = TypeVar("M", bound=models.Model)


class AdvisoryLock(enum.IntEnum):
    """Keys of PostgreSQL's advisory locks; the numbers only have to differ."""

    EVENT_ORDER = 7_301
    CLAIM = 7_302
    TICKER = 7_303
    MIGRATE = 7_304
    MIRROR = 7_305


def lock_row(queryset: models.QuerySet[M], pk: object) -> M:
    """Read one row under `FOR NO KEY UPDATE`; raises the model's `DoesNotExist`.

    NO KEY, because rows that refer to this one may still be inserted meanwhile.
    """
    return queryset.select_for_update(no_key=True, of=("self",)).get(pk=pk)


def hold_until_commit(lock: AdvisoryLock) -> None:
    """Wait for an advisory lock; PostgreSQL frees it when the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [lock.value])


@contextmanager
def held(lock: AdvisoryLock) -> Iterator[bool]:
    """Try for a session-wide advisory lock; yields whether this process has it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [lock.value])
        mine = bool(one_value(cursor))
    try:
        yield mine
    finally:
        if mine and connection.connection is not None and not connection.connection.closed:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [lock.value])


def one_value(cursor: Any) -> Any:
    row = cursor.fetchone()
    return None if row is None else row[0]


class OpenTransaction(RuntimeError):
    """Slow work was about to run inside a transaction, which would keep its locks for that long."""


def forbid_open_transaction(doing: str) -> None:
    """Raise `OpenTransaction` when this thread has a transaction open."""
    if connection.in_atomic_block:
        raise OpenTransaction(f"{doing} inside an open transaction: commit first, work after.")
