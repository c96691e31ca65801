"""A small channel whose items are made by scripts that keep a journal."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as live_settings

from tasks_app import intake
from tasks_app.actors import Actor
from tasks_app.channels import sync
from tasks_app.intake import Idea
from tasks_app.models import Channel, Task

CHANNEL = """
channel_id: {name}
channel_name: {name}
max_concurrent: {max_concurrent}
providers:
  {{assets: command, composites: command, video: command, audio: command, sfx: command,
  assembly: command}}
workflow:
  auto_proceed: {{assets: {auto}, video: {auto}, audio: {auto}}}
  counts: {{characters: 1, environments: 1, props: 1, clips: 3}}
video: {{resolution: 320x180, fps: 15, length: 3}}
"""
STORY = """
| Clip | Narration | Scene | Motion | Sound |
| --- | --- | --- | --- | --- |
| 1 | The first sentence. | the place | first move | first sound |
| 2 | The second sentence. | the place | second move | second sound |
| 3 | The third sentence. | the place | third move | third sound |
"""
COMMAND = Actor.command("test")


@pytest.fixture
def channel_folder(settings: Any, tmp_path: Path) -> Path:
    folder = tmp_path / "channels"
    folder.mkdir()
    settings.CHANNEL_CONFIG_DIR = folder
    return folder


@pytest.fixture
def channel(channel_folder: Path, transactional_db: None) -> Channel:
    """All gates but the last proceed by themselves."""
    return write_channel(channel_folder, "foxes")


def write_channel(
    folder: Path, name: str, *, max_concurrent: int = 2, auto: bool = True
) -> Channel:
    text = CHANNEL.format(name=name, max_concurrent=max_concurrent, auto=str(auto).lower())
    (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    sync(folder)
    return Channel.objects.get(pk=name)


def queued_task(channel: Channel, title: str = "The fox", **changed: Any) -> Task:
    """With a fox, a place and a lamp in three clips, unless other lists are given."""
    task = intake.create(Idea(title=title, channel=channel, story_direction=STORY), actor=COMMAND)
    subjects = {"characters": ["a fox"], "environments": ["the place"], "props": ["a lamp"]}
    intake.edit(task.pk, {"plan": task.plan | subjects | changed}, actor=COMMAND)
    return intake.queue(task.pk, actor=COMMAND)


def media_of(task: Task) -> list[Path]:
    root = Path(live_settings.MEDIA_ROOT)
    return sorted(path for path in root.rglob("*") if path.is_file() and str(task.pk) in str(path))
