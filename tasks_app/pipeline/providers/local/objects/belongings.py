"""What people wear, keep and put on a table."""

from __future__ import annotations

from random import Random

from tasks_app.pipeline.providers.local.drawing.canvas import Paint, flat
from tasks_app.pipeline.providers.local.drawing.colors import darker, lighter, mix, rgb
from tasks_app.pipeline.providers.local.drawing.curves import (
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
    GOLD,
    INK,
    PAPER,
    RED,
    STEEL,
    WHITE,
    WOOD,
    body,
    lively,
    metal,
    shine,
)

WICKER = rgb("c99a5a")


def hat(pen: Pen, rng: Random) -> None:
    """A felt hat with a ribbon."""
    color = rng.choice((rgb("7a5a44"), rgb("3f4654"), lively(rng, lightness=0.5)))
    pen.fill(smooth(points("-100,52 -60,34 60,34 100,52 60,76 -60,76")), body(color))
    pen.fill(
        smooth(points("-58,48 -52,-34 -26,-56 0,-44 26,-56 52,-34 58,48"), steps=5), body(color)
    )
    pen.fill(smooth(points("-58,20 0,30 58,20 60,46 0,58 -60,46"), steps=5), body(RED, reach=6))


def helmet(pen: Pen, rng: Random) -> None:
    """A helmet with a plume."""
    plume = limb(points("0,-62 34,-104 86,-70 92,0"), (16, 40, 34, 8))
    pen.fill(plume, body(lively(rng)))
    shell = [
        *arc(0, 0, 74, 76, start=180, end=360),
        *points("74,84 40,96 34,18 -34,18 -40,96 -74,84"),
    ]
    pen.fill(shell, metal(STEEL, reach=18))
    pen.fill(box(-76, -12, 76, 10, round_by=6), metal(GOLD, reach=5))
    pen.fill(box(-6, -74, 6, 70, round_by=4), metal(lighter(STEEL, 0.2), reach=4))


def boot(pen: Pen, _rng: Random) -> None:
    """A leather boot."""
    leather = rgb("8a5a3a")
    pen.fill(
        smooth(points("-40,-94 30,-94 32,10 84,46 92,84 -42,86"), steps=5), body(leather, reach=18)
    )
    pen.fill(box(-46, -100, 36, -72, round_by=8), body(lighter(leather, 0.15), reach=6))
    pen.fill(box(-48, 82, 96, 100, round_by=8), body(darker(leather, 0.5), reach=4))
    laces = [limb([(-2, y), (30, y + 10)], (6, 6)) for y in (-54, -30, -6, 16)]
    pen.fill_all(laces, body(rgb("efe0c4"), reach=3))


def glasses(pen: Pen, _rng: Random) -> None:
    """A pair of round glasses."""
    for side in (-1, 1):
        pen.fill(limb([(side * 88, -10), (side * 98, 30)], (9, 6)), metal(GOLD, reach=3))
        pen.ellipse(side * 48, 6, 42, 42, metal(GOLD, reach=6))
        pen.ellipse(side * 48, 6, 33, 33, Paint(color=rgb("e6f4fa"), bottom=rgb("b9dbe8")))
        shine(pen, [(side * 48 - 18, 0), (side * 48 - 10, -12), (side * 48 + 4, -18)], width=8)
    pen.fill(limb(arc(0, 2, 12, 12, start=180, end=360), [8] * 22, steps=2), metal(GOLD, reach=3))


def mask(pen: Pen, rng: Random) -> None:
    """A theater mask."""
    color = rng.choice((rgb("f2e6d0"), lively(rng, lightness=0.72)))
    pen.fill(symmetric(points("0,-88 60,-86 84,-40 74,30 42,78 0,98")), body(color, reach=22))
    for side in (-1, 1):
        pen.fill(
            smooth([(side * 14, -22), (side * 38, -44), (side * 64, -24), (side * 40, -14)]),
            flat(INK),
        )
        pen.fill(
            limb([(side * 12, -52), (side * 40, -66), (side * 66, -46)], (4, 9, 4)), flat(GOLD)
        )
        pen.ellipse(side * 50, 16, 13, 11, flat(RED, opacity=0.5))
    pen.fill(limb(points("0,-20 8,14 -4,18"), (3, 6, 6)), flat(darker(color, 0.25)))
    pen.fill(smooth(points("-38,36 0,50 38,36 22,68 0,74 -22,68")), flat(INK))


def mirror(pen: Pen, _rng: Random) -> None:
    """A hand mirror."""
    pen.fill(limb([(0, 40), (0, 94)], (21, 25)), metal(GOLD, reach=6))
    pen.ellipse(0, -26, 66, 72, metal(GOLD, reach=12))
    pen.ellipse(0, -26, 51, 57, Paint(color=rgb("e9f6fa"), bottom=rgb("9fc6d8")))
    shine(pen, points("-30,-14 -14,-46 10,-66"), width=15, opacity=0.75)
    shine(pen, points("-8,10 10,-18 30,-36"), width=8, opacity=0.6)


def ring(pen: Pen, rng: Random) -> None:
    """A ring with a stone."""
    color = lively(rng, lightness=0.66)
    loop = arc(0, 34, 58, 58, start=-90, end=270)
    pen.fill(limb(loop, [17] * len(loop), steps=2), metal(GOLD, reach=6))
    pen.glow(0, -46, 70, color, strength=0.5)
    pen.fill(points("-26,-72 26,-72 48,-44 0,-6 -48,-44"), metal(color, reach=8))
    pen.fill(points("-26,-72 26,-72 16,-44 -16,-44"), flat(lighter(color, 0.55), opacity=0.8))
    pen.fill(points("-16,-44 16,-44 0,-6"), flat(lighter(color, 0.3), opacity=0.7))


def quill(pen: Pen, _rng: Random) -> None:
    """A feather in an inkwell."""
    pen.fill(
        smooth(points("-8,56 0,-20 30,-76 70,-102 78,-62 50,0 16,40"), steps=6), body(rgb("f3f0ea"))
    )
    pen.fill(limb(points("4,62 22,-10 70,-98"), (6, 4, 2)), flat(rgb("b9b2a4")))
    barbs = [limb([(18 + x, -6 - x), (46 + x * 0.6, -2 - x * 1.1)], (3, 1)) for x in (0, 16, 32)]
    pen.fill_all(barbs, flat(rgb("cfc8ba")))
    pen.fill(
        smooth(points("-46,52 46,52 56,92 40,100 -40,100 -56,92"), steps=4), metal(rgb("3f4a66"))
    )
    pen.ellipse(0, 52, 38, 11, flat(INK))


def rope(pen: Pen, _rng: Random) -> None:
    """A coil of rope."""
    hemp = rgb("cfa869")
    for step, y in enumerate((70, 46, 22, -2)):
        loop = arc(0, y, 84 - step * 3, 27, start=-90, end=270)
        pen.fill(limb(loop, [23] * len(loop), steps=2), body(hemp, reach=6))
        twist = [limb([(x - 5, y + 19), (x + 5, y + 33)], (4, 4)) for x in range(-66, 70, 19)]
        pen.fill_all(twist, flat(darker(hemp, 0.22), opacity=0.7))
    pen.fill(limb(points("60,-4 84,-40 50,-72 76,-98"), (19, 19, 19, 17)), body(hemp, reach=5))


def jug(pen: Pen, rng: Random) -> None:
    """A clay jug."""
    clay = mix(rgb("b8693f"), lively(rng), 0.15)
    pen.fill(limb(arc(42, -6, 44, 50, start=-100, end=80), [17] * 23, steps=2), body(clay, reach=6))
    pen.fill(
        smooth(points("-30,-88 34,-88 26,-52 62,10 52,72 30,96 -30,96 -52,72 -62,10 -26,-52")),
        body(clay, reach=20),
    )
    pen.fill(
        smooth(points("-30,-88 -52,-98 -20,-98 34,-90"), steps=4), body(lighter(clay, 0.1), reach=5)
    )
    pen.fill(
        limb(points("-60,14 0,28 60,14"), (11, 11, 11)), flat(lighter(clay, 0.45), opacity=0.8)
    )


def teapot(pen: Pen, rng: Random) -> None:
    """A round teapot."""
    color = lively(rng, lightness=0.66)
    pen.fill(
        limb(arc(-64, 24, 34, 36, start=90, end=270), [15] * 24, steps=2), body(color, reach=5)
    )
    pen.fill(smooth(points("50,44 84,20 88,-22 104,-24 104,-12 98,40 62,72"), steps=5), body(color))
    pen.ellipse(0, 34, 72, 60, body(color, reach=22))
    pen.fill(box(-44, 84, 44, 97, round_by=6), body(darker(color, 0.15), reach=4))
    pen.fill(arc(0, -18, 42, 24, start=180, end=360), body(lighter(color, 0.15), reach=7))
    pen.ellipse(0, -48, 11, 11, body(color, reach=4))
    petals = [
        ellipse(x, 38 + y, 11, 11) for x, y in ((0, -15), (14, -4), (9, 13), (-9, 13), (-14, -4))
    ]
    pen.fill_all(petals, flat(lighter(color, 0.6)))


def basket(pen: Pen, _rng: Random) -> None:
    """A wicker basket with fruit."""
    pen.fill(limb(arc(0, 0, 70, 84, start=180, end=360), [13] * 24, steps=2), body(WICKER, reach=5))
    for x, code in (
        (-44, "d0493f"),
        (0, "e8a23a"),
        (42, "7fb04a"),
        (-22, "e8a23a"),
        (22, "d0493f"),
    ):
        pen.ellipse(x, -4 - (x % 3) * 4, 25, 24, body(rgb(code), reach=7))
    bowl = points("-88,4 88,4 70,96 -70,96")
    pen.fill(bowl, body(WICKER))
    with pen.inside(bowl):
        pen.fill_all([box(-90, y, 90, y + 5) for y in (26, 48, 70)], flat(darker(WICKER, 0.25)))
        rods = [limb([(x, 4), (x * 0.8, 96)], (5, 5)) for x in range(-80, 90, 20)]
        pen.fill_all(rods, flat(darker(WICKER, 0.18), opacity=0.8))
    pen.fill(box(-94, -4, 94, 15, round_by=8), body(lighter(WICKER, 0.15), reach=5))


def newspaper(pen: Pen, _rng: Random) -> None:
    """A folded newspaper."""
    pen.fill(points("-74,-88 82,-96 84,84 -70,94"), body(darker(PAPER, 0.12), reach=8))
    pen.fill(points("-84,-80 70,-90 74,90 -80,98"), body(PAPER))
    page = pen.moved(-6, 4, turn=-3)
    page.fill(box(-62, -76, 60, -56, round_by=3), flat(INK, opacity=0.85))
    page.fill(box(-62, -42, 0, 14), Paint(color=rgb("a9b5ba"), bottom=rgb("7f8c92")))
    page.fill(points("-58,12 -34,-20 -16,0 -4,-14 -2,12"), flat(rgb("5f6a70")))
    columns = [(10, y) for y in range(-40, 84, 13)] + [(-62, y) for y in range(28, 84, 13)]
    page.fill_all([box(x, y, x + 52, y + 4) for x, y in columns], flat(INK, opacity=0.5))


def painting(pen: Pen, rng: Random) -> None:
    """A landscape in a golden frame."""
    pen.fill(box(-98, -80, 98, 80, round_by=5), metal(GOLD, reach=8))
    inner = box(-80, -62, 80, 62)
    sky = lively(rng, lightness=0.8, chroma=0.07)
    pen.fill(inner, Paint(color=sky, bottom=lighter(sky, 0.6)))
    with pen.inside(inner):
        pen.ellipse(36, -22, 19, 19, flat(rgb("fff2c4")))
        pen.fill(
            smooth(points("-90,20 -40,-24 0,14 44,-14 96,24 96,80 -90,80"), steps=5),
            flat(lively(rng, lightness=0.6, chroma=0.07)),
        )
        pen.fill(
            smooth(points("-90,44 -30,24 40,46 96,30 96,80 -90,80"), steps=5), flat(rgb("5f8f5f"))
        )


def statue(pen: Pen, _rng: Random) -> None:
    """A marble bust on a plinth."""
    marble = Paint(color=rgb("e6e2d8"), shade=0.28, light=0.2, reach=14)
    pen.fill(box(-52, 72, 52, 100, round_by=4), marble)
    pen.fill(symmetric(points("0,14 30,18 66,36 60,64 34,76 0,78")), marble)
    pen.fill(limb([(0, 24), (0, -14)], (44, 38)), marble)
    pen.fill(symmetric(points("0,-86 38,-78 46,-46 40,-10 20,12 0,18")), marble)
    curls = [
        ellipse(x, y, 17, 15) for x, y in ((-40, -60), (-26, -84), (0, -94), (26, -84), (40, -60))
    ]
    pen.fill_all(curls, marble)
    dark = flat(rgb("b3ab9b"))
    for side in (-1, 1):
        pen.fill(limb([(side * 10, -46), (side * 26, -46)], (5, 4)), dark)
    pen.fill(limb(points("0,-44 6,-22 -4,-18"), (3, 6, 5)), dark)
    pen.fill(limb(points("-11,-4 0,-1 11,-4"), (3, 5, 3)), dark)


def table(pen: Pen, _rng: Random) -> None:
    """A round table with a cloth."""
    for x in (-54, 54):
        pen.fill(limb([(x * 0.9, 0), (x * 1.15, 98)], (15, 11)), body(WOOD, reach=4))
    pen.fill(
        smooth(points("-96,-16 96,-16 88,20 44,34 0,24 -44,34 -88,20"), steps=5),
        body(rgb("f2e8dc")),
    )
    pen.ellipse(0, -18, 98, 22, body(WHITE, reach=6))
    pen.fill(smooth(points("-16,-62 16,-62 21,-24 -21,-24"), steps=4), body(rgb("5f8fb5"), reach=5))
    stems = [limb([(0, -60), (x, -84)], (4, 3)) for x in (-17, 0, 17)]
    pen.fill_all(stems, flat(rgb("5aa15a")))
    pen.fill_all([ellipse(x, -88, 11, 11) for x in (-17, 0, 17)], body(RED, reach=4))


def shell(pen: Pen, rng: Random) -> None:
    """A scallop shell with a pearl."""
    color = rng.choice((rgb("f2b8a0"), rgb("e8a0b5"), rgb("f0d0a0")))
    fan = smooth(
        points("0,84 -40,60 -92,6 -84,-50 -46,-84 0,-94 46,-84 84,-50 92,6 40,60"), steps=6
    )
    pen.fill(fan, body(color, reach=22))
    with pen.inside(fan):
        ribs = [limb([(0, 84), (x, -100)], (3, 8)) for x in (-110, -72, -36, 0, 36, 72, 110)]
        pen.fill_all(ribs, flat(darker(color, 0.16), opacity=0.7))
    pen.fill(points("-34,72 34,72 46,96 -46,96"), body(darker(color, 0.08), reach=5))
    pen.ellipse(44, 66, 25, 25, Paint(color=rgb("fdf8f2"), shade=0.2, light=0.3, reach=8))


def dice(pen: Pen, _rng: Random) -> None:
    """A pair of dice."""
    for x, y, turn, spots in (
        (-38, 20, -14, ((0, 0), (-24, -24), (24, 24))),
        (46, 44, 18, ((-22, -22), (22, 22), (-22, 22), (22, -22))),
    ):
        one = pen.moved(x, y, turn=turn)
        one.fill(box(-48, -48, 48, 48, round_by=15), body(rgb("fbf6ec"), reach=12))
        one.fill_all([ellipse(dx, dy, 9, 9) for dx, dy in spots], flat(RED))


def chess_piece(pen: Pen, rng: Random) -> None:
    """A king from a game of chess."""
    color = rng.choice((rgb("f2e6d0"), rgb("4a3a38")))
    stuff = Paint(color=color, shade=0.3, light=0.28, reach=12)
    pen.fill_all([box(-6, -104, 6, -70), box(-17, -96, 17, -84)], stuff)
    pen.fill(symmetric(points("0,-76 28,-70 36,-54 22,-34 0,-32")), stuff)
    pen.fill(box(-34, -36, 34, -24, round_by=6), stuff)
    pen.fill(symmetric(points("0,-26 18,-24 24,20 40,62 0,66"), steps=5), stuff)
    pen.fill_all([box(-50, 58, 50, 76, round_by=8), box(-62, 74, 62, 100, round_by=10)], stuff)


def kite(pen: Pen, rng: Random) -> None:
    """A kite with a tail."""
    color = lively(rng)
    pen.fill(limb(points("0,52 20,70 0,84 -26,94 -10,104"), (4, 4, 4, 3, 2)), flat(INK))
    for x, y in ((18, 70), (-22, 92)):
        pen.fill_all(
            [
                [(x, y), (x - 15, y - 9), (x - 15, y + 9)],
                [(x, y), (x + 15, y - 9), (x + 15, y + 9)],
            ],
            body(lighter(color, 0.3), reach=3),
        )
    pen.fill(points("0,-100 62,-40 0,56 -62,-40"), body(color))
    pen.fill(points("0,-100 62,-40 0,-40"), flat(lighter(color, 0.4), opacity=0.8))
    pen.fill(points("0,56 -62,-40 0,-40"), flat(darker(color, 0.18), opacity=0.7))
    pen.fill_all(
        [limb(points("0,-100 0,56"), (5, 5)), limb(points("-62,-40 62,-40"), (5, 5))], flat(WOOD)
    )
