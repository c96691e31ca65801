"""Events as the text that sockets get, and the groups that get it. Asks the database: in threads.

The text of an event is the same as in the REST answer and is made once, however many read it.
"""

from __future__ import annotations

import json
import uuid
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Max
from rest_framework.utils.encoders import JSONEncoder

from notifications_app.live.standing import OPERATORS, channel_group, user_group
from tasks_app.access import visible_events
from tasks_app.api.outputs import EventOutput
from tasks_app.models import Event, EventKind
from videogen.accounts.models import User

BATCH = 500
"""Events read in one go; what one query answers in a few milliseconds."""

MOST_MISSED = 1_000
"""Above that a client is told to draw its page anew, which is faster than a thousand changes."""

FARTHEST = 50_000
"""Events between the wanted one and now that are looked through for a person's own."""

Told = dict[tuple[int, uuid.UUID], dict[str, Any]]
Telling = Callable[[Collection[int], Collection[uuid.UUID]], Told]
"""(event ids, user ids) -> the data each person gets for an event; nothing means no message."""

_tellings: dict[str, Telling] = {}


@dataclass(frozen=True, slots=True)
class Message:
    """`id` is the event's; what is kept nowhere has none. `groups` are those that may see it."""

    text: str
    groups: tuple[str, ...]
    id: int | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """The next messages, up to which event they go, and whether there may be more right away."""

    messages: list[Message]
    last_id: int
    is_full: bool


def tell(kind: EventKind, telling: Telling) -> None:
    """Say that events of this kind hold something else for each person; from `ready()`."""
    _tellings[kind.value] = telling


def newest_id() -> int:
    newest: int | None = Event.objects.aggregate(newest=Max("id"))["newest"]
    return newest or 0


def messages_after(position: int, readers: Collection[uuid.UUID]) -> Found:
    """The next events of everybody, oldest first; `readers` are the people connected here."""
    rows = list(Event.objects.filter(id__gt=position).order_by("id")[:BATCH])
    last_id = rows[-1].pk if rows else position
    return Found(_messages(rows, readers), last_id, is_full=len(rows) == BATCH)


def missed(user: User, *, since: int, until: int) -> list[str] | None:
    """What a person has missed, oldest first; None when it is too much or was never there."""
    if until - since > FARTHEST:
        return None
    if since >= until:
        # A page may know of an event that the feed has not come to yet.
        return [] if since == until or since <= newest_id() else None
    between = visible_events(user).filter(id__gt=since, id__lte=until)
    rows = list(between.order_by("id")[: MOST_MISSED + 1])
    if len(rows) > MOST_MISSED:
        return None
    return [message.text for message in _messages(rows, [user.pk])]


def _messages(rows: list[Event], readers: Collection[uuid.UUID]) -> list[Message]:
    own: dict[int, list[tuple[uuid.UUID, dict[str, Any]]]] = defaultdict(list)
    for (pk, user_id), data in _told(rows, readers).items():
        own[pk].append((user_id, data))
    messages: list[Message] = []
    for row in rows:
        # Once for all who read it: this is most of the work.
        output: Any = EventOutput(row).data
        shown = {"type": "event", **output}
        if row.kind not in _tellings:
            messages.append(Message(as_text(shown), (_group(row),), row.pk))
        for user_id, data in own[row.pk]:
            text = as_text({**shown, "data": data})
            messages.append(Message(text, (user_group(user_id),), row.pk))
    return messages


def _told(rows: Iterable[Event], readers: Collection[uuid.UUID]) -> Told:
    told: Told = {}
    for kind, telling in _tellings.items():
        ids = [row.pk for row in rows if row.kind == kind]
        if ids and readers:
            told |= telling(ids, readers)
    return told


def _group(row: Event) -> str:
    if row.user_id is not None:
        return user_group(row.user_id)
    return OPERATORS if row.channel_id is None else channel_group(row.channel_id)


def as_text(message: dict[str, Any]) -> str:
    """JSON as REST writes it."""
    return json.dumps(message, cls=JSONEncoder, ensure_ascii=False, separators=(",", ":"))
