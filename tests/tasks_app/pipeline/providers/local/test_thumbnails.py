from __future__ import annotations

import dataclasses
import threading
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tasks_app.pipeline.providers.base import (
    ErrorKind,
    ProviderFailure,
    Stopped,
    ThumbnailRequest,
)
from tasks_app.pipeline.providers.local.drawing.chance import chance
from tasks_app.pipeline.providers.local.drawing.colors import lightness_of
from tasks_app.pipeline.providers.local.thumbnails import (
    accent_color,
    make_thumbnail,
    veil_color,
)

TITLES = [
    pytest.param("The Lighthouse That Refused to Go Dark", id="latin"),
    pytest.param("لماذا السماء مظلمة في الليل؟", id="arabic"),
    pytest.param("为什么夜空是黑暗的？", id="chinese"),
    pytest.param("“Quotes” 100 % \\ : ' 🚀", id="signs"),
    pytest.param("W" * 255, id="255-letters"),
    pytest.param("夜" * 255, id="255-signs"),
    pytest.param("\U000f0000\ue000", id="nothing-drawable"),
    pytest.param("", id="empty"),
]


@pytest.fixture
def request_for(tmp_path: Path) -> ThumbnailRequest:
    picture = tmp_path / "frame.png"
    Image.new("RGB", (1920, 1080), (110, 160, 120)).save(picture)
    return ThumbnailRequest(
        title="Tea",
        picture=picture,
        emoji="🦊",
        color="#2040c0",
        seed=1,
        output=tmp_path / ".thumbnail.part",
    )


def made(request: ThumbnailRequest) -> Image.Image:
    make_thumbnail(request, threading.Event())
    with Image.open(request.output) as opened:
        assert opened.format == "JPEG"
        opened.load()
        return opened.copy()


def white_share(picture: Image.Image, *, right: bool) -> float:
    """How much of a half, bars and badges aside, is as white as the letters of a title."""
    half = np.asarray(picture.convert("L"))[40:560]
    return float(((half[:, 700:1220] if right else half[:, 60:580]) > 240).mean())


@pytest.mark.parametrize("title", TITLES)
def test_every_title_gives_a_thumbnail_youtube_takes(
    request_for: ThumbnailRequest, title: str
) -> None:
    picture = made(dataclasses.replace(request_for, title=title))

    assert picture.size == (1280, 720)
    assert picture.mode == "RGB"
    assert request_for.output.stat().st_size < 2_000_000


def test_even_the_most_restless_picture_stays_below_the_limit(
    request_for: ThumbnailRequest,
) -> None:
    pixels = np.random.default_rng(1).integers(0, 255, (720, 1280, 3), dtype=np.uint8)
    Image.fromarray(pixels).save(request_for.picture)

    made(request_for)

    assert request_for.output.stat().st_size < 2_000_000


def test_the_title_is_white_on_dark_at_the_left(request_for: ThumbnailRequest) -> None:
    half = np.asarray(made(request_for).convert("L"))[40:560, 40:400]

    assert float(np.percentile(half, 40)) < 70
    assert int(half.max()) > 245


def test_a_right_to_left_title_stands_at_the_right(request_for: ThumbnailRequest) -> None:
    latin = made(dataclasses.replace(request_for, emoji=""))
    hebrew = made(dataclasses.replace(request_for, emoji="", title="שלום"))

    assert white_share(latin, right=False) > white_share(latin, right=True)
    assert white_share(hebrew, right=True) > white_share(hebrew, right=False)


def test_without_a_drawable_title_the_picture_is_not_veiled(
    request_for: ThumbnailRequest,
) -> None:
    pixels = np.asarray(made(dataclasses.replace(request_for, title="\ue000", emoji="")))

    assert float(pixels[:700].std(axis=(0, 1)).max()) < 4


def test_the_channels_color_is_along_the_lower_edge(request_for: ThumbnailRequest) -> None:
    strip = np.asarray(made(request_for))[712:718].reshape(-1, 3).mean(axis=0)

    assert strip == pytest.approx((0x20, 0x40, 0xC0), abs=6)


def test_the_channels_emoji_is_in_the_corner(request_for: ThumbnailRequest) -> None:
    fox = np.asarray(made(request_for))[560:680, 1110:1240].astype(int)
    none = np.asarray(made(dataclasses.replace(request_for, emoji="")))[560:680, 1110:1240]

    assert float(np.abs(fox - none.astype(int)).mean()) > 25


@pytest.mark.parametrize("emoji", ["", "x", "🇩🇪", "\U000f0000"])
def test_an_emoji_the_fonts_lack_leaves_no_empty_disc(
    request_for: ThumbnailRequest, emoji: str
) -> None:
    corner = np.asarray(made(dataclasses.replace(request_for, emoji=emoji)))[560:680, 1110:1240]

    assert float(corner.std()) < 40


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("#ff8000", (255, 128, 0), id="long"),
        pytest.param(" ff8000 ", (255, 128, 0), id="without-sign"),
        pytest.param("#f80", (255, 136, 0), id="short"),
    ],
)
def test_colors_are_read_in_their_usual_forms(text: str, expected: tuple[int, int, int]) -> None:
    assert accent_color(text, chance("x")) == expected


@pytest.mark.parametrize("text", ["", "nonsense", "#12", "red", "#ff80000"])
def test_a_color_that_cannot_be_read_is_replaced_by_a_lively_one(text: str) -> None:
    assert lightness_of(accent_color(text, chance("x"))) == pytest.approx(0.62, abs=0.03)


@pytest.mark.parametrize("code", ["#ffffff", "#ffff00", "#000000", "#2040c0", "#ff6030"])
def test_the_veil_is_always_dark_enough_for_white_letters(code: str) -> None:
    assert lightness_of(veil_color(accent_color(code, chance("x")))) < 0.35


def test_a_picture_that_cannot_be_read_is_named(request_for: ThumbnailRequest) -> None:
    request_for.picture.write_bytes(b"no picture")

    with pytest.raises(ProviderFailure, match=r"frame\.png") as refused:
        make_thumbnail(request_for, threading.Event())

    assert refused.value.kind is ErrorKind.INVALID_INPUT


def test_work_that_was_called_off_leaves_no_file(request_for: ThumbnailRequest) -> None:
    stop = threading.Event()
    stop.set()

    with pytest.raises(Stopped):
        make_thumbnail(request_for, stop)

    assert not request_for.output.exists()


def test_the_same_request_gives_the_same_file(request_for: ThumbnailRequest) -> None:
    make_thumbnail(request_for, threading.Event())
    first = request_for.output.read_bytes()

    make_thumbnail(request_for, threading.Event())

    assert request_for.output.read_bytes() == first
