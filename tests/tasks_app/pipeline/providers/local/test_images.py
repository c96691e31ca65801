from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tasks_app.pipeline.providers.base import (
    ErrorKind,
    ImageRequest,
    Made,
    ProviderFailure,
    Stopped,
)
from tasks_app.pipeline.providers.local.images import make_image

Ask = Callable[..., ImageRequest]

ODD_PROMPTS = [
    pytest.param("", id="empty"),
    pytest.param("Ünïcødé 🚀 “quotes” 100 % \\ : ' ;", id="signs"),
    pytest.param("سفينة في البحر", id="arabic"),
    pytest.param("夜晚的大海", id="chinese"),
    pytest.param("lone \ud800 half and \x00", id="not-text"),
    pytest.param("word " * 2000, id="long"),
]


@pytest.fixture
def ask(tmp_path: Path) -> Ask:
    def build(kind: str, prompt: str = "", *, size: tuple[int, int], seed: int = 7) -> ImageRequest:
        return ImageRequest(
            kind=kind,
            index=1,
            prompt=prompt,
            width=size[0],
            height=size[1],
            seed=seed,
            output=tmp_path / f".{kind}.png.part",
        )

    return build


def made(request: ImageRequest) -> Image.Image:
    assert make_image(request, threading.Event()) == Made()
    with Image.open(request.output) as opened:
        assert opened.format == "PNG"
        opened.load()
        return opened.copy()


@pytest.mark.parametrize(
    ("kind", "prompt", "size"),
    [
        pytest.param("character", "an old sailor", (384, 512), id="person"),
        pytest.param("character", "a fox", (512, 300), id="animal-on-a-wide-picture"),
        pytest.param("prop", "a book", (256, 256), id="prop"),
        pytest.param("prop", "a lantern", (128, 400), id="prop-on-a-tall-picture"),
    ],
)
def test_figures_stand_in_the_middle_of_transparency(
    ask: Ask, kind: str, prompt: str, size: tuple[int, int]
) -> None:
    picture = made(ask(kind, prompt, size=size))

    alpha = np.asarray(picture.getchannel("A"))
    left, top, right, bottom = picture.getchannel("A").getbbox() or (0, 0, 0, 0)
    assert picture.mode == "RGBA"
    assert picture.size == size
    assert {int(alpha[y, x]) for y in (0, -1) for x in (0, -1)} == {0}
    assert int(alpha[size[1] // 2, size[0] // 2]) == 255
    assert abs(left - (size[0] - right)) <= 1
    assert abs(top - (size[1] - bottom)) <= 1


@pytest.mark.parametrize("size", [(320, 180), (180, 320), (200, 200)])
def test_environments_fill_exactly_the_size_asked_for(ask: Ask, size: tuple[int, int]) -> None:
    picture = made(ask("environment", "a village", size=size))

    pixels = np.asarray(picture)
    assert picture.mode == "RGB"
    assert picture.size == size
    assert float(pixels.mean()) > 20
    assert float(pixels.std()) > 15


def test_pictures_above_full_hd_are_enlarged_to_their_exact_size(ask: Ask) -> None:
    assert made(ask("environment", "desert", size=(2304, 1297))).size == (2304, 1297)


@pytest.mark.parametrize("kind", ["character", "prop", "environment"])
def test_the_same_request_gives_the_same_file(ask: Ask, kind: str) -> None:
    request = ask(kind, "a quiet harbor", size=(160, 120))
    make_image(request, threading.Event())
    first = request.output.read_bytes()

    make_image(request, threading.Event())

    assert request.output.read_bytes() == first


@pytest.mark.parametrize("kind", ["character", "prop", "environment"])
@pytest.mark.parametrize(
    ("prompt", "seed"), [pytest.param("another", 7, id="prompt"), pytest.param("one", 8, id="seed")]
)
def test_another_prompt_or_seed_looks_different(
    ask: Ask, kind: str, prompt: str, seed: int
) -> None:
    first = made(ask(kind, "one", size=(160, 120)))
    second = made(ask(kind, prompt, size=(160, 120), seed=seed))

    difference = np.asarray(first).astype(int) - np.asarray(second).astype(int)
    assert float(np.abs(difference).mean()) > 2


@pytest.mark.parametrize("kind", ["character", "prop", "environment"])
@pytest.mark.parametrize("prompt", ODD_PROMPTS)
def test_any_text_is_a_prompt(ask: Ask, kind: str, prompt: str) -> None:
    assert made(ask(kind, prompt, size=(96, 64))).size == (96, 64)


@pytest.mark.parametrize(
    "size", [(0, 100), (100, -1), (15, 15), (4097, 2000), (4000, 4000), (1600, 300), (10**9, 10**9)]
)
def test_sizes_that_cannot_be_drawn_are_refused_in_a_sentence(
    ask: Ask, size: tuple[int, int]
) -> None:
    request = ask("environment", "sea", size=size)

    with pytest.raises(ProviderFailure, match=f"{size[0]}x{size[1]}") as refused:
        make_image(request, threading.Event())

    assert refused.value.kind is ErrorKind.INVALID_INPUT
    assert not request.output.exists()


def test_an_unknown_kind_is_refused(ask: Ask) -> None:
    with pytest.raises(ProviderFailure, match="poster") as refused:
        make_image(ask("poster", size=(100, 100)), threading.Event())

    assert refused.value.kind is ErrorKind.INVALID_INPUT


def test_work_that_was_called_off_leaves_no_file(ask: Ask) -> None:
    request, stop = ask("prop", size=(100, 100)), threading.Event()
    stop.set()

    with pytest.raises(Stopped):
        make_image(request, stop)

    assert not request.output.exists()


def test_a_folder_that_is_not_there_is_named_and_can_be_tried_again(tmp_path: Path) -> None:
    request = ImageRequest(
        kind="prop",
        index=1,
        prompt="key",
        width=64,
        height=64,
        seed=1,
        output=tmp_path / "gone" / "key.png",
    )

    with pytest.raises(ProviderFailure, match=r"key\.png could not be written") as failed:
        make_image(request, threading.Event())

    assert failed.value.kind is ErrorKind.RETRIABLE
