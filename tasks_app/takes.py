"""Earlier takes: every file made for an item is kept, and a person may put one back."""

from __future__ import annotations

import uuid

from django.db import transaction

from tasks_app import events, files, gates
from tasks_app.actors import Actor
from tasks_app.files import Workspace
from tasks_app.models import Asset, AssetKind, EventKind, Task
from tasks_app.statuses import GATE_BY_STATUS, Step
from videogen.lib.db import lock_row
from videogen.lib.errors import Conflict, Missing


class NotAtItsGate(Conflict):
    """A take can be exchanged only while a person is asked about it."""

    title = "Not at its gate"


def restore(asset_id: uuid.UUID, *, actor: Actor) -> Asset:
    """Make this take the current one of its item; it then waits for the decision like any other.

    Raises `NotAtItsGate` unless the task waits at the gate that decides on it, and `Missing` when
    its file is gone. What is only shown there too cannot be exchanged: the final cut was made of
    the clips it was made of.
    """
    with transaction.atomic():
        found = Asset.objects.get(pk=asset_id)
        task = lock_row(Task.objects.select_related("channel"), found.task_id)
        asset = Asset.objects.get(pk=asset_id)
        _refuse_elsewhere(task, asset)
        path = files.absolute(asset.path, channel_id=task.channel_id)
        if not path.is_file():
            raise Missing(f"The file of this take of {asset.name} is no longer on disk.")
        if not asset.is_current:
            _exchange(task, asset, actor)
        if asset.kind == AssetKind.FINAL:
            link = Workspace(task.channel_id, task.pk).final_video
            transaction.on_commit(lambda: files.relink(path, link), robust=True)
    return asset


def _refuse_elsewhere(task: Task, asset: Asset) -> None:
    gate = GATE_BY_STATUS.get(task.state)
    if gate is None or asset.step != gate.shows[-1]:
        raise NotAtItsGate(
            f"An earlier take of {asset.name} can be put back only while the task waits at the "
            f"gate for {Step(asset.step).label.lower()}; it is {task.state.label} now.",
            errors={"status": task.status},
        )


def _exchange(task: Task, asset: Asset, actor: Actor) -> None:
    replaced = gates.put_back(asset)
    events.append(
        EventKind.TAKE_RESTORED,
        about=task,
        actor=actor,
        data={"asset": str(asset.pk), "take": asset.take, "replaced": replaced},
    )
