"""An empty room: wall, floor, a window onto the hour."""

from __future__ import annotations

from random import Random

from tasks_app.pipeline.providers.local.drawing.canvas import Paint, flat
from tasks_app.pipeline.providers.local.drawing.colors import (
    Color,
    darker,
    from_hue,
    lighter,
    rgb,
)
from tasks_app.pipeline.providers.local.drawing.curves import (
    Outline,
    arc,
    box,
    ellipse,
    limb,
    rolling,
    smooth,
)
from tasks_app.pipeline.providers.local.scenery.furniture import warmed
from tasks_app.pipeline.providers.local.scenery.scene import Scene

# Where the wall meets the floor, as a share of the height.
FLOOR = 0.76
WALL_HUES = (20, 45, 75, 110, 160, 200, 240, 285, 330)


def shell(scene: Scene, wall: Color, floor: Color) -> None:
    """Wall with skirting board, floor of planks or tiles, light from above."""
    canvas, rng = scene.canvas, scene.rng
    edge = scene.height * FLOOR
    tone = warmed(scene, wall)
    canvas.fill(
        box(0, 0, scene.width, edge), Paint(color=darker(tone, 0.16), bottom=lighter(tone, 0.06))
    )
    if rng.random() < 0.5:
        stripes = [box(x, 0, x + 34, edge) for x in range(0, round(scene.width), 104)]
        canvas.fill_all(stripes, flat(lighter(tone, 0.1), opacity=0.4))
    if rng.random() < 0.5:
        panel = edge - 190
        canvas.fill(
            box(0, panel, scene.width, edge),
            Paint(color=darker(tone, 0.2), bottom=darker(tone, 0.26)),
        )
        canvas.fill(box(0, panel - 8, scene.width, panel + 6), flat(lighter(tone, 0.25)))
    boards(scene, warmed(scene, floor), top=edge)
    canvas.fill(box(0, edge - 20, scene.width, edge), flat(lighter(tone, 0.3)))
    canvas.fill(box(0, edge - 2, scene.width, edge + 10), flat((20, 14, 30), opacity=0.3, blur=4))


def boards(scene: Scene, color: Color, *, top: float) -> None:
    """Floor boards that run towards the viewer."""
    canvas = scene.canvas
    canvas.fill(
        box(0, top, scene.width, scene.height),
        Paint(color=lighter(color, 0.1), bottom=darker(color, 0.24)),
    )
    middle = scene.width / 2
    seams: list[Outline] = []
    for place in range(-14, 15):
        far, near = middle + place * 118, middle + place * 220
        seams.append(
            [(far - 1, top), (far + 1, top), (near + 3, scene.height), (near - 3, scene.height)]
        )
    canvas.fill_all(seams, flat(darker(color, 0.35), opacity=0.55))


def window(
    scene: Scene, *, left: float, top: float, right: float, bottom: float, arched: bool = False
) -> None:
    """A window with the hour outside, and its light on the floor."""
    canvas, light = scene.canvas, scene.light
    middle = (left + right) / 2
    frame = warmed(scene, rgb("f4ead9"))
    opening = box(left, top, right, bottom, round_by=6)
    if arched:
        opening = [
            *arc(
                middle,
                top + (right - left) / 2,
                (right - left) / 2,
                (right - left) / 2,
                start=180,
                end=360,
            ),
            (right, bottom),
            (left, bottom),
        ]
    wide = [
        (x + (10 if x > middle else -10), y + (10 if y > (top + bottom) / 2 else -10))
        for x, y in opening
    ]
    canvas.fill(wide, Paint(color=frame, shade=0.18, reach=8))
    canvas.fill(opening, Paint(color=light.zenith, bottom=light.haze))
    with canvas.inside(opening):
        _view(scene, left=left, right=right, bottom=bottom, tall=bottom - top)
    bars = [
        box(middle - 5, top, middle + 5, bottom),
        box(left, (top + bottom) / 2 - 4, right, (top + bottom) / 2 + 4),
    ]
    canvas.fill_all(bars, flat(frame))
    canvas.fill(
        box(left - 26, bottom + 6, right + 26, bottom + 26), Paint(color=frame, shade=0.2, reach=6)
    )
    sunlit(scene, left=left, right=right)


def _view(scene: Scene, *, left: float, right: float, bottom: float, tall: float) -> None:
    canvas, light = scene.canvas, scene.light
    if light.is_dark:
        spots = [
            ellipse(
                left + (right - left) * scene.rng.random(),
                bottom - tall * scene.rng.uniform(0.3, 1),
                2,
                2,
            )
            for _ in range(24)
        ]
        canvas.fill_all(spots, flat((255, 255, 255), opacity=0.8))
    canvas.glow(
        left + (right - left) * 0.7, bottom - tall * 0.62, tall * 0.5, light.sun, strength=0.8
    )
    for layer, color in enumerate(("7f9a8a", "5f8a6a")):
        heights = rolling(scene.rng, 60, swing=24, waves=3.0) + (
            bottom - tall * (0.26 - layer * 0.13)
        )
        canvas.ridge(heights, scene.paint(rgb(color), distance=0.5 - layer * 0.3))


def sunlit(scene: Scene, *, left: float, right: float) -> None:
    """The patch of light that a window throws into the room."""
    edge = scene.height * FLOOR
    beam = [
        (left - 60, edge),
        (right - 60, edge),
        (right + 150, scene.height * 0.94),
        (left + 70, scene.height * 0.94),
    ]
    scene.canvas.fill(
        beam, flat(scene.light.sun, opacity=0.08 if scene.light.is_dark else 0.22, blur=10)
    )


def curtains(
    scene: Scene, *, left: float, top: float, right: float, bottom: float, color: Color
) -> None:
    """Two drapes on a rail."""
    canvas = scene.canvas
    tone = warmed(scene, color)
    for edge, way in ((left, 1), (right, -1)):
        drape = smooth(
            [
                (edge - way * 34, top - 26),
                (edge + way * 42, top - 26),
                (edge + way * 34, (top + bottom) / 2),
                (edge + way * 8, bottom + 60),
                (edge - way * 40, bottom + 60),
            ],
            steps=5,
        )
        canvas.fill(
            drape, Paint(color=tone, bottom=darker(tone, 0.1), shade=0.26, light=0.14, reach=16)
        )
    canvas.fill(
        limb([(left - 60, top - 30), (right + 60, top - 30)], (10, 10)),
        flat(warmed(scene, rgb("8a6a4a"))),
    )


def wall_color(rng: Random) -> Color:
    """A quiet color for a wall."""
    return from_hue(
        rng.choice(WALL_HUES) + rng.uniform(-10, 10),
        lightness=rng.uniform(0.62, 0.82),
        chroma=rng.uniform(0.035, 0.075),
    )


def plain_window(scene: Scene, share: float) -> None:
    """The window most rooms have, with drapes in half of them."""
    x, top, bottom = scene.across(share), scene.height * 0.16, scene.height * 0.5
    if scene.rng.random() < 0.3:
        window(scene, left=x - 130, top=top, right=x + 130, bottom=bottom, arched=True)
        return
    window(scene, left=x - 170, top=top, right=x + 170, bottom=bottom)
    if scene.rng.random() < 0.6:
        color = from_hue(scene.rng.uniform(0, 360), lightness=0.55, chroma=0.1)
        curtains(scene, left=x - 170, top=top, right=x + 170, bottom=bottom, color=color)
