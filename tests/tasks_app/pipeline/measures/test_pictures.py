from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from tasks_app.pipeline.measure import Expected, Level, Measurement, measure
from tests.media import picture


def codes(found: Measurement) -> list[str]:
    return [finding.code for finding in found.findings]


def cutout(path: Path, *, background: tuple[int, int, int, int] = (0, 0, 0, 0)) -> Path:
    image = Image.new("RGBA", (200, 200), background)
    draw = ImageDraw.Draw(image)
    draw.ellipse([50, 50, 150, 150], fill=(200, 30, 30, 255))
    draw.ellipse([80, 80, 120, 120], fill=(20, 30, 230, 255))
    image.save(path)
    return path


@pytest.mark.parametrize("kind", ["character", "prop"])
def test_a_cutout_on_transparency_is_good(tmp_path: Path, kind: str) -> None:
    found = measure(cutout(tmp_path / "a.png"), kind, Expected(width=200, height=200))

    assert found.findings == ()
    assert (found.width, found.height) == (200, 200)
    assert found.size_bytes == (tmp_path / "a.png").stat().st_size


@pytest.mark.parametrize("kind", ["character", "prop"])
def test_a_cutout_with_a_background_is_a_fault(tmp_path: Path, kind: str) -> None:
    path = cutout(tmp_path / "a.png", background=(250, 250, 250, 255))

    assert codes(measure(path, kind)) == ["not_transparent"]


def test_an_empty_cutout_is_a_fault(tmp_path: Path) -> None:
    Image.new("RGBA", (200, 200), (0, 0, 0, 0)).save(tmp_path / "a.png")

    assert codes(measure(tmp_path / "a.png", "prop")) == ["empty"]


@pytest.mark.parametrize("kind", ["environment", "composite"])
def test_a_backdrop_of_the_right_size_is_good(tmp_path: Path, kind: str) -> None:
    path = picture(tmp_path / "a.png")

    assert measure(path, kind, Expected(width=320, height=180)).findings == ()


def test_another_size_is_a_fault_that_names_both(tmp_path: Path) -> None:
    path = picture(tmp_path / "a.png")

    (finding,) = measure(path, "composite", Expected(width=1920, height=1080)).faults

    assert finding.message == "It is 320x180 instead of 1920x1080."


def test_one_colour_is_a_fault(tmp_path: Path) -> None:
    Image.new("RGB", (320, 180), (40, 90, 60)).save(tmp_path / "a.png")

    assert codes(measure(tmp_path / "a.png", "environment")) == ["uniform"]


def test_holes_in_a_backdrop_are_shown(tmp_path: Path) -> None:
    path = cutout(tmp_path / "a.png")

    (finding,) = measure(path, "environment").findings

    assert (finding.code, finding.level) == ("transparent", Level.SOFT)


def test_half_a_picture_is_unreadable(tmp_path: Path) -> None:
    content = picture(tmp_path / "a.png").read_bytes()
    (tmp_path / "half.png").write_bytes(content[: len(content) // 2])

    assert codes(measure(tmp_path / "half.png", "composite")) == ["unreadable"]


def test_what_is_no_picture_is_unreadable(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_text("<html>502 Bad Gateway</html>")

    assert codes(measure(tmp_path / "a.png", "character")) == ["unreadable"]


def test_a_good_thumbnail_has_no_finding(tmp_path: Path) -> None:
    path = picture(tmp_path / "a.png", width=1280, height=720)

    assert measure(path, "thumbnail", Expected(width=1280, height=720)).findings == ()


def test_a_thumbnail_of_too_many_bytes_is_a_fault(tmp_path: Path) -> None:
    noise = np.random.default_rng(1).integers(0, 255, (720, 1280, 3), np.uint8)
    Image.fromarray(noise).save(tmp_path / "a.png")

    found = measure(tmp_path / "a.png", "thumbnail", Expected(width=1280, height=720))

    assert codes(found) == ["too_large"]
    assert "a thumbnail may have 2,000,000" in found.faults[0].message
