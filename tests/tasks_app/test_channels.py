"""Channel files taken over into the database."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django import Settings

from tasks_app import channels
from tasks_app.channels import FolderWatch, config_of
from tasks_app.models import Channel, Event
from tests.builders import make_task

pytestmark = pytest.mark.django_db

FILE = "channel_id: {name}\nchannel_name: {name}\nmax_concurrent: {limit}\n"


@pytest.fixture
def folder(tmp_path: Path, settings: Settings) -> Path:
    path = tmp_path / "channels"
    path.mkdir()
    settings.CHANNEL_CONFIG_DIR = path
    return path


def write(folder: Path, name: str, *, limit: object = 2) -> None:
    (folder / f"{name}.yaml").write_text(FILE.format(name=name, limit=limit), encoding="utf-8")


def test_a_new_file_becomes_a_channel(folder: Path) -> None:
    write(folder, "foxes", limit=3)

    channels.sync()

    channel = Channel.objects.get()
    assert (channel.pk, channel.state, channel.max_concurrent) == ("foxes", "active", 3)
    assert config_of(channel).max_concurrent == 3


def test_a_broken_file_holds_its_channel_with_file_line_field_and_mend(folder: Path) -> None:
    write(folder, "foxes")
    write(folder, "owls")
    channels.sync()
    write(folder, "foxes", limit=40)

    channels.sync()

    foxes, owls = Channel.objects.get(pk="foxes"), Channel.objects.get(pk="owls")
    assert (foxes.state, owls.state) == ("held", "active")
    assert foxes.held_reason.startswith("foxes.yaml:3 max_concurrent: must be")
    assert config_of(foxes).max_concurrent == 2


def test_a_channel_that_was_broken_from_the_start_is_held_and_visible(folder: Path) -> None:
    write(folder, "foxes", limit="many")

    channels.sync()

    channel = Channel.objects.get()
    assert channel.state == "held"
    assert config_of(channel).channel_id == "foxes"


def test_mending_the_file_frees_the_channel(folder: Path) -> None:
    write(folder, "foxes", limit=40)
    channels.sync()
    write(folder, "foxes", limit=4)

    channels.sync()

    assert Channel.objects.get().state == "active"
    assert list(Event.objects.values_list("kind", flat=True)) == ["channel.held", "channel.freed"]


def test_a_removed_file_leaves_its_tasks_visible(folder: Path) -> None:
    write(folder, "foxes")
    channels.sync()
    task = make_task(channel=Channel.objects.get())
    (folder / "foxes.yaml").unlink()

    channels.sync()

    task.channel.refresh_from_db()
    assert task.channel.state == "removed"


def test_a_folder_that_is_gone_removes_nothing(folder: Path) -> None:
    write(folder, "foxes")
    channels.sync()
    (folder / "foxes.yaml").unlink()
    folder.rmdir()

    channels.sync()

    assert Channel.objects.get().state == "active"


@pytest.mark.parametrize("name", ["..yaml", "a b.yaml", "x" * 60 + ".yaml"])
def test_a_name_that_can_be_no_channel_makes_no_row(folder: Path, name: str) -> None:
    (folder / name).write_text("channel_id: ../x\nchannel_name: x\n", encoding="utf-8")

    channels.sync()

    assert not Channel.objects.exists()


def test_reading_twice_changes_nothing(folder: Path) -> None:
    write(folder, "foxes", limit=40)
    channels.sync()

    changed = channels.sync()

    assert list(changed) == []
    assert Event.objects.count() == 1


def test_a_change_is_seen_without_a_restart(folder: Path) -> None:
    watch = FolderWatch()
    watch.sync_if_changed()
    write(folder, "foxes")

    watch.sync_if_changed()

    assert Channel.objects.filter(pk="foxes").exists()
