"""Inside a wood: trunks in layers of mist, shafts of light, ferns; and the jungle."""

from __future__ import annotations

from tasks_app.pipeline.providers.local.drawing.canvas import Paint, flat
from tasks_app.pipeline.providers.local.drawing.colors import (
    Color,
    darker,
    lighter,
    mix,
    rgb,
    turned,
)
from tasks_app.pipeline.providers.local.drawing.curves import Outline, blob, limb
from tasks_app.pipeline.providers.local.scenery import plants
from tasks_app.pipeline.providers.local.scenery.relief import (
    LEAVES,
    boulders,
    color_of,
    foreground,
    hills,
    season_of,
)
from tasks_app.pipeline.providers.local.scenery.scene import Scene


def forest(scene: Scene) -> None:
    """Trunks behind trunks, the farthest nearly mist."""
    rng, season = scene.rng, season_of(scene)
    leaf = color_of(rng, ("3f7d5c", "4c8a4e", "2f6f68") if season == "summer" else LEAVES[season])
    floor = mix(leaf, rgb("6b5a3a"), 0.35)
    for layer, distance in enumerate((0.78, 0.6, 0.42, 0.22)):
        base = scene.height * (0.6 + layer * 0.055)
        canopy(scene, leaf, y=scene.height * (0.30 - layer * 0.055), distance=distance)
        trunks(
            scene, foot=base + 40, thick=16 + layer * 13, count=15 - layer * 3, distance=distance
        )
        hills(
            scene, base, swing=14, waves=1.0, paint=scene.paint(floor, distance=distance, fade=0.1)
        )
    shafts(scene)
    foreground(scene, floor, top=scene.height * 0.81, path=rng.random() < 0.6)
    ferns(scene, leaf, top=scene.height * 0.82)
    near_trunks(scene, leaf)
    plants.tufts(scene, leaf, top=scene.height * 0.84, count=50)
    mushrooms(scene)


def trunks(scene: Scene, *, foot: float, thick: float, count: int, distance: float) -> None:
    """Straight stems that leave the picture at the top."""
    rng = scene.rng
    stems: list[Outline] = []
    for _ in range(count):
        x, wide = scene.across(rng.random()), thick * rng.uniform(0.7, 1.3)
        lean = rng.uniform(-18, 18)
        stems.append(
            limb([(x, foot + rng.uniform(-6, 12)), (x + lean, -40)], (wide * 1.25, wide * 0.75))
        )
        if rng.random() < 0.6:
            y = foot * rng.uniform(0.25, 0.6)
            side = rng.choice((-1, 1))
            stems.append(
                limb(
                    [(x + lean * 0.5, y), (x + side * wide * 3.4, y - wide * 2.6)],
                    (wide * 0.42, wide * 0.12),
                )
            )
    bark = rgb("5d4a45")
    seen = scene.light.on(bark, distance=distance)
    paint = Paint(
        color=seen, bottom=darker(seen, 0.16), light=0.18 * (1 - distance), reach=thick * 0.4
    )
    scene.canvas.fill_all(stems, paint)


def canopy(scene: Scene, color: Color, *, y: float, distance: float) -> None:
    """A ragged roof of leaves along the upper edge."""
    rng = scene.rng
    puffs: list[Outline] = []
    x = -80.0
    while x < scene.width + 80:
        puffs.append(
            blob(rng, x, y * rng.uniform(0.2, 0.9), rng.uniform(90, 170), rng.uniform(60, 120))
        )
        x += rng.uniform(60, 120)
    puffs.append([(-10, -10), (scene.width + 10, -10), (scene.width + 10, y * 0.5), (-10, y * 0.5)])
    seen = scene.light.on(color, distance=distance)
    scene.canvas.fill_all(
        puffs, Paint(color=darker(seen, 0.12), bottom=lighter(seen, 0.06), shade=0.1, reach=20)
    )


def shafts(scene: Scene) -> None:
    """Slanting light that falls through the leaves."""
    rng = scene.rng
    strength = 0.09 if scene.light.is_dark else 0.17
    for _ in range(rng.randint(4, 7)):
        x, wide = scene.across(rng.uniform(0.0, 0.95)), rng.uniform(40, 150)
        drop, slant = scene.height * rng.uniform(0.75, 0.95), rng.uniform(160, 300)
        beam = [
            (x, -20),
            (x + wide * 0.6, -20),
            (x + wide * 1.5 + slant, drop),
            (x + slant - wide * 0.4, drop),
        ]
        scene.canvas.fill(beam, flat(scene.light.sun, opacity=strength, blur=12))


def ferns(scene: Scene, color: Color, *, top: float) -> None:
    """Fans of fronds on the ground at the sides."""
    rng = scene.rng
    for _ in range(12):
        share = rng.choice((rng.uniform(0.0, 0.32), rng.uniform(0.68, 1.0)))
        x, y = scene.across(share), top + rng.uniform(-4, 120)
        size = 40 + (y - top) * 0.5
        fronds = []
        for step in range(-3, 4):
            tip = (x + step * size * 0.42, y - size * (1.25 - abs(step) * 0.22))
            middle = (x + step * size * 0.16, y - size * 0.75)
            fronds.append(limb([(x, y), middle, tip], (size * 0.06, size * 0.2, 2)))
        tone = turned(color, rng.uniform(-12, 16))
        scene.canvas.fill_all(fronds, scene.solid(tone, reach=size * 0.1))


def near_trunks(scene: Scene, leaf: Color) -> None:
    """One or two dark stems that frame the view."""
    rng = scene.rng
    sides = rng.choice((((0.03,), (0.97,)), ((0.05,),), ((0.95,),)))
    for (share,) in sides:
        x, wide = scene.across(share + rng.uniform(-0.02, 0.02)), rng.uniform(110, 170)
        bark = darker(scene.light.on(rgb("4f3d3a")), 0.15)
        stem = limb(
            [(x, scene.height * 0.98), (x + rng.uniform(-20, 20), 500), (x, -60)],
            (wide * 1.3, wide * 0.85, wide * 0.8),
        )
        scene.canvas.fill(stem, Paint(color=bark, light=0.2, shade=0.25, reach=26))
        root = limb(
            [(x, scene.height * 0.93), (x + wide * 0.9, scene.height * 0.99)],
            (wide * 0.4, wide * 0.1),
        )
        scene.canvas.fill(root, Paint(color=bark))
        plants.shrub(scene, x - 20, scene.height * 0.97, 190, darker(leaf, 0.2))


def mushrooms(scene: Scene) -> None:
    """Two or three fly agarics beside the path."""
    rng, canvas = scene.rng, scene.canvas
    for _ in range(rng.randint(0, 4)):
        share = rng.choice((rng.uniform(0.08, 0.3), rng.uniform(0.7, 0.92)))
        x, y, size = (
            scene.across(share),
            scene.height * rng.uniform(0.86, 0.96),
            rng.uniform(14, 26),
        )
        canvas.fill(
            limb([(x, y), (x, y - size)], (size * 0.5, size * 0.36)),
            scene.solid(rgb("f1e6d2"), reach=4),
        )
        cap = [
            (x - size, y - size * 0.8),
            (x - size * 0.6, y - size * 1.5),
            (x, y - size * 1.75),
            (x + size * 0.6, y - size * 1.5),
            (x + size, y - size * 0.8),
        ]
        canvas.fill(cap, scene.solid(rgb("d8503f"), reach=7))
        for dx, dy in ((-0.4, 1.1), (0.15, 1.4), (0.5, 1.0)):
            canvas.ellipse(
                x + dx * size, y - dy * size, size * 0.12, size * 0.1, flat(rgb("fff4e4"))
            )


def jungle(scene: Scene) -> None:
    """Palms in the mist, hanging lianas, broad leaves close by."""
    rng = scene.rng
    leaf = color_of(rng, ("2f8f5f", "3f9a4e", "1f7f6a"))
    for layer, distance in enumerate((0.72, 0.5, 0.28)):
        base = scene.height * (0.58 + layer * 0.075)
        hills(
            scene, base, swing=26, waves=1.3, paint=scene.paint(leaf, distance=distance, fade=0.12)
        )
        for _ in range(9 - layer * 2):
            tree = rng.choice((plants.palm, plants.palm, plants.round_tree))
            tree(
                scene,
                scene.across(rng.random()),
                base + 26,
                rng.uniform(190, 330) + layer * 70,
                turned(leaf, rng.uniform(-14, 20)),
                distance=distance,
            )
    canopy(scene, darker(leaf, 0.1), y=scene.height * 0.16, distance=0.18)
    lianas(scene, leaf)
    shafts(scene)
    foreground(
        scene, mix(leaf, rgb("7a6a3c"), 0.3), top=scene.height * 0.81, path=rng.random() < 0.5
    )
    ferns(scene, leaf, top=scene.height * 0.83)
    boulders(scene, rgb("6f7a72"), count=2)
    plants.framing_leaves(scene, leaf)


def lianas(scene: Scene, color: Color) -> None:
    """Creepers that sag from the canopy."""
    rng = scene.rng
    lines = []
    for _ in range(6):
        x, span = scene.across(rng.uniform(-0.05, 0.95)), rng.uniform(160, 420)
        sag = rng.uniform(80, 230)
        lines.append(limb([(x, -10), (x + span * 0.5, sag), (x + span, -10)], (9, 7, 9)))
    scene.canvas.fill_all(lines, scene.paint(darker(color, 0.25), distance=0.12))
