"""Tools, weapons and what is held in one hand."""

from __future__ import annotations

from random import Random

from tasks_app.pipeline.providers.local.drawing.canvas import Paint, flat
from tasks_app.pipeline.providers.local.drawing.colors import darker, lighter, rgb
from tasks_app.pipeline.providers.local.drawing.curves import (
    Outline,
    arc,
    box,
    limb,
    points,
    smooth,
    star,
)
from tasks_app.pipeline.providers.local.drawing.pen import Pen
from tasks_app.pipeline.providers.local.objects.materials import (
    DARK_WOOD,
    GOLD,
    IRON,
    STEEL,
    WOOD,
    body,
    lively,
    metal,
)


def hammer(pen: Pen, rng: Random) -> None:
    """A claw hammer."""
    pen.fill(limb([(0, -40), (0, 96)], (17, 21)), body(WOOD, reach=5))
    pen.fill(box(-12, 40, 12, 98, round_by=8), body(lively(rng, lightness=0.5), reach=5))
    pen.fill(
        smooth(points("-66,-52 -60,-84 -20,-80 40,-80 70,-92 62,-56 30,-44 -30,-46"), steps=4),
        metal(STEEL),
    )


def wrench(pen: Pen, _rng: Random) -> None:
    """A spanner."""
    jaw: Outline = points(
        "-34,-100 -16,-92 -14,-62 14,-62 16,-92 34,-100 44,-66 18,-34 14,74 -14,74 -18,-34 -44,-66"
    )
    pen.fill(smooth(jaw, steps=3), metal(STEEL))
    pen.ellipse(0, 78, 24, 24, metal(STEEL))
    pen.ellipse(0, 78, 10, 10, flat(darker(STEEL, 0.5)))


def sword(pen: Pen, rng: Random) -> None:
    """A long straight blade."""
    pen.fill(points("0,-100 11,-84 10,44 -10,44 -11,-84"), metal(STEEL, reach=5))
    pen.fill(points("0,-98 0,44 -10,44 -11,-84"), flat(lighter(STEEL, 0.45)))
    pen.fill(limb([(-38, 50), (0, 44), (38, 50)], (11, 13, 11)), metal(GOLD, reach=4))
    pen.fill(limb([(0, 50), (0, 84)], (13, 13)), body(rgb("6a3f34"), reach=3))
    pen.ellipse(0, 92, 11, 11, metal(lively(rng, lightness=0.55), reach=4))


def shield(pen: Pen, rng: Random) -> None:
    """A shield with a sign."""
    color = lively(rng, lightness=0.5)
    half: Outline = points("0,-94 76,-80 76,-6 50,58 0,98")
    rim = [*half, *[(-x, y) for x, y in half[::-1][1:-1]]]
    pen.fill(rim, metal(GOLD, reach=9))
    pen.fill([(x * 0.86, y * 0.87 + 1) for x, y in rim], body(color, reach=16))
    with pen.inside([(x * 0.86, y * 0.87 + 1) for x, y in rim]):
        pen.fill(box(-100, -100, 0, 100), flat(lighter(color, 0.18), opacity=0.7))
    pen.fill(star(0, -6, 40, 17, points=rng.choice((4, 5, 8))), metal(GOLD, reach=6))


def staff(pen: Pen, rng: Random) -> None:
    """A long staff that ends in a glowing stone."""
    color = lively(rng, lightness=0.74)
    pen.fill(limb([(0, 132), (1, 20), (-1, -70)], (7, 8, 9)), body(DARK_WOOD, reach=2.5))
    pen.fill(limb([(-1, -68), (-15, -84), (-9, -102)], (8, 7, 4)), body(DARK_WOOD, reach=2))
    pen.fill(limb([(-1, -68), (14, -82), (10, -102)], (8, 7, 4)), body(DARK_WOOD, reach=2))
    pen.glow(0, -92, 42, color, strength=0.7)
    pen.ellipse(
        0,
        -92,
        11,
        12,
        Paint(color=lighter(color, 0.4), bottom=color, shade=0.2, light=0.4, reach=4),
    )


def cane(pen: Pen, _rng: Random) -> None:
    """A walking stick with a bent handle."""
    stick = points("0,104 -2,20 0,-58 4,-84 26,-98 46,-84 46,-62")
    pen.fill(limb(stick, (9, 11, 12, 13, 13, 13, 13)), body(DARK_WOOD, reach=4))
    pen.fill(box(-7, 92, 7, 104, round_by=3), metal(IRON, reach=2))
    rings = [box(-9, y, 9, y + 5, round_by=2) for y in (-40, -28)]
    pen.fill_all(rings, metal(GOLD, reach=2))


def fork(pen: Pen, _rng: Random) -> None:
    """A hay fork."""
    pen.fill(limb([(0, 140), (0, -46)], (7, 7)), body(WOOD, reach=2))
    tines = [limb(arc(0, -64, 19, 22, start=0, end=180), (5, 5))]
    tines += [limb([(x, -64), (x, -102)], (5, 2)) for x in (-19, 0, 19)]
    pen.fill_all(tines, metal(IRON, reach=2))


def brush(pen: Pen, rng: Random) -> None:
    """A paint brush full of color."""
    color = lively(rng)
    pen.fill(limb([(0, -18), (0, 98)], (15, 7)), body(WOOD, reach=4))
    pen.fill(box(-13, -42, 13, -12, round_by=3), metal(STEEL, reach=4))
    pen.fill(smooth(points("-15,-42 15,-42 20,-66 0,-100 -18,-66"), steps=5), body(color, reach=7))
