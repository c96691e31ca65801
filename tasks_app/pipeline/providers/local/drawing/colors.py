"""Colors mixed where the eye mixes them: OKLab for blends, OKLCh for hue, shade and light.

The conversion constants are Björn Ottosson's (bottosson.github.io/posts/oklab).
"""

from __future__ import annotations

import math
from functools import lru_cache

Color = tuple[int, int, int]
WHITE: Color = (255, 255, 255)
BLACK: Color = (0, 0, 0)
# Shadows lean towards this hue and light towards the other one, as under a blue sky.
COOL_HUE, WARM_HUE = 285.0, 85.0


def rgb(code: str) -> Color:
    """A color from its six hexadecimal digits, with or without a leading #."""
    digits = code.removeprefix("#")
    return int(digits[0:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)


@lru_cache(maxsize=8192)
def mix(first: Color, second: Color, share: float) -> Color:
    """`share` 0 is the first color, 1 the second."""
    a, b = _to_lab(first), _to_lab(second)
    return _from_lab(tuple(x + (y - x) * share for x, y in zip(a, b, strict=True)))


@lru_cache(maxsize=8192)
def darker(color: Color, amount: float) -> Color:
    """A shade of the color: darker, and a little towards blue."""
    lightness, chroma, hue = _to_lch(color)
    leaning = _towards(hue, COOL_HUE, amount * 0.35) if chroma > 0.01 else COOL_HUE
    return _from_lch(lightness * (1 - amount), chroma * (1 - amount * 0.3) + 0.006, leaning)


@lru_cache(maxsize=8192)
def lighter(color: Color, amount: float) -> Color:
    """The color in light: brighter, and a little towards yellow."""
    lightness, chroma, hue = _to_lch(color)
    leaning = _towards(hue, WARM_HUE, amount * 0.3) if chroma > 0.01 else WARM_HUE
    return _from_lch(lightness + (1 - lightness) * amount, chroma * (1 - amount * 0.35), leaning)


@lru_cache(maxsize=2048)
def turned(color: Color, degrees: float, *, chroma: float = 1.0) -> Color:
    """The color with its hue turned, and its strength multiplied."""
    lightness, strength, hue = _to_lch(color)
    return _from_lch(lightness, strength * chroma, hue + degrees)


def from_hue(hue: float, *, lightness: float, chroma: float) -> Color:
    """A color by hue (degrees), lightness (0 to 1) and chroma (0 to about 0.3)."""
    return _from_lch(lightness, chroma, hue)


def lightness_of(color: Color) -> float:
    """How light the eye finds the color: 0 is black, 1 is white."""
    return _to_lab(color)[0]


def times(color: Color, light: Color) -> Color:
    """The color as seen in colored light."""
    return (
        color[0] * light[0] // 255,
        color[1] * light[1] // 255,
        color[2] * light[2] // 255,
    )


def _towards(hue: float, goal: float, share: float) -> float:
    return hue + ((goal - hue + 180) % 360 - 180) * share


def _linear(value: int) -> float:
    part = value / 255
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def _encoded(value: float) -> int:
    part = min(1.0, max(0.0, value))
    curved = part * 12.92 if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055
    return round(curved * 255)


def _to_lab(color: Color) -> tuple[float, float, float]:
    r, g, b = (_linear(value) for value in color)
    x = math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
    y = math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
    z = math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
    return (
        0.2104542553 * x + 0.7936177850 * y - 0.0040720468 * z,
        1.9779984951 * x - 2.4285922050 * y + 0.4505937099 * z,
        0.0259040371 * x + 0.7827717662 * y - 0.8086757660 * z,
    )


def _from_lab(lab: tuple[float, ...]) -> Color:
    lightness, a, b = lab
    x = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    y = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    z = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        _encoded(4.0767416621 * x - 3.3077115913 * y + 0.2309699292 * z),
        _encoded(-1.2684380046 * x + 2.6097574011 * y - 0.3413193965 * z),
        _encoded(-0.0041960863 * x - 0.7034186147 * y + 1.7076147010 * z),
    )


def _to_lch(color: Color) -> tuple[float, float, float]:
    lightness, a, b = _to_lab(color)
    return lightness, math.hypot(a, b), math.degrees(math.atan2(b, a)) % 360


def _from_lch(lightness: float, chroma: float, hue: float) -> Color:
    angle = math.radians(hue)
    return _from_lab((lightness, chroma * math.cos(angle), chroma * math.sin(angle)))
