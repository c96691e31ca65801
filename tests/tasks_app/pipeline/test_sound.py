from __future__ import annotations

import wave
from pathlib import Path

import numpy as np
import pytest

from tasks_app.pipeline.levels import measured
from tasks_app.pipeline.providers.base import ErrorKind, ProviderFailure
from tasks_app.pipeline.sound import faded, levelled, limited, read_raw, write_wav
from tests.media import RATE, sine


def test_wav_holds_what_was_written(tmp_path: Path) -> None:
    path = tmp_path / "a.part"

    write_wav(path, sine(seconds=0.5, columns=2), rate=RATE)

    with wave.open(str(path)) as file:
        assert file.getparams()[:4] == (2, 2, RATE, RATE // 2)


def test_raw_samples_are_read_in_columns(tmp_path: Path) -> None:
    path = tmp_path / "a.f32"
    path.write_bytes(np.array([0.5, -0.5, 0.25, -0.25], "<f4").tobytes())

    assert read_raw(path, channels=2).tolist() == [[0.5, -0.5], [0.25, -0.25]]


@pytest.mark.parametrize("level", [0.001, 0.05, 0.6])
def test_any_sound_is_brought_to_one_loudness(level: float) -> None:
    found = levelled(sine(seconds=2, level=level), rate=RATE, loudness_lufs=-20)

    assert measured(found, RATE).loudness_lufs == pytest.approx(-20, abs=0.2)


def test_limited_sound_never_reaches_full_scale() -> None:
    found = limited(sine(seconds=0.1, level=5.0))

    assert measured(found, RATE).peak_db <= -1.49


def test_quiet_sound_passes_the_limiter_unchanged() -> None:
    quiet = sine(seconds=0.1, level=0.4)

    assert np.array_equal(limited(quiet), quiet)


def test_fades_begin_and_end_in_silence() -> None:
    found = faded(sine(seconds=1, level=1.0), rate=RATE, in_seconds=0.2, out_seconds=0.2)

    assert float(np.abs(found[:100]).max()) < 0.001
    assert float(np.abs(found[-100:]).max()) < 0.001
    assert float(np.abs(found[RATE // 2 :]).max()) > 0.99


def test_a_full_disk_is_said_in_one_sentence() -> None:
    with pytest.raises(ProviderFailure, match="The disk is full") as failed:
        write_wav(Path("/dev/full"), sine(seconds=1), rate=RATE)

    assert failed.value.kind is ErrorKind.RETRIABLE
