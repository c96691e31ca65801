"""What a connection can see: what people shared with it, and everything below that."""

from __future__ import annotations

from collections.abc import Iterator

from .errors import NotionError, not_found
from .state import Connection, Parent, Record, Workspace


def parent_of(workspace: Workspace, object_id: str) -> Parent | None:
    """Where an object stands, or None when there is no such object."""
    for records in (workspace.pages, workspace.databases, workspace.blocks):
        record = records.get(object_id)
        if record is not None:
            parent: Parent = record.parent
            return parent
    source = workspace.data_sources.get(object_id)
    return Parent("database", source.database_id) if source else None


def line(workspace: Workspace, object_id: str) -> Iterator[str]:
    """The object and all it stands in, from the inside out."""
    while object_id:
        yield object_id
        parent = parent_of(workspace, object_id)
        object_id = parent.id if parent else ""


def is_visible(workspace: Workspace, connection: Connection | None, object_id: str) -> bool:
    """The nearest decision counts; people (no connection) see everything there is."""
    if parent_of(workspace, object_id) is None:
        return False
    if connection is None:
        return True
    for each in line(workspace, object_id):
        if each in connection.unshared:
            return False
        if each in connection.shared:
            return True
    return False


def has_ancestor_in_trash(workspace: Workspace, object_id: str) -> bool:
    ancestors = list(line(workspace, object_id))[1:]
    return any(is_in_trash(workspace, each) for each in ancestors)


def is_in_trash(workspace: Workspace, object_id: str) -> bool:
    records: list[Record | None] = [
        workspace.pages.get(object_id),
        workspace.databases.get(object_id),
        workspace.data_sources.get(object_id),
        workspace.blocks.get(object_id),
    ]
    return any(record is not None and record.in_trash for record in records)


def unknown(connection: Connection, kind: str, object_id: str) -> NotionError:
    """The 404 this connection gets."""
    return not_found(
        kind, object_id, integration=connection.bot.name, integration_id=connection.bot.id
    )
