"""Rooms where people work and learn: laboratory, workshop, observatory, classroom."""

from __future__ import annotations

from tasks_app.pipeline.providers.local.drawing.canvas import Paint, flat
from tasks_app.pipeline.providers.local.drawing.colors import Color, darker, from_hue, lighter, rgb
from tasks_app.pipeline.providers.local.drawing.curves import Outline, box, ellipse, limb
from tasks_app.pipeline.providers.local.scenery import furniture, rooms
from tasks_app.pipeline.providers.local.scenery.furniture import WOOD, warmed
from tasks_app.pipeline.providers.local.scenery.relief import color_of
from tasks_app.pipeline.providers.local.scenery.scene import Scene
from tasks_app.pipeline.providers.local.scenery.sky import stars


def laboratory(scene: Scene) -> None:
    """A bench with glassware in bright colors, shelves, a board of formulas."""
    rng = scene.rng
    rooms.shell(
        scene, from_hue(rng.choice((160, 200, 230)), lightness=0.8, chroma=0.035), rgb("9fb0b5")
    )
    board(
        scene,
        left=scene.across(0.33),
        right=scene.across(0.67),
        top=scene.height * 0.14,
        bottom=scene.height * 0.44,
        color=rgb("f4f7f7"),
    )
    for share in (0.15, 0.85):
        shelf_of_glass(scene, scene.across(share), scene.height * 0.3)
        shelf_of_glass(scene, scene.across(share), scene.height * 0.45)
    left, right, top = scene.across(0.12), scene.across(0.88), scene.height * 0.63
    furniture.table(
        scene, left=left, right=right, top=top, foot=scene.height * 0.825, color=rgb("c9d3d8")
    )
    x = left + 60
    while x < right - 60:
        flask(scene, x, top - 20, rng.uniform(70, 130))
        x += rng.uniform(80, 170)
    for share in (0.3, 0.7):
        furniture.hanging_lamp(scene, scene.across(share), scene.height * 0.05)


def flask(scene: Scene, x: float, foot: float, tall: float) -> None:
    """A round, pointed or straight vessel with something bright in it."""
    canvas, rng = scene.canvas, scene.rng
    liquid = from_hue(rng.uniform(0, 360), lightness=0.7, chroma=0.15)
    kind, half = rng.choice(("cone", "round", "tube")), tall * 0.3
    if kind == "round":
        body = ellipse(x, foot - half, half, half)
    elif kind == "cone":
        body = [
            (x - half, foot),
            (x - half * 0.25, foot - tall * 0.66),
            (x + half * 0.25, foot - tall * 0.66),
            (x + half, foot),
        ]
    else:
        body = box(x - half * 0.4, foot - tall * 0.8, x + half * 0.4, foot, round_by=half * 0.3)
    neck = box(x - half * 0.25, foot - tall, x + half * 0.25, foot - tall * 0.5)
    canvas.fill_all([body, neck], flat(rgb("e8f6fa"), opacity=0.55))
    with canvas.inside(body):
        level = foot - tall * rng.uniform(0.25, 0.5)
        canvas.fill(
            box(x - half, level, x + half, foot + 4),
            Paint(color=lighter(liquid, 0.2), bottom=liquid),
        )
    canvas.fill(
        box(x - half * 0.36, foot - tall - 4, x + half * 0.36, foot - tall + 5, round_by=4),
        flat(rgb("ffffff"), opacity=0.9),
    )
    canvas.fill(
        limb([(x - half * 0.45, foot - tall * 0.2), (x - half * 0.3, foot - tall * 0.42)], (5, 3)),
        flat((255, 255, 255), opacity=0.7),
    )


def shelf_of_glass(scene: Scene, x: float, y: float) -> None:
    """A short shelf of vessels."""
    for step in range(5):
        flask(scene, x - 120 + step * 60, y, scene.rng.uniform(44, 80))
    scene.canvas.fill(
        box(x - 170, y, x + 170, y + 14),
        Paint(color=warmed(scene, rgb("b5a08a")), shade=0.2, reach=5),
    )


def board(
    scene: Scene, *, left: float, right: float, top: float, bottom: float, color: Color
) -> None:
    """A board on the wall with curves and scribbles on it."""
    canvas, rng = scene.canvas, scene.rng
    canvas.fill(
        box(left - 14, top - 14, right + 14, bottom + 14),
        Paint(color=warmed(scene, rgb("9a7a5a")), shade=0.2, light=0.2, reach=6),
    )
    canvas.fill(box(left, top, right, bottom), Paint(color=color, bottom=darker(color, 0.06)))
    ink = flat(lighter(color, 0.85) if sum(color) < 380 else rgb("3f5f8f"), opacity=0.8)
    wide, tall = right - left, bottom - top
    graph = [
        (left + wide * (0.06 + 0.05 * step), bottom - tall * (0.16 + 0.5 * (step / 7) ** 2))
        for step in range(8)
    ]
    lines: list[Outline] = [
        limb(
            [
                (left + wide * 0.06, top + tall * 0.15),
                (left + wide * 0.06, bottom - tall * 0.14),
                (left + wide * 0.42, bottom - tall * 0.14),
            ],
            (4, 4, 4),
        ),
        limb(graph, [5] * 8),
    ]
    for row in range(5):
        x, y = left + wide * 0.52, top + tall * (0.18 + row * 0.16)
        while x < left + wide * rng.uniform(0.72, 0.94):
            step = rng.uniform(14, 44)
            lines.append(
                limb([(x, y), (x + step * 0.5, y + rng.uniform(-7, 7)), (x + step, y)], (4, 3, 4))
            )
            x += step + 12
    canvas.fill_all(lines, ink)


def workshop(scene: Scene) -> None:
    """Wheels and tools on the wall, a bench with work on it."""
    rng = scene.rng
    rooms.shell(scene, from_hue(rng.uniform(30, 80), lightness=0.6, chroma=0.05), rgb("8a6a4a"))
    rooms.plain_window(scene, rng.choice((0.22, 0.78)))
    for share, high, size in ((0.42, 0.26, 1.5), (0.55, 0.4, 1.1), (0.62, 0.2, 0.9)):
        furniture.put(scene, "gear", scene.across(share), scene.height * high, size=size)
    for place, name in enumerate(("hammer", "wrench", "shovel", "hammer", "wrench")):
        furniture.put(scene, name, scene.across(0.4 + place * 0.055), scene.height * 0.55, size=0.5)
    left, right, top = scene.across(0.16), scene.across(0.84), scene.height * 0.66
    wood = color_of(rng, WOOD)
    furniture.table(scene, left=left, right=right, top=top, foot=scene.height * 0.825, color=wood)
    on_bench = rng.sample(("crate", "gear", "clock", "bucket", "lantern", "basket", "wheel"), 5)
    for place, name in enumerate(on_bench):
        x = left + (right - left) * (place + 0.5) / 5
        furniture.put(scene, name, x, top - 20, size=0.6, stands=True)
    furniture.hanging_lamp(scene, scene.across(0.5), scene.height * 0.05)


def observatory(scene: Scene) -> None:
    """A dark dome with an open slit full of stars, a great telescope, charts."""
    rng, canvas = scene.rng, scene.canvas
    rooms.shell(scene, from_hue(rng.uniform(220, 300), lightness=0.36, chroma=0.05), rgb("6a5548"))
    middle = scene.across(rng.choice((0.42, 0.58)))
    slit = [(middle - 210, scene.height * 0.74), (middle - 150, -20), (middle + 230, -20)]
    slit.append((middle + 290, scene.height * 0.74))
    canvas.fill(slit, Paint(color=rgb("070d2c"), bottom=rgb("3d5596")))
    with canvas.inside(slit):
        stars(canvas, rng, floor=scene.height * 0.74, count=420)
        canvas.glow(middle + 60, scene.height * 0.2, 240, rgb("8fb0ff"), strength=0.4)
    furniture.put(scene, "telescope", middle - 20, scene.height * 0.8, size=2.5, stands=True)
    for share in (0.1, 0.86):
        x = scene.across(share)
        furniture.bookcase(
            scene, left=x - 130, right=x + 130, top=scene.height * 0.3, foot=scene.height * 0.795
        )
    furniture.put(scene, "globe", scene.across(0.26), scene.height * 0.83, size=0.9, stands=True)


def classroom(scene: Scene) -> None:
    """A green board, desks in a row, a globe, a window."""
    rng = scene.rng
    rooms.shell(scene, rooms.wall_color(rng), color_of(rng, WOOD))
    board(
        scene,
        left=scene.across(0.28),
        right=scene.across(0.66),
        top=scene.height * 0.14,
        bottom=scene.height * 0.47,
        color=rgb("2f6a58"),
    )
    x = scene.across(0.85)
    rooms.window(
        scene, left=x - 150, top=scene.height * 0.14, right=x + 150, bottom=scene.height * 0.48
    )
    furniture.picture_frame(scene, scene.across(0.07), scene.height * 0.2, wide=190, tall=140)
    for share in (0.2, 0.5, 0.8):
        middle = scene.across(share)
        furniture.table(
            scene,
            left=middle - 140,
            right=middle + 140,
            top=scene.height * 0.7,
            foot=scene.height * 0.82,
            color=color_of(rng, WOOD),
        )
        furniture.books(
            scene,
            left=middle - 60,
            right=middle + rng.uniform(0, 60),
            foot=scene.height * 0.682,
            tall=52,
        )
    furniture.corner_plants(scene)
