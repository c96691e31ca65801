"""Text as Notion takes it: in pieces, because one piece holds no more than 2,000 characters (pure).

Whether Notion counts characters or UTF-16 units is not documented; counting units is safe in both.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

PIECE_UNITS = 2000
PIECES = 100


def rich_text(text: str) -> list[dict[str, Any]]:
    """The value of a title, text or comment; what is beyond Notion's limit is cut off."""
    found = pieces(text)
    return [{"text": {"content": piece}} for piece, _ in zip(found, range(PIECES), strict=False)]


def pieces(text: str) -> Iterator[str]:
    """The text in parts of at most `PIECE_UNITS`, no sign cut in two."""
    start = units = 0
    for position, sign in enumerate(text):
        size = 2 if sign > "\uffff" else 1
        if units + size > PIECE_UNITS:
            yield text[start:position]
            start, units = position, 0
        units += size
    if start < len(text):
        yield text[start:]
