"""What tables and lists say about clips, in the one form in which `given` joins them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class GivenClip:
    """A clip as written; a field that was not given is empty."""

    narration: str
    scene: str = ""
    motion: str = ""
    sound: str = ""
    image: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """What one row or item says about one clip; `texts` holds no empty text."""

    number: int
    place: str
    texts: dict[str, str]


@dataclass(frozen=True, slots=True)
class Source:
    """One table, or the list.

    `narrates`: it is there to say what is spoken. `is_of_assets`: it may as well be a list of
    pictures as of clips, and only its numbers can tell.
    """

    place: str
    entries: tuple[Entry, ...]
    narrates: bool
    is_of_assets: bool = False


def start(place: str) -> str:
    """A place at the beginning of a sentence."""
    return place[:1].upper() + place[1:]


def joined(texts: Iterable[str]) -> str:
    """What several cells say about the same, each text once."""
    return "; ".join(dict.fromkeys(text for text in texts if text))
