from __future__ import annotations

import numpy as np
import pytest

from tasks_app.pipeline.providers.local.camera import Window
from tasks_app.pipeline.providers.local.motes import (
    BRIGHTEST,
    WEATHERS,
    Motes,
    Weather,
    weather_in,
)

WHOLE = Window(left=0.0, top=0.0, size=1.0)


@pytest.mark.parametrize(
    "words", ["heavy snowfall", "rain", "glowing embers", "underwater", "magic"]
)
def test_weather_is_read_from_the_prompt(words: str) -> None:
    assert weather_in(f"Slow pan, {words}") is not None


def test_most_prompts_speak_of_no_weather() -> None:
    assert weather_in("Slow pan over the terrain of the training ground") is None


def test_a_later_line_changes_the_weather() -> None:
    assert weather_in("rain\nReviewer's note: snow please") == weather_in("snow")


@pytest.mark.parametrize("weather", [weather for _, weather in WEATHERS])
@pytest.mark.parametrize("seconds", [0.0, 3.3, 60.0])
def test_motes_only_brighten_and_stay_in_range(weather: Weather, seconds: float) -> None:
    luma = np.full((180, 320), 60, np.uint8)

    Motes(weather, width=320, height=180, seed=1).add_to(luma, WHOLE, seconds)

    assert luma.min() == 60
    assert 60 < luma.max() <= BRIGHTEST


def test_the_same_seed_puts_them_in_the_same_places() -> None:
    weather = WEATHERS[0][1]
    first, second = np.zeros((2, 180, 320), np.uint8)

    Motes(weather, width=320, height=180, seed=5).add_to(first, WHOLE, 1.0)
    Motes(weather, width=320, height=180, seed=5).add_to(second, WHOLE, 1.0)

    assert np.array_equal(first, second)
    assert first.any()


def test_what_is_bright_already_stays_as_it_is() -> None:
    luma = np.full((180, 320), 250, np.uint8)

    Motes(WEATHERS[0][1], width=320, height=180, seed=5).add_to(luma, WHOLE, 1.0)

    assert (luma == 250).all()
