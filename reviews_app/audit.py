"""What a human action looks like in the audit log, in the transaction of the action itself."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

import structlog
from django.db import connection

from reviews_app.models import AuditAction, AuditEntry
from tasks_app.actors import HUMAN, ActorKind
from tasks_app.events import Happening
from tasks_app.models import EventKind
from tasks_app.models.task import NOTE_LIMIT
from tasks_app.statuses import GATE_BY_STATUS, IN_ERROR, Status
from videogen.lib.origin import current_origin

A = AuditAction

LONGEST_VALUE = 2000
"""A shot list before and after would fill the log; the event keeps both."""

NOT_ACTIONS = frozenset(
    {EventKind.NOTIFICATION, EventKind.INBOX_CHANGED, EventKind.PROGRESS, EventKind.BULK}
)
"""What only tells of deeds, each of which has an entry of its own."""

DOOR_OF: dict[ActorKind, str] = {ActorKind.NOTION: "notion", ActorKind.COMMAND: "command"}

BY_KIND: dict[EventKind, AuditAction] = {
    EventKind.CREATED: A.CREATE,
    EventKind.TAKE_RESTORED: A.RESTORE_TAKE,
    EventKind.SECRET_CHANGED: A.SECRET,
}
BY_GOAL: dict[Status, AuditAction] = {
    Status.CANCELLED: A.CANCEL,
    Status.DRAFT: A.REOPEN,
    Status.FINAL_REVIEW: A.LOOK_AGAIN,
    Status.QUEUED: A.QUEUE,
}

FORGET = """
DELETE FROM reviews_app_auditentry WHERE id IN (
    SELECT id FROM reviews_app_auditentry
    WHERE at < now() - interval '2 years' ORDER BY at LIMIT %s
)
"""
"""The same words as in the trigger, which refuses any younger row."""

AT_ONCE = 5000


def record(happening: Happening) -> None:
    """Write down what a person did; quiet for what workers and the system do."""
    if happening.actor.kind not in HUMAN or happening.kind in NOT_ACTIONS:
        return
    action = action_of(happening)
    if action is None:
        return
    data = happening.data
    origin = current_origin()
    before, after = _change(happening)
    AuditEntry.objects.create(
        event_uid=happening.uid,
        at=happening.at,
        action=action,
        actor=happening.actor.as_json(),
        actor_id=happening.actor.id,
        door=DOOR_OF.get(happening.actor.kind, origin.door),
        address=origin.address,
        channel_id=happening.channel.pk if happening.channel else data.get("channel"),
        task=happening.task,
        subject=_subject(happening),
        before={name: short(value) for name, value in before.items()},
        after={name: short(value) for name, value in after.items()},
        note=str(data.get("note") or "")[:NOTE_LIMIT],
        correlation_id=structlog.contextvars.get_contextvars().get("correlation_id", ""),
    )


def action_of(happening: Happening) -> AuditAction | None:
    """What the event means as a deed; None for one that only tells others of a deed."""
    data = happening.data
    if happening.kind is EventKind.STATUS:
        return _move(Status(data["from"]), Status(data["to"]), is_undo=bool(data.get("undo")))
    if happening.kind is EventKind.EDITED:
        return _edit(data)
    if happening.kind is EventKind.ACCESS_CHANGED:
        if happening.user is None:
            return A.REVIEWERS
        return A.ROLE if "after" in data else None
    return BY_KIND.get(happening.kind, A.OTHER)


def _move(source: Status, to: Status, *, is_undo: bool) -> AuditAction:
    if is_undo:
        return A.UNDO
    gate = GATE_BY_STATUS.get(source)
    if gate is not None and to in {gate.approved, gate.rejected}:
        return A.APPROVE if to is gate.approved else A.REJECT
    if source in IN_ERROR and to is Status.QUEUED:
        return A.RETRY
    return BY_GOAL.get(to, A.OTHER)


def _edit(data: Mapping[str, Any]) -> AuditAction:
    if "after" not in data:
        return A.RETRY
    return A.PRIORITY if set(data["after"]) == {"priority"} else A.EDIT


def _change(happening: Happening) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    data = happening.data
    if happening.kind is EventKind.STATUS:
        after = {"status": data["to"], "next_step": data["next_step"]}
        if data.get("flags"):
            after["flags"] = data["flags"]
        return {"status": data["from"]}, after
    told = {"note", "reason", "before", "after", "channel"}
    after = data.get("after", {name: data[name] for name in data if name not in told})
    return data.get("before", {}), after


def _subject(happening: Happening) -> str:
    subject = happening.task or happening.user or happening.channel
    return str(subject or happening.data.get("subject", ""))[:255]


def short(value: Any) -> Any:
    """The value, or for a long one its length and hash, by which it is found in the event."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False)
    if len(text) <= LONGEST_VALUE:
        return value
    return {"characters": len(text), "sha256": hashlib.sha256(text.encode()).hexdigest()}


def forget_old() -> int:
    """Delete what is older than two years, by the database's clock; how many rows went."""
    count = 0
    with connection.cursor() as cursor:
        while True:
            cursor.execute(FORGET, [AT_ONCE])
            gone = int(cursor.rowcount)
            count += gone
            if gone < AT_ONCE:
                return count
