"""Plants, fruit, fire, stones, eggs."""

from __future__ import annotations

from random import Random

from tasks_app.pipeline.providers.local.drawing.canvas import Paint, flat
from tasks_app.pipeline.providers.local.drawing.colors import darker, lighter, rgb
from tasks_app.pipeline.providers.local.drawing.curves import (
    Outline,
    arc,
    blob,
    box,
    ellipse,
    limb,
    points,
    smooth,
    symmetric,
)
from tasks_app.pipeline.providers.local.drawing.pen import Pen
from tasks_app.pipeline.providers.local.objects.materials import (
    GREEN,
    RED,
    WOOD,
    body,
    lively,
    shine,
)


def potted_plant(pen: Pen, rng: Random) -> None:
    """Leaves in a pot."""
    leaf = rng.choice((GREEN, rgb("3f8f6f"), rgb("7fae4a")))
    for lean in (-1.0, -0.6, -0.2, 0.25, 0.65, 1.0):
        stem: Outline = [(0, 40), (lean * 26, -16), (lean * 82, -92 + abs(lean) * 58)]
        pen.fill(limb(stem, (7, 31, 3)), body(leaf, reach=10))
    pen.fill(points("-46,26 46,26 34,98 -34,98"), body(rgb("c46f48")))
    pen.fill(box(-53, 18, 53, 40, round_by=6), body(rgb("d17d54"), reach=6))


def flower(pen: Pen, rng: Random) -> None:
    """One large bloom."""
    color = lively(rng, lightness=0.72)
    pen.fill(limb([(6, 100), (-6, 40), (0, -30)], (9, 8, 7)), body(GREEN, reach=3))
    for side in (-1, 1):
        pen.fill(
            limb([(0, 66), (side * 32, 40), (side * 60, 46)], (5, 25, 3)), body(GREEN, reach=6)
        )
    pen.fill_all(
        [
            ellipse(x, y - 42, 27, 27)
            for x, y in ((0, -40), (38, -12), (24, 33), (-24, 33), (-38, -12))
        ],
        body(color),
    )
    pen.ellipse(0, -42, 22, 22, body(rgb("f5c64a"), reach=7))


def tree(pen: Pen, rng: Random) -> None:
    """A leafy tree."""
    leaf = rng.choice((GREEN, rgb("3f8a68"), rgb("d98a3a"), rgb("e8a0b5")))
    pen.fill(limb([(0, 100), (0, 10)], (29, 17)), body(WOOD, reach=7))
    pen.fill(limb([(0, 44), (34, 6)], (11, 7)), body(WOOD, reach=4))
    crown_of_leaves = [
        blob(rng, x, y, r, r * 0.9)
        for x, y, r in ((-42, -10, 44), (44, -14, 42), (0, -52, 52), (0, -12, 44))
    ]
    pen.fill_all(crown_of_leaves, body(leaf, reach=22))
    pen.fill_all(
        [blob(rng, x, y, r, r * 0.7) for x, y, r in ((-24, -66, 22), (-50, -22, 15))],
        flat(lighter(leaf, 0.25), opacity=0.6),
    )


def mushroom(pen: Pen, _rng: Random) -> None:
    """A fly agaric."""
    pen.fill(smooth(points("-20,-6 20,-6 30,90 0,100 -30,90"), steps=5), body(rgb("f4ead6")))
    pen.fill(
        [*arc(0, 6, 94, 88, start=180, end=360), (60, 16), (0, 22), (-60, 16)], body(RED, reach=22)
    )
    pen.fill_all(
        [
            ellipse(x, y, r, r * 0.8)
            for x, y, r in ((-46, -26, 15), (4, -54, 17), (46, -20, 13), (-8, -14, 10), (70, 0, 8))
        ],
        body(rgb("fff6ea"), reach=4),
    )


def apple(pen: Pen, rng: Random) -> None:
    """A fruit with a leaf."""
    color = rng.choice((RED, rgb("7fb04a"), rgb("e8a23a")))
    right: Outline = points("0,-46 36,-64 82,-28 74,40 36,92 0,82")
    pen.fill(symmetric(right, steps=6), body(color, reach=24))
    pen.fill(limb([(0, -44), (6, -72), (20, -92)], (8, 7, 6)), body(rgb("6b4630"), reach=3))
    pen.fill(limb([(10, -64), (40, -84), (70, -76)], (4, 25, 3)), body(GREEN, reach=6))
    shine(pen, [(-48, 6), (-46, -18), (-28, -36)], width=13)


def fire(pen: Pen, _rng: Random) -> None:
    """A camp fire."""
    pen.glow(0, 10, 190, rgb("ff9a3f"), strength=0.65)
    for turn in (-18, 18):
        log = pen.moved(0, 82, turn=turn)
        log.fill(limb([(-80, 0), (80, 0)], (27, 27)), body(rgb("7a4f34"), reach=7))
        log.ellipse(80, 0, 8, 13, flat(rgb("d9ab78")))
    for flame, paint in (
        (
            points("0,-98 34,-36 62,6 44,70 -44,70 -60,0 -28,-30"),
            Paint(color=rgb("ffb04a"), bottom=rgb("f2622f")),
        ),
        (points("6,-46 30,6 26,66 -26,66 -30,8"), Paint(color=rgb("ffe08a"), bottom=rgb("ffb23f"))),
        (points("0,0 14,36 0,64 -14,36"), flat(rgb("fffbe0"))),
    ):
        pen.fill(smooth(flame, steps=6), paint)


def crystal(pen: Pen, rng: Random) -> None:
    """A cluster of prisms."""
    color = lively(rng, lightness=0.72)
    pen.glow(0, 20, 150, color, strength=0.55)
    for x, top, lean, half in (
        (-48, -10, -24, 17),
        (48, -26, 26, 19),
        (-18, -60, -8, 21),
        (20, -96, 6, 25),
    ):
        tip, neck = (x + lean, top), (x + lean * 0.8, top + 30)
        pen.fill(
            [
                (x - half, 96),
                (neck[0] - half, neck[1]),
                tip,
                (neck[0] + 3, neck[1] + 12),
                (x + 3, 96),
            ],
            Paint(color=lighter(color, 0.45), bottom=color),
        )
        pen.fill(
            [
                (x + 3, 96),
                (neck[0] + 3, neck[1] + 12),
                tip,
                (neck[0] + half, neck[1]),
                (x + half, 96),
            ],
            Paint(color=darker(color, 0.1), bottom=darker(color, 0.35)),
        )
    pen.fill(smooth(points("-92,98 -60,74 0,82 60,74 92,98"), closed=False), body(rgb("6f6a80")))


def egg(pen: Pen, rng: Random) -> None:
    """A large spotted egg in a nest."""
    color = lively(rng, lightness=0.82, chroma=0.07)
    right: Outline = points("0,-96 46,-60 64,4 44,62 0,78")
    shell = symmetric(right, steps=6)
    pen.fill(shell, body(color, reach=22))
    with pen.inside(shell):
        pen.fill_all(
            [blob(rng, rng.uniform(-50, 50), rng.uniform(-70, 50), 11, 9) for _ in range(9)],
            flat(darker(color, 0.25), opacity=0.7),
        )
    twigs = [
        limb(
            [
                (rng.uniform(-96, -40), rng.uniform(56, 92)),
                (0, rng.uniform(66, 98)),
                (rng.uniform(40, 96), rng.uniform(56, 92)),
            ],
            (7, 9, 6),
        )
        for _ in range(12)
    ]
    pen.fill_all(twigs, body(rgb("a5794a"), reach=4))


def bone(pen: Pen, rng: Random) -> None:
    """A fossil in stone: a spiral shell."""
    pen.fill(blob(rng, 0, 6, 98, 88, wobble=0.08), body(rgb("9a8f86"), reach=18))
    spiral = [
        (6 + r * x, r * y)
        for r, x, y in (
            (62, 1, 0),
            (60, 0.7, 0.72),
            (58, 0, 1),
            (54, -0.72, 0.7),
            (49, -1, 0),
            (43, -0.7, -0.7),
            (37, 0, -1),
            (31, 0.7, -0.7),
            (26, 1, 0),
            (22, 0.6, 0.8),
            (17, -0.4, 0.9),
            (12, -1, 0),
            (8, 0, -1),
            (4, 1, 0),
        )
    ]
    pen.fill(
        limb(spiral, (36, 34, 32, 30, 28, 26, 23, 20, 17, 14, 11, 8, 6, 4), steps=5),
        body(rgb("e0d0b4"), reach=7),
    )
    pen.fill(limb(spiral, [4] * len(spiral), steps=5), flat(rgb("a58a68"), opacity=0.8))
