"""The shot list: what every clip says and shows, as stored with a task and edited by hand.

Values only. `planner` writes it, the steps read it; `from_json` is the one way back from storage.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from difflib import get_close_matches

CLIP_LIMIT = 100
SUBJECT_LIMIT = 100
TEXT_LIMIT = 2000


class PlanRefused(ValueError):
    """A shot list that cannot be used; the message is one sentence naming the place."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many of each kind a video is made of; the defaults give 22 images and 18 clips."""

    characters: int = 7
    environments: int = 9
    props: int = 6
    clips: int = 18


@dataclass(frozen=True, slots=True)
class Shot:
    """One clip: what is said, what is seen, what moves, what is heard, and the seed frame."""

    index: int
    narration: str
    scene: str
    motion: str
    sound: str
    image: str


@dataclass(frozen=True, slots=True)
class ShotList:
    """The whole plan; `given` says that its clips were written by a person."""

    clips: tuple[Shot, ...]
    characters: tuple[str, ...]
    environments: tuple[str, ...]
    props: tuple[str, ...]
    given: bool

    def as_json(self) -> dict[str, object]:
        """The plan as plain JSON, in the order in which people read it."""
        return {
            "given": self.given,
            "clips": [asdict(shot) for shot in self.clips],
            "characters": list(self.characters),
            "environments": list(self.environments),
            "props": list(self.props),
        }

    @classmethod
    def from_json(cls, data: object) -> ShotList:
        """Check a stored or edited plan; raises `PlanRefused` naming the place.

        The order of the clips counts: after one was removed the others are numbered anew.
        """
        plan = _mapping(data, "the plan", known=_names(cls))
        given = plan.get("given", False)
        if not isinstance(given, bool):
            raise PlanRefused(f"given must be true or false, got {_kind(given)}.")
        return cls(
            clips=_clips(plan.get("clips")),
            characters=_subjects(plan, "characters", least=0),
            environments=_subjects(plan, "environments", least=1),
            props=_subjects(plan, "props", least=0),
            given=given,
        )


def _names(shape: type[Shot] | type[ShotList]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(shape))


def _clips(value: object) -> tuple[Shot, ...]:
    entries = _entries(value, "clips", least=1, most=CLIP_LIMIT)
    shots: list[Shot] = []
    last = 0
    for position, entry in enumerate(entries, start=1):
        place = f"clips[{position}]"
        shot = _mapping(entry, place, known=_names(Shot))
        last = _rising(shot.get("index", last + 1), last, place)
        texts = {
            name: _text(shot.get(name), f"{place}.{name}")
            for name in _names(Shot)
            if name != "index"
        }
        shots.append(Shot(index=position, **texts))
    return tuple(shots)


def _rising(index: object, last: int, place: str) -> int:
    if not isinstance(index, int) or isinstance(index, bool):
        raise PlanRefused(f"{place}.index must be a whole number, got {_kind(index)}.")
    if index <= last:
        raise PlanRefused(
            f"{place}.index must be greater than {last}, the clip before it, got {index}: "
            "clips are shown in the order of the list."
        )
    return index


def _subjects(plan: Mapping[str, object], name: str, *, least: int) -> tuple[str, ...]:
    entries = _entries(plan.get(name), name, least=least, most=SUBJECT_LIMIT)
    return tuple(
        _text(entry, f"{name}[{position}]") for position, entry in enumerate(entries, start=1)
    )


def _mapping(value: object, place: str, *, known: tuple[str, ...]) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise PlanRefused(f"{place} must be an object, got {_kind(value)}.")
    for key in value:
        if key not in known:
            near = get_close_matches(str(key), known, n=1)
            mend = f'did you mean "{near[0]}"?' if near else f"it knows {', '.join(known)}."
            raise PlanRefused(f'{place} has no field "{str(key)[:50]}": {mend}')
    return value


def _entries(value: object, place: str, *, least: int, most: int) -> list[object]:
    if not isinstance(value, list):
        raise PlanRefused(f"{place} must be a list, got {_kind(value)}.")
    if not least <= len(value) <= most:
        raise PlanRefused(f"{place} must hold {least} to {most} entries, got {len(value)}.")
    return value


def _text(value: object, place: str) -> str:
    if not isinstance(value, str):
        raise PlanRefused(f"{place} must be text, got {_kind(value)}.")
    if not value.strip():
        raise PlanRefused(f"{place} is empty: write a text.")
    if len(value) > TEXT_LIMIT:
        raise PlanRefused(f"{place} has {len(value)} characters, at most {TEXT_LIMIT} are allowed.")
    if unstorable := next((char for char in value if not is_storable(char)), None):
        raise PlanRefused(
            f"{place} holds the character U+{ord(unstorable):04X}, which cannot be stored."
        )
    return value


def is_storable(char: str) -> bool:
    """PostgreSQL stores neither NUL nor half of a surrogate pair."""
    return char != "\0" and unicodedata.category(char) != "Cs"


def _kind(value: object) -> str:
    """The JSON name of a value's kind, for messages."""
    if value is None:
        return "nothing"
    names = {bool: "true or false", int: "a number", float: "a number", str: "text", list: "a list"}
    return names.get(type(value), "an object")
