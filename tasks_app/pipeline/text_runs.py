"""Which bundled font draws which part of a text: fallback by coverage, emoji, reading direction.

Knows fonts and characters, not sizes or pictures; `text_drawing` measures and paints the runs.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

FONT_DIR = Path(__file__).parent / "fonts"
# ffmpeg gets one font by name; this one covers the most scripts that need shaping or bidi.
FONT_FILE = FONT_DIR / "DejaVuSans-Bold.ttf"


@dataclass(frozen=True, slots=True)
class Typeface:
    """A bundled font: `leading` is the line height and `embolden` the added stroke, per size."""

    file: str
    leading: float = 1.14
    embolden: float = 0.0
    is_emoji: bool = False

    @property
    def path(self) -> Path:
        return FONT_DIR / self.file


TITLE = Typeface("NotoSans-CondensedBlack.ttf")
WIDE = Typeface("DejaVuSans-Bold.ttf", leading=1.2)
EMOJI = Typeface("NotoColorEmoji-Subset.ttf", is_emoji=True)
OTHERS = (
    Typeface("NotoSansDevanagari-Bold.ttf", leading=1.36),
    Typeface("NotoSansBengali-Bold.ttf", leading=1.36),
    Typeface("NotoSansTamil-Bold.ttf", leading=1.36),
    Typeface("NotoSansThai-Bold.ttf", leading=1.4),
    # Comes in one regular weight only, so it is thickened to stand beside the bold ones.
    Typeface("DroidSansFallback.ttf", leading=1.2, embolden=0.016),
)
LEFT_TO_RIGHT_ORDER = (TITLE, WIDE, *OTHERS, EMOJI)
# One font for all letters of a mixed text, so that the shaper sees a line as one piece and
# can order it; only emoji and the scripts of OTHERS still make runs of their own.
RIGHT_TO_LEFT_ORDER = (WIDE, TITLE, *OTHERS, EMOJI)

ZERO_WIDTH_JOINER = "\u200d"
JOINERS = "\u200c\u200d"
EMOJI_STYLE = "\ufe0f"
VARIATION_SELECTORS = "\ufe0e\ufe0f"
SKIN_TONES = range(0x1F3FB, 0x1F400)
# Below U+1F000 only these are pictures by default (Unicode's Emoji_Presentation).
EARLY_EMOJI = frozenset(
    "⌚⌛⏩⏪⏫⏬⏰⏳◽◾☔☕♈♉♊♋♌♍♎♏♐♑♒♓♿⚓⚡⚪⚫⚽⚾⛄⛅⛎⛔⛪⛲⛳⛵⛺⛽✅✊✋✨❌❎❓❔❕❗➕➖➗➰➿⬛⬜⭐⭕"
)


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text that one font draws."""

    text: str
    typeface: Typeface


@cache
def coverage(typeface: Typeface) -> frozenset[int]:
    """The code points the font has a picture for."""
    with TTFont(typeface.path, lazy=True) as font:
        return frozenset(font.getBestCmap())


def is_right_to_left(text: str) -> bool:
    """Whether the first letter with a direction is Arabic, Hebrew or the like."""
    directions = (unicodedata.bidirectional(character) for character in text)
    return next((one in {"R", "AL"} for one in directions if one in {"L", "R", "AL"}), False)


def clusters(text: str) -> Iterator[str]:
    """Characters with the marks that belong to them; joined emoji keep their first picture."""
    current = ""
    for character in text:
        if current and _continues(current, character):
            current += character
        else:
            if current:
                yield current
            current = character
    if current:
        yield current


def _continues(cluster: str, character: str) -> bool:
    return (
        character in JOINERS
        or character in VARIATION_SELECTORS
        or ord(character) in SKIN_TONES
        or unicodedata.category(character) in {"Mn", "Mc", "Me"}
        or (cluster[-1] == ZERO_WIDTH_JOINER and ord(character) >= 0x2190)
    )


def plain_line(text: str) -> str:
    """One line: control characters and line breaks become single spaces."""
    spaced = (" " if unicodedata.category(c) in {"Cc", "Zl", "Zp"} else c for c in text)
    return " ".join("".join(spaced).split())


def order_for(text: str) -> tuple[Typeface, ...]:
    """The fonts to ask, in turn, for the whole of a text (so that its lines look alike)."""
    mixed = any(unicodedata.bidirectional(character) in {"R", "AL"} for character in text)
    return RIGHT_TO_LEFT_ORDER if mixed else LEFT_TO_RIGHT_ORDER


def drawable(text: str) -> str:
    """The text without what no bundled font can draw; empty when nothing visible remains."""
    line = plain_line(text)
    pieces = (piece for piece, _ in _placed(line, order_for(line)))
    kept = " ".join("".join(pieces).split())
    return kept if any(unicodedata.category(c)[0] in "LNPS" for c in kept) else ""


def runs(text: str, order: tuple[Typeface, ...]) -> list[Run]:
    """The text as stretches of one font each, in reading order."""
    result: list[Run] = []
    for piece, typeface in _placed(text, order):
        if result and (result[-1].typeface == typeface or _stays(piece, result[-1].typeface)):
            result[-1] = Run(result[-1].text + piece, result[-1].typeface)
        else:
            result.append(Run(piece, typeface))
    return result


def _stays(piece: str, typeface: Typeface) -> bool:
    # A space does not change the font: it would tear an Arabic phrase in two.
    return piece.isspace() and not typeface.is_emoji and ord(piece[0]) in coverage(typeface)


def _placed(text: str, order: tuple[Typeface, ...]) -> Iterator[tuple[str, Typeface]]:
    for cluster in clusters(text):
        typeface = _typeface_for(cluster, order)
        if typeface is not None:
            yield _pruned(cluster, typeface), typeface


def _typeface_for(cluster: str, order: tuple[Typeface, ...]) -> Typeface | None:
    first = cluster[0]
    if ord(first) >= 0x1F000 or EMOJI_STYLE in cluster or first in EARLY_EMOJI:
        order = (EMOJI, *order)
    able = [typeface for typeface in order if ord(first) in coverage(typeface)]
    complete = (one for one in able if all(ord(c) in coverage(one) for c in cluster))
    return next(complete, able[0] if able else None)


def _pruned(cluster: str, typeface: Typeface) -> str:
    if typeface.is_emoji:
        return cluster[0]
    return "".join(c for c in cluster if ord(c) in coverage(typeface) and c != EMOJI_STYLE)
