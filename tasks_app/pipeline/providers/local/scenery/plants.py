"""Things that grow: trees by kind, shrubs, grass, flowers, leaves that frame a view."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from tasks_app.pipeline.providers.local.drawing.canvas import Paint, flat
from tasks_app.pipeline.providers.local.drawing.colors import Color, darker, lighter, mix, rgb
from tasks_app.pipeline.providers.local.drawing.curves import Outline, blob, ellipse, limb, smooth
from tasks_app.pipeline.providers.local.scenery.scene import Scene

TRUNK = rgb("6b4a3a")
PINE = rgb("2f6b57")
PETALS = ("f7d154", "f28a8a", "ffffff", "c79be8", "f5a04c", "8fb8f5")


def conifer_outline(rng: Random, x: float, foot: float, tall: float) -> Outline:
    """A fir of several skirts."""
    half = tall * rng.uniform(0.19, 0.25)
    tiers = 4
    left: Outline = []
    right: Outline = []
    for tier in range(tiers):
        y = foot - tall * (0.10 + 0.9 * (tiers - tier - 1) / tiers) + tall * 0.10
        reach = half * (tier + 1.1) / tiers
        left += [(x - reach, y), (x - reach * 0.52, y - tall * 0.015)]
        right += [(x + reach, y), (x + reach * 0.52, y - tall * 0.015)]
    return [(x, foot - tall), *left, (x - half * 0.1, foot), (x + half * 0.1, foot), *right[::-1]]


def conifers(
    scene: Scene, places: list[tuple[float, float, float]], color: Color, *, distance: float
) -> None:
    """Firs given by (x, foot, height), as one dark fringe with a lit side where near."""
    outlines = [conifer_outline(scene.rng, x, foot, tall) for x, foot, tall in places]
    paint = scene.solid(color, distance=distance, reach=9)
    scene.canvas.fill_all(outlines, paint)


def round_tree(
    scene: Scene, x: float, foot: float, tall: float, color: Color, *, distance: float
) -> None:
    """A leafy tree: a forked trunk and a crown of three puffs."""
    rng, canvas = scene.rng, scene.canvas
    wide = tall * rng.uniform(0.26, 0.36)
    trunk = scene.paint(TRUNK, distance=distance)
    canvas.fill(limb([(x, foot), (x, foot - tall * 0.6)], (tall * 0.085, tall * 0.045)), trunk)
    canvas.fill(
        limb(
            [(x, foot - tall * 0.34), (x + wide * 0.45, foot - tall * 0.6)],
            (tall * 0.04, tall * 0.02),
        ),
        trunk,
    )
    crown = [
        blob(rng, x + dx * wide, foot - tall * up, wide * size, tall * size * 0.36)
        for dx, up, size in CROWN
    ]
    canvas.fill_all(crown, scene.solid(color, distance=distance, reach=tall * 0.11))
    lit = Paint(color=scene.rim(lighter(color, 0.1), distance=distance), opacity=0.45)
    canvas.fill_all(
        [
            blob(
                rng,
                x + (dx - 0.12) * wide,
                foot - tall * (up + 0.05),
                wide * size,
                tall * size * 0.3,
            )
            for dx, up, size in CROWN_LIGHTS
        ],
        lit,
    )


# Puffs of a crown: sideways and up from the foot, then size.
CROWN = (
    (-0.62, 0.54, 0.46),
    (0.62, 0.56, 0.44),
    (-0.34, 0.72, 0.52),
    (0.4, 0.74, 0.48),
    (0.0, 0.86, 0.46),
    (0.0, 0.6, 0.6),
)
CROWN_LIGHTS = ((-0.5, 0.6, 0.2), (-0.22, 0.78, 0.26), (0.3, 0.8, 0.17), (0.02, 0.62, 0.15))


def poplar(
    scene: Scene, x: float, foot: float, tall: float, color: Color, *, distance: float
) -> None:
    """A slim upright tree."""
    half = tall * 0.13
    canvas = scene.canvas
    canvas.fill(
        limb([(x, foot), (x, foot - tall * 0.4)], (tall * 0.05, tall * 0.03)),
        scene.paint(TRUNK, distance=distance),
    )
    crown = smooth(
        [
            (x, foot - tall),
            (x + half * 0.8, foot - tall * 0.62),
            (x + half, foot - tall * 0.34),
            (x, foot - tall * 0.16),
            (x - half, foot - tall * 0.34),
            (x - half * 0.8, foot - tall * 0.62),
        ]
    )
    canvas.fill(crown, scene.solid(color, distance=distance, reach=tall * 0.08))


def bare_tree(
    scene: Scene, x: float, foot: float, tall: float, color: Color, *, distance: float
) -> None:
    """A tree without leaves."""
    rng = scene.rng
    branches: list[Outline] = []

    def grow(start: tuple[float, float], lean: float, length: float, thick: float) -> None:
        end = (start[0] + lean * length, start[1] - length)
        branches.append(limb([start, end], (thick, thick * 0.6)))
        if thick > tall * 0.012:
            for side in (-1, 1):
                grow(end, lean * 0.5 + side * rng.uniform(0.35, 0.8), length * 0.66, thick * 0.58)

    grow((x, foot), rng.uniform(-0.1, 0.1), tall * 0.4, tall * 0.075)
    scene.canvas.fill_all(branches, scene.paint(mix(color, TRUNK, 0.8), distance=distance))


def palm(
    scene: Scene, x: float, foot: float, tall: float, color: Color, *, distance: float
) -> None:
    """A leaning palm with a tuft of fronds."""
    rng, canvas = scene.rng, scene.canvas
    lean = rng.uniform(-0.28, 0.28) * tall
    top = (x + lean, foot - tall)
    trunk = limb(
        [(x, foot), (x + lean * 0.25, foot - tall * 0.5), top],
        (tall * 0.06, tall * 0.035, tall * 0.03),
    )
    canvas.fill(trunk, scene.solid(rgb("8a6a4c"), distance=distance, reach=6))
    fronds = []
    for angle in (-1.0, -0.72, -0.3, 0.3, 0.72, 1.0):
        reach, drop = tall * 0.4 * angle, tall * (0.30 * abs(angle) - 0.17)
        tip = (top[0] + reach, top[1] + drop + rng.uniform(-6, 10))
        middle = (top[0] + reach * 0.55, top[1] + drop * 0.2 - tall * 0.11)
        fronds.append(limb([top, middle, tip], (tall * 0.025, tall * 0.085, 2)))
    canvas.fill_all(fronds, scene.solid(color, distance=distance, reach=tall * 0.04))


def cactus(
    scene: Scene, x: float, foot: float, tall: float, color: Color, *, distance: float
) -> None:
    """A saguaro with two arms."""
    thick, up = tall * 0.17, scene.rng.uniform(0.4, 0.55)
    parts = [limb([(x, foot), (x, foot - tall * 0.92)], (thick, thick * 0.9))]
    for side, height in ((-1, up), (1, up + 0.13)):
        elbow = (x + side * tall * 0.25, foot - tall * height)
        tip = (x + side * tall * 0.27, foot - tall * (height + 0.26))
        parts.append(limb([(x, foot - tall * (height - 0.03)), elbow, tip], (thick * 0.62,) * 3))
    scene.canvas.fill_all(parts, scene.solid(color, distance=distance, reach=thick * 0.5))


Tree = Callable[..., None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grove:
    """Which trees stand together: kinds, leaves, how many, how high, how far away."""

    trees: tuple[Tree, ...]
    color: Color
    count: int
    tall: float
    distance: float


def plant(scene: Scene, ground: Callable[[float], float], grove: Grove) -> None:
    """Trees in loose groups along a line of ground, the farther ones first."""
    rng, count, color = scene.rng, grove.count, grove.color
    middles = [rng.uniform(0, 1) for _ in range(max(1, count // 4))]
    spots = sorted(
        (
            (scene.across(rng.choice(middles) + rng.gauss(0, 0.06)), rng.uniform(0.7, 1.2))
            for _ in range(count)
        ),
        key=lambda spot: spot[1],
    )
    for x, size in spots:
        tree = rng.choice(grove.trees)
        tone = mix(color, darker(color, 0.3), rng.random() * 0.7)
        tree(scene, x, ground(x) + 4, grove.tall * size, tone, distance=grove.distance)


def tufts(scene: Scene, color: Color, *, top: float, count: int) -> None:
    """Tufts of grass, larger towards the viewer."""
    rng = scene.rng
    blades: list[Outline] = []
    for _ in range(count):
        near = rng.random() ** 0.7
        y = top + (scene.height - top) * near
        blades += _tuft(rng, scene.across(rng.random()), y, 12 + 30 * near)
    dark = darker(scene.light.on(color), 0.18)
    scene.canvas.fill_all(blades, flat(dark, opacity=0.85))


def _tuft(rng: Random, x: float, foot: float, tall: float) -> list[Outline]:
    blades = []
    for step in range(rng.randint(3, 5)):
        root = x + (step - 2) * tall * 0.12
        lean = (step - 2) * tall * 0.22 + rng.uniform(-3, 3)
        tip = (root + lean, foot - tall * rng.uniform(0.6, 1.1))
        blades.append([(root - tall * 0.06, foot), tip, (root + tall * 0.06, foot)])
    return blades


def flowers(scene: Scene, *, top: float, count: int) -> None:
    """Dots of color in the grass, in patches of one or two kinds."""
    rng = scene.rng
    for code in rng.sample(PETALS, 2):
        heads: list[Outline] = []
        for _ in range(count):
            near = rng.random()
            y = top + (scene.height - top) * near
            size = 2.5 + 6.5 * near
            x = scene.across(rng.random())
            heads += [
                ellipse(x + dx * size, y + dy * size, size * 0.62, size * 0.62) for dx, dy in CLOVER
            ]
        scene.canvas.fill_all(heads, flat(scene.light.on(rgb(code)), opacity=0.95))


CLOVER = ((-0.6, 0.0), (0.6, 0.0), (0.0, -0.6), (0.0, 0.55))


def shrub(
    scene: Scene, x: float, foot: float, wide: float, color: Color, *, distance: float = 0.0
) -> None:
    """A low bush."""
    rng = scene.rng
    puffs = [
        blob(rng, x + dx * wide, foot - wide * high * 0.5, wide * 0.36, wide * high * 0.62)
        for dx, high in ((-0.4, 0.42), (0.4, 0.46), (0.0, 0.66))
    ]
    scene.canvas.fill_all(puffs, scene.solid(color, distance=distance, reach=wide * 0.14))


def framing_leaves(scene: Scene, color: Color) -> None:
    """Dark leaves in the near lower corners: the view is from somewhere."""
    rng = scene.rng
    dark = darker(scene.light.on(color), 0.42)
    for corner, inward in ((0.0, 1), (scene.width, -1)):
        for step in range(6):
            root = (corner - inward * 30 + inward * step * 22, scene.height + 30)
            reach = rng.uniform(90, 190) * (1 - step * 0.08)
            tip = (
                root[0] + inward * reach * (0.25 + step * 0.16),
                root[1] - reach * 1.15 + step * 12,
            )
            middle = (root[0] + inward * reach * 0.1, root[1] - reach * 0.62)
            scene.canvas.fill(
                limb([root, middle, tip], (14, 34, 2)),
                Paint(color=lighter(dark, 0.04 + 0.02 * step), bottom=dark),
            )
