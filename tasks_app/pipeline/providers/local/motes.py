"""What floats in front of a picture: snow, rain, dust, sparks, bubbles, stars.

They move further than the picture behind them when the camera moves, which is what gives a still
picture depth. They are light only, so they are added to the luma plane.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tasks_app.pipeline.providers.local.camera import Window

Plane = NDArray[np.uint8]

BRIGHTEST = 235  # of limited-range luma


@dataclass(frozen=True, slots=True)
class Weather:
    """How many motes, how large (share of the height), how bright, and how they fly."""

    count: int
    radius: tuple[float, float]
    light: tuple[float, float]
    across: float
    down: float
    sway: float = 0.0
    length: float = 1.0
    twinkle: float = 0.0


WEATHERS: tuple[tuple[str, Weather], ...] = (
    (r"snow\w*|blizzard|flurr\w*", Weather(70, (0.002, 0.007), (70, 190), 0.02, 0.12, sway=0.02)),
    (
        r"rain\w*|storm\w*|drizzl\w*|downpour",
        Weather(80, (0.0011, 0.002), (35, 90), 0.1, 1.6, length=22.0),
    ),
    (
        r"fire|flames?|embers?|sparks?|lava|campfire",
        Weather(36, (0.0015, 0.004), (90, 200), 0.03, -0.16, sway=0.03, twinkle=0.5),
    ),
    (
        r"bubbles?|underwater|ocean floor",
        Weather(34, (0.003, 0.009), (30, 90), 0.01, -0.09, sway=0.02),
    ),
    (
        r"stars?|starry|night sky|galax\w*|cosmic|space",
        Weather(46, (0.0012, 0.003), (50, 150), 0.004, 0.0, twinkle=0.9),
    ),
    (
        r"firefl\w*|magic\w*|sparkl\w*|glow\w*|fair(y|ies)",
        Weather(30, (0.002, 0.006), (60, 170), 0.015, -0.015, sway=0.03, twinkle=0.8),
    ),
    (
        r"dust\w*|motes|particles?|pollen|haze|mist\w*|fog\w*|ash|sand\w*|wind\w*|parallax",
        Weather(40, (0.002, 0.008), (20, 70), 0.03, 0.01, sway=0.02),
    ),
)


def weather_in(prompt: str) -> Weather | None:
    """The weather the prompt speaks of, in its last line that does (a reviewer's note)."""
    for line in reversed(prompt.splitlines()):
        for words, weather in WEATHERS:
            if re.search(rf"\b({words})\b", line, re.IGNORECASE):
                return weather
    return None


class Motes:
    """Motes of one clip; where each is follows from the seed and the time alone."""

    def __init__(self, weather: Weather, *, width: int, height: int, seed: int) -> None:
        chance = np.random.default_rng(seed)
        count = weather.count
        self.weather, self.width, self.height = weather, width, height
        # The nearest are few, large, fast and bright.
        self.near = chance.random(count) ** 2
        self.x, self.y = chance.random(count), chance.random(count)
        self.phase = chance.random(count) * 2 * np.pi
        self.radius = height * np.interp(self.near, (0, 1), weather.radius)
        self.light = np.interp(self.near, (0, 1), weather.light)

    def add_to(self, luma: Plane, window: Window, seconds: float) -> None:
        """Brighten `luma` where motes are at this time, seen through this window."""
        speed = 0.4 + 0.6 * self.near
        sway = self.weather.sway * np.sin(self.phase + seconds * 0.9)
        x = self.x + sway + speed * (self.weather.across * seconds - window.left / window.size)
        y = self.y + speed * (self.weather.down * seconds - window.top / window.size)
        light = self.light * (1 - self.weather.twinkle * np.sin(self.phase + seconds * 2.1) ** 2)
        # They come back on the other side, after a margin in which they are not seen.
        xs = (x % 1.1 - 0.05) * self.width
        ys = (y % 1.1 - 0.05) * self.height
        for spot in zip(xs, ys, self.radius, light, strict=True):
            self.brighten(luma, *(float(value) for value in spot))

    def brighten(self, luma: Plane, x: float, y: float, radius: float, light: float) -> None:
        """Add one soft spot at a position between pixels."""
        columns = reach(x, radius * 2.5, self.width)
        rows = reach(y, radius * 2.5 * self.weather.length, self.height)
        spot = light * np.outer(
            np.exp(-(((rows - y) / (radius * self.weather.length)) ** 2)),
            np.exp(-(((columns - x) / radius) ** 2)),
        )
        if spot.size:
            part = luma[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
            np.maximum(part, np.minimum(part + spot, BRIGHTEST), out=part, casting="unsafe")


def reach(middle: float, distance: float, limit: int) -> NDArray[np.int64]:
    """The pixels along one axis that a spot can reach."""
    return np.arange(max(0, int(middle - distance)), min(limit, int(middle + distance) + 2))
