from __future__ import annotations

import dataclasses
import threading
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tasks_app.pipeline.providers.base import (
    CompositeRequest,
    ErrorKind,
    ProviderFailure,
    Stopped,
)
from tasks_app.pipeline.providers.local.composites import make_composite, standing_places
from tasks_app.pipeline.providers.local.drawing.chance import chance

SKY = (120, 170, 210)


def figure(path: Path, *, size: tuple[int, int], box: tuple[int, int, int, int]) -> Path:
    """A red block on transparency."""
    picture = Image.new("RGBA", size, (0, 0, 0, 0))
    picture.paste((220, 20, 20, 255), box)
    picture.save(path)
    return path


@pytest.fixture
def empty(tmp_path: Path) -> CompositeRequest:
    environment = tmp_path / "environment.png"
    Image.new("RGB", (640, 360), SKY).save(environment)
    return CompositeRequest(
        index=1,
        prompt="",
        environment=environment,
        characters=(),
        props=(),
        width=640,
        height=360,
        seed=3,
        output=tmp_path / "frame.part",
    )


@pytest.fixture
def peopled(empty: CompositeRequest, tmp_path: Path) -> CompositeRequest:
    person = figure(tmp_path / "person.png", size=(150, 200), box=(50, 10, 100, 190))
    thing = figure(tmp_path / "thing.png", size=(100, 100), box=(20, 20, 80, 80))
    return dataclasses.replace(empty, characters=(person,), props=(thing,))


def made(request: CompositeRequest) -> Image.Image:
    make_composite(request, threading.Event())
    with Image.open(request.output) as opened:
        assert opened.format == "PNG"
        opened.load()
        return opened.copy()


def red_box(picture: Image.Image) -> tuple[int, int, int, int]:
    pixels = np.asarray(picture).astype(int)
    red = (pixels[:, :, 0] > 100) & (pixels[:, :, 1] < 70)
    rows, columns = np.flatnonzero(red.any(axis=1)), np.flatnonzero(red.any(axis=0))
    return int(columns[0]), int(rows[0]), int(columns[-1]), int(rows[-1])


@pytest.mark.parametrize("size", [(1920, 1080), (640, 360), (360, 640)])
def test_the_frame_is_opaque_and_exactly_as_large_as_asked(
    peopled: CompositeRequest, size: tuple[int, int]
) -> None:
    frame = made(dataclasses.replace(peopled, width=size[0], height=size[1]))

    assert frame.mode == "RGB"
    assert frame.size == size


def test_a_scene_may_be_empty(empty: CompositeRequest) -> None:
    frame = made(empty)

    assert np.asarray(frame).reshape(-1, 3).mean(axis=0) == pytest.approx(SKY, abs=2)


def test_a_character_stands_on_the_ground_inside_the_frame(peopled: CompositeRequest) -> None:
    frame = made(dataclasses.replace(peopled, props=()))

    left, top, right, bottom = red_box(frame)
    assert left > 10
    assert right < 630
    assert 0.15 * 360 < top < 0.5 * 360
    assert 0.9 * 360 < bottom < 0.97 * 360


def test_there_is_a_shadow_under_the_feet(peopled: CompositeRequest) -> None:
    frame = made(dataclasses.replace(peopled, props=()))

    left, _, right, bottom = red_box(frame)
    below = np.asarray(frame)[min(bottom + 3, 359), (left + right) // 2]
    assert int(below.sum()) < sum(SKY) - 60


def test_props_are_smaller_than_characters_and_keep_away_from_them(
    peopled: CompositeRequest,
) -> None:
    standings = standing_places(peopled, chance("any"), growth=1.0)

    person, thing = sorted(standings, key=lambda standing: -standing.height)
    assert thing.height < 0.5 * person.height
    assert abs(thing.x - person.x) > 0.2 * peopled.width


@pytest.mark.parametrize("count", range(1, 9))
def test_any_number_of_characters_finds_a_place(peopled: CompositeRequest, count: int) -> None:
    crowd = dataclasses.replace(
        peopled, characters=peopled.characters * count, props=peopled.props * count
    )

    standings = standing_places(crowd, chance("any"), growth=1.0)

    assert len(standings) == 2 * count
    assert all(0 < standing.x < crowd.width for standing in standings)
    assert all(standing.foot <= crowd.height for standing in standings)
    assert [one.foot for one in standings] == sorted(one.foot for one in standings)


def test_the_same_request_gives_the_same_file(peopled: CompositeRequest) -> None:
    assert made(peopled).tobytes() == made(peopled).tobytes()


def test_another_seed_gives_another_frame(peopled: CompositeRequest) -> None:
    others = {made(dataclasses.replace(peopled, seed=seed)).tobytes() for seed in range(4)}

    assert len(others) > 2


def test_a_close_up_shows_more_of_the_character_than_a_wide_view(
    peopled: CompositeRequest,
) -> None:
    near = red_box(made(dataclasses.replace(peopled, props=(), prompt="close-up portrait")))
    far = red_box(made(dataclasses.replace(peopled, props=(), prompt="wide establishing view")))

    assert near[3] - near[1] > 1.2 * (far[3] - far[1])


def test_a_small_environment_is_enlarged_to_fill_the_frame(
    empty: CompositeRequest, tmp_path: Path
) -> None:
    tiny = tmp_path / "tiny.png"
    Image.new("RGB", (20, 60), SKY).save(tiny)

    frame = made(dataclasses.replace(empty, environment=tiny))

    assert float(np.asarray(frame).min()) > 100


def test_a_missing_picture_is_named(empty: CompositeRequest, tmp_path: Path) -> None:
    request = dataclasses.replace(empty, environment=tmp_path / "gone.png")

    with pytest.raises(ProviderFailure, match=r"environment gone\.png") as refused:
        make_composite(request, threading.Event())

    assert refused.value.kind is ErrorKind.INVALID_INPUT
    assert not request.output.exists()


def test_an_impossible_size_is_refused(empty: CompositeRequest) -> None:
    with pytest.raises(ProviderFailure, match="0x1080"):
        make_composite(dataclasses.replace(empty, width=0, height=1080), threading.Event())


def test_work_that_was_called_off_leaves_no_file(peopled: CompositeRequest) -> None:
    stop = threading.Event()
    stop.set()

    with pytest.raises(Stopped):
        make_composite(peopled, stop)

    assert not peopled.output.exists()
