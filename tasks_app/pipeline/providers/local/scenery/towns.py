"""Where people live: a skyline in layers, a village on a slope, a street with shop fronts."""

from __future__ import annotations

from dataclasses import dataclass

from tasks_app.pipeline.providers.local.drawing.canvas import Paint, flat
from tasks_app.pipeline.providers.local.drawing.colors import Color, darker, lighter, mix, rgb
from tasks_app.pipeline.providers.local.drawing.curves import Outline, box, limb
from tasks_app.pipeline.providers.local.scenery import buildings, plants
from tasks_app.pipeline.providers.local.scenery.relief import (
    GRASS,
    LEAVES,
    ROCK,
    color_of,
    foreground,
    hills,
    line_of,
    range_of_peaks,
    season_of,
)
from tasks_app.pipeline.providers.local.scenery.scene import Scene


def city(scene: Scene) -> None:
    """Towers behind towers, windows lit by night, a promenade in front."""
    rng = scene.rng
    base = color_of(rng, ("5f7391", "7a6f8f", "8a7a78", "5a8088"))
    for layer, distance in enumerate((0.72, 0.5, 0.26)):
        skyline(
            scene,
            mix(base, rgb("2f3450"), layer * 0.22),
            foot=scene.height * (0.72 + layer * 0.03),
            tall=460 - layer * 70,
            wide=84 + layer * 36,
            distance=distance,
        )
    park(scene)
    pavement(scene, top=scene.height * 0.82)


def skyline(
    scene: Scene, color: Color, *, foot: float, tall: float, wide: float, distance: float
) -> None:
    """One row of towers across the picture."""
    rng = scene.rng
    x = -rng.uniform(0, wide)
    while x < scene.width:
        broad, high = wide * rng.uniform(0.7, 1.5), tall * rng.uniform(0.35, 1.0) ** 1.2
        plot = Plot(left=x, right=x + broad, top=foot - high, foot=foot, distance=distance)
        skyscraper(scene, color, plot)
        x += broad + rng.choice((0.0, 0.0, wide * 0.3))


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """The ground a tower stands on and how far it reaches up, and how far away it is."""

    left: float
    right: float
    top: float
    foot: float
    distance: float


def skyscraper(scene: Scene, color: Color, plot: Plot) -> None:
    """A tower with a roof of its own and rows of windows."""
    rng, canvas = scene.rng, scene.canvas
    left, right, top, foot, distance = plot.left, plot.right, plot.top, plot.foot, plot.distance
    tone = mix(color, rgb(rng.choice(("ffffff", "3a3f5f", "b5897a"))), rng.uniform(0.0, 0.22))
    seen = scene.light.on(tone, distance=distance)
    paint = Paint(
        color=seen,
        bottom=scene.light.on(tone, distance=min(1.0, distance + 0.25)),
        light=0.12,
        shade=0.12,
        reach=12,
    )
    body = [box(left, top, right, foot)]
    half, middle = (right - left) / 2, (left + right) / 2
    roof = rng.random()
    if roof < 0.3:
        body.append(box(left + half * 0.35, top - half * 0.7, right - half * 0.35, top))
    elif roof < 0.45:
        body.append([(left, top), (middle, top - half * 1.1), (right, top)])
    elif roof < 0.6:
        body.append(box(middle - 3, top - half * 1.6, middle + 3, top))
    elif roof < 0.72:
        body.append([(left, top), (left, top - half * 0.6), (right, top)])
    canvas.fill_all(body, paint)
    _panes(scene, plot)


def _panes(scene: Scene, plot: Plot) -> None:
    rng = scene.rng
    left, right, top, foot, distance = plot.left, plot.right, plot.top, plot.foot, plot.distance
    lit: list[Outline] = []
    dull: list[Outline] = []
    columns = max(2, int((right - left) / 24))
    step = (right - left) / columns
    share = 0.5 if scene.light.is_dark else 0.12
    for column in range(columns):
        x = left + step * (column + 0.27)
        y = top + 20
        while y < foot - 30:
            (lit if rng.random() < share else dull).append(box(x, y, x + step * 0.46, y + 13))
            y += 28
    glass = scene.light.on(rgb("9fc3d8"), distance=min(1.0, distance + 0.1))
    scene.canvas.fill_all(dull, flat(glass, opacity=0.26))
    scene.canvas.fill_all(lit, flat(buildings.LIT_WINDOW, opacity=0.92 - distance * 0.6))


def park(scene: Scene) -> None:
    """A row of trees at the foot of the towers."""
    rng = scene.rng
    leaf = color_of(rng, LEAVES[season_of(scene)])
    for _ in range(13):
        plants.round_tree(
            scene,
            scene.across(rng.random()),
            scene.height * 0.825,
            rng.uniform(90, 170),
            leaf,
            distance=0.1,
        )


def pavement(scene: Scene, *, top: float) -> None:
    """Flagstones towards the viewer, with lamps."""
    canvas, rng = scene.canvas, scene.rng
    stone = color_of(rng, ("a9a4a8", "b3a598", "8f98a8"))
    canvas.fill(box(0, top, scene.width, scene.height), scene.paint(stone, fade=-0.28))
    canvas.fill(box(0, top, scene.width, top + 9), scene.paint(lighter(stone, 0.25)))
    middle = scene.across(0.5)
    seams: list[Outline] = []
    for place in range(-12, 13):
        far, near = middle + place * 150, middle + place * 260
        seams.append(
            [
                (far - 1, top + 9),
                (far + 1, top + 9),
                (near + 3, scene.height),
                (near - 3, scene.height),
            ]
        )
    for share in (0.14, 0.34, 0.62):
        y = top + (scene.height - top) * share
        seams.append(box(0, y, scene.width, y + 2 + 2 * share))
    canvas.fill_all(seams, flat(darker(scene.light.on(stone), 0.22), opacity=0.6))
    for share in (rng.uniform(0.05, 0.16), rng.uniform(0.84, 0.95)):
        street_lamp(scene, scene.across(share), top + 46)


def street_lamp(scene: Scene, x: float, foot: float) -> None:
    """A lamp post, shining when it is dark."""
    canvas, iron = scene.canvas, scene.paint(rgb("37404f"))
    canvas.shadow(x + 8, foot, 46, 8)
    canvas.fill(limb([(x, foot), (x, foot - 300)], (13, 8)), iron)
    canvas.fill(box(x - 18, foot - 14, x + 18, foot, round_by=6), iron)
    canvas.fill(
        [(x - 22, foot - 300), (x - 15, foot - 346), (x + 15, foot - 346), (x + 22, foot - 300)][
            ::-1
        ],
        flat(rgb("fff0c2") if scene.light.is_dark else rgb("dfe6ea")),
    )
    canvas.fill([(x - 22, foot - 344), (x, foot - 368), (x + 22, foot - 344)], iron)
    if scene.light.is_dark:
        canvas.glow(x, foot - 322, 210, rgb("ffdf95"), strength=0.6)
        canvas.ellipse(x, foot + 4, 150, 22, flat(rgb("ffdf95"), opacity=0.22, blur=14))


def village(scene: Scene) -> None:
    """Houses scattered over hills, smoke rising, a lane."""
    rng, season = scene.rng, season_of(scene)
    grass, leaf = color_of(rng, GRASS[season]), color_of(rng, LEAVES[season])
    range_of_peaks(
        scene,
        scene.horizon + 40,
        swing=rng.uniform(140, 280),
        color=color_of(rng, ROCK),
        distance=0.62,
    )
    for layer, distance in enumerate((0.5, 0.32, 0.16)):
        heights = hills(
            scene,
            scene.horizon + 40 + layer * 84,
            swing=40,
            waves=1.2,
            paint=scene.paint(grass, distance=distance, fade=0.16),
        )
        ground = line_of(heights, scene.width)
        plants.plant(
            scene,
            ground,
            plants.Grove(
                trees=(plants.round_tree, plants.poplar),
                color=leaf,
                count=7,
                tall=60 + layer * 38,
                distance=distance,
            ),
        )
        count = 7 - layer
        for place in range(count):
            x = scene.across((place + rng.uniform(0.15, 0.85)) / count)
            buildings.house(
                scene,
                x,
                ground(x) + 10,
                (66 + layer * 52) * rng.uniform(0.85, 1.2),
                distance=distance,
            )
    foreground(scene, grass, top=scene.height * 0.81, path=True)
    fence(scene, top=scene.height * 0.835)
    plants.tufts(scene, grass, top=scene.height * 0.85, count=36)


def fence(scene: Scene, *, top: float) -> None:
    """A wooden fence on one side of the near ground."""
    rng = scene.rng
    start, end = rng.choice(((0.0, 0.3), (0.7, 1.0)))
    left, right = scene.across(start) - 20, scene.across(end) + 20
    wood = scene.solid(rgb("b58a5f"), reach=5)
    bars = [box(left, top - y, right, top - y + 9) for y in (50, 24)]
    posts = [
        box(x, top - 72, x + 14, top + 14, round_by=4) for x in range(round(left), round(right), 62)
    ]
    scene.canvas.fill_all([*bars, *posts], wood)


def street(scene: Scene) -> None:
    """A row of house fronts with awnings on both sides of the view."""
    rng = scene.rng
    for layer, distance in enumerate((0.55, 0.3)):
        skyline(
            scene,
            rgb("8a7f8f"),
            foot=scene.height * (0.74 + layer * 0.02),
            tall=300,
            wide=130,
            distance=distance,
        )
    x = -30.0
    while x < scene.width:
        wide = rng.uniform(190, 300)
        front(scene, left=x, right=x + wide, foot=scene.height * 0.815, tall=rng.uniform(300, 470))
        x += wide
    pavement(scene, top=scene.height * 0.81)


def front(scene: Scene, *, left: float, right: float, foot: float, tall: float) -> None:
    """One house front: cornice, windows, shop with an awning."""
    rng, canvas = scene.rng, scene.canvas
    wall = color_of(rng, ("e5b58f", "d98f7f", "a8c0b0", "e8d3a8", "9fb0c8", "d9a8a8", "c7b5d3"))
    wide, top = right - left, foot - tall
    canvas.fill(box(left, top, right, foot), scene.solid(wall, distance=0.06, reach=14))
    canvas.fill(box(left - 6, top - 14, right + 6, top + 12), scene.paint(lighter(wall, 0.3)))
    panes = []
    rows = max(1, int((tall - 190) / 110))
    for row in range(rows):
        for column in range(3):
            x, y = left + wide * (0.14 + 0.27 * column), top + 36 + row * 112
            canvas.fill(
                box(x - 5, y - 5, x + wide * 0.18 + 5, y + 75), scene.paint(lighter(wall, 0.35))
            )
            panes.append(box(x, y, x + wide * 0.18, y + 70))
    panes.append(box(left + wide * 0.1, foot - 112, left + wide * 0.6, foot - 24))
    buildings.windows(scene, panes, distance=0.05)
    canvas.fill(
        box(left + wide * 0.68, foot - 116, left + wide * 0.9, foot, round_by=6),
        scene.solid(darker(wall, 0.45), reach=6),
    )
    _awning(scene, left=left + wide * 0.05, right=left + wide * 0.65, y=foot - 132)


def _awning(scene: Scene, *, left: float, right: float, y: float) -> None:
    rng, canvas = scene.rng, scene.canvas
    color = color_of(rng, ("c9463d", "2f7f8f", "e0953a", "5f8a4a", "8a4f8f"))
    stripes = 8
    step = (right - left) / stripes
    for place in range(stripes):
        x = left + step * place
        tone = color if place % 2 else rgb("fbf3e6")
        shape = [(x, y), (x + step, y), (x + step, y + 34), (x + step * 0.5, y + 44), (x, y + 34)]
        canvas.fill(shape, scene.paint(tone))
