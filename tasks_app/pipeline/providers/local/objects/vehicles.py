"""What people travel in."""

from __future__ import annotations

from random import Random

from tasks_app.pipeline.providers.local.drawing.canvas import Paint, flat
from tasks_app.pipeline.providers.local.drawing.colors import darker, lighter, mix, rgb
from tasks_app.pipeline.providers.local.drawing.curves import (
    Outline,
    box,
    ellipse,
    limb,
    points,
    smooth,
    symmetric,
)
from tasks_app.pipeline.providers.local.drawing.pen import Pen
from tasks_app.pipeline.providers.local.objects.materials import (
    GOLD,
    IRON,
    RED,
    STEEL,
    WHITE,
    WOOD,
    body,
    lit,
    lively,
    metal,
)


def rocket(pen: Pen, rng: Random) -> None:
    """A rocket taking off."""
    color = lively(rng, lightness=0.55)
    pen.glow(0, 90, 90, rgb("ffb04a"), strength=0.7)
    pen.fill(
        smooth(points("-20,58 20,58 14,84 0,106 -14,84"), steps=5),
        Paint(color=rgb("ffe08a"), bottom=rgb("f2622f")),
    )
    for side in (-1, 1):
        pen.fill(
            smooth([(side * 26, 6), (side * 64, 50), (side * 60, 76), (side * 24, 56)], steps=5),
            body(color, reach=9),
        )
    hull = smooth(points("0,-104 30,-62 38,-8 30,52 -30,52 -38,-8 -30,-62"), steps=6)
    pen.fill(hull, body(rgb("f3f1ea"), reach=18))
    with pen.inside(hull):
        pen.fill(box(-60, -110, 60, -58), body(color, reach=10))
        pen.fill(box(-60, 30, 60, 44), flat(color))
    pen.ellipse(0, -22, 20, 20, metal(STEEL, reach=5))
    pen.ellipse(0, -22, 13, 13, Paint(color=rgb("8fd0ec"), bottom=rgb("4f8fc0")))


def boat(pen: Pen, rng: Random) -> None:
    """A sailing boat."""
    pen.fill(limb([(0, -100), (0, 50)], (7, 8)), body(WOOD, reach=3))
    pen.fill(smooth(points("8,-92 50,-30 74,34 8,36"), steps=5), body(rgb("fdf4e2"), reach=12))
    pen.fill(
        smooth(points("-8,-74 -44,-10 -56,34 -8,36"), steps=5),
        body(lively(rng, lightness=0.7), reach=10),
    )
    pen.fill(
        smooth(points("-92,48 0,56 98,42 66,92 -60,94"), steps=5), body(lively(rng, lightness=0.5))
    )
    pen.fill(limb([(-86, 54), (0, 62), (92, 49)], (8, 8, 8)), body(lighter(WOOD, 0.2), reach=3))


def car(pen: Pen, rng: Random) -> None:
    """A small round car."""
    color = lively(rng, lightness=0.6)
    pen.fill(smooth(points("-58,10 -44,-44 10,-52 46,-34 66,10"), steps=5), body(color))
    pen.fill_all(
        [points("-46,2 -36,-34 -4,-38 -4,2"), points("6,-38 34,-28 50,2 6,2")],
        Paint(color=rgb("cfeaf5"), bottom=rgb("8fbfd8")),
    )
    pen.fill(
        smooth(points("-100,56 -96,14 -60,0 60,0 98,20 100,56"), steps=5), body(color, reach=18)
    )
    pen.fill(box(-102, 50, 102, 64, round_by=7), metal(STEEL, reach=5))
    pen.ellipse(88, 28, 12, 12, lit(rgb("ffe08a")))
    for x in (-54, 56):
        pen.ellipse(x, 64, 31, 31, body(rgb("33333d"), reach=8))
        pen.ellipse(x, 64, 15, 15, metal(STEEL, reach=5))


def train(pen: Pen, rng: Random) -> None:
    """A steam engine."""
    color = lively(rng, lightness=0.48)
    pen.fill_all(
        [ellipse(x, y, r, r) for x, y, r in ((-48, -84, 15), (-26, -96, 19), (4, -98, 15))],
        flat(WHITE, opacity=0.8),
    )
    pen.fill(points("-64,-62 -36,-62 -42,-14 -58,-14"), body(IRON))
    pen.fill(box(-90, -20, 34, 50, round_by=26), body(color, reach=18))
    pen.fill(box(24, -64, 94, 52, round_by=8), body(darker(color, 0.12)))
    pen.fill(box(38, -48, 80, -8, round_by=5), Paint(color=rgb("ffe9b0"), bottom=rgb("f5c56a")))
    pen.fill(box(16, -76, 102, -60, round_by=6), body(RED, reach=5))
    pen.fill_all([box(x - 5, -20, x + 5, 50) for x in (-48, -4)], metal(GOLD, reach=3))
    pen.fill(box(-98, 46, 98, 62, round_by=5), body(IRON, reach=5))
    for x, r in ((-66, 23), (-18, 23), (52, 34)):
        pen.ellipse(x, 98 - r, r, r, body(RED, reach=7))
        pen.ellipse(x, 98 - r, r * 0.5, r * 0.5, metal(GOLD, reach=4))


def balloon(pen: Pen, rng: Random) -> None:
    """A hot-air balloon."""
    color = lively(rng)
    right: Outline = points("0,-102 56,-82 72,-32 46,20 18,46 0,48")
    envelope = symmetric(right, steps=6)
    pen.fill_all([limb([(x * 1.2, 40), (x, 74)], (3, 3)) for x in (-17, 17)], flat(rgb("6b4630")))
    pen.fill(envelope, body(color, reach=24))
    with pen.inside(envelope):
        for x in (-44, 0, 44):
            stripe = smooth([(x * 0.1, -104), (x + 11, -30), (x * 0.4, 50), (x - 11, -30)], steps=5)
            pen.fill(stripe, Paint(color=mix(color, WHITE, 0.75), shade=0.2, reach=12, opacity=0.9))
    pen.fill(box(-20, 70, 20, 102, round_by=6), body(rgb("b5854f"), reach=6))


def plane(pen: Pen, rng: Random) -> None:
    """A propeller plane, seen from the side."""
    color = lively(rng, lightness=0.58)
    pen.fill(smooth(points("-98,-46 -70,-44 -50,6 -82,8"), steps=4), body(darker(color, 0.12)))
    pen.fill(
        smooth(points("-96,4 -40,-20 40,-30 88,-14 92,14 50,36 -30,30"), steps=5),
        body(color, reach=18),
    )
    pen.fill(
        smooth([(4, -26), (34, -52), (58, -24)], steps=5, closed=False),
        Paint(color=rgb("d4eef8"), bottom=rgb("8fbfd8")),
    )
    pen.fill(
        smooth(points("-30,6 44,6 10,30 -60,34"), steps=4), body(lighter(color, 0.25), reach=7)
    )
    pen.ellipse(96, 0, 8, 12, metal(STEEL, reach=4))
    pen.ellipse(101, 0, 5, 52, flat(rgb("5a4a40"), opacity=0.75))
    for x in (20, 54):
        pen.fill(limb([(x, 30), (x, 60)], (6, 6)), body(IRON, reach=2))
        pen.ellipse(x, 68, 15, 15, body(rgb("33333d"), reach=5))
