"""A canvas for flat pictures with soft shading, in units of its own, opaque or transparent.

Every shape is drawn as a mask several times too large and reduced, which gives clean edges; the
color behind a mask can run in a gradient, darken away from the light and brighten towards it.
Colors of a transparent canvas are kept multiplied by their alpha, so that edges have no fringe.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from tasks_app.pipeline.providers.local.drawing.colors import Color, darker, lighter
from tasks_app.pipeline.providers.local.drawing.curves import Heights, Outline, ellipse, limb
from tasks_app.pipeline.providers.local.drawing.grain import stipple, with_grain

# The light comes from the upper left in every picture, so that they agree when combined.
LIGHT = (-0.62, -0.78)
MASK_PIXELS = 6_000_000
# Pixels: left, top, right, bottom.
Window = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paint:
    """How a shape is filled. `bottom` makes a vertical gradient; `reach` is how far shade goes."""

    color: Color
    bottom: Color | None = None
    shade: float = 0.0
    light: float = 0.0
    reach: float = 14.0
    opacity: float = 1.0
    blur: float = 0.0


def flat(color: Color, *, opacity: float = 1.0, blur: float = 0.0) -> Paint:
    """One even color."""
    return Paint(color=color, opacity=opacity, blur=blur)


def soft(color: Color, *, reach: float = 14.0) -> Paint:
    """A body: lit from the upper left, shaded at the lower right."""
    return Paint(color=color, shade=0.2, light=0.16, reach=reach)


@dataclass(frozen=True, slots=True)
class _Clip:
    """Where drawing shows, as a mask of a part of the canvas; nothing shows elsewhere."""

    window: Window
    mask: Image.Image

    def cut(self, mask: Image.Image, window: Window) -> Image.Image:
        """A mask for a window, less what the clip hides."""
        here = Image.new("L", mask.size, 0)
        here.paste(self.mask, (self.window[0] - window[0], self.window[1] - window[1]))
        return ImageChops.multiply(mask, here)


class Canvas:
    """A picture in the making; lengths and places are in units, `scale` pixels each."""

    def __init__(
        self, width: int, height: int, *, units_high: float, background: Color | None = None
    ) -> None:
        self.scale = height / units_high
        self.width = width / self.scale
        self.height = units_high
        self.size = (width, height)
        self._color = Image.new("RGB", self.size, background or (0, 0, 0))
        self._alpha = None if background else Image.new("L", self.size, 0)
        self._clip: _Clip | None = None

    def place(self, picture: Image.Image, at: tuple[int, int] = (0, 0)) -> None:
        """Lay an RGB picture over the canvas, its corner at this pixel."""
        self._color.paste(picture, at)

    def fill(self, outline: Outline, paint: Paint) -> None:
        """Fill one shape."""
        self.fill_all([outline], paint)

    def fill_all(self, outlines: Sequence[Outline], paint: Paint) -> None:
        """Fill several shapes as if they were one."""
        reach = max(paint.reach if paint.shade or paint.light else 0.0, paint.blur * 3)
        window = self._window(outlines, margin=math.ceil(reach * self.scale) + 2)
        if window is None:
            return
        mask = self._mask(outlines, window)
        if paint.blur:
            mask = _blurred(mask, paint.blur * self.scale)
        self._lay(self._shaded(mask, paint), mask, window, opacity=paint.opacity)

    def ellipse(self, x: float, y: float, rx: float, ry: float, paint: Paint) -> None:
        """Fill an ellipse around a point."""
        self.fill(ellipse(x, y, rx, ry), paint)

    def line(self, points: Outline, width: float, paint: Paint) -> None:
        """A soft line of even width through the points."""
        self.fill(limb(points, (width, width)), paint)

    def ridge(self, heights: Heights, paint: Paint) -> None:
        """Fill everything below a line of heights that goes across the whole canvas."""
        columns = np.linspace(0, len(heights) - 1, self.size[0])
        line = np.interp(columns, np.arange(len(heights)), heights) * self.scale
        top = max(0, math.floor(float(line.min())) - 1)
        if top >= self.size[1]:
            return
        window = (0, top, *self.size)
        mask = _below(line - top, self.size[1] - top)
        self._lay(self._shaded(mask, paint), mask, window, opacity=paint.opacity)

    def glow(self, x: float, y: float, radius: float, color: Color, *, strength: float) -> None:
        """Light around a point, fading outwards; on transparency it ends before the edge."""
        if self._alpha is not None:
            radius = min(radius, x, y, self.width - x, self.height - y)
        px = max(2, math.ceil(radius * self.scale))
        left, top = round(x * self.scale) - px, round(y * self.scale) - px
        window = self._clamped((left, top, left + 2 * px, top + 2 * px))
        if window is None:
            return
        disc = _radial().resize((2 * px, 2 * px), Image.Resampling.BILINEAR)
        mask = disc.crop((window[0] - left, window[1] - top, window[2] - left, window[3] - top))
        if self._alpha is None:
            self._screen(color, mask, window, strength=strength)
        else:
            self._lay(Image.new("RGB", mask.size, color), mask, window, opacity=strength)

    def shadow(self, x: float, y: float, rx: float, ry: float, *, strength: float = 0.4) -> None:
        """The soft dark patch under a thing that stands at a point."""
        self.ellipse(x, y, rx, ry, flat((18, 16, 40), opacity=strength, blur=ry * 0.45))

    @contextmanager
    def inside(self, outline: Outline) -> Iterator[None]:
        """Keep everything drawn in this block within the outline."""
        outer, self._clip = self._clip, self._narrowed(outline)
        try:
            yield
        finally:
            self._clip = outer

    def vignette(self, strength: float) -> None:
        """Darken the corners a little, so that the eye stays in the middle."""
        width, height = self.size
        side = round(math.hypot(width, height) * 1.3)
        disc = _radial().resize((side, side), Image.Resampling.BILINEAR)
        left, top = (side - width) // 2, (side - height) // 2
        middle = disc.crop((left, top, left + width, top + height))
        # The corners of the picture lie where the disc has fallen to about a tenth.
        corners = middle.point(
            [round(max(0.0, 1 - value / 150) ** 1.5 * 255) for value in range(256)]
        )
        night = Image.new("RGB", self.size, (16, 12, 40))
        self._lay(night, corners, (0, 0, *self.size), opacity=strength)

    def picture(self, *, grain: float = 0.0) -> Image.Image:
        """The finished picture: RGB, or RGBA for a transparent canvas."""
        color = with_grain(self._color, strength=grain) if grain else self._color
        if self._alpha is None:
            return color
        return _unmultiplied(self._color, self._alpha, grain=grain)

    def mirror_at(self, y: float, *, tint: Color, amount: float) -> None:
        """Show what is above a water line below it, upside down, tinted, a little rippled."""
        top = round(y * self.scale)
        depth = min(self.size[1] - top, top)
        if depth < 2:
            return
        above = self._color.crop((0, top - depth, self.size[0], top))
        image = above.transpose(Image.Transpose.FLIP_TOP_BOTTOM)
        rippled = _rippled(image, swing=3.2 * self.scale)
        tinted = Image.blend(rippled, Image.new("RGB", image.size, tint), amount)
        self._color.paste(tinted, (0, top))

    def _window(self, outlines: Sequence[Outline], *, margin: int) -> Window | None:
        xs = [x for outline in outlines for x, _ in outline]
        ys = [y for outline in outlines for _, y in outline]
        if not xs:
            return None
        return self._clamped(
            (
                math.floor(min(xs) * self.scale) - margin,
                math.floor(min(ys) * self.scale) - margin,
                math.ceil(max(xs) * self.scale) + margin,
                math.ceil(max(ys) * self.scale) + margin,
            )
        )

    def _clamped(self, window: Window) -> Window | None:
        left, top = max(0, window[0]), max(0, window[1])
        right, bottom = min(self.size[0], window[2]), min(self.size[1], window[3])
        return (left, top, right, bottom) if right > left and bottom > top else None

    def _mask(self, outlines: Sequence[Outline], window: Window) -> Image.Image:
        width, height = window[2] - window[0], window[3] - window[1]
        fine = next((n for n in (4, 3, 2) if width * height * n * n <= MASK_PIXELS), 2)
        big = Image.new("L", (width * fine, height * fine), 0)
        draw = ImageDraw.Draw(big)
        factor, dx, dy = self.scale * fine, window[0] * fine, window[1] * fine
        for outline in outlines:
            draw.polygon([(x * factor - dx, y * factor - dy) for x, y in outline], fill=255)
        return big.reduce(fine)

    def _shaded(self, mask: Image.Image, paint: Paint) -> Image.Image:
        source = _gradient(mask.size, paint.color, paint.bottom)
        if paint.shade:
            edge = self._edge(mask, paint.reach, towards_light=False)
            _tint(source, edge, lambda color: darker(color, paint.shade), paint)
        if paint.light:
            edge = self._edge(mask, paint.reach * 0.7, towards_light=True)
            _tint(source, edge, lambda color: lighter(color, paint.light), paint)
        return source

    def _edge(self, mask: Image.Image, reach: float, *, towards_light: bool) -> Image.Image:
        """The part of the shape near its lit or its dark side, soft towards the inside."""
        away = reach * self.scale * (-1 if towards_light else 1)
        shifted = ImageChops.offset(mask, round(LIGHT[0] * away), round(LIGHT[1] * away))
        edge = ImageChops.subtract(mask, shifted).filter(ImageFilter.BoxBlur(abs(away) * 0.45))
        return ImageChops.multiply(edge, stipple(*edge.size))

    def _narrowed(self, outline: Outline) -> _Clip:
        window = self._window([outline], margin=1) or (0, 0, 1, 1)
        clip = _Clip(window, self._mask([outline], window))
        return clip if self._clip is None else _Clip(window, self._clip.cut(clip.mask, window))

    def _lay(self, source: Image.Image, mask: Image.Image, window: Window, opacity: float) -> None:
        if self._clip is not None:
            mask = self._clip.cut(mask, window)
        if opacity < 1:
            mask = mask.point([round(value * opacity) for value in range(256)])
        self._color.paste(source, window[:2], mask)
        if self._alpha is not None:
            self._alpha.paste(255, window, mask)

    def _screen(
        self,
        color: Color,
        mask: Image.Image,
        window: Window,
        *,
        strength: float,
    ) -> None:
        if self._clip is not None:
            mask = self._clip.cut(mask, window)
        parts = [mask.point([round(v * strength * c / 255) for v in range(256)]) for c in color]
        lit = ImageChops.screen(self._color.crop(window), Image.merge("RGB", parts))
        self._color.paste(lit, window[:2])


def _tint(
    source: Image.Image, edge: Image.Image, change: Callable[[Color], Color], paint: Paint
) -> None:
    low = change(paint.bottom) if paint.bottom else None
    source.paste(_gradient(source.size, change(paint.color), low), (0, 0), edge)


def _gradient(size: tuple[int, int], top: Color, bottom: Color | None) -> Image.Image:
    if bottom is None or bottom == top:
        return Image.new("RGB", size, top)
    share = np.linspace(0, 1, size[1], dtype=np.float32)[:, None]
    column = np.array(top) + (np.array(bottom) - np.array(top)) * share
    rows = np.broadcast_to(column.round().astype(np.uint8)[:, None, :], (size[1], size[0], 3))
    return Image.fromarray(np.ascontiguousarray(rows))


def _below(line: NDArray[np.float64], height: int) -> Image.Image:
    band = min(height, math.ceil(float(line.max())) + 2)
    rows = np.arange(band, dtype=np.float32)[:, None]
    mask = np.full((height, len(line)), 255, dtype=np.uint8)
    covered = np.clip(rows + 1 - line.astype(np.float32)[None, :], 0, 1)
    mask[:band] = (covered * 255).astype(np.uint8)
    return Image.fromarray(mask)


def _blurred(mask: Image.Image, radius: float) -> Image.Image:
    """A soft mask; wide blurs are made from a small copy, which looks the same and is faster."""
    if radius < 5 or min(mask.size) < 16:
        return mask.filter(ImageFilter.GaussianBlur(radius))
    small = mask.reduce(4).filter(ImageFilter.GaussianBlur(radius / 4))
    return small.resize(mask.size, Image.Resampling.BILINEAR)


@cache
def _radial() -> Image.Image:
    """White in the middle, black at the rim of the inscribed circle, soft in between."""
    y, x = np.mgrid[-1:1:256j, -1:1:256j]
    near = np.clip(1 - np.hypot(x, y), 0, 1)
    return Image.fromarray((near**2 * (3 - 2 * near) * 255).astype(np.uint8))


def _rippled(image: Image.Image, *, swing: float) -> Image.Image:
    pixels = np.asarray(image)
    rows = np.arange(pixels.shape[0])
    wave = np.sin(rows * 0.21) * 0.6 + np.sin(rows * 0.057 + 1.3)
    shift = np.round(wave * swing * (0.3 + rows / max(1, len(rows)))).astype(int)
    columns = np.clip(np.arange(pixels.shape[1])[None, :] + shift[:, None], 0, pixels.shape[1] - 1)
    return Image.fromarray(pixels[rows[:, None], columns])


def _unmultiplied(color: Image.Image, alpha: Image.Image, *, grain: float) -> Image.Image:
    pixels = np.asarray(color).astype(np.uint16)
    cover = np.asarray(alpha)
    whole = np.maximum(cover, 1).astype(np.uint16)[:, :, None]
    plain = Image.fromarray(np.minimum(pixels * 255 // whole, 255).astype(np.uint8))
    result = with_grain(plain, strength=grain) if grain else plain
    result.putalpha(alpha)
    # What nobody sees should not differ: it would only make the file larger.
    result.paste((0, 0, 0, 0), (0, 0), alpha.point([255] + [0] * 255))
    return result
