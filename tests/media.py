"""Small real media for tests: pictures by Pillow, sounds by numpy, films by ffmpeg."""

from __future__ import annotations

import threading
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from tasks_app.pipeline import ffmpeg
from tasks_app.pipeline.levels import Samples
from tasks_app.pipeline.sound import write_wav

RATE = 48_000
GOING_ON = threading.Event()
"""A stop that nobody sets."""


def picture(path: Path, *, width: int = 320, height: int = 180) -> Path:
    """A colourful picture with sharp edges everywhere, so that any movement shows."""
    rows, columns = np.mgrid[0:height, 0:width]
    pixels = np.stack([columns * 255 // width, rows * 255 // height, (rows + columns) % 256], -1)
    image = Image.fromarray(pixels.astype(np.uint8))
    draw = ImageDraw.Draw(image)
    for place in range(0, width, 24):
        draw.line([(place, 0), (place + 40, height)], fill=(250, 250, 250), width=2)
    image.save(path, format="PNG")
    return path


def tone(
    path: Path, *, seconds: float = 2.0, level: float = 0.2, pitch: float = 440.0, columns: int = 1
) -> Path:
    write_wav(path, sine(seconds=seconds, level=level, pitch=pitch, columns=columns), rate=RATE)
    return path


def sine(*, seconds: float, level: float = 0.2, pitch: float = 440.0, columns: int = 1) -> Samples:
    time = np.arange(round(seconds * RATE)) / RATE
    wave = (level * np.sin(2 * np.pi * pitch * time)).astype(np.float32)
    return np.repeat(wave[:, None], columns, axis=1)


def film(path: Path, source: str, *extra: str | Path, sound: str = "") -> Path:
    """A film from ffmpeg's own sources, `testsrc2=s=320x180:r=30:d=2` for one."""
    ffmpeg.run(
        [
            *("-f", "lavfi", "-i", source),
            *(("-f", "lavfi", "-i", sound) if sound else ()),
            *("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", *extra, path),
        ],
        GOING_ON,
        purpose="Test",
    )
    return path
