from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tasks_app.pipeline.levels import Samples, decibels, measured
from tasks_app.pipeline.providers.local.sound_track import (
    EFFECT_LUFS,
    SPEECH_LUFS,
    Mix,
    gain_to,
    join,
    keep_sound,
    mix_scene,
    normalised,
)
from tasks_app.pipeline.sound import read_raw, write_wav
from tests.media import GOING_ON, RATE, sine, tone


def mixed(folder: Path, mix: Mix) -> Samples:
    mix_scene(mix, folder / "mix.f32", GOING_ON)
    return read_raw(folder / "mix.f32", channels=2)


def mix_of(narration: Path, effect: Path | None = None, *, seconds: float = 4.0) -> Mix:
    return Mix(
        narration=narration,
        narration_seconds=2.0,
        effect=effect,
        effect_seconds=10.0,
        count=round(seconds * RATE),
        purpose="Scene 1",
    )


def level(samples: Samples, start: float, end: float) -> float:
    part = samples[round(start * RATE) : round(end * RATE)].astype(np.float64)
    return decibels(float(np.square(part).mean()))


def test_a_scene_has_exactly_its_samples(tmp_path: Path) -> None:
    mix = mix_of(tone(tmp_path / "n.wav"), seconds=3.3)

    assert len(mixed(tmp_path, mix)) == mix.count


def test_speech_begins_after_the_gap(tmp_path: Path) -> None:
    samples = mixed(tmp_path, mix_of(tone(tmp_path / "n.wav")))

    assert level(samples, 0.0, 0.33) < -80
    assert level(samples, 0.37, 2.3) > -30
    assert level(samples, 2.4, 4.0) < -80


def test_speech_of_any_loudness_is_levelled(tmp_path: Path) -> None:
    loud = mixed(tmp_path, mix_of(tone(tmp_path / "a.wav", level=0.7)))
    soft = mixed(tmp_path, mix_of(tone(tmp_path / "b.wav", level=0.05)))

    assert level(loud, 0.5, 2) == pytest.approx(level(soft, 0.5, 2), abs=0.3)


def test_the_effect_goes_down_while_somebody_speaks(tmp_path: Path) -> None:
    speech = tone(tmp_path / "n.wav", pitch=300)
    effect = tone(tmp_path / "e.wav", pitch=3000, seconds=10)
    alone = mixed(tmp_path, mix_of(speech))

    both = mixed(tmp_path, mix_of(speech, effect))

    under_speech = level(both - alone, 1.0, 2.2)
    assert level(both, 3.0, 3.5) - under_speech > 6
    assert level(both, 0.5, 2.2) - under_speech > 12


def test_the_effect_fades_at_the_end_of_the_scene(tmp_path: Path) -> None:
    effect = tone(tmp_path / "e.wav", seconds=10)

    samples = mixed(tmp_path, mix_of(tone(tmp_path / "n.wav"), effect))

    assert level(samples, 3.97, 4.0) < level(samples, 3.0, 3.4) - 15


def test_silence_is_not_raised(tmp_path: Path) -> None:
    write_wav(tmp_path / "s.wav", np.zeros((RATE, 1), np.float32), rate=RATE)

    assert gain_to(EFFECT_LUFS, tmp_path / "s.wav") == 0.0


def test_gain_is_limited(tmp_path: Path) -> None:
    assert gain_to(SPEECH_LUFS, tone(tmp_path / "n.wav", level=0.0005)) == 20.0


def test_a_part_keeps_its_own_sound(tmp_path: Path) -> None:
    source = tone(tmp_path / "intro.wav", level=0.3, seconds=1.0, columns=2)

    keep_sound(source, tmp_path / "i.f32", GOING_ON, count=2 * RATE, purpose="Intro")

    samples = read_raw(tmp_path / "i.f32", channels=2)
    assert len(samples) == 2 * RATE
    assert level(samples, 0.1, 0.9) == pytest.approx(20 * np.log10(0.3) - 3, abs=0.2)


def test_a_part_without_sound_is_silent(tmp_path: Path) -> None:
    keep_sound(None, tmp_path / "i.f32", GOING_ON, count=RATE, purpose="Intro")

    assert not read_raw(tmp_path / "i.f32", channels=2).any()


def test_parts_are_joined_and_measured(tmp_path: Path) -> None:
    sine(seconds=1, level=0.2, columns=2).tofile(tmp_path / "a")
    sine(seconds=1, level=0.1, columns=2).tofile(tmp_path / "b")

    loudness = join([tmp_path / "a", tmp_path / "b"], tmp_path / "c")

    joined = read_raw(tmp_path / "c", channels=2)
    assert len(joined) == 2 * RATE
    assert loudness == pytest.approx(measured(joined, RATE).loudness_lufs, abs=0.01)


def test_silence_is_normalised_by_nothing() -> None:
    assert normalised(-100.0).startswith("volume=0.00dB")
    assert normalised(-20.0).startswith("volume=6.00dB")
