"""Things of a house: books, lights, clocks, vessels, furniture, food."""

from __future__ import annotations

from random import Random

from tasks_app.pipeline.providers.local.drawing.canvas import Paint, flat
from tasks_app.pipeline.providers.local.drawing.colors import darker, lighter, mix, rgb
from tasks_app.pipeline.providers.local.drawing.curves import (
    Outline,
    arc,
    box,
    ellipse,
    limb,
    points,
    smooth,
    symmetric,
)
from tasks_app.pipeline.providers.local.drawing.pen import Pen
from tasks_app.pipeline.providers.local.objects.materials import (
    DARK_WOOD,
    GLASS,
    GOLD,
    INK,
    IRON,
    PAPER,
    RED,
    WHITE,
    WOOD,
    body,
    lit,
    lively,
    metal,
    shine,
)


def book(pen: Pen, rng: Random) -> None:
    """A closed book, a little from the side."""
    color = lively(rng, lightness=0.52)
    pen.fill(points("-62,-84 52,-94 78,-76 78,78 52,98 -62,100"), body(darker(color, 0.2)))
    pen.fill(points("48,-84 72,-72 72,76 48,88"), body(PAPER, reach=6))
    pen.fill_all(
        [limb([(50, -70 + step * 24), (71, -60 + step * 22)], (2, 2)) for step in range(7)],
        flat(darker(PAPER, 0.2)),
    )
    pen.fill(box(-72, -90, 52, 94, round_by=9), body(color))
    pen.fill(box(-72, -90, -50, 94, round_by=9), flat(darker(color, 0.22)))
    pen.fill(box(-34, -64, 38, 68, round_by=6), flat(GOLD, opacity=0.9))
    pen.fill(box(-29, -59, 33, 63, round_by=4), body(color, reach=5))
    pen.fill(points("2,-34 22,0 2,34 -18,0"), metal(GOLD, reach=5))


def open_book(pen: Pen, rng: Random) -> None:
    """An open book with lines of text."""
    color = lively(rng, lightness=0.5)
    pen.fill(points("-100,-36 0,-22 100,-36 100,62 0,78 -100,62"), body(color))
    for side in (-1, 1):
        page = smooth(
            [
                (0, -26),
                (side * 40, -52),
                (side * 92, -46),
                (side * 92, 48),
                (side * 40, 42),
                (0, 66),
            ],
            steps=5,
        )
        pen.fill(page, body(PAPER, reach=8))
        lines = [
            limb([(side * 16, -22 + y), (side * 50, -36 + y), (side * 80, -32 + y)], (4, 4, 4))
            for y in (0, 16, 32, 48, 62)
        ]
        pen.fill_all(lines, flat(darker(PAPER, 0.35), opacity=0.7))
    pen.fill(limb([(0, -24), (0, 66)], (5, 5)), flat(darker(PAPER, 0.3)))


def table_lamp(pen: Pen, rng: Random) -> None:
    """A desk lamp that shines."""
    color = lively(rng)
    pen.glow(0, -20, 150, rgb("ffd88a"), strength=0.55)
    pen.fill(limb([(0, 90), (0, -10)], (12, 9)), metal(GOLD, reach=5))
    pen.fill(smooth(points("-46,98 -34,82 0,76 34,82 46,98"), closed=False), metal(GOLD, reach=6))
    pen.fill(
        points("-72,-4 -36,-92 36,-92 72,-4"),
        Paint(color=lighter(color, 0.35), bottom=lighter(color, 0.7), shade=0.16, reach=12),
    )
    pen.fill(limb([(-72, -4), (72, -4)], (9, 9)), body(color, reach=3))


def lantern(pen: Pen, _rng: Random) -> None:
    """An old lantern with a flame."""
    pen.glow(0, 14, 190, rgb("ffcf73"), strength=0.6)
    pen.fill(limb(arc(0, -70, 34, 30, start=180, end=360), (7, 7)), metal(IRON, reach=4))
    pen.fill(points("-44,-40 -24,-70 24,-70 44,-40"), metal(IRON))
    pane = box(-40, -40, 40, 72, round_by=6)
    pen.fill(pane, Paint(color=rgb("fff0bd"), bottom=rgb("ffc65c")))
    pen.fill(smooth(points("0,-14 17,26 12,50 -12,50 -17,26"), steps=5), flat(rgb("ff9440")))
    pen.fill(smooth(points("0,10 9,34 0,50 -9,34"), steps=5), flat(rgb("fff3c4")))
    pen.fill_all([box(x - 4, -42, x + 4, 74) for x in (-40, 0, 40)], metal(IRON, reach=3))
    pen.fill(box(-50, 68, 50, 92, round_by=7), metal(IRON))


def candle(pen: Pen, _rng: Random) -> None:
    """A burning candle in a holder."""
    pen.glow(0, -60, 150, rgb("ffd27a"), strength=0.6)
    pen.fill(smooth(points("0,-100 16,-68 10,-46 -10,-46 -16,-68"), steps=5), lit(rgb("ff9a3f")))
    pen.fill(box(-2, -54, 2, -34), flat(INK))
    pen.fill(smooth(points("-24,-34 0,-38 24,-34 26,62 -26,62"), steps=4), body(rgb("f7eeda")))
    pen.fill(limb([(-16, -34), (-18, 4)], (11, 9)), body(rgb("fffaf0"), reach=4))
    pen.fill(smooth(points("-66,62 66,62 44,96 -44,96"), steps=5), metal(GOLD))
    pen.fill(limb(arc(66, 70, 22, 18, start=-90, end=90), (9, 9)), metal(GOLD, reach=4))


def clock(pen: Pen, rng: Random) -> None:
    """An alarm clock with two bells."""
    color = lively(rng)
    for side in (-1, 1):
        pen.fill(limb([(side * 44, 70), (side * 58, 100)], (13, 10)), metal(IRON, reach=4))
        pen.ellipse(side * 48, -74, 30, 22, metal(GOLD), turn=side * 30)
    pen.fill(limb([(0, -74), (0, -98)], (9, 15)), metal(IRON, reach=4))
    pen.ellipse(0, 6, 86, 86, body(color))
    pen.ellipse(0, 6, 68, 68, Paint(color=rgb("fdf8ec"), shade=0.1, reach=12))
    marks = [
        ellipse(x, y + 6, 4.5, 4.5)
        for x, y in (
            (0, -54),
            (54, 0),
            (0, 54),
            (-54, 0),
            (27, -47),
            (47, -27),
            (47, 27),
            (27, 47),
            (-27, 47),
            (-47, 27),
            (-47, -27),
            (-27, -47),
        )
    ]
    pen.fill_all(marks, flat(INK))
    hour, minute = rng.choice(
        (((24, -18), (-4, -46)), ((-22, -20), (30, -30)), ((16, 26), (-2, -46)))
    )
    pen.fill(limb([(0, 6), (hour[0], hour[1] + 6)], (9, 7)), flat(INK))
    pen.fill(limb([(0, 6), (minute[0], minute[1] + 6)], (6, 4)), flat(INK))
    pen.ellipse(0, 6, 7, 7, flat(RED))


def hourglass(pen: Pen, rng: Random) -> None:
    """Sand that runs."""
    sand = rgb("e8bd6a")
    glass: Outline = points(
        "-50,-80 50,-80 46,-44 8,-6 8,6 46,44 50,80 -50,80 -46,44 -8,6 -8,-6 -46,-44"
    )
    pen.fill(glass, flat(GLASS, opacity=0.8))
    with pen.inside(glass):
        pen.fill(box(-60, -46, 60, -4), body(sand, reach=6))
        pen.fill(
            smooth(points("-60,84 -40,62 0,34 40,62 60,84"), closed=False), body(sand, reach=6)
        )
        pen.fill(box(-2, -6, 2, 60), flat(sand))
    shine(pen, [(-34, -70), (-34, -50), (-22, -34)])
    wood = mix(WOOD, lively(rng), 0.2)
    pen.fill_all(
        [box(-68, -100, 68, -78, round_by=8), box(-68, 78, 68, 100, round_by=8)], body(wood)
    )
    pen.fill_all([box(x - 5, -80, x + 5, 80) for x in (-60, 60)], body(darker(wood, 0.15), reach=4))


def key(pen: Pen, rng: Random) -> None:
    """An ornate key."""
    gold = metal(rng.choice((GOLD, rgb("c98f5a"), rgb("b9c2cc"))), reach=9)
    ring = [ellipse(0, -60, 34, 34), ellipse(-28, -34, 20, 20), ellipse(28, -34, 20, 20)]
    pen.fill_all(ring, gold)
    pen.fill_all(
        [
            box(-9, -34, 9, 96, round_by=5),
            box(0, 46, 44, 62, round_by=4),
            box(0, 72, 36, 90, round_by=4),
            box(28, 46, 44, 74, round_by=3),
        ],
        gold,
    )
    pen.fill(box(-17, -20, 17, -8, round_by=5), gold)
    pen.ellipse(0, -60, 15, 15, flat(lively(rng, lightness=0.5)))
    shine(pen, [(-6, -66), (-2, -70), (4, -70)], width=5)


def mug(pen: Pen, rng: Random) -> None:
    """A steaming cup."""
    color = lively(rng, lightness=0.68)
    for x, lean in ((-22, 10), (6, -10), (32, 8)):
        steam = limb([(x, -34), (x + lean, -58), (x - lean, -78), (x + lean, -100)], (5, 11, 9, 2))
        pen.fill(steam, flat(WHITE, opacity=0.55))
    pen.fill(limb(arc(56, 32, 36, 30, start=-80, end=80), (15, 15)), body(color, reach=6))
    pen.fill(smooth(points("-64,-24 64,-24 60,60 40,96 -40,96 -60,60"), steps=4), body(color))
    pen.ellipse(0, -24, 63, 16, body(lighter(color, 0.3), reach=4))
    pen.ellipse(0, -22, 53, 11, flat(rgb("6b4028")))
    pen.fill(
        smooth(points("0,62 -26,30 -13,14 0,26 13,14 26,30"), steps=4),
        flat(lighter(color, 0.55), opacity=0.85),
    )


def bottle(pen: Pen, rng: Random) -> None:
    """A bottle with a label and a cork."""
    color = lively(rng, lightness=0.5)
    pen.fill(box(-13, -100, 13, -70, round_by=5), body(rgb("b5855a"), reach=5))
    shape: Outline = points("-16,-76 16,-76 18,-40 46,-6 48,40 46,98 -46,98 -48,40 -46,-6 -18,-40")
    pen.fill(smooth(shape, steps=4), Paint(color=color, shade=0.3, light=0.3, reach=14))
    pen.fill(box(-44, 18, 44, 70, round_by=4), body(PAPER, reach=5))
    pen.fill_all([box(-30, 32, 30, 38), box(-22, 46, 22, 52)], flat(darker(PAPER, 0.4)))
    shine(pen, [(-32, -4), (-36, 6), (-36, 14)])


def vase(pen: Pen, rng: Random) -> None:
    """A painted vase."""
    color = lively(rng, lightness=0.6)
    right: Outline = points("0,-98 30,-98 24,-74 34,-40 62,4 52,56 30,94 0,98")
    shape = symmetric(right, steps=5)
    pen.fill(shape, Paint(color=color, shade=0.28, light=0.3, reach=18))
    with pen.inside(shape):
        pen.fill_all([box(-80, -18, 80, -8), box(-80, 36, 80, 46)], flat(lighter(color, 0.5)))
        zigzag = [(-70 + step * 14.0, 4.0 if step % 2 else 24.0) for step in range(11)]
        pen.fill(limb(zigzag, [6] * len(zigzag), steps=2), flat(lighter(color, 0.7)))
    pen.ellipse(0, -98, 30, 8, flat(darker(color, 0.4)))
    shine(pen, [(-36, -22), (-44, 4), (-42, 24)])


def chair(pen: Pen, rng: Random) -> None:
    """A wooden chair with a cushion."""
    wood = body(WOOD, reach=6)
    for x in (-44, 44):
        pen.fill(limb([(x, -90), (x * 1.06, 98)], (13, 11)), wood)
    pen.fill_all([limb([(-44, y), (44, y)], (11, 11)) for y in (-78, -48, -20)], wood)
    pen.fill(smooth(points("-66,18 66,18 74,36 -74,36"), steps=4), body(lively(rng)))
    for x in (-64, 64):
        pen.fill(limb([(x, 32), (x * 1.06, 100)], (13, 11)), wood)
    pen.fill(limb([(-64, 66), (64, 66)], (8, 8)), wood)


def umbrella(pen: Pen, rng: Random) -> None:
    """An open umbrella."""
    color = lively(rng)
    pen.fill(limb([(0, -92), (0, 78)], (7, 7)), body(DARK_WOOD, reach=3))
    pen.fill(limb(arc(-14, 78, 14, 18, start=0, end=180), (9, 9)), body(DARK_WOOD, reach=3))
    canopy = [
        *arc(0, -4, 100, 84, start=180, end=360),
        *[
            (x, -4 - (12 if step % 2 else 0))
            for step, x in enumerate((75, 50, 25, 0, -25, -50, -75))
        ],
    ]
    pen.fill(canopy, body(color))
    for x in (-50, 0, 50):
        pen.fill(limb([(x, -6), (x * 0.6, -56), (0, -88)], (3, 3, 2)), flat(darker(color, 0.25)))


def bag(pen: Pen, rng: Random) -> None:
    """A traveller's bag."""
    color = rng.choice((rgb("9a6238"), rgb("5f7a6a"), rgb("7a5a8a"), lively(rng, lightness=0.5)))
    pen.fill(
        limb(arc(0, -28, 46, 52, start=180, end=360), (13, 13)), body(darker(color, 0.2), reach=4)
    )
    pen.fill(box(-88, -34, 88, 96, round_by=22), body(color))
    pen.fill(smooth(points("-88,-22 88,-22 76,30 0,44 -76,30"), steps=4), body(lighter(color, 0.1)))
    pen.fill_all(
        [box(x - 9, -30, x + 9, 58, round_by=5) for x in (-48, 48)],
        body(darker(color, 0.25), reach=4),
    )
    pen.fill_all([box(x - 14, 30, x + 14, 52, round_by=4) for x in (-48, 48)], metal(GOLD, reach=4))


def bread(pen: Pen, _rng: Random) -> None:
    """A loaf."""
    crust = rgb("c98645")
    pen.fill(
        smooth(points("-96,60 -92,10 -50,-22 0,-30 50,-22 92,10 96,60 60,78 -60,78"), steps=5),
        body(crust, reach=18),
    )
    for x in (-48, 0, 48):
        pen.fill(
            limb([(x - 14, -10), (x + 4, 10), (x + 14, 36)], (4, 15, 4)),
            body(rgb("f0cf94"), reach=4),
        )


def cake(pen: Pen, rng: Random) -> None:
    """A cake with icing and a candle."""
    icing = lively(rng, lightness=0.8, chroma=0.09)
    pen.ellipse(0, 92, 98, 13, body(rgb("e6e9ee"), reach=4))
    pen.fill(box(-78, 4, 78, 90, round_by=10), body(rgb("d9a066")))
    pen.fill(box(-78, 42, 78, 54), flat(rgb("fff3e0")))
    drip = [
        (-80.0, 0.0),
        (80.0, 0.0),
        *[(80 - step * 20.0, 34.0 if step % 2 else 16.0) for step in range(9)],
    ]
    pen.fill(smooth(drip, steps=4), body(icing))
    pen.ellipse(0, 0, 80, 16, body(lighter(icing, 0.2), reach=5))
    pen.fill(box(-6, -50, 6, 2, round_by=3), body(lively(rng), reach=3))
    pen.glow(0, -64, 60, rgb("ffd27a"), strength=0.6)
    pen.fill(smooth(points("0,-84 9,-62 0,-50 -9,-62"), steps=4), lit(rgb("ff9a3f")))
    pen.fill_all(
        [ellipse(x, -6 + abs(x) * 0.04, 8, 8) for x in (-56, -30, 30, 56)], body(RED, reach=3)
    )
