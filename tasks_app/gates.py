"""What a decision at a gate does to the files that were shown: approve, flag, take back."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tasks_app.models import Asset, AssetStatus, Task
from tasks_app.models.asset import AssetQuerySet
from tasks_app.models.task import NOTE_LIMIT
from tasks_app.statuses import Gate, GateName, Step
from videogen.lib.errors import Conflict, InvalidInput


@dataclass(frozen=True, slots=True)
class Flag:
    """One file the reviewer wants made again, and why."""

    asset_id: uuid.UUID
    note: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """A human answer at a gate. `seen` maps the ids of the files shown to their SHA-256."""

    note: str = ""
    flags: tuple[Flag, ...] = ()
    seen: Mapping[str, str] | None = None

    @property
    def words(self) -> str:
        """The note, or where every flag has one of its own, those: a reason is said either way."""
        if self.note.strip() or not all(flag.note.strip() for flag in self.flags):
            return self.note.strip()
        return "; ".join(flag.note.strip() for flag in self.flags)[:NOTE_LIMIT]


class FilesChanged(Conflict):
    """Files were replaced while the reviewer was looking."""

    title = "Files changed meanwhile"


def shown(task: Task, gate: Gate) -> AssetQuerySet:
    """The current files on the gate's page."""
    return Asset.objects.filter(task=task, step__in=gate.shows).current()


def refuse_changed_files(task: Task, gate: Gate, seen: Mapping[str, str] | None) -> None:
    """Raise `FilesChanged` naming every file that is not as it was on the reviewer's screen."""
    if seen is None:
        return
    now = {str(asset.pk): asset for asset in shown(task, gate)}
    changed = sorted(asset.name for key, asset in now.items() if seen.get(key) != asset.sha256)
    gone = len(set(seen) - set(now))
    if gone:
        changed.append(f"{gone} that are no longer there")
    if changed:
        raise FilesChanged(
            f"These files changed since you opened the page: {', '.join(changed)}. Look again.",
            errors={"seen": changed},
        )


def approve_files(task: Task, gate: Gate) -> dict[str, str]:
    """Mark what was shown as approved; returns the statuses before, for taking it back."""
    return _mark(shown(task, gate), AssetStatus.APPROVED)


def reject_files(task: Task, gate: Gate, decision: Decision) -> dict[str, str]:
    """Mark the flagged files, or all of the step made again; returns the statuses before."""
    if not decision.flags:
        return _mark(
            Asset.objects.filter(task=task, step=gate.redo).current(),
            AssetStatus.REJECTED,
            note=decision.note,
        )
    before: dict[str, str] = {}
    pool = {asset.pk: asset for asset in shown(task, gate)}
    for flag in decision.flags:
        if flag.asset_id not in pool:
            raise InvalidInput(
                f"The file {flag.asset_id} is not one of those shown at this gate.",
                errors={"assets": [f"{flag.asset_id} is not shown at this gate."]},
            )
        one = Asset.objects.filter(pk=flag.asset_id)
        before |= _mark(one, AssetStatus.REJECTED, note=flag.note or decision.note)
    return before


def first_step(gate: Gate, decision: Decision, rejected: Iterable[str]) -> Step:
    """The earliest step that has something to make again; those after it follow by themselves."""
    if not decision.flags:
        return gate.redo
    steps = set(Asset.objects.filter(pk__in=list(rejected)).values_list("step", flat=True))
    return next(step for step in Step if step in steps)


def restore_files(task: Task, before: Mapping[str, str]) -> None:
    """Give every file the status it had before the decision."""
    for asset_id, status in before.items():
        note = {} if status == AssetStatus.REJECTED else {"note": ""}
        Asset.objects.filter(task=task, pk=asset_id).update(status=status, **note)


def put_back(asset: Asset) -> list[str]:
    """Make an earlier take the one that counts, undecided; returns the ids of those it replaces."""
    same = Asset.objects.filter(task_id=asset.task_id, kind=asset.kind, index=asset.index)
    replaced = [str(pk) for pk in same.current().values_list("pk", flat=True)]
    # In this order: two current takes of one item are refused by the database.
    same.current().update(is_current=False)
    same.filter(pk=asset.pk).update(is_current=True, status=AssetStatus.GENERATED, note="")
    asset.refresh_from_db()
    return replaced


def _mark(assets: AssetQuerySet, status: AssetStatus, *, note: str = "") -> dict[str, str]:
    before = {str(pk): old for pk, old in assets.values_list("pk", "status")}
    assets.update(status=status, note=note[:NOTE_LIMIT])
    return before


def needs_reason(gate: Gate) -> str:
    what = "the final cut" if gate.name is GateName.FINAL else f"the {gate.name.value}"
    return f"Say in a note what is wrong with {what}."
