"""What is expected of a file, and what was found in it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """A hard fault makes the item failed; a soft one is shown to the reviewer."""

    HARD = "hard"
    SOFT = "soft"


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault: a code for programs, a sentence for people."""

    code: str
    level: Level
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What the caller knows about the file beforehand; None is not checked.

    `speech` are the stretches (from, to) in which somebody speaks: a final cut must be audible
    there, and cues must lie inside of them. For captions `seconds` is the length of the video.
    """

    width: int | None = None
    height: int | None = None
    seconds: float | None = None
    largest_bytes: int | None = None
    speech: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """What a file is like. `pauses` and `heard` (from, to) are of narrations."""

    size_bytes: int = 0
    width: int | None = None
    height: int | None = None
    duration_seconds: float | None = None
    video_codec: str = ""
    audio_codec: str = ""
    loudness_lufs: float | None = None
    peak_db: float | None = None
    heard: tuple[float, float] | None = None
    pauses: tuple[tuple[float, float], ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def faults(self) -> tuple[Finding, ...]:
        """The hard findings; the file counts only when there is none."""
        return tuple(finding for finding in self.findings if finding.level is Level.HARD)


def hard(code: str, message: str) -> Finding:
    return Finding(code, Level.HARD, message)


def soft(code: str, message: str) -> Finding:
    return Finding(code, Level.SOFT, message)


def wrong_size(
    expected: Expected, width: int, height: int, *, scales_well: bool = False
) -> list[Finding]:
    """A size other than expected; soft where the same shape will be scaled later."""
    wanted_width, wanted_height = expected.width or width, expected.height or height
    if (width, height) == (wanted_width, wanted_height):
        return []
    same_shape = abs(width * wanted_height - height * wanted_width) <= max(width, wanted_width)
    make = soft if scales_well and same_shape else hard
    message = f"It is {width}x{height} instead of {wanted_width}x{wanted_height}."
    return [make("wrong_size", message)]


def wrong_length(expected: Expected, seconds: float, *, tolerance: float) -> list[Finding]:
    if expected.seconds is None or abs(seconds - expected.seconds) <= tolerance:
        return []
    return [hard("wrong_length", f"It lasts {seconds:.2f} s instead of {expected.seconds:.2f} s.")]
