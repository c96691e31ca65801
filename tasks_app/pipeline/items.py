"""What steps and runner tell each other: the items of a step, and what a step can read."""

from __future__ import annotations

import hashlib
import uuid
from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from tasks_app import files
from tasks_app.channel_configs import ChannelConfig
from tasks_app.channels import config_of
from tasks_app.cut_list import CutList
from tasks_app.error_kinds import ErrorKind
from tasks_app.files import Workspace
from tasks_app.models import Asset, AssetKind, AssetStatus, Task
from tasks_app.pipeline.measure import Expected
from tasks_app.pipeline.providers.base import ProviderFailure, Request, Stop
from tasks_app.pipeline.shot_list import ShotList
from tasks_app.statuses import Step

Key = tuple[AssetKind, int]


@dataclass(frozen=True, slots=True)
class StepContext:
    """Everything a step may read: the task, its plan, its channel, and all takes of its files."""

    task: Task
    config: ChannelConfig
    shots: ShotList
    takes: Mapping[Key, tuple[Asset, ...]]
    workspace: Workspace

    @classmethod
    def read(cls, task_id: uuid.UUID) -> StepContext:
        """The context as the database has it now; raises `PlanRefused` for an unusable plan."""
        task = Task.objects.select_related("channel").get(pk=task_id)
        takes: dict[Key, list[Asset]] = defaultdict(list)
        for asset in task.assets.order_by("take"):
            takes[AssetKind(asset.kind), asset.index].append(asset)
        return cls(
            task=task,
            config=config_of(task.channel),
            shots=ShotList.from_json(task.plan),
            takes={key: tuple(assets) for key, assets in takes.items()},
            workspace=Workspace(task.channel_id, task.pk),
        )

    def find(self, kind: AssetKind, index: int) -> Asset | None:
        """The take that counts of this item, or None."""
        return next((a for a in self.takes.get((kind, index), ()) if a.is_current), None)

    def asset(self, kind: AssetKind, index: int) -> Asset:
        """The take that counts; raises `ProviderFailure` when an earlier step has not made it."""
        found = self.find(kind, index)
        if found is None:
            raise ProviderFailure(
                f"{kind.label} {index} of the plan was never made: cancel this task and write the "
                "idea down anew.",
                kind=ErrorKind.MANUAL_REVIEW,
            )
        return found

    def all_of(self, kind: AssetKind, count: int) -> tuple[Asset, ...] | None:
        """The takes that count of items 1 to `count`, or None while one is missing or rejected."""
        found = [self.find(kind, index) for index in range(1, count + 1)]
        whole = [a for a in found if a is not None and a.status != AssetStatus.REJECTED]
        return tuple(whole) if len(whole) == count else None

    def is_missing(self, item: Item) -> bool:
        """Whether there is no take, a rejected one, or one made of files that have changed."""
        asset = self.find(*item.key)
        return (
            asset is None
            or asset.status == AssetStatus.REJECTED
            or asset.inputs_hash != item.inputs_hash
        )

    def path(self, asset: Asset) -> Path:
        return files.absolute(asset.path, channel_id=self.task.channel_id)


@dataclass(frozen=True, slots=True)
class Draft:
    """What the runner hands to an item's `request`: where to write, with which words and chance."""

    output: Path
    prompt: str
    seed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One file a step has to leave behind.

    `inputs` are the files it is made from: when one of them changes, the item is made again.
    `cut` says of a film which of them plays when.
    `request` turns the draft into a provider's request; `write` makes the file without one.
    """

    kind: AssetKind
    index: int
    prompt: str
    suffix: str
    expected: Expected
    inputs: tuple[Asset, ...] = ()
    cut: CutList | None = None
    request: Callable[[Draft], Request] | None = None
    write: Callable[[Draft], None] | None = None

    @property
    def key(self) -> Key:
        return self.kind, self.index

    @property
    def name(self) -> str:
        return f"{self.kind.label} {self.index}"

    @property
    def inputs_hash(self) -> str:
        return digest(asset.sha256 for asset in self.inputs)


class StepRules(ABC):
    """A step says what it has to leave behind; the runner does the rest for all seven."""

    step: ClassVar[Step]

    @abstractmethod
    def items(self, context: StepContext) -> Sequence[Item]:
        """What can be made of the files there are, in order; asked again after each round."""

    def conclude(self, context: StepContext, stop: Stop) -> Mapping[str, str]:  # noqa: ARG002 - for the steps that need it
        """Last work once all items are there; may be repeated. Columns of the task to set."""
        return {}


def digest(parts: Iterable[object]) -> str:
    """SHA-256 over the parts, each with its length, so that no two lists look alike."""
    whole = hashlib.sha256()
    for part in parts:
        data = str(part).encode()
        whole.update(f"{len(data)}:".encode() + data)
    return whole.hexdigest()
