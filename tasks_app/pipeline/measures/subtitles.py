"""Reading captions back: form, order, length of lines, and whether they lie where speech is."""

from __future__ import annotations

from pathlib import Path

from tasks_app.pipeline.captions import COLUMNS, LINES, BrokenCaptions, Cue, faults, parse, width
from tasks_app.pipeline.measures.findings import Expected, Finding, Measurement, hard, soft

OUTSIDE_SECONDS = 0.05
"""Captions are written in thousandths; anything beyond rounding counts."""


def measure_captions(path: Path, expected: Expected) -> Measurement:
    """An SRT or VTT file."""
    content = path.read_bytes()
    try:
        cues = parse(content.decode("utf-8"))
    except (UnicodeDecodeError, BrokenCaptions):
        return Measurement(
            size_bytes=len(content),
            findings=(hard("unreadable", "It cannot be read as SRT or VTT in UTF-8."),),
        )
    return Measurement(
        size_bytes=len(content),
        duration_seconds=max(cue.end for cue in cues),
        findings=(
            *(hard("cue", fault) for fault in faults(cues, seconds=expected.seconds)),
            *outside_faults(cues, expected),
            *length_faults(cues),
        ),
    )


def outside_faults(cues: tuple[Cue, ...], expected: Expected) -> list[Finding]:
    if not expected.speech:
        return []
    return [
        hard("cue_outside", f"Cue {number} at {cue.start:.2f} s lies outside of any narration.")
        for number, cue in enumerate(cues, start=1)
        if not any(
            start - OUTSIDE_SECONDS <= cue.start and cue.end <= end + OUTSIDE_SECONDS
            for start, end in expected.speech
        )
    ]


def length_faults(cues: tuple[Cue, ...]) -> list[Finding]:
    return [
        soft("cue_long", f"Cue {number} at {cue.start:.2f} s does not fit on two short lines.")
        for number, cue in enumerate(cues, start=1)
        if len(cue.text.splitlines()) > LINES
        or any(width(line) > COLUMNS for line in cue.text.splitlines())
    ]
