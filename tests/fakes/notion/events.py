"""Changes as webhook events: the envelope, which are gathered for a moment, and who may know."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from .errors import Json
from .identity import new_id
from .sharing import is_visible
from .state import Change, Connection, Parent, User, Workspace

NOT_AGGREGATED = ("page.locked", "page.unlocked", "comment.")


@dataclass
class Event:
    """One event of one subscription, growing as long as it is being gathered."""

    type: str
    entity: tuple[str, str]
    parent: Parent
    at: datetime
    data: Json
    authors: list[User]
    id: str = field(default_factory=new_id)

    def absorb(self, change: Change) -> None:
        """Another change of the same kind to the same thing."""
        self.at = change.at
        if change.author not in self.authors:
            self.authors.append(change.author)
        for key, value in change.data.items():
            if isinstance(value, list):
                known: list[Any] = self.data.setdefault(key, [])
                known += [item for item in value if item not in known]


def from_change(change: Change) -> Event:
    data = {
        key: list(value) if isinstance(value, list) else value for key, value in change.data.items()
    }
    return Event(change.type, change.entity, change.parent, change.at, data, [change.author])


def is_aggregated(kind: str) -> bool:
    return not kind.startswith(NOT_AGGREGATED)


def may_know(workspace: Workspace, connection: Connection, change: Change) -> bool:
    """Only what is shared with the connection makes events, comments only with the right to."""
    kind, entity_id = change.entity
    if kind == "comment":
        can_read = "read_comments" in connection.capabilities
        return can_read and is_visible(workspace, connection, change.data["page_id"])
    if kind == "view":
        return is_visible(workspace, connection, change.parent.id)
    return is_visible(workspace, connection, entity_id)


def parent_json(workspace: Workspace, parent: Parent) -> Json:
    if parent.kind == "workspace":
        return {"id": workspace.id, "type": "space"}
    source = workspace.data_sources.get(parent.id)
    if source is not None:
        return {"id": source.database_id, "type": "database", "data_source_id": source.id}
    return {"id": parent.id, "type": parent.kind}


def envelope(workspace: Workspace, event: Event, *, subscription: Json, attempt: int) -> Json:
    """Ids only: what changed has to be asked for."""
    kind, entity_id = event.entity
    return {
        "id": event.id,
        "timestamp": event.at.strftime("%Y-%m-%dT%H:%M:%S.")
        + f"{event.at.microsecond // 1000:03}Z",
        "workspace_id": workspace.id,
        "workspace_name": workspace.name,
        **subscription,
        "authors": [{"id": user.id, "type": user.kind} for user in event.authors],
        "attempt_number": attempt,
        "type": event.type,
        "entity": {"id": entity_id, "type": kind},
        "data": {"parent": parent_json(workspace, event.parent), **event.data},
    }
