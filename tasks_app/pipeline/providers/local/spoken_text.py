"""What is read aloud of a text, and in which language (pure).

A voice that does not know a script spells it out ("Chinese letter, Chinese letter"), so each run of
letters goes to a voice that can read it; the channel's own voice reads everything it can.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

# Script, as the Unicode names of its letters begin -> languages that read it, the first by default.
READERS: dict[str, tuple[str, ...]] = {
    "CJK": ("cmn", "zh", "yue", "hak"),
    "HIRAGANA": ("ja",),
    "KATAKANA": ("ja",),
    "HANGUL": ("ko",),
    "ARABIC": ("ar", "fa", "ur", "sd", "ug"),
    "HEBREW": ("he",),
    "CYRILLIC": ("ru", "uk", "be", "bg", "sr", "mk", "kk", "ky", "tt", "ba", "cv"),
    "GREEK": ("el", "grc"),
    "DEVANAGARI": ("hi", "mr", "ne", "kok"),
    "BENGALI": ("bn", "as", "bpy"),
    "GURMUKHI": ("pa",),
    "GUJARATI": ("gu",),
    "ORIYA": ("or",),
    "TAMIL": ("ta",),
    "TELUGU": ("te",),
    "KANNADA": ("kn",),
    "MALAYALAM": ("ml",),
    "SINHALA": ("si",),
    "THAI": ("th",),
    "MYANMAR": ("my", "shn"),
    "GEORGIAN": ("ka",),
    "ARMENIAN": ("hy", "hyw"),
    "ETHIOPIC": ("am", "ti"),
    "CHEROKEE": ("chr",),
}
LATIN_READER = "en-us"

UNSPOKEN = re.compile(r"[*_`#~|\\^<>{}\[\]]+")
"""Marks of typing, which would be read out by name."""


@dataclass(frozen=True, slots=True)
class Part:
    """A run of text for one voice."""

    voice: str
    text: str


def spoken_parts(text: str, voice: str) -> tuple[Part, ...]:
    """The text without what nobody says, in runs by voice; empty when nothing is left to say."""
    parts: list[Part] = []
    for character in sayable(text):
        wanted = reader(character, voice)
        if parts and wanted in (None, parts[-1].voice):
            parts[-1] = Part(parts[-1].voice, parts[-1].text + character)
        elif wanted is not None or character.isdigit():
            parts.append(Part(wanted or voice, character))
    return tuple(part for part in parts if any(map(str.isalnum, part.text)))


def sayable(text: str) -> str:
    """Without pictographs and typing marks; fancy forms of a letter become the letter."""
    kept = (plain(character) for character in text if not is_pictograph(character))
    return " ".join(UNSPOKEN.sub(" ", "".join(kept)).split())


def plain(character: str) -> str:
    # Punctuation stays: a wide comma is a pause where a plain one without a space is not.
    return unicodedata.normalize("NFKC", character) if character.isalnum() else character


def is_pictograph(character: str) -> bool:
    """Emoji and the joiners between them; not the degree and copyright signs of Latin-1."""
    category = unicodedata.category(character)
    return category in {"Cn", "Co", "Cs"} or (
        ord(character) > 0xFF and category in {"So", "Sk", "Cf", "Me"}
    )


def reader(character: str, voice: str) -> str | None:
    """The voice for a letter, None for what any voice reads."""
    if not character.isalpha():
        return None
    script = unicodedata.name(character, "").split(" ")[0].split("-")[0]
    readers = READERS.get(script)
    language = voice.partition("+")[0].partition("-")[0].lower()
    if readers is None:
        foreign = any(language in others for others in READERS.values())
        return LATIN_READER if foreign and script == "LATIN" else voice
    return voice if language in readers else readers[0]
