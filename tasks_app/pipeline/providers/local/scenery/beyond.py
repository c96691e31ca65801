"""Away from it all: open space, the ground of another world, a cave, above the clouds."""

from __future__ import annotations

import math
from itertools import pairwise

from tasks_app.pipeline.providers.local.drawing.canvas import Paint, flat
from tasks_app.pipeline.providers.local.drawing.colors import (
    WHITE,
    Color,
    darker,
    from_hue,
    lighter,
    mix,
    rgb,
)
from tasks_app.pipeline.providers.local.drawing.curves import (
    Outline,
    blob,
    box,
    ellipse,
    limb,
    smooth,
)
from tasks_app.pipeline.providers.local.scenery.relief import (
    boulders,
    color_of,
    foreground,
    hills,
    range_of_peaks,
)
from tasks_app.pipeline.providers.local.scenery.scene import Scene
from tasks_app.pipeline.providers.local.scenery.sky import stars


def space(scene: Scene) -> None:
    """Stars, a nebula, planets, and a ledge of moon rock to stand on."""
    rng, canvas = scene.rng, scene.canvas
    hue = rng.uniform(0, 360)
    deep = from_hue(hue, lightness=0.14, chroma=0.05)
    edge = from_hue(hue + 50, lightness=0.3, chroma=0.09)
    canvas.fill(
        [(0, 0), (scene.width, 0), (scene.width, scene.height), (0, scene.height)],
        Paint(color=deep, bottom=edge),
    )
    nebula(scene, hue)
    stars(canvas, rng, floor=scene.height * 0.95, count=420)
    planet(
        scene,
        x=scene.across(rng.uniform(0.6, 0.85)),
        y=scene.height * rng.uniform(0.24, 0.42),
        radius=rng.uniform(110, 210),
        hue=hue + rng.uniform(90, 220),
        ringed=rng.random() < 0.6,
    )
    planet(
        scene,
        x=scene.across(rng.uniform(0.12, 0.4)),
        y=scene.height * rng.uniform(0.15, 0.5),
        radius=rng.uniform(34, 74),
        hue=hue + rng.uniform(20, 120),
        ringed=False,
    )
    moonscape(scene, from_hue(hue + 20, lightness=0.48, chroma=0.05))


def nebula(scene: Scene, hue: float) -> None:
    """Clouds of glowing gas along a band."""
    rng = scene.rng
    slope, start = rng.uniform(-0.35, 0.35), scene.height * rng.uniform(0.3, 0.55)
    for _ in range(26):
        x = scene.across(rng.uniform(-0.05, 1.05))
        y = start + (x - scene.width / 2) * slope + rng.gauss(0, 90)
        color = from_hue(hue + rng.choice((20, 70, 300)), lightness=0.5, chroma=0.14)
        scene.canvas.glow(x, y, rng.uniform(140, 420), color, strength=rng.uniform(0.14, 0.34))


def planet(scene: Scene, *, x: float, y: float, radius: float, hue: float, ringed: bool) -> None:
    """A banded or spotted globe in half shade."""
    rng, canvas = scene.rng, scene.canvas
    color = from_hue(hue, lightness=0.66, chroma=0.12)
    canvas.glow(x, y, radius * 1.9, color, strength=0.34)
    globe = ellipse(x, y, radius, radius)
    canvas.fill(globe, Paint(color=color))
    with canvas.inside(globe):
        for band in range(5):
            high = y - radius + radius * 2 * (band + 0.5) / 5 + rng.uniform(-8, 8)
            tone = from_hue(
                hue + rng.uniform(-26, 26), lightness=rng.uniform(0.54, 0.76), chroma=0.12
            )
            curve = limb(
                [
                    (x - radius * 1.1, high - radius * 0.12),
                    (x, high + radius * 0.1),
                    (x + radius * 1.1, high - radius * 0.08),
                ],
                [radius * rng.uniform(0.08, 0.26)] * 3,
            )
            canvas.fill(curve, flat(tone, opacity=0.8))
        dark = flat(darker(color, 0.75), opacity=0.62, blur=radius * 0.16)
        canvas.fill(_crescent(x, y, radius), dark)
        canvas.glow(x - radius * 0.45, y - radius * 0.5, radius * 0.9, WHITE, strength=0.28)
    if ringed:
        _ring(scene, x=x, y=y, radius=radius, color=lighter(color, 0.3))


def _crescent(x: float, y: float, radius: float) -> Outline:
    outer = ellipse(x, y, radius * 1.2, radius * 1.2)
    half = len(outer) // 2
    # The half away from the light, cut along a curve through the middle.
    away = [outer[(at + half * 7 // 4) % len(outer)] for at in range(half)]
    middle = (x + radius * 0.22, y + radius * 0.26)
    return [*away, away[-1], middle, away[0]]


def _ring(scene: Scene, *, x: float, y: float, radius: float, color: Color) -> None:
    canvas = scene.canvas
    tilt = scene.rng.uniform(-24, 24)
    for reach, thick, opacity in ((2.05, 0.10, 0.55), (1.75, 0.13, 0.8), (1.5, 0.06, 0.5)):
        whole = ellipse(x, y, radius * reach, radius * reach * 0.27, turn=tilt)
        # Only the nearer half lies before the globe; the farther one starts behind its rim.
        near = [
            point
            for point in whole
            if _is_near(point, x, y, tilt) or _is_outside(point, x, y, radius)
        ]
        dots = [
            limb([a, b], (radius * thick,) * 2, steps=2)
            for a, b in pairwise(near)
            if abs(a[0] - b[0]) < radius
        ]
        canvas.fill_all(dots, flat(color, opacity=opacity))


def _is_near(point: tuple[float, float], x: float, y: float, tilt: float) -> bool:
    return point[1] - y > (point[0] - x) * tilt / 57.3


def _is_outside(point: tuple[float, float], x: float, y: float, radius: float) -> bool:
    return (point[0] - x) ** 2 + (point[1] - y) ** 2 > (radius * 1.02) ** 2


def moonscape(scene: Scene, color: Color) -> None:
    """The near ground of a small world: ridges and craters."""
    rng, canvas = scene.rng, scene.canvas
    for layer, dim in enumerate((0.5, 0.28)):
        tone = darker(color, dim)
        hills(
            scene,
            scene.height * (0.76 + layer * 0.05),
            swing=34,
            waves=1.4,
            paint=Paint(color=tone, bottom=darker(tone, 0.3)),
        )
    hills(
        scene,
        scene.height * 0.84,
        swing=12,
        waves=0.8,
        paint=Paint(color=color, bottom=darker(color, 0.45)),
    )
    for _ in range(14):
        depth = rng.random()
        x, y = scene.across(rng.random()), scene.height * (0.86 + 0.13 * depth)
        wide = 22 + 95 * depth * rng.random()
        canvas.ellipse(x, y, wide, wide * 0.26, flat(lighter(color, 0.2), opacity=0.8))
        canvas.ellipse(
            x + wide * 0.04,
            y + wide * 0.05,
            wide * 0.9,
            wide * 0.21,
            Paint(color=darker(color, 0.5), bottom=darker(color, 0.22)),
        )


def red_planet(scene: Scene) -> None:
    """Dusty ground under a strange sky, with domes or a rover's tracks."""
    rng, canvas = scene.rng, scene.canvas
    soil = color_of(rng, ("c8693f", "b5566f", "9a7a4a", "6f8a7a"))
    planet(
        scene,
        x=scene.across(rng.uniform(0.55, 0.85)),
        y=scene.horizon * 0.36,
        radius=rng.uniform(60, 130),
        hue=rng.uniform(0, 360),
        ringed=rng.random() < 0.5,
    )
    for layer, distance in enumerate((0.62, 0.36)):
        range_of_peaks(
            scene,
            scene.horizon + 30 + layer * 60,
            swing=230 - layer * 70,
            color=darker(soil, 0.15),
            distance=distance,
        )
    hills(
        scene,
        scene.horizon + 130,
        swing=26,
        waves=1.2,
        paint=scene.paint(soil, distance=0.22, fade=0.1),
    )
    for _ in range(rng.randint(2, 4)):
        dome(
            scene, scene.across(rng.uniform(0.08, 0.92)), scene.horizon + 176, rng.uniform(46, 110)
        )
    foreground(scene, soil, top=scene.height * 0.8, path=False)
    boulders(scene, darker(soil, 0.25), count=5)
    canvas.glow(scene.across(0.5), scene.horizon + 60, 700, scene.light.sun, strength=0.16)


def dome(scene: Scene, x: float, foot: float, radius: float) -> None:
    """A glass house on foreign ground."""
    canvas = scene.canvas
    shell = smooth(
        [
            (x - radius, foot),
            (x - radius * 0.72, foot - radius * 0.66),
            (x, foot - radius * 0.95),
            (x + radius * 0.72, foot - radius * 0.66),
            (x + radius, foot),
        ],
        closed=False,
    )
    canvas.fill(shell, scene.solid(rgb("d8e6ec"), distance=0.2, reach=radius * 0.3))
    with canvas.inside(shell):
        for step in (-0.5, 0.0, 0.5):
            canvas.fill(
                limb([(x + radius * step, foot), (x + radius * step * 0.5, foot - radius)], (3, 3)),
                scene.paint(rgb("8fa3b5"), distance=0.2),
            )
        canvas.fill(ellipse(x, foot, radius * 0.5, radius * 0.3), flat(rgb("ffe3a0"), opacity=0.8))
    canvas.glow(x, foot - radius * 0.3, radius * 1.6, rgb("ffe3a0"), strength=0.25)


def cave(scene: Scene) -> None:
    """Rock all round, a bright opening behind, crystals that glow."""
    rng, canvas = scene.rng, scene.canvas
    hue = rng.choice((195, 290, 330, 160, 60))
    rock = from_hue(hue + 60, lightness=0.46, chroma=0.05)
    shine = from_hue(hue, lightness=0.82, chroma=0.12)
    canvas.fill(
        box(0, 0, scene.width, scene.height), Paint(color=lighter(shine, 0.6), bottom=shine)
    )
    x, y = scene.across(rng.uniform(0.36, 0.64)), scene.height * 0.46
    canvas.glow(x, y, 800, WHITE, strength=0.6)
    for layer in range(4):
        tone = darker(mix(rock, shine, 0.62 - layer * 0.2), layer * 0.1)
        rock_frame(scene, x=x, y=y, wide=0.2 + layer * 0.085, color=tone)
        if layer == 1:
            for _ in range(4):
                crystal(
                    scene,
                    scene.across(rng.uniform(0.2, 0.8)),
                    scene.height * 0.79,
                    rng.uniform(50, 90),
                    shine,
                )
    canvas.glow(x, y + 60, 900, shine, strength=0.22)
    foreground(scene, darker(rock, 0.2), top=scene.height * 0.81, path=False)
    for _ in range(9):
        share = rng.choice((rng.uniform(0.0, 0.3), rng.uniform(0.7, 1.0)))
        crystal(
            scene,
            scene.across(share),
            scene.height * rng.uniform(0.83, 0.98),
            rng.uniform(70, 190),
            shine,
        )


def rock_frame(scene: Scene, *, x: float, y: float, wide: float, color: Color) -> None:
    """A wall of rock with an opening around a point; stone teeth hang into it."""
    rng = scene.rng
    rx, ry, floor = scene.width * wide, scene.height * (0.12 + wide), scene.height * 0.8
    edge: Outline = [(x - rx * 1.08, floor + 300)]
    for step in range(19):
        angle = math.radians(190 + 160 * step / 18)
        far = rng.uniform(0.9, 1.1)
        tooth = rng.uniform(40, 150) * wide * 2 if step % 3 == 1 else 0.0
        edge.append((x + rx * far * math.cos(angle), y + ry * far * math.sin(angle) + tooth))
        if tooth:
            edge.append((edge[-1][0] + 22, edge[-1][1] - tooth))
    edge.append((x + rx * 1.08, floor + 300))
    frame = [
        (scene.width + 60, floor + 300),
        (scene.width + 60, -60.0),
        (-60.0, -60.0),
        (-60.0, floor + 300),
    ]
    paint = Paint(color=darker(color, 0.2), bottom=color, light=0.12, reach=22)
    scene.canvas.fill([*frame, *edge], paint)


def crystal(scene: Scene, x: float, foot: float, tall: float, color: Color) -> None:
    """A cluster of three glowing prisms."""
    rng, canvas = scene.rng, scene.canvas
    canvas.glow(x, foot - tall * 0.4, tall * 1.5, color, strength=0.4)
    for lean, size in ((-0.32, 0.62), (0.3, 0.7), (0.02, 1.0)):
        high, half = tall * size, tall * size * 0.14
        tip = (x + lean * high, foot - high)
        neck = (x + lean * high * 0.8, foot - high * 0.76)
        tone = mix(color, WHITE, rng.uniform(0.05, 0.3))
        canvas.fill(
            [
                (x - half, foot),
                (neck[0] - half, neck[1]),
                tip,
                (neck[0], neck[1] + half),
                (x, foot),
            ],
            Paint(color=lighter(tone, 0.3), bottom=tone),
        )
        canvas.fill(
            [
                (x, foot),
                (neck[0], neck[1] + half),
                tip,
                (neck[0] + half, neck[1]),
                (x + half, foot),
            ],
            Paint(color=darker(tone, 0.16), bottom=darker(tone, 0.4)),
        )


def above_clouds(scene: Scene) -> None:
    """A sea of cloud with floating islands of rock and grass."""
    rng = scene.rng
    for _ in range(rng.randint(2, 4)):
        float_island(
            scene,
            scene.across(rng.uniform(0.08, 0.92)),
            scene.height * rng.uniform(0.28, 0.6),
            rng.uniform(90, 210),
        )
    for layer in range(5):
        bank(scene, y=scene.height * (0.64 + layer * 0.062), near=layer / 4)


def bank(scene: Scene, *, y: float, near: float) -> None:
    """One rolling edge in a sea of clouds, filled to the lower edge."""
    rng = scene.rng
    puffs: list[Outline] = [box(-20, y, scene.width + 20, scene.height + 20)]
    x = -60.0
    while x < scene.width + 60:
        radius = rng.uniform(34, 88) * (0.55 + 0.75 * near)
        puffs.append(ellipse(x, y + radius * 0.25, radius * 1.25, radius))
        x += radius * rng.uniform(0.9, 1.5)
    crest = mix(mix(WHITE, scene.light.sun, 0.4), scene.light.haze, 0.5 - 0.4 * near)
    low = mix(crest, scene.light.middle, 0.45)
    scene.canvas.fill_all(puffs, Paint(color=crest, bottom=low, light=0.2, shade=0.08, reach=18))


def float_island(scene: Scene, x: float, y: float, half: float) -> None:
    """A piece of land that hangs in the air."""
    canvas, rng = scene.canvas, scene.rng
    rock = [
        (x - half, y),
        (x - half * 0.6, y + half * 0.45),
        (x - half * 0.2, y + half * 0.6),
        (x, y + half * 1.15),
        (x + half * 0.3, y + half * 0.5),
        (x + half * 0.7, y + half * 0.4),
        (x + half, y),
    ]
    canvas.fill(rock, scene.solid(rgb("8f7f86"), distance=0.25, reach=half * 0.2))
    canvas.fill(
        blob(rng, x, y, half * 1.02, half * 0.17, wobble=0.05),
        scene.solid(rgb("7fb56a"), distance=0.2, reach=10),
    )
