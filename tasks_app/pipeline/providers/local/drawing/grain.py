"""Paper grain: fixed noise that hides banding and makes flat color look printed."""

from __future__ import annotations

from functools import cache

import numpy as np
from PIL import Image, ImageFilter

TILE = 512
GRAIN_SEED = 7


@cache
def _tile() -> np.ndarray[tuple[int, int], np.dtype[np.int16]]:
    noise = np.random.default_rng(GRAIN_SEED).normal(0.0, 1.0, (TILE, TILE))
    return np.asarray(np.clip(noise, -2.5, 2.5) * 64, dtype=np.int16)


@cache
def _stipple() -> Image.Image:
    """A tile of coarse dots around a mean of about 0.8, to roughen the edge of a shade."""
    rough = np.clip(205 + _tile() * 0.55, 0, 255).astype(np.uint8)
    return Image.fromarray(rough).filter(ImageFilter.GaussianBlur(0.6))


def with_grain(picture: Image.Image, *, strength: float) -> Image.Image:
    """The RGB picture with noise of the given deviation (of 255) on its lightness."""
    pixels = np.asarray(picture)
    height, width = pixels.shape[:2]
    repeats = (-(-height // TILE), -(-width // TILE))
    tiled = np.tile((_tile() * (strength / 64)).round().astype(np.int16), repeats)
    noise = tiled[:height, :width, None]
    # Row by row in bands: a whole frame in 16 bits would double the memory for nothing.
    result = np.empty_like(pixels)
    for top in range(0, height, 256):
        band = pixels[top : top + 256].astype(np.int16) + noise[top : top + 256]
        result[top : top + 256] = np.clip(band, 0, 255)
    return Image.fromarray(result)


def stipple(width: int, height: int) -> Image.Image:
    """Grain as a mask of this size, to be multiplied with a shade's mask."""
    tile = _stipple()
    if width <= TILE and height <= TILE:
        return tile.crop((0, 0, width, height))
    sheet = Image.new("L", (width, height))
    for left in range(0, width, TILE):
        for top in range(0, height, TILE):
            sheet.paste(tile, (left, top))
    return sheet
