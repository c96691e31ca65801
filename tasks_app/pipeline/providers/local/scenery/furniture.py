"""What stands and hangs in rooms: bookcases, tables, lamps, pictures, plants."""

from __future__ import annotations

from tasks_app.pipeline.providers.local.drawing.canvas import Paint, flat
from tasks_app.pipeline.providers.local.drawing.colors import (
    Color,
    darker,
    from_hue,
    lighter,
    mix,
    rgb,
)
from tasks_app.pipeline.providers.local.drawing.curves import (
    arc,
    box,
    limb,
    smooth,
)
from tasks_app.pipeline.providers.local.drawing.pen import Pen
from tasks_app.pipeline.providers.local.objects.things import draw_thing
from tasks_app.pipeline.providers.local.scenery.relief import color_of
from tasks_app.pipeline.providers.local.scenery.scene import Scene

WOOD = ("a4703f", "8a5a3f", "b5854f", "6f4a3a")


def warmed(scene: Scene, color: Color) -> Color:
    """Inside, the hour only leans on the colors: there are lamps."""
    return mix(color, scene.light.on(color), 0.45)


def bookcase(scene: Scene, *, left: float, right: float, top: float, foot: float) -> None:
    """Shelves full of books, a vase here and there."""
    canvas, rng = scene.canvas, scene.rng
    wood = warmed(scene, color_of(rng, WOOD))
    canvas.fill(
        box(left - 14, top - 14, right + 14, foot, round_by=4),
        Paint(color=wood, shade=0.2, light=0.15, reach=12),
    )
    rows = max(2, round((foot - top) / 118))
    high = (foot - top - 16) / rows
    for row in range(rows):
        y = top + high * (row + 1)
        canvas.fill(
            box(left, y - high + 12, right, y),
            Paint(color=darker(wood, 0.45), bottom=darker(wood, 0.32)),
        )
        books(scene, left=left + 5, right=right - 5, foot=y, tall=high - 24)


def books(scene: Scene, *, left: float, right: float, foot: float, tall: float) -> None:
    """A row of spines of many colors."""
    canvas, rng = scene.canvas, scene.rng
    x = left
    while x < right - 10:
        wide = min(rng.uniform(13, 32), right - x)
        if rng.random() < 0.08 and right - x > 70:
            _ornament(scene, x + 34, foot, tall * 0.7)
            x += 70
            continue
        high = tall * rng.uniform(0.68, 1.0)
        color = warmed(
            scene,
            from_hue(
                rng.choice((25, 45, 90, 150, 230, 265, 350)),
                lightness=rng.uniform(0.4, 0.7),
                chroma=0.09,
            ),
        )
        canvas.fill(
            box(x, foot - high, x + wide - 2, foot),
            Paint(color=color, light=0.2, shade=0.2, reach=5),
        )
        for band in (0.2, 0.78):
            canvas.fill(
                box(x + 2, foot - high * band - 2, x + wide - 4, foot - high * band + 2),
                flat(lighter(color, 0.4), opacity=0.8),
            )
        x += wide


def _ornament(scene: Scene, x: float, foot: float, tall: float) -> None:
    color = warmed(scene, from_hue(scene.rng.uniform(0, 360), lightness=0.66, chroma=0.1))
    outline = smooth(
        [
            (x - tall * 0.14, foot),
            (x - tall * 0.34, foot - tall * 0.4),
            (x - tall * 0.12, foot - tall * 0.8),
            (x - tall * 0.2, foot - tall),
            (x + tall * 0.2, foot - tall),
            (x + tall * 0.12, foot - tall * 0.8),
            (x + tall * 0.34, foot - tall * 0.4),
            (x + tall * 0.14, foot),
        ],
        steps=5,
    )
    scene.canvas.fill(outline, Paint(color=color, shade=0.25, light=0.2, reach=8))


def table(
    scene: Scene, *, left: float, right: float, top: float, foot: float, color: Color
) -> None:
    """A table or desk with two sturdy legs and a shadow."""
    canvas, tone = scene.canvas, warmed(scene, color)
    canvas.shadow((left + right) / 2, foot, (right - left) * 0.54, 16)
    for x in (left + 40, right - 40):
        canvas.fill(
            box(x - 17, top, x + 17, foot), Paint(color=darker(tone, 0.14), shade=0.2, reach=8)
        )
    canvas.fill(
        box(left + 30, top + 10, right - 30, top + 62),
        Paint(color=darker(tone, 0.1), bottom=darker(tone, 0.22)),
    )
    canvas.fill(
        box(left, top - 20, right, top + 14, round_by=8),
        Paint(color=lighter(tone, 0.08), shade=0.2, light=0.2, reach=8),
    )


def lamp(scene: Scene, x: float, foot: float, tall: float) -> None:
    """A lamp with a shade that glows."""
    canvas = scene.canvas
    canvas.fill(
        limb([(x, foot), (x, foot - tall * 0.6)], (8, 7)), flat(warmed(scene, rgb("6f5a4a")))
    )
    canvas.ellipse(x, foot - 3, tall * 0.2, 8, flat(warmed(scene, rgb("6f5a4a"))))
    shade = [
        (x - tall * 0.3, foot - tall * 0.5),
        (x - tall * 0.18, foot - tall),
        (x + tall * 0.18, foot - tall),
        (x + tall * 0.3, foot - tall * 0.5),
    ]
    canvas.fill(shade, Paint(color=rgb("ffe6ad"), bottom=rgb("f7c873")))
    canvas.glow(
        x,
        foot - tall * 0.6,
        tall * 2.6,
        rgb("ffcf7a"),
        strength=0.42 if scene.light.is_dark else 0.26,
    )


def picture_frame(scene: Scene, x: float, y: float, *, wide: float, tall: float) -> None:
    """A small landscape in a frame."""
    canvas, rng = scene.canvas, scene.rng
    canvas.fill(
        box(x - 4, y + 6, x + wide + 12, y + tall + 14), flat((20, 14, 30), opacity=0.25, blur=6)
    )
    canvas.fill(
        box(x - 10, y - 10, x + wide + 10, y + tall + 10),
        Paint(color=warmed(scene, color_of(rng, WOOD)), shade=0.2, light=0.2, reach=5),
    )
    inner = box(x, y, x + wide, y + tall)
    hue = rng.uniform(0, 360)
    canvas.fill(
        inner,
        Paint(
            color=from_hue(hue, lightness=0.75, chroma=0.08),
            bottom=from_hue(hue + 50, lightness=0.9, chroma=0.05),
        ),
    )
    with canvas.inside(inner):
        canvas.ellipse(
            x + wide * 0.7, y + tall * 0.34, tall * 0.13, tall * 0.13, flat(rgb("fff3cf"))
        )
        for layer in range(2):
            mound = from_hue(hue + 150 + 20 * layer, lightness=0.6 - 0.15 * layer, chroma=0.08)
            canvas.ellipse(
                x + wide * (0.3 + 0.5 * layer),
                y + tall * (1.05 + 0.1 * layer),
                wide * 0.6,
                tall * 0.5,
                flat(mound),
            )


def rug(scene: Scene) -> None:
    """A carpet on the floor with a border."""
    canvas, rng = scene.canvas, scene.rng
    hue = rng.uniform(0, 360)
    x, y = scene.across(rng.uniform(0.42, 0.58)), scene.height * 0.885
    color = warmed(scene, from_hue(hue, lightness=0.52, chroma=0.1))
    for share, tone in (
        (1.0, color),
        (0.9, lighter(color, 0.4)),
        (0.84, color),
        (0.44, lighter(color, 0.22)),
    ):
        canvas.ellipse(
            x,
            y,
            scene.width * 0.27 * share,
            84 * share,
            Paint(color=tone, bottom=darker(tone, 0.1)),
        )


def pot_plant(scene: Scene, x: float, foot: float, tall: float) -> None:
    """A leafy plant in a pot."""
    canvas, rng = scene.canvas, scene.rng
    leaf = warmed(scene, color_of(rng, ("4f9a5f", "3f8a6f", "6fa84f")))
    canvas.shadow(x, foot, tall * 0.24, 9)
    for lean in (-1.0, -0.55, -0.15, 0.2, 0.6, 1.0):
        tip = (x + lean * tall * 0.4, foot - tall * (1.0 - abs(lean) * 0.32))
        stem = [(x, foot - tall * 0.3), (x + lean * tall * 0.12, foot - tall * 0.62), tip]
        canvas.fill(
            limb(stem, (tall * 0.03, tall * 0.14, 3)),
            Paint(color=leaf, shade=0.24, light=0.2, reach=tall * 0.05),
        )
    pot = [
        (x - tall * 0.17, foot - tall * 0.34),
        (x + tall * 0.17, foot - tall * 0.34),
        (x + tall * 0.12, foot),
        (x - tall * 0.12, foot),
    ]
    canvas.fill(
        pot,
        Paint(
            color=warmed(scene, color_of(rng, ("c9704a", "d9d2c4", "5f7f9a"))),
            shade=0.25,
            light=0.2,
            reach=9,
        ),
    )


def hanging_lamp(scene: Scene, x: float, drop: float) -> None:
    """A lamp on a cord from the ceiling."""
    canvas = scene.canvas
    canvas.fill(box(x - 2, 0, x + 2, drop), flat(warmed(scene, rgb("4a4048"))))
    hood = [*arc(x, drop + 50, 66, 54, start=180, end=360)]
    canvas.fill(
        hood,
        Paint(
            color=warmed(scene, color_of(scene.rng, ("d9574a", "e0a23a", "3f7f8f"))),
            shade=0.25,
            light=0.2,
            reach=12,
        ),
    )
    canvas.ellipse(x, drop + 52, 26, 13, flat(rgb("fff1c9")))
    canvas.glow(x, drop + 70, 420, rgb("ffdf9f"), strength=0.36)


def corner_plants(scene: Scene) -> None:
    """Green in one corner, sometimes both."""
    for share in scene.rng.choice(((0.06,), (0.94,), (0.05, 0.95))):
        pot_plant(scene, scene.across(share), scene.height * 0.83, scene.rng.uniform(190, 290))


def put(scene: Scene, thing: str, x: float, y: float, *, size: float, stands: bool = False) -> None:
    """A thing in a room: around a point, or standing on it."""
    pen = Pen(canvas=scene.canvas, x=x, y=y - (100 * size if stands else 0), size=size)
    draw_thing(pen, thing, scene.rng)
