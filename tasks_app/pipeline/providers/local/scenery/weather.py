"""What is in the air: rain, snow, mist, fireflies, leaves, northern lights."""

from __future__ import annotations

from collections.abc import Callable

from tasks_app.pipeline.providers.local.drawing.canvas import Paint, flat
from tasks_app.pipeline.providers.local.drawing.colors import WHITE, mix, rgb
from tasks_app.pipeline.providers.local.drawing.curves import Outline, ellipse, limb
from tasks_app.pipeline.providers.local.prompt_words import matches
from tasks_app.pipeline.providers.local.scenery.scene import Scene

WEATHER_WORDS = {
    "rain": "rainy raining storm stormy shower thunder regen lluvia pluie дождь 雨 مطر",
    "snow": "snowy snowing snowfall blizzard winter christmas schnee nieve neige снег 雪",
    "mist": "fog foggy misty haze hazy smoke steam nebel niebla brume 霧 雾",
    "fireflies": "firefly magic magical fairy enchanted spell glowing spirit",
    "leaves": "autumn fall october november windy wind herbst otoño automne 秋",
    "aurora": "arctic polar northern iceland norway 极光",
}


def paint_weather(scene: Scene, *, wild: bool) -> None:
    """The weather the prompt names; in a wild place by night without any, often fireflies."""
    named = matches(scene.prompt, WEATHER_WORDS)
    if wild and not named and scene.light.hour in {"night", "dusk"} and scene.rng.random() < 0.6:
        named = ["fireflies"]
    for name in named[:2]:
        WEATHERS[name](scene)


def rain(scene: Scene) -> None:
    """Slanting streaks, the nearer ones longer."""
    rng = scene.rng
    for near, count in ((0.5, 130), (1.0, 60)):
        drops: list[Outline] = []
        for _ in range(count):
            x, y = scene.across(rng.uniform(-0.05, 1.1)), scene.height * rng.random()
            length = rng.uniform(30, 60) * near
            drops.append(
                limb([(x, y), (x - length * 0.3, y + length)], (1.2 * near, 2.4 * near), steps=2)
            )
        scene.canvas.fill_all(
            drops, flat(mix(scene.light.haze, WHITE, 0.5), opacity=0.22 + 0.16 * near)
        )


def snow(scene: Scene) -> None:
    """Flakes of three sizes, the largest out of focus."""
    rng = scene.rng
    for size, count, blur in ((2.4, 190, 0.0), (4.5, 80, 0.6), (10.0, 18, 3.0)):
        flakes = [
            ellipse(
                scene.across(rng.random()),
                scene.height * rng.random(),
                *(2 * [size * rng.uniform(0.6, 1.2)]),
            )
            for _ in range(count)
        ]
        scene.canvas.fill_all(flakes, flat(WHITE, opacity=0.8 if blur < 1 else 0.5, blur=blur))


def mist(scene: Scene) -> None:
    """Banks of mist over the middle distance."""
    rng = scene.rng
    for _ in range(7):
        x, y = scene.across(rng.uniform(-0.1, 1.0)), scene.horizon + rng.uniform(0, 250)
        half, thick = rng.uniform(260, 560), rng.uniform(16, 44)
        scene.canvas.ellipse(
            x, y, half, thick, Paint(color=mix(scene.light.haze, WHITE, 0.3), opacity=0.34, blur=22)
        )


def fireflies(scene: Scene) -> None:
    """Small drifting lights above the ground."""
    rng = scene.rng
    for _ in range(26):
        x, y = scene.across(rng.random()), scene.height * rng.uniform(0.55, 0.95)
        scene.canvas.glow(x, y, rng.uniform(14, 34), rgb("ffe58a"), strength=0.75)
        scene.canvas.ellipse(x, y, 2.4, 2.4, flat(rgb("fffbe0")))


def leaves(scene: Scene) -> None:
    """Leaves on the wind."""
    rng = scene.rng
    for code in ("e0863a", "c9552f", "e8b84a"):
        drifting = [
            ellipse(
                scene.across(rng.random()),
                scene.height * rng.uniform(0.15, 0.95),
                11,
                5,
                turn=rng.uniform(0, 180),
            )
            for _ in range(11)
        ]
        scene.canvas.fill_all(drifting, flat(scene.light.on(rgb(code)), opacity=0.9))


def aurora(scene: Scene) -> None:
    """Green and violet curtains, only in the dark."""
    if not scene.light.is_dark:
        return
    rng = scene.rng
    for code, lift in (("7affc4", 0.0), ("9a8aff", 60.0), ("5ae0d0", -40.0)):
        x, y = scene.across(rng.uniform(-0.1, 0.3)), scene.horizon * rng.uniform(0.4, 0.6) - lift
        for step in range(26):
            px = x + step * scene.width * 0.035
            py = y + 46 * ((step * 0.55) % 2 - 1) ** 2 - step * 3
            curtain = [(px, py), (px + 74, py - 8), (px + 90, py - 220), (px + 16, py - 210)]
            scene.canvas.fill(curtain, Paint(color=rgb(code), opacity=0.085, blur=16))


WEATHERS: dict[str, Callable[[Scene], None]] = {
    "rain": rain,
    "snow": snow,
    "mist": mist,
    "fireflies": fireflies,
    "leaves": leaves,
    "aurora": aurora,
}
