"""What stories are about: gold, jewels, prizes, hearts, boxes with secrets."""

from __future__ import annotations

from random import Random

from tasks_app.pipeline.providers.local.drawing.canvas import Paint, flat
from tasks_app.pipeline.providers.local.drawing.colors import darker, lighter, rgb
from tasks_app.pipeline.providers.local.drawing.curves import (
    Outline,
    box,
    ellipse,
    limb,
    points,
    smooth,
    star,
    symmetric,
)
from tasks_app.pipeline.providers.local.drawing.pen import Pen
from tasks_app.pipeline.providers.local.objects.materials import (
    GOLD,
    GREEN,
    INK,
    RED,
    WHITE,
    WOOD,
    body,
    lively,
    metal,
    shine,
)


def coin(pen: Pen, rng: Random) -> None:
    """A small heap of coins and a large one before it."""
    for x, y, count in ((-56, 92, 5), (58, 92, 3)):
        for step in range(count):
            pen.ellipse(x, y - step * 14, 40, 13, metal(darker(GOLD, 0.12), reach=5))
            pen.ellipse(x, y - step * 14 - 5, 40, 12, metal(GOLD, reach=5))
    pen.ellipse(0, -4, 78, 78, metal(GOLD, reach=12))
    pen.ellipse(0, -4, 62, 62, Paint(color=darker(GOLD, 0.1), light=0.2, reach=8))
    pen.fill(star(0, -4, 42, 18, points=rng.choice((5, 6))), metal(lighter(GOLD, 0.2), reach=6))
    shine(pen, [(-50, -30), (-36, -54), (-14, -64)], width=9)


def chest(pen: Pen, _rng: Random) -> None:
    """A treasure chest, open and shining."""
    pen.glow(0, -20, 170, rgb("ffd873"), strength=0.55)
    pen.fill(
        smooth(points("-92,-20 -96,-70 -60,-96 60,-96 96,-70 92,-20"), steps=5),
        body(darker(WOOD, 0.2)),
    )
    pen.fill_all(
        [ellipse(x, -14 + abs(x) * 0.12, 24, 20) for x in (-60, -30, 0, 30, 60, -44, 14, 46)],
        metal(GOLD, reach=7),
    )
    pen.fill(points("-14,-34 0,-52 14,-34 0,-16"), metal(RED, reach=5))
    pen.fill(box(-98, -4, 98, 96, round_by=8), body(WOOD))
    pen.fill_all([box(-98, y, 98, y + 3) for y in (28, 60)], flat(darker(WOOD, 0.35)))
    pen.fill_all([box(x - 11, -8, x + 11, 98, round_by=3) for x in (-74, 74)], metal(GOLD, reach=6))
    pen.fill(box(-98, -8, 98, 8, round_by=4), metal(GOLD, reach=5))
    pen.fill(box(-21, -2, 21, 38, round_by=7), metal(GOLD, reach=6))
    pen.fill_all([ellipse(0, 12, 6, 6), box(-3, 12, 3, 26)], flat(INK))


def crown(pen: Pen, rng: Random) -> None:
    """A crown on a cushion."""
    pen.fill(
        smooth(points("-96,62 -84,44 84,44 96,62 88,94 -88,94"), steps=5),
        body(lively(rng, lightness=0.45)),
    )
    pen.fill(points("-66,48 -82,-50 -38,-4 0,-74 38,-4 82,-50 66,48"), metal(GOLD, reach=12))
    pen.fill(box(-70, 28, 70, 56, round_by=8), metal(lighter(GOLD, 0.12), reach=6))
    for x, y, tone in (
        (-82, -54, RED),
        (0, -78, rgb("5aa7e0")),
        (82, -54, RED),
        (-36, 42, GREEN),
        (0, 42, RED),
        (36, 42, GREEN),
    ):
        pen.ellipse(x, y, 12, 12, metal(tone, reach=4))


def gem(pen: Pen, rng: Random) -> None:
    """A cut stone."""
    color = lively(rng, lightness=0.66, chroma=0.15)
    pen.glow(0, 0, 130, color, strength=0.5)
    top: Outline = points("-52,-66 52,-66 94,-18 -94,-18")
    pen.fill(top, Paint(color=lighter(color, 0.4), bottom=lighter(color, 0.15)))
    pen.fill([(-94, -18), (94, -18), (0, 92)], Paint(color=color, bottom=darker(color, 0.3)))
    for facet, tone in (
        ("-52,-66 -30,-18 -94,-18", lighter(color, 0.1)),
        ("-52,-66 0,-66 -30,-18", lighter(color, 0.6)),
        ("52,-66 30,-18 94,-18", darker(color, 0.1)),
        ("-30,-18 30,-18 0,92", lighter(color, 0.22)),
        ("30,-18 94,-18 0,92", darker(color, 0.22)),
    ):
        pen.fill(points(facet), flat(tone, opacity=0.85))
    sparkle(pen, -66, -62, 20)


def sparkle(pen: Pen, x: float, y: float, size: float) -> None:
    """A four-pointed glint."""
    pen.fill(star(x, y, size, size * 0.16, points=4), flat(WHITE, opacity=0.95))


def trophy(pen: Pen, _rng: Random) -> None:
    """A cup with two handles."""
    for side in (-1, 1):
        pen.fill(
            limb(
                [(side * 46, -70), (side * 88, -66), (side * 80, -18), (side * 36, -4)],
                (11, 11, 11, 9),
            ),
            metal(GOLD, reach=5),
        )
    pen.fill(
        smooth(points("-58,-92 58,-92 52,-30 22,10 -22,10 -52,-30"), steps=4), metal(GOLD, reach=15)
    )
    pen.fill(limb([(0, 4), (0, 58)], (21, 25)), metal(GOLD, reach=6))
    pen.fill(box(-46, 52, 46, 72, round_by=6), metal(GOLD, reach=5))
    pen.fill(box(-60, 70, 60, 100, round_by=7), body(rgb("5a4038")))
    pen.fill(star(0, -42, 28, 12, points=5), flat(lighter(GOLD, 0.6)))


def heart(pen: Pen, rng: Random) -> None:
    """A heart."""
    color = rng.choice((RED, rgb("e86a8a")))
    right: Outline = points("0,-34 36,-74 82,-62 90,-10 50,46 0,92")
    pen.fill(symmetric(right, steps=6), body(color, reach=24))
    shine(pen, [(-62, -14), (-58, -38), (-40, -50)], width=13)


def crate(pen: Pen, rng: Random) -> None:
    """A wooden box with a sign on it."""
    pen.fill(box(-84, -72, 84, 96, round_by=6), body(lighter(WOOD, 0.08)))
    pen.fill_all([box(-84, y, 84, y + 4) for y in (-30, 12, 54)], flat(darker(WOOD, 0.25)))
    frame = [
        box(-88, -78, 88, -52, round_by=4),
        box(-88, 76, 88, 100, round_by=4),
        box(-88, -78, -62, 100, round_by=4),
        box(62, -78, 88, 100, round_by=4),
    ]
    pen.fill_all(frame, body(WOOD, reach=7))
    pen.fill(star(0, 12, 38, 17, points=rng.choice((4, 5, 6))), body(lively(rng), reach=6))


def orb(pen: Pen, rng: Random) -> None:
    """A glowing ball of glass on a foot."""
    color = lively(rng, lightness=0.66)
    pen.glow(0, -20, 170, color, strength=0.6)
    pen.fill(smooth(points("-56,98 -40,66 -24,50 24,50 40,66 56,98"), closed=False), metal(GOLD))
    sphere = ellipse(0, -16, 76, 76)
    pen.fill(
        sphere, Paint(color=lighter(color, 0.45), bottom=darker(color, 0.2), shade=0.16, reach=18)
    )
    with pen.inside(sphere):
        for _ in range(5):
            x, y = rng.uniform(-50, 50), rng.uniform(-60, 30)
            pen.fill(
                limb([(x, y), (x + 20, y - 14), (x + 44, y + 4)], (2, 13, 2)),
                flat(WHITE, opacity=0.3),
            )
    shine(pen, [(-52, -30), (-40, -60), (-12, -78)], width=14, opacity=0.8)
    sparkle(pen, 26, -34, 13)
