"""Samples in and out of files, and the few operations on them that need no ffmpeg."""

from __future__ import annotations

import wave
from pathlib import Path

import numpy as np

from tasks_app.pipeline.disk import full_disk_named
from tasks_app.pipeline.levels import Samples, gain, measured

PEAK_DB = -1.5
KNEE_DB = -6.0
"""Below this a limited sound is left as it is."""


def read_raw(path: Path, *, channels: int) -> Samples:
    """32-bit floats as ffmpeg writes them with `-f f32le`."""
    return np.fromfile(path, dtype="<f4").reshape(-1, channels)


def write_wav(path: Path, samples: Samples, *, rate: int) -> None:
    """A whole WAV file of 16 bits."""
    with full_disk_named(path), path.open("wb") as target, wave.open(target, "wb") as file:
        file.setparams((samples.shape[1], 2, rate, 0, "NONE", ""))
        file.writeframes(np.rint(samples.clip(-1, 1) * 32767).astype("<i2").tobytes())


def levelled(samples: Samples, *, rate: int, loudness_lufs: float) -> Samples:
    """As loud as asked, with what would stick out above `PEAK_DB` bent back below it."""
    louder = gain(loudness_lufs - measured(samples, rate).loudness_lufs)
    return limited(samples * np.float32(louder))


def limited(samples: Samples) -> Samples:
    """Straight up to the knee, then ever flatter; never above the peak."""
    knee, peak = gain(KNEE_DB), gain(PEAK_DB)
    size = np.abs(samples)
    bent = knee + (peak - knee) * np.tanh((size - knee) / (peak - knee))
    return np.where(size > knee, np.sign(samples) * bent, samples).astype(np.float32)


def faded(samples: Samples, *, rate: int, in_seconds: float, out_seconds: float) -> Samples:
    """The sound swelling up at its beginning and dying away at its end."""
    envelope = np.ones(len(samples), np.float32)
    swell = min(len(samples), round(in_seconds * rate))
    away = min(len(samples), round(out_seconds * rate))
    envelope[:swell] *= np.sin(np.linspace(0, np.pi / 2, swell)) ** 2
    envelope[len(samples) - away :] *= np.cos(np.linspace(0, np.pi / 2, away)) ** 2
    return samples * envelope[:, None]
