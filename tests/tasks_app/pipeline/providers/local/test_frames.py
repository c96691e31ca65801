from __future__ import annotations

from itertools import islice, pairwise
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from tasks_app.pipeline.providers.local.camera import MOVES, Look, Move, Window
from tasks_app.pipeline.providers.local.frames import Sampler, Take, frames, planes_of
from tests.media import picture

PAN = Move(Look(1.2, across=-0.9), Look(1.2, across=0.9), sway=0.0)


def take(path: Path, move: Move, *, count: int = 30) -> Take:
    return Take(picture=path, move=move, motes=None, width=320, height=180, fps=30, count=count)


def lumas(made: Take) -> list[NDArray[np.uint8]]:
    return [
        np.frombuffer(bytes(plane), np.uint8).reshape(180, 320)
        for order, plane in enumerate(frames(made))
        if order % 3 == 0
    ]


def test_a_frame_is_three_planes_of_yuv420(tmp_path: Path) -> None:
    planes = islice(frames(take(picture(tmp_path / "a.png"), PAN)), 3)

    assert [len(plane) for plane in planes] == [320 * 180, 160 * 90, 160 * 90]


def test_the_whole_picture_is_seen_as_it_is(tmp_path: Path) -> None:
    path = picture(tmp_path / "a.png")
    luma, _, _ = planes_of(path, width=320, height=180)

    seen = Sampler(luma, width=320, height=180).window(Window(left=0.0, top=0.0, size=1.0))

    grey = np.asarray(Image.open(path).convert("RGB"), np.float32) @ [0.2126, 0.7152, 0.0722]
    assert float(np.abs(seen - (16 + grey * 219 / 255)).mean()) < 2.5


@pytest.mark.parametrize(
    ("colour", "yuv"),
    [
        # ITU-R BT.709, limited range.
        ((255, 255, 255), (235, 128, 128)),
        ((0, 0, 0), (16, 128, 128)),
        ((255, 0, 0), (63, 102, 240)),
        ((0, 0, 255), (32, 240, 118)),
    ],
)
def test_colours_are_those_of_the_standard(
    tmp_path: Path, colour: tuple[int, int, int], yuv: tuple[int, int, int]
) -> None:
    path = tmp_path / "a.png"
    Image.new("RGB", (64, 36), colour).save(path)

    planes = planes_of(path, width=64, height=36)

    assert [int(plane[10, 10]) for plane in planes] == pytest.approx(yuv, abs=1)


def test_a_slow_pan_moves_by_equal_fractions_of_a_pixel(tmp_path: Path) -> None:
    ramp = np.repeat(np.linspace(0, 255, 320)[None, :], 180, axis=0).astype(np.uint8)
    path = tmp_path / "ramp.png"
    Image.fromarray(np.repeat(ramp[..., None], 3, axis=2)).save(path)

    means = [float(luma.mean()) for luma in lumas(take(path, PAN, count=60))]

    # Brightness grows with the way: steps that jumped by pixels would be uneven.
    steps = np.diff(means)[20:40]
    assert float(steps.std()) < 0.15 * float(steps.mean())


@pytest.mark.parametrize("name", sorted(MOVES))
def test_every_move_changes_every_frame(tmp_path: Path, name: str) -> None:
    seen = lumas(take(picture(tmp_path / "a.png"), MOVES[name], count=12))

    changes = [float(np.abs(after.astype(int) - before).mean()) for before, after in pairwise(seen)]
    assert min(changes) > 0.1


def test_another_shape_is_filled_without_distortion(tmp_path: Path) -> None:
    path = picture(tmp_path / "tall.png", width=200, height=400)

    luma, _, _ = planes_of(path, width=320, height=180)

    assert luma.shape == (360, 640)
