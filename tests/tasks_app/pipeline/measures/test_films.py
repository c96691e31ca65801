from __future__ import annotations

from pathlib import Path

import pytest

from tasks_app.pipeline.measure import Expected, Level, Measurement, measure
from tests.media import film, picture, tone

MOVING = "testsrc2=s=320x180:r=30:d=2"
TONE = "sine=d=2:r=48000,volume=-3dB"
EXPECTED = Expected(width=320, height=180, seconds=2.0)


def found_in(found: Measurement) -> dict[str, Level]:
    return {finding.code: finding.level for finding in found.findings}


def test_a_good_clip_has_no_finding(tmp_path: Path) -> None:
    found = measure(film(tmp_path / "a.mp4", MOVING), "clip", EXPECTED)

    assert found.findings == ()
    assert (found.width, found.height, found.video_codec) == (320, 180, "h264")
    assert found.duration_seconds == pytest.approx(2.0)


def test_a_clip_of_the_same_shape_will_be_scaled(tmp_path: Path) -> None:
    path = film(tmp_path / "a.mp4", MOVING)

    found = measure(path, "clip", Expected(width=1920, height=1080))

    assert found_in(found) == {"wrong_size": Level.SOFT}


def test_a_clip_of_another_shape_is_a_fault(tmp_path: Path) -> None:
    path = film(tmp_path / "a.mp4", MOVING)

    assert found_in(measure(path, "clip", Expected(width=320, height=320))) == {
        "wrong_size": Level.HARD
    }


@pytest.mark.parametrize(
    ("source", "code"),
    [
        pytest.param("testsrc2=s=320x180:r=30:d=1", "wrong_length", id="too short"),
        pytest.param("testsrc2=s=320x180:r=30:d=3", "wrong_length", id="too long"),
        pytest.param("smptebars=s=320x180:r=30:d=2", "frozen", id="a still"),
        pytest.param("color=black:s=320x180:r=30:d=2", "black", id="black"),
    ],
)
def test_faults_of_a_clip(tmp_path: Path, source: str, code: str) -> None:
    found = measure(film(tmp_path / "a.mp4", source), "clip", EXPECTED)

    assert found_in(found)[code] is Level.HARD


def test_a_black_part_is_shown_with_its_time(tmp_path: Path) -> None:
    path = film(tmp_path / "a.mp4", "testsrc2=s=320x180:r=30:d=4", "-vf", "fade=out:60:6")

    found = measure(path, "clip")

    assert found_in(found)["black"] is Level.SOFT
    assert "It is black from 2.2 s to 4.0 s." in [finding.message for finding in found.findings]


def test_a_part_that_stands_still_is_shown(tmp_path: Path) -> None:
    path = film(tmp_path / "a.mp4", MOVING, "-vf", "tpad=stop_mode=clone:stop_duration=4")

    assert found_in(measure(path, "clip")) == {"frozen": Level.SOFT}


def test_a_file_that_was_cut_off_is_a_fault(tmp_path: Path) -> None:
    content = film(tmp_path / "a.mp4", MOVING, "-movflags", "+faststart").read_bytes()
    (tmp_path / "half.mp4").write_bytes(content[: len(content) // 2])

    assert found_in(measure(tmp_path / "half.mp4", "clip", EXPECTED))["truncated"] is Level.HARD


@pytest.mark.parametrize("kind", ["clip", "final"])
def test_what_is_no_film_is_a_fault(tmp_path: Path, kind: str) -> None:
    (tmp_path / "a.mp4").write_bytes(b"no film" * 50)

    assert found_in(measure(tmp_path / "a.mp4", kind)) == {"unreadable": Level.HARD}
    assert found_in(measure(tone(tmp_path / "a.wav"), kind)) == {"no_video": Level.HARD}
    assert "no_video" in found_in(measure(picture(tmp_path / "a.png"), kind))


def final(path: Path, *extra: str, sound: str = TONE) -> Path:
    return film(path, MOVING, "-c:a", "aac", "-g", "15", *extra, sound=sound)


def test_a_good_final_cut_has_no_fault(tmp_path: Path) -> None:
    found = measure(final(tmp_path / "a.mp4"), "final", EXPECTED)

    assert found.faults == ()
    assert (found.video_codec, found.audio_codec) == ("h264", "aac")
    assert found.loudness_lufs is not None
    assert found.peak_db is not None


def test_a_final_cut_without_sound_is_a_fault(tmp_path: Path) -> None:
    assert found_in(measure(film(tmp_path / "a.mp4", MOVING), "final")) == {"no_audio": Level.HARD}


def test_a_silent_final_cut_is_a_fault(tmp_path: Path) -> None:
    path = final(tmp_path / "a.mp4", sound="anullsrc=d=2")

    assert found_in(measure(path, "final"))["silent"] is Level.HARD


def test_other_codecs_are_a_fault(tmp_path: Path) -> None:
    path = film(
        tmp_path / "a.mkv", MOVING, "-c:v", "mpeg4", "-c:a", "libopus", sound="sine=d=2:r=48000"
    )

    messages = [finding.message for finding in measure(path, "final").faults]

    assert "It is mpeg4 instead of H.264." in messages
    assert "Its sound is opus instead of AAC." in messages


def test_sound_that_ends_early_is_a_fault(tmp_path: Path) -> None:
    path = final(tmp_path / "a.mp4", sound="sine=d=1:r=48000")

    assert found_in(measure(path, "final"))["out_of_step"] is Level.HARD


def test_a_narration_that_is_not_heard_is_a_fault(tmp_path: Path) -> None:
    path = final(tmp_path / "a.mp4", sound="sine=d=2:r=48000,volume=0:enable='gt(t,1)'")

    found = measure(path, "final", Expected(speech=((0.1, 0.9), (1.2, 1.9))))

    assert [finding.message for finding in found.faults] == [
        "No speech is heard from 1.2 s to 1.9 s."
    ]


def test_a_level_other_than_the_usual_is_shown(tmp_path: Path) -> None:
    path = final(tmp_path / "a.mp4", sound="sine=d=2:r=48000,volume=-12dB")

    assert found_in(measure(path, "final")) == {"loudness": Level.SOFT}
