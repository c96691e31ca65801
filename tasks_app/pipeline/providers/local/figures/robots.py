"""Robots: a head, a body and limbs put together by chance. They stand on y = 945."""

from __future__ import annotations

from random import Random

from tasks_app.pipeline.providers.local.drawing.canvas import Paint, flat
from tasks_app.pipeline.providers.local.drawing.colors import Color, darker, lighter, rgb
from tasks_app.pipeline.providers.local.drawing.curves import (
    Outline,
    arc,
    box,
    ellipse,
    limb,
    points,
    smooth,
)
from tasks_app.pipeline.providers.local.drawing.pen import Pen
from tasks_app.pipeline.providers.local.objects.materials import (
    GOLD,
    IRON,
    RED,
    STEEL,
    lively,
    metal,
)

GLOWS = ("7df0e0", "ffd166", "9ad0ff", "ff9aa8", "b8f27a")


def draw_robot(pen: Pen, _prompt: str, rng: Random) -> None:
    """A friendly machine."""
    shell = rng.choice(
        (lively(rng, lightness=0.68, chroma=0.1), rgb("e8e6df"), lively(rng, lightness=0.62))
    )
    trim, glow = lively(rng, lightness=0.55), rgb(rng.choice(GLOWS))
    draw_base(pen, rng, shell, trim, glow)
    for side in (-1, 1):
        draw_arm(pen, side, shell, raised=side == rng.choice((1, -1)))
    draw_body(pen, rng, shell, trim, glow)
    pen.fill(box(-44, 318, 44, 372, round_by=10), metal(IRON))
    pen.fill_all([box(-48, y, 48, y + 8, round_by=4) for y in (330, 348)], metal(STEEL, reach=3))
    draw_head(pen.moved(0, 205, turn=rng.uniform(-6, 6)), rng, shell, trim, glow)


def draw_base(pen: Pen, rng: Random, shell: Color, trim: Color, glow: Color) -> None:
    """Legs with big feet, a wheel, or a jet of light."""
    kind = rng.choice(("legs", "legs", "wheel", "hover"))
    if kind == "legs":
        for side in (-1, 1):
            pen.fill(limb([(side * 66, 690), (side * 72, 900)], (44, 40)), metal(STEEL))
            pen.fill_all([ellipse(side * 70, y, 30, 30) for y in (714, 806)], metal(IRON))
            pen.fill([*arc(side * 78, 945, 74, 74, start=180, end=360)], metal(shell, reach=14))
            pen.fill(
                box(side * 78 - 76, 926, side * 78 + 76, 946, round_by=8),
                metal(darker(trim, 0.2), reach=5),
            )
    elif kind == "wheel":
        pen.fill(limb([(0, 680), (0, 850)], (62, 50)), metal(STEEL))
        pen.ellipse(0, 850, 95, 95, metal(rgb("3d424d"), reach=16))
        pen.ellipse(0, 850, 58, 58, metal(shell))
        pen.ellipse(0, 850, 20, 20, metal(trim, reach=6))
    else:
        for radius, opacity in ((66, 0.35), (44, 0.55), (22, 0.9)):
            cone: Outline = [
                (-radius, 700),
                (radius, 700),
                (radius * 0.35, 915),
                (0, 940),
                (-radius * 0.35, 915),
            ]
            pen.fill(
                smooth(cone, steps=5),
                Paint(color=lighter(glow, 0.3), bottom=glow, opacity=opacity, blur=6),
            )
        pen.fill(points("-96,690 96,690 66,750 -66,750"), metal(IRON))


def draw_arm(pen: Pen, side: int, shell: Color, *, raised: bool) -> None:
    """Ball joints, tubes, a claw."""
    shoulder, elbow = (side * 178.0, 440.0), (side * 232.0, 560.0)
    hand = (side * 270.0, 420.0) if raised else (side * 214.0, 680.0)
    pen.fill(limb([shoulder, elbow], (44, 40)), metal(STEEL))
    pen.fill(limb([elbow, hand], (38, 36)), metal(STEEL))
    pen.ellipse(*elbow, 34, 34, metal(IRON))
    pen.ellipse(*shoulder, 50, 50, metal(shell, reach=16))
    way = -1 if raised else 1
    for lean in (-1, 1):
        tip = (hand[0] + lean * 34, hand[1] + way * 66)
        claw: Outline = [hand, (hand[0] + lean * 46, hand[1] + way * 30), tip]
        pen.fill(limb(claw, (27, 25, 9)), metal(IRON, reach=6))
    pen.ellipse(*hand, 32, 32, metal(shell))


def draw_body(pen: Pen, rng: Random, shell: Color, trim: Color, glow: Color) -> None:
    """A trunk with a panel of lights."""
    shapes: tuple[Outline, ...] = (
        box(-165, 364, 165, 700, round_by=64),
        smooth(points("0,360 140,380 176,520 140,680 0,712 -140,680 -176,520 -140,380")),
        points("-140,364 140,364 176,420 130,702 -130,702 -176,420"),
    )
    trunk = rng.choice(shapes)
    pen.fill(trunk, metal(shell, reach=30))
    with pen.inside(trunk):
        pen.fill(box(-200, 628, 200, 662), flat(trim))
        pen.fill(box(-200, 364, 200, 384), flat(trim, opacity=0.8))
    pen.fill(box(-92, 420, 92, 590, round_by=24), metal(darker(shell, 0.35), reach=9))
    if rng.random() < 0.5:
        pen.ellipse(0, 505, 58, 58, metal(IRON))
        pen.glow(0, 505, 120, glow, strength=0.6)
        pen.ellipse(0, 505, 42, 42, Paint(color=lighter(glow, 0.6), bottom=glow))
    else:
        for row, tones in enumerate(((RED, GOLD, glow), (glow, RED, GOLD))):
            for column, tone in enumerate(tones):
                pen.ellipse(-52 + column * 52, 466 + row * 46, 17, 17, metal(tone, reach=5))
        pen.fill(box(-66, 548, 66, 570, round_by=8), flat(glow, opacity=0.9))
    pen.fill_all(
        [ellipse(x, y, 8, 8) for x in (-128, 128) for y in (412, 602)], metal(STEEL, reach=3)
    )


def draw_head(pen: Pen, rng: Random, shell: Color, trim: Color, glow: Color) -> None:
    """A head with lights for eyes."""
    for side in (-1, 1):
        pen.ellipse(side * 140, 6, 27, 40, metal(trim))
    for x in rng.choice(((0,), (-62, 62))):
        pen.fill(limb([(x, -90), (x * 1.2, -158)], (10, 8)), metal(STEEL, reach=3))
        pen.glow(x * 1.2, -166, 60, glow, strength=0.7)
        pen.ellipse(x * 1.2, -166, 17, 17, metal(glow, reach=5))
    shapes: tuple[Outline, ...] = (
        box(-138, -106, 138, 124, round_by=58),
        [*arc(0, 10, 140, 122, start=180, end=360), (132, 110), (-132, 110)],
        box(-132, -92, 132, 124, round_by=24),
    )
    pen.fill(rng.choice(shapes), metal(shell, reach=26))
    pen.fill(box(-112, -50, 112, 76, round_by=46), metal(rgb("2c3444"), reach=10))
    blink = rng.choice(("round", "round", "wide", "happy"))
    for side in (-1, 1):
        x = side * 50
        pen.glow(x, 4, 66, glow, strength=0.5)
        if blink == "happy":
            pen.fill(
                limb(arc(x, 18, 27, 29, start=190, end=350), [13] * 21, steps=2),
                flat(lighter(glow, 0.25)),
            )
        else:
            pen.ellipse(
                x,
                4,
                27,
                31 if blink == "round" else 19,
                Paint(color=lighter(glow, 0.55), bottom=glow),
            )
            pen.ellipse(x - 8, -6, 8, 8, flat(rgb("ffffff")))
    pen.fill(limb([(-25, 52), (0, 60), (25, 52)], (7, 8, 7)), flat(lighter(glow, 0.2)))
