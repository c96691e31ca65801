"""What swims: fish, whales, octopuses, seen from the side."""

from __future__ import annotations

from random import Random

from tasks_app.pipeline.providers.local.drawing.canvas import flat, soft
from tasks_app.pipeline.providers.local.drawing.colors import (
    darker,
    lighter,
    rgb,
    turned,
)
from tasks_app.pipeline.providers.local.drawing.curves import (
    Outline,
    arc,
    ellipse,
    limb,
    points,
    smooth,
    symmetric,
)
from tasks_app.pipeline.providers.local.drawing.pen import Pen
from tasks_app.pipeline.providers.local.figures.faces import INK

SEA_LIFE: dict[str, str] = {
    "fish": "goldfish salmon shark tuna clownfish fisch pez poisson рыба 鱼 魚 سمكة",
    "whale": "dolphin orca wal ballena baleine кит 鲸",
    "octopus": "squid kraken jellyfish tintenfisch pulpo pieuvre осьминог 章鱼",
}


def draw_sea_life(pen: Pen, name: str, rng: Random) -> None:
    """A swimmer, in the middle of the picture."""
    {"fish": draw_fish, "whale": draw_whale, "octopus": draw_octopus}[name](pen.moved(0, 560), rng)


def draw_fish(pen: Pen, rng: Random) -> None:
    """A round striped fish that looks to the right."""
    color = turned(rgb(rng.choice(("f2843c", "3f8fd0", "e8c13a", "d0567a"))), rng.uniform(-8, 8))
    fin = soft(darker(color, 0.14), reach=18)
    pen.fill(smooth(points("-170,0 -290,-130 -320,-20 -300,110"), steps=6), fin)
    pen.fill(smooth(points("-60,-150 20,-252 100,-232 90,-130"), steps=6), fin)
    trunk = smooth(points("232,10 150,-130 0,-178 -150,-80 -200,6 -140,96 0,176 150,140"), steps=7)
    pen.fill(trunk, soft(color, reach=34))
    with pen.inside(trunk):
        pen.fill_all(
            [limb([(x, -200), (x + 27, 0), (x, 200)], (36, 54, 36)) for x in (-106, 44)],
            flat(rgb("fff6e6"), opacity=0.9),
        )
        pen.fill_all(
            [
                limb(arc(x, y, 30, 30, start=110, end=250), [5] * 19, steps=2)
                for x in (-40, -20)
                for y in (-56, 0, 56)
            ],
            flat(darker(color, 0.25), opacity=0.5),
        )
    pen.fill(
        smooth(points("-10,40 -80,130 20,146 60,90"), steps=6), soft(darker(color, 0.1), reach=14)
    )
    pen.ellipse(146, -40, 40, 42, flat(rgb("fdfaf4")))
    pen.ellipse(154, -38, 25, 28, flat(INK))
    pen.ellipse(146, -50, 9, 10, flat(rgb("ffffff")))
    pen.fill(limb([(170, 54), (198, 62), (222, 44)], (5, 9, 5)), flat(darker(color, 0.5)))


def draw_whale(pen: Pen, rng: Random) -> None:
    """A big blue whale that spouts."""
    color = turned(rgb(rng.choice(("4f86b5", "5f7fa8", "3f8f9f"))), rng.uniform(-10, 10))
    spray = flat(rgb("cfeaf5"), opacity=0.95)
    for side in (-1, 1):
        pen.fill(
            limb([(90, -190), (90 + side * 20, -270), (90 + side * 80, -250)], (25, 27, 6)), spray
        )
    pen.fill(
        smooth(points("-230,-10 -300,-120 -360,-130 -330,-40 -350,60 -280,40"), steps=6),
        soft(darker(color, 0.1)),
    )
    trunk = smooth(
        points("300,10 260,-110 120,-180 -60,-150 -220,-30 -260,10 -120,130 90,176 260,120"),
        steps=7,
    )
    pen.fill(trunk, soft(color, reach=38))
    with pen.inside(trunk):
        pen.fill(
            smooth(points("320,30 160,60 -60,86 -260,60 -200,220 320,220"), steps=6),
            soft(rgb("e6eff2"), reach=20),
        )
        pen.fill_all(
            [limb([(240, 84 + y), (80, 104 + y), (-60, 106 + y)], (3, 6, 3)) for y in (0, 27, 54)],
            flat(rgb("a9bfca")),
        )
    pen.fill(
        smooth(points("40,90 -40,190 30,206 110,130"), steps=6), soft(darker(color, 0.14), reach=16)
    )
    pen.ellipse(190, -12, 25, 27, flat(rgb("fdfaf4")))
    pen.ellipse(194, -10, 18, 21, flat(INK))
    pen.ellipse(188, -18, 7, 7, flat(rgb("ffffff")))
    pen.fill(limb([(216, 48), (256, 52), (290, 24)], (4, 8, 4)), flat(darker(color, 0.45)))


def draw_octopus(pen: Pen, rng: Random) -> None:
    """Eight arms and a large head."""
    color = turned(rgb(rng.choice(("d0567a", "e0703f", "8f5fc0"))), rng.uniform(-10, 10))
    for x, curl in (
        (-210, -46),
        (-146, -30),
        (-80, -20),
        (80, 20),
        (146, 30),
        (210, 46),
        (-26, -14),
        (26, 14),
    ):
        arm: Outline = [
            (x * 0.45, 70),
            (x * 0.86, 190),
            (x * 1.15, 280),
            (x * 1.15 + curl * 1.6, 316),
            (x * 1.1 + curl * 2.3, 278),
        ]
        pen.fill(limb(arm, (84, 66, 48, 34, 15)), soft(darker(color, abs(x) / 1600), reach=16))
        suckers = [
            ellipse(x * share, y, r, r * 0.8)
            for share, y, r in ((0.8, 170, 11), (0.98, 224, 9), (1.1, 268, 7))
        ]
        pen.fill_all(suckers, flat(lighter(color, 0.5), opacity=0.8))
    pen.fill(
        symmetric(points("0,-290 130,-250 186,-120 150,30 120,120 0,140")), soft(color, reach=38)
    )
    pen.fill_all(
        [ellipse(x, y, r, r) for x, y, r in ((-80, -190, 21), (-40, -230, 13), (96, -170, 17))],
        flat(lighter(color, 0.3), opacity=0.7),
    )
    for side in (-1, 1):
        pen.ellipse(side * 66, -26, 42, 46, flat(rgb("fdfaf4")))
        pen.ellipse(side * 64, -22, 29, 34, flat(INK))
        pen.ellipse(side * 64 - 9, -34, 10, 11, flat(rgb("ffffff")))
    pen.fill(limb([(-25, 50), (0, 64), (25, 50)], (6, 10, 6)), flat(darker(color, 0.5)))
