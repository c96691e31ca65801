"""Seed frames: characters and props set into an environment, on its ground and in its light."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from tasks_app.pipeline.providers.base import CompositeRequest, Made
from tasks_app.pipeline.providers.local.cutouts import Cutout, cut_out, in_light, with_rim
from tasks_app.pipeline.providers.local.drawing.chance import chance
from tasks_app.pipeline.providers.local.picture_files import (
    check_going,
    check_size,
    read_picture,
    write_picture,
)
from tasks_app.pipeline.providers.local.prompt_words import matches, opening

# How much of the frame a whole character picture is high, and a prop picture.
CHARACTER_HEIGHT, PROP_HEIGHT = 0.84, 0.31
# What is drawn may be smaller or larger in its picture; in the frame it keeps within these.
CHARACTER_RANGE, PROP_RANGE = (0.36, 0.74), (0.12, 0.27)
# Where feet stand, as shares of the frame: one row in front, one a little behind.
FRONT, BEHIND = 0.94, 0.885
FRAMINGS = {
    "close": "closeup portrait detail macro face intimate",
    "wide": "panorama panoramic establishing landscape aerial distant far overview",
}
ZOOMS = {"close": (1.3, 1.18), "wide": (1.0, 0.82), "": (1.08, 1.0)}
# Where the middle of each character stands, by how many there are.
PLACES = {
    1: ((0.5,), (0.34,), (0.66,)),
    2: ((0.3, 0.68), (0.36, 0.62), (0.26, 0.58)),
    3: ((0.2, 0.5, 0.79), (0.24, 0.46, 0.76)),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Something in the frame: which cutout, its height in pixels, where its foot stands."""

    cutout: Cutout
    height: int
    x: int
    foot: int
    mirrored: bool


def make_composite(request: CompositeRequest, stop: threading.Event) -> Made:
    """Write the frame into `request.output`: an opaque PNG of exactly the size asked for."""
    check_size(request.width, request.height)
    check_going(stop)
    names = (request.environment, *request.characters, *request.props)
    rng = chance("composite", request.prompt, request.seed, *(path.name for path in names))
    # What follows the opening of a prompt tells the scene, not how it is seen.
    framing = next(iter(matches(opening(request.prompt), FRAMINGS)), "")
    zoom, growth = ZOOMS[framing]
    scenery = read_picture(request.environment, role="environment").convert("RGB")
    frame = covering(scenery, (request.width, request.height), zoom=zoom, rng=rng)
    check_going(stop)
    for standing in standing_places(request, rng, growth=growth):
        check_going(stop)
        set_in(frame, standing)
    write_picture(frame, request.output, kind="PNG")
    return Made()


def covering(
    picture: Image.Image, size: tuple[int, int], *, zoom: float, rng: Random
) -> Image.Image:
    """The picture cropped to fill the size, closer in by chance, its ground always kept."""
    width, height = size
    scale = max(width / picture.width, height / picture.height) * zoom * rng.uniform(1.0, 1.1)
    wide, high = width / scale, height / scale
    left = (picture.width - wide) * rng.uniform(0.2, 0.8)
    top = (picture.height - high) * 0.85
    box = (left, top, left + wide, top + high)
    return picture.resize(size, Image.Resampling.LANCZOS, box=box)


def standing_places(request: CompositeRequest, rng: Random, *, growth: float) -> list[Standing]:
    """Everybody and everything with a place in the frame, the farthest first."""
    tallest = round(request.height * 0.9)
    figures = [
        (cut_out(path, role="character", tallest=tallest), CHARACTER_HEIGHT, CHARACTER_RANGE)
        for path in request.characters
    ]
    things = [(_prop(path, tallest), PROP_HEIGHT, PROP_RANGE) for path in request.props]
    spots = character_spots(len(figures), rng)
    spots += prop_spots(len(things), spots, rng)
    crowd = min(1.0, (3 / max(1, len(figures))) ** 0.5) * growth
    standings = []
    for place, ((cutout, whole, limits), x) in enumerate(
        zip([*figures, *things], spots, strict=True)
    ):
        is_behind = place < len(figures) and len(figures) > 2 and place % 2 == 1
        share = min(limits[1], max(limits[0], cutout.share * whole)) * crowd
        standings.append(
            Standing(
                cutout=cutout,
                height=round(request.height * share * (0.88 if is_behind else 1.0)),
                x=round(request.width * x),
                foot=round(
                    request.height
                    * _foot(rng, is_behind=is_behind, place=place, figures=len(figures))
                ),
                mirrored=place < len(figures) and x > 0.5,
            )
        )
    return sorted(standings, key=lambda standing: standing.foot)


def _prop(path: Path, tallest: int) -> Cutout:
    return cut_out(path, role="prop", tallest=tallest)


def _foot(rng: Random, *, is_behind: bool, place: int, figures: int) -> float:
    base = BEHIND if is_behind else FRONT
    nearer = 0.02 if place >= figures else 0.0
    return base + nearer + rng.uniform(-0.012, 0.012)


def character_spots(count: int, rng: Random) -> list[float]:
    """Where characters stand across the frame, from 0 to 1."""
    if count in PLACES:
        return list(rng.choice(PLACES[count]))
    return [0.12 + 0.76 * (place + 0.5) / count for place in range(count)]


def prop_spots(count: int, taken: list[float], rng: Random) -> list[float]:
    """The free places across the frame, each as far from the others as can be."""
    spots: list[float] = []
    candidates = [0.1 + 0.8 * step / 16 for step in range(17)]
    for _ in range(count):
        used = [*taken, *spots] or [rng.choice((0.0, 0.3, 0.7, 1.0))]
        best = max(candidates, key=lambda x: min(abs(x - other) for other in used))
        spots.append(best + rng.uniform(-0.02, 0.02))
    return spots


def set_in(frame: Image.Image, standing: Standing) -> None:
    """One cutout into the frame: its shadow on the ground, then itself in the frame's light."""
    source = standing.cutout.picture
    width = max(1, round(source.width * standing.height / source.height))
    # A wide thing shrinks rather than fill the frame from side to side.
    fit = min(1.0, frame.width * 0.5 / width)
    size = (max(1, round(width * fit)), max(1, round(standing.height * fit)))
    picture = source.resize(size, Image.Resampling.LANCZOS)
    if standing.mirrored:
        picture = picture.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    left, top = standing.x - size[0] // 2, standing.foot - size[1]
    around = frame.crop(
        (
            max(0, left),
            max(0, top),
            min(frame.width, left + size[0]),
            min(frame.height, standing.foot),
        )
    )
    if around.width and around.height:
        picture = in_light(picture, around)
        picture = with_rim(picture, _brightest(around), width=max(1, frame.height // 400))
    _draw_shadow(frame, standing, width=_footing(picture))
    frame.paste(picture, (left, top), picture)


def _brightest(around: Image.Image) -> tuple[int, int, int]:
    pixels = np.asarray(around.resize((6, 6), Image.Resampling.BOX)).reshape(-1, 3)
    red, green, blue = (int(value) for value in pixels[pixels.sum(axis=1).argmax()])
    return min(255, red + 40), min(255, green + 40), min(255, blue + 40)


def _footing(picture: Image.Image) -> int:
    """How wide the lowest tenth of a cutout is: that is what touches the ground."""
    lowest = picture.getchannel("A").crop((0, round(picture.height * 0.9), *picture.size))
    box = lowest.point([255 if value > 128 else 0 for value in range(256)]).getbbox()
    return box[2] - box[0] if box else picture.width // 2


def _draw_shadow(frame: Image.Image, standing: Standing, *, width: int) -> None:
    """A wide soft patch and a narrow dark one, shifted away from the light."""
    for spread, flat, opacity in ((1.5, 0.13, 70), (1.05, 0.07, 105)):
        half, high = width * spread / 2, max(3.0, min(width * flat, frame.height * 0.035))
        margin = round(high * 2)
        mask = Image.new("L", (round(half * 2) + 2 * margin, round(high * 2) + 2 * margin), 0)
        box = (margin, margin, mask.width - margin, mask.height - margin)
        ImageDraw.Draw(mask).ellipse(box, fill=opacity)
        mask = mask.filter(ImageFilter.GaussianBlur(high * 0.5))
        left = round(standing.x + width * 0.05 - mask.width / 2)
        top = round(standing.foot - high * 0.3 - mask.height / 2)
        frame.paste((14, 12, 34), (left, top, left + mask.width, top + mask.height), mask)
