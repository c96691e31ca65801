"""Narration: espeak-ng in a process of its own, then equalised, compressed, trimmed and levelled.

The result is a mono WAV of 48 kHz at about -18 LUFS, which stands clearly above any effect.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

import numpy as np

from tasks_app.pipeline import children, ffmpeg
from tasks_app.pipeline.disk import full_disk, is_full_disk_said
from tasks_app.pipeline.levels import Samples, measured, sounding
from tasks_app.pipeline.providers.base import (
    ErrorKind,
    Made,
    NarrationRequest,
    ProviderFailure,
    Stop,
)
from tasks_app.pipeline.providers.local.espeak import UNKNOWN_VOICE
from tasks_app.pipeline.providers.local.spoken_text import spoken_parts
from tasks_app.pipeline.sound import faded, levelled, read_raw, write_wav

SPEAKER = Path(__file__).with_name("espeak.py")
TIMEOUT_SECONDS = 120.0
LOUDNESS_LUFS = -18.0
NOTHING_LUFS = -60.0
SILENCE_DB = -45.0
MARGIN_SECONDS = 0.12
"""Left before the first and after the last sound, so that no consonant is cut."""

# Rumble off, some body, less of the metallic band, some clarity; then an even level.
PLEASANT = ",".join(
    (
        "highpass=f=75",
        "equalizer=f=190:t=q:w=1.0:g=2.5",
        "equalizer=f=1100:t=q:w=1.2:g=-2",
        "equalizer=f=3400:t=q:w=1.4:g=2",
        "lowpass=f=9000",
        "acompressor=threshold=0.08:ratio=3:attack=6:release=140",
        f"aresample={ffmpeg.SAMPLE_RATE}",
    )
)


def make_narration(request: NarrationRequest, stop: Stop) -> Made:
    """Speak the text; letters the voice cannot read are spoken by one that can."""
    with tempfile.TemporaryDirectory(dir=request.output.parent, prefix=".voice.part") as folder:
        spoken = Path(folder) / "spoken.wav"
        pleasant = Path(folder) / "pleasant.f32"
        speak(request, spoken, stop)
        ffmpeg.run(
            ["-i", spoken, "-af", PLEASANT, "-ac", "1", "-f", "f32le", pleasant],
            stop,
            purpose=purpose(request),
        )
        samples = trimmed(levelled_speech(request, read_raw(pleasant, channels=1)))
    write_wav(request.output, samples, rate=ffmpeg.SAMPLE_RATE)
    return Made(units=len(request.text))


def purpose(request: NarrationRequest) -> str:
    return f"Narration {request.index}"


def speak(request: NarrationRequest, output: Path, stop: Stop) -> None:
    """Have the text spoken into a file."""
    parts = spoken_parts(request.text, request.voice)
    if not parts:
        raise nothing_said(request)
    program = children.Program(
        name=f"{purpose(request)}: the voice",
        arguments=[sys.executable, "-P", SPEAKER, output],
        timeout_seconds=TIMEOUT_SECONDS,
    )
    lines = json.dumps([{"voice": part.voice, "text": part.text} for part in parts])
    try:
        children.run(program, stop, feed=[lines.encode()])
    except children.ChildFailed as fault:
        if fault.exit_code == UNKNOWN_VOICE:
            raise ProviderFailure(
                f"{purpose(request)}: {fault.tail.strip()} It is the channel's voice_id.",
                kind=ErrorKind.INVALID_INPUT,
            ) from fault
        if is_full_disk_said(fault.tail):
            raise full_disk(request.output.parent) from fault
        raise ProviderFailure(str(fault), kind=ErrorKind.RETRIABLE) from fault
    except children.ChildTimedOut as fault:
        raise ProviderFailure(str(fault), kind=ErrorKind.RETRIABLE) from fault


def levelled_speech(request: NarrationRequest, samples: Samples) -> Samples:
    """As loud as every other narration."""
    if not len(samples) or measured(samples, ffmpeg.SAMPLE_RATE).loudness_lufs < NOTHING_LUFS:
        raise nothing_said(request)
    return levelled(samples, rate=ffmpeg.SAMPLE_RATE, loudness_lufs=LOUDNESS_LUFS)


def trimmed(samples: Samples) -> Samples:
    """From the first to the last sound, with the margin before and after."""
    rate, margin = ffmpeg.SAMPLE_RATE, round(MARGIN_SECONDS * ffmpeg.SAMPLE_RATE)
    # The margin holds what sounds on below the limit, and silence where there is nothing.
    padded = np.pad(samples, ((margin, margin), (0, 0)))
    start, end = sounding(measured(padded, rate), below_db=SILENCE_DB) or (0.0, 0.0)
    first = max(0, round(start * rate) - margin)
    kept = padded[first : round(end * rate) + margin]
    return faded(kept, rate=rate, in_seconds=0.01, out_seconds=0.04)


def nothing_said(request: NarrationRequest) -> ProviderFailure:
    return ProviderFailure(
        f"{purpose(request)}: the text {request.text[:60]!r} holds nothing that can be spoken;"
        " write it in words.",
        kind=ErrorKind.INVALID_INPUT,
    )
