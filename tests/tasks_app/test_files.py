"""Paths stay inside of their channel's folder; names that exist are whole files."""

from __future__ import annotations

import uuid
from pathlib import Path

import pytest
from pytest_django import Settings

from tasks_app import files
from tasks_app.files import PathRefused, Workspace
from tasks_app.models import AssetKind

TASK = uuid.UUID(int=7)


@pytest.mark.parametrize(
    "channel_id", ["..", "../x", "a/b", "", "a" * 51, ".hidden", "x\x00y", "ü"]
)
def test_a_path_like_channel_id_has_no_folder(channel_id: str) -> None:
    with pytest.raises(PathRefused):
        _ = Workspace(channel_id, TASK).root


@pytest.mark.parametrize("name", ["../evil.png", "a/b.png", "..", "/etc/passwd"])
def test_a_name_that_leads_elsewhere_is_refused(name: str) -> None:
    with pytest.raises(PathRefused):
        Workspace("foxes", TASK).place(AssetKind.CLIP, name)


@pytest.mark.parametrize(
    ("kind", "folder"),
    [
        (AssetKind.CHARACTER, "assets/characters"),
        (AssetKind.ENVIRONMENT, "assets/environments"),
        (AssetKind.PROP, "assets/props"),
        (AssetKind.COMPOSITE, "assets/composites"),
        (AssetKind.CLIP, "videos"),
        (AssetKind.NARRATION, "audio"),
        (AssetKind.EFFECT, "sfx"),
    ],
)
def test_every_kind_has_its_folder(settings: Settings, kind: AssetKind, folder: str) -> None:
    path = Workspace("foxes", TASK).place(kind, "x.bin")

    root = Path(settings.MEDIA_ROOT) / "workspaces" / "foxes" / str(TASK)
    assert path == root / folder / "x.bin"


@pytest.mark.parametrize(
    "stored",
    [
        "workspaces/owls/1/videos/x.mp4",
        "workspaces/foxes/../owls/x",
        "../../etc/passwd",
        "/etc/passwd",
    ],
)
def test_a_stored_path_outside_of_the_channel_is_refused(stored: str) -> None:
    with pytest.raises(PathRefused):
        files.absolute(stored, channel_id="foxes")


def test_a_link_that_leads_out_of_the_channel_is_refused(
    settings: Settings, tmp_path: Path
) -> None:
    secret = tmp_path / "secret"
    secret.write_text("key")
    link = Workspace("foxes", TASK).place(AssetKind.CLIP, "clip.mp4")
    link.symlink_to(secret)

    with pytest.raises(PathRefused):
        files.absolute(files.relative(link), channel_id="foxes")


def test_leftovers_of_a_dead_worker_are_removed_and_whole_files_kept() -> None:
    workspace = Workspace("foxes", TASK)
    whole = workspace.place(AssetKind.CLIP, "clip.mp4")
    whole.write_bytes(b"whole")
    half = files.temporary(whole)
    half.write_bytes(b"ha")

    files.discard_leftovers(workspace)

    assert whole.exists()
    assert not half.exists()


def test_the_film_keeps_its_name_when_there_is_a_new_take() -> None:
    workspace = Workspace("foxes", TASK)
    takes = [workspace.place(AssetKind.FINAL, f"take{number}.mp4") for number in (1, 2)]
    takes[0].write_bytes(b"one")
    takes[1].write_bytes(b"two")
    files.relink(takes[0], workspace.final_video)

    files.relink(takes[1], workspace.final_video)

    assert workspace.final_video.name == f"{TASK}_final.mp4"
    assert workspace.final_video.read_bytes() == b"two"
    assert takes[0].read_bytes() == b"one"
