"""Below the surface: rays of light, coral, weed, fish, bubbles."""

from __future__ import annotations

from tasks_app.pipeline.providers.local.drawing.canvas import Paint, flat
from tasks_app.pipeline.providers.local.drawing.colors import (
    WHITE,
    darker,
    lighter,
    mix,
    rgb,
)
from tasks_app.pipeline.providers.local.drawing.curves import Outline, ellipse, limb
from tasks_app.pipeline.providers.local.scenery.relief import (
    color_of,
    hills,
    swathes,
)
from tasks_app.pipeline.providers.local.scenery.scene import Scene


def underwater(scene: Scene) -> None:
    """Below the surface: rays of light, coral, weed, fish, bubbles."""
    rng, canvas = scene.rng, scene.canvas
    deep = color_of(rng, ("0f5f86", "0f4f7f", "127a86"))
    seen = scene.light.on(deep)
    canvas.fill(
        [(0, 0), (scene.width, 0), (scene.width, scene.height), (0, scene.height)],
        Paint(color=lighter(seen, 0.5), bottom=darker(seen, 0.35)),
    )
    for _ in range(8):
        x, wide = scene.across(rng.uniform(-0.05, 1.0)), rng.uniform(50, 170)
        beam = [
            (x, -20),
            (x + wide, -20),
            (x + wide * 2 + 120, scene.height * 0.9),
            (x - wide * 0.2 + 60, scene.height * 0.9),
        ]
        canvas.fill(beam, flat(WHITE, opacity=0.09, blur=14))
    for layer, share in enumerate((0.55, 0.32, 0.12)):
        heights_color = mix(darker(seen, 0.1 + layer * 0.12), lighter(seen, 0.3), share)
        hills(
            scene,
            scene.height * (0.66 + layer * 0.06),
            swing=70 - layer * 12,
            waves=1.6,
            paint=Paint(color=heights_color, bottom=darker(heights_color, 0.15)),
        )
    school(scene, count=26)
    sand = scene.light.on(mix(rgb("e2cf9c"), deep, 0.28))
    floor = hills(
        scene,
        scene.height * 0.83,
        swing=18,
        waves=1.0,
        paint=Paint(color=sand, bottom=darker(sand, 0.3)),
    )
    swathes(scene, floor, sand, depth=150, count=24)
    reef(scene)
    bubbles(scene)


def school(scene: Scene, *, count: int) -> None:
    """Small fish that swim the same way."""
    rng = scene.rng
    color, way = rgb(rng.choice(("f7c15a", "f28a6a", "dfe9f5"))), rng.choice((-1, 1))
    x0, y0 = scene.across(rng.uniform(0.3, 0.7)), scene.height * rng.uniform(0.25, 0.5)
    fish: list[Outline] = []
    for _ in range(count):
        x, y, size = x0 + rng.gauss(0, 190), y0 + rng.gauss(0, 80), rng.uniform(10, 24)
        fish.append(ellipse(x, y, size, size * 0.42))
        fish.append(
            [
                (x - way * size * 0.7, y),
                (x - way * size * 1.5, y - size * 0.45),
                (x - way * size * 1.5, y + size * 0.45),
            ]
        )
    scene.canvas.fill_all(fish, Paint(color=color, shade=0.2, reach=6))


def reef(scene: Scene) -> None:
    """Corals and weed on the floor, mostly at the sides."""
    rng, canvas = scene.rng, scene.canvas
    colors = ("ef6f7f", "f5a25a", "c77fe0", "f2d06a", "4fc3b0", "f58ab5")
    for _ in range(20):
        share = rng.choice((rng.uniform(0.0, 0.3), rng.uniform(0.7, 1.0)))
        x, y = scene.across(share), scene.height * rng.uniform(0.84, 1.0)
        size, color = rng.uniform(60, 150), rgb(rng.choice(colors))
        shape = rng.choice(("fan", "weed", "tubes"))
        paint = Paint(color=scene.light.on(color), shade=0.25, light=0.15, reach=9)
        if shape == "weed":
            for step in range(3):
                root = x + step * 18
                canvas.fill(
                    limb(
                        [
                            (root, y),
                            (root + 16, y - size * 0.6),
                            (root - 12, y - size * 1.2),
                            (root + 10, y - size * 1.9),
                        ],
                        (14, 16, 12, 3),
                    ),
                    Paint(color=scene.light.on(rgb("3f9a6a")), shade=0.2, reach=6),
                )
        elif shape == "fan":
            canvas.fill_all(
                [
                    limb(
                        [
                            (x, y),
                            (x + lean * size * 0.4, y - size * 0.5),
                            (x + lean * size, y - size * (1.0 - abs(lean) * 0.3)),
                        ],
                        (15, 13, 9),
                    )
                    for lean in (-0.7, -0.35, 0.0, 0.35, 0.7)
                ],
                paint,
            )
        else:
            for dx, high in ((-0.3, 0.6), (0.0, 0.9), (0.32, 0.5)):
                canvas.fill(
                    limb([(x + dx * size, y), (x + dx * size, y - size * high)], (28, 32)), paint
                )
                canvas.ellipse(
                    x + dx * size,
                    y - size * high - 4,
                    13,
                    7,
                    flat(darker(scene.light.on(color), 0.35)),
                )


def bubbles(scene: Scene) -> None:
    """Strings of bubbles that rise."""
    rng = scene.rng
    for _ in range(5):
        x, y = scene.across(rng.random()), scene.height * rng.uniform(0.6, 0.9)
        for step in range(7):
            radius = rng.uniform(3, 10)
            px, py = x + rng.uniform(-18, 18), y - step * rng.uniform(34, 60)
            scene.canvas.ellipse(px, py, radius, radius, flat(WHITE, opacity=0.28))
            scene.canvas.ellipse(
                px - radius * 0.3,
                py - radius * 0.35,
                radius * 0.3,
                radius * 0.25,
                flat(WHITE, opacity=0.8),
            )
