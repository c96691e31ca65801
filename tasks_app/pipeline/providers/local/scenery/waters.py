"""At sea and beside it: coasts, islands, the open ocean, harbors."""

from __future__ import annotations

from tasks_app.pipeline.providers.local.drawing.canvas import Paint, flat
from tasks_app.pipeline.providers.local.drawing.colors import (
    WHITE,
    Color,
    darker,
    lighter,
    mix,
    rgb,
    turned,
)
from tasks_app.pipeline.providers.local.drawing.curves import Outline, box, limb, ribbon, smooth
from tasks_app.pipeline.providers.local.prompt_words import matches
from tasks_app.pipeline.providers.local.scenery import boats, buildings, plants
from tasks_app.pipeline.providers.local.scenery.desert import ripples
from tasks_app.pipeline.providers.local.scenery.relief import (
    GRASS,
    LEAVES,
    ROCK,
    boulders,
    color_of,
    foreground,
    hills,
    line_of,
    range_of_peaks,
    season_of,
    swathes,
)
from tasks_app.pipeline.providers.local.scenery.scene import Scene

SEA = ("2f8fa8", "2a78b0", "3aa39a", "2f6f9f")


def water(scene: Scene, *, top: float, color: Color) -> None:
    """The sea from the horizon to the viewer: darker nearer, a lane of light, rows of waves."""
    canvas, rng, light = scene.canvas, scene.rng, scene.light
    far = mix(light.on(color, distance=0.35), light.haze, 0.25)
    near = darker(light.on(color), 0.18)
    canvas.fill(
        [(0, top), (scene.width, top), (scene.width, scene.height), (0, scene.height)],
        Paint(color=far, bottom=near),
    )
    for _ in range(60):
        depth = rng.random() ** 1.6
        y = top + 4 + (scene.height - top) * depth
        x, length = scene.across(rng.uniform(-0.1, 1.0)), rng.uniform(50, 170) * (0.4 + 1.6 * depth)
        swell = 2 + 9 * depth
        points = [(x, y), (x + length * 0.5, y - swell * 0.6), (x + length, y)]
        tone = lighter(near, 0.28) if rng.random() < 0.6 else darker(near, 0.2)
        canvas.fill(limb(points, (1, swell, 1)), flat(tone, opacity=0.35 + 0.2 * depth))
    glitter(scene, top=top)


def glitter(scene: Scene, *, top: float) -> None:
    """The broken reflection of the sun or moon."""
    rng = scene.rng
    x = scene.across(rng.uniform(0.3, 0.7))
    dashes: list[Outline] = []
    for _ in range(46):
        depth = rng.random() ** 1.3
        y = top + 3 + (scene.height - top) * 0.62 * depth
        spread = 30 + 190 * depth
        middle = x + rng.gauss(0, spread * 0.5)
        half = rng.uniform(10, 34) * (0.5 + depth)
        dashes.append(
            limb([(middle - half, y), (middle, y), (middle + half, y)], (0.5, 2.5 + 4 * depth, 0.5))
        )
    scene.canvas.fill_all(dashes, flat(mix(scene.light.sun, WHITE, 0.3), opacity=0.62))


def coast(scene: Scene) -> None:
    """A beach with surf, headlands across the bay, palms or a boat."""
    rng = scene.rng
    for layer in range(rng.randint(1, 2)):
        range_of_peaks(
            scene,
            scene.horizon + 6,
            swing=rng.uniform(70, 190),
            color=color_of(rng, ROCK),
            distance=0.66 - layer * 0.2,
        )
    color = color_of(rng, SEA)
    water(scene, top=scene.horizon, color=color)
    for _ in range(rng.randint(0, 2)):
        boats.sailboat(
            scene,
            scene.across(rng.uniform(0.15, 0.85)),
            scene.horizon + rng.uniform(26, 70),
            rng.uniform(60, 120),
            distance=0.2,
        )
    sand = color_of(rng, ("f0d9a4", "eccb9a", "e7d7b8"))
    surf(scene, sand, top=scene.height * 0.79)
    boulders(scene, color_of(rng, ROCK), count=rng.randint(1, 4))
    if rng.random() < 0.6:
        side = rng.choice((0.08, 0.9))
        for _ in range(2):
            plants.palm(
                scene,
                scene.across(side + rng.uniform(-0.06, 0.06)),
                scene.height * rng.uniform(0.84, 0.92),
                rng.uniform(380, 560),
                rgb("3f8f5a"),
                distance=0.0,
            )


def surf(scene: Scene, sand: Color, *, top: float) -> None:
    """The wet edge of a beach: foam, wet sand, dry sand."""
    canvas, rng = scene.canvas, scene.rng
    shore = [(x, top + rng.uniform(-16, 16)) for x in _steps(scene.width, 9)]
    for drop, paint in (
        (-14.0, flat(WHITE, opacity=0.4)),
        (0.0, flat(mix(scene.light.on(WHITE), WHITE, 0.4))),
        (13.0, scene.paint(darker(sand, 0.2))),
        (52.0, scene.paint(sand, fade=-0.24)),
    ):
        line = smooth([(x, y + drop * rng.uniform(0.85, 1.15)) for x, y in shore], closed=False)
        canvas.fill([*line, (scene.width + 40, scene.height + 20), (-40, scene.height + 20)], paint)
    ripples(scene, sand)


def _steps(width: float, count: int) -> list[float]:
    return [-40 + (width + 80) * place / count for place in range(count + 1)]


def ocean(scene: Scene) -> None:
    """The open sea with rolling waves in the foreground."""
    rng = scene.rng
    color = color_of(rng, SEA)
    water(scene, top=scene.horizon, color=color)
    for _ in range(rng.randint(1, 3)):
        boats.sailboat(
            scene,
            scene.across(rng.uniform(0.1, 0.9)),
            scene.horizon + rng.uniform(20, 90),
            rng.uniform(90, 210),
            distance=0.14,
        )
    for layer in range(2):
        billows(
            scene,
            turned(darker(color, 0.05 + layer * 0.08), layer * 4),
            base=scene.height * (0.7 + layer * 0.075),
        )
    deck(scene, top=scene.height * 0.84)


def billows(scene: Scene, color: Color, *, base: float) -> None:
    """One row of waves with foam on their crests."""
    rng = scene.rng
    seen = scene.light.on(color)
    heights = hills(
        scene,
        base,
        swing=24,
        waves=rng.uniform(2.6, 3.6),
        paint=Paint(color=lighter(seen, 0.1), bottom=darker(seen, 0.16)),
    )
    swathes(scene, heights, seen, depth=70, count=16)
    foam = Paint(color=mix(scene.light.on(WHITE), WHITE, 0.35), opacity=0.8)
    step = scene.width / (len(heights) - 1)
    for at in range(12, len(heights) - 12):
        if heights[at] == heights[at - 12 : at + 13].min():
            crest = [((at + dx) * step, float(heights[at + dx]) + 2) for dx in (-11, -5, 0, 5, 11)]
            scene.canvas.fill(limb(crest, (1, 6, 9, 6, 1)), foam)


def island(scene: Scene) -> None:
    """A small island in a bay, seen from the beach."""
    rng = scene.rng
    water(scene, top=scene.horizon, color=color_of(rng, SEA))
    x, y = scene.across(rng.uniform(0.32, 0.68)), scene.horizon + rng.uniform(40, 80)
    half = rng.uniform(260, 380)
    leaf = rgb("4a9a5a")
    scene.canvas.ellipse(x, y + 4, half * 1.06, half * 0.09, flat(WHITE, opacity=0.5))
    scene.canvas.ellipse(x, y, half, half * 0.085, scene.paint(rgb("f0d9a4"), distance=0.1))
    mound = smooth(
        [
            (x - half * 0.8, y),
            (x - half * 0.4, y - half * 0.26),
            (x + half * 0.1, y - half * 0.4),
            (x + half * 0.5, y - half * 0.2),
            (x + half * 0.82, y),
        ],
        closed=False,
    )
    scene.canvas.fill(mound, scene.solid(leaf, distance=0.16, reach=30))
    for _ in range(6):
        plants.palm(
            scene,
            x + half * rng.uniform(-0.7, 0.7),
            y - half * rng.uniform(0.02, 0.2),
            rng.uniform(110, 200),
            leaf,
            distance=0.08,
        )
    surf(scene, rgb("f0d9a4"), top=scene.height * 0.82)
    boulders(scene, color_of(rng, ROCK), count=3)


def harbor(scene: Scene) -> None:
    """Houses round a bay, boats at anchor, a wooden quay in front."""
    rng = scene.rng
    range_of_peaks(scene, scene.horizon + 10, swing=170, color=color_of(rng, ROCK), distance=0.6)
    hills(
        scene,
        scene.horizon - 26,
        swing=34,
        waves=1.1,
        paint=scene.paint(rgb("6f9a6a"), distance=0.42),
    )
    for place in range(15):
        buildings.house(
            scene,
            scene.across((place + rng.uniform(0.1, 0.9)) / 15),
            scene.horizon + rng.uniform(-8, 14),
            rng.uniform(70, 120),
            distance=0.25,
        )
    water(scene, top=scene.horizon + 12, color=color_of(rng, SEA))
    for _ in range(rng.randint(3, 5)):
        boats.sailboat(
            scene,
            scene.across(rng.random()),
            scene.horizon + rng.uniform(60, 190),
            rng.uniform(110, 230),
            distance=0.1,
        )
    quay(scene, top=scene.height * 0.81)


def river(scene: Scene) -> None:
    """A wide river through meadows, under a bridge of stone where the prompt has one."""
    rng, season = scene.rng, season_of(scene)
    grass, leaf = color_of(rng, GRASS[season]), color_of(rng, LEAVES[season])
    rock = color_of(rng, ROCK)
    range_of_peaks(
        scene, scene.horizon + 30, swing=rng.uniform(140, 320), color=rock, distance=0.62
    )
    for layer, distance in enumerate((0.52, 0.34)):
        paint = scene.paint(grass, distance=distance, fade=0.18)
        bank = hills(scene, scene.horizon + 30 + layer * 70, swing=44, waves=1.1, paint=paint)
        trees = plants.Grove(
            trees=(plants.round_tree, plants.poplar),
            color=leaf,
            count=9,
            tall=54 + layer * 46,
            distance=distance,
        )
        plants.plant(scene, line_of(bank, scene.width), trees)
    stream(scene, top=scene.horizon + 118)
    if matches(scene.prompt, {"bridge": "aqueduct puente brücke ponte мост 桥 橋"}):
        buildings.bridge(scene, foot=scene.height * 0.79, tall=scene.height * 0.25)
    foreground(scene, grass, top=scene.height * 0.84, path=False)
    for side in (0.0, 1.0):
        x = scene.across(abs(side - rng.uniform(0.0, 0.12)))
        plants.shrub(scene, x, scene.height * 0.88, rng.uniform(90, 160), leaf)
    plants.tufts(scene, grass, top=scene.height * 0.85, count=60)


def stream(scene: Scene, *, top: float) -> None:
    """The water of a river, winding from the hills to the whole width in front."""
    canvas, rng = scene.canvas, scene.rng
    start = scene.across(rng.uniform(0.35, 0.65))
    bend = start + scene.across(rng.choice((-0.12, 0.12)))
    rise = scene.height * 0.86 - top
    wide = scene.width
    bed = ribbon(
        [
            (start, top, 12),
            (bend, top + rise * 0.24, wide * 0.05),
            ((bend + wide) / 3, top + rise * 0.55, wide * 0.22),
            (wide / 2, top + rise, wide * 0.62),
        ]
    )
    seen = mix(scene.light.on(color_of(rng, SEA)), scene.light.haze, 0.35)
    canvas.fill(bed, Paint(color=lighter(seen, 0.25), bottom=darker(seen, 0.2), shade=0.1))
    with canvas.inside(bed):
        lines = []
        for _ in range(44):
            depth = rng.random()
            x, y = scene.across(rng.random()), top + rise * depth
            length = (30 + 120 * depth) * rng.uniform(0.6, 1.3)
            lines.append(limb([(x, y), (x + length / 2, y - 2), (x + length, y)], (0.5, 4, 0.5)))
        canvas.fill_all(lines, flat(mix(scene.light.sun, WHITE, 0.4), opacity=0.5))


def deck(scene: Scene, *, top: float) -> None:
    """The deck of a ship, its rail towards the sea, ropes up to the mast outside the picture."""
    canvas = scene.canvas
    wood = rgb("9a6a44")
    ropes = [
        limb([(scene.across(share), top - 80), (scene.across(0.5 + lean), -40)], (5, 3))
        for share, lean in ((0.02, -0.34), (0.09, -0.34), (0.91, 0.34), (0.98, 0.34))
    ]
    canvas.fill_all(ropes, flat(darker(scene.light.on(wood), 0.4), opacity=0.85))
    posts = [box(x - 7, top - 76, x + 7, top + 6) for x in range(40, round(scene.width), 130)]
    canvas.fill_all(posts, scene.solid(darker(wood, 0.1), reach=5))
    canvas.fill(
        box(-20, top - 92, scene.width + 20, top - 70, round_by=9),
        scene.solid(lighter(wood, 0.1), reach=8),
    )
    planks(scene, wood, top=top)


def planks(scene: Scene, wood: Color, *, top: float) -> None:
    """Boards that run away from the viewer to an edge."""
    canvas, middle = scene.canvas, scene.width / 2
    canvas.fill(box(0, top, scene.width, scene.height), scene.paint(wood, fade=-0.3))
    canvas.fill(box(0, top, scene.width, top + 14), scene.paint(lighter(wood, 0.18)))
    seams = []
    for place in range(-13, 14):
        far, near = middle + place * 120, middle + place * 210
        seams.append(
            [
                (far - 1, top + 14),
                (far + 1, top + 14),
                (near + 4, scene.height),
                (near - 4, scene.height),
            ]
        )
    canvas.fill_all(seams, flat(darker(scene.light.on(wood), 0.35), opacity=0.7))


def quay(scene: Scene, *, top: float) -> None:
    """Planks that run away from the viewer, with bollards."""
    canvas = scene.canvas
    wood = rgb("a5774f")
    planks(scene, wood, top=top)
    for share in (0.07, 0.36, 0.66, 0.94):
        x = scene.across(share)
        canvas.shadow(x + 12, top + 26, 40, 9)
        canvas.fill(
            limb([(x, top + 24), (x, top - 44)], (34, 30)), scene.solid(darker(wood, 0.4), reach=10)
        )
        canvas.ellipse(x, top - 46, 21, 9, scene.paint(lighter(wood, 0.05)))
