"""What people wear below and around an outfit: its colors, legs, shoes, capes, packs, scarves.

Shoulders are at y = 300, hips at 590, soles at 945.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from tasks_app.pipeline.providers.local.drawing.canvas import Paint, flat
from tasks_app.pipeline.providers.local.drawing.colors import Color, darker, lighter, mix, rgb
from tasks_app.pipeline.providers.local.drawing.curves import (
    Outline,
    box,
    limb,
    mirrored,
    points,
    smooth,
)
from tasks_app.pipeline.providers.local.drawing.pen import Pen

WHITE_CLOTH = rgb("f4f3ee")
LEATHER = rgb("5f4334")
STEEL = rgb("b4bfcc")
GOLD = rgb("e6bc54")


@dataclass(frozen=True, slots=True, kw_only=True)
class Clothes:
    """An outfit with its colors. `hands` are gloves, when there are any."""

    outfit: str
    main: Color
    second: Color
    trousers: Color
    shoes: Color
    sleeve: Color
    trim: Color
    hands: Color | None = None
    long_sleeves: bool = True
    cuffs: bool = False


def dressed(outfit: str, *, main: Color, second: Color, trousers: Color) -> Clothes:
    """An outfit with what belongs to it: sleeves, cuffs, gloves, boots."""
    plain = Clothes(
        outfit=outfit,
        main=main,
        second=second,
        trousers=trousers,
        shoes=darker(trousers, 0.45),
        sleeve=main,
        trim=second,
    )
    changes: dict[str, Clothes] = {
        "lab_coat": replace(plain, sleeve=WHITE_CLOTH, trim=rgb("dfe3e6"), cuffs=True),
        "spacesuit": replace(
            plain,
            sleeve=main,
            trim=rgb("e07a3f"),
            cuffs=True,
            hands=rgb("8f99a8"),
            trousers=main,
            shoes=rgb("7f8a99"),
        ),
        "armor": replace(
            plain,
            sleeve=STEEL,
            trim=rgb("8f9aac"),
            cuffs=True,
            hands=rgb("98a3b3"),
            trousers=rgb("8a95a6"),
            shoes=rgb("737e90"),
        ),
        "robe": replace(plain, trim=GOLD, cuffs=True, shoes=LEATHER),
        "apron": replace(
            plain, sleeve=second, main=mix(main, WHITE_CLOTH, 0.3), long_sleeves=False
        ),
        "overalls": replace(plain, sleeve=second, trousers=main, shoes=LEATHER, long_sleeves=False),
        "uniform": replace(plain, trim=GOLD, cuffs=True),
        "suit": replace(
            plain,
            main=darker(main, 0.3),
            sleeve=darker(main, 0.3),
            trousers=darker(main, 0.36),
            trim=WHITE_CLOTH,
            cuffs=True,
        ),
        "tunic": replace(plain, sleeve=second, shoes=LEATHER, trim=LEATHER, cuffs=True),
        "dress": replace(plain, sleeve=lighter(main, 0.12), long_sleeves=False),
        "sport": replace(plain, trousers=darker(main, 0.25), shoes=WHITE_CLOTH, long_sleeves=False),
        "raincoat": replace(plain, shoes=darker(main, 0.5), cuffs=True, trim=darker(main, 0.18)),
        "sweater": replace(plain, cuffs=True, trim=darker(main, 0.12)),
    }
    return changes.get(outfit, plain)


TORSO: Outline = points("0,272 44,274 86,290 102,330 90,400 80,480 88,560 90,612 0,618")


def whole(right_half: Outline, *, steps: int = 6) -> Outline:
    """Both halves of a body shape, soft at the sides."""
    side = smooth(right_half, steps=steps, closed=False)
    return [*side, *mirrored(side, 0)[::-1]]


def cloth(color: Color, *, reach: float = 18) -> Paint:
    """Fabric: deeper shade than skin."""
    return Paint(color=color, shade=0.24, light=0.14, reach=reach)


def draw_legs(pen: Pen, worn: Clothes) -> None:
    """Trousers or stockings, and shoes."""
    if worn.outfit == "robe":
        draw_shoes(pen, worn.shoes, spread=40)
        return
    bare = worn.outfit in {"dress", "sport"}
    for side in (-1, 1):
        leg: Outline = [(side * 44, 590), (side * 52, 750), (side * 54, 905)]
        color = mix(worn.trousers, rgb("f0d0b8"), 0.75) if bare else worn.trousers
        pen.fill(limb(leg, (92, 70, 54)), cloth(color))
        if worn.outfit == "sport":
            pen.fill(limb([(side * 44, 590), (side * 52, 720)], (96, 88)), cloth(worn.trousers))
    if worn.outfit in {"tunic", "armor", "raincoat", "spacesuit"}:
        for side in (-1, 1):
            pen.fill(
                limb([(side * 53, 800), (side * 54, 915)], (72, 62)), cloth(worn.shoes, reach=12)
            )
            pen.fill(
                box(side * 53 - 38, 792, side * 53 + 38, 812, round_by=9),
                cloth(lighter(worn.shoes, 0.2), reach=6),
            )
    draw_shoes(pen, worn.shoes, spread=54)


def draw_shoes(pen: Pen, color: Color, *, spread: float) -> None:
    """Shoes that point outwards a little."""
    for side in (-1, 1):
        x = side * spread
        shape: Outline = [
            (x - side * 30, 944),
            (x - side * 32, 908),
            (x, 894),
            (x + side * 28, 912),
            (x + side * 54, 930),
            (x + side * 54, 945),
        ]
        pen.fill(smooth(shape, steps=5), cloth(color, reach=10))
        pen.fill(
            box(
                min(x - side * 32, x + side * 55),
                937,
                max(x - side * 32, x + side * 55),
                946,
                round_by=4,
            ),
            flat(darker(color, 0.4)),
        )


def draw_cape(pen: Pen, worn: Clothes) -> None:
    """A cape behind everything."""
    color = darker(worn.second, 0.22)
    shape: Outline = points("0,280 90,284 136,420 162,640 184,850 90,880 0,862")
    pen.fill(whole(shape), cloth(color, reach=30))
    folds = [limb([(x * 0.5, 420), (x, 850)], (3, 12)) for x in (-130, -70, 70, 130)]
    pen.fill_all(folds, flat(darker(color, 0.2), opacity=0.5))


def draw_backpack(pen: Pen, worn: Clothes) -> None:
    """A pack that shows beside the shoulders, with a roll on top."""
    color = mix(worn.second, LEATHER, 0.5)
    pen.fill(box(-128, 300, 128, 540, round_by=46), cloth(color, reach=20))
    pen.fill(limb([(-112, 292), (112, 292)], (58, 58)), cloth(lighter(color, 0.25), reach=12))


def draw_scarf(pen: Pen, worn: Clothes) -> None:
    """A scarf round the neck with a hanging end."""
    color = worn.second
    pen.fill(limb([(34, 300), (46, 430)], (40, 46)), cloth(color, reach=8))
    pen.fill(
        limb([(-56, 272), (0, 300), (56, 272)], (46, 50, 46)), cloth(lighter(color, 0.08), reach=10)
    )
