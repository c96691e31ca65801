"""The local upload: a folder that holds everything a person needs to publish the video by hand."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tasks_app.pipeline.disk import full_disk_named
from tasks_app.pipeline.providers.base import (
    ErrorKind,
    Made,
    ProviderFailure,
    Stop,
    Stopped,
    UploadRequest,
)

METADATA = "metadata.json"
VIDEO = "video.mp4"


def make_package(request: UploadRequest, stop: Stop) -> Made:
    """Write the folder as a whole or not at all; doing it again changes nothing.

    The video must be the one that was approved, before and after it was put there.
    """
    check_approved(request, request.video)
    if stop.is_set():
        raise Stopped("The upload was called off.")
    if is_there(request):
        return Made(url=request.output.as_uri())
    request.output.parent.mkdir(parents=True, exist_ok=True)
    prefix = f".{request.output.name}.part"
    for leftover in request.output.parent.glob(f"{prefix}*"):
        # Of a worker that was killed; only one at a time uploads a task.
        shutil.rmtree(leftover, ignore_errors=True)
    with (
        full_disk_named(request.output),
        tempfile.TemporaryDirectory(
            dir=request.output.parent, prefix=prefix, ignore_cleanup_errors=True
        ) as name,
    ):
        fresh = Path(name) / "package"
        fresh.mkdir()
        for file_name, source in files(request):
            put(source, fresh / file_name)
        check_approved(request, fresh / VIDEO)
        (fresh / METADATA).write_text(metadata(request), encoding="utf-8")
        exchange(fresh, request.output, Path(name) / "before")
    return Made(url=request.output.as_uri())


def check_approved(request: UploadRequest, video: Path) -> None:
    """Refuse any other bytes than those the reviewer approved."""
    if not video.is_file() or sha256(video) != request.video_sha256:
        raise ProviderFailure(
            f"Upload: {video.name} is not the file that was approved (its SHA-256 differs); review"
            " the final cut again.",
            kind=ErrorKind.MANUAL_REVIEW,
        )


def sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def files(request: UploadRequest) -> Iterator[tuple[str, Path]]:
    """Name in the package and source of each file."""
    yield VIDEO, request.video
    if request.thumbnail is not None:
        yield f"thumbnail{request.thumbnail.suffix}", request.thumbnail
    for order, captions in enumerate(request.captions):
        taken = [earlier.suffix for earlier in request.captions[:order]]
        number = f"-{taken.count(captions.suffix) + 1}" if captions.suffix in taken else ""
        yield f"captions{number}{captions.suffix}", captions


def put(source: Path, target: Path) -> None:
    """The same file under a second name, or a copy on another file system."""
    try:
        os.link(source, target)
    except FileNotFoundError as fault:
        raise ProviderFailure(
            f"Upload: {source.name} is missing; make it again.", kind=ErrorKind.MANUAL_REVIEW
        ) from fault
    except OSError:
        # No hard links here; a full disk is met again by the copy.
        shutil.copyfile(source, target)


def metadata(request: UploadRequest) -> str:
    """What would be told to YouTube, and which bytes the package holds."""
    fields = {
        "channel_id": request.channel_id,
        "task_id": request.task_id,
        "title": request.title,
        "description": request.description,
        "tags": list(request.tags),
        "category": request.category,
        "privacy": request.privacy,
        "made_for_kids": request.made_for_kids,
        "synthetic_media": request.synthetic_media,
        "publish_at": request.publish_at,
        "sha256": {name: sha256(source) for name, source in files(request)},
    }
    return json.dumps(fields, ensure_ascii=False, indent=2) + "\n"


def is_there(request: UploadRequest) -> bool:
    """Whether the folder already holds exactly this package."""
    wanted = {METADATA, *(name for name, _ in files(request))}
    if not request.output.is_dir():
        return False
    return (
        {path.name for path in request.output.iterdir()} == wanted
        and (request.output / METADATA).read_text(encoding="utf-8") == metadata(request)
        and all(sha256(request.output / name) == sha256(source) for name, source in files(request))
    )


def exchange(fresh: Path, place: Path, before: Path) -> None:
    """Put the new folder in its place; what stood there goes with the temporary folder."""
    if place.exists():
        place.rename(before)
    fresh.rename(place)
