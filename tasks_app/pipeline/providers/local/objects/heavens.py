"""The earth and what is seen in the sky above it."""

from __future__ import annotations

from random import Random

from tasks_app.pipeline.providers.local.drawing.canvas import Paint, flat
from tasks_app.pipeline.providers.local.drawing.colors import darker, lighter, rgb
from tasks_app.pipeline.providers.local.drawing.curves import (
    arc,
    blob,
    ellipse,
    limb,
    points,
    smooth,
    star,
)
from tasks_app.pipeline.providers.local.drawing.pen import Pen
from tasks_app.pipeline.providers.local.objects.materials import (
    GOLD,
    body,
    lively,
    metal,
    shine,
)
from tasks_app.pipeline.providers.local.objects.treasures import sparkle


def globe(pen: Pen, rng: Random) -> None:
    """The earth on a stand."""
    pen.fill(limb(arc(0, -12, 88, 88, start=-60, end=120), (9, 9)), metal(GOLD, reach=4))
    pen.fill(limb([(0, 74), (0, 94)], (13, 13)), metal(GOLD, reach=4))
    pen.fill(smooth(points("-48,100 -30,86 30,86 48,100"), closed=False), body(rgb("6b4630")))
    sphere = ellipse(0, -12, 76, 76)
    pen.fill(sphere, Paint(color=rgb("5aa9d8"), bottom=rgb("3f7fb8")))
    with pen.inside(sphere):
        lands = [
            blob(rng, x, y, rx, ry, wobble=0.3)
            for x, y, rx, ry in (
                (-36, -46, 32, 23),
                (-20, 14, 18, 34),
                (36, -30, 34, 27),
                (46, 24, 18, 15),
            )
        ]
        pen.fill_all(lands, flat(rgb("7fbf6a")))
        pen.ellipse(36, 34, 90, 90, flat(rgb("1f2f5f"), opacity=0.18, blur=14))
    shine(pen, [(-54, -28), (-44, -56), (-18, -74)], width=10)


def planet(pen: Pen, rng: Random) -> None:
    """A planet with a ring."""
    color = lively(rng, lightness=0.68)
    pen.fill(limb(arc(0, 0, 100, 26, start=180, end=360), (12, 12)), flat(lighter(color, 0.4)))
    sphere = ellipse(0, 0, 66, 66)
    pen.fill(sphere, body(color, reach=26))
    with pen.inside(sphere):
        pen.fill_all(
            [
                limb([(-80, y), (0, y + 10), (80, y - 4)], (w,) * 3)
                for y, w in ((-34, 11), (-8, 15), (26, 9))
            ],
            flat(darker(color, 0.16), opacity=0.7),
        )
    pen.fill(
        limb(arc(0, 0, 100, 26, start=0, end=180), (13, 13)),
        Paint(color=lighter(color, 0.5), shade=0.15, reach=4),
    )


def moon(pen: Pen, _rng: Random) -> None:
    """A crescent with two stars."""
    pen.glow(0, 0, 130, rgb("ffe9a8"), strength=0.5)
    outer = arc(-6, 0, 90, 90, start=40, end=320)
    inner = arc(28, 0, 70, 72, start=310, end=50)
    pen.fill(
        [*outer, *inner], Paint(color=rgb("ffe9a8"), bottom=rgb("f5cf6a"), shade=0.15, reach=12)
    )
    sparkle(pen, 44, -20, 22)
    sparkle(pen, 70, 34, 13)


def sun(pen: Pen, _rng: Random) -> None:
    """A friendly sun."""
    pen.glow(0, 0, 150, rgb("ffd35c"), strength=0.6)
    pen.fill(star(0, 0, 98, 66, points=14), body(rgb("f7b23c"), reach=8))
    pen.ellipse(
        0, 0, 62, 62, Paint(color=rgb("ffe59a"), bottom=rgb("fcc64c"), shade=0.12, reach=14)
    )


def gold_star(pen: Pen, _rng: Random) -> None:
    """A plump star."""
    pen.glow(0, 0, 130, rgb("ffe28a"), strength=0.5)
    pen.fill(smooth(star(0, 6, 98, 52, points=5), steps=4), metal(rgb("f6c544"), reach=20))
    shine(pen, [(-30, -10), (-14, -34), (0, -56)], width=9)
