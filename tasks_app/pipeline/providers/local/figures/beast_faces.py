"""Faces of beasts: ears, muzzles, eyes, horns. The middle of the head is (0, 0)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from tasks_app.pipeline.providers.local.drawing.canvas import Paint, flat, soft
from tasks_app.pipeline.providers.local.drawing.colors import (
    Color,
    darker,
    mix,
    rgb,
)
from tasks_app.pipeline.providers.local.drawing.curves import (
    Outline,
    blob,
    box,
    ellipse,
    limb,
    mirrored,
    points,
    smooth,
    symmetric,
)
from tasks_app.pipeline.providers.local.drawing.pen import Pen
from tasks_app.pipeline.providers.local.figures.faces import INK

PINK = rgb("f0a5a5")
DARK = rgb("4a4048")
DARK_LIMBS = rgb("3d3a42")


@dataclass(frozen=True, slots=True, kw_only=True)
class Species:
    """What tells one beast from another; `marks` are patterns and parts, by spaces."""

    words: str
    coat: str
    belly: str
    ears: str
    tail: str = "plain"
    marks: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pelt:
    """The colors of one beast: its coat, its belly, and its face where that differs."""

    coat: Color
    belly: Color
    face: Color


def draw_beast_head(pen: Pen, species: Species, coat: Color, rng: Random) -> None:
    """Ears, head, what is special, and the face."""
    marks = species.marks.split()
    pelt = Pelt(coat=coat, belly=rgb(species.belly), face=DARK if "dark_face" in marks else coat)
    draw_marks(pen, marks, BEHIND_THE_HEAD, pelt, rng)
    draw_ears(pen, species.ears, pelt.face, dark="mask" in marks)
    head = symmetric(points("0,-138 92,-122 158,-40 150,50 92,118 0,132"))
    pen.fill(head, soft(pelt.face, reach=28))
    draw_marks(pen, marks, ON_THE_HEAD, pelt, rng)
    draw_muzzle(pen, species, coat, frozenset(marks))
    draw_beast_eyes(pen, rng)
    draw_marks(pen, marks, OVER_THE_FACE, pelt, rng)


def draw_marks(pen: Pen, marks: list[str], known: dict[str, Mark], pelt: Pelt, rng: Random) -> None:
    """Those of a beast's marks that are drawn at this point."""
    for mark in marks:
        if mark in known:
            known[mark](pen, pelt, rng)


def draw_mane(pen: Pen, _pelt: Pelt, _rng: Random) -> None:
    """A ring of tufts."""
    around = points("0,-150 -96,-122 96,-122 -160,-40 160,-40 -158,60 158,60 -96,136 96,136 0,150")
    pen.fill_all([ellipse(x, y, 66, 66) for x, y in around], soft(rgb("a8592f"), reach=20))


def draw_antlers(pen: Pen, _pelt: Pelt, _rng: Random) -> None:
    """A pair of antlers."""
    horn = soft(rgb("c9a678"), reach=5)
    for side in (-1, 1):
        pen.fill_all(
            [
                limb([(side * 50, -110), (side * 96, -200), (side * 90, -300)], (25, 19, 7)),
                limb([(side * 84, -180), (side * 150, -216), (side * 166, -270)], (17, 13, 5)),
                limb([(side * 94, -240), (side * 56, -280)], (13, 5)),
            ],
            horn,
        )


def draw_horns(pen: Pen, _pelt: Pelt, _rng: Random) -> None:
    """A pair of short horns."""
    for side in (-1, 1):
        horn = limb([(side * 74, -106), (side * 120, -150), (side * 110, -200)], (38, 30, 4))
        pen.fill(horn, soft(rgb("e9dcc0"), reach=8))


def draw_wool(pen: Pen, pelt: Pelt, rng: Random) -> None:
    """Curls on the forehead."""
    curls = [blob(rng, x, y, 52, 44) for x, y in ((-76, -108), (0, -136), (76, -108))]
    pen.fill_all(curls, soft(pelt.coat, reach=16))


def draw_stripes(pen: Pen, pelt: Pelt, _rng: Random) -> None:
    """Three stripes on the forehead."""
    stripes = [limb([(x, -132), (x * 0.8, -86)], (21, 4)) for x in (-44, 0, 44)]
    pen.fill_all(stripes, flat(darker(pelt.coat, 0.45), opacity=0.8))


def draw_patch(pen: Pen, pelt: Pelt, rng: Random) -> None:
    """A dark patch round one eye, on some."""
    if rng.random() < 0.6:
        pen.ellipse(62, -14, 58, 62, flat(darker(pelt.coat, 0.35)))


def draw_face_patch(pen: Pen, pelt: Pelt, _rng: Random) -> None:
    """A bare face."""
    bare = [ellipse(-52, -14, 66, 72), ellipse(52, -14, 66, 72), ellipse(0, 66, 92, 62)]
    pen.fill_all(bare, soft(pelt.belly, reach=10))


def draw_mask(pen: Pen, _pelt: Pelt, _rng: Random) -> None:
    """Dark rings round the eyes."""
    rings = [ellipse(side * 66, -6, 46, 54, turn=side * 24) for side in (-1, 1)]
    pen.fill_all(rings, flat(DARK_LIMBS))


def draw_forelock(pen: Pen, pelt: Pelt, _rng: Random) -> None:
    """Hair that falls over the forehead."""
    lock = limb([(0, -150), (-12, -100), (14, -46)], (66, 62, 6))
    pen.fill(lock, soft(darker(pelt.coat, 0.5)))


def draw_trunk(pen: Pen, pelt: Pelt, _rng: Random) -> None:
    """A trunk between two tusks."""
    trunk = limb(points("0,20 2,130 -22,236 44,286"), (96, 78, 60, 46))
    pen.fill(trunk, soft(pelt.coat, reach=18))
    folds = [
        limb([(-32 + y * 0.04, y), (0, y + 8), (30 - y * 0.04, y)], (4, 5, 4))
        for y in (100, 134, 168, 202)
    ]
    pen.fill_all(folds, flat(darker(pelt.coat, 0.2), opacity=0.7))
    for side in (-1, 1):
        tusk = limb([(side * 66, 96), (side * 84, 150), (side * 66, 186)], (25, 19, 4))
        pen.fill(tusk, soft(rgb("fbf5e6"), reach=5))


Mark = Callable[[Pen, Pelt, Random], None]
BEHIND_THE_HEAD: dict[str, Mark] = {
    "mane": draw_mane,
    "antlers": draw_antlers,
    "horns": draw_horns,
}
ON_THE_HEAD: dict[str, Mark] = {
    "wool": draw_wool,
    "stripes": draw_stripes,
    "patch": draw_patch,
    "face_patch": draw_face_patch,
    "mask": draw_mask,
    "forelock": draw_forelock,
}
OVER_THE_FACE: dict[str, Mark] = {"trunk": draw_trunk}


def draw_beast_eyes(pen: Pen, rng: Random) -> None:
    """Large dark eyes with lights in them, and cheeks."""
    glance = rng.choice((-4, 4))
    for side in (-1, 1):
        x = side * 66
        pen.ellipse(x, -8, 25, 29, flat(rgb("fdfaf4")))
        pen.ellipse(x + glance, -6, 20, 25, flat(INK))
        pen.ellipse(x + glance - 6, -15, 7, 8, flat(rgb("ffffff")))
        pen.ellipse(x + glance + 7, 5, 4, 4, flat(rgb("ffffff"), opacity=0.7))
        pen.ellipse(side * 106, 44, 26, 17, flat(PINK, opacity=0.4, blur=7))


def draw_muzzle(pen: Pen, species: Species, coat: Color, marks: frozenset[str]) -> None:
    """Nose and mouth."""
    pale = rgb(species.belly) if "dark_face" not in marks else rgb("6a5f66")
    if "snout" in marks:
        pen.ellipse(0, 52, 62, 46, soft(darker(coat, 0.1)))
        pen.fill_all([ellipse(x, 52, 11, 17) for x in (-22, 22)], flat(darker(coat, 0.45)))
        pen.fill(limb([(-26, 110), (0, 120), (26, 110)], (4, 7, 4)), flat(darker(coat, 0.5)))
        return
    wide = 92 if "wide_muzzle" in marks else 70
    tone = mix(pale, PINK, 0.35) if "wide_muzzle" in marks and "horns" in marks else pale
    pen.ellipse(0, 66, wide, 54, soft(tone, reach=12))
    nose = 38 if "big_nose" in marks else 24
    pen.fill(
        smooth(
            [
                (-nose, 34),
                (nose, 34),
                (nose * 0.5, 34 + nose),
                (0, 38 + nose),
                (-nose * 0.5, 34 + nose),
            ],
            steps=5,
        ),
        Paint(color=rgb("3f3038"), light=0.3, reach=7),
    )
    for side in (-1, 1):
        pen.fill(limb([(0, 62), (side * 8, 84), (side * 34, 84)], (6, 6, 3)), flat(rgb("4a3640")))
    if "tongue" in marks:
        pen.fill(
            smooth(points("-15,86 15,86 17,112 0,122 -17,112"), steps=5),
            soft(rgb("ec7f86"), reach=5),
        )
    if "teeth" in marks:
        pen.fill_all(
            [box(-11, 85, -1, 102, round_by=3), box(1, 85, 11, 102, round_by=3)],
            flat(rgb("ffffff")),
        )
    if "whiskers" in marks:
        hairs = [
            limb([(side * 60, 66 + dy), (side * 168, 58 + dy * 2.4)], (5, 1))
            for side in (-1, 1)
            for dy in (-13, 3, 17)
        ]
        pen.fill_all(hairs, flat(darker(coat, 0.4), opacity=0.7))


EAR_SHAPES: dict[str, tuple[Outline, Outline]] = {
    "pointed": (
        points("46,-110 98,-236 122,-232 156,-60"),
        [(78, -120), (104, -204), (134, -90)],
    ),
    "round": (ellipse(112, -116, 56, 54), ellipse(112, -112, 33, 32)),
    "huge_round": (ellipse(140, -118, 88, 86), ellipse(140, -112, 58, 56)),
    "side": (ellipse(168, -10, 48, 54), ellipse(166, -8, 29, 34)),
    "long": (
        smooth(points("36,-112 34,-260 66,-352 102,-330 112,-220 96,-100")),
        smooth(points("58,-130 56,-260 72,-318 86,-300 88,-210 80,-130")),
    ),
    "floppy": (
        smooth(points("84,-124 150,-120 196,-30 190,74 148,84 124,-10")),
        smooth(points("140,-60 168,-20 168,50 146,40")),
    ),
    "leaf": (
        smooth(points("96,-96 160,-128 222,-104 196,-56 130,-46")),
        smooth(points("126,-86 166,-106 196,-94 172,-66 136,-64")),
    ),
    "elephant": (
        smooth(points("96,-120 220,-150 308,-60 290,80 200,130 120,50")),
        smooth(points("140,-86 220,-106 272,-44 258,54 196,88 146,30")),
    ),
}


def draw_ears(pen: Pen, kind: str, coat: Color, *, dark: bool) -> None:
    """Both ears with their inner side."""
    outer, inner = EAR_SHAPES[kind]
    color = DARK_LIMBS if dark else darker(coat, 0.06)
    inside = darker(coat, 0.16) if kind == "elephant" or kind == "floppy" else mix(coat, PINK, 0.65)
    for flip in (False, True):
        pen.fill(mirrored(outer, 0) if flip else outer, soft(color, reach=14))
        if not dark:
            pen.fill(mirrored(inner, 0) if flip else inner, flat(inside, opacity=0.85))
