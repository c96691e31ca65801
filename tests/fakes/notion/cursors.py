"""Cursors: plain ids for lists, and sessions that remember where a query stands.

A query's cursor goes on after the last row's sort key, as the vendor's does: rows edited during the
scan and sorted ascending by time move to the end and are seen; descending they are missed.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from .clock import Clock
from .errors import Json, NotionError, invalid
from .identity import dashed, new_id

HOLDS_SECONDS = 3600


def invalid_cursor(cursor: str) -> NotionError:
    return invalid(f"The start_cursor provided is invalid: {cursor}")


@dataclass
class Session:
    """A query under way: what was asked, the last row's place, and how many were given."""

    question: str
    last_key: Any
    given: int
    until: float


class Cursors:
    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.sessions: dict[str, Session] = {}
        # A page of a query may hold fewer rows than asked for; a test can insist on it.
        self.longest_page = 100
        # One query, followed through all its cursors, gives this many rows and ends in silence.
        self.row_limit = 10_000

    def place(self, ids: list[str], cursor: str) -> int:
        """The position of a plain id in its list."""
        object_id = dashed(cursor)
        if object_id not in ids:
            raise invalid_cursor(cursor)
        return ids.index(object_id)

    def resume(self, cursor: str, question: Json) -> Session:
        """The session a cursor belongs to, if it is still good and the question is the same."""
        session = self.sessions.get(cursor)
        asked = json.dumps(question, sort_keys=True)
        if session is None or session.question != asked or self.clock.seconds() > session.until:
            raise invalid_cursor(cursor)
        return session

    def suspend(self, question: Json, *, last_id: str, last_key: Any, given: int) -> str:
        """A new cursor; it is no UUID and of no use to anybody else."""
        cursor = f"s:{new_id()}:{last_id}"
        self.sessions[cursor] = Session(
            json.dumps(question, sort_keys=True),
            last_key,
            given,
            self.clock.seconds() + HOLDS_SECONDS,
        )
        return cursor

    def expire_all(self) -> None:
        """As if every session had been forgotten."""
        self.sessions.clear()
