"""Tasks coming in: create, edit before the start, queue, retry, cancel. Every door calls these."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from tasks_app import costs, events
from tasks_app.actors import Actor
from tasks_app.channels import config_of, refuse_removed
from tasks_app.models import Channel, EventKind, Priority, Task
from tasks_app.models.task import STORY_LIMIT, TITLE_LIMIT, TOPIC_LIMIT
from tasks_app.pipeline.planner import Counts, PlanRefused, ShotList, plan
from tasks_app.statuses import IN_ERROR, RUNNING, Status, Step
from tasks_app.transitions import (
    Cause,
    Expected,
    InvalidTransition,
    allowed,
    refuse_stale,
    transition,
)
from videogen.accounts.models import User
from videogen.lib.db import lock_row
from videogen.lib.errors import Conflict, InvalidInput

LIMITS = {"title": TITLE_LIMIT, "topic": TOPIC_LIMIT, "story_direction": STORY_LIMIT}
PLANNED_FROM = frozenset({"title", "topic", "story_direction", "channel"})
EDITABLE = PLANNED_FROM | {"priority", "publish_at", "plan"}
ALWAYS_EDITABLE = frozenset({"priority"})


class AlreadyQueued(Conflict):
    """Queueing what is queued or running changes nothing."""

    title = "Already queued"


class AlreadyBegun(Conflict):
    """The text and plan of a video are fixed once work on it has begun."""

    title = "Already begun"


@dataclass(frozen=True, slots=True, kw_only=True)
class Idea:
    """What a person writes down to begin with."""

    title: str
    channel: Channel
    topic: str = ""
    story_direction: str = ""
    priority: Priority | None = None
    publish_at: datetime | None = None
    notion_page_id: str | None = None


def create(idea: Idea, *, actor: Actor, created_by: User | None = None) -> Task:
    """A new draft with its plan; raises `InvalidInput` naming the fields, or `ChannelRemoved`."""
    refuse_removed(idea.channel)
    texts = _checked_texts(
        {"title": idea.title, "topic": idea.topic, "story_direction": idea.story_direction}
    )
    task = Task(
        **texts,
        channel=idea.channel,
        priority=_default_priority(idea.channel) if idea.priority is None else idea.priority,
        publish_at=idea.publish_at,
        notion_page_id=idea.notion_page_id,
        created_by=created_by,
    )
    task.plan = _planned(task)
    task.estimate_usd = estimate_for(task)
    with transaction.atomic():
        task.save(force_insert=True)
        events.append(EventKind.CREATED, about=task, actor=actor, data={"title": task.title})
    return task


def edit(task_id: uuid.UUID, changes: Mapping[str, Any], *, actor: Actor) -> Task:
    """Change fields by name; priority always, everything else only before the work has begun.

    Text that changes is planned again, unless the plan was written by a person.
    """
    with transaction.atomic():
        task = lock_row(Task.objects.select_related("channel"), task_id)
        changed = {name for name in changes if getattr(task, name) != changes[name]}
        if task.has_begun and changed - ALWAYS_EDITABLE:
            fields = ", ".join(sorted(changed - ALWAYS_EDITABLE))
            raise AlreadyBegun(
                f"Work on this video has begun, so {fields} can no longer be changed; "
                "its priority can."
            )
        if not changed:
            return task
        before = {name: _plain(getattr(task, name)) for name in changed}
        _apply(task, {name: changes[name] for name in changed})
        task.save()
        after = {name: _plain(getattr(task, name)) for name in changed}
        events.append(
            EventKind.EDITED, about=task, actor=actor, data={"before": before, "after": after}
        )
    return task


def queue(task_id: uuid.UUID, *, actor: Actor, expected: Expected = None) -> Task:
    """Put a task into the line; raises `AlreadyQueued` when it is there or running already."""
    with transaction.atomic():
        task = lock_row(Task.objects.select_related("channel"), task_id)
        if expected is not None:
            refuse_stale(task, Status.QUEUED, actor.kind, expected)
        if task.state is Status.QUEUED or task.state in RUNNING:
            raise AlreadyQueued(
                f"This task is {task.state.label} already; nothing was changed.",
                errors={"status": task.status},
            )
        if not task.plan.get("clips"):
            task.plan = _planned(task)
        task.estimate_usd = estimate_for(task)
        task.save(update_fields=["plan", "estimate_usd"])
        return transition(task_id, Status.QUEUED, actor=actor, cause=Cause(reason="Queued."))


def retry(task_id: uuid.UUID, *, actor: Actor, expected: Expected = None) -> Task:
    """Queue a failed or rejected task at once, at the step where it stopped."""
    task = Task.objects.get(pk=task_id)
    if expected is not None:
        refuse_stale(task, Status.QUEUED, actor.kind, expected)
    waiting = task.state is Status.QUEUED and task.next_attempt_at is not None
    if waiting:
        return _hurry(task_id, actor=actor)
    if task.state is Status.QUEUED or task.state in RUNNING:
        raise AlreadyQueued(f"This task is {task.state.label} already; nothing was changed.")
    if task.state not in IN_ERROR:
        raise InvalidTransition(
            f"A task that is {task.state.label} has nothing to retry.",
            errors={"allowed": allowed(task.state, actor.kind)},
        )
    return queue(task_id, actor=actor, expected=expected)


def cancel(
    task_id: uuid.UUID, *, actor: Actor, reason: str = "", expected: Expected = None
) -> Task:
    """Stop a task that is not running; its files stay."""
    return transition(
        task_id,
        Status.CANCELLED,
        actor=actor,
        cause=Cause(reason=reason or "Cancelled."),
        expected=expected,
    )


def estimate_for(task: Task) -> Decimal:
    """What is still to be made would cost at today's prices; all of it for a new edition."""
    config = config_of(task.channel)
    if task.state is Status.PUBLISHED:
        counts = costs.item_counts(task.plan)
    else:
        counts = {step: costs.items_left(task, step) for step in Step}
    return costs.estimate(counts, {step: config.provider_for(step) for step in Step})


def _hurry(task_id: uuid.UUID, *, actor: Actor) -> Task:
    """Let a task that waits for its automatic retry go now."""
    with transaction.atomic():
        task = lock_row(Task.objects.select_related("channel"), task_id)
        if task.state is not Status.QUEUED:
            raise AlreadyQueued(f"This task is {task.state.label} already; nothing was changed.")
        task.next_attempt_at = None
        task.retry_count = 0
        task.save(update_fields=["next_attempt_at", "retry_count"])
        events.append(
            EventKind.EDITED, about=task, actor=actor, data={"reason": "Retried at once."}
        )
    return task


def _apply(task: Task, changes: Mapping[str, Any]) -> None:
    if "channel" in changes:
        refuse_removed(changes["channel"])
    texts = _checked_texts({name: changes[name] for name in LIMITS if name in changes})
    for name, value in {**changes, **texts}.items():
        setattr(task, name, value)
    if "plan" in changes:
        task.plan = _checked_plan(changes["plan"])
        task.plan_edited = True
    elif PLANNED_FROM & set(changes) and not task.plan_edited:
        task.plan = _planned(task)
    task.estimate_usd = estimate_for(task)


def _checked_texts(texts: Mapping[str, str]) -> dict[str, str]:
    """The texts without NUL characters and outer space; raises `InvalidInput` naming each fault."""
    clean = {name: text.replace("\x00", "").strip() for name, text in texts.items()}
    faults = {
        name: [f"At most {LIMITS[name]} characters are allowed, these are {len(text)}."]
        for name, text in clean.items()
        if len(text) > LIMITS[name]
    }
    if "title" in clean and not clean["title"]:
        faults["title"] = ["A title is needed."]
    if faults:
        first = next(iter(faults))
        raise InvalidInput(f"{first}: {faults[first][0]}", errors=faults)
    return clean


def _planned(task: Task) -> dict[str, Any]:
    config = config_of(task.channel)
    try:
        shots = plan(
            task.title,
            task.topic,
            task.story_direction,
            counts=_counts(config),
            brand_style=config.brand_style,
        )
    except PlanRefused as refusal:
        raise InvalidInput(
            f"story_direction: {refusal}", errors={"story_direction": [str(refusal)]}
        ) from refusal
    return shots.as_json()


def _checked_plan(stored: Any) -> dict[str, Any]:
    try:
        return ShotList.from_json(stored).as_json()
    except PlanRefused as refusal:
        raise InvalidInput(f"plan: {refusal}", errors={"plan": [str(refusal)]}) from refusal


def _counts(config: Any) -> Counts:
    counts = config.workflow.counts
    return Counts(
        characters=counts.characters,
        environments=counts.environments,
        props=counts.props,
        clips=counts.clips,
    )


def _default_priority(channel: Channel) -> Priority:
    return Priority[config_of(channel).priority.upper()]


def _plain(value: object) -> object:
    """A field's value as the event keeps it."""
    if isinstance(value, Channel):
        return value.pk
    return value.isoformat() if isinstance(value, datetime) else value
