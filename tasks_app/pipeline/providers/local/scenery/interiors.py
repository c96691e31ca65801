"""Rooms where people live and gather: living room, library, kitchen, hall."""

from __future__ import annotations

from tasks_app.pipeline.providers.local.drawing.canvas import Paint, flat
from tasks_app.pipeline.providers.local.drawing.colors import Color, darker, from_hue, lighter, rgb
from tasks_app.pipeline.providers.local.drawing.curves import arc, box, ellipse
from tasks_app.pipeline.providers.local.scenery import furniture, rooms
from tasks_app.pipeline.providers.local.scenery.furniture import WOOD, warmed
from tasks_app.pipeline.providers.local.scenery.relief import color_of
from tasks_app.pipeline.providers.local.scenery.rooms import FLOOR
from tasks_app.pipeline.providers.local.scenery.scene import Scene


def living_room(scene: Scene) -> None:
    """A sofa or a desk by the window, pictures, a rug, a plant."""
    rng = scene.rng
    rooms.shell(scene, rooms.wall_color(rng), color_of(rng, WOOD))
    share = rng.choice((0.3, 0.5, 0.68))
    rooms.plain_window(scene, share)
    away = scene.across(0.78 if share < 0.5 else 0.2)
    for place in range(6):
        x = scene.across(0.05 + place * 0.16)
        if abs(x - scene.across(share)) > 340 and abs(x - away) > 230 and rng.random() < 0.75:
            size = rng.uniform(90, 150)
            furniture.picture_frame(
                scene, x, scene.height * rng.uniform(0.2, 0.3), wide=size, tall=rng.uniform(90, 150)
            )
    furniture.rug(scene)
    if rng.random() < 0.5:
        sofa(scene, away)
    else:
        furniture.bookcase(
            scene,
            left=away - 160,
            right=away + 160,
            top=scene.height * 0.34,
            foot=scene.height * 0.795,
        )
    furniture.corner_plants(scene)
    if rng.random() < 0.6:
        furniture.hanging_lamp(
            scene, scene.across(rng.uniform(0.4, 0.6)), scene.height * rng.uniform(0.08, 0.16)
        )


def sofa(scene: Scene, x: float) -> None:
    """A sofa with two cushions against the wall."""
    canvas, foot = scene.canvas, scene.height * 0.83
    color = warmed(scene, from_hue(scene.rng.uniform(0, 360), lightness=0.55, chroma=0.1))
    canvas.shadow(x, foot, 250, 16)
    body = Paint(color=color, shade=0.24, light=0.18, reach=18)
    canvas.fill(box(x - 210, foot - 190, x + 210, foot - 40, round_by=40), body)
    canvas.fill(
        box(x - 220, foot - 100, x + 220, foot - 16, round_by=24),
        Paint(color=lighter(color, 0.08), shade=0.2, light=0.2, reach=14),
    )
    for side in (-1, 1):
        canvas.fill(
            box(x + side * 220 - 36, foot - 142, x + side * 220 + 36, foot - 10, round_by=32), body
        )
        cushion = ellipse(x + side * 110, foot - 126, 52, 44, turn=side * 14)
        canvas.fill(cushion, Paint(color=lighter(color, 0.42), shade=0.2, light=0.15, reach=12))


def library(scene: Scene) -> None:
    """Bookcases from wall to wall, an arched window between, a reading table."""
    rng = scene.rng
    rooms.shell(
        scene, from_hue(rng.uniform(30, 90), lightness=0.5, chroma=0.06), color_of(rng, WOOD)
    )
    middle = scene.across(rng.choice((0.36, 0.5, 0.64)))
    rooms.window(
        scene,
        left=middle - 120,
        top=scene.height * 0.1,
        right=middle + 120,
        bottom=scene.height * 0.54,
        arched=True,
    )
    for left, right in ((20.0, middle - 190), (middle + 190, scene.width - 20)):
        count = max(1, round((right - left) / 380))
        wide = (right - left) / count
        for place in range(count):
            start = left + wide * place
            furniture.bookcase(
                scene,
                left=start + 18,
                right=start + wide - 18,
                top=scene.height * 0.07,
                foot=scene.height * 0.795,
            )
    furniture.rug(scene)
    furniture.table(
        scene,
        left=middle - 150,
        right=middle + 150,
        top=scene.height * 0.68,
        foot=scene.height * 0.83,
        color=color_of(rng, WOOD),
    )
    furniture.lamp(scene, middle + 90, scene.height * 0.662, 110)
    furniture.books(scene, left=middle - 120, right=middle - 10, foot=scene.height * 0.662, tall=58)


def kitchen(scene: Scene) -> None:
    """Tiles, cupboards, a worktop with pans, a window over it."""
    rng, canvas = scene.rng, scene.canvas
    rooms.shell(scene, rooms.wall_color(rng), rgb("c9b59a"))
    door = warmed(scene, from_hue(rng.uniform(0, 360), lightness=0.66, chroma=0.08))
    middle = scene.across(rng.choice((0.4, 0.5, 0.6)))
    rooms.window(
        scene,
        left=middle - 170,
        top=scene.height * 0.12,
        right=middle + 170,
        bottom=scene.height * 0.44,
    )
    for left, right in ((20.0, middle - 240), (middle + 240, scene.width - 20)):
        cupboards(
            scene, door, left=left, right=right, top=scene.height * 0.08, bottom=scene.height * 0.34
        )
    top = scene.height * 0.58
    cupboards(
        scene, door, left=30, right=scene.width - 30, top=top + 16, bottom=scene.height * 0.81
    )
    canvas.fill(
        box(10, top - 8, scene.width - 10, top + 20, round_by=6),
        Paint(color=warmed(scene, rgb("efe3d0")), shade=0.2, reach=6),
    )
    kitchenware = rng.sample(("teapot", "bread", "jug", "basket", "apple", "mug", "vase"), 3)
    for share, name in zip((0.08, 0.3, 0.92), kitchenware, strict=True):
        furniture.put(scene, name, scene.across(share), top - 6, size=0.46, stands=True)
    for share in (0.2, 0.8):
        pan(scene, scene.across(share), top - 8)
    furniture.hanging_lamp(scene, scene.across(0.28), scene.height * 0.08)
    furniture.hanging_lamp(scene, scene.across(0.72), scene.height * 0.08)


def cupboards(
    scene: Scene, color: Color, *, left: float, right: float, top: float, bottom: float
) -> None:
    """A row of doors with knobs."""
    canvas = scene.canvas
    count = max(1, round((right - left) / 210))
    wide = (right - left) / count
    for place in range(count):
        x = left + wide * place
        canvas.fill(
            box(x + 4, top, x + wide - 4, bottom, round_by=8),
            Paint(color=color, shade=0.18, light=0.16, reach=8),
        )
        canvas.fill(
            box(x + 26, top + 22, x + wide - 26, bottom - 22, round_by=6),
            Paint(color=darker(color, 0.07), shade=0.1, reach=5),
        )
        canvas.ellipse(x + wide - 22, (top + bottom) / 2, 6, 6, flat(rgb("f4e3b0")))


def pan(scene: Scene, x: float, foot: float) -> None:
    """A pot with a lid."""
    canvas, rng = scene.canvas, scene.rng
    color = warmed(scene, color_of(rng, ("c9563f", "3f6f8f", "8f9aa5", "e0a23a")))
    canvas.fill(
        box(x - 50, foot - 62, x + 50, foot, round_by=14),
        Paint(color=color, shade=0.25, light=0.22, reach=12),
    )
    canvas.fill(arc(x, foot - 62, 50, 18, start=180, end=360), Paint(color=lighter(color, 0.15)))
    canvas.ellipse(x, foot - 84, 9, 8, flat(darker(color, 0.4)))


def hall(scene: Scene) -> None:
    """A great hall: columns, banners, a carpet to a dais."""
    rng, canvas = scene.rng, scene.canvas
    stone = from_hue(rng.uniform(30, 290), lightness=0.6, chroma=0.03)
    rooms.shell(scene, stone, darker(stone, 0.1))
    edge = scene.height * FLOOR
    for share in (0.32, 0.5, 0.68):
        x = scene.across(share)
        rooms.window(
            scene,
            left=x - 80,
            top=scene.height * 0.12,
            right=x + 80,
            bottom=scene.height * 0.56,
            arched=True,
        )
    color = color_of(rng, ("b5413c", "2f5f9a", "5a3f8a", "2f7f5f"))
    middle = scene.across(0.5)
    carpet = [
        (middle - 90, edge),
        (middle + 90, edge),
        (middle + 330, scene.height),
        (middle - 330, scene.height),
    ]
    canvas.fill(carpet, Paint(color=warmed(scene, color), bottom=darker(warmed(scene, color), 0.2)))
    for share in (0.08, 0.22, 0.78, 0.92):
        x = scene.across(share)
        pillar(scene, x, stone)
        banner(scene, x, color)
    canvas.glow(middle, scene.height * 0.35, 800, scene.light.sun, strength=0.2)


def pillar(scene: Scene, x: float, color: Color) -> None:
    """A column from floor to ceiling."""
    canvas, foot, tone = scene.canvas, scene.height * 0.82, warmed(scene, lighter(color, 0.2))
    canvas.shadow(x, foot, 110, 16)
    canvas.fill(
        box(x - 52, -10, x + 52, foot - 20), Paint(color=tone, shade=0.3, light=0.22, reach=26)
    )
    for y in (foot - 30, 40.0):
        canvas.fill(
            box(x - 74, y - 26, x + 74, y + 24, round_by=8),
            Paint(color=tone, shade=0.25, light=0.2, reach=12),
        )


def banner(scene: Scene, x: float, color: Color) -> None:
    """A long flag with a sign on it."""
    canvas, tone = scene.canvas, warmed(scene, color)
    top, bottom = scene.height * 0.14, scene.height * 0.5
    cloth = [(x - 42, top), (x + 42, top), (x + 42, bottom), (x, bottom - 42), (x - 42, bottom)]
    canvas.fill(
        cloth, Paint(color=tone, bottom=darker(tone, 0.15), shade=0.25, light=0.15, reach=12)
    )
    canvas.ellipse(x, (top + bottom) / 2 - 20, 22, 22, flat(rgb("f4d27a")))
    canvas.ellipse(x, (top + bottom) / 2 - 20, 13, 13, flat(tone))
