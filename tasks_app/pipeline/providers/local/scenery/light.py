"""The hour of a scene: colors of sky, haze and sunlight that everything else is mixed with."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from tasks_app.pipeline.providers.local.drawing.colors import (
    WHITE,
    Color,
    mix,
    rgb,
    times,
    turned,
)
from tasks_app.pipeline.providers.local.prompt_words import matches, pick

HOURS = {
    "night": (
        "midnight nocturnal dark darkness moonlit moonlight lamplight candlelight "
        "moon starry nacht noche nuit notte ночь 夜 月 星 ليل לילה"
    ),
    "sunset": "sundown evening golden amber abend atardecer soir tramonto закат 夕 黄昏 غروب",
    "dusk": "twilight gloaming purple violet mystic mysterious dream dreamy dim blue-hour",
    "dawn": (
        "sunrise morning early daybreak pink pastel hope morgen amanecer aube alba рассвет 朝 晨"
    ),
    "day": (
        "noon sunny bright daylight summer clear afternoon cheerful blue tag día jour день 昼 白天"
    ),
    "mist": "fog foggy misty haze hazy cloudy overcast grey gray pale nebel niebla 霧 雾",
    "storm": "stormy thunder lightning tempest rain rainy gloomy grim war battle danger sturm "
    "tormenta regen lluvia 嵐 雨",
    "ember": "fire lava volcanic burning apocalypse hell mars martian inferno red flame 火",
}
ANY_HOUR = "day day day sunset sunset dawn dawn dusk night mist"

# Sky from the zenith to the horizon, then the light's own color, per variant of an hour.
SKIES: dict[str, tuple[tuple[str, str, str, str], ...]] = {
    "night": (
        ("060b26", "14255a", "3a5b93", "dfe9ff"),
        ("041620", "0c3443", "2a7276", "d8fff0"),
        ("150a30", "33205f", "71509c", "f3dcff"),
    ),
    "sunset": (
        ("35306b", "b64f7d", "ffb067", "ffdf9e"),
        ("2f5d86", "e2816a", "ffd38a", "ffe7ad"),
        ("5a2a5e", "e5575a", "ffc25e", "ffd98c"),
    ),
    "dusk": (
        ("1f2659", "6b4d97", "e58f9c", "ffd0b8"),
        ("142d55", "3f6792", "d5a5b5", "ffdccb"),
        ("2b1d55", "8a4a93", "f7a38b", "ffcaa8"),
    ),
    "dawn": (
        ("5a7fc0", "c7a6cf", "ffd6b3", "fff0cf"),
        ("4f8fb5", "b5cfd0", "ffe3bd", "fff4d4"),
        ("7a79bd", "eaa9b5", "ffe0b0", "fff1c9"),
    ),
    "day": (
        ("2f86d6", "83c4ef", "dff3f8", "fffbe6"),
        ("3aa0c4", "9adcd8", "f4f7dc", "fffdea"),
        ("4a8fe0", "a9cdf5", "fbeede", "fff8e2"),
    ),
    "mist": (
        ("8fa6ae", "c0ced0", "eeece2", "fffdf4"),
        ("96a0b8", "c6cbd9", "f0ebec", "ffffff"),
        ("8da89b", "bdd0c2", "edf0df", "fbfff0"),
    ),
    "storm": (
        ("222a3c", "46546a", "93a0a8", "dfe8ee"),
        ("2a2636", "55506a", "a79daa", "efe6f2"),
        ("1d302f", "3f5c58", "8fa79b", "e2f2e6"),
    ),
    "ember": (
        ("2a0d14", "8c2a20", "f58a3c", "ffd27a"),
        ("3a1a2c", "a8433a", "f7b267", "ffe09a"),
    ),
}
# How strongly the hour colors things, and how bright it leaves them.
TINTS: dict[str, tuple[str, float]] = {
    "night": ("5a75c8", 0.80),
    "sunset": ("ffb98a", 0.55),
    "dusk": ("a58ad0", 0.62),
    "dawn": ("ffdcc8", 0.40),
    "day": ("fffaf0", 0.20),
    "mist": ("dde4e6", 0.45),
    "storm": ("7f8ca6", 0.70),
    "ember": ("ff9a6a", 0.62),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Light:
    """The colors of an hour. `haze` is what distance fades into, `sun` the light's own color."""

    hour: str
    zenith: Color
    middle: Color
    haze: Color
    sun: Color
    tint: Color
    strength: float

    @property
    def is_dark(self) -> bool:
        return self.hour in {"night", "dusk", "storm"}

    def on(self, color: Color, *, distance: float = 0.0) -> Color:
        """A thing's own color as it looks at this hour, from near (0) to the horizon (1)."""
        lit = mix(color, times(color, self.tint), self.strength)
        return mix(lit, self.haze, distance)

    def lit(self, color: Color) -> Color:
        """A thing that shines by itself."""
        return mix(color, WHITE, 0.1)


def light_for(rng: Random, prompt: str) -> Light:
    """The hour a prompt names, or one by chance; no two draws quite alike."""
    return light_at(rng, pick(rng, prompt, HOURS, otherwise=ANY_HOUR))


def light_at(rng: Random, hour: str) -> Light:
    """One of the skies of an hour, its hues turned a little."""
    zenith, middle, haze, sun = (rgb(code) for code in rng.choice(SKIES[hour]))
    turn = rng.uniform(-12, 12)
    tint, strength = TINTS[hour]
    return Light(
        hour=hour,
        zenith=turned(zenith, turn),
        middle=turned(middle, turn),
        haze=turned(haze, turn * 0.6),
        sun=sun,
        tint=rgb(tint),
        strength=strength,
    )


def names_an_hour(prompt: str) -> bool:
    """Whether the prompt says when it is."""
    return bool(matches(prompt, HOURS))
