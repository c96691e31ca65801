"""Hats and helmets, on a head whose middle is (0, 0) and whose crown is at y = -82."""

from __future__ import annotations

from collections.abc import Callable

from tasks_app.pipeline.providers.local.drawing.canvas import Paint, flat, soft
from tasks_app.pipeline.providers.local.drawing.colors import Color, darker, lighter, rgb
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
from tasks_app.pipeline.providers.local.figures.clothes import GOLD, LEATHER, STEEL, Clothes
from tasks_app.pipeline.providers.local.figures.faces import Face


def draw_hat(pen: Pen, hat: str, worn: Clothes, face: Face) -> None:
    """The hat of this name; none for a dash."""
    if hat in HATS:
        HATS[hat](pen, worn, face)


def felt(color: Color, *, reach: float = 14) -> Paint:
    """The stuff hats are made of."""
    return Paint(color=color, shade=0.26, light=0.18, reach=reach)


def dome(wide: float, *, base: float, top: float) -> Outline:
    """A round crown from ear to ear."""
    return arc(0, base, wide, base - top, start=180, end=360)


def cap(pen: Pen, worn: Clothes, face: Face) -> None:
    """A baseball cap, its peak where the face looks."""
    way = 1 if face.glance > 0 else -1
    pen.fill(dome(78, base=-32, top=-112), felt(worn.second))
    pen.fill(
        smooth(
            [
                (-60 * way, -38),
                (40 * way, -46),
                (112 * way, -34),
                (116 * way, -22),
                (20 * way, -28),
                (-60 * way, -26),
            ]
        ),
        felt(darker(worn.second, 0.18), reach=6),
    )
    pen.ellipse(0, -112, 9, 6, flat(darker(worn.second, 0.2)))


def beret(pen: Pen, worn: Clothes, _face: Face) -> None:
    """A soft hat to one side."""
    pen.fill(
        smooth(points("-74,-44 -96,-78 -40,-118 40,-112 86,-74 70,-42 0,-50")),
        felt(darker(worn.main, 0.12)),
    )
    pen.fill(limb([(-8, -112), (-4, -130)], (8, 5)), flat(darker(worn.main, 0.3)))


def straw_hat(pen: Pen, worn: Clothes, _face: Face) -> None:
    """A wide hat of straw with a ribbon."""
    straw = rgb("e6c477")
    pen.ellipse(0, -48, 142, 30, felt(straw))
    pen.fill(dome(72, base=-48, top=-128), felt(straw))
    pen.fill(box(-72, -70, 72, -48), felt(worn.second, reach=6))
    pen.fill(
        limb([(-134, -46), (0, -30), (134, -46)], (5, 12, 5)), flat(darker(straw, 0.2), opacity=0.6)
    )


def ranger_hat(pen: Pen, _worn: Clothes, _face: Face) -> None:
    """A brown hat with a dent and a wide brim."""
    brown = rgb("8a5f3f")
    pen.fill(
        smooth(points("-132,-50 -60,-64 0,-58 60,-64 132,-50 70,-32 0,-28 -70,-32")),
        felt(brown),
    )
    pen.fill(
        smooth(
            points("-68,-48 -62,-110 -30,-128 0,-116 30,-128 62,-110 68,-48"),
            steps=5,
        ),
        felt(brown),
    )
    pen.fill(box(-67, -68, 67, -50), flat(darker(brown, 0.4)))


def bowler(pen: Pen, _worn: Clothes, _face: Face) -> None:
    """A round black hat."""
    black = rgb("3a3644")
    pen.fill(dome(70, base=-46, top=-132), felt(black))
    pen.fill(
        limb(points("-104,-52 -60,-42 60,-42 104,-52"), (15, 19, 19, 15)),
        felt(lighter(black, 0.06), reach=6),
    )
    pen.fill(box(-70, -68, 70, -50), flat(rgb("7a3f48")))


def wizard_hat(pen: Pen, worn: Clothes, _face: Face) -> None:
    """A tall pointed hat with a bend and stars."""
    color = darker(worn.main, 0.08)
    cone: Outline = points("-78,-46 -56,-110 -26,-176 14,-214 66,-204 34,-160 56,-104 78,-46")
    pen.fill(smooth(cone, steps=5), felt(color, reach=18))
    pen.fill(smooth(points("-142,-44 -60,-62 60,-62 142,-44 60,-24 -60,-24")), felt(color))
    pen.fill(limb([(-76, -58), (0, -48), (76, -58)], (21, 23, 21)), felt(GOLD, reach=5))
    for x, y, size in ((-18, -120, 9), (22, -150, 7), (14, -92, 6)):
        pen.fill(
            [
                (x, y - size),
                (x + size * 0.3, y - size * 0.3),
                (x + size, y),
                (x + size * 0.3, y + size * 0.3),
                (x, y + size),
                (x - size * 0.3, y + size * 0.3),
                (x - size, y),
                (x - size * 0.3, y - size * 0.3),
            ],
            flat(rgb("ffe9a3")),
        )


def crown(pen: Pen, _worn: Clothes, _face: Face) -> None:
    """A crown with jewels."""
    shape: Outline = points("-64,-52 -74,-122 -38,-90 0,-138 38,-90 74,-122 64,-52")
    pen.fill(shape, Paint(color=GOLD, shade=0.3, light=0.35, reach=10))
    pen.fill(
        box(-66, -66, 66, -46, round_by=6), Paint(color=lighter(GOLD, 0.15), shade=0.2, reach=5)
    )
    for x, y, code in (
        (0, -138, "e0604f"),
        (-74, -122, "5aa7e0"),
        (74, -122, "5aa7e0"),
        (0, -56, "e0604f"),
        (-36, -56, "62c98f"),
        (36, -56, "62c98f"),
    ):
        pen.ellipse(x, y, 8, 8, soft(rgb(code), reach=3))


def tricorn(pen: Pen, _worn: Clothes, _face: Face) -> None:
    """A pirate's hat with a sign on it."""
    black = rgb("38303c")
    pen.fill(
        smooth(
            points("-134,-62 -88,-110 0,-138 88,-110 134,-62 70,-58 0,-40 -70,-58"),
            steps=6,
        ),
        felt(black, reach=16),
    )
    pen.fill(
        limb(points("-128,-66 -60,-62 0,-44 60,-62 128,-66"), (5, 8, 9, 8, 5)),
        flat(GOLD),
    )
    pen.ellipse(0, -92, 19, 17, flat(rgb("f4efe2")))
    pen.fill(box(-9, -84, 9, -70, round_by=3), flat(rgb("f4efe2")))
    pen.fill_all([ellipse(-7, -92, 5, 6), ellipse(7, -92, 5, 6)], flat(black))
    pen.fill_all(
        [limb([(-34, -70), (34, -114)], (6, 6)), limb([(34, -70), (-34, -114)], (6, 6))],
        flat(rgb("f4efe2"), opacity=0.35),
    )


def bandana(pen: Pen, worn: Clothes, _face: Face) -> None:
    """A knotted cloth with dots."""
    color = worn.main
    pen.fill(dome(76, base=-34, top=-104), felt(color))
    pen.fill(
        limb([(-76, -38), (0, -54), (76, -38)], (19, 21, 19)), felt(darker(color, 0.14), reach=5)
    )
    pen.fill_all(
        [limb([(74, -40), (112, -20)], (19, 6)), limb([(74, -40), (104, 6)], (17, 5))],
        felt(color, reach=4),
    )
    pen.fill_all(
        [ellipse(x, y, 5, 5) for x, y in ((-40, -72), (-8, -84), (26, -78), (50, -60), (-20, -60))],
        flat(rgb("fff6e6"), opacity=0.9),
    )


def captain_cap(pen: Pen, worn: Clothes, _face: Face) -> None:
    """A peaked cap with a badge."""
    white = rgb("f4f2ec")
    pen.fill(
        smooth(points("-96,-84 -60,-120 0,-128 60,-120 96,-84 70,-62 0,-56 -70,-62")),
        felt(white),
    )
    pen.fill(
        smooth(points("-74,-66 0,-60 74,-66 70,-40 0,-34 -70,-40")),
        felt(darker(worn.main, 0.3), reach=8),
    )
    pen.fill(
        smooth(points("-62,-40 0,-36 62,-40 44,-18 0,-12 -44,-18")),
        felt(rgb("2f2a36"), reach=6),
    )
    pen.ellipse(0, -72, 14, 14, soft(GOLD, reach=4))


def chef_hat(pen: Pen, _worn: Clothes, _face: Face) -> None:
    """A tall white hat."""
    white = Paint(color=rgb("fbfaf5"), shade=0.14, reach=14)
    pen.fill_all(
        [
            ellipse(-44, -134, 46, 40),
            ellipse(44, -134, 46, 40),
            ellipse(0, -154, 54, 46),
            box(-60, -130, 60, -70),
        ],
        white,
    )
    pen.fill(box(-68, -88, 68, -46, round_by=8), Paint(color=rgb("f0eee6"), shade=0.16, reach=8))


def knight_helmet(pen: Pen, worn: Clothes, _face: Face) -> None:
    """An open helmet with a plume."""
    steel = Paint(color=STEEL, shade=0.36, light=0.34, reach=16)
    pen.fill(limb(points("0,-110 30,-158 92,-140 110,-80"), (16, 38, 34, 6)), felt(worn.main))
    pen.fill(
        [
            *dome(80, base=-20, top=-120),
            (80, 40),
            (60, 70),
            (58, -18),
            (-58, -18),
            (-60, 70),
            (-80, 40),
        ],
        steel,
    )
    pen.fill(
        box(-80, -36, 80, -16, round_by=6), Paint(color=lighter(STEEL, 0.15), shade=0.3, reach=6)
    )
    pen.fill(box(-5, -118, 5, -30), flat(lighter(STEEL, 0.25)))


def viking_helmet(pen: Pen, _worn: Clothes, _face: Face) -> None:
    """An iron cap with horns."""
    for side in (-1, 1):
        pen.fill(
            limb([(side * 66, -66), (side * 122, -84), (side * 134, -152)], (38, 28, 3)),
            felt(rgb("efe4cf")),
        )
    pen.fill(dome(76, base=-34, top=-116), Paint(color=STEEL, shade=0.36, light=0.3, reach=14))
    pen.fill(box(-78, -50, 78, -28, round_by=6), felt(rgb("8a6a3f"), reach=6))
    pen.fill(box(-9, -116, 9, -34), felt(rgb("8a6a3f"), reach=4))


def hard_hat(pen: Pen, _worn: Clothes, _face: Face) -> None:
    """A yellow safety helmet."""
    yellow = rgb("f4bf3a")
    pen.fill(dome(76, base=-40, top=-120), felt(yellow))
    pen.fill(limb([(-94, -42), (0, -34), (94, -42)], (15, 19, 15)), felt(yellow, reach=6))
    pen.fill_all(
        [limb([(x * 1.4, -46), (x, -112)], (9, 9)) for x in (-22, 0, 22)],
        flat(lighter(yellow, 0.4), opacity=0.7),
    )


def headband(pen: Pen, worn: Clothes, _face: Face) -> None:
    """A band round the forehead."""
    pen.fill(limb([(-68, -38), (0, -50), (68, -38)], (21, 21, 21)), felt(worn.second, reach=5))
    pen.fill_all(
        [limb([(66, -38), (104, -10)], (15, 7)), limb([(66, -38), (98, 14)], (13, 6))],
        felt(worn.second, reach=4),
    )


def hood(pen: Pen, worn: Clothes, _face: Face) -> None:
    """A hood drawn up."""
    outer = symmetric(points("0,-118 66,-100 100,-30 96,50 66,96 0,106"))
    inner = symmetric(points("0,-70 44,-58 64,-14 60,40 36,78 0,86"))
    ring = [*outer, outer[0], inner[0], *inner[::-1]]
    pen.fill(ring, felt(worn.main))


def aviator_cap(pen: Pen, _worn: Clothes, _face: Face) -> None:
    """A leather cap with goggles pushed up."""
    pen.fill(
        [
            *dome(78, base=-30, top=-108),
            (76, 40),
            (54, 66),
            (56, -26),
            (-56, -26),
            (-54, 66),
            (-76, 40),
        ],
        felt(LEATHER),
    )
    for side in (-1, 1):
        pen.ellipse(side * 32, -60, 28, 22, felt(GOLD, reach=5))
        pen.ellipse(
            side * 32, -60, 21, 16, Paint(color=rgb("bfe4f2"), light=0.4, shade=0.2, reach=8)
        )


def space_helmet(pen: Pen, _worn: Clothes, _face: Face) -> None:
    """A glass globe with a shine; the face stays visible."""
    ring = ellipse(0, -6, 112, 112)
    pen.fill(ring, flat(rgb("cfe8f7"), opacity=0.22))
    pen.fill(limb([*ring, ring[0]], (13, 13)), soft(rgb("dfe5ec"), reach=5))
    pen.fill(
        limb(arc(0, -6, 88, 88, start=190, end=260), (3, 13, 3)), flat(rgb("ffffff"), opacity=0.75)
    )
    pen.fill(
        limb(arc(0, -6, 88, 88, start=20, end=50), (2, 8, 2)), flat(rgb("ffffff"), opacity=0.4)
    )
    for side in (-1, 1):
        pen.fill(
            box(side * 114 - 14, -34, side * 114 + 14, 30, round_by=9), soft(rgb("9aa5b5"), reach=7)
        )


HATS: dict[str, Callable[[Pen, Clothes, Face], None]] = {
    "cap": cap,
    "beret": beret,
    "straw_hat": straw_hat,
    "ranger_hat": ranger_hat,
    "bowler": bowler,
    "wizard_hat": wizard_hat,
    "crown": crown,
    "tricorn": tricorn,
    "bandana": bandana,
    "captain_cap": captain_cap,
    "chef_hat": chef_hat,
    "knight_helmet": knight_helmet,
    "viking_helmet": viking_helmet,
    "hard_hat": hard_hat,
    "headband": headband,
    "hood": hood,
    "aviator_cap": aviator_cap,
    "space_helmet": space_helmet,
}
