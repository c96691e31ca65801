"""Outlines as lists of points: smooth curves, limbs, blobs, ridges. Pure geometry."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import cache
from random import Random

import numpy as np
from numpy.typing import NDArray

Point = tuple[float, float]
Outline = list[Point]
Heights = NDArray[np.float32]


@cache
def _parsed(text: str) -> tuple[Point, ...]:
    pairs = (pair.split(",") for pair in text.split())
    return tuple((float(x), float(y)) for x, y in pairs)


def points(text: str) -> Outline:
    """An outline written down as "x,y x,y …"."""
    return list(_parsed(text))


def smooth(marks: Sequence[Point], *, steps: int = 8, closed: bool = True) -> Outline:
    """A soft curve through all the points (Catmull-Rom)."""
    count = len(marks)
    spans = count if closed else count - 1
    result: Outline = []
    for place in range(spans):
        before = marks[(place - 1) % count] if closed or place else marks[0]
        start, end = marks[place], marks[(place + 1) % count]
        after = marks[(place + 2) % count] if closed or place + 2 < count else marks[-1]
        result += [_between(before, start, end, after, step / steps) for step in range(steps)]
    return result if closed else [*result, marks[-1]]


def _between(before: Point, start: Point, end: Point, after: Point, t: float) -> Point:
    def along(a: float, b: float, c: float, d: float) -> float:
        return 0.5 * (
            2 * b
            + (c - a) * t
            + (2 * a - 5 * b + 4 * c - d) * t**2
            + (3 * b - a - 3 * c + d) * t**3
        )

    return (
        along(before[0], start[0], end[0], after[0]),
        along(before[1], start[1], end[1], after[1]),
    )


def ellipse(x: float, y: float, rx: float, ry: float, *, turn: float = 0.0) -> Outline:
    """An ellipse around (x, y), turned by degrees."""
    count = int(min(96, max(20, 2.2 * math.sqrt(max(rx, ry)) * 3)))
    angles = (2 * math.pi * step / count for step in range(count))
    flat = [(x + rx * math.cos(angle), y + ry * math.sin(angle)) for angle in angles]
    return turned(flat, (x, y), turn) if turn else flat


def box(left: float, top: float, right: float, bottom: float, *, round_by: float = 0.0) -> Outline:
    """A rectangle, with rounded corners where wanted."""
    radius = min(round_by, abs(right - left) / 2, abs(bottom - top) / 2)
    if radius <= 0:
        return [(left, top), (right, top), (right, bottom), (left, bottom)]
    corners = (
        (right - radius, top + radius, -90),
        (right - radius, bottom - radius, 0),
        (left + radius, bottom - radius, 90),
        (left + radius, top + radius, 180),
    )
    return [
        (x + radius * _cos(start + step * 15), y + radius * _sin(start + step * 15))
        for x, y, start in corners
        for step in range(7)
    ]


def arc(x: float, y: float, rx: float, ry: float, *, start: float, end: float) -> Outline:
    """Points along an ellipse between two angles in degrees (0 is right, 90 is down)."""
    count = max(6, int(abs(end - start) / 8))
    angles = (start + (end - start) * step / count for step in range(count + 1))
    return [(x + rx * _cos(angle), y + ry * _sin(angle)) for angle in angles]


def limb(points: Sequence[Point], widths: Sequence[float], *, steps: int = 10) -> Outline:
    """A thick soft line through the points with a width at each, round at both ends."""
    path = smooth(points, steps=steps, closed=False) if len(points) > 2 else _straight(points)
    last = len(path) - 1
    half = [_width_at(widths, place / last) / 2 for place in range(len(path))]
    left: Outline = []
    right: Outline = []
    for place, (x, y) in enumerate(path):
        ahead, behind = path[min(place + 1, last)], path[max(place - 1, 0)]
        dx, dy = ahead[0] - behind[0], ahead[1] - behind[1]
        length = math.hypot(dx, dy) or 1.0
        nx, ny = -dy / length * half[place], dx / length * half[place]
        left.append((x + nx, y + ny))
        right.append((x - nx, y - ny))
    return [*left, *_cap(path, half[-1], at_end=True), *right[::-1], *_cap(path, half[0])]


def ribbon(marks: Sequence[tuple[float, float, float]]) -> Outline:
    """A way that winds over the ground: given by places (x, y) with half its level width there."""
    left = smooth([(x - half, y) for x, y, half in marks], closed=False)
    right = smooth([(x + half, y) for x, y, half in marks], closed=False)
    return [*left, *right[::-1]]


def _straight(points: Sequence[Point]) -> Outline:
    (x0, y0), (x1, y1) = points[0], points[-1]
    return [(x0 + (x1 - x0) * step / 6, y0 + (y1 - y0) * step / 6) for step in range(7)]


def _width_at(widths: Sequence[float], share: float) -> float:
    place = share * (len(widths) - 1)
    low = min(int(place), len(widths) - 2) if len(widths) > 1 else 0
    high = min(low + 1, len(widths) - 1)
    return widths[low] + (widths[high] - widths[low]) * (place - low)


def _cap(path: Outline, radius: float, *, at_end: bool = False) -> Outline:
    (x, y), (px, py) = (path[-1], path[-2]) if at_end else (path[0], path[1])
    heading = math.degrees(math.atan2(y - py, x - px))
    return [
        (x + radius * _cos(heading + 90 - step), y + radius * _sin(heading + 90 - step))
        for step in range(15, 180, 15)
    ]


def blob(rng: Random, x: float, y: float, rx: float, ry: float, *, wobble: float = 0.12) -> Outline:
    """A round, slightly uneven shape."""
    count = 11
    points = []
    for step in range(count):
        far = 1 + rng.uniform(-wobble, wobble)
        angle = 360 * step / count
        points.append((x + rx * far * _cos(angle), y + ry * far * _sin(angle)))
    return smooth(points, steps=6)


def star(
    x: float, y: float, outer: float, inner: float, *, points: int, turn: float = -90
) -> Outline:
    """A star, or a cog when inner and outer are close."""
    return [
        (
            x + (inner if step % 2 else outer) * _cos(turn + 180 * step / points),
            y + (inner if step % 2 else outer) * _sin(turn + 180 * step / points),
        )
        for step in range(points * 2)
    ]


def turned(points: Iterable[Point], center: Point, degrees: float) -> Outline:
    """The outline turned around a point, clockwise."""
    cos, sin = _cos(degrees), _sin(degrees)
    x0, y0 = center
    return [
        (x0 + (x - x0) * cos - (y - y0) * sin, y0 + (x - x0) * sin + (y - y0) * cos)
        for x, y in points
    ]


def mirrored(points: Iterable[Point], x: float) -> Outline:
    """The outline as in a mirror that stands upright at x."""
    return [(2 * x - px, py) for px, py in points]


def symmetric(right_half: Sequence[Point], *, steps: int = 6) -> Outline:
    """A closed soft outline around x = 0 from its right half, top to bottom."""
    left_half = mirrored(right_half, 0)[::-1][1:-1]
    return smooth([*right_half, *left_half], steps=steps)


def rolling(rng: Random, columns: int, *, swing: float, waves: float) -> Heights:
    """Soft hills: heights around zero, one per column, `waves` of them across."""
    x = np.linspace(0, 2 * np.pi, columns, dtype=np.float32)
    total = np.zeros(columns, dtype=np.float32)
    for octave, strength in enumerate((1.0, 0.45, 0.16, 0.05)):
        speed = waves * (2.1**octave) * rng.uniform(0.8, 1.2)
        total += np.float32(strength) * np.sin(x * speed + rng.uniform(0, 6.28))
    return np.asarray(total * swing / 1.5, dtype=np.float32)


def jagged(rng: Random, columns: int, *, swing: float, peaks: int) -> Heights:
    """Mountain ranges: pointed heights above zero (upwards is negative), some columns apart."""
    marks = [0.0]
    while marks[-1] < 1:
        marks.append(marks[-1] + rng.uniform(0.5, 1.5) / (2 * peaks))
    levels = [
        -swing * (rng.uniform(0.45, 1.0) if place % 2 else rng.uniform(0.0, 0.3))
        for place in range(len(marks))
    ]
    x = np.linspace(0, 1, columns)
    crags = np.interp(x, marks, levels)
    for octave in range(1, 5):
        count = peaks * 3 * 2**octave
        bumps = [rng.uniform(-1, 1) for _ in range(count + 1)]
        crags += np.interp(x, np.linspace(0, 1, count + 1), bumps) * swing * 0.11 / 1.7**octave
    return np.asarray(crags, dtype=np.float32)


def _cos(degrees: float) -> float:
    return math.cos(math.radians(degrees))


def _sin(degrees: float) -> float:
    return math.sin(math.radians(degrees))
