"""Captions: narration texts and the time in which they are spoken become cues, SRT and VTT (pure).

A cue has at most two lines of 42 columns and lasts at most seven seconds, lies inside its
narration and never overlaps the next one. A wide letter (Chinese, Japanese, Korean) takes two
columns. Long texts are halved at the best place near the middle: after a sentence, after a phrase,
between words, between letters only where there is nothing else.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

LINES = 2
COLUMNS = 42
LONGEST_SECONDS = 7.0
SHORTEST_SECONDS = 0.8
NEAR_SECONDS = 0.7
"""A pause this near to where a cue should change is taken instead."""

SENTENCE_END = ".!?…。！？؟۔।"
PHRASE_END = ",;:—–、，；：،؛)）」』”"
# How far from the middle (as a share of the text) a break may be for what it is worth.
WORTH = {"sentence": 0.35, "phrase": 0.2, "word": 0.0, "letter": -1.0}


@dataclass(frozen=True, slots=True)
class Spoken:
    """A text, from when to when it is heard, and the pauses in between (start, end)."""

    text: str
    start: float
    end: float
    pauses: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Cue:
    start: float
    end: float
    text: str


def cues(narrations: Iterable[Spoken]) -> tuple[Cue, ...]:
    """The cues of all narrations in order; an empty text has none."""
    return tuple(cue for spoken in narrations for cue in cues_of(spoken))


def cues_of(spoken: Spoken) -> list[Cue]:
    """The cues of one narration, their time shared out by what there is to say."""
    text = " ".join(spoken.text.split())
    seconds = spoken.end - spoken.start
    if seconds <= 0:
        return []
    # Joiners and marks alone are a text, but there is nothing to see.
    pieces = [piece for piece in split(text, seconds) if width(piece)] if text else []
    if not pieces:
        return []
    borders = snapped(shares(pieces, spoken), spoken.pauses)
    return [
        Cue(start, min(end, start + LONGEST_SECONDS), "\n".join(filter(width, wrapped(piece))))
        for piece, start, end in zip(pieces, borders, borders[1:], strict=False)
    ]


def split(text: str, seconds: float) -> list[str]:
    """Pieces that fit a cue, for a text that takes so many seconds to say."""
    is_small = len(wrapped(text)) <= LINES
    if is_small and (seconds <= LONGEST_SECONDS or len(text) < 2):
        return [text]
    place = best_break(text)
    if is_small and kind_of_break(text, place) == "letter":
        # One word said very slowly is not torn; its cue ends early.
        return [text]
    left, right = text[:place].strip(), text[place:].strip()
    share = seconds * effort(left) / (effort(left) + effort(right))
    return [*split(left, share), *split(right, seconds - share)]


def best_break(text: str) -> int:
    """Where to halve a text: near the middle, but further off for the end of a sentence."""
    middle = len(text) / 2
    places = [place for place in range(1, len(text)) if not holds_together(text, place)]
    return max(
        places or [max(1, len(text) // 2)],
        key=lambda place: WORTH[kind_of_break(text, place)] - abs(place - middle) / len(text),
    )


def kind_of_break(text: str, place: int) -> str:
    """What ends just before this place."""
    before, after = text[place - 1], text[place]
    if before in SENTENCE_END and (after == " " or is_wide(before)):
        return "sentence"
    if before in PHRASE_END and (after == " " or is_wide(before)):
        return "phrase"
    if after == " " or (is_wide(before) and is_wide(after)):
        return "word"
    return "letter"


def holds_together(text: str, place: int) -> bool:
    """Whether what follows belongs to the letter before: accents, joiners, closing marks."""
    before, after = text[place - 1], text[place]
    return (
        unicodedata.category(after) in {"Mn", "Me", "Mc", "Cf", "Sk"}
        or before == "\u200d"
        or (after in SENTENCE_END + PHRASE_END and before != " ")
        or before == " "
    )


def wrapped(text: str) -> list[str]:
    """As few lines as it takes, filled evenly when there are two."""
    lines = filled(text, COLUMNS)
    if len(lines) != LINES:
        return lines
    for narrower in range(width(text) // 2, COLUMNS):
        even = filled(text, narrower)
        if len(even) == LINES:
            return even
    return lines


def filled(text: str, columns: int) -> list[str]:
    """Lines of at most so many columns, each as full as possible."""
    lines: list[str] = []
    while width(text) > columns:
        place = last_break(text, columns)
        lines.append(text[:place].strip())
        text = text[place:].strip()
    return [*lines, text] if text else lines


def last_break(text: str, columns: int) -> int:
    """The last place up to which a line is not too wide; between words where there is one."""
    taken, word, letter = 0, 0, 0
    for place in range(1, len(text)):
        taken += columns_of(text[place - 1])
        if taken > columns:
            break
        if holds_together(text, place):
            continue
        letter = place
        if kind_of_break(text, place) != "letter":
            word = place
    return word or letter or 1


def width(text: str) -> int:
    return sum(map(columns_of, text))


def columns_of(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if is_wide(character) else 1


def is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"


def effort(text: str) -> float:
    """How long a text takes to say, in arbitrary units; a wide letter is about a syllable."""
    return 1.0 + sum(2.5 if is_wide(character) else 1.0 for character in text)


def shares(pieces: Sequence[str], spoken: Spoken) -> list[float]:
    """The borders between pieces, first and last included; none too short where time allows."""
    seconds = spoken.end - spoken.start
    shortest = min(SHORTEST_SECONDS, seconds / len(pieces))
    free = seconds - shortest * len(pieces)
    efforts = [effort(piece) for piece in pieces]
    borders = [spoken.start]
    for piece_effort in efforts:
        borders.append(borders[-1] + shortest + free * piece_effort / sum(efforts))
    return [*borders[:-1], spoken.end]


def snapped(borders: list[float], pauses: Sequence[tuple[float, float]]) -> list[float]:
    """Inner borders moved into a near pause, where neither neighbour gets too short or too long."""
    result = list(borders)
    for order in range(1, len(borders) - 1):
        near = [(start + end) / 2 for start, end in pauses]
        near.sort(key=lambda moment: abs(moment - borders[order]))
        for moment in near[:1]:
            if abs(moment - borders[order]) <= NEAR_SECONDS and (
                SHORTEST_SECONDS <= moment - result[order - 1] <= LONGEST_SECONDS
                and SHORTEST_SECONDS <= borders[order + 1] - moment <= LONGEST_SECONDS
            ):
                result[order] = moment
    return result


def srt(cues: Iterable[Cue]) -> str:
    """SubRip text; it knows no escapes, so an arrow in the text becomes a typographic one."""
    return "\n".join(
        f"{number}\n{clock(cue.start, ',')} --> {clock(cue.end, ',')}\n"
        f"{cue.text.replace('-->', '→')}\n"
        for number, cue in enumerate(cues, start=1)
    )


def vtt(cues: Iterable[Cue]) -> str:
    """WebVTT text; what would be markup is escaped."""
    return "WEBVTT\n\n" + "\n".join(
        f"{clock(cue.start, '.')} --> {clock(cue.end, '.')}\n{escaped(cue.text)}\n" for cue in cues
    )


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescaped(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def clock(seconds: float, point: str) -> str:
    """Hours, minutes, seconds, and thousandths after a comma (SRT) or a point (VTT)."""
    thousandths = round(seconds * 1000)
    whole, thousandths = divmod(thousandths, 1000)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}{point}{thousandths:03}"


CLOCK = r"(?:(\d{2,}):)?(\d{2}):(\d{2})[,.](\d{3})"
TIMES = re.compile(rf"^{CLOCK}[ \t]+-->[ \t]+{CLOCK}")


class BrokenCaptions(Exception):
    """The text is neither SRT nor VTT."""


def parse(text: str) -> tuple[Cue, ...]:
    """The cues of an SRT or VTT text, in the order they stand in."""
    is_vtt = text.lstrip("\ufeff").startswith("WEBVTT")
    found: list[Cue] = []
    for block in re.split(r"\r?\n[ \t]*\r?\n+", text.strip()):
        lines = block.strip().splitlines()
        for order, line in enumerate(lines[:2]):
            if times := TIMES.match(line):
                said = "\n".join(lines[order + 1 :])
                start, end = moment(times.groups()[:4]), moment(times.groups()[4:])
                found.append(Cue(start, end, unescaped(said) if is_vtt else said))
                break
    if not found:
        raise BrokenCaptions("There is no cue in it.")
    return tuple(found)


def moment(parts: Sequence[str | None]) -> float:
    hours, minutes, seconds, thousandths = (int(part or 0) for part in parts)
    return hours * 3600 + minutes * 60 + seconds + thousandths / 1000


def faults(cues: Sequence[Cue], *, seconds: float | None = None) -> tuple[str, ...]:
    """What is wrong with a set of cues, a sentence each; `seconds` is the length of the video."""
    found: list[str] = []
    for number, cue in enumerate(cues, start=1):
        if not cue.text.strip():
            found.append(f"Cue {number} at {cue.start:.2f} s is empty.")
        if cue.end <= cue.start:
            found.append(f"Cue {number} at {cue.start:.2f} s ends before it begins.")
        if number < len(cues) and cues[number].start < cue.end:
            found.append(f"Cue {number} and cue {number + 1} overlap at {cue.end:.2f} s.")
        if seconds is not None and cue.end > seconds + 0.05:
            found.append(
                f"Cue {number} ends at {cue.end:.2f} s, after the end of the video at"
                f" {seconds:.2f} s."
            )
    return tuple(found)
