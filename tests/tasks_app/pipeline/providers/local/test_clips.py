from __future__ import annotations

import dataclasses
import threading
from pathlib import Path

import pytest

from tasks_app.pipeline.measure import Expected, measure
from tasks_app.pipeline.providers.base import ClipRequest, ErrorKind, ProviderFailure, Stopped
from tasks_app.pipeline.providers.local.clips import make_clip
from tests.media import GOING_ON, picture


def request_for(folder: Path, **changes: object) -> ClipRequest:
    request = ClipRequest(
        index=4,
        prompt="Slow pan left, snow",
        composite=picture(folder / "composite.png"),
        duration_seconds=1.5,
        width=320,
        height=180,
        fps=30,
        seed=11,
        output=folder / ".clip.part.mp4",
    )
    return dataclasses.replace(request, **changes)  # type: ignore[arg-type]


def test_a_clip_is_whole_moves_and_has_its_length(tmp_path: Path) -> None:
    request = request_for(tmp_path)

    make_clip(request, GOING_ON)

    found = measure(request.output, "clip", Expected(width=320, height=180, seconds=1.5))
    assert found.findings == ()
    assert found.duration_seconds == pytest.approx(1.5, abs=1 / 30)


def test_it_plays_while_it_is_still_loading(tmp_path: Path) -> None:
    request = request_for(tmp_path)

    make_clip(request, GOING_ON)

    content = request.output.read_bytes()
    assert content.index(b"moov") < content.index(b"mdat")


def test_the_same_request_gives_the_same_file(tmp_path: Path) -> None:
    first, second = request_for(tmp_path), request_for(tmp_path, output=tmp_path / "b.mp4")

    make_clip(first, GOING_ON)
    make_clip(second, GOING_ON)

    assert first.output.read_bytes() == second.output.read_bytes()


def test_a_broken_composite_is_named(tmp_path: Path) -> None:
    request = request_for(tmp_path)
    request.composite.write_bytes(b"no picture")

    with pytest.raises(ProviderFailure, match=r"Clip 4: the composite composite\.png") as failed:
        make_clip(request, GOING_ON)

    assert failed.value.kind is ErrorKind.INVALID_INPUT


def test_an_odd_size_is_refused(tmp_path: Path) -> None:
    with pytest.raises(
        ProviderFailure, match=r"321x180 cannot be made: H\.264 needs an even width"
    ):
        make_clip(request_for(tmp_path, width=321), GOING_ON)


def test_stop_ends_it(tmp_path: Path) -> None:
    stop = threading.Event()
    stop.set()

    with pytest.raises(Stopped):
        make_clip(request_for(tmp_path), stop)
