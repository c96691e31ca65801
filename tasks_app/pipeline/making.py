"""Makes the missing items of a step side by side: provider, measuring, renaming. No database here.

A file that already has its final name is whole: a worker died between renaming and recording it,
so it is measured and taken over instead of being made (and paid for) again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from django.conf import settings

from tasks_app import files
from tasks_app.error_kinds import ErrorKind
from tasks_app.models import AssetStatus
from tasks_app.pipeline.faults import failure_of
from tasks_app.pipeline.items import Draft, Item, StepContext, digest
from tasks_app.pipeline.measure import Measurement, measure
from tasks_app.pipeline.providers.base import Made, ProviderFailure, Stop, Stopped
from tasks_app.pipeline.providers.registry import make


@dataclass(frozen=True, slots=True)
class Take:
    """The next attempt at an item: its number, its words, its chance and its file."""

    item: Item
    number: int
    prompt: str
    seed: int
    path: Path


@dataclass(frozen=True, slots=True)
class Result:
    """How a take went. `made` is set when the provider was called and answered."""

    take: Take
    made: Made | None = None
    measurement: Measurement | None = None
    fault: ProviderFailure | Stopped | None = None


def next_take(context: StepContext, item: Item) -> Take:
    """The take to make now; identical input gives an identical file name."""
    earlier = context.takes.get(item.key, ())
    number = earlier[-1].take + 1 if earlier else 1
    notes = [a.note for a in earlier if a.note and a.status == AssetStatus.REJECTED]
    prompt = "\n".join([item.prompt, *(f"Reviewer's note: {note}" for note in notes)])
    identity = digest([context.task.pk, *item.key, number, prompt, item.inputs_hash])
    name = f"{item.kind.value}_{item.index:02d}_take{number}_{identity[:10]}{item.suffix}"
    return Take(
        item=item,
        number=number,
        prompt=prompt,
        seed=int(identity[:8], 16),
        path=context.workspace.place(item.kind, name),
    )


@dataclass(frozen=True, slots=True)
class Tools:
    """What items are made with: a provider, the channel's own scripts, and a way to call it off."""

    provider: str
    folder: Path | None
    stop: Stop


def make_all(takes: Sequence[Take], tools: Tools, *, go_on: Callable[[], bool]) -> Iterator[Result]:
    """Make takes with `STEP_PARALLEL` at a time and yield each as it is done.

    No new one is begun after a fault or once `go_on` says no; those under way are finished.
    """
    waiting = iter(takes)
    with ThreadPoolExecutor(settings.STEP_PARALLEL, thread_name_prefix="item") as pool:

        def begin(count: int) -> set[Future[Result]]:
            return {pool.submit(_make, take, tools) for take in islice(waiting, count)}

        running = begin(settings.STEP_PARALLEL)
        faulty = False
        while running:
            finished, running = wait(running, return_when=FIRST_COMPLETED)
            for future in finished:
                result = future.result()
                faulty = faulty or result.fault is not None
                yield result
            if not faulty and go_on():
                running |= begin(len(finished))


def _make(take: Take, tools: Tools) -> Result:
    made: Made | None = None
    try:
        if not take.path.exists():
            made = _produce_whole(take, tools)
        return Result(take, made=made, measurement=_measured(take))
    except (ProviderFailure, Stopped) as fault:
        return Result(take, made=made, fault=fault)
    except Exception as fault:  # noqa: BLE001 - whatever a provider does, the item failed and the step says so
        failure = failure_of(fault, what=take.item.name, folder=take.path.parent)
        return Result(take, made=made, fault=failure)


def _produce_whole(take: Take, tools: Tools) -> Made | None:
    """Make the file and give it its name at once: from then on no crash makes it twice."""
    temporary = files.temporary(take.path)
    try:
        made = _produce(take, temporary, tools)
        files.settle(temporary, take.path)
    finally:
        files.discard(temporary)
    return made


def _produce(take: Take, output: Path, tools: Tools) -> Made | None:
    if tools.stop.is_set():
        raise Stopped("The work was called off.")
    draft = Draft(output=output, prompt=take.prompt, seed=take.seed)
    if take.item.request is not None:
        request = take.item.request(draft)
        return make(tools.provider, request, tools.stop, folder=tools.folder)
    if take.item.write is not None:
        take.item.write(draft)
    return None


def _measured(take: Take) -> Measurement:
    """Open and measure the file; a hard finding is a failed item, never a "ready" one."""
    measurement = measure(take.path, take.item.kind.value, take.item.expected)
    faults = [finding.message for finding in measurement.faults]
    if faults:
        files.discard(take.path)
        raise ProviderFailure(
            f"{take.item.name} did not pass the check: {' '.join(faults)}",
            kind=ErrorKind.MANUAL_REVIEW,
        )
    return measurement
