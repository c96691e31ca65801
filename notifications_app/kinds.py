"""Event → what people are told: kind, importance, words, where it leads, and who at least. Pure.

One function per kind of event; None where nobody is told: a failure that is tried again by itself,
a gate that proceeds by itself, a decision taken back (docs/notifications.md has the table).
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from notifications_app.models.notification import (
    MESSAGE_LIMIT,
    OCCURRENCE_LIMIT,
    TITLE_LIMIT,
    Importance,
    NotificationKind,
)
from tasks_app.error_kinds import ErrorKind
from tasks_app.models import EventKind
from tasks_app.statuses import GATE_BY_STATUS, IN_ERROR, Status, Step
from videogen.accounts.roles import Role

TASK_PAGE = "/admin/tasks_app/task/{}/change/"
DESK_PAGE = "/admin/reviews_app/review/desk/{}/"
TASK_LIST = "/admin/tasks_app/task/"
CHANNEL_PAGE = "/admin/tasks_app/channel/{}/change/"
NOTION_PAGE = "/admin/tasks_app/notionconnection/"
EVENT_LIST = "/admin/tasks_app/event/"

REASON_LIMIT = 800
"""Leaves room in a message for the sentences around a reason."""

WAITING = {
    Status.ASSETS_READY: "Its images wait",
    Status.VIDEO_READY: "Its clips wait",
    Status.AUDIO_READY: "Its narrations wait",
    Status.FINAL_REVIEW: "The final cut waits",
}


@dataclass(frozen=True, slots=True)
class Happened:
    """An event as far as this table reads it.

    `goes_on` says that the system moved the task on from there by itself.
    """

    kind: str
    uid: uuid.UUID
    data: Mapping[str, Any]
    by: str = "system"
    task_id: uuid.UUID | None = None
    task_title: str = ""
    youtube_url: str = ""
    channel_id: str | None = None
    channel_name: str = ""
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class Notice:
    """What everybody concerned is told. `least` is the role it is for."""

    kind: NotificationKind
    type: Importance
    title: str
    message: str
    least: Role
    metadata: dict[str, Any] = field(default_factory=dict)
    action_url: str = ""
    occurrence: str = ""


def notice_of(event: Happened) -> Notice | None:
    """What to tell people about an event, within the limits of the columns; or None."""
    tell = TABLE.get(event.kind)
    notice = tell(event) if tell else None
    if notice is None:
        return None
    action_url = notice.action_url or _page(event)
    about = {
        "kind": notice.kind.value,
        "action_url": action_url,
        "channel": event.channel_id,
        "task": str(event.task_id) if event.task_id else None,
    }
    return replace(
        notice,
        title=cut(notice.title, TITLE_LIMIT),
        message=cut(notice.message, MESSAGE_LIMIT),
        action_url=action_url,
        occurrence=cut(event.data.get("occurrence") or f"event:{event.uid}", OCCURRENCE_LIMIT),
        metadata=about | notice.metadata,
    )


def cut(text: str, limit: int) -> str:
    """The text on one line, or as much of it as fits and an ellipsis."""
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= limit else f"{one_line[: limit - 1]}…"


def _status(event: Happened) -> Notice | None:
    to = Status(event.data["to"])
    if to is Status.PUBLISHED:
        return _published(event)
    if to in GATE_BY_STATUS and not event.goes_on and not event.data.get("undo"):
        return _gate(event, to)
    if to in IN_ERROR and not event.goes_on and event.by in {"worker", "system"}:
        return _failed(event, to)
    return None


def _published(event: Happened) -> Notice:
    return Notice(
        NotificationKind.PUBLISHED,
        Importance.SUCCESS,
        f"Published: {event.task_title}",
        f"The video is out on {event.channel_name}. {event.youtube_url}",
        Role.VIEWER,
        {"youtube_url": event.youtube_url or None},
    )


def _gate(event: Happened, to: Status) -> Notice:
    return Notice(
        NotificationKind.GATE,
        Importance.INFO,
        f"To review: {event.task_title}",
        f"{WAITING[to]} for a decision. Channel: {event.channel_name}.",
        Role.REVIEWER,
        {"gate": GATE_BY_STATUS[to].name.value, "status": to.value},
        action_url=DESK_PAGE.format(event.task_id),
    )


def _overdue(event: Happened) -> Notice:
    gate = Status(event.data["status"])
    return Notice(
        NotificationKind.GATE,
        Importance.WARNING,
        f"Overdue: {event.task_title}",
        f"{WAITING[gate]} for a decision that was due before now. Channel: {event.channel_name}.",
        Role.REVIEWER,
        {"gate": GATE_BY_STATUS[gate].name.value, "due_at": event.data.get("due_at")},
        action_url=DESK_PAGE.format(event.task_id),
    )


def _failed(event: Happened, to: Status) -> Notice:
    step = Step(event.data["step"]) if event.data.get("step") else None
    kind = event.data.get("error_kind")
    retry_possible = kind != ErrorKind.INVALID_INPUT
    advice = (
        "A retry is possible."
        if retry_possible
        else "A retry alone is not possible: what went in has to change first."
    )
    reason = cut(str(event.data.get("reason", "")), REASON_LIMIT)
    return Notice(
        NotificationKind.FAILED,
        Importance.ERROR,
        f"Failed: {event.task_title}",
        f"{step.label if step else to.label} on {event.channel_name}: {reason} {advice}",
        Role.OPERATOR,
        {
            "step": step.value if step else None,
            "status": to.value,
            "error_kind": kind,
            "retry_possible": retry_possible,
        },
    )


def _captions(event: Happened) -> Notice:
    seconds = float(event.data.get("duration_seconds") or 0)
    segments = int(event.data.get("segments") or 0)
    unit = "segment" if segments == 1 else "segments"
    return Notice(
        NotificationKind.CAPTIONS,
        Importance.SUCCESS,
        f"Captions ready: {event.task_title}",
        f"The narration is transcribed: {seconds:.1f} s, {segments} {unit}.",
        Role.REVIEWER,
        {"duration_seconds": seconds, "segments": segments},
    )


def _channel_held(event: Happened) -> Notice:
    state = event.data.get("state", "held")
    return Notice(
        NotificationKind.CHANNEL,
        Importance.ERROR,
        f"Channel {state}: {event.channel_name}",
        str(event.data.get("reason") or "Its file needs attention."),
        Role.OPERATOR,
        {"state": state},
    )


def _budget(event: Happened) -> Notice:
    percent = int(event.data["percent"])
    what = str(event.data.get("what", "budget"))
    used_up = percent >= 100
    return Notice(
        NotificationKind.BUDGET,
        Importance.ERROR if used_up else Importance.WARNING,
        f"{what.capitalize()} {'used up' if used_up else f'at {percent} %'}: {event.channel_name}",
        str(event.data.get("reason", "")),
        Role.OPERATOR,
        {"what": what, "percent": percent},
    )


def _notion_stopped(event: Happened) -> Notice:
    return _notion(event, "Notion is disconnected", Importance.ERROR)


def _notion_held(event: Happened) -> Notice:
    return _notion(event, "Held on Notion", Importance.WARNING)


def _notion(event: Happened, what: str, importance: Importance) -> Notice:
    about = event.task_title or event.channel_name
    reason, mend = (str(event.data.get(name) or "") for name in ("reason", "mend"))
    return Notice(
        NotificationKind.NOTION,
        importance,
        f"{what}: {about}" if about else what,
        f"{cut(reason, REASON_LIMIT)} {mend}",
        Role.OPERATOR,
        {"reason": cut(reason, REASON_LIMIT), "mend": cut(mend, REASON_LIMIT)},
        action_url="" if about else NOTION_PAGE,
    )


def _bulk(event: Happened) -> Notice:
    action = str(event.data["action"])
    done, refused = int(event.data["done"]), int(event.data["refused"])
    count = f"{done} of {done + refused} videos" if refused else f"{done} videos"
    return Notice(
        NotificationKind.BULK,
        Importance.WARNING if refused else Importance.SUCCESS,
        f"{action.capitalize()}: {count}",
        str(event.data.get("reason") or "None was refused."),
        Role.VIEWER,
        {"action": action, "done": done, "refused": refused},
        action_url=TASK_LIST,
    )


def _page(event: Happened) -> str:
    if event.task_id:
        return TASK_PAGE.format(event.task_id)
    return CHANNEL_PAGE.format(event.channel_id) if event.channel_id else EVENT_LIST


TABLE: dict[str, Callable[[Happened], Notice | None]] = {
    EventKind.STATUS: _status,
    EventKind.REVIEW_DUE: _overdue,
    EventKind.CAPTIONED: _captions,
    EventKind.CHANNEL_HELD: _channel_held,
    EventKind.CHANNEL_BUDGET: _budget,
    EventKind.NOTION_STOPPED: _notion_stopped,
    EventKind.NOTION_HELD: _notion_held,
    EventKind.BULK: _bulk,
}
