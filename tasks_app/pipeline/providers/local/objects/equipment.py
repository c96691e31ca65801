"""Heavy things: of ships and wars, of fields and roads, of workshops."""

from __future__ import annotations

from random import Random

from tasks_app.pipeline.providers.local.drawing.canvas import Paint, flat
from tasks_app.pipeline.providers.local.drawing.colors import darker, lighter, rgb
from tasks_app.pipeline.providers.local.drawing.curves import (
    arc,
    blob,
    box,
    ellipse,
    limb,
    points,
    smooth,
    symmetric,
    turned,
)
from tasks_app.pipeline.providers.local.drawing.pen import Pen
from tasks_app.pipeline.providers.local.objects.materials import (
    DARK_WOOD,
    GOLD,
    GREEN,
    INK,
    IRON,
    RED,
    STEEL,
    WOOD,
    body,
    lively,
    metal,
    shine,
)


def anchor(pen: Pen, _rng: Random) -> None:
    """A ship's anchor."""
    iron = metal(IRON, reach=8)
    loop = ellipse(0, -78, 19, 19)
    pen.fill(limb([*loop, loop[0]], [9] * (len(loop) + 1), steps=2), iron)
    pen.fill(limb(arc(0, 14, 72, 74, start=10, end=170), [19] * 22, steps=2), iron)
    pen.fill_all([box(-9, -62, 9, 92, round_by=6), box(-44, -46, 44, -30, round_by=8)], iron)
    for side in (-1, 1):
        pen.fill([(side * 92, 44), (side * 78, -8), (side * 44, 36)], iron)
    pen.fill(limb(points("0,-96 40,-80 30,-20 70,10"), (8, 8, 8, 6)), body(rgb("cfa869"), reach=3))


def wheel(pen: Pen, _rng: Random) -> None:
    """A cart wheel with an iron rim."""
    for radius, paint in (
        (94, metal(IRON, reach=8)),
        (84, body(WOOD, reach=8)),
        (62, flat(darker(WOOD, 0.62))),
    ):
        pen.ellipse(0, 0, radius, radius, paint)
    spokes = [turned(box(-6, -66, 6, 66), (0, 0), step * 30) for step in range(6)]
    pen.fill_all(spokes, body(lighter(WOOD, 0.1), reach=4))
    pen.ellipse(0, 0, 25, 25, body(WOOD, reach=8))
    pen.ellipse(0, 0, 11, 11, metal(IRON, reach=4))


def cart(pen: Pen, rng: Random) -> None:
    """A covered wagon."""
    cloth = smooth(points("-84,16 -94,-50 -50,-92 0,-84 50,-92 94,-50 84,16"), steps=5)
    pen.fill(cloth, body(rgb("f0e6d2"), reach=18))
    hoops = [limb([(x, 14), (x * 1.08, -50), (x * 0.8, -86)], (4, 4, 4)) for x in (-42, 0, 42)]
    pen.fill_all(hoops, flat(rgb("cdbfa4")))
    pen.fill(points("-92,10 92,10 84,54 -84,54"), body(WOOD))
    pen.fill(box(-94, 28, 94, 33), flat(darker(WOOD, 0.3)))
    for x, size in ((-52, 0.38), (54, 0.42)):
        wheel(pen.moved(x, 60, size=size), rng)


def bicycle(pen: Pen, rng: Random) -> None:
    """A bicycle."""
    color = lively(rng)
    for x in (-56, 56):
        tire = ellipse(x, 40, 42, 42)
        pen.fill(limb([*tire, tire[0]], [8] * (len(tire) + 1), steps=2), body(INK, reach=3))
        spokes = [turned(box(x - 0.8, 0, x + 0.8, 80), (x, 40), step * 30) for step in range(6)]
        pen.fill_all(spokes, flat(STEEL, opacity=0.8))
    frame = (
        "-56,40 -22,-26",
        "-22,-26 34,-26",
        "34,-26 0,44",
        "0,44 -22,-26",
        "0,44 -56,40",
        "28,-48 56,40",
    )
    pen.fill_all([limb(points(bar), (8, 8)) for bar in frame], body(color, reach=3))
    pen.fill(limb(points("-40,-44 -22,-48 -6,-42"), (6, 13, 8)), body(DARK_WOOD, reach=4))
    pen.fill(limb(points("-22,-26 -24,-44"), (6, 6)), metal(STEEL, reach=2))
    pen.fill(limb(points("30,-46 22,-58 42,-64 54,-54"), (6, 6, 6, 7)), metal(STEEL, reach=2))
    pen.ellipse(0, 44, 12, 12, metal(STEEL, reach=4))


def cannon(pen: Pen, rng: Random) -> None:
    """An old cannon."""
    pen.fill(points("-84,70 -70,20 40,10 60,70"), body(WOOD))
    barrel = pen.moved(0, -4, turn=-16)
    barrel.fill(smooth(points("-84,-30 -90,0 -84,30 84,21 84,-21"), steps=4), metal(IRON, reach=14))
    barrel.fill_all(
        [box(x, -34 + abs(x) * 0.08, x + 13, 34 - abs(x) * 0.08, round_by=5) for x in (-60, 0)],
        metal(GOLD, reach=5),
    )
    barrel.ellipse(88, 0, 13, 27, metal(IRON, reach=5))
    barrel.ellipse(90, 0, 8, 17, flat(INK))
    wheel(pen.moved(-6, 52, size=0.5), rng)
    pen.fill_all(
        [ellipse(x, y, 17, 17) for x, y in ((66, 84), (98, 84), (82, 58))],
        metal(rgb("3f4450"), reach=6),
    )


def ladder(pen: Pen, _rng: Random) -> None:
    """A ladder."""
    for x in (-36, 36):
        pen.fill(limb([(x * 0.85, -98), (x * 1.15, 100)], (13, 15)), body(WOOD, reach=4))
    rungs = [limb([(-36, y), (36, y)], (11, 11)) for y in (-72, -36, 0, 36, 72)]
    pen.fill_all(rungs, body(lighter(WOOD, 0.12), reach=3))


def shovel(pen: Pen, _rng: Random) -> None:
    """A spade."""
    pen.fill(limb([(0, -80), (0, 30)], (13, 13)), body(WOOD, reach=4))
    pen.fill(limb(points("-26,-94 26,-94"), (15, 15)), body(DARK_WOOD, reach=4))
    pen.fill(limb(points("-22,-92 0,-68 22,-92"), (8, 10, 8)), body(WOOD, reach=3))
    pen.fill(smooth(points("-40,22 40,22 42,66 0,102 -42,66"), steps=4), metal(STEEL))


def plough(pen: Pen, _rng: Random) -> None:
    """A wooden plough with an iron share."""
    pen.fill(limb(points("-98,-40 0,10 96,34"), (13, 17, 15)), body(WOOD, reach=5))
    pen.fill(limb(points("0,10 -60,-80"), (15, 11)), body(DARK_WOOD, reach=4))
    pen.fill(limb(points("20,20 -20,-76"), (13, 10)), body(DARK_WOOD, reach=4))
    pen.fill(smooth(points("-6,14 40,20 66,90 10,96 -40,92"), steps=4), metal(STEEL))


def spear(pen: Pen, rng: Random) -> None:
    """A spear with a tassel."""
    tilted = pen.moved(0, 0, turn=24)
    tilted.fill(limb([(0, -54), (0, 104)], (9, 9)), body(WOOD, reach=3))
    tilted.fill(points("0,-108 15,-74 0,-46 -15,-74"), metal(STEEL, reach=5))
    tassels = [limb([(0, -46), (x, -16)], (6, 3)) for x in (-13, 0, 13)]
    tilted.fill_all(tassels, body(lively(rng), reach=3))


def bow(pen: Pen, _rng: Random) -> None:
    """A bow with an arrow."""
    pen.fill(
        limb(points("-34,-98 20,-70 44,0 20,70 -34,98"), (6, 11, 15, 11, 6)), body(WOOD, reach=4)
    )
    pen.fill_all(
        [limb(points("-34,-98 -46,0"), (3, 3)), limb(points("-46,0 -34,98"), (3, 3))],
        flat(rgb("f2ead8")),
    )
    pen.fill(limb(points("-64,0 80,0"), (6, 6)), body(rgb("c9a06a"), reach=2))
    pen.fill(points("76,-13 102,0 76,13"), metal(STEEL, reach=4))
    pen.fill(points("-78,-15 -50,-15 -38,0 -50,15 -78,15 -66,0"), body(RED, reach=4))


def drum(pen: Pen, rng: Random) -> None:
    """A drum with two sticks."""
    color = lively(rng)
    pen.fill(smooth(points("-78,-20 78,-20 76,66 0,92 -76,66"), steps=5), body(color, reach=20))
    laces = [limb([(x, -10), (x + 22, 76 - abs(x) * 0.1)], (4, 4)) for x in (-70, -26, 18)]
    laces += [limb([(x + 44, -6), (x + 22, 76 - abs(x) * 0.1)], (4, 4)) for x in (-70, -26, 18)]
    pen.fill_all(laces, flat(rgb("f6ecd6")))
    pen.fill(smooth(points("-80,58 0,84 80,58 80,74 0,100 -80,74"), steps=5), metal(GOLD, reach=5))
    pen.ellipse(0, -20, 82, 29, metal(GOLD, reach=5))
    pen.ellipse(0, -22, 72, 23, body(rgb("f8f0de"), reach=6))
    for tip, grip in (((-10, -30), (-70, -96)), ((24, -26), (86, -88))):
        pen.fill(limb([tip, grip], (7, 8)), body(WOOD, reach=3))
        pen.ellipse(*tip, 8, 8, body(WOOD, reach=3))


def piano(pen: Pen, _rng: Random) -> None:
    """An upright piano."""
    wood = rgb("5a3a34")
    pen.fill(box(-92, -84, 92, 90, round_by=6), body(wood))
    pen.fill(box(-98, -94, 98, -78, round_by=6), body(lighter(wood, 0.15), reach=5))
    pen.fill(box(-70, -64, 70, -18, round_by=5), body(lighter(wood, 0.08), reach=6))
    pen.fill(box(-98, 2, 98, 34, round_by=5), body(lighter(wood, 0.12), reach=6))
    pen.fill(box(-86, 6, 86, 26), flat(rgb("fbf6ea")))
    pen.fill_all([box(x, 6, x + 3, 26) for x in range(-76, 86, 14)], flat(rgb("b5ada0")))
    pen.fill_all([box(x, 6, x + 8, 18) for x in (-66, -52, -24, -10, 4, 32, 46, 60)], flat(INK))
    pen.fill_all([box(x - 9, 34, x + 9, 100, round_by=4) for x in (-84, 84)], body(wood, reach=5))


def milestone(pen: Pen, rng: Random) -> None:
    """An old stone at the side of a road, with a number on it."""
    stone = rgb("aaa59c")
    pen.fill([*arc(0, -30, 54, 62, start=180, end=360), (60, 96), (-60, 96)], body(stone, reach=20))
    numeral = [limb(points("-26,-44 -6,4"), (10, 10)), limb(points("-6,-44 -26,4"), (10, 10))]
    numeral += [box(8, -48, 17, 8, round_by=3), box(26, -48, 35, 8, round_by=3)]
    pen.fill_all(numeral, flat(darker(stone, 0.35)))
    pen.fill_all(
        [box(-30, 28, 30, 35), box(-22, 46, 22, 53)], flat(darker(stone, 0.3), opacity=0.8)
    )
    moss = [blob(rng, x, y, 24, 13, wobble=0.3) for x, y in ((-46, 86), (40, 92), (-34, -66))]
    pen.fill_all(moss, body(GREEN, reach=5))
    blades = [
        limb([(x, 100), (x + lean, 72)], (6, 1))
        for x, lean in ((-76, -8), (-66, 6), (70, -5), (80, 8))
    ]
    pen.fill_all(blades, body(GREEN, reach=2))


def battery(pen: Pen, _rng: Random) -> None:
    """A battery with a flash on it."""
    pen.fill(box(-21, -100, 21, -78, round_by=6), metal(STEEL, reach=5))
    pen.fill(box(-50, -84, 50, 100, round_by=14), metal(rgb("3f4654"), reach=16))
    pen.fill(
        box(-50, -46, 50, 100, round_by=12),
        Paint(color=rgb("f0b43c"), shade=0.28, light=0.3, reach=14),
    )
    pen.fill(points("14,-24 -30,34 -4,34 -14,80 30,16 4,16"), flat(rgb("3f4654")))
    shine(pen, points("-38,-30 -40,20 -38,70"), width=9, opacity=0.45)


def satellite(pen: Pen, _rng: Random) -> None:
    """A satellite with two sails."""
    tilted = pen.moved(0, 0, turn=-20)
    for side in (-1, 1):
        tilted.fill(limb([(0, 0), (side * 40, 0)], (8, 8)), metal(STEEL, reach=3))
        left, right = sorted((side * 38, side * 100))
        tilted.fill(
            box(left, -34, right, 34, round_by=3),
            Paint(color=rgb("4f6fc0"), bottom=rgb("2f4a8f"), light=0.2, reach=8),
        )
        grid = [box(left, y - 1.2, right, y + 1.2) for y in (-12, 12)]
        grid += [box(x - 1.2, -34, x + 1.2, 34) for x in (left + 21, left + 42)]
        tilted.fill_all(grid, flat(rgb("9fb8ee"), opacity=0.8))
    tilted.fill(box(-30, -42, 30, 42, round_by=8), metal(GOLD, reach=12))
    tilted.fill(
        symmetric(points("0,-74 40,-66 24,-50 0,-46"), steps=5), metal(rgb("e6eaee"), reach=8)
    )
    tilted.fill(limb([(0, -62), (0, -98)], (4, 3)), metal(STEEL, reach=2))
    tilted.ellipse(0, -100, 6, 6, body(RED, reach=2))


def bucket(pen: Pen, _rng: Random) -> None:
    """A wooden bucket with iron hoops."""
    pen.fill(limb(arc(0, -30, 66, 62, start=180, end=360), [7] * 24, steps=2), metal(IRON, reach=3))
    staves = points("-74,-36 74,-36 56,98 -56,98")
    pen.fill(staves, body(WOOD, reach=18))
    with pen.inside(staves):
        seams = [limb([(x, -40), (x * 0.78, 100)], (3, 3)) for x in (-48, -16, 16, 48)]
        pen.fill_all(seams, flat(darker(WOOD, 0.35)))
        pen.fill_all([box(-80, y, 80, y + 13) for y in (-14, 58)], metal(IRON, reach=4))
    pen.ellipse(0, -36, 74, 19, body(lighter(WOOD, 0.15), reach=4))
    pen.ellipse(0, -34, 64, 14, Paint(color=rgb("9fd3e6"), bottom=rgb("5f9fc0")))
