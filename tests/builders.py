"""Real rows for tests: plain functions with sensible defaults and no random data.

A task is put into any status directly, which only tests may do; everywhere else `transitions` is
the one writer.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from tasks_app import files
from tasks_app.channel_configs import ChannelConfig
from tasks_app.files import Workspace
from tasks_app.models import Asset, AssetKind, Channel, Task
from tasks_app.statuses import Status, Step
from videogen.accounts.models import User

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)

PLAN: dict[str, Any] = {
    "given": False,
    "clips": [
        {
            "index": index,
            "narration": f"Sentence {index} of the story.",
            "scene": "A fox in a forest.",
            "motion": "Slow push in.",
            "sound": "Wind in the trees.",
            "image": "A fox between tall trees.",
        }
        for index in (1, 2)
    ],
    "characters": ["The fox"],
    "environments": ["The forest"],
    "props": ["A lantern"],
}

STEP_OF_KIND = {
    AssetKind.CHARACTER: Step.ASSETS,
    AssetKind.ENVIRONMENT: Step.ASSETS,
    AssetKind.PROP: Step.ASSETS,
    AssetKind.COMPOSITE: Step.COMPOSITES,
    AssetKind.CLIP: Step.VIDEO,
    AssetKind.NARRATION: Step.AUDIO,
    AssetKind.CAPTIONS: Step.AUDIO,
    AssetKind.EFFECT: Step.SFX,
    AssetKind.FINAL: Step.ASSEMBLY,
    AssetKind.THUMBNAIL: Step.ASSEMBLY,
}

STEP_AT_GATE = {
    Status.ASSETS_READY: Step.ASSETS,
    Status.VIDEO_READY: Step.VIDEO,
    Status.AUDIO_READY: Step.AUDIO,
    Status.FINAL_REVIEW: Step.ASSEMBLY,
}


def make_channel(
    channel_id: str = "foxes",
    *,
    only_for: Iterable[User] = (),
    config: dict[str, Any] | None = None,
    **columns: Any,
) -> Channel:
    """A channel; `config` holds what its file would say beside the id and the name."""
    name = columns.pop("name", channel_id.capitalize())
    fields = {"channel_id": channel_id, "channel_name": name, **(config or {})}
    checked = ChannelConfig.from_json(fields)
    columns.setdefault("max_concurrent", checked.max_concurrent)
    channel = Channel.objects.create(pk=channel_id, name=name, config=checked.as_json(), **columns)
    channel.reviewers.set(only_for)
    return channel


def make_task(
    *,
    channel: Channel | None = None,
    title: str = "The fox",
    status: Status = Status.DRAFT,
    **columns: Any,
) -> Task:
    """A task in any status, without the history that would have led there."""
    columns.setdefault("plan", PLAN)
    columns.setdefault("next_step", STEP_AT_GATE.get(status, Step.ASSETS))
    if status is not Status.DRAFT:
        columns.setdefault("begun_at", timezone.now())
    columns.setdefault("queued_at", timezone.now())
    channel = channel or Channel.objects.first() or make_channel()
    task = Task.objects.create(channel=channel, title=title, **columns)
    Task.objects.filter(pk=task.pk).update(status=status)
    return Task.objects.select_related("channel").get(pk=task.pk)


def make_asset(
    task: Task,
    kind: AssetKind = AssetKind.CHARACTER,
    *,
    index: int = 1,
    content: bytes = PIXEL,
    **columns: Any,
) -> Asset:
    """An asset whose file is on disk and has the row's size and SHA-256."""
    take = columns.get("take", 1)
    suffix = columns.pop("suffix", ".png")
    name = columns.pop("name", f"{kind.value}_{index:02d}_take{take}{suffix}")
    path = Workspace(task.channel_id, task.pk).place(kind, name)
    path.write_bytes(content)
    return Asset.objects.create(
        task=task,
        step=STEP_OF_KIND[kind],
        kind=kind,
        index=index,
        name=name,
        path=files.relative(path),
        sha256=hashlib.sha256(content).hexdigest(),
        size_bytes=len(content),
        inputs_hash="",
        **columns,
    )
