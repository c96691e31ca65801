"""Notes pinned to moments of a film, and which file each of them asks to be made again (pure).

A moment belongs to the scene on the screen. Of its files the clip is meant unless the reviewer
says that it is what was spoken, the sound, or the cutting itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from tasks_app.cut_list import CutList, SceneCut
from videogen.lib.errors import InvalidInput

MOMENT = re.compile(r"(?:(\d{1,3}):)?(\d{1,3})(?:[.,](\d{1,3}))?", re.ASCII)
END_TOLERANCE_SECONDS = 0.5
"""Players stop a few pictures before or after the length that the cut has on paper."""


class Part(StrEnum):
    """What of a scene a pin is about."""

    CLIP = "clip"
    NARRATION = "narration"
    EFFECT = "effect"
    CUT = "cut"


@dataclass(frozen=True, slots=True)
class Pin:
    """A note at a moment, in seconds from the beginning of the film."""

    moment: float
    note: str
    part: Part = Part.CLIP


def read_moment(text: str) -> float:
    """Seconds from "83", "1:23" or "1:23.4"; raises `InvalidInput`."""
    match = MOMENT.fullmatch(text.strip())
    if match is None:
        raise InvalidInput(f"“{text}” is no moment of the film: write it as 1:23.")
    minutes, seconds, fraction = match.groups()
    return int(minutes or 0) * 60 + float(f"{seconds}.{fraction or 0}")


def clock(moment: float) -> str:
    """The moment as people write it."""
    minutes, seconds = divmod(int(moment), 60)
    return f"{minutes}:{seconds:02d}"


def scene_at(cut: CutList, moment: float) -> SceneCut | None:
    """The scene a moment belongs to; the very end still belongs to the last one."""
    last = cut.scenes[-1] if cut.scenes else None
    if last and last.end <= moment <= last.end + END_TOLERANCE_SECONDS:
        return last
    return cut.playing_at(moment)


def file_meant(cut: CutList, pin: Pin, *, final: str) -> str:
    """The id of the file a pin asks to be made again; raises `InvalidInput` where there is none."""
    if pin.part is Part.CUT:
        return final
    scene = scene_at(cut, pin.moment)
    if scene is None:
        raise InvalidInput(
            f"At {clock(pin.moment)} none of the clips plays: pin the note to a moment of one, or "
            "to the cut itself."
        )
    found = {Part.CLIP: scene.clip, Part.NARRATION: scene.narration, Part.EFFECT: scene.effect}
    meant = found[pin.part]
    if meant is None:
        raise InvalidInput(f"At {clock(pin.moment)} no effect plays.")
    return meant


def notes_by_file(cut: CutList, pins: Iterable[Pin], *, final: str) -> dict[str, str]:
    """What is said about each file, with the moments, in their order."""
    said: dict[str, list[str]] = {}
    for pin in sorted(pins, key=lambda pin: pin.moment):
        where = f"At {clock(pin.moment)}"
        words = f"{where}: {pin.note.strip()}" if pin.note.strip() else ""
        said.setdefault(file_meant(cut, pin, final=final), []).append(words)
    return {key: "; ".join(filter(None, notes)) for key, notes in said.items()}
