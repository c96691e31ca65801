"""The shape of the land: hills, ranges of peaks, the ground in front; seasons and their colors."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

import numpy as np

from tasks_app.pipeline.providers.local.drawing.canvas import Paint, flat
from tasks_app.pipeline.providers.local.drawing.colors import (
    Color,
    darker,
    lighter,
    rgb,
    turned,
)
from tasks_app.pipeline.providers.local.drawing.curves import (
    Heights,
    Outline,
    ellipse,
    jagged,
    limb,
    ribbon,
    rolling,
    smooth,
)
from tasks_app.pipeline.providers.local.prompt_words import pick
from tasks_app.pipeline.providers.local.scenery.scene import Scene

COLUMNS = 480
SEASONS = {
    "winter": (
        "snow snowy ice icy frozen frost arctic polar christmas cold schnee nieve neige снег 雪 冬"
    ),
    "autumn": "fall october november harvest herbst otoño automne осень 秋",
    "spring": "blossom blooming bloom may april flower frühling primavera printemps весна 春 花",
    "summer": "sommer verano été estate лето 夏",
}


GRASS = {
    "winter": ("e6eff6", "dbe7f2"),
    "autumn": ("c99a45", "b98a4a", "a8934e"),
    "spring": ("8cc46a", "9ccf7a"),
    "summer": ("6fae5c", "5fa56e", "8fb356", "4f9c84"),
}


LEAVES = {
    "winter": ("5f8a86", "4f7a80"),
    "autumn": ("d9742f", "c4552f", "e0a23a"),
    "spring": ("f2a9bd", "8ac06a", "f6c6d2"),
    "summer": ("3f8a58", "4f9650", "2f7f6a"),
}


ROCK = ("6f7391", "7d6f86", "5f7389", "85756f")


def season_of(scene: Scene) -> str:
    """The season a prompt names, else mostly summer."""
    return pick(scene.rng, scene.prompt, SEASONS, otherwise="summer summer summer spring autumn")


def color_of(rng: Random, codes: tuple[str, ...]) -> Color:
    """One of the colors, slightly varied."""
    return turned(rgb(rng.choice(codes)), rng.uniform(-9, 9))


def line_of(heights: Heights, width: float) -> Callable[[float], float]:
    """The height of a ridge at a place."""
    xs = np.linspace(0, width, len(heights))
    return lambda x: float(np.interp(x, xs, heights))


def hills(scene: Scene, base: float, *, swing: float, waves: float, paint: Paint) -> Heights:
    """One layer of soft hills across the picture, its crests touched by light."""
    heights = rolling(scene.rng, COLUMNS, swing=swing, waves=waves) + np.float32(base)
    scene.canvas.ridge(heights, replace(paint, light=0.16, reach=26))
    return np.asarray(heights, dtype=np.float32)


def swathes(scene: Scene, heights: Heights, color: Color, *, depth: float, count: int) -> None:
    """Long soft strokes that follow the slope: mown grass, wind, light between clouds."""
    rng = scene.rng
    ground = line_of(heights, scene.width)
    bright: list[Outline] = []
    dim: list[Outline] = []
    for _ in range(count):
        share = rng.random()
        x, length = scene.across(rng.uniform(-0.1, 1)), rng.uniform(120, 460)
        points = [
            (x + length * part, ground(x + length * part) + depth * (0.12 + share * 0.88))
            for part in (0, 0.33, 0.66, 1)
        ]
        stroke = limb(points, (1, 5 + 12 * share, 4 + 10 * share, 1))
        (bright if rng.random() < 0.5 else dim).append(stroke)
    scene.canvas.fill_all(bright, flat(lighter(color, 0.22), opacity=0.35, blur=2))
    scene.canvas.fill_all(dim, flat(darker(color, 0.2), opacity=0.3, blur=2))


def range_of_peaks(
    scene: Scene, base: float, *, swing: float, color: Color, distance: float
) -> None:
    """A mountain range that fades into the haze at its foot."""
    rng = scene.rng
    heights = jagged(rng, COLUMNS, swing=swing, peaks=rng.randint(3, 6)) + np.float32(base)
    scene.canvas.ridge(heights, scene.paint(color, distance=distance, fade=0.6))
    _slopes(scene, heights, base, color=color, distance=distance)


def _slopes(scene: Scene, heights: Heights, base: float, *, color: Color, distance: float) -> None:
    """A lit flank and, on high ones, snow on every summit."""
    step = scene.width / (COLUMNS - 1)
    lit = flat(scene.rim(lighter(color, 0.15), distance=distance), opacity=0.5)
    snow = flat(scene.light.on(rgb("f4f8ff"), distance=distance * 0.75))
    high = float(base - heights.min())
    for peak in _summits(heights):
        tall = base - float(heights[peak])
        flank = _flank(heights, peak, step, depth=tall * 0.8)
        scene.canvas.fill(flank, lit)
        if tall > high * 0.55:
            scene.canvas.fill(_cap(scene.rng, heights, peak, step, depth=tall * 0.3), snow)


def _summits(heights: Heights) -> list[int]:
    reach = 16
    inner = range(reach, len(heights) - reach)
    return [at for at in inner if heights[at] == heights[at - reach : at + reach + 1].min()]


def _flank(heights: Heights, peak: int, step: float, *, depth: float) -> list[tuple[float, float]]:
    left = peak
    while left > 0 and heights[left] < heights[peak] + depth and _falls(heights, left):
        left -= 1
    edge = [(at * step, float(heights[at])) for at in range(left, peak + 1)]
    foot = float(heights[left])
    inner = [
        (peak * step - (peak - left) * step * 0.30, foot),
        (peak * step + 6, foot - depth * 0.45),
    ]
    return [*edge, *inner[::-1]]


def _falls(heights: Heights, at: int) -> bool:
    """Whether the ridge still goes down to the left of here, small crags aside."""
    return bool(heights[max(0, at - 8) : at].max(initial=0.0) >= heights[at])


def _cap(
    rng: Random, heights: Heights, peak: int, step: float, *, depth: float
) -> list[tuple[float, float]]:
    limit = float(heights[peak]) + depth
    left = right = peak
    while left > 0 and heights[left] < limit:
        left -= 1
    while right < len(heights) - 1 and heights[right] < limit:
        right += 1
    edge = [(at * step, float(heights[at]) - 1) for at in range(left, right + 1)]
    teeth = 5
    fringe = [
        (
            (right + (left - right) * tooth / teeth) * step,
            limit - depth * (0.32 if tooth % 2 else 0.0) * rng.uniform(0.6, 1.2),
        )
        for tooth in range(1, teeth)
    ]
    return [*edge, *fringe]


def foreground(scene: Scene, color: Color, *, top: float, path: bool) -> None:
    """The near ground, where figures stand: darker towards the viewer."""
    near = hills(scene, top, swing=20, waves=0.9, paint=scene.paint(color, fade=-0.36))
    if path:
        winding_path(scene, line_of(near, scene.width), top=top)
    swathes(scene, near, scene.light.on(color), depth=scene.height - top, count=36)


def winding_path(scene: Scene, ground: Callable[[float], float], *, top: float) -> None:
    """A path that leads from the viewer into the picture."""
    rng = scene.rng
    start, end = scene.across(rng.uniform(0.35, 0.65)), scene.across(rng.uniform(0.3, 0.7))
    bend = (start + end) / 2 + scene.across(rng.choice((-0.09, 0.09)))
    rise = scene.height - top
    path = ribbon(
        [
            (end, ground(end) + 1, 9),
            ((end + bend) / 2, top + rise * 0.2, 26),
            (bend, top + rise * 0.48, 66),
            (start, scene.height + 20, 190),
        ]
    )
    scene.canvas.fill(path, scene.paint(rgb("d9bd8c"), fade=-0.2))


def boulders(scene: Scene, color: Color, *, count: int) -> None:
    """Stones on the near ground, at the sides."""
    rng = scene.rng
    for _ in range(count):
        share = rng.choice((rng.uniform(0.0, 0.28), rng.uniform(0.72, 1.0)))
        x, y, size = (
            scene.across(share),
            scene.height * rng.uniform(0.84, 0.98),
            rng.uniform(30, 90),
        )
        outline = smooth(
            [
                (x - size, y),
                (x - size * 0.75, y - size * 0.5),
                (x - size * 0.1, y - size * rng.uniform(0.6, 0.9)),
                (x + size * 0.7, y - size * 0.45),
                (x + size, y),
            ],
            steps=4,
        )
        scene.canvas.fill(
            ellipse(x, y + 4, size * 1.1, size * 0.16), flat((20, 18, 40), opacity=0.3, blur=5)
        )
        scene.canvas.fill(outline, scene.solid(color, reach=size * 0.4))
