"""What people did, written down in the transaction of the deed itself.

Every human move out of a gate becomes a `Review`, and every human action an entry of the audit log.
"""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from reviews_app import audit
from reviews_app.models import Review, Verdict
from tasks_app.actors import HUMAN, Actor, ActorKind
from tasks_app.events import Happening
from tasks_app.models import Asset, Event, EventKind, Task
from tasks_app.statuses import GATE_BY_STATUS, Gate, Status


def record_review(happening: Happening) -> None:
    """Write the deed down, and the decision or that the last one was taken back."""
    audit.record(happening)
    if happening.kind is not EventKind.STATUS or happening.task is None:
        return
    if happening.data.get("undo"):
        _mark_undone(happening.task, happening.at)
        return
    gate = GATE_BY_STATUS.get(Status(happening.data["from"]))
    if gate is not None and happening.actor.kind in HUMAN:
        _record(happening, happening.task, gate)


def _record(happening: Happening, task: Task, gate: Gate) -> None:
    data = happening.data
    Review.objects.create(
        task=task,
        gate=gate.name,
        decision=_verdict(gate, Status(data["to"])),
        reviewer=happening.actor.as_json(),
        user_id=_user_id(happening.actor),
        opened_at=_opened_at(task, gate),
        decided_at=happening.at,
        note=data.get("note") or "",
        flags=_flags(data.get("flags", [])),
    )


def _verdict(gate: Gate, to: Status) -> Verdict:
    return {gate.approved: Verdict.APPROVED, gate.rejected: Verdict.REJECTED}.get(
        to, Verdict.CANCELLED
    )


def _user_id(actor: Actor) -> uuid.UUID | None:
    return uuid.UUID(actor.id) if actor.kind is ActorKind.PERSON else None


def _opened_at(task: Task, gate: Gate) -> datetime | None:
    """When the gate was reached, or when somebody on the Notion board said they were looking."""
    # A decision taken back leads to the gate again, but it was reached before.
    reached = (
        Event.objects.filter(
            task=task, kind=EventKind.STATUS, data__to=gate.status, data__undo__isnull=True
        )
        .order_by("-id")
        .first()
    )
    if reached is None:
        return None
    begun = Event.objects.filter(
        task=task, kind=EventKind.EDITED, data__review_begun=True, id__gt=reached.pk
    ).last()
    return (begun or reached).at


def _flags(asset_ids: list[str]) -> list[dict[str, Any]]:
    flagged = Asset.objects.filter(pk__in=asset_ids).order_by("kind", "index")
    return [{"id": str(asset.pk), "name": asset.name, "note": asset.note} for asset in flagged]


def _mark_undone(task: Task, at: datetime) -> None:
    last = Review.objects.filter(task=task, undone_at__isnull=True).first()
    if last is not None:
        last.undone_at = at
        last.save(update_fields=["undone_at"])
