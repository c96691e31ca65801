from __future__ import annotations

import dataclasses
import hashlib
import json
import threading
from pathlib import Path
from urllib.parse import unquote

import pytest

from tasks_app.pipeline.providers.base import ErrorKind, ProviderFailure, Stopped, UploadRequest
from tasks_app.pipeline.providers.local.package import make_package
from tests.media import GOING_ON

TITLE = 'Ein "Titel" — 100% 😀 \\ : 你好 שלום'


@pytest.fixture
def upload(tmp_path: Path) -> UploadRequest:
    for name in ("final.mp4", "thumb.jpg", "c.srt", "c.vtt"):
        (tmp_path / name).write_text(f"content of {name}")
    return UploadRequest(
        channel_id="tales",
        task_id="1c0f",
        title=TITLE,
        description="First line\nsecond",
        tags=("sea", "light"),
        category="22",
        privacy="private",
        made_for_kids=False,
        synthetic_media=True,
        publish_at="2026-12-01T10:00:00+00:00",
        video=tmp_path / "final.mp4",
        video_sha256=hashlib.sha256(b"content of final.mp4").hexdigest(),
        thumbnail=tmp_path / "thumb.jpg",
        captions=(tmp_path / "c.srt", tmp_path / "c.vtt"),
        output=tmp_path / "published" / "tales" / "1c0f",
    )


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_everything_for_publishing_is_in_the_folder(upload: UploadRequest) -> None:
    made = make_package(upload, GOING_ON)

    assert names(upload.output) == [
        "captions.srt", "captions.vtt", "metadata.json", "thumbnail.jpg", "video.mp4",
    ]  # fmt: skip
    assert (upload.output / "video.mp4").read_text() == "content of final.mp4"
    assert unquote(made.url) == f"file://{upload.output}"


def test_metadata_says_what_would_be_told_to_youtube(upload: UploadRequest) -> None:
    make_package(upload, GOING_ON)

    told = json.loads((upload.output / "metadata.json").read_text("utf-8"))
    assert told["title"] == TITLE
    assert (told["tags"], told["privacy"], told["category"]) == (["sea", "light"], "private", "22")
    assert (told["made_for_kids"], told["synthetic_media"]) == (False, True)
    assert told["publish_at"] == "2026-12-01T10:00:00+00:00"
    assert told["sha256"]["video.mp4"] == upload.video_sha256


def test_doing_it_again_changes_nothing(upload: UploadRequest) -> None:
    make_package(upload, GOING_ON)
    before = written(upload.output)

    make_package(upload, GOING_ON)

    assert written(upload.output) == before


def written(folder: Path) -> list[tuple[str, int, int]]:
    """Name, file and moment of writing; not of reading, which is what is done again."""
    files = sorted(folder.iterdir())
    return [(path.name, path.stat().st_ino, path.stat().st_mtime_ns) for path in files]


def test_a_new_edition_replaces_the_old_one_as_a_whole(upload: UploadRequest) -> None:
    make_package(upload, GOING_ON)

    make_package(dataclasses.replace(upload, title="New", thumbnail=None), GOING_ON)

    assert names(upload.output) == ["captions.srt", "captions.vtt", "metadata.json", "video.mp4"]
    assert names(upload.output.parent) == [upload.output.name]


def test_a_damaged_package_is_made_again(upload: UploadRequest) -> None:
    make_package(upload, GOING_ON)
    (upload.output / "thumbnail.jpg").unlink()

    make_package(upload, GOING_ON)

    assert "thumbnail.jpg" in names(upload.output)


def test_any_other_video_than_the_approved_one_is_refused(upload: UploadRequest) -> None:
    upload.video.write_text("changed")

    with pytest.raises(ProviderFailure, match="is not the file that was approved") as failed:
        make_package(upload, GOING_ON)

    assert failed.value.kind is ErrorKind.MANUAL_REVIEW
    assert not upload.output.exists()


def test_a_missing_video_is_refused(upload: UploadRequest) -> None:
    upload.video.unlink()

    with pytest.raises(ProviderFailure, match="is not the file that was approved"):
        make_package(upload, GOING_ON)


def test_missing_captions_are_named_and_nothing_is_left(upload: UploadRequest) -> None:
    upload.captions[0].unlink()

    with pytest.raises(ProviderFailure, match=r"Upload: c\.srt is missing"):
        make_package(upload, GOING_ON)

    assert names(upload.output.parent) == []


def test_two_captions_of_one_form_get_numbers(upload: UploadRequest, tmp_path: Path) -> None:
    (tmp_path / "de.srt").write_text("German")
    captions = (upload.captions[0], tmp_path / "de.srt")

    make_package(dataclasses.replace(upload, captions=captions), GOING_ON)

    assert (upload.output / "captions-2.srt").read_text() == "German"


def test_what_a_killed_worker_left_is_cleared_away(upload: UploadRequest) -> None:
    left = upload.output.parent / f".{upload.output.name}.part123"
    left.mkdir(parents=True)

    make_package(upload, GOING_ON)

    assert not left.exists()


def test_stop_leaves_nothing(upload: UploadRequest) -> None:
    stop = threading.Event()
    stop.set()

    with pytest.raises(Stopped):
        make_package(upload, stop)

    assert not upload.output.exists()
