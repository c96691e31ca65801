from __future__ import annotations

import threading
from pathlib import Path

import numpy as np
import pytest

from tasks_app.pipeline.levels import measured
from tasks_app.pipeline.measure import Expected, measure
from tasks_app.pipeline.providers.base import EffectRequest, Stopped
from tasks_app.pipeline.providers.local import ambience
from tasks_app.pipeline.providers.local.effects import LOUDNESS_LUFS, effect, make_effect, named
from tests.media import GOING_ON, RATE


def request_for(folder: Path) -> EffectRequest:
    return EffectRequest(
        index=2, prompt="rain and wind", duration_seconds=5.0, seed=3, output=folder / ".e.part.wav"
    )


@pytest.mark.parametrize(
    ("prompt", "recipes"),
    [
        ("Howling wind", [ambience.wind]),
        ("Rain with distant thunder", [ambience.rain, ambience.thunder]),
        ("waves on the shore, birds, a bell", [ambience.sea, ambience.birds]),
        ("campfire crackling", [ambience.fire]),
        ("footsteps", [ambience.footsteps]),
        ("church bell", [ambience.bell]),
        ("a whoosh", [ambience.whoosh]),
        ("city hum", [ambience.city, ambience.machine]),
        ("murmuring crowd", [ambience.crowd]),
        ("deep space drone", [ambience.drone]),
        ("brainwashing terrain", [ambience.soft]),
        ("", [ambience.soft]),
        ("wind\nReviewer's note: add rain", [ambience.rain, ambience.wind]),
    ],
)
def test_words_choose_the_sounds(prompt: str, recipes: list[ambience.Recipe]) -> None:
    assert named(prompt) == recipes


@pytest.mark.parametrize(
    "recipe", [*(recipe for _, recipe in ambience.RECIPES), ambience.soft], ids=lambda r: r.__name__
)
def test_every_sound_is_finite_stereo_of_its_length(recipe: ambience.Recipe) -> None:
    wave = recipe(np.random.default_rng(1), RATE)

    assert wave.shape == (RATE, 2)
    assert np.isfinite(wave).all()
    assert np.abs(wave).max() > 0


@pytest.mark.parametrize("prompt", ["thunder", "footsteps", "birds", "nothing known"])
def test_an_effect_is_audible_and_never_clips(prompt: str) -> None:
    found = measured(effect(prompt, seed=1, seconds=5.0), RATE)

    assert found.loudness_lufs == pytest.approx(LOUDNESS_LUFS, abs=1.0)
    assert found.clipped == 0


def test_the_same_seed_gives_the_same_samples() -> None:
    assert np.array_equal(effect("wind", seed=1, seconds=2), effect("wind", seed=1, seconds=2))


def test_another_seed_gives_others() -> None:
    assert not np.array_equal(effect("wind", seed=1, seconds=2), effect("wind", seed=2, seconds=2))


def test_a_whole_file_is_written(tmp_path: Path) -> None:
    request = request_for(tmp_path)

    make_effect(request, GOING_ON)

    found = measure(request.output, "effect", Expected(seconds=5.0))
    assert found.findings == ()
    assert found.duration_seconds == pytest.approx(5.0, abs=0.001)


def test_stop_leaves_nothing(tmp_path: Path) -> None:
    stop = threading.Event()
    stop.set()

    with pytest.raises(Stopped):
        make_effect(request_for(tmp_path), stop)

    assert list(tmp_path.iterdir()) == []
