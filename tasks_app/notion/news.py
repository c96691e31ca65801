"""What was read and is not as it was: one page, and what is to be done about it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from enum import StrEnum

from tasks_app.models import Board, MirrorPage
from tasks_app.notion.mapping import Json, Values, from_page


class Step(StrEnum):
    """In which way it is news."""

    BEGIN = "begin"
    MERGE = "merge"
    TRASH = "trash"
    RESTORE = "restore"
    MOVE = "move"


@dataclass(frozen=True, slots=True)
class News:
    step: Step
    board: Board
    page_id: uuid.UUID
    json: Json
    page: MirrorPage | None = None

    @property
    def values(self) -> Values:
        return from_page(self.board.properties, self.json)
