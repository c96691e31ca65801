from __future__ import annotations

import numpy as np
import pytest

from tasks_app.pipeline.levels import (
    SILENCE_DB,
    Levels,
    Meter,
    Samples,
    measured,
    quiet_stretches,
    sounding,
)
from tests.media import RATE, sine


def silence(seconds: float) -> Samples:
    return np.zeros((round(seconds * RATE), 1), np.float32)


def gap() -> Levels:
    """One second of tone, one of nothing, half a second of tone."""
    return measured(np.concatenate([sine(seconds=1), silence(1), sine(seconds=0.5)]), RATE)


@pytest.mark.parametrize(
    ("level", "columns", "loudness"),
    [
        # EBU Tech 3341, case 1 and 2: a stereo sine of 1 kHz at -23 and -33 dBFS.
        pytest.param(10 ** (-23 / 20), 2, -23.0, id="ebu case 1"),
        pytest.param(10 ** (-33 / 20), 2, -33.0, id="ebu case 2"),
        pytest.param(10 ** (-23 / 20), 1, -26.0, id="one channel is half the power"),
    ],
)
def test_loudness_is_that_of_the_standard(level: float, columns: int, loudness: float) -> None:
    sound = sine(seconds=20, level=level, pitch=1000, columns=columns)

    assert measured(sound, RATE).loudness_lufs == pytest.approx(loudness, abs=0.1)


def test_silence_does_not_make_the_whole_quieter() -> None:
    alone = measured(sine(seconds=5), RATE).loudness_lufs

    padded = measured(np.concatenate([silence(5), sine(seconds=5), silence(5)]), RATE)

    assert padded.loudness_lufs == pytest.approx(alone, abs=0.3)


def test_pieces_of_any_size_give_the_same_levels() -> None:
    chance = np.random.default_rng(1)
    sound = chance.normal(0, 0.1, (RATE * 12, 2)).astype(np.float32)
    meter = Meter(RATE)
    for piece in np.array_split(sound, 77):
        meter.add(piece)

    found, whole = meter.levels(), measured(sound, RATE)

    assert found.loudness_lufs == pytest.approx(whole.loudness_lufs, abs=0.01)
    assert found.moments == pytest.approx(whole.moments)
    assert found.seconds == whole.seconds == 12


def test_peak_and_clipping_are_counted() -> None:
    sound = sine(seconds=0.5, level=0.5)
    sound[100:130] = 1.0

    found = measured(sound, RATE)

    assert found.peak_db == pytest.approx(0.0)
    assert found.clipped == 30


def test_nothing_is_silence() -> None:
    found = Meter(RATE).levels()

    assert (found.seconds, found.rms_db, found.loudness_lufs) == (0.0, SILENCE_DB, SILENCE_DB)


def test_zeros_are_silence() -> None:
    found = measured(silence(2), RATE)

    assert (found.peak_db, found.loudness_lufs) == (SILENCE_DB, SILENCE_DB)
    assert sounding(found, below_db=-60) is None


def test_quiet_stretches_are_found() -> None:
    (stretch,) = quiet_stretches(gap(), below_db=-50, at_least_seconds=0.2)

    assert stretch == pytest.approx((1.0, 2.0), abs=0.03)


def test_short_ones_are_not() -> None:
    assert quiet_stretches(gap(), below_db=-50, at_least_seconds=1.2) == ()


def test_sounding_goes_from_the_first_to_the_last_sound() -> None:
    sound = np.concatenate([silence(0.5), sine(seconds=1), silence(0.5)])

    found = sounding(measured(sound, RATE), below_db=-50)

    assert found == pytest.approx((0.5, 1.5), abs=0.03)
