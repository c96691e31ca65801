"""Looking at still pictures: size, transparency, emptiness, bytes."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image

from tasks_app.pipeline.measures.findings import (
    Expected,
    Finding,
    Measurement,
    hard,
    soft,
    wrong_size,
)

LOOKED_AT = (256, 256)
"""Looked at in this size: enough to see emptiness, and fast."""
THUMBNAIL_BYTES = 2_000_000  # support.google.com/youtube/answer/72431: under 2 MB
THUMBNAIL_FORMATS = ("JPEG", "PNG")
LEAST_CLEAR = 0.02
LEAST_DRAWN = 0.01
FLAT = 1.5
"""Standard deviation of all pixels, of 255, below which a picture is one colour."""


def measure_cutout(path: Path, expected: Expected) -> Measurement:
    """A character or prop: something drawn, on transparency."""
    return measured(path, expected, must_be_clear=True)


def measure_backdrop(path: Path, expected: Expected) -> Measurement:
    """An environment or composite: covers everything."""
    return measured(path, expected)


def measure_thumbnail(path: Path, expected: Expected) -> Measurement:
    """What YouTube takes as a thumbnail."""
    found = measured(path, expected)
    limit = expected.largest_bytes or THUMBNAIL_BYTES
    if found.size_bytes <= limit:
        return found
    message = f"It has {found.size_bytes:,} bytes; a thumbnail may have {limit:,}."
    return with_findings(found, [hard("too_large", message)])


def measured(path: Path, expected: Expected, *, must_be_clear: bool = False) -> Measurement:
    """Open the whole picture and look at it."""
    size_bytes = path.stat().st_size
    try:
        with Image.open(path) as image:
            image.load()
            small = image.convert("RGBA").resize(LOOKED_AT, Image.Resampling.BOX)
            width, height = image.size
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return Measurement(
            size_bytes=size_bytes,
            findings=(hard("unreadable", "It cannot be read as a picture to its end."),),
        )
    return Measurement(
        size_bytes=size_bytes,
        width=width,
        height=height,
        findings=(
            *wrong_size(expected, width, height),
            *(clear_faults(small) if must_be_clear else covering_faults(small)),
            *flat_faults(small),
        ),
    )


def clear_faults(small: Image.Image) -> list[Finding]:
    """Transparency missing where it is needed, or nothing but transparency."""
    alpha = np.asarray(small.getchannel("A"))
    if (alpha > 16).mean() < LEAST_DRAWN:
        return [hard("empty", "Nothing is drawn on it.")]
    if (alpha < 128).mean() < LEAST_CLEAR:
        return [hard("not_transparent", "Its background is not transparent.")]
    return []


def covering_faults(small: Image.Image) -> list[Finding]:
    alpha = np.asarray(small.getchannel("A"))
    if alpha.min() == 255:
        return []
    return [soft("transparent", "Parts of it are transparent and will be black.")]


def flat_faults(small: Image.Image) -> list[Finding]:
    """One colour everywhere something is drawn."""
    pixels = np.asarray(small)
    drawn = pixels[pixels[..., 3] > 200][:, :3]
    if drawn.size and float(drawn.std(axis=0).max()) < FLAT:
        return [hard("uniform", "It is one colour from edge to edge.")]
    return []


def with_findings(found: Measurement, more: list[Finding]) -> Measurement:
    return Measurement(
        size_bytes=found.size_bytes,
        width=found.width,
        height=found.height,
        findings=(*found.findings, *more),
    )
