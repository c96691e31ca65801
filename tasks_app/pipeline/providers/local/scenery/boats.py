"""Boats on the water."""

from __future__ import annotations

from tasks_app.pipeline.providers.local.drawing.colors import darker, rgb
from tasks_app.pipeline.providers.local.drawing.curves import box
from tasks_app.pipeline.providers.local.scenery.scene import Scene


def sailboat(scene: Scene, x: float, foot: float, tall: float, *, distance: float) -> None:
    """A small boat under sail; the foot is its water line."""
    canvas, rng = scene.canvas, scene.rng
    sail = rgb(rng.choice(("fff6e6", "f2c28a", "e58a7a")))
    canvas.fill(
        box(x - 2, foot - tall, x + 2, foot - tall * 0.1),
        scene.paint(rgb("5a4436"), distance=distance),
    )
    canvas.fill(
        [
            (x + 5, foot - tall * 0.98),
            (x + tall * 0.4, foot - tall * 0.2),
            (x + 5, foot - tall * 0.2),
        ],
        scene.solid(sail, distance=distance, reach=tall * 0.05),
    )
    canvas.fill(
        [
            (x - 5, foot - tall * 0.86),
            (x - tall * 0.28, foot - tall * 0.2),
            (x - 5, foot - tall * 0.2),
        ],
        scene.solid(darker(sail, 0.08), distance=distance, reach=tall * 0.05),
    )
    hull = [
        (x - tall * 0.38, foot - tall * 0.15),
        (x + tall * 0.46, foot - tall * 0.16),
        (x + tall * 0.32, foot),
        (x - tall * 0.28, foot),
    ]
    canvas.fill(
        hull,
        scene.solid(
            rgb(rng.choice(("8a4b3c", "3f5f7a", "f0e6d8"))), distance=distance, reach=tall * 0.06
        ),
    )
