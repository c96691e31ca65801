"""Birds from the front, as plump as they come. They stand on y = 945."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from tasks_app.pipeline.providers.local.drawing.canvas import flat, soft
from tasks_app.pipeline.providers.local.drawing.colors import (
    Color,
    darker,
    lighter,
    rgb,
    turned,
)
from tasks_app.pipeline.providers.local.drawing.curves import (
    Outline,
    ellipse,
    limb,
    points,
    smooth,
    symmetric,
)
from tasks_app.pipeline.providers.local.drawing.pen import Pen
from tasks_app.pipeline.providers.local.figures.beast_faces import PINK
from tasks_app.pipeline.providers.local.figures.faces import INK

BIRDS: dict[str, tuple[str, str, str]] = {
    # Words, colors of the feathers, marks.
    "owl": ("eule búho hibou сова 猫头鹰", "8a6244 9a8a78 6f6a80", "discs tufts spots"),
    "penguin": ("pinguin pingüino manchot пингвин 企鹅", "38424f", "white_front"),
    "parrot": (
        "macaw papagei loro perroquet попугай 鹦鹉",
        "d9473c 3fa05a 3f7fd0 e8b03a",
        "crest hooked bright_wings",
    ),
    "eagle": (
        "hawk falcon raven crow vulture adler águila aigle орёл 鹰",
        "6b4a36 3d3a44",
        "white_head hooked",
    ),
    "chicken": (
        "hen rooster cock chick turkey huhn gallina poule курица 鸡",
        "f4ecdc c9783f e8c45a",
        "comb",
    ),
    "duck": (
        "goose swan seagull gull dove pigeon ente pato canard утка 鸭",
        "f6f2e6 e8c45a 7fa08a",
        "flat_bill",
    ),
    "robin": (
        "bird sparrow canary hummingbird finch vogel pájaro oiseau птица 鸟 طائر",
        "6f8fb5 c9694a e0b04a 6aa57a",
        "breast",
    ),
}


def draw_bird(pen: Pen, name: str, rng: Random) -> None:
    """A plump bird from the front."""
    _, colors, marks_text = BIRDS[name]
    marks, coat = (
        frozenset(marks_text.split()),
        turned(rgb(rng.choice(colors.split())), rng.uniform(-6, 6)),
    )
    pale = rgb("fbf6ea") if "white_front" in marks else lighter(coat, 0.5)
    for side in (-1, 1):
        pen.fill_all(
            [limb([(side * 66, 900), (side * 66 + dx, 936)], (21, 19)) for dx in (-34, 0, 34)],
            soft(rgb("f0a03c"), reach=6),
        )
    pen.fill(points("-60,850 60,850 96,930 -96,930"), soft(darker(coat, 0.25)))
    trunk = symmetric(points("0,330 120,362 188,480 212,680 168,852 0,908"))
    pen.fill(trunk, soft(coat, reach=34))
    breast = rgb("e0703f") if "breast" in marks else pale
    pen.fill(symmetric(points("0,560 96,590 138,710 106,848 0,884")), soft(breast, reach=22))
    if "spots" in marks:
        flecks = [
            limb([(x - 13, y), (x, y + 11), (x + 13, y)], (3, 8, 3))
            for y in (660, 716, 772, 828)
            for x in (-60, -20, 20, 60)
        ]
        pen.fill_all(flecks, flat(darker(coat, 0.2), opacity=0.7))
    for side in (-1, 1):
        wing: Outline = [
            (side * 168, 520),
            (side * 236, 620),
            (side * 232, 780),
            (side * 176, 850),
            (side * 158, 700),
        ]
        pen.fill(smooth(wing, steps=6), soft(darker(coat, 0.18), reach=22))
        if "bright_wings" in marks:
            pen.fill(
                limb([(side * 196, 640), (side * 214, 760), (side * 190, 830)], (40, 44, 8)),
                soft(turned(coat, 120), reach=8),
            )
    draw_bird_face(pen.moved(0, 470, turn=rng.uniform(-5, 5)), marks, coat, pale)


def draw_bird_face(pen: Pen, marks: frozenset[str], coat: Color, pale: Color) -> None:
    """What crowns the head, eyes, beak."""
    for mark, draw in CROWNS.items():
        if mark in marks:
            draw(pen, coat)
    if marks & {"discs", "white_front"}:
        pen.fill_all([ellipse(side * 70, -10, 82, 84) for side in (-1, 1)], soft(pale, reach=14))
    ring = flat(rgb("ffd977") if "discs" in marks else rgb("fdfaf4"))
    for side in (-1, 1):
        pen.ellipse(side * 70, -10, 42, 44, ring)
        pen.ellipse(side * 66, -8, 31, 35, flat(INK))
        pen.ellipse(side * 66 - 10, -20, 11, 12, flat(rgb("ffffff")))
        pen.ellipse(side * 124, 52, 27, 18, flat(PINK, opacity=0.45, blur=7))
    draw_beak(pen, marks)


def draw_comb(pen: Pen, _coat: Color) -> None:
    """A red comb."""
    lobes = [ellipse(x, y, 34, 40) for x, y in ((-44, -140), (0, -160), (44, -140))]
    pen.fill_all(lobes, soft(rgb("d9473c"), reach=9))


def draw_crest(pen: Pen, _coat: Color) -> None:
    """Three yellow feathers."""
    feathers = [limb([(0, -120), (x, -190), (x * 1.7, -228)], (38, 31, 5)) for x in (-46, 0, 46)]
    pen.fill_all(feathers, soft(rgb("f2c23a"), reach=8))


def draw_tufts(pen: Pen, coat: Color) -> None:
    """The ears of an owl."""
    ears = [
        [(side * 70, -130.0), (side * 150, -206.0), (side * 168, -80.0)] for side in (-1.0, 1.0)
    ]
    pen.fill_all(ears, soft(coat))


def draw_white_head(pen: Pen, _coat: Color) -> None:
    """A white hood."""
    hood = symmetric(points("0,-146 118,-112 150,-10 136,70 60,100 0,84"))
    pen.fill(hood, soft(rgb("f8f4ea"), reach=20))


CROWNS: dict[str, Callable[[Pen, Color], None]] = {
    "comb": draw_comb,
    "crest": draw_crest,
    "tufts": draw_tufts,
    "white_head": draw_white_head,
}


def draw_beak(pen: Pen, marks: frozenset[str]) -> None:
    """A flat, a hooked or a pointed beak."""
    orange, line = soft(rgb("f2a03a"), reach=10), flat(rgb("b5651f"))
    if "flat_bill" in marks:
        pen.fill(smooth(points("-62,46 0,30 62,46 48,74 0,84 -48,74"), steps=5), orange)
        pen.fill(limb(points("-46,62 0,68 46,62"), (4, 5, 4)), line)
    elif "hooked" in marks:
        hook = smooth(points("-34,22 0,8 34,22 27,66 4,98 -8,66"), steps=5)
        pen.fill(hook, soft(rgb("f2b23a"), reach=10))
    else:
        pen.fill(points("-34,34 0,22 34,34 0,84"), orange)
        pen.fill(limb(points("-30,38 0,46 30,38"), (4, 5, 4)), line)
