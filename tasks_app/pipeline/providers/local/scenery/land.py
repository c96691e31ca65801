"""Open country: meadows, mountains and lakes, snow, fields."""

from __future__ import annotations

from tasks_app.pipeline.providers.local.drawing.canvas import flat
from tasks_app.pipeline.providers.local.drawing.colors import (
    Color,
    darker,
    mix,
    rgb,
    turned,
)
from tasks_app.pipeline.providers.local.drawing.curves import (
    limb,
)
from tasks_app.pipeline.providers.local.prompt_words import matches
from tasks_app.pipeline.providers.local.scenery import plants
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
    swathes,
)
from tasks_app.pipeline.providers.local.scenery.scene import Scene

LAKE = {"lake": "pond tarn reservoir lago lac озеро 湖"}


def meadow(scene: Scene) -> None:
    """Rolling hills with trees, flowers and often a path."""
    rng, season = scene.rng, season_of(scene)
    grass, leaves = color_of(rng, GRASS[season]), color_of(rng, LEAVES[season])
    if rng.random() < 0.6:
        range_of_peaks(
            scene,
            scene.horizon + 40,
            swing=rng.uniform(130, 300),
            color=color_of(rng, ROCK),
            distance=0.62,
        )
    leafy = ((plants.round_tree,), (plants.round_tree, plants.poplar), (plants.poplar,))
    kinds = (plants.bare_tree,) if season == "winter" else rng.choice(leafy)
    for layer, distance in enumerate((0.66, 0.46, 0.26, 0.12)):
        base = scene.horizon + 16 + layer * 66
        tone = turned(grass, layer * 6 - 10)
        heights = hills(
            scene,
            base,
            swing=70 - layer * 8,
            waves=rng.uniform(0.8, 1.5),
            paint=scene.paint(tone, distance=distance, fade=0.26),
        )
        swathes(scene, heights, scene.light.on(tone, distance=distance), depth=90, count=14)
        plants.plant(
            scene,
            line_of(heights, scene.width),
            plants.Grove(
                trees=kinds,
                color=turned(leaves, layer * 5),
                count=(14, 10, 7, 3)[layer],
                tall=44 + layer * 56,
                distance=distance,
            ),
        )
    foreground(scene, grass, top=scene.height * 0.81, path=rng.random() < 0.6)
    meadow_front(scene, grass, leaves, flowering=season != "winter")


def meadow_front(scene: Scene, grass: Color, leaves: Color, *, flowering: bool) -> None:
    """What is close in a meadow: shrubs and a tree at the sides, tufts, flowers."""
    rng = scene.rng
    for side in (0, 1):
        for _ in range(rng.randint(1, 3)):
            x = scene.across(abs(side - rng.uniform(0.0, 0.22)))
            plants.shrub(
                scene, x, scene.height * rng.uniform(0.83, 0.88), rng.uniform(70, 150), leaves
            )
    if rng.random() < 0.55:
        x = scene.across(rng.choice((rng.uniform(0.04, 0.14), rng.uniform(0.86, 0.96))))
        plants.round_tree(scene, x, scene.height * 0.9, rng.uniform(480, 680), leaves, distance=0.0)
    plants.tufts(scene, grass, top=scene.height * 0.83, count=60)
    if flowering:
        plants.flowers(scene, top=scene.height * 0.835, count=40)
    if rng.random() < 0.5:
        plants.framing_leaves(scene, leaves)


def mountains(scene: Scene) -> None:
    """Ranges behind each other, firs before them, sometimes a lake that mirrors all of it."""
    rng, season = scene.rng, season_of(scene)
    rock = color_of(rng, ROCK)
    grass = color_of(rng, GRASS["winter" if season == "winter" else "summer"])
    for layer, distance in enumerate((0.66, 0.42, 0.16)):
        range_of_peaks(
            scene,
            scene.horizon + 36 + layer * 46,
            swing=rng.uniform(330, 430) - layer * 95,
            color=turned(rock, layer * 8),
            distance=distance,
        )
    pine = plants.PINE if season != "winter" else rgb("54807f")
    shore = scene.horizon + 128
    if rng.random() < 0.5 or matches(scene.prompt, LAKE):
        fir_edge(scene, pine, base=shore - 8, tall=84, count=46, distance=0.24)
        lake(scene, top=shore)
    else:
        hills(
            scene,
            shore,
            swing=26,
            waves=1.1,
            paint=scene.paint(mix(grass, pine, 0.4), distance=0.24, fade=0.1),
        )
        fir_edge(scene, pine, base=shore + 42, tall=96, count=46, distance=0.2)
    foreground(scene, grass, top=scene.height * 0.815, path=False)
    fir_edge(scene, pine, base=scene.height * 0.86, tall=270, count=9, distance=0.0)
    plants.tufts(scene, grass, top=scene.height * 0.86, count=30)


def lake(scene: Scene, *, top: float) -> None:
    """Still water: what is above, upside down, and a few bright ripples."""
    rng, canvas = scene.rng, scene.canvas
    canvas.mirror_at(top, tint=mix(scene.light.middle, scene.light.zenith, 0.4), amount=0.35)
    bars = []
    for _ in range(26):
        near = rng.random()
        y = top + 6 + (scene.height - top) * near * 0.8
        x, length = scene.across(rng.random()), rng.uniform(30, 120) * (0.6 + near)
        bars.append(limb([(x, y), (x + length, y)], (1.5, 2 + 2 * near)))
    canvas.fill_all(bars, flat(scene.light.sun, opacity=0.35))


def fir_edge(
    scene: Scene,
    color: Color,
    *,
    base: float,
    tall: float,
    count: int,
    distance: float,
) -> None:
    """A row of firs; the nearest ones keep to the sides, where they frame the view."""
    rng = scene.rng
    places = []
    for _ in range(count):
        share = rng.random()
        if distance == 0:
            share = share * 0.2 if rng.random() < 0.5 else 1 - share * 0.2
        places.append(
            (scene.across(share), base + rng.uniform(-10, 26), tall * rng.uniform(0.65, 1.2))
        )
    plants.conifers(scene, sorted(places, key=lambda place: place[1]), color, distance=distance)


def snowfield(scene: Scene) -> None:
    """Ice country: pale ranges, drifts, firs under snow."""
    rng = scene.rng
    snow = color_of(rng, GRASS["winter"])
    for layer, distance in enumerate((0.6, 0.36)):
        range_of_peaks(
            scene,
            scene.horizon + 30 + layer * 50,
            swing=rng.uniform(230, 340) - layer * 80,
            color=rgb("8fa8c8"),
            distance=distance,
        )
    for layer, distance in enumerate((0.3, 0.12)):
        hills(
            scene,
            scene.horizon + 90 + layer * 70,
            swing=34,
            waves=1.0,
            paint=scene.paint(darker(snow, 0.06 * (2 - layer)), distance=distance, fade=0.1),
        )
        fir_edge(
            scene,
            rgb("4a7480"),
            base=scene.horizon + 118 + layer * 76,
            tall=84 + 70 * layer,
            count=20 - 8 * layer,
            distance=distance,
        )
    foreground(scene, snow, top=scene.height * 0.8, path=False)
    drifts = [
        limb([(x, y), (x + 150, y - 8), (x + 300, y + 2)], (1, 7, 1))
        for x, y in (
            (scene.across(rng.uniform(-0.1, 0.9)), scene.height * rng.uniform(0.84, 0.98))
            for _ in range(12)
        )
    ]
    scene.canvas.fill_all(drifts, flat(scene.light.on(rgb("b4c8e0")), opacity=0.6))


def fields(scene: Scene) -> None:
    """Farm land: a patchwork of strips, hedges and rows that run to the horizon."""
    rng = scene.rng
    crops = [
        color_of(rng, (code,))
        for code in rng.sample(("d8b84e", "8db255", "b7c05a", "6fa35c", "c99a58"), 4)
    ]
    range_of_peaks(scene, scene.horizon + 30, swing=110, color=color_of(rng, ROCK), distance=0.7)
    for layer, distance in enumerate((0.55, 0.4, 0.25)):
        heights = hills(
            scene,
            scene.horizon + 24 + layer * 56,
            swing=22,
            waves=0.7,
            paint=scene.paint(crops[layer], distance=distance, fade=0.1),
        )
        plants.plant(
            scene,
            line_of(heights, scene.width),
            plants.Grove(
                trees=(plants.round_tree, plants.poplar),
                color=rgb("3f8050"),
                count=7,
                tall=40 + 30 * layer,
                distance=distance,
            ),
        )
    foreground(scene, crops[3], top=scene.height * 0.77, path=False)
    furrows(scene, crops[3], top=scene.height * 0.785)


def road(scene: Scene) -> None:
    """A straight road from the viewer to the horizon, through open country."""
    rng, season = scene.rng, season_of(scene)
    grass, leaf = color_of(rng, GRASS[season]), color_of(rng, LEAVES[season])
    rock = color_of(rng, ROCK)
    range_of_peaks(
        scene, scene.horizon + 40, swing=rng.uniform(120, 300), color=rock, distance=0.62
    )
    for layer, distance in enumerate((0.55, 0.36)):
        heights = hills(
            scene,
            scene.horizon + 34 + layer * 42,
            swing=26,
            waves=1.1,
            paint=scene.paint(grass, distance=distance, fade=0.12),
        )
        trees = plants.Grove(
            trees=(plants.round_tree, plants.poplar),
            color=leaf,
            count=8,
            tall=44 + layer * 34,
            distance=distance,
        )
        plants.plant(scene, line_of(heights, scene.width), trees)
    top = scene.horizon + 108
    plain = hills(scene, top, swing=5, waves=0.6, paint=scene.paint(grass, fade=-0.3))
    swathes(scene, plain, scene.light.on(grass), depth=scene.height - top, count=60)
    goal = scene.across(rng.uniform(0.42, 0.58))
    plants.tufts(scene, grass, top=scene.height * 0.8, count=50)
    paving(scene, goal, top=top - 4)
    avenue(scene, goal, leaf, top=top)


def paving(scene: Scene, goal: float, *, top: float) -> None:
    """The road itself: stones in rows that grow towards the viewer, a lighter edge."""
    canvas, middle = scene.canvas, scene.width / 2
    near, rise = scene.height * 0.42, scene.height - top
    stone = color_of(scene.rng, ("b9ab98", "a8a39c", "c4a98a"))
    surface = [(goal - 5, top), (goal + 5, top), (middle + near, scene.height)]
    surface.append((middle - near, scene.height))
    canvas.fill(surface, scene.paint(stone, fade=-0.16))
    with canvas.inside(surface):
        rows = []
        for step in range(1, 22):
            y = top + rise * (step / 22) ** 2
            rows.append(
                [(0, y), (scene.width, y), (scene.width, y + step * 0.24), (0, y + step * 0.24)]
            )
        lanes = [
            [
                (goal, top),
                (middle + near * share - 3, scene.height),
                (middle + near * share + 3, scene.height),
            ]
            for share in (-0.66, -0.33, 0.0, 0.33, 0.66)
        ]
        canvas.fill_all([*rows, *lanes], flat(darker(scene.light.on(stone), 0.2), opacity=0.5))
    for side in (-1, 1):
        curb = [(goal + side * 4, top), (middle + side * near, scene.height)]
        curb.append((middle + side * (near + 44), scene.height))
        canvas.fill(curb, scene.paint(stone, fade=-0.3))


def avenue(scene: Scene, goal: float, color: Color, *, top: float) -> None:
    """Trees along both sides, larger towards the viewer."""
    tree = scene.rng.choice((plants.poplar, plants.round_tree))
    for step in range(1, 7):
        share = (step / 7) ** 2
        y = top + (scene.height * 0.9 - top) * share
        for side in (-1, 1):
            x = goal + (scene.width / 2 - goal) * share + side * (26 + scene.width * 0.46 * share)
            tree(scene, x, y, 46 + 330 * share, color, distance=0.34 * (1 - share))


def furrows(scene: Scene, color: Color, *, top: float) -> None:
    """Rows of a field that meet at a point on the horizon."""
    goal = (scene.across(scene.rng.uniform(0.3, 0.7)), scene.horizon + 60)
    rows = []
    for place in range(-14, 15):
        foot = goal[0] + place * scene.width * 0.11
        share = (top - goal[1]) / (scene.height - goal[1])
        start = goal[0] + (foot - goal[0]) * share
        rows.append(
            [
                (start - 3, top),
                (start + 3, top),
                (foot + 26, scene.height),
                (foot - 26, scene.height),
            ]
        )
    scene.canvas.fill_all(rows, flat(darker(scene.light.on(color), 0.2), opacity=0.6))
