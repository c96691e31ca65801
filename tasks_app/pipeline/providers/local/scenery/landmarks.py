"""What a place is known for: castles, temples, pyramids, volcanoes, and the words for them."""

from __future__ import annotations

from collections.abc import Callable

from tasks_app.pipeline.providers.local.drawing.canvas import flat
from tasks_app.pipeline.providers.local.drawing.colors import darker, lighter, rgb
from tasks_app.pipeline.providers.local.drawing.curves import box, ellipse, limb, smooth
from tasks_app.pipeline.providers.local.scenery.buildings import (
    STONE,
    barn,
    house,
    tower,
    windmill,
    windows,
)
from tasks_app.pipeline.providers.local.scenery.scene import Scene


def castle(scene: Scene, x: float, foot: float, tall: float, *, distance: float) -> None:
    """A keep between towers with pointed roofs and flags."""
    stone = scene.solid(STONE, distance=distance, reach=tall * 0.06)
    for offset, high, wide in (
        (-0.5, 0.7, 0.13),
        (0.5, 0.66, 0.13),
        (-0.22, 0.95, 0.11),
        (0.24, 0.84, 0.12),
    ):
        _turret(
            scene, x + offset * tall, foot, tall * high, half=tall * wide / 2, distance=distance
        )
    canvas = scene.canvas
    canvas.fill(box(x - tall * 0.5, foot - tall * 0.36, x + tall * 0.5, foot), stone)
    teeth = [
        box(
            x + tall * (place * 0.09 - 0.5),
            foot - tall * 0.41,
            x + tall * (place * 0.09 - 0.45),
            foot - tall * 0.35,
        )
        for place in range(12)
    ]
    canvas.fill_all(teeth, stone)
    gate = [
        *smooth(
            [
                (x - tall * 0.08, foot - tall * 0.14),
                (x, foot - tall * 0.24),
                (x + tall * 0.08, foot - tall * 0.14),
            ],
            closed=False,
        )
    ]
    canvas.fill(
        [(x - tall * 0.08, foot), *gate, (x + tall * 0.08, foot)],
        scene.paint(rgb("4a3a3a"), distance=distance),
    )
    panes = [
        box(x + dx * tall - 5, foot - tall * 0.27, x + dx * tall + 5, foot - tall * 0.2)
        for dx in (-0.34, -0.2, 0.2, 0.34)
    ]
    windows(scene, panes, distance=distance)


def _turret(
    scene: Scene, x: float, foot: float, tall: float, *, half: float, distance: float
) -> None:
    canvas = scene.canvas
    canvas.fill(
        box(x - half, foot - tall, x + half, foot),
        scene.solid(STONE, distance=distance, reach=half),
    )
    canvas.fill(
        [
            (x - half * 1.35, foot - tall),
            (x, foot - tall - half * 3.2),
            (x + half * 1.35, foot - tall),
        ],
        scene.solid(rgb("5b5f94"), distance=distance, reach=half),
    )
    pole = foot - tall - half * 3.2
    canvas.fill(
        [(x, pole - half * 1.3), (x + half * 1.5, pole - half * 0.8), (x, pole - half * 0.3)],
        scene.paint(rgb("d9574a"), distance=distance),
    )
    canvas.fill(
        box(x - 1.5, pole - half * 1.4, x + 1.5, pole),
        scene.paint(rgb("4a4456"), distance=distance),
    )
    windows(
        scene,
        [box(x - half * 0.25, foot - tall * 0.84, x + half * 0.25, foot - tall * 0.84 + half)],
        distance=distance,
    )


def temple(scene: Scene, x: float, foot: float, tall: float, *, distance: float) -> None:
    """Columns under a gable, on three steps."""
    canvas, half = scene.canvas, tall * 0.72
    marble = scene.solid(rgb("ece3d2"), distance=distance, reach=tall * 0.04)
    back = scene.paint(darker(rgb("b9a890"), 0.2), distance=distance)
    canvas.fill(box(x - half * 0.9, foot - tall * 0.62, x + half * 0.9, foot - tall * 0.12), back)
    for step in range(3):
        spread = half * (1.14 - step * 0.06)
        canvas.fill(
            box(
                x - spread, foot - tall * 0.045 * (step + 1), x + spread, foot - tall * 0.045 * step
            ),
            marble,
        )
    for place in range(6):
        cx = x - half * 0.86 + place * half * 0.344
        canvas.fill(
            box(cx - tall * 0.04, foot - tall * 0.62, cx + tall * 0.04, foot - tall * 0.13), marble
        )
    canvas.fill(
        box(x - half * 1.02, foot - tall * 0.7, x + half * 1.02, foot - tall * 0.61), marble
    )
    gable = [
        (x - half * 1.06, foot - tall * 0.7),
        (x, foot - tall * 0.98),
        (x + half * 1.06, foot - tall * 0.7),
    ]
    canvas.fill(gable, marble)


def pyramid(scene: Scene, x: float, foot: float, tall: float, *, distance: float) -> None:
    """A great pyramid and a smaller one behind it."""
    canvas = scene.canvas
    for dx, size, away in ((tall * 1.1, 0.6, 0.12), (0.0, 1.0, 0.0)):
        px, high, far = x + dx, tall * size, min(0.9, distance + away)
        peak, ridge = (px, foot - high), (px + high * 0.16, foot)
        color = rgb("dcb06c")
        canvas.fill(
            [peak, (px - high * 0.86, foot), ridge], scene.paint(lighter(color, 0.12), distance=far)
        )
        canvas.fill(
            [peak, ridge, (px + high * 0.86, foot)], scene.paint(darker(color, 0.22), distance=far)
        )
        for course in range(1, 8):
            y = foot - high * course / 8
            reach = high * 0.86 * (1 - course / 8)
            line = box(px - reach, y - 1.2, px + reach, y + 1.2)
            canvas.fill(line, flat(scene.light.on(darker(color, 0.3), distance=far), opacity=0.3))


def volcano(scene: Scene, x: float, foot: float, tall: float, *, distance: float) -> None:
    """A cone with a glowing mouth and a plume."""
    canvas, rng = scene.canvas, scene.rng
    for puff in range(9):
        y = foot - tall * (1.02 + puff * 0.09)
        spread = tall * (0.05 + 0.035 * puff)
        smoke = scene.paint(rgb("8d8793"), distance=0.2 + puff * 0.05)
        canvas.ellipse(x + rng.uniform(-20, 20) + puff * 10, y, spread, spread * 0.8, smoke)
    canvas.glow(x, foot - tall, tall * 0.8, rgb("ff8a3c"), strength=0.75)
    cone = [
        (x - tall * 0.95, foot),
        (x - tall * 0.3, foot - tall * 0.62),
        (x - tall * 0.12, foot - tall),
        (x + tall * 0.12, foot - tall),
        (x + tall * 0.32, foot - tall * 0.6),
        (x + tall, foot),
    ]
    canvas.fill(cone, scene.solid(rgb("5c4a55"), distance=distance, reach=tall * 0.16))
    with canvas.inside(cone):
        for lean in (-0.16, 0.03, 0.2):
            flow = limb(
                [
                    (x + lean * tall * 0.4, foot - tall * 1.02),
                    (x + lean * tall, foot - tall * 0.62),
                    (x + lean * tall * 1.9, foot - tall * 0.18),
                ],
                (14, 12, 3),
            )
            canvas.fill(flow, flat(rgb("ffab4a")))
    canvas.ellipse(x, foot - tall, tall * 0.12, tall * 0.03, flat(rgb("ffd27a")))


def ruin(scene: Scene, x: float, foot: float, tall: float, *, distance: float) -> None:
    """Broken columns and a fallen block."""
    canvas, rng = scene.canvas, scene.rng
    stone = scene.solid(rgb("cfc3ae"), distance=distance, reach=tall * 0.05)
    for place in range(5):
        cx, high = x + (place - 2) * tall * 0.3, tall * rng.uniform(0.35, 1.0)
        top = foot - high
        broken = [
            (cx - tall * 0.05, foot),
            (cx - tall * 0.05, top),
            (cx, top + tall * rng.uniform(-0.04, 0.05)),
            (cx + tall * 0.05, top + tall * 0.03),
            (cx + tall * 0.05, foot),
        ]
        canvas.fill(broken, stone)
        canvas.fill(box(cx - tall * 0.075, foot - tall * 0.05, cx + tall * 0.075, foot), stone)
    canvas.fill(box(x - tall * 0.64, foot - tall * 1.03, x - tall * 0.2, foot - tall * 0.96), stone)
    canvas.fill(ellipse(x + tall * 0.8, foot - tall * 0.05, tall * 0.09, tall * 0.07), stone)


def rocket(scene: Scene, x: float, foot: float, tall: float, *, distance: float) -> None:
    """A rocket on its pad."""
    canvas, half = scene.canvas, tall * 0.09
    canvas.fill(
        box(x - half * 4.2, foot - tall * 0.8, x - half * 3.2, foot),
        scene.paint(rgb("8a5a4a"), distance=distance),
    )
    for y in (0.3, 0.5, 0.7):
        canvas.fill(
            box(x - half * 3.4, foot - tall * y - 4, x - half, foot - tall * y + 4),
            scene.paint(rgb("8a5a4a"), distance=distance),
        )
    body = smooth(
        [
            (x, foot - tall),
            (x + half, foot - tall * 0.72),
            (x + half, foot - tall * 0.12),
            (x - half, foot - tall * 0.12),
            (x - half, foot - tall * 0.72),
        ],
        steps=6,
    )
    for side in (-1, 1):
        fin = [
            (x + side * half * 0.8, foot - tall * 0.3),
            (x + side * half * 2.1, foot),
            (x + side * half * 0.7, foot - tall * 0.08),
        ]
        canvas.fill(fin, scene.solid(rgb("c9463d"), distance=distance, reach=6))
    canvas.fill(body, scene.solid(rgb("f2f0ea"), distance=distance, reach=half))
    windows(scene, [ellipse(x, foot - tall * 0.7, half * 0.4, half * 0.4)], distance=distance)


Landmark = Callable[..., None]


LANDMARKS: dict[str, tuple[Landmark, str]] = {
    "castle": (
        castle,
        "fortress palace king queen kingdom medieval knight schloss burg castillo château 城",
    ),
    "lighthouse": (tower, "beacon leuchtturm faro phare маяк 灯台"),
    "windmill": (windmill, "mill windmühle molino"),
    "temple": (
        temple,
        "greece greek rome roman parthenon philosopher athens shrine olympus tempel",
    ),
    "pyramid": (pyramid, "egypt egyptian pharaoh nile sphinx giza"),
    "volcano": (volcano, "eruption lava crater vulkan volcán pompeii"),
    "barn": (barn, "farm farmer cattle scheune"),
    "ruin": (ruin, "ruins ancient archaeology forgotten lost abandoned"),
    "rocket": (rocket, "launch spaceport nasa apollo rakete cohete fusée"),
    "house": (house, "home cottage cabin hut haus casa maison дом"),
}
