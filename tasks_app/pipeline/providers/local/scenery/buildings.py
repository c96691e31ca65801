"""Houses, barns, towers: each given its foot, its height and its distance."""

from __future__ import annotations

from tasks_app.pipeline.providers.local.drawing.canvas import Paint, flat
from tasks_app.pipeline.providers.local.drawing.colors import darker, lighter, rgb
from tasks_app.pipeline.providers.local.drawing.curves import Outline, box, limb, mirrored, smooth
from tasks_app.pipeline.providers.local.drawing.curves import turned as curves_turned
from tasks_app.pipeline.providers.local.scenery.scene import Scene

WALLS = ("f3e3c8", "e8c9a8", "d9e0dd", "f0b89a", "c8d6e0", "e6d0d8")
ROOFS = ("b5533c", "8a4b52", "4f6478", "a8683a", "5d7a6a")
LIT_WINDOW = rgb("ffd980")
STONE = rgb("b9b0a6")


def house(scene: Scene, x: float, foot: float, tall: float, *, distance: float) -> None:
    """A gabled house, its windows lit when it is dark."""
    rng, canvas = scene.rng, scene.canvas
    wide = tall * rng.uniform(0.85, 1.35)
    wall, roof = rgb(rng.choice(WALLS)), rgb(rng.choice(ROOFS))
    eaves = foot - tall * 0.56
    left, right = x - wide / 2, x + wide / 2
    if rng.random() < 0.6:
        stack = x + wide * rng.choice((-0.24, 0.2))
        canvas.fill(
            box(stack - wide * 0.05, foot - tall * 1.0, stack + wide * 0.05, eaves),
            scene.solid(darker(wall, 0.25), distance=distance),
        )
    canvas.fill(
        box(left, eaves, right, foot), scene.solid(wall, distance=distance, reach=tall * 0.12)
    )
    top = [
        (left - wide * 0.08, eaves),
        (x - wide * 0.2, foot - tall),
        (x + wide * 0.2, foot - tall),
    ]
    canvas.fill(
        [*top, (right + wide * 0.08, eaves)], scene.solid(roof, distance=distance, reach=tall * 0.1)
    )
    door = box(x - wide * 0.07, foot - tall * 0.3, x + wide * 0.07, foot, round_by=wide * 0.03)
    canvas.fill(door, scene.paint(darker(roof, 0.35), distance=distance))
    panes = [
        box(cx - wide * 0.08, eaves + tall * 0.1, cx + wide * 0.08, eaves + tall * 0.3)
        for cx in (x - wide * 0.28, x + wide * 0.28)
    ]
    windows(scene, panes, distance=distance)


def windows(scene: Scene, panes: list[Outline], *, distance: float) -> None:
    """Panes of glass: warm light when it is dark outside, sky otherwise."""
    if scene.light.is_dark:
        scene.canvas.fill_all(panes, flat(LIT_WINDOW, opacity=1 - distance * 0.5))
        for pane in panes[:4]:
            (x0, y0), (x1, y1) = pane[0], pane[2]
            reach = abs(y1 - y0) * 2.6
            scene.canvas.glow((x0 + x1) / 2, (y0 + y1) / 2, reach, LIT_WINDOW, strength=0.3)
    else:
        scene.canvas.fill_all(panes, scene.paint(rgb("5f8fb0"), distance=distance))


def tower(scene: Scene, x: float, foot: float, tall: float, *, distance: float) -> None:
    """A lighthouse with bands, a gallery and a beam by night."""
    canvas = scene.canvas
    low, high, neck = tall * 0.13, tall * 0.085, foot - tall * 0.8
    shaft = [(x - low, foot), (x - high, neck), (x + high, neck), (x + low, foot)]
    canvas.fill(shaft, scene.solid(rgb("f6f1e6"), distance=distance, reach=tall * 0.08))
    with canvas.inside(shaft):
        for band in (0.1, 0.34, 0.58):
            stripe = box(x - low, foot - tall * (band + 0.12), x + low, foot - tall * band)
            canvas.fill(stripe, scene.solid(rgb("c9463d"), distance=distance, reach=tall * 0.03))
    canvas.fill(
        box(x - high * 1.5, neck - tall * 0.02, x + high * 1.5, neck + tall * 0.015),
        scene.paint(rgb("3d4456"), distance=distance),
    )
    lamp = box(x - high * 0.75, neck - tall * 0.11, x + high * 0.75, neck - tall * 0.02)
    canvas.fill(lamp, flat(scene.light.lit(rgb("ffe9a8"))))
    hood = [(x - high, neck - tall * 0.11), (x, neck - tall * 0.2), (x + high, neck - tall * 0.11)]
    canvas.fill(hood, scene.solid(rgb("c9463d"), distance=distance, reach=tall * 0.03))
    canvas.glow(x, neck - tall * 0.065, tall * 0.5, rgb("ffe9a8"), strength=0.55)
    if scene.light.is_dark:
        for side in (-1, 1):
            far = x + side * scene.width
            y = neck - tall * 0.065
            beam = [(x, y - 6), (far, y - tall * 0.7), (far, y + tall * 0.3), (x, y + 6)]
            canvas.fill(beam, flat(rgb("fff1c4"), opacity=0.14, blur=6))


def windmill(scene: Scene, x: float, foot: float, tall: float, *, distance: float) -> None:
    """A tapering mill with four sails."""
    canvas, rng = scene.canvas, scene.rng
    body = [
        (x - tall * 0.19, foot),
        (x - tall * 0.11, foot - tall * 0.66),
        (x + tall * 0.11, foot - tall * 0.66),
        (x + tall * 0.19, foot),
    ]
    canvas.fill(body, scene.solid(rgb("efe2cc"), distance=distance, reach=tall * 0.1))
    hood = smooth(
        [
            (x - tall * 0.13, foot - tall * 0.65),
            (x, foot - tall * 0.84),
            (x + tall * 0.13, foot - tall * 0.65),
        ],
        closed=False,
    )
    canvas.fill(hood, scene.solid(rgb("a4553f"), distance=distance, reach=tall * 0.05))
    windows(scene, [box(x - 8, foot - tall * 0.42, x + 8, foot - tall * 0.32)], distance=distance)
    hub, start = (x, foot - tall * 0.7), rng.uniform(10, 60)
    from_hub = Paint(color=scene.light.on(rgb("7a5a44"), distance=distance))
    for arm in range(4):
        angle = start + 90 * arm
        canvas.fill(_turned_box(hub, angle, 0, tall * 0.52, tall * 0.012), from_hub)
        sail = _turned_box(
            (hub[0], hub[1]), angle, tall * 0.12, tall * 0.5, tall * 0.05, lift=tall * 0.05
        )
        canvas.fill(sail, scene.solid(rgb("f7efe0"), distance=distance, reach=4))


def _turned_box(
    hub: tuple[float, float],
    degrees: float,
    start: float,
    end: float,
    half: float,
    lift: float = 0.0,
) -> Outline:
    flat_box = box(hub[0] + start, hub[1] - half + lift, hub[0] + end, hub[1] + half + lift)
    return curves_turned(flat_box, hub, degrees)


def barn(scene: Scene, x: float, foot: float, tall: float, *, distance: float) -> None:
    """A red barn with a silo."""
    canvas, half = scene.canvas, tall * 0.62
    red, silo = rgb("b8463a"), scene.solid(rgb("cdd3d6"), distance=distance, reach=tall * 0.08)
    canvas.fill(box(x + half * 1.06, foot - tall * 1.1, x + half * 1.56, foot), silo)
    canvas.ellipse(x + half * 1.31, foot - tall * 1.1, half * 0.25, tall * 0.12, silo)
    front = [
        (x - half, foot),
        (x - half, foot - tall * 0.5),
        (x - half * 0.62, foot - tall * 0.82),
        (x, foot - tall),
        (x + half * 0.62, foot - tall * 0.82),
        (x + half, foot - tall * 0.5),
        (x + half, foot),
    ]
    canvas.fill(front, scene.solid(red, distance=distance, reach=tall * 0.1))
    white = scene.paint(rgb("f5ece0"), distance=distance)
    left, right, top = x - half * 0.36, x + half * 0.36, foot - tall * 0.46
    canvas.fill(box(left, top, right, foot), white)
    canvas.fill(
        box(left + 6, top + 6, right - 6, foot), scene.paint(darker(red, 0.2), distance=distance)
    )
    for line in ([(left, top), (right, foot)], [(right, top), (left, foot)]):
        canvas.fill(limb(line, (6, 6)), white)
    windows(scene, [box(x - 14, foot - tall * 0.78, x + 14, foot - tall * 0.62)], distance=distance)


def bridge(scene: Scene, *, foot: float, tall: float) -> None:
    """An old stone bridge of three arches, from one side of the picture to the other."""
    canvas, width = scene.canvas, scene.width
    top, crown = foot - tall, foot - tall * 1.22
    half = [(-60.0, top + 26), (width * 0.25, top - 6)]
    deck = smooth([*half, (width * 0.5, crown), *mirrored(half, width / 2)[::-1]], closed=False)
    edge = [*deck, (width + 60, foot + 60), (-60, foot + 60)]
    holes = [
        (width * 0.2, tall * 0.5, width * 0.1),
        (width * 0.5, tall * 0.84, width * 0.14),
        (width * 0.8, tall * 0.5, width * 0.1),
    ]
    outline = _with_arches(edge, holes, floor=foot + 60)
    canvas.fill(outline, scene.solid(STONE, distance=0.12, reach=20))
    for x, high, span in holes:
        vault = [(x + dx * span * 1.1, foot + 60 - (high + 78) * up) for dx, up in ARCH]
        canvas.fill(limb(vault, [16] * len(vault)), scene.paint(darker(STONE, 0.14), distance=0.12))
    rail = [(x, y - 14) for x, y in deck]
    canvas.fill(
        limb(rail, [22] * len(rail), steps=2), scene.solid(lighter(STONE, 0.12), distance=0.1)
    )


# Half a circle from left to right: sideways from the middle, and up.
ARCH = tuple((x, (1 - x * x) ** 0.5) for x in (step / 8 - 1 for step in range(17)))


def _with_arches(
    edge: Outline, holes: list[tuple[float, float, float]], *, floor: float
) -> Outline:
    """A wall with arches cut into its lower edge."""
    lower = [
        (x + dx * half, floor - (high + 60) * up)
        for x, high, half in reversed(holes)
        for dx, up in reversed(ARCH)
    ]
    return [*edge[:-1], *lower, edge[-1]]
