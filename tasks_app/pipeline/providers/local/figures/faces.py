"""Heads from the front: face, hair behind and before it, beards, glasses.

The middle of the head is (0, 0); it is about 150 units high.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from tasks_app.pipeline.providers.local.drawing.canvas import Paint, flat, soft
from tasks_app.pipeline.providers.local.drawing.colors import Color, darker, lighter, mix, rgb
from tasks_app.pipeline.providers.local.drawing.curves import (
    Outline,
    blob,
    ellipse,
    limb,
    points,
    smooth,
    symmetric,
)
from tasks_app.pipeline.providers.local.drawing.pen import Pen

INK = rgb("2a2230")


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """What makes a face this face. `glance` shifts the features a little to one side."""

    skin: Color
    hair: Color
    style: str
    mood: str
    glance: float
    extras: frozenset[str]
    is_old: bool


HEAD = symmetric(points("0,-82 42,-72 64,-30 62,16 46,54 0,80"))


def draw_back_hair(pen: Pen, face: Face) -> None:
    """What falls behind the shoulders."""
    paint = Paint(color=darker(face.hair, 0.16), shade=0.2, reach=16)
    outline = BACK_HAIR.get(face.style)
    if outline:
        pen.fill(outline, paint)
    if face.style == "ponytail":
        pen.fill(limb(points("30,-62 104,-40 104,60 84,120"), (34, 58, 46, 8)), paint)
    if face.style == "bun":
        pen.ellipse(6, -104, 40, 36, soft(face.hair))
    if face.style == "curly":
        pen.fill_all([ellipse(x, y, r, r) for x, y, r in CURLS_BEHIND], paint)


CURLS_BEHIND = (
    (-66, -10, 36),
    (66, -10, 36),
    (-74, -50, 34),
    (74, -50, 34),
    (-60, 30, 26),
    (60, 30, 26),
)
BACK_HAIR: dict[str, Outline] = {
    "bob": symmetric(points("0,-98 70,-84 96,-20 92,66 60,84 0,80")),
    "long": symmetric(points("0,-98 72,-82 96,-10 102,110 92,196 52,214 0,200")),
    "wavy": symmetric(points("0,-98 74,-84 94,-24 88,30 104,84 84,128 40,120 0,110")),
    "braids": symmetric(points("0,-94 66,-80 82,-20 72,50 0,60")),
}


def draw_head(pen: Pen, face: Face, rng: Random) -> None:
    """Ears, head, features, then hair and what is worn on the face."""
    skin = soft(face.skin, reach=15)
    for side in (-1, 1):
        pen.ellipse(side * 64, 4, 13, 18, skin)
        pen.ellipse(side * 64, 5, 6, 10, flat(darker(face.skin, 0.2), opacity=0.6))
    pen.fill(HEAD, skin)
    draw_features(pen, face)
    if "beard" in face.extras:
        draw_beard(pen, face, rng)
    draw_mouth(pen, face)
    draw_front_hair(pen, face, rng)
    if "glasses" in face.extras:
        draw_glasses(pen, face.glance)
    if "eyepatch" in face.extras:
        draw_eyepatch(pen, face.glance)


def draw_features(pen: Pen, face: Face) -> None:
    """Cheeks, eyes, brows, nose."""
    shift = face.glance
    blush = mix(face.skin, rgb("e8604f"), 0.5)
    brow = darker(face.hair, 0.15) if not face.is_old else face.hair
    lift = {"stern": 5, "glad": -4, "calm": 0, "wonder": -9}[face.mood]
    for side in (-1, 1):
        x = side * 25 + shift
        pen.ellipse(side * 39 + shift * 0.7, 31, 14, 10, flat(blush, opacity=0.4, blur=4))
        draw_eye(pen, x, 5, glance=shift)
        inner, outer = (x - side * 10, -19 + lift), (x + side * 14, -18 + lift * 0.2)
        pen.fill(limb([inner, (x + side * 3, -25 + lift * 0.6), outer], (6, 8, 3)), flat(brow))
    nose = darker(face.skin, 0.22)
    pen.fill(
        limb([(shift * 1.3 + 3, 8), (shift * 1.3 + 8, 24), (shift * 1.3 - 3, 27)], (2, 5, 5)),
        flat(nose),
    )
    if face.is_old:
        for side in (-1, 1):
            wrinkle = limb(
                [(side * 44 + shift, 18), (side * 50 + shift, 24), (side * 52 + shift, 32)],
                (1, 3, 1),
            )
            pen.fill(wrinkle, flat(nose, opacity=0.6))


def draw_eye(pen: Pen, x: float, y: float, *, glance: float) -> None:
    """An almond of white with a large dark iris and two lights."""
    pen.ellipse(x, y, 12.5, 13.5, flat(rgb("fdfaf4")))
    pen.ellipse(x + glance * 0.28, y + 0.5, 9, 11, flat(INK))
    pen.ellipse(x + glance * 0.28 - 3, y - 4, 3.2, 3.6, flat(rgb("ffffff")))
    pen.ellipse(x + glance * 0.28 + 3, y + 5, 1.8, 1.8, flat(rgb("ffffff"), opacity=0.7))
    pen.fill(limb([(x - 13, y - 6), (x, y - 14), (x + 13, y - 6)], (2, 5, 2)), flat(INK))


def draw_mouth(pen: Pen, face: Face) -> None:
    """A mouth in the face's mood."""
    x, lip = face.glance * 1.1, mix(darker(face.skin, 0.45), rgb("a83a3a"), 0.4)
    if face.mood == "glad":
        smile = smooth(
            [(x - 24, 40), (x, 46), (x + 24, 40), (x + 15, 58), (x, 65), (x - 15, 58)], steps=5
        )
        pen.fill(smile, flat(rgb("7a2f38")))
        with pen.inside(smile):
            pen.ellipse(x, 66, 15, 9, flat(rgb("e07a74")))
            pen.fill(
                [(x - 26, 38), (x + 26, 38), (x + 20, 51), (x, 54), (x - 20, 51)],
                flat(rgb("fffdf8")),
            )
    elif face.mood == "wonder":
        pen.ellipse(x, 50, 8, 10, flat(rgb("7a2f38")))
    else:
        bow = 8 if face.mood == "calm" else -1
        pen.fill(limb([(x - 17, 46), (x, 46 + bow), (x + 17, 45)], (3, 5, 3)), flat(lip))


def draw_beard(pen: Pen, face: Face, rng: Random) -> None:
    """A full beard, longer on the old."""
    long = rng.choice((96, 110)) if not face.is_old else rng.choice((150, 190))
    color = face.hair
    outline = symmetric(
        [(0, 34), (36, 26), (64, -4), (64, 40), (46, 78), (20, long * 0.92), (0, long)]
    )
    pen.fill(outline, Paint(color=color, shade=0.2, light=0.12, reach=14))
    moustache = [
        *limb([(-2, 34), (-22, 34), (-38, 46)], (8, 17, 4)),
        *limb([(2, 34), (22, 34), (38, 46)], (8, 17, 4)),
    ]
    half = len(moustache) // 2
    pen.fill_all(
        [moustache[:half], moustache[half:]], Paint(color=lighter(color, 0.12), shade=0.15, reach=5)
    )


def draw_front_hair(pen: Pen, face: Face, rng: Random) -> None:
    """Hair over the forehead in the face's style."""
    paint = Paint(color=face.hair, shade=0.2, light=0.22, reach=13)
    if face.style == "bald":
        if face.is_old:
            pen.fill_all([blob(rng, side * 62, -8, 13, 28) for side in (-1, 1)], paint)
        return
    if face.style == "curly":
        pen.fill_all([ellipse(x, y, r, r) for x, y, r in CURLS], paint)
        return
    pen.fill(smooth(FRONT_HAIR.get(face.style, FRONT_HAIR["short"]), steps=6), paint)
    if face.style == "braids":
        for side in (-1, 1):
            for step in range(6):
                pen.ellipse(side * (76 + step * 2), 30 + step * 27, 18 - step, 17, paint)
            pen.ellipse(side * 87, 182, 8, 7, flat(rgb("e0604f")))
    shine = limb([(-40, -66), (-14, -82), (14, -82)], (2, 8, 2))
    pen.fill(shine, flat(lighter(face.hair, 0.35), opacity=0.45))


CURLS = (
    (-58, -52, 26),
    (-34, -76, 30),
    (0, -86, 32),
    (34, -78, 30),
    (60, -52, 26),
    (-68, -24, 19),
    (69, -24, 19),
    (-20, -58, 20),
    (22, -60, 20),
)
FRONT_HAIR: dict[str, Outline] = {
    "short": points(
        "-68,6 -76,-46 -48,-92 8,-100 60,-84 77,-40 68,6 60,-22 44,-50 6,-46 "
        "-30,-58 -54,-40 -60,-20"
    ),
    "side": points(
        "-68,4 -78,-50 -44,-94 20,-104 70,-78 78,-30 68,8 60,-26 52,-58 14,-34 "
        "-34,-30 -58,-34 -61,-14"
    ),
    "buzz": points(
        "-66,-4 -70,-46 -42,-84 0,-92 42,-84 70,-46 66,-4 58,-34 36,-56 0,-60 -36,-56 -58,-34"
    ),
    "spiky": points(
        "-68,0 -84,-52 -62,-68 -60,-104 -30,-92 -8,-124 16,-96 48,-114 56,-78 "
        "84,-68 68,0 56,-40 30,-50 4,-38 -22,-54 -52,-38"
    ),
    "wavy": points(
        "-70,26 -84,-30 -58,-88 0,-102 60,-88 84,-30 70,26 64,-20 40,-58 10,-64 -26,-44 -60,-20"
    ),
    "bob": points(
        "-72,36 -84,-34 -54,-90 0,-100 54,-90 84,-34 72,36 64,-8 52,-36 20,-40 "
        "-20,-40 -52,-36 -64,-8"
    ),
    "long": points(
        "-72,60 -84,-30 -54,-90 0,-102 54,-90 84,-30 72,60 68,-10 44,-52 4,-76 -40,-50 -68,-10"
    ),
    "ponytail": points(
        "-66,0 -76,-46 -44,-92 6,-98 56,-88 76,-46 66,0 58,-34 24,-62 -16,-52 -52,-34"
    ),
    "bun": points(
        "-66,0 -76,-46 -44,-90 0,-96 44,-90 76,-46 66,0 58,-36 30,-62 0,-68 -30,-62 -58,-36"
    ),
    "braids": points(
        "-70,40 -80,-34 -50,-88 0,-98 50,-88 80,-34 70,40 64,-14 40,-54 0,-74 -40,-54 -64,-14"
    ),
}


def draw_glasses(pen: Pen, shift: float) -> None:
    """Two round lenses."""
    for side in (-1, 1):
        rim = ellipse(side * 26 + shift, 6, 22, 21)
        pen.fill(rim, flat(rgb("dff2ff"), opacity=0.1))
        pen.fill(limb([*rim, rim[0]], (5, 5)), flat(rgb("3a3240")))
        pen.fill(
            limb([(side * 18 + shift - 6, 0), (side * 18 + shift + 2, -7)], (3, 3)),
            flat(rgb("ffffff"), opacity=0.7),
        )
    pen.line([(shift - 5, 3), (shift, 0), (shift + 5, 3)], 5, flat(rgb("3a3240")))


def draw_eyepatch(pen: Pen, shift: float) -> None:
    """A patch over one eye and its strap."""
    pen.line([(-64, -34), (0, -22), (62, 8)], 6, flat(INK))
    pen.ellipse(25 + shift, 5, 20, 21, soft(rgb("3a3038")))
