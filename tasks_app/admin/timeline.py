"""Events as people read them: when, who, what, why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tasks_app.admin import marks
from tasks_app.models import Event, EventKind, Task
from tasks_app.statuses import BASE_PHASE, Status, Step


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a history. `tone` colours its dot, `label` is the status reached, if any."""

    at: datetime
    who: str
    what: str
    why: str
    tone: str
    label: str
    task: Task | None


def entries(events: Iterable[Event]) -> list[Entry]:
    return [entry(event) for event in events]


def entry(event: Event) -> Entry:
    data: Mapping[str, Any] = event.data
    label, tone = "", "idle"
    if event.kind == EventKind.STATUS:
        status = Status(data["to"])
        label, tone = status.label, marks.TONES[BASE_PHASE[status]]
    return Entry(
        at=event.at,
        who=str(event.actor.get("name", "")),
        what=_what(event),
        why=_why(data),
        tone=tone,
        label=label,
        task=event.task,
    )


def _what(event: Event) -> str:
    data = event.data
    if event.kind == EventKind.STATUS:
        return "took the decision back" if data.get("undo") else ""
    if event.kind == EventKind.EDITED and "after" in data:
        return f"changed {', '.join(name.replace('_', ' ') for name in data['after'])}"
    if event.kind == EventKind.PROGRESS:
        return f"{Step(data['step']).label}: {data['done']} of {data['total']}"
    if event.kind == EventKind.CAPTIONED:
        return f"captions ready: {data['segments']} segments, {data['duration_seconds']:.1f} s"
    return EventKind(event.kind).label.lower()


def _why(data: Mapping[str, Any]) -> str:
    """The note of a decision, else the reason that came with the move."""
    flagged = len(data.get("flags") or ())
    flags = f" ({flagged} flagged)" if flagged else ""
    return f"{data.get('note') or data.get('reason') or ''}{flags}"
