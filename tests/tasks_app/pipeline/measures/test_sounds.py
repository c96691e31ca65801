from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tasks_app.pipeline.measure import Expected, Level, Measurement, measure
from tasks_app.pipeline.sound import write_wav
from tests.media import RATE, sine, tone


def found_in(found: Measurement) -> dict[str, Level]:
    return {finding.code: finding.level for finding in found.findings}


def with_pause(path: Path, pause: float) -> Path:
    nothing = np.zeros((round(pause * RATE), 1), np.float32)
    sound = sine(seconds=1.0)
    write_wav(path, np.concatenate([nothing[:4800], sound, nothing, sound]), rate=RATE)
    return path


def test_speech_tells_where_it_is_heard_and_pauses(tmp_path: Path) -> None:
    found = measure(with_pause(tmp_path / "a.wav", 0.5), "narration")

    assert found.findings == ()
    assert found.heard == pytest.approx((0.1, 2.6), abs=0.03)
    assert found.pauses[0] == pytest.approx((1.1, 1.6), abs=0.03)
    assert len(found.pauses) == 1
    assert found.duration_seconds == pytest.approx(2.6)
    assert found.audio_codec == "pcm_s16le"


def test_a_long_pause_is_shown(tmp_path: Path) -> None:
    found = measure(with_pause(tmp_path / "a.wav", 2.5), "narration")

    assert found_in(found) == {"long_pause": Level.SOFT}


@pytest.mark.parametrize("kind", ["narration", "effect"])
def test_silence_is_a_fault(tmp_path: Path, kind: str) -> None:
    write_wav(tmp_path / "a.wav", np.zeros((RATE, 1), np.float32), rate=RATE)

    assert found_in(measure(tmp_path / "a.wav", kind))["silent"] is Level.HARD


@pytest.mark.parametrize("kind", ["narration", "effect"])
def test_a_short_click_is_no_speech(tmp_path: Path, kind: str) -> None:
    sound = np.zeros((RATE, 1), np.float32)
    sound[1000:3000] = 0.5
    write_wav(tmp_path / "a.wav", sound, rate=RATE)

    assert found_in(measure(tmp_path / "a.wav", kind))["silent"] is Level.HARD


def test_very_quiet_sound_is_shown(tmp_path: Path) -> None:
    assert found_in(measure(tone(tmp_path / "a.wav", level=0.02), "effect")) == {
        "quiet": Level.SOFT
    }


def test_overdriven_sound_is_shown(tmp_path: Path) -> None:
    write_wav(tmp_path / "a.wav", sine(seconds=1, level=2.0), rate=RATE)

    assert found_in(measure(tmp_path / "a.wav", "effect")) == {"clipping": Level.SOFT}


def test_an_effect_of_another_length_is_a_fault(tmp_path: Path) -> None:
    found = measure(tone(tmp_path / "a.wav"), "effect", Expected(seconds=8.0))

    assert [finding.message for finding in found.faults] == ["It lasts 2.00 s instead of 8.00 s."]


def test_a_wav_that_was_cut_off_is_a_fault(tmp_path: Path) -> None:
    content = tone(tmp_path / "a.wav").read_bytes()
    (tmp_path / "half.wav").write_bytes(content[: len(content) // 2])

    assert found_in(measure(tmp_path / "half.wav", "narration")) == {"truncated": Level.HARD}


@pytest.mark.parametrize("kind", ["narration", "effect"])
def test_what_is_no_sound_is_a_fault(tmp_path: Path, kind: str) -> None:
    (tmp_path / "a.mp3").write_bytes(b'{"detail": "quota exceeded"}')

    assert found_in(measure(tmp_path / "a.mp3", kind)) == {"unreadable": Level.HARD}
