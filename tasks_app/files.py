"""Every path of the product's files; no path ever leaves its channel's folder.

A file is written under a temporary name in the same folder and renamed when it is whole, so a
name that exists is a whole file.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import uuid
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from tasks_app.models.asset import AssetKind

FOLDERS: dict[AssetKind, str] = {
    AssetKind.CHARACTER: "assets/characters",
    AssetKind.ENVIRONMENT: "assets/environments",
    AssetKind.PROP: "assets/props",
    AssetKind.COMPOSITE: "assets/composites",
    AssetKind.CLIP: "videos",
    AssetKind.NARRATION: "audio",
    AssetKind.CAPTIONS: "audio",
    AssetKind.EFFECT: "sfx",
    AssetKind.FINAL: "final",
    AssetKind.THUMBNAIL: "final",
}

PLAIN_NAME = re.compile(r"^[A-Za-z0-9_-]{1,50}$")
PART_SUFFIX = ".part"


class PathRefused(Exception):
    """The path would lie outside of the folder it belongs to."""


@dataclass(frozen=True, slots=True)
class Workspace:
    """The folder of one task: `media/workspaces/{channel_id}/{task_id}`."""

    channel_id: str
    task_id: uuid.UUID

    @property
    def root(self) -> Path:
        if not PLAIN_NAME.match(self.channel_id):
            raise PathRefused(f"{self.channel_id!r} cannot be the name of a channel's folder.")
        return Path(settings.MEDIA_ROOT) / "workspaces" / self.channel_id / str(self.task_id)

    def place(self, kind: AssetKind, name: str) -> Path:
        """Where a file of this kind and name belongs; the folder exists afterwards."""
        path = self.root / FOLDERS[kind] / name
        if path.name != name or name == "..":
            raise PathRefused(f"{name!r} is not a plain file name.")
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    @property
    def final_video(self) -> Path:
        """The name under which people find the finished film; always the current take."""
        return self.root / f"{self.task_id}_final.mp4"

    @property
    def package(self) -> Path:
        """Where the local upload leaves the finished package."""
        return Path(settings.MEDIA_ROOT) / "published" / self.channel_id / str(self.task_id)


def temporary(path: Path) -> Path:
    """A name beside `path` that nobody else writes to, with the same last suffix."""
    return path.with_name(f".{path.stem}.{uuid.uuid4().hex[:8]}{PART_SUFFIX}{path.suffix}")


def settle(temporary_path: Path, path: Path) -> None:
    """Give a whole file its name; survives a power cut once this returns."""
    with temporary_path.open("rb") as file:
        os.fsync(file.fileno())
    temporary_path.replace(path)


def discard(temporary_path: Path) -> None:
    """Remove what an unfinished attempt left, file or folder."""
    if temporary_path.is_dir():
        shutil.rmtree(temporary_path, ignore_errors=True)
    else:
        temporary_path.unlink(missing_ok=True)


def discard_leftovers(workspace: Workspace) -> None:
    """Remove temporary files of a worker that died; only for the holder of the task's lease."""
    if workspace.root.exists():
        for leftover in workspace.root.rglob(f".*{PART_SUFFIX}*"):
            discard(leftover)


def relink(target: Path, link: Path) -> None:
    """Make `link` another name of `target`, replacing what it named before, never absent."""
    fresh = temporary(link)
    try:
        os.link(target, fresh)
    except OSError:
        # File systems without hard links.
        shutil.copyfile(target, fresh)
    fresh.replace(link)


def relative(path: Path) -> str:
    """The path as stored in a row: relative to the media folder."""
    return path.relative_to(settings.MEDIA_ROOT).as_posix()


def absolute(stored: str, *, channel_id: str) -> Path:
    """The file behind a stored path; `PathRefused` when it is not in the channel's folder."""
    home = (Path(settings.MEDIA_ROOT) / "workspaces" / channel_id).resolve()
    path = (Path(settings.MEDIA_ROOT) / stored).resolve()
    if not PLAIN_NAME.match(channel_id) or not path.is_relative_to(home):
        raise PathRefused(f"{stored!r} does not belong to the channel {channel_id}.")
    return path


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
