"""Which column of a table, or which label in a list, says what about a clip (docs/planning.md)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tasks_app.pipeline.planning.markup import bare

CLIP = ("clip", "#", "sequence", "shot")
FIELDS: dict[str, tuple[str, ...]] = {
    "narration": ("narration",),
    "scene": ("scene",),
    "motion": ("motion", "video"),
    "sound": ("sound", "sfx", "effect"),
    "image": ("image", "asset", "prompt"),
}
NUMBER = re.compile(r"(?:(?:clip|sequence|shot|scene)\b)?[\s#.:№-]*(?P<number>\d{1,4})[\s.):]*")
# What people write into a cell that has nothing to say.
EMPTY = re.compile(r"(?:[-–—−]+|n/a)?", re.IGNORECASE)


def named(header: str) -> str:
    """A header cell as it is compared: bare and in small letters."""
    return bare(header.replace("\\#", "#")).casefold()


def field_of(header: str) -> str | None:
    """The field that a column holds, by the beginning of its name."""
    name = named(header)
    return next((field for field, names in FIELDS.items() if name.startswith(names)), None)


def is_clip_column(header: str) -> bool:
    return named(header).startswith(CLIP)


def is_known_header(header: Sequence[str]) -> bool:
    """Whether a row of cells names a clip or narration column and at least one more."""
    known = [cell for cell in header if is_clip_column(cell) or field_of(cell)]
    first = [cell for cell in header if is_clip_column(cell) or field_of(cell) == "narration"]
    return len(known) > 1 and bool(first)


def clip_number(cell: str) -> int | None:
    """The number in `7`, `07.`, `#7`, `Clip 7` or `**7**`."""
    found = NUMBER.fullmatch(named(cell))
    return int(found["number"]) if found else None


def value_of(cell: str) -> str:
    """The text of a cell; empty for a dash that only says that there is none."""
    text = bare(cell)
    return "" if EMPTY.fullmatch(text) else text
