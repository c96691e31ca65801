"""Skies: gradient, sun or moon, stars, clouds, birds."""

from __future__ import annotations

from random import Random

import numpy as np
from PIL import Image

from tasks_app.pipeline.providers.local.drawing.canvas import Canvas, Paint, flat
from tasks_app.pipeline.providers.local.drawing.colors import WHITE, Color, mix, rgb
from tasks_app.pipeline.providers.local.drawing.curves import Outline, ellipse, limb, smooth
from tasks_app.pipeline.providers.local.scenery.light import Light
from tasks_app.pipeline.providers.local.scenery.scene import Scene


def sky_picture(size: tuple[int, int], light: Light, *, horizon: float) -> Image.Image:
    """The bare gradient, from the zenith to the horizon (a share of the height)."""
    width, height = size
    y = np.linspace(0, 1 / max(horizon, 0.05), height)
    stops = (0.0, 0.5, 1.0, 1.35)
    colors = (light.zenith, light.middle, light.haze, light.haze)
    column = np.stack(
        [np.interp(y, stops, [color[part] for color in colors]) for part in range(3)], axis=1
    )
    rows = np.broadcast_to(column.round().astype(np.uint8)[:, None, :], (height, width, 3))
    return Image.fromarray(np.ascontiguousarray(rows))


def paint_sky(scene: Scene) -> None:
    """Everything above the land, as the hour wants it."""
    if scene.light.is_dark and scene.light.hour != "storm":
        stars(scene.canvas, scene.rng, floor=scene.horizon, count=170)
    orb(scene)
    if scene.light.hour == "night":
        wisps(scene, count=3, opacity=0.10)
    else:
        clouds(scene)
    if scene.light.hour in {"day", "dawn", "sunset"} and scene.rng.random() < 0.55:
        birds(scene)


def orb(scene: Scene) -> None:
    """The sun or the moon with its glow; hidden in storm and mist."""
    light, rng, canvas = scene.light, scene.rng, scene.canvas
    x = scene.across(rng.choice((rng.uniform(0.12, 0.36), rng.uniform(0.62, 0.88))))
    if light.hour in {"storm", "mist"}:
        canvas.glow(x, scene.horizon * 0.5, 560, light.sun, strength=0.32)
        return
    if light.hour == "night":
        moon(
            canvas, light, x=x, y=scene.horizon * rng.uniform(0.2, 0.42), radius=rng.uniform(44, 74)
        )
        return
    low = {"sunset": 0.86, "dawn": 0.8, "dusk": 0.94, "ember": 0.7}.get(light.hour, 0.26)
    y = scene.horizon * (low + rng.uniform(-0.08, 0.05))
    radius = rng.uniform(50, 92) if low > 0.5 else rng.uniform(36, 52)
    canvas.glow(x, y, 900, light.sun, strength=0.42)
    canvas.glow(x, y, radius * 4.2, light.sun, strength=0.5)
    canvas.ellipse(x, y, radius, radius, flat(mix(light.sun, WHITE, 0.45)))


def moon(canvas: Canvas, light: Light, *, x: float, y: float, radius: float) -> None:
    """A pale disc with a few seas."""
    canvas.glow(x, y, radius * 7, light.sun, strength=0.34)
    canvas.glow(x, y, radius * 2.6, light.sun, strength=0.4)
    disc = mix(light.sun, rgb("fff6df"), 0.6)
    canvas.ellipse(x, y, radius, radius, Paint(color=disc, shade=0.12, reach=radius * 0.5))
    sea = flat(mix(disc, light.middle, 0.22))
    with canvas.inside(ellipse(x, y, radius, radius)):
        canvas.ellipse(x - radius * 0.3, y - radius * 0.2, radius * 0.3, radius * 0.26, sea)
        canvas.ellipse(x + radius * 0.3, y + radius * 0.28, radius * 0.22, radius * 0.2, sea)
        canvas.ellipse(x + radius * 0.34, y - radius * 0.42, radius * 0.13, radius * 0.12, sea)


def stars(canvas: Canvas, rng: Random, *, floor: float, count: int) -> None:
    """Small stars, denser towards the zenith, a few of them bright."""
    small: list[Outline] = []
    for _ in range(count):
        y = floor * (rng.random() ** 1.5)
        small.append(ellipse(rng.uniform(0, canvas.width), y, *(2 * [rng.uniform(0.8, 2.1)])))
    half = len(small) // 2
    canvas.fill_all(small[:half], flat(WHITE, opacity=0.55))
    canvas.fill_all(small[half:], flat(WHITE, opacity=0.9))
    for _ in range(count // 22):
        x, y = rng.uniform(0, canvas.width), floor * 0.8 * rng.random()
        canvas.glow(x, y, 22, rgb("bcd2ff"), strength=0.6)
        canvas.ellipse(x, y, 3, 3, flat(WHITE))


def clouds(scene: Scene) -> None:
    """Heaped clouds by day, long ones when the sun is low, a ceiling in a storm."""
    hour = scene.light.hour
    if hour in {"sunset", "dusk", "ember"}:
        wisps(scene, count=scene.rng.randint(5, 9), opacity=0.5)
    elif hour == "storm":
        ceiling(scene)
    elif hour == "mist":
        wisps(scene, count=4, opacity=0.35)
    else:
        for _ in range(scene.rng.randint(3, 6)):
            heap(
                scene,
                x=scene.across(scene.rng.uniform(-0.05, 1.05)),
                y=scene.horizon * scene.rng.uniform(0.14, 0.72),
            )


def heap(scene: Scene, *, x: float, y: float) -> None:
    """A cloud of several puffs with a flat, fading underside."""
    rng, light = scene.rng, scene.light
    size = rng.uniform(0.5, 1.25) * (0.6 + 0.7 * (1 - y / scene.horizon))
    puffs = [ellipse(x, y, 150 * size, 26 * size)]
    for step in range(5):
        offset = (step - 2) * 52 * size + rng.uniform(-14, 14)
        radius = (64 - abs(step - 2) * 15) * size * rng.uniform(0.8, 1.15)
        puffs.append(ellipse(x + offset, y - radius * 0.55, radius, radius * 0.92))
    top, low = mix(WHITE, light.sun, 0.35), mix(light.haze, light.middle, 0.35)
    paint = Paint(color=top, bottom=low, shade=0.06, reach=20 * size, opacity=0.9)
    scene.canvas.fill_all(
        [[(px, min(py, y + 14 * size)) for px, py in puff] for puff in puffs], paint
    )


def wisps(scene: Scene, *, count: int, opacity: float) -> None:
    """Long thin clouds, lit from the horizon."""
    rng, light = scene.rng, scene.light
    for _ in range(count):
        x, y = scene.across(rng.uniform(-0.1, 1.0)), scene.horizon * rng.uniform(0.12, 0.9)
        length, thick = rng.uniform(220, 620), rng.uniform(8, 26)
        near = y / scene.horizon
        color = mix(mix(light.middle, WHITE, 0.35), light.sun, near * 0.7)
        bars = [
            limb(
                [(x, y), (x + length * 0.5, y - thick * 0.3), (x + length, y)],
                (2, thick, 2),
            ),
            limb(
                [
                    (x + length * 0.2, y + thick * 0.55),
                    (x + length * 0.62, y + thick * 0.5),
                    (x + length * 0.95, y + thick * 0.5),
                ],
                (1, thick * 0.7, 1),
            ),
        ]
        scene.canvas.fill_all(bars, flat(color, opacity=opacity * rng.uniform(0.6, 1)))


def ceiling(scene: Scene) -> None:
    """Heavy layers of cloud that hang from the upper edge."""
    rng, light = scene.rng, scene.light
    for layer in range(4):
        floor = scene.horizon * (0.62 - layer * 0.14)
        points = [(-60.0, -60.0)]
        x = -60.0
        while x < scene.width + 200:
            points.append((x, floor + rng.uniform(-34, 34)))
            x += rng.uniform(110, 240)
        points.append((scene.width + 260, -60.0))
        dark = mix(light.zenith, light.middle, 0.75 - layer * 0.22)
        scene.canvas.fill(smooth(points), Paint(color=light.zenith, bottom=dark, opacity=0.75))


def birds(scene: Scene) -> None:
    """A small flock far away."""
    rng = scene.rng
    x0, y0 = scene.across(rng.uniform(0.2, 0.75)), scene.horizon * rng.uniform(0.25, 0.5)
    color: Color = mix(scene.light.zenith, (20, 20, 40), 0.5)
    wings: list[Outline] = []
    for place in range(rng.randint(4, 8)):
        x, y = x0 + place * rng.uniform(26, 44), y0 + rng.uniform(-34, 34)
        span = rng.uniform(8, 15)
        for side in (-1, 1):
            tip = [
                (x, y),
                (x + side * span * 0.5, y - span * 0.5),
                (x + side * span, y - span * 0.2),
            ]
            wings.append(limb(tip, (3.2, 2.4, 0.8), steps=4))
    scene.canvas.fill_all(wings, flat(color, opacity=0.75))
