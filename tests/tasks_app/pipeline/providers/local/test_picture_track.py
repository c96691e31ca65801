from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tasks_app.pipeline.probe import Picture, probe
from tasks_app.pipeline.providers.base import ClipRequest
from tasks_app.pipeline.providers.local.clips import make_clip
from tasks_app.pipeline.providers.local.picture_track import (
    Piece,
    Screen,
    can_be_copied,
    encoder_header,
    make_segment,
    scaled_watermark,
)
from tests.media import GOING_ON, film, picture

SCREEN = Screen(width=320, height=180, fps=30, watermark=None)


@pytest.fixture
def screen(tmp_path: Path) -> Screen:
    return replace(SCREEN, header=encoder_header(SCREEN, tmp_path, GOING_ON))


@pytest.fixture
def own_clip(tmp_path: Path) -> Path:
    request = ClipRequest(
        index=1,
        prompt="pan left",
        composite=picture(tmp_path / "composite.png"),
        duration_seconds=1.0,
        width=320,
        height=180,
        fps=30,
        seed=1,
        output=tmp_path / "clip.mp4",
    )
    make_clip(request, GOING_ON)
    return request.output


def piece(source: Path, *, frames: int = 20, is_marked: bool = True) -> Piece:
    return Piece(source=source, frames=frames, is_marked=is_marked, purpose="Scene 1")


def pictures(path: Path) -> Picture:
    found = probe(path).picture
    assert found is not None
    return found


def first_frame(path: Path) -> Image.Image:
    frame = path.with_suffix(".png")
    film(frame, f"movie={path}", "-frames:v", "1", "-c:v", "png", "-pix_fmt", "rgb24")
    with Image.open(frame) as image:
        return image.convert("L")


def brightness(frame: Image.Image, x: int, y: int) -> int:
    return int(np.asarray(frame)[y, x])


def test_our_own_clip_is_copied(own_clip: Path, screen: Screen) -> None:
    assert can_be_copied(pictures(own_clip), piece(own_clip), screen)


def test_a_clip_too_short_for_its_scene_is_not(own_clip: Path, screen: Screen) -> None:
    assert not can_be_copied(pictures(own_clip), piece(own_clip, frames=40), screen)


def test_a_clip_under_a_watermark_is_not(own_clip: Path, screen: Screen) -> None:
    marked = replace(screen, watermark=Path("mark.png"))

    assert not can_be_copied(pictures(own_clip), piece(own_clip), marked)
    assert can_be_copied(pictures(own_clip), piece(own_clip, is_marked=False), marked)


def test_a_foreign_clip_is_not(tmp_path: Path, screen: Screen) -> None:
    path = film(tmp_path / "a.mp4", "testsrc2=s=320x180:r=30:d=1")

    assert not can_be_copied(pictures(path), piece(path), screen)


def test_a_copy_is_cut_to_the_frame(own_clip: Path, screen: Screen, tmp_path: Path) -> None:
    make_segment(piece(own_clip, frames=17), screen, tmp_path / "s.mp4", GOING_ON)

    assert pictures(tmp_path / "s.mp4").seconds == pytest.approx(17 / 30, abs=0.001)


@pytest.mark.parametrize(
    ("source", "frames"),
    [
        pytest.param("testsrc2=s=640x480:r=24:d=1", 20, id="other size, shape and rate"),
        pytest.param("testsrc2=s=320x180:r=30:d=1", 45, id="slowed"),
        pytest.param("testsrc2=s=320x180:r=30:d=0.5", 60, id="slowed and held"),
        pytest.param("testsrc2=s=321x181:r=25:d=1", 10, id="odd size"),
    ],
)
def test_foreign_clips_fit_what_our_encoder_makes(
    source: str, frames: int, screen: Screen, tmp_path: Path
) -> None:
    path = film(tmp_path / "a.mp4", source, "-pix_fmt", "yuv444p")

    make_segment(piece(path, frames=frames), screen, tmp_path / "s.mp4", GOING_ON)

    found = pictures(tmp_path / "s.mp4")
    assert (found.width, found.height, found.fps) == (320, 180, 30)
    assert found.header == screen.header
    assert found.seconds == pytest.approx(frames / 30, abs=0.001)


def test_bars_stand_where_the_shape_differs(screen: Screen, tmp_path: Path) -> None:
    path = film(tmp_path / "a.mp4", "color=white:s=180x180:r=30:d=1")

    make_segment(piece(path), screen, tmp_path / "s.mp4", GOING_ON)

    frame = first_frame(tmp_path / "s.mp4")
    assert brightness(frame, 10, 90) < 20
    assert brightness(frame, 160, 90) > 230


def test_the_watermark_lies_in_the_lower_right_corner(screen: Screen, tmp_path: Path) -> None:
    path = film(tmp_path / "a.mp4", "color=black:s=320x180:r=30:d=1")
    Image.new("RGBA", (100, 50), (255, 255, 255, 255)).save(tmp_path / "100% mark.png")
    mark = scaled_watermark(tmp_path / "100% mark.png", tmp_path / "m.png", width=320, height=180)

    make_segment(piece(path), replace(screen, watermark=mark), tmp_path / "s.mp4", GOING_ON)

    frame = first_frame(tmp_path / "s.mp4")
    assert brightness(frame, 295, 165) > 200
    assert brightness(frame, 20, 20) < 20


def test_a_watermark_is_scaled_down_and_keeps_its_shape(tmp_path: Path) -> None:
    Image.new("RGBA", (800, 200)).save(tmp_path / "mark.png")

    mark = scaled_watermark(tmp_path / "mark.png", tmp_path / "m.png", width=1920, height=1080)

    with Image.open(mark) as image:
        assert image.size == (269, 67)
