"""A pen draws a figure or a thing in lengths of its own, wherever and how large it is wanted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from tasks_app.pipeline.providers.local.drawing.canvas import Canvas, Paint
from tasks_app.pipeline.providers.local.drawing.colors import Color
from tasks_app.pipeline.providers.local.drawing.curves import Outline, ellipse, limb, turned


@dataclass(frozen=True, slots=True, kw_only=True)
class Pen:
    """Where a drawing's (0, 0) lies on the canvas, how large it is, how turned."""

    canvas: Canvas
    x: float
    y: float
    size: float = 1.0
    turn: float = 0.0
    mirrored: bool = False

    def moved(self, x: float, y: float, *, size: float = 1.0, turn: float = 0.0) -> Pen:
        """A pen for a part that has its own (0, 0), size and turn."""
        at = self._placed([(x, y)])[0]
        return replace(self, x=at[0], y=at[1], size=self.size * size, turn=self.turn + turn)

    def fill(self, outline: Outline, paint: Paint) -> None:
        """Fill one shape."""
        self.fill_all([outline], paint)

    def fill_all(self, outlines: Sequence[Outline], paint: Paint) -> None:
        """Fill several shapes as if they were one."""
        scaled = replace(paint, reach=paint.reach * self.size, blur=paint.blur * self.size)
        self.canvas.fill_all([self._placed(outline) for outline in outlines], scaled)

    def ellipse(
        self, x: float, y: float, rx: float, ry: float, paint: Paint, *, turn: float = 0.0
    ) -> None:
        """Fill an ellipse around a point."""
        self.fill(ellipse(x, y, rx, ry, turn=turn), paint)

    def line(self, points: Outline, width: float, paint: Paint) -> None:
        """A soft line of even width through the points."""
        self.fill(limb(points, [width] * len(points)), paint)

    def glow(self, x: float, y: float, radius: float, color: Color, *, strength: float) -> None:
        """Light around a point."""
        px, py = self._placed([(x, y)])[0]
        self.canvas.glow(px, py, radius * self.size, color, strength=strength)

    @contextmanager
    def inside(self, outline: Outline) -> Iterator[None]:
        """Keep everything drawn in this block within the outline."""
        with self.canvas.inside(self._placed(outline)):
            yield

    def _placed(self, points: Outline) -> Outline:
        way = -1 if self.mirrored else 1
        at = [(self.x + px * self.size * way, self.y + py * self.size) for px, py in points]
        return turned(at, (self.x, self.y), self.turn * way) if self.turn else at
