from __future__ import annotations

from pathlib import Path

import pytest

from tasks_app.pipeline.probe import Unreadable, levels_of, probe, samples
from tests.media import film, picture, tone


def test_a_film_with_sound_tells_both(tmp_path: Path) -> None:
    path = film(
        tmp_path / "a.mp4", "testsrc2=s=320x180:r=25:d=2", "-c:a", "aac", sound="sine=d=2:r=44100"
    )

    found = probe(path)

    assert found.picture is not None
    assert found.sound is not None
    assert (found.picture.width, found.picture.height, found.picture.fps) == (320, 180, 25.0)
    assert (found.sound.codec, found.sound.rate, found.sound.channels) == ("aac", 44100, 1)
    assert found.seconds == pytest.approx(2.0, abs=0.05)


def test_a_sound_has_no_picture(tmp_path: Path) -> None:
    found = probe(tone(tmp_path / "a.wav", seconds=1.5))

    assert found.picture is None
    assert found.seconds == pytest.approx(1.5)


def test_a_still_picture_has_no_length(tmp_path: Path) -> None:
    assert probe(picture(tmp_path / "a.png")).seconds == pytest.approx(0, abs=0.05)


def test_samples_can_be_asked_for_at_another_rate(tmp_path: Path) -> None:
    path = tone(tmp_path / "a.wav", seconds=1.0, columns=2)

    pieces = list(samples(path, rate=8000))

    assert sum(map(len, pieces)) == pytest.approx(8000, abs=50)
    assert {piece.shape[1] for piece in pieces} == {2}


@pytest.mark.parametrize("content", [b"", b"not media at all" * 100])
def test_what_is_no_media_is_unreadable(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.mp4"
    path.write_bytes(content)

    with pytest.raises(Unreadable, match=r"a\.mp4 cannot be opened as media"):
        probe(path)


def test_a_missing_file_is_unreadable(tmp_path: Path) -> None:
    with pytest.raises(Unreadable):
        probe(tmp_path / "none.mp4")


def test_a_silent_film_has_no_levels(tmp_path: Path) -> None:
    path = film(tmp_path / "a.mp4", "testsrc2=s=320x180:r=25:d=0.2")

    with pytest.raises(Unreadable, match="holds no sound"):
        levels_of(path)


def test_a_list_of_other_files_is_no_media(tmp_path: Path) -> None:
    film(tmp_path / "secret.ts", "testsrc2=s=320x180:r=25:d=1", "-f", "mpegts")
    path = tmp_path / "clip.mp4"
    path.write_text("ffconcat version 1.0\nfile secret.ts\n")

    with pytest.raises(Unreadable):
        probe(path)
