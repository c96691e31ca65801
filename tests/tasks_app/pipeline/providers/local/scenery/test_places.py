from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from tasks_app.pipeline.providers.local.prompt_words import matches
from tasks_app.pipeline.providers.local.scenery.landmarks import LANDMARKS
from tasks_app.pipeline.providers.local.scenery.light import HOURS, SKIES, TINTS
from tasks_app.pipeline.providers.local.scenery.places import (
    ANY_PLACE,
    COUNTRY_PLACE,
    OPEN_COUNTRY,
    PLACES,
    WILD,
    WORDS,
    paint_environment,
)
from tasks_app.pipeline.providers.local.scenery.weather import WEATHER_WORDS, WEATHERS


def painted(prompt: str, *, seed: int = 0, width: int = 192, height: int = 108) -> Image.Image:
    return paint_environment(prompt, seed=seed, width=width, height=height)


def lightness(picture: Image.Image) -> float:
    return float(np.asarray(picture.convert("L")).mean())


@pytest.mark.parametrize("place", PLACES)
def test_every_place_is_a_picture_full_of_things(place: str) -> None:
    picture = painted(place)

    assert picture.mode == "RGB"
    assert float(np.asarray(picture).std()) > 18
    assert 12 < lightness(picture) < 245


@pytest.mark.parametrize("place", PLACES)
def test_every_place_can_be_narrow_and_tall(place: str) -> None:
    picture = painted(place, width=54, height=192)

    assert picture.size == (54, 192)
    assert float(np.asarray(picture).std()) > 12


@pytest.mark.parametrize("landmark", LANDMARKS)
def test_a_landmark_stands_in_its_landscape(landmark: str) -> None:
    without, with_it = painted("meadow, day"), painted(f"meadow, day, {landmark}")

    assert without.tobytes() != with_it.tobytes()


@pytest.mark.parametrize("hour", HOURS)
def test_every_hour_has_a_sky_and_a_tint(hour: str) -> None:
    assert len(SKIES[hour]) >= 2
    assert TINTS[hour][1] > 0
    assert float(np.asarray(painted(f"meadow {hour}")).std()) > 12


@pytest.mark.parametrize("place", ["meadow", "coast", "city", "forest"])
def test_night_is_darker_than_day(place: str) -> None:
    assert lightness(painted(f"{place} at night")) < 0.75 * lightness(painted(f"{place} by day"))


def test_sunset_is_warmer_than_day() -> None:
    sunset = np.asarray(painted("mountains at sunset")).reshape(-1, 3).mean(axis=0)
    day = np.asarray(painted("mountains by day")).reshape(-1, 3).mean(axis=0)

    assert sunset[0] - sunset[2] > day[0] - day[2] + 30


@pytest.mark.parametrize("weather", WEATHERS)
def test_weather_is_painted_over_the_place(weather: str) -> None:
    clear, wet = painted("meadow at night"), painted(f"meadow at night, {weather}")

    assert clear.tobytes() != wet.tobytes()


@pytest.mark.parametrize(
    ("prompt", "place"),
    [
        pytest.param("a rocky coast with high cliffs", "coast", id="coast"),
        pytest.param("an archive with shelves up to the ceiling", "library", id="library"),
        pytest.param("an old stone bridge", "river", id="bridge"),
        pytest.param("ein dunkler Wald", "forest", id="german"),
        pytest.param("宇宙", "space", id="japanese"),
    ],
)
def test_words_lead_to_their_place(prompt: str, place: str) -> None:
    assert matches(prompt, WORDS)[0] == place


def test_the_lists_name_places_that_exist() -> None:
    named = {*ANY_PLACE.split(), *COUNTRY_PLACE.split(), *OPEN_COUNTRY, *WILD}

    assert named <= set(PLACES)
    assert set(WEATHER_WORDS) == set(WEATHERS)


def test_a_prompt_without_a_place_still_gets_different_ones() -> None:
    pictures = {painted("qwrtz", seed=seed).tobytes() for seed in range(4)}

    assert len(pictures) == 4
