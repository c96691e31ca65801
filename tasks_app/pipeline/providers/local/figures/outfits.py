"""Outfits over a torso: shoulders at y = 300, hips at 590, a robe ends above 945."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from tasks_app.pipeline.providers.local.drawing.canvas import Paint, flat, soft
from tasks_app.pipeline.providers.local.drawing.colors import darker, lighter, rgb
from tasks_app.pipeline.providers.local.drawing.curves import (
    Outline,
    arc,
    box,
    ellipse,
    limb,
    mirrored,
    points,
    smooth,
)
from tasks_app.pipeline.providers.local.drawing.pen import Pen
from tasks_app.pipeline.providers.local.figures.clothes import (
    GOLD,
    LEATHER,
    STEEL,
    TORSO,
    WHITE_CLOTH,
    Clothes,
    cloth,
    whole,
)


def draw_body(pen: Pen, worn: Clothes, rng: Random) -> None:
    """The outfit over the torso."""
    OUTFITS.get(worn.outfit, draw_sweater)(pen, worn, rng)


def draw_sweater(pen: Pen, worn: Clothes, rng: Random) -> None:
    """A pullover, plain, striped or with a badge."""
    body = whole(TORSO)
    pen.fill(body, cloth(worn.main))
    pattern = rng.choice(("plain", "stripes", "badge", "band"))
    with pen.inside(body):
        if pattern == "stripes":
            pen.fill_all(
                [box(-120, y, 120, y + 22) for y in range(350, 600, 56)],
                Paint(color=worn.second, opacity=0.85),
            )
        elif pattern == "band":
            pen.fill(box(-120, 400, 120, 470), flat(worn.second, opacity=0.9))
        elif pattern == "badge":
            pen.ellipse(0, 415, 40, 40, cloth(worn.second, reach=8))
    pen.fill(box(-90, 590, 90, 622, round_by=10), cloth(darker(worn.main, 0.12), reach=8))
    pen.fill(
        limb(arc(0, 268, 46, 26, start=0, end=180), (15, 15)),
        cloth(darker(worn.main, 0.12), reach=5),
    )


def draw_jacket(pen: Pen, worn: Clothes, rng: Random) -> None:
    """An open jacket over a shirt."""
    pen.fill(whole(TORSO), cloth(worn.second))
    for side in (-1, 1):
        flap: Outline = points(
            "34,272 86,290 104,330 92,400 86,480 94,570 96,640 40,642 34,480 22,360"
        )
        half = smooth(flap, steps=5)
        pen.fill(half if side == 1 else mirrored(half, 0), cloth(worn.main))
        lapel: Outline = points("30,268 60,282 52,360 28,400")
        pen.fill(
            lapel if side == 1 else mirrored(lapel, 0), cloth(darker(worn.main, 0.14), reach=6)
        )
        x = side * 68
        pen.fill(box(x - 20, 540, x + 20, 556, round_by=6), flat(darker(worn.main, 0.25)))
    if rng.random() < 0.5:
        pen.fill_all(
            [ellipse(0, y, 4, 4) for y in (350, 420, 490, 560)], flat(darker(worn.second, 0.35))
        )


def draw_long_coat(pen: Pen, worn: Clothes, rng: Random) -> None:
    """A coat down to the knees, open over other clothes."""
    white = worn.outfit == "lab_coat"
    color = WHITE_CLOTH if white else worn.main
    pen.fill(whole(TORSO), cloth(worn.main if white else worn.second))
    if rng.random() < 0.6:
        tie: Outline = points("-9,290 9,290 17,420 0,446 -17,420")
        pen.fill(tie, cloth(worn.second if white else darker(worn.main, 0.3), reach=6))
    for side in (-1, 1):
        flap: Outline = points(
            "34,272 86,290 106,330 96,410 94,500 112,640 128,800 38,806 30,600 28,440 20,350"
        )
        half = smooth(flap, steps=5)
        pen.fill(half if side == 1 else mirrored(half, 0), cloth(color))
        lapel: Outline = points("30,266 66,284 56,380 24,430")
        pen.fill(lapel if side == 1 else mirrored(lapel, 0), cloth(darker(color, 0.07), reach=6))
        x = side * 74
        pen.fill(box(x - 27, 566, x + 27, 622, round_by=6), cloth(darker(color, 0.06), reach=6))
    if white:
        pen.fill_all(
            [limb([(64, 372), (64, 402)], (6, 6)), limb([(76, 374), (76, 402)], (6, 6))],
            flat(rgb("c9463d")),
        )


def draw_suit(pen: Pen, worn: Clothes, rng: Random) -> None:
    """A closed jacket, shirt and tie."""
    pen.fill(whole(TORSO), cloth(worn.main))
    shirt: Outline = [(-34, 268), (34, 268), (0, 430)]
    pen.fill(shirt, flat(WHITE_CLOTH))
    if rng.random() < 0.7:
        tie: Outline = points("-10,282 10,282 6,300 15,390 0,428 -15,390 -6,300")
        pen.fill(tie, cloth(worn.second, reach=5))
    else:
        for side in (-1, 1):
            pen.fill([(0, 288), (side * 26, 274), (side * 26, 304)], cloth(worn.second, reach=4))
    for side in (-1, 1):
        lapel: Outline = points("32,264 66,284 58,380 2,440")
        pen.fill(
            lapel if side == 1 else mirrored(lapel, 0), cloth(lighter(worn.main, 0.08), reach=6)
        )
    pen.fill_all([ellipse(0, y, 5, 5) for y in (470, 520)], flat(lighter(worn.main, 0.3)))


def draw_dress(pen: Pen, worn: Clothes, rng: Random) -> None:
    """A dress with a wide skirt."""
    hem = rng.choice((760, 880))
    skirt: Outline = [
        (0, 470),
        (62, 474),
        (98, 580),
        (136, hem - 60),
        (152, hem),
        (76, hem + 14),
        (0, hem + 4),
    ]
    body: Outline = points("0,296 40,284 78,296 92,330 82,400 66,478 0,484")
    pen.fill(whole(skirt), cloth(worn.main, reach=26))
    folds = [limb([(x * 0.45, 500), (x, hem - 6)], (2, 9)) for x in (-96, -38, 30, 88)]
    pen.fill_all(folds, flat(darker(worn.main, 0.14), opacity=0.5))
    pen.fill(
        limb(
            [(-146, hem - 8), (-76, hem + 6), (0, hem - 3), (76, hem + 6), (146, hem - 8)],
            (16,) * 5,
        ),
        cloth(worn.second, reach=6),
    )
    pen.fill(whole(body), cloth(worn.main))
    pen.fill(box(-72, 462, 72, 488, round_by=9), cloth(worn.second, reach=6))


def draw_robe(pen: Pen, worn: Clothes, rng: Random) -> None:
    """A robe to the floor with a hem and a sash."""
    shape: Outline = points(
        "0,270 46,272 92,292 108,340 100,430 106,560 126,760 146,915 60,928 0,922"
    )
    body = whole(shape)
    pen.fill(body, cloth(worn.main, reach=26))
    with pen.inside(body):
        pen.fill(box(-170, 884, 170, 930), Paint(color=worn.trim, opacity=0.9))
        pen.fill(box(-17, 300, 17, 930), flat(darker(worn.main, 0.12)))
        folds = [limb([(x * 0.6, 560), (x, 880)], (2, 10)) for x in (-104, -56, 56, 104)]
        pen.fill_all(folds, flat(darker(worn.main, 0.18), opacity=0.45))
        if rng.random() < 0.4:
            pen.fill_all(
                [ellipse(rng.uniform(-110, 110), rng.uniform(340, 860), 5, 5) for _ in range(22)],
                flat(worn.trim, opacity=0.9),
            )
    pen.fill(limb([(-98, 505), (0, 518), (98, 505)], (27, 29, 27)), cloth(worn.trim, reach=6))
    pen.fill(limb([(24, 515), (32, 600)], (17, 12)), cloth(worn.trim, reach=4))


def draw_overalls(pen: Pen, worn: Clothes, rng: Random) -> None:
    """Dungarees with a pocket over a shirt."""
    pen.fill(whole(TORSO), cloth(worn.second))
    if rng.random() < 0.5:
        with pen.inside(whole(TORSO)):
            pen.fill_all(
                [box(-110, y, 110, y + 9) for y in range(290, 460, 32)],
                flat(lighter(worn.second, 0.3), opacity=0.7),
            )
    bib: Outline = points("0,400 56,400 60,480 84,500 92,560 92,640 0,640")
    pen.fill([*bib, *mirrored(bib, 0)[::-1]], cloth(worn.main))
    for side in (-1, 1):
        pen.fill(limb([(side * 46, 412), (side * 58, 278)], (19, 19)), cloth(worn.main, reach=5))
        pen.ellipse(side * 47, 418, 9, 9, soft(GOLD, reach=3))
    pen.fill(box(-32, 440, 32, 500, round_by=10), cloth(lighter(worn.main, 0.08), reach=6))


def draw_uniform(pen: Pen, worn: Clothes, rng: Random) -> None:
    """A buttoned tunic with a belt and shoulder pieces."""
    pen.fill(whole(TORSO), cloth(worn.main))
    pen.fill(box(-92, 534, 92, 566, round_by=5), cloth(LEATHER, reach=6))
    pen.fill(box(-20, 530, 20, 570, round_by=5), soft(GOLD, reach=5))
    rows = (-18, 18) if rng.random() < 0.5 else (0,)
    pen.fill_all(
        [ellipse(x, y, 6, 6) for x in rows for y in (330, 385, 440, 495)], soft(GOLD, reach=3)
    )
    for side in (-1, 1):
        pen.fill(limb([(side * 58, 284), (side * 102, 302)], (25, 23)), soft(GOLD, reach=6))
    pen.fill(
        limb(arc(0, 266, 42, 18, start=0, end=180), (17, 17)),
        cloth(darker(worn.main, 0.2), reach=5),
    )


def draw_armor(pen: Pen, worn: Clothes, rng: Random) -> None:
    """Breastplate, shoulder plates, a skirt of cloth in the bearer's color."""
    skirt: Outline = points("0,540 90,540 112,680 50,706 0,690")
    pen.fill(whole(skirt), cloth(worn.main))
    pen.fill(whole(TORSO), Paint(color=STEEL, shade=0.34, light=0.32, reach=22))
    pen.fill(points("-42,330 42,330 42,430 0,480 -42,430"), cloth(worn.main, reach=8))
    pen.fill(_emblem(rng), soft(GOLD, reach=5))
    pen.fill(box(-90, 545, 90, 578, round_by=6), cloth(LEATHER, reach=6))
    for side in (-1, 1):
        pen.ellipse(
            side * 96,
            312,
            46,
            38,
            Paint(color=lighter(STEEL, 0.1), shade=0.34, light=0.3, reach=12),
        )


def _emblem(rng: Random) -> Outline:
    return rng.choice(
        (
            points(
                "-7,350 7,350 7,372 24,372 24,386 7,386 7,430 -7,430 -7,386 -24,386 -24,372 -7,372"
            ),
            ellipse(0, 390, 24, 24),
            points("0,352 24,390 0,436 -24,390"),
        )
    )


def draw_spacesuit(pen: Pen, worn: Clothes, rng: Random) -> None:
    """A padded suit with a control panel and rings."""
    pen.fill(box(-118, 292, 118, 520, round_by=34), cloth(darker(worn.main, 0.3), reach=16))
    pen.fill(whole([(x * 1.1, y) for x, y in TORSO]), cloth(worn.main, reach=22))
    pen.fill(limb(arc(0, 268, 66, 24, start=0, end=180), (25, 25)), soft(rgb("98a3b2"), reach=7))
    pen.fill(box(-56, 400, 56, 486, round_by=12), soft(rgb("77859a"), reach=8))
    lights = ("e0604f", "f2c14e", "62c98f", "5aa7e0")
    for place, code in enumerate(lights):
        pen.ellipse(-36 + place * 24, 424, 8, 8, soft(rgb(code), reach=3))
    pen.fill(box(-42, 446, 42, 470, round_by=5), flat(rgb("cfe8f2")))
    pen.fill(box(-98, 560, 98, 590, round_by=10), soft(worn.trim, reach=7))
    pen.fill(
        box(48, 326, 82, 348, round_by=4),
        flat(worn.second if rng.random() < 0.5 else rgb("3f6fb5")),
    )


def draw_apron(pen: Pen, worn: Clothes, rng: Random) -> None:
    """A shirt and an apron with a pocket."""
    pen.fill(whole(TORSO), cloth(worn.second))
    shape: Outline = points("0,376 54,376 60,470 94,500 100,700 86,724 0,726")
    pen.fill(whole(shape), cloth(worn.main))
    for side in (-1, 1):
        pen.fill(limb([(side * 46, 384), (side * 40, 276)], (13, 13)), cloth(worn.main, reach=4))
    pen.fill(box(-54, 560, 54, 636, round_by=12), cloth(darker(worn.main, 0.08), reach=6))
    if rng.random() < 0.6:
        spots = [
            ellipse(-30, 440, 9, 7),
            ellipse(26, 520, 7, 9),
            ellipse(-58, 690, 10, 8),
        ]
        pen.fill_all(spots, flat(worn.second, opacity=0.8))


def draw_tunic(pen: Pen, worn: Clothes, rng: Random) -> None:
    """A belted tunic to mid-thigh, laced at the neck."""
    pen.fill(whole(TORSO), cloth(worn.second))
    shape: Outline = points("0,284 40,276 80,288 94,330 86,420 78,520 104,690 54,704 0,698")
    body = whole(shape)
    pen.fill(body, cloth(worn.main))
    with pen.inside(body):
        pen.fill(box(-120, 672, 120, 710), flat(worn.second, opacity=0.8))
    pen.fill([(-20, 276), (20, 276), (0, 350)], flat(worn.second))
    pen.fill(limb([(-86, 524), (0, 534), (86, 524)], (29, 31, 29)), cloth(LEATHER, reach=7))
    pen.fill(box(-17, 514, 17, 552, round_by=5), soft(GOLD, reach=4))
    if rng.random() < 0.6:
        pen.fill(limb([(-78, 300), (70, 520)], (23, 23)), cloth(LEATHER, reach=6))
        pen.fill(box(44, 540, 92, 596, round_by=12), cloth(lighter(LEATHER, 0.1), reach=8))


def draw_sport(pen: Pen, worn: Clothes, rng: Random) -> None:
    """A shirt with a number band and piping."""
    body = whole(TORSO)
    pen.fill(body, cloth(worn.main))
    with pen.inside(body):
        for side in (-1, 1):
            pen.fill(limb([(side * 76, 280), (side * 84, 620)], (17, 17)), flat(worn.second))
        if rng.random() < 0.6:
            pen.fill(limb([(-120, 360), (120, 450)], (46, 46)), flat(worn.second, opacity=0.85))


def draw_raincoat(pen: Pen, worn: Clothes, rng: Random) -> None:
    """An oilskin with toggles and a collar."""
    shape: Outline = points("0,268 48,268 92,292 108,340 98,430 102,560 122,736 60,748 0,744")
    pen.fill(whole(shape), cloth(worn.main, reach=24))
    pen.fill(box(-5, 300, 5, 744), flat(darker(worn.main, 0.25), opacity=0.7))
    for y in (370, 460, 550):
        pen.fill(limb([(-25, y), (25, y)], (13, 13)), cloth(LEATHER, reach=4))
    for side in (-1, 1):
        collar: Outline = [(0, 290), (side * 20, 250), (side * 70, 280), (side * 40, 330)]
        pen.fill(collar, cloth(darker(worn.main, 0.1), reach=6))
        if rng.random() < 0.9:
            pen.fill(
                box(side * 66 - 28, 596, side * 66 + 28, 614, round_by=6),
                flat(darker(worn.main, 0.25)),
            )


OUTFITS: dict[str, Callable[[Pen, Clothes, Random], None]] = {
    "sweater": draw_sweater,
    "jacket": draw_jacket,
    "coat": draw_long_coat,
    "lab_coat": draw_long_coat,
    "suit": draw_suit,
    "dress": draw_dress,
    "robe": draw_robe,
    "overalls": draw_overalls,
    "uniform": draw_uniform,
    "armor": draw_armor,
    "spacesuit": draw_spacesuit,
    "apron": draw_apron,
    "tunic": draw_tunic,
    "sport": draw_sport,
    "raincoat": draw_raincoat,
}
