"""What things are made of, and paints for it."""

from __future__ import annotations

from random import Random

from tasks_app.pipeline.providers.local.drawing.canvas import Paint, flat
from tasks_app.pipeline.providers.local.drawing.colors import Color, from_hue, lighter, rgb
from tasks_app.pipeline.providers.local.drawing.curves import Outline, limb
from tasks_app.pipeline.providers.local.drawing.pen import Pen

WOOD = rgb("a06a40")
DARK_WOOD = rgb("6b4630")
IRON = rgb("59616f")
STEEL = rgb("aeb9c6")
GOLD = rgb("e9bb4c")
PAPER = rgb("f6ecd6")
GLASS = rgb("d7eef5")
INK = rgb("33293a")
WHITE = rgb("ffffff")
RED = rgb("d0493f")
GREEN = rgb("5aa15a")


def body(color: Color, *, reach: float = 14) -> Paint:
    """A matt body."""
    return Paint(color=color, shade=0.24, light=0.18, reach=reach)


def metal(color: Color, *, reach: float = 12) -> Paint:
    """A body that shines."""
    return Paint(color=color, shade=0.36, light=0.42, reach=reach)


def lively(rng: Random, *, lightness: float = 0.62, chroma: float = 0.13) -> Color:
    """A strong color by chance."""
    return from_hue(
        rng.choice((20, 45, 80, 140, 175, 215, 255, 295, 340)) + rng.uniform(-8, 8),
        lightness=lightness,
        chroma=chroma,
    )


def shine(pen: Pen, points: Outline, *, width: float = 8, opacity: float = 0.6) -> None:
    """A bright streak where glass or lacquer reflects the sky."""
    pen.fill(limb(points, (width * 0.3, width, width * 0.3)), flat(WHITE, opacity=opacity))


def lit(color: Color) -> Paint:
    """A surface that glows from below."""
    return Paint(color=lighter(color, 0.5), bottom=color)
