"""Pictures made ready to stand in a scene: cut free, trimmed, colored by the light around them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from tasks_app.pipeline.providers.local.picture_files import read_picture

# A corner may differ by this much (of 255) in each color and still be the same backdrop.
BACKDROP_SPREAD = 26
CARD_CORNER = 0.05
FADED = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Cutout:
    """A trimmed figure or thing, and which share of its own picture's height it filled."""

    picture: Image.Image
    share: float


def cut_out(path: Path, *, role: str, tallest: int) -> Cutout:
    """The visible part of a picture, at most so many pixels high."""
    opened = read_picture(path, role=role)
    freed = opened if opened.mode == "RGBA" else _without_backdrop(opened)
    solid = freed.getchannel("A").point([255 if value > FADED else 0 for value in range(256)])
    visible = solid.getbbox() or (0, 0, *freed.size)
    share = (visible[3] - visible[1]) / freed.height
    trimmed = freed.crop(visible)
    if trimmed.height > tallest:
        trimmed.thumbnail((4 * tallest, tallest), Image.Resampling.LANCZOS)
    return Cutout(picture=trimmed, share=share)


def _without_backdrop(picture: Image.Image) -> Image.Image:
    """Without transparency of its own: an even backdrop is removed, else it becomes a card."""
    width, height = picture.size
    corners = [(0, 0), (width - 1, 0), (0, height - 1), (width - 1, height - 1)]
    colors = np.array([picture.getpixel(corner) for corner in corners])
    if int(np.ptp(colors, axis=0).max()) > BACKDROP_SPREAD:
        return _as_card(picture)
    marked = picture.copy()
    flag = (255, 0, 254)
    for corner in corners:
        ImageDraw.floodfill(marked, corner, flag, thresh=BACKDROP_SPREAD * 2)
    kept = np.any(np.asarray(marked) != np.array(flag), axis=2)
    if not 0.02 < float(kept.mean()) < 0.98:
        return _as_card(picture)
    mask = Image.fromarray((kept * 255).astype(np.uint8)).filter(ImageFilter.GaussianBlur(1.2))
    result = picture.convert("RGBA")
    result.putalpha(mask)
    return result


def _as_card(picture: Image.Image) -> Image.Image:
    """A photograph with a white border and round corners."""
    border = max(4, min(picture.size) // 40)
    width, height = picture.width + 2 * border, picture.height + 2 * border
    card = Image.new("RGBA", (width, height), (250, 248, 242, 255))
    card.paste(picture, (border, border))
    mask = Image.new("L", (width * 2, height * 2), 0)
    radius = round(min(width, height) * 2 * CARD_CORNER)
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, width * 2 - 1, height * 2 - 1), radius, fill=255)
    card.putalpha(mask.reduce(2))
    return card


def in_light(picture: Image.Image, around: Image.Image, *, strength: float = 0.2) -> Image.Image:
    """The cutout as lit by the colors of the scene around it: dimmer by night, warmer at dusk."""
    mean = np.asarray(around.resize((8, 8), Image.Resampling.BOX), dtype=np.float32)
    color = mean.reshape(-1, 3).mean(axis=0)
    tint = color / max(1.0, float(color.max()))
    brightness = float(color @ np.array([0.2126, 0.7152, 0.0722])) / 255
    exposure = min(1.0, 0.7 + 0.55 * brightness**0.8)
    factors = exposure * ((1 - strength) + strength * tint)
    bands = picture.split()
    lit = [
        band.point([round(value * float(factor)) for value in range(256)])
        for band, factor in zip(bands[:3], factors, strict=True)
    ]
    return Image.merge("RGBA", [*lit, bands[3]])


def with_rim(picture: Image.Image, color: tuple[int, int, int], *, width: int) -> Image.Image:
    """A thin edge of light from the upper left, which sets the figure off from the scene."""
    alpha = picture.getchannel("A")
    edge = ImageChops.subtract(alpha, ImageChops.offset(alpha, width, round(width * 1.2)))
    soft = edge.filter(ImageFilter.GaussianBlur(width * 0.5)).point(
        [v * 2 // 5 for v in range(256)]
    )
    rim = Image.new("RGBA", picture.size, (*color, 255))
    rim.putalpha(ImageChops.multiply(soft, alpha))
    return Image.alpha_composite(picture, rim)
