"""Things to measure, see, reckon, write and play with."""

from __future__ import annotations

from random import Random

from tasks_app.pipeline.providers.local.drawing.canvas import Paint, flat
from tasks_app.pipeline.providers.local.drawing.colors import darker, lighter, rgb
from tasks_app.pipeline.providers.local.drawing.curves import (
    Outline,
    arc,
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
    GLASS,
    GOLD,
    INK,
    IRON,
    PAPER,
    RED,
    STEEL,
    WHITE,
    WOOD,
    body,
    lit,
    lively,
    metal,
    shine,
)


def magnifier(pen: Pen, _rng: Random) -> None:
    """A magnifying glass."""
    pen.fill(limb([(34, 32), (84, 88)], (25, 29)), body(DARK_WOOD, reach=7))
    pen.ellipse(-16, -24, 72, 72, metal(GOLD, reach=10))
    pen.ellipse(-16, -24, 56, 56, Paint(color=rgb("e2f4fa"), bottom=rgb("a9d5e6")))
    shine(pen, [(-54, -26), (-46, -52), (-24, -66)], width=13, opacity=0.8)


def telescope(pen: Pen, rng: Random) -> None:
    """A brass telescope on three legs."""
    for x in (-56, 0, 56):
        pen.fill(limb([(0, 10), (x, 98)], (11, 8)), body(DARK_WOOD, reach=4))
    tube = pen.moved(0, 0, turn=-28)
    tube.fill(box(-92, -22, -40, 16, round_by=5), metal(GOLD))
    tube.fill(box(-44, -28, 52, 22, round_by=5), body(lively(rng, lightness=0.45), reach=12))
    tube.fill(box(46, -34, 98, 28, round_by=6), metal(GOLD))
    tube.ellipse(98, -3, 8, 30, flat(rgb("bfe6f5")))
    pen.ellipse(0, 12, 17, 17, metal(IRON, reach=6))


def microscope(pen: Pen, _rng: Random) -> None:
    """A microscope."""
    blue = rgb("5f7f9f")
    pen.fill(box(-64, 78, 70, 100, round_by=10), body(IRON))
    pen.fill(limb(points("40,84 66,40 62,-16 26,-50"), (25, 27, 25, 21)), body(blue))
    pen.fill(box(-52, 40, 36, 54, round_by=4), metal(STEEL, reach=5))
    tube = pen.moved(6, -36, turn=18)
    tube.fill(box(-21, -44, 21, 44, round_by=7), body(rgb("e9eef2")))
    tube.fill(box(-15, -66, 15, -42, round_by=5), body(IRON, reach=5))
    tube.fill(box(-11, 42, 11, 70, round_by=4), metal(STEEL, reach=4))
    pen.ellipse(60, 18, 15, 15, metal(STEEL, reach=5))


def flask(pen: Pen, rng: Random) -> None:
    """A flask with a bubbling liquid."""
    color = lively(rng, lightness=0.7, chroma=0.16)
    glass: Outline = points("-17,-96 17,-96 17,-36 72,74 60,98 -60,98 -72,74 -17,-36")
    pen.glow(0, 50, 110, color, strength=0.4)
    pen.fill(glass, flat(GLASS, opacity=0.75))
    with pen.inside(glass):
        pen.fill(
            smooth(points("-90,30 -40,22 0,32 40,24 90,30 90,110 -90,110"), steps=4),
            Paint(color=lighter(color, 0.25), bottom=color),
        )
        pen.fill_all(
            [
                ellipse(x, y, r, r)
                for x, y, r in ((-24, 60, 8), (12, 76, 6), (26, 52, 9), (-4, 44, 5))
            ],
            flat(WHITE, opacity=0.5),
        )
    pen.fill(box(-25, -100, 25, -88, round_by=6), body(rgb("e6f2f6"), reach=3))
    shine(pen, [(-34, 10), (-48, 42), (-56, 70)], width=9)


def gear(pen: Pen, rng: Random) -> None:
    """Two wheels that interlock."""
    for x, y, size, paint in (
        (-26, 20, 70, metal(STEEL)),
        (52, -46, 46, metal(rng.choice((GOLD, rgb("c98f5a"))))),
    ):
        teeth: list[Outline] = [
            turned(
                box(x - size * 0.13, y - size * 1.16, x + size * 0.13, y + size * 1.16, round_by=4),
                (x, y),
                step * 22.5,
            )
            for step in range(8)
        ]
        pen.fill_all([ellipse(x, y, size, size), *teeth], paint)
        pen.ellipse(
            x,
            y,
            size * 0.62,
            size * 0.62,
            Paint(color=darker(paint.color, 0.3), light=0.1, reach=8),
        )
        pen.ellipse(x, y, size * 0.36, size * 0.36, paint)
        pen.ellipse(x, y, size * 0.14, size * 0.14, flat(INK))


def compass(pen: Pen, _rng: Random) -> None:
    """A compass with its needle."""
    pen.ellipse(0, -88, 15, 13, metal(GOLD, reach=5))
    pen.ellipse(0, 8, 90, 90, metal(GOLD, reach=14))
    pen.ellipse(0, 8, 72, 72, Paint(color=rgb("fdf6e4"), shade=0.12, reach=12))
    ring = [
        ellipse(0 + x, 8 + y, 4, 4)
        for x, y in (
            (0, -58),
            (41, -41),
            (58, 0),
            (41, 41),
            (0, 58),
            (-41, 41),
            (-58, 0),
            (-41, -41),
        )
    ]
    pen.fill_all(ring, flat(darker(GOLD, 0.3)))
    needle = pen.moved(0, 8, turn=32)
    needle.fill([(0, -54), (12, 0), (-12, 0)], body(RED, reach=4))
    needle.fill([(0, 54), (12, 0), (-12, 0)], body(IRON, reach=4))
    pen.ellipse(0, 8, 8, 8, metal(GOLD, reach=3))


def camera(pen: Pen, rng: Random) -> None:
    """A camera with a big lens."""
    color = rng.choice((rgb("3f4654"), lively(rng, lightness=0.45)))
    pen.fill(box(-40, -64, 26, -30, round_by=8), body(color))
    pen.fill(box(50, -54, 78, -36, round_by=5), body(RED, reach=4))
    pen.fill(box(-96, -44, 96, 76, round_by=17), body(color))
    pen.fill(box(-96, -16, 96, 48), flat(darker(color, 0.3)))
    for radius, paint in (
        (52, metal(STEEL)),
        (42, body(INK)),
        (28, Paint(color=rgb("5f86c4"), bottom=rgb("2a2f5f"))),
    ):
        pen.ellipse(0, 16, radius, radius, paint)
    pen.ellipse(-10, 6, 9, 8, flat(WHITE, opacity=0.8))
    pen.fill(box(-80, -34, -52, -22, round_by=4), flat(rgb("ffe9a8")))


def computer(pen: Pen, rng: Random) -> None:
    """A laptop with a chart on its screen."""
    pen.fill(box(-84, -80, 84, 46, round_by=10), body(rgb("4a5262")))
    color = lively(rng, lightness=0.4)
    pen.fill(box(-74, -70, 74, 36, round_by=4), Paint(color=color, bottom=darker(color, 0.4)))
    pen.fill_all(
        [
            box(-56 + step * 24, 24 - high, -40 + step * 24, 24)
            for step, high in enumerate((26, 44, 36, 62, 76))
        ],
        lit(rgb("8fe0c4")),
    )
    pen.fill(limb(points("-56,-20 -20,-34 10,-26 56,-58"), (5, 5, 5, 5)), flat(rgb("ffd27a")))
    pen.fill(points("-84,46 84,46 104,74 -104,74"), body(rgb("c3cad3"), reach=6))
    pen.fill(box(-104, 72, 104, 82, round_by=5), flat(rgb("8f98a5")))
    pen.fill(points("-72,51 72,51 82,63 -82,63"), flat(rgb("6f7888")))


def phone(pen: Pen, rng: Random) -> None:
    """A phone with round pictures on it."""
    pen.fill(box(-52, -98, 52, 98, round_by=19), body(rgb("2f3440")))
    color = lively(rng, lightness=0.6)
    pen.fill(box(-44, -84, 44, 84, round_by=10), Paint(color=lighter(color, 0.3), bottom=color))
    for row in range(4):
        for column in range(3):
            tone = lively(rng, lightness=0.75)
            pen.fill(
                box(
                    -36 + column * 26, -70 + row * 28, -16 + column * 26, -50 + row * 28, round_by=6
                ),
                flat(tone),
            )
    pen.fill(box(-16, 70, 16, 75, round_by=2), flat(WHITE, opacity=0.8))


def light_bulb(pen: Pen, _rng: Random) -> None:
    """An idea."""
    pen.glow(0, -24, 170, rgb("ffe28a"), strength=0.7)
    right: Outline = points("0,-98 48,-82 66,-32 46,12 28,40 0,44")
    pen.fill(
        symmetric(right, steps=6),
        Paint(color=rgb("fff6cf"), bottom=rgb("ffd35c"), shade=0.12, light=0.3, reach=14),
    )
    pen.fill(
        limb(points("-17,34 -21,-14 -7,-2 0,-18 7,-2 21,-14 17,34"), (4,) * 7), flat(rgb("f28f3a"))
    )
    pen.fill_all(
        [box(-27, 42 + step * 15, 27, 54 + step * 15, round_by=6) for step in range(3)],
        metal(STEEL, reach=5),
    )
    pen.ellipse(0, 90, 13, 8, flat(INK))


def scroll(pen: Pen, rng: Random) -> None:
    """A parchment with writing and a seal."""
    pen.fill(box(-60, -76, 60, 76), body(PAPER))
    for y in (-80, 80):
        pen.fill(limb([(-74, y), (74, y)], (31, 31)), body(darker(PAPER, 0.08), reach=8))
        pen.fill_all([ellipse(x, y, 8, 14) for x in (-80, 80)], body(DARK_WOOD, reach=4))
    for row in range(5):
        end = rng.uniform(18, 44)
        pen.fill(
            limb([(-44, -44 + row * 21), (end, -44 + row * 21)], (5, 5)),
            flat(darker(PAPER, 0.5), opacity=0.75),
        )
    pen.ellipse(34, 50, 18, 18, body(RED, reach=6))


def world_map(pen: Pen, rng: Random) -> None:
    """A treasure map with a way and a cross."""
    edge = smooth(points("-98,-64 -40,-76 20,-60 98,-72 92,66 30,78 -30,64 -94,76"), steps=5)
    pen.fill(edge, body(rgb("ecd7a4"), reach=16))
    with pen.inside(edge):
        pen.fill(
            smooth(points("-84,10 -50,-40 -10,-30 0,16 -40,44"), steps=5),
            flat(rgb("9fbf7a"), opacity=0.8),
        )
        pen.fill(
            smooth(points("30,-30 70,-40 84,0 56,40 24,20"), steps=5),
            flat(rgb("9fbf7a"), opacity=0.8),
        )
        dots = [
            (-56 + step * 15.0, 10 - 24 * (step % 5) * 0.25 + rng.uniform(-4, 4))
            for step in range(8)
        ]
        pen.fill_all([ellipse(x, y, 4.5, 3) for x, y in dots], flat(rgb("8a4f3a")))
        pen.fill_all(
            [limb([(52, -12), (72, 10)], (7, 7)), limb([(72, -12), (52, 10)], (7, 7))], flat(RED)
        )


def guitar(pen: Pen, rng: Random) -> None:
    """A guitar."""
    wood = rng.choice((rgb("c98a45"), rgb("a8562f"), lively(rng, lightness=0.5)))
    pen.fill(box(-8, -78, 8, 20), body(DARK_WOOD, reach=4))
    pen.fill(box(-13, -104, 13, -76, round_by=5), body(darker(wood, 0.2), reach=5))
    right: Outline = points("0,-8 34,-2 38,24 30,40 54,62 48,92 0,102")
    pen.fill(symmetric(right, steps=6), body(wood, reach=16))
    pen.ellipse(0, 32, 16, 16, flat(INK))
    pen.fill(box(-22, 66, 22, 74, round_by=3), body(DARK_WOOD, reach=3))
    pen.fill_all(
        [box(x - 0.7, -90, x + 0.7, 70) for x in (-5, -2, 2, 5)], flat(rgb("f6ecd6"), opacity=0.8)
    )


def bell(pen: Pen, _rng: Random) -> None:
    """A golden bell."""
    pen.ellipse(0, -88, 15, 13, metal(GOLD, reach=4))
    right: Outline = points("0,-82 34,-70 48,-20 58,34 84,68 0,70")
    pen.ellipse(0, 80, 19, 17, metal(darker(GOLD, 0.2), reach=6))
    pen.fill(
        [
            *smooth(right, steps=6, closed=False),
            *[(-x, y) for x, y in smooth(right, steps=6, closed=False)[::-1]],
        ],
        metal(GOLD, reach=20),
    )
    pen.fill(limb([(-74, 52), (74, 52)], (5, 5)), flat(darker(GOLD, 0.3), opacity=0.7))
    shine(pen, [(-32, -40), (-38, -4), (-46, 26)], width=10)


def flag(pen: Pen, rng: Random) -> None:
    """A flag in the wind."""
    color = lively(rng)
    pen.fill(limb([(-60, -96), (-60, 100)], (9, 11)), body(WOOD, reach=3))
    pen.ellipse(-60, -98, 9, 9, metal(GOLD, reach=3))
    cloth = smooth(points("-56,-90 -16,-100 30,-82 92,-94 86,-6 30,4 -16,-14 -56,-4"), steps=6)
    pen.fill(cloth, body(color))
    with pen.inside(cloth):
        pen.fill(
            limb(points("-70,-46 -10,-58 40,-38 110,-50"), (27,) * 4),
            flat(lighter(color, 0.6), opacity=0.9),
        )


def magnet(pen: Pen, _rng: Random) -> None:
    """A horseshoe magnet."""
    bow = arc(0, -20, 60, 60, start=180, end=360)
    pen.fill(
        limb([(-60, 70), (-60, -10), *bow, (60, -10), (60, 70)], [40] * (len(bow) + 4), steps=3),
        body(RED, reach=12),
    )
    pen.fill_all([box(x - 21, 50, x + 21, 94) for x in (-60, 60)], metal(STEEL, reach=6))
    pen.fill_all(
        [
            limb(points("-20,84 -6,70 -14,62 2,46"), (4, 4, 4, 2)),
            limb(points("24,88 14,74 22,64 12,50"), (4, 4, 4, 2)),
        ],
        flat(GOLD),
    )


def atom(pen: Pen, rng: Random) -> None:
    """A nucleus with its orbits."""
    color = lively(rng, lightness=0.68)
    pen.glow(0, 0, 110, color, strength=0.5)
    for turn in (0, 60, 120):
        path = ellipse(0, 0, 92, 34, turn=turn)
        pen.fill(limb([*path, path[0]], [6] * (len(path) + 1), steps=2), flat(lighter(color, 0.2)))
        x, y = path[(turn // 7 + 5) % len(path)]
        pen.ellipse(x, y, 11, 11, metal(lively(rng), reach=4))
    for x, y, tone in ((-9, -6, RED), (10, -8, color), (-2, 11, color), (12, 8, RED), (0, -2, RED)):
        pen.ellipse(x, y, 14, 14, metal(tone, reach=5))
