"""The demonstration: one idea taken to a finished film in front of the user, gates included."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils import timezone

from tasks_app import files, intake
from tasks_app.actors import Actor
from tasks_app.intake import Idea
from tasks_app.models import Asset, AssetKind, Channel, Event, EventKind, Task
from tasks_app.models.channel import ChannelState
from tasks_app.statuses import GATE_BY_STATUS, IN_ERROR, Status, Step
from tasks_app.transitions import Cause, transition
from videogen.lib.errors import Unavailable

ACTOR = Actor.command("demo")
PAUSE_SECONDS = 0.2
NOBODY_WORKS_SECONDS = 60.0
BAR = 24

TITLE = "The lighthouse that waited"
TOPIC = "A keeper, a storm, and the lamp that had to burn until morning"
SHOTS = (Path(__file__).parent / "showcase.md").read_text(encoding="utf-8")
STORY = (
    "A calm, warm story about a lighthouse keeper in the north. One autumn the storm comes early. "
    "A ship calls for a light in the dark. The keeper carries the last oil up two hundred steps. "
    "By morning every sailor is home."
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the demonstration leaves behind."""

    task: Task
    video: Path
    package: Path
    others: tuple[Path, ...]


def begin(*, full: bool, channel_id: str | None) -> Task:
    """Write the idea down and queue it; raises `Unavailable` when no channel can work."""
    channels = Channel.objects.filter(state=ChannelState.ACTIVE)
    channel = channels.filter(pk=channel_id).first() if channel_id else channels.first()
    if channel is None:
        raise Unavailable(
            f"There is no active channel {channel_id or ''}: run `manage.py check_channels`."
        )
    idea = Idea(title=TITLE, topic=TOPIC, story_direction=STORY if full else SHOTS, channel=channel)
    task = intake.create(idea, actor=ACTOR)
    return intake.queue(task.pk, actor=ACTOR)


def watch(task: Task, say: Callable[[str], None]) -> Outcome:
    """Tell what happens, approve at every gate, and return once it is published.

    Raises `Unavailable` with the cause when the task fails or nobody works on it.
    """
    for event in _events_of(task):
        say(_line(event))
        if event.kind == EventKind.STATUS:
            _answer(task, Status(event.data["to"]), say)
            if event.data["to"] == Status.PUBLISHED:
                break
    return _outcome(task)


def _events_of(task: Task) -> Iterator[Event]:
    last, silent_since = 0, time.monotonic()
    while True:
        for event in Event.objects.filter(task=task, id__gt=last):
            last, silent_since = event.pk, time.monotonic()
            yield event
        _refuse_silence(task, silent_since)
        time.sleep(PAUSE_SECONDS)


def _refuse_silence(task: Task, since: float) -> None:
    waiting = Task.objects.filter(pk=task.pk, status=Status.QUEUED, next_attempt_at=None).exists()
    if waiting and time.monotonic() - since > NOBODY_WORKS_SECONDS:
        raise Unavailable("Nobody takes the task from the queue: are the workers running?")


def _answer(task: Task, status: Status, say: Callable[[str], None]) -> None:
    """Do what a person would do at this status."""
    if status in IN_ERROR:
        log = Task.objects.get(pk=task.pk).error_log.strip()
        raise Unavailable(f"The demo failed: {log}")
    gate = GATE_BY_STATUS.get(status)
    if gate is None:
        return
    shown = Asset.objects.filter(task=task, step__in=gate.shows).current()
    remarks = sum(len(asset.findings) for asset in shown)
    say(f"          … {shown.count()} files to look at, {remarks} remarks by the machine: approved")
    transition(task.pk, gate.approved, actor=ACTOR, cause=Cause(reason="Approved by the demo."))


def _line(event: Event) -> str:
    moment = f"{timezone.localtime(event.at):%H:%M:%S}"
    data = event.data
    if event.kind == EventKind.PROGRESS:
        filled = BAR * data["done"] // max(1, data["total"])
        bar = "█" * filled + "·" * (BAR - filled)
        return f"{moment}  {bar} {Step(data['step']).label} {data['done']} of {data['total']}"
    if event.kind == EventKind.STATUS:
        return f"{moment}  {Status(data['to']).label}"
    if event.kind == EventKind.CAPTIONED:
        return f"{moment}  Captions: {data['segments']} segments"
    return f"{moment}  {EventKind(event.kind).label}"


def _outcome(task: Task) -> Outcome:
    workspace = files.Workspace(task.channel_id, task.pk)
    others = Asset.objects.filter(
        task=task, kind__in=(AssetKind.CAPTIONS, AssetKind.THUMBNAIL)
    ).current()
    return Outcome(
        task=Task.objects.get(pk=task.pk),
        video=workspace.final_video,
        package=workspace.package,
        others=tuple(files.absolute(a.path, channel_id=task.channel_id) for a in others),
    )
