"""Listening to sounds: is there any, is it speech-like, is it broken."""

from __future__ import annotations

from pathlib import Path

from tasks_app.pipeline.levels import (
    MOMENT_SECONDS,
    SILENCE_DB,
    Levels,
    decibels,
    quiet_stretches,
    sounding,
)
from tasks_app.pipeline.measures.findings import (
    Expected,
    Finding,
    Measurement,
    hard,
    soft,
    wrong_length,
)
from tasks_app.pipeline.probe import Unreadable, levels_of, probe

HEARD_DB = -45.0
"""A moment above this is heard in a quiet room."""
SILENT_LUFS = -45.0
QUIET_LUFS = -32.0
PAUSE_SECONDS = 0.15
LONG_PAUSE_SECONDS = 2.0
SHORTEST_SPEECH_SECONDS = 0.2
EFFECT_TOLERANCE_SECONDS = 1.0
CLIPPED_COUNT = 20
"""Fewer samples at full scale are not heard."""
UNKNOWN_BYTES = 0xFFFF_FFFF
FINAL_LUFS = -14.0
FINAL_TOLERANCE_LU = 2.0
SPEECH_DB = -38.0
LONG_SILENCE_SECONDS = 3.0


def measure_narration(path: Path, expected: Expected) -> Measurement:
    """Speech: audible, unbroken, and where its pauses are."""
    try:
        levels, codec = levels_of(path), codec_of(path)
    except Unreadable as fault:
        return unreadable(path, fault)
    heard = sounding(levels, below_db=HEARD_DB)
    pauses = quiet_stretches(levels, below_db=HEARD_DB, at_least_seconds=PAUSE_SECONDS)
    inside = tuple(
        (start, end) for start, end in pauses if heard and heard[0] < start and end < heard[1]
    )
    return measurement(
        path,
        levels,
        codec,
        heard=heard,
        pauses=inside,
        findings=(
            *cut_off_faults(path),
            *silence_faults(levels, "speech"),
            *clipping_faults(levels),
            *wrong_length(expected, levels.seconds, tolerance=EFFECT_TOLERANCE_SECONDS),
            *(
                soft("long_pause", f"Nothing is heard from {start:.1f} s to {end:.1f} s.")
                for start, end in pauses
                if end - start > LONG_PAUSE_SECONDS
            ),
        ),
    )


def measure_effect(path: Path, expected: Expected) -> Measurement:
    """An effect or ambience: audible and about as long as asked."""
    try:
        levels, codec = levels_of(path), codec_of(path)
    except Unreadable as fault:
        return unreadable(path, fault)
    return measurement(
        path,
        levels,
        codec,
        findings=(
            *cut_off_faults(path),
            *silence_faults(levels, "sound"),
            *clipping_faults(levels),
            *wrong_length(expected, levels.seconds, tolerance=EFFECT_TOLERANCE_SECONDS),
        ),
    )


def measurement(
    path: Path,
    levels: Levels,
    codec: str,
    *,
    findings: tuple[Finding, ...],
    heard: tuple[float, float] | None = None,
    pauses: tuple[tuple[float, float], ...] = (),
) -> Measurement:
    return Measurement(
        size_bytes=path.stat().st_size,
        duration_seconds=levels.seconds,
        audio_codec=codec,
        loudness_lufs=levels.loudness_lufs,
        peak_db=levels.peak_db,
        heard=heard,
        pauses=pauses,
        findings=findings,
    )


def codec_of(path: Path) -> str:
    sound = probe(path).sound
    return "" if sound is None else sound.codec


def cut_off_faults(path: Path) -> list[Finding]:
    """A WAV file tells how long it is meant to be; a decoder just stops where it ends."""
    with path.open("rb") as file:
        head = file.read(8)
    promised = int.from_bytes(head[4:8], "little") + len(head)
    # Written to a pipe, the length is left at its largest.
    if head[:4] != b"RIFF" or promised >= UNKNOWN_BYTES or promised <= path.stat().st_size:
        return []
    return [hard("truncated", f"It breaks off: {path.stat().st_size:,} of {promised:,} bytes.")]


def unreadable(path: Path, fault: Unreadable) -> Measurement:
    return Measurement(size_bytes=path.stat().st_size, findings=(hard("unreadable", str(fault)),))


def silence_faults(levels: Levels, what: str) -> list[Finding]:
    heard = sounding(levels, below_db=HEARD_DB)
    if heard is None or max(levels.loudness_lufs, levels.rms_db) < SILENT_LUFS:
        return [hard("silent", f"No {what} is heard in it.")]
    if heard[1] - heard[0] < SHORTEST_SPEECH_SECONDS:
        return [hard("silent", f"Only {heard[1] - heard[0]:.2f} s of {what} is heard in it.")]
    if SILENCE_DB < levels.loudness_lufs < QUIET_LUFS:
        return [soft("quiet", f"It is very quiet ({levels.loudness_lufs:.0f} LUFS).")]
    return []


def clipping_faults(levels: Levels) -> list[Finding]:
    if levels.clipped <= CLIPPED_COUNT:
        return []
    return [soft("clipping", f"It is overdriven: {levels.clipped} samples are at full scale.")]


def final_sound_faults(levels: Levels, expected: Expected) -> list[Finding]:
    """The sound of a final cut: speech where there should be some, no holes, the right level."""
    if sounding(levels, below_db=HEARD_DB) is None:
        return [hard("silent", "The whole video is silent.")]
    found = clipping_faults(levels)
    if abs(levels.loudness_lufs - FINAL_LUFS) > FINAL_TOLERANCE_LU:
        found.append(
            soft("loudness", f"It has {levels.loudness_lufs:.1f} LUFS instead of {FINAL_LUFS:g}.")
        )
    found += [
        hard("no_speech", f"No speech is heard from {start:.1f} s to {end:.1f} s.")
        for start, end in expected.speech
        if level_between(levels, start, end) < SPEECH_DB
    ]
    return found + [
        soft("silence", f"Nothing is heard from {start:.1f} s to {end:.1f} s.")
        for start, end in quiet_stretches(
            levels, below_db=HEARD_DB, at_least_seconds=LONG_SILENCE_SECONDS
        )
    ]


def level_between(levels: Levels, start: float, end: float) -> float:
    moments = levels.moments[int(start / MOMENT_SECONDS) : int(end / MOMENT_SECONDS) + 1]
    return decibels(float(moments.mean())) if moments.size else SILENCE_DB
