from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from tasks_app.pipeline.providers.base import ErrorKind, ProviderFailure
from tasks_app.pipeline.providers.local.cutouts import cut_out, in_light, with_rim


def saved(picture: Image.Image, folder: Path) -> Path:
    path = folder / "figure.png"
    picture.save(path)
    return path


def figure_on(mode: str, background: object, *, size: tuple[int, int] = (100, 200)) -> Image.Image:
    """A red box of 40 x 80 on an even ground."""
    picture = Image.new(mode, size, background)  # type: ignore[arg-type] # any color of the mode
    ImageDraw.Draw(picture).rectangle((30, 60, 69, 139), fill=(200, 30, 30))
    return picture


def noise(size: tuple[int, int]) -> Image.Image:
    pixels = np.random.default_rng(1).integers(0, 255, (size[1], size[0], 3), dtype=np.uint8)
    return Image.fromarray(pixels)


def test_transparency_is_trimmed_away_and_its_share_remembered(tmp_path: Path) -> None:
    path = saved(figure_on("RGBA", (0, 0, 0, 0)), tmp_path)

    cutout = cut_out(path, role="character", tallest=500)

    assert cutout.picture.size == (40, 80)
    assert cutout.share == pytest.approx(0.4)


def test_an_even_backdrop_is_taken_off(tmp_path: Path) -> None:
    path = saved(figure_on("RGB", (240, 240, 240)), tmp_path)

    cutout = cut_out(path, role="character", tallest=500)

    assert cutout.picture.mode == "RGBA"
    assert cutout.picture.width == pytest.approx(40, abs=6)
    assert cutout.picture.height == pytest.approx(80, abs=6)


def test_a_photograph_becomes_a_card_with_round_corners(tmp_path: Path) -> None:
    path = saved(noise((120, 160)), tmp_path)

    cutout = cut_out(path, role="character", tallest=500)

    alpha = cutout.picture.getchannel("A")
    assert cutout.picture.width > 120
    assert alpha.getpixel((0, 0)) == 0
    assert alpha.getpixel((60, 80)) == 255


def test_a_tall_figure_is_reduced(tmp_path: Path) -> None:
    path = saved(figure_on("RGBA", (0, 0, 0, 0)), tmp_path)

    assert cut_out(path, role="character", tallest=40).picture.size == (20, 40)


def test_a_picture_with_nothing_to_see_is_no_obstacle(tmp_path: Path) -> None:
    path = saved(Image.new("RGBA", (50, 50), (0, 0, 0, 0)), tmp_path)

    assert cut_out(path, role="prop", tallest=100).picture.size == (50, 50)


@pytest.mark.parametrize("content", [b"", b"not a picture", b"\x89PNG\r\n\x1a\nbroken"])
def test_a_file_that_is_no_picture_is_named(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "figure.png"
    path.write_bytes(content)

    with pytest.raises(ProviderFailure, match=r"prop figure\.png") as refused:
        cut_out(path, role="prop", tallest=100)

    assert refused.value.kind is ErrorKind.INVALID_INPUT


def test_a_half_written_picture_is_named(tmp_path: Path) -> None:
    path = saved(noise((120, 160)), tmp_path)
    path.write_bytes(path.read_bytes()[:4000])

    with pytest.raises(ProviderFailure, match=r"figure\.png"):
        cut_out(path, role="prop", tallest=100)


def test_a_figure_is_dimmer_in_a_dark_scene() -> None:
    figure = figure_on("RGBA", (200, 200, 200, 255))

    by_night = np.asarray(in_light(figure, Image.new("RGB", (50, 50), (10, 12, 40))))
    by_day = np.asarray(in_light(figure, Image.new("RGB", (50, 50), (220, 225, 230))))

    assert by_night[:, :, :3].mean() < 0.8 * by_day[:, :, :3].mean()
    assert (by_night[:, :, 3] == 255).all()


def test_the_rim_of_light_is_on_the_upper_left() -> None:
    figure = figure_on("RGBA", (0, 0, 0, 0))

    lit = np.asarray(with_rim(figure, (255, 255, 255), width=2)).astype(int)

    assert lit[61, 31, 1] > lit[138, 68, 1] + 20
    assert lit[0, 0, 3] == 0
