"""Frames of a camera move over a still picture, exact to a fraction of a pixel.

ffmpeg's `zoompan` moves in whole pixels of a picture that has to be scaled up four-fold and more
before that is no longer seen; its `perspective` is exact and five times slower. So the windows are
sampled here, in the YUV planes the encoder wants (docs/media.md has the comparison).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

from tasks_app.pipeline.providers.local.camera import Move, Window, window_at
from tasks_app.pipeline.providers.local.motes import Motes

Plane = NDArray[np.uint8]

FINER = 2
"""Sampled from planes of twice the size: two neighbours are then enough for a sharp picture."""

# ITU-R BT.709, limited range, from full-range RGB.
TO_YUV = np.array(
    [
        [0.182586, 0.614231, 0.062007],
        [-0.100644, -0.338572, 0.439216],
        [0.439216, -0.398942, -0.040274],
    ],
    dtype=np.float32,
)
YUV_ZERO = np.array([16, 128, 128], dtype=np.float32)


def planes_of(picture: Path, *, width: int, height: int) -> tuple[Plane, Plane, Plane]:
    """Luma and the two chroma planes, each `FINER` times as large as it will be in the frame."""
    with Image.open(picture) as opened:
        image = ImageOps.fit(opened.convert("RGB"), (width, height), Image.Resampling.LANCZOS)
    yuv = np.asarray(image, dtype=np.float32) @ TO_YUV.T + YUV_ZERO
    luma, *chroma = (
        Image.fromarray(np.rint(yuv[..., plane]).clip(0, 255).astype(np.uint8))
        for plane in range(3)
    )
    finer = luma.resize((width * FINER, height * FINER), Image.Resampling.LANCZOS)
    u, v = (
        plane.resize((width * FINER // 2, height * FINER // 2), Image.Resampling.BICUBIC)
        for plane in chroma
    )
    return np.asarray(finer), np.asarray(u), np.asarray(v)


class Sampler:
    """Windows of one plane at a fixed size; the buffers are used again for every frame."""

    def __init__(self, plane: Plane, *, width: int, height: int) -> None:
        self.plane, self.width, self.height = plane, width, height
        rows = (height, plane.shape[1])
        self.rows = np.empty(rows, np.uint8)
        self.row_sums = np.empty(rows, np.uint16), np.empty(rows, np.uint16)
        self.frame = np.empty((height, width), np.uint8)
        self.frame_sums = (
            np.empty((height, width), np.uint16),
            np.empty((height, width), np.uint16),
        )

    def window(self, window: Window) -> Plane:
        """The window as a frame, valid until the next call."""
        tall, wide = self.plane.shape
        upper, weight = positions(window.top * tall, window.size * tall, self.height)
        blend(self.plane, upper, weight[:, None], 0, self.rows, self.row_sums)
        left, weight = positions(window.left * wide, window.size * wide, self.width)
        blend(self.rows, left, weight, 1, self.frame, self.frame_sums)
        return self.frame


def positions(
    start: float, length: float, count: int
) -> tuple[NDArray[np.intp], NDArray[np.uint16]]:
    """For the middle of each pixel: the neighbour before it, and in 256ths how far on."""
    places = np.maximum(start + (np.arange(count) + 0.5) * (length / count) - 0.5, 0)
    before = places.astype(np.intp)
    return before, ((places - before) * 256).astype(np.uint16)


def blend(
    source: Plane,
    before: NDArray[np.intp],
    weight: NDArray[np.uint16],
    axis: int,
    result: Plane,
    sums: tuple[NDArray[np.uint16], NDArray[np.uint16]],
) -> None:
    """Mix each row or column with the one after it, in sixteen bits: 255 x 256 + 128 just fits."""
    total, part = sums
    np.take(source, before, axis=axis, out=result, mode="clip")
    np.multiply(result, 256 - weight, out=total, dtype=np.uint16)
    np.take(source, before + 1, axis=axis, out=result, mode="clip")
    np.multiply(result, weight, out=part, dtype=np.uint16)
    total += part
    total += 128
    np.right_shift(total, 8, out=result, casting="unsafe")


@dataclass(frozen=True, slots=True, kw_only=True)
class Take:
    """What is filmed: a picture, a move over it, and what floats in front."""

    picture: Path
    move: Move
    motes: Motes | None
    width: int
    height: int
    fps: int
    count: int


def frames(take: Take) -> Iterator[memoryview]:
    """The planes of every frame in turn as yuv420p; each is valid until the next is asked for."""
    sizes = ((take.width, take.height), *((take.width // 2, take.height // 2),) * 2)
    samplers = [
        Sampler(plane, width=width, height=height)
        for plane, (width, height) in zip(
            planes_of(take.picture, width=take.width, height=take.height), sizes, strict=True
        )
    ]
    seconds = take.count / take.fps
    for number in range(take.count):
        window = window_at(take.move, number / max(1, take.count - 1), seconds=seconds)
        for order, sampler in enumerate(samplers):
            plane = sampler.window(window)
            if order == 0 and take.motes is not None:
                take.motes.add_to(plane, window, number / take.fps)
            yield plane.data.cast("B")
