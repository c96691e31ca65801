"""Writes down what was made: the asset's row, the progress, the cost and the event, in one go."""

from __future__ import annotations

from django.db import transaction

from tasks_app import costs, events, files, queueing
from tasks_app.actors import Actor
from tasks_app.models import Asset, AssetKind, EventKind, Lease, Task
from tasks_app.models.task import NOTE_LIMIT
from tasks_app.pipeline import captions
from tasks_app.pipeline.making import Result
from tasks_app.pipeline.measure import Measurement
from tasks_app.statuses import Step

LOCAL = "local"


def record(lease: Lease, result: Result, *, actor: Actor) -> Asset:
    """Keep a whole file as the current take of its item; raises `LeaseLost` and writes nothing."""
    assert result.measurement is not None  # noqa: S101 - the caller records results without a fault
    step = Step(lease.step)
    with transaction.atomic():
        queueing.guard(lease)
        task = Task.objects.select_related("channel").get(pk=lease.task_id)
        record_cost(lease, task, result)
        asset = _replace_current(lease, task, result, result.measurement)
        done = costs.item_counts(task.plan)[step] - costs.items_left(task, step)
        Task.objects.filter(pk=task.pk).update(progress_done=done)
        # Both formats hold the same cues; one of them tells.
        if asset.kind == AssetKind.CAPTIONS and asset.index == 1:
            segments = len(captions.parse(result.take.path.read_text(encoding="utf-8")))
            data = {"asset": str(asset.pk), "segments": segments}
            data["duration_seconds"] = asset.duration_seconds
            events.append(EventKind.CAPTIONED, about=task, actor=actor, data=data)
        if asset.kind not in costs.BY_PRODUCTS:
            total = costs.item_counts(task.plan)[step]
            data = {"step": step, "done": done, "total": total, "asset": str(asset.pk)}
            events.append(EventKind.PROGRESS, about=task, actor=actor, data=data)
    return asset


def record_cost(lease: Lease, task: Task, result: Result) -> None:
    """Write down a provider's call, also of a file that did not pass its check: it was paid."""
    if result.made is None or lease.provider == LOCAL:
        return
    operation = costs.ITEM_OPERATION[Step(lease.step)]
    call = costs.record_call(
        task, service=lease.provider, operation=operation, units=result.made.units
    )
    costs.settle_against(lease, call.cost_usd)


def _replace_current(lease: Lease, task: Task, result: Result, found: Measurement) -> Asset:
    take = result.take
    item = take.item
    same = Asset.objects.filter(task=task, kind=item.kind, index=item.index)
    same.current().update(is_current=False)
    return Asset.objects.create(
        task=task,
        step=lease.step,
        kind=item.kind,
        index=item.index,
        take=take.number,
        name=item.name,
        path=files.relative(take.path),
        sha256=files.sha256_of(take.path),
        size_bytes=take.path.stat().st_size,
        width=found.width,
        height=found.height,
        duration_seconds=found.duration_seconds,
        prompt=take.prompt,
        provider=lease.provider,
        inputs_hash=item.inputs_hash,
        cut=item.cut and item.cut.as_json(),
        findings=[finding.message[:NOTE_LIMIT] for finding in found.findings],
    )
