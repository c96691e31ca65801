"""What a place is painted with: canvas, light, chance, the prompt, and where the horizon lies."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from tasks_app.pipeline.providers.local.drawing.canvas import Canvas, Paint
from tasks_app.pipeline.providers.local.drawing.colors import Color, darker, lighter
from tasks_app.pipeline.providers.local.scenery.light import Light

# Every scene is this many units high; the width follows from the picture's shape.
SCENE_HEIGHT = 1080.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One environment in the making."""

    canvas: Canvas
    light: Light
    rng: Random
    prompt: str
    horizon: float

    @property
    def width(self) -> float:
        return self.canvas.width

    @property
    def height(self) -> float:
        return self.canvas.height

    def across(self, share: float) -> float:
        """A place from the left (0) to the right edge (1)."""
        return self.width * share

    def paint(self, color: Color, *, distance: float = 0.0, fade: float = 0.0) -> Paint:
        """A flat surface in this light that fades towards haze (or, negative, darkness) below."""
        top = self.light.on(color, distance=distance)
        if not fade:
            return Paint(color=top)
        if fade < 0:
            return Paint(color=top, bottom=darker(top, -fade))
        return Paint(color=top, bottom=self.light.on(color, distance=min(1.0, distance + fade)))

    def solid(self, color: Color, *, distance: float = 0.0, reach: float = 10.0) -> Paint:
        """A body in this light, with a lit and a dark side."""
        seen = self.light.on(color, distance=distance)
        fading = 1 - distance
        return Paint(color=seen, shade=0.22 * fading, light=0.16 * fading, reach=reach)

    def rim(self, color: Color, *, distance: float = 0.0) -> Color:
        """The color where light grazes it."""
        return lighter(self.light.on(color, distance=distance), 0.18)
