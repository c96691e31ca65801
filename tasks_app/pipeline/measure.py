"""Open and measure a file before it counts: one function for every kind of asset."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tasks_app.pipeline.measures.films import measure_clip, measure_final
from tasks_app.pipeline.measures.findings import (
    Expected as Expected,
)
from tasks_app.pipeline.measures.findings import (
    Finding as Finding,
)
from tasks_app.pipeline.measures.findings import (
    Level as Level,
)
from tasks_app.pipeline.measures.findings import (
    Measurement as Measurement,
)
from tasks_app.pipeline.measures.findings import (
    hard,
)
from tasks_app.pipeline.measures.pictures import (
    measure_backdrop,
    measure_cutout,
    measure_thumbnail,
)
from tasks_app.pipeline.measures.sounds import measure_effect, measure_narration
from tasks_app.pipeline.measures.subtitles import measure_captions

Look = Callable[[Path, Expected], Measurement]

LOOKS: dict[str, Look] = {
    "character": measure_cutout,
    "prop": measure_cutout,
    "environment": measure_backdrop,
    "composite": measure_backdrop,
    "clip": measure_clip,
    "narration": measure_narration,
    "effect": measure_effect,
    "captions": measure_captions,
    "final": measure_final,
    "thumbnail": measure_thumbnail,
}

NOTHING_EXPECTED = Expected()


def measure(path: Path, kind: str, expected: Expected = NOTHING_EXPECTED) -> Measurement:
    """What the file is like and what is wrong with it; never raises for a bad file."""
    if not path.is_file():
        return Measurement(findings=(hard("missing", "The file does not exist."),))
    if path.stat().st_size == 0:
        return Measurement(findings=(hard("empty_file", "The file is empty."),))
    return LOOKS[kind](path, expected)
