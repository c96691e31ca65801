"""What is wrong with a channel's file, in sentences: file, line, field, fault and mend."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from pydantic import ValidationError

from tasks_app.channel_fields import ChannelConfig
from tasks_app.channel_rules import leaves, rule_at, siblings, takes_text
from tasks_app.channel_yaml import Document, Place

SECRET = re.compile(
    r"token|secret|password|passwd|credential|(?:api|access|private|client|auth)[_-]?key|apikey",
    re.IGNORECASE,
)
# Keys and tokens of the services we know, and addresses with a password.
KEY = re.compile(r"^(?:ntn_|secret_|sk[-_]|AIza|AKIA|ya29\.|GOCSPX-|ghp_|xox)|://[^/]*@")
# What a value in front of a comment looks like when it was meant to be a colour.
COLOUR_COMMENT = re.compile(r":\s*(?P<colour>#[0-9a-fA-F]{3,8})\s*$")
SHOWN_LETTERS = 60
IN_QUOTES = "Put it in quotes."
ELEVENLABS_VOICE = re.compile(r"[A-Za-z0-9]{16,40}")
FINAL_GATE = ("workflow", "auto_proceed", "final")
KLING_LENGTHS = (5, 10)


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault; `line` counts from 1, 0 means the file as a whole."""

    file: str
    line: int
    field: str
    message: str
    mend: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        about = f"{self.field}: " if self.field else ""
        return f"{place} {about}{self.message}. {self.mend}"


class Report:
    """Collects the faults of one file, at most one per field."""

    def __init__(self, file: str, document: Document, text: str) -> None:
        self.file = file
        self._document = document
        self._source = text.splitlines()
        self._faults: dict[Place, Fault] = {}

    @property
    def faults(self) -> tuple[Fault, ...]:
        return tuple(sorted(self._faults.values(), key=lambda fault: (fault.line, fault.field)))

    def add(self, place: Place, message: str, mend: str, *, line: int | None = None) -> None:
        fault = Fault(
            file=self.file,
            line=self._document.line_of(place) if line is None else line,
            field=dotted(place),
            message=message,
            mend=mend,
        )
        self._faults.setdefault(place, fault)

    def add_written(self) -> None:
        """Faults of the writing that pydantic cannot see."""
        for place, line, first in self._document.twice:
            message = f"stands here again, after line {first}"
            self.add(place, message, "Keep one of the two.", line=line)
        for place in self._document.empty:
            line = self._document.line_of(place)
            if colour := COLOUR_COMMENT.search(self._source[line - 1]):
                mend = f'Put the colour in quotes: {place[-1]}: "{colour["colour"]}".'
                self.add(place, "is empty, since YAML takes # for a comment", mend)

    def add_invalid(self, error: ValidationError) -> None:
        """Every complaint of pydantic as a sentence."""
        for detail in error.errors(include_url=False, include_context=False):
            place = detail["loc"]
            if detail["type"] == "extra_forbidden":
                self.add(place, *unknown(place))
            elif detail["type"] == "missing":
                self.add(place, "is missing", f"Add it: {rule_at(place).must}.")
            else:
                self.add(place, *self._misfit(place))

    def _misfit(self, place: Place) -> tuple[str, str]:
        value = self._document.value_at(place)
        written = self._document.written.get(place, "")
        rule = rule_at(place)
        must = f"an entry of {rule.must}" if isinstance(place[-1], int) else rule.must
        lacks_quotes = takes_text(place) and isinstance(value, bool | int | float | date | dict)
        got = _number(value, written) if lacks_quotes else _shown(value, written)
        mend = rule.mend
        if lacks_quotes:
            mend = f'Put it in quotes: "{written[:SHOWN_LETTERS]}".' if written else IN_QUOTES
        return f"must be {must}, got {got}", mend


def dotted(place: Place) -> str:
    """`youtube.tags[2]`, counting entries from 1 as people do."""
    text = ""
    for step in place:
        if isinstance(step, int):
            text += f"[{step + 1}]"
        else:
            text += f".{step}" if text else step
    return text


def unknown(place: Place) -> tuple[str, str]:
    """Sentence and mend for a field that there is not."""
    name = str(place[-1])
    if SECRET.search(name):
        return (
            "does not belong into a file, where everybody can read it",
            "Remove it, and use an environment variable or manage.py channel_secret.",
        )
    if place == FINAL_GATE:
        return "cannot be set, since the final gate always waits for a person", "Remove the line."
    known = siblings(place)
    if near := get_close_matches(name, known, n=1):
        return "is no field", f'Did you mean "{near[0]}"?'
    elsewhere = [dotted(leaf) for leaf, _ in leaves() if leaf[-1] == name]
    if len(elsewhere) == 1:
        return "is no field here", f'Did you mean "{elsewhere[0]}"?'
    return "is no field", f"Remove it; known here: {', '.join(known)}."


def contradictions(config: ChannelConfig) -> Iterator[tuple[Place, str, str]]:
    """Fields that are right by themselves and wrong together, with sentence and mend."""
    providers = config.providers
    if config.storage_strategy == "r2" and config.r2 is None:
        yield (
            ("storage_strategy",),
            "is r2, but there is no group r2 that says where",
            "Add r2 with bucket and endpoint, or choose notion or local.",
        )
    if providers.upload == "youtube" and config.youtube_channel_id is None:
        yield (
            ("providers", "upload"),
            "is youtube, but youtube_channel_id is missing, so nobody can tell the right channel",
            "Add youtube_channel_id.",
        )
    if providers.audio == "elevenlabs" and not ELEVENLABS_VOICE.fullmatch(config.voice_id):
        yield (
            ("voice_id",),
            f'must be the id of an ElevenLabs voice, got "{config.voice_id}"',
            "Copy the id from the voice's page.",
        )
    if providers.video == "kling" and config.video.length not in KLING_LENGTHS:
        yield (
            ("video", "length"),
            f"must be 5 or 10, which is what Kling makes, got {config.video.length}",
            "Write 5 or 10.",
        )


def _number(value: object, written: str) -> str:
    """What YAML made of a text without quotes."""
    if isinstance(value, bool):
        return f"{written}, which YAML reads as {str(value).lower()}"
    if isinstance(value, int | float):
        is_plain = written == str(value)
        return f"the number {written}" if is_plain else f"{written}, which YAML reads as {value}"
    return f"the date {written}" if isinstance(value, date) else "a group of fields"


def _shown(value: object, written: str) -> str:
    """A value as a message may show it: short, and nothing that looks like a key."""
    if isinstance(value, dict):
        return "a group of fields"
    if isinstance(value, list):
        return "a list"
    if not isinstance(value, str):
        return written[:SHOWN_LETTERS] or str(value)
    if KEY.search(value):
        return "what looks like a key or password"
    short = value if len(value) <= SHOWN_LETTERS else f"{value[:SHOWN_LETTERS]}…"
    return '"' + "".join(char if char.isprintable() else " " for char in short) + '"'
