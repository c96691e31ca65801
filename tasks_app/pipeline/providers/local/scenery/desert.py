"""Desert country: table mountains, dunes, rippled sand."""

from __future__ import annotations

from tasks_app.pipeline.providers.local.drawing.canvas import flat
from tasks_app.pipeline.providers.local.drawing.colors import (
    Color,
    darker,
    lighter,
    turned,
)
from tasks_app.pipeline.providers.local.drawing.curves import (
    limb,
    smooth,
)
from tasks_app.pipeline.providers.local.scenery import plants
from tasks_app.pipeline.providers.local.scenery.relief import color_of, foreground, hills
from tasks_app.pipeline.providers.local.scenery.scene import Scene


def desert(scene: Scene) -> None:
    """Mesas far away, dunes with a sharp lit crest, cacti or dry stones."""
    rng = scene.rng
    sand = color_of(rng, ("e8b46c", "dd9a5c", "e9c98a", "d98b63"))
    for _ in range(rng.randint(1, 3)):
        mesa(scene, scene.across(rng.uniform(0.05, 0.95)), darker(turned(sand, -18), 0.12))
    for layer, distance in enumerate((0.55, 0.34, 0.15)):
        dune(scene, scene.horizon + 26 + layer * 74, sand, distance=distance)
    foreground(scene, sand, top=scene.height * 0.8, path=False)
    ripples(scene, sand)
    green = color_of(rng, ("5f8f5a", "4f8a6a"))
    for _ in range(rng.randint(2, 5)):
        share = rng.choice((rng.uniform(0.02, 0.3), rng.uniform(0.7, 0.98)))
        near = rng.random()
        plants.cactus(
            scene,
            scene.across(share),
            scene.height * (0.76 + 0.16 * near),
            120 + 170 * near,
            green,
            distance=0.18 * (1 - near),
        )


def mesa(scene: Scene, x: float, color: Color) -> None:
    """A table mountain with bands of stone."""
    rng = scene.rng
    foot, half, tall = scene.horizon + 60, rng.uniform(110, 240), rng.uniform(130, 270)
    outline = [
        (x - half * 1.35, foot),
        (x - half, foot - tall * 0.55),
        (x - half * 0.92, foot - tall),
        (x + half * 0.8, foot - tall * 1.02),
        (x + half * 0.95, foot - tall * 0.5),
        (x + half * 1.4, foot),
    ]
    scene.canvas.fill(outline, scene.solid(color, distance=0.42, reach=34))
    with scene.canvas.inside(outline):
        for band in range(3):
            y = foot - tall * (0.86 - band * 0.22)
            line = limb([(x - half * 1.5, y), (x, y + 8), (x + half * 1.5, y - 2)], (9, 7, 9))
            scene.canvas.fill(
                line, flat(scene.light.on(darker(color, 0.2), distance=0.42), opacity=0.5)
            )


def dune(scene: Scene, base: float, color: Color, *, distance: float) -> None:
    """A layer of dunes, each with a sharp crest between its lit and its lee side."""
    rng = scene.rng
    lit = scene.paint(lighter(color, 0.08), distance=distance, fade=0.2)
    hills(scene, base, swing=20, waves=1.0, paint=lit)
    x = scene.across(rng.uniform(-0.1, 0.1))
    while x < scene.width * 1.1:
        half = rng.uniform(300, 520)
        one_dune(scene, x, base, half=half, color=color, distance=distance)
        x += half * rng.uniform(0.8, 1.5)


def one_dune(
    scene: Scene, x: float, base: float, *, half: float, color: Color, distance: float
) -> None:
    """A single dune whose crest stands at x."""
    foot, peak = base + half * 0.4, base - half * scene.rng.uniform(0.2, 0.34)
    rise = foot - peak
    left = [
        (x - half * 1.3, foot),
        (x - half * 0.7, foot - rise * 0.3),
        (x - half * 0.2, foot - rise * 0.86),
    ]
    right = [(x + half * 0.35, foot - rise * 0.5), (x + half * 1.1, foot)]
    crest = [
        (x - half * 0.06, foot - rise * 0.6),
        (x + half * 0.16, foot - rise * 0.3),
        (x - half * 0.1, foot),
    ]
    lit = scene.paint(lighter(color, 0.14), distance=distance, fade=0.24)
    lee = scene.paint(darker(color, 0.2), distance=distance, fade=0.3)
    whole = smooth([*left, (x, peak), *right], closed=False)
    scene.canvas.fill(whole, lit)
    lee_side = [
        *smooth([(x, peak), *right], closed=False),
        *smooth([(x, peak), *crest], closed=False)[::-1],
    ]
    scene.canvas.fill(lee_side, lee)


def ripples(scene: Scene, color: Color) -> None:
    """Wind ripples in the near sand."""
    rng = scene.rng
    lines = []
    for _ in range(34):
        near = rng.random()
        y = scene.height * (0.83 + 0.17 * near)
        x, length = scene.across(rng.random()), rng.uniform(60, 200) * (0.5 + near)
        points = [(x, y), (x + length * 0.5, y + rng.uniform(-7, 7)), (x + length, y)]
        lines.append(limb(points, (1, 3 + 2 * near, 1)))
    scene.canvas.fill_all(lines, flat(darker(scene.light.on(color), 0.16), opacity=0.5))
