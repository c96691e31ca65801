from __future__ import annotations

import threading
from pathlib import Path

import pytest
from pytest_django import Settings

from tasks_app.pipeline import ffmpeg
from tasks_app.pipeline.probe import probe
from tasks_app.pipeline.providers.base import ErrorKind, ProviderFailure, Stopped
from tests.media import GOING_ON

TONE = ("-f", "lavfi", "-i", "sine=d=1")


def test_frames_fed_in_become_our_kind_of_video(tmp_path: Path) -> None:
    path = tmp_path / "a.part"

    ffmpeg.run(
        [
            *ffmpeg.raw_frames(width=64, height=36, fps=30),
            *ffmpeg.encoded_video(fps=30, threads=1),
            *(*ffmpeg.MP4, path),
        ],
        GOING_ON,
        purpose="Clip 3",
        feed=(bytes([value]) * (64 * 36 * 3 // 2) for value in range(30)),
    )

    picture = probe(path).picture
    assert picture is not None
    assert (picture.codec, picture.width, picture.height, picture.fps) == ("h264", 64, 36, 30.0)
    assert (picture.seconds, picture.has_b_frames) == (1.0, False)


def test_a_fault_names_the_item_and_the_reason(tmp_path: Path) -> None:
    with pytest.raises(
        ProviderFailure, match=r"Clip 3: ffmpeg ended with exit code .*No such"
    ) as failed:
        ffmpeg.run(["-i", tmp_path / "none.png", tmp_path / "a.mp4"], GOING_ON, purpose="Clip 3")

    assert failed.value.kind is ErrorKind.RETRIABLE


def test_missing_ffmpeg_names_the_setting(settings: Settings) -> None:
    settings.FFMPEG_PATH = Path("/nowhere/ffmpeg")

    with pytest.raises(
        ProviderFailure, match=r"/nowhere/ffmpeg is missing\. Set FFMPEG_PATH"
    ) as failed:
        ffmpeg.run([*TONE, "-f", "null", "-"], GOING_ON, purpose="Clip 3")

    assert failed.value.kind is ErrorKind.MANUAL_REVIEW


def test_a_full_disk_is_said_in_one_sentence() -> None:
    with pytest.raises(ProviderFailure, match="Clip 3: the disk is full") as failed:
        ffmpeg.run([*TONE, *ffmpeg.WAV, "/dev/full"], GOING_ON, purpose="Clip 3")

    assert failed.value.kind is ErrorKind.RETRIABLE


def test_the_time_limit_is_said() -> None:
    endless = ["-re", "-f", "lavfi", "-i", "sine", "-f", "null", "-"]

    with pytest.raises(ProviderFailure, match="Clip 3: ffmpeg was stopped after its time limit"):
        ffmpeg.run(endless, GOING_ON, purpose="Clip 3", timeout_seconds=0.3)


def test_stop_ends_it() -> None:
    stop = threading.Event()
    stop.set()

    with pytest.raises(Stopped):
        ffmpeg.run([*TONE, "-f", "null", "-"], stop, purpose="Clip 3")
