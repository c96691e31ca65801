"""Objects as the API answers with them, in both versions."""

from __future__ import annotations

import re

from .clock import precise_stamp, stamp
from .errors import Json
from .files import render_file
from .identity import compact
from .page_values import render_value
from .reader import V2025, Reader, partial_user
from .rich_text import plain_text
from .schema_view import render_schema
from .state import (
    Block,
    Comment,
    Database,
    DataSource,
    Page,
    Parent,
    Record,
    Upload,
    View,
    Workspace,
)

SITE = "https://app.notion.com/p/"


def trash(reader: Reader, record: Record) -> Json:
    """The old name of the flag is answered by the old version only."""
    flags: Json = {"in_trash": record.in_trash}
    if reader.version == V2025:
        flags["archived"] = record.in_trash
    return flags


def parent_json(workspace: Workspace, parent: Parent) -> Json:
    if parent.kind == "workspace":
        return {"type": "workspace", "workspace": True}
    kind = f"{parent.kind}_id"
    shown: Json = {"type": kind, kind: parent.id}
    if parent.kind == "data_source":
        shown["database_id"] = workspace.data_sources[parent.id].database_id
    return shown


def stamps(record: Record) -> Json:
    return {
        "created_time": stamp(record.created_at),
        "last_edited_time": stamp(record.edited_at),
        "created_by": partial_user(record.created_by),
        "last_edited_by": partial_user(record.edited_by),
    }


def title_of(page: Page) -> str:
    return plain_text(page.values.get("title", []))


def page_url(page: Page) -> str:
    slug = re.sub(r"[^A-Za-z0-9]+", "-", title_of(page)).strip("-")
    return f"{SITE}{slug}-{compact(page.id)}" if slug else f"{SITE}{compact(page.id)}"


def render_page(reader: Reader, page: Page, chosen: set[str] | None = None) -> Json:
    """A page; a partial one when the connection may not read."""
    if not reader.has("read_content"):
        return {"object": "page", "id": page.id}
    schema = reader.workspace.schema(page)
    return {
        "object": "page",
        "id": page.id,
        **stamps(page),
        "cover": page.cover,
        "icon": page.icon,
        "parent": parent_json(reader.workspace, page.parent),
        **trash(reader, page),
        "is_archived": page.is_archived,
        "is_locked": page.is_locked,
        "properties": {
            prop.name: {
                "id": prop.id,
                "type": prop.type,
                **render_value(reader, page, prop),
            }
            for prop in schema.values()
            if chosen is None or prop.id in chosen
        },
        "url": page_url(page),
        "public_url": None,
    }


def render_database(reader: Reader, database: Database) -> Json:
    sources = [reader.workspace.data_sources[each] for each in database.data_source_ids]
    return {
        "object": "database",
        "id": database.id,
        "title": database.title,
        "description": database.description,
        "parent": parent_json(reader.workspace, database.parent),
        "is_inline": database.is_inline,
        **trash(reader, database),
        "is_locked": database.is_locked,
        "created_time": precise_stamp(database.created_at),
        "last_edited_time": precise_stamp(database.edited_at),
        "data_sources": [
            {"id": source.id, "name": plain_text(source.title)}
            for source in sources
            if not source.in_trash
        ],
        "icon": database.icon,
        "cover": database.cover,
        "url": f"{SITE}{compact(database.id)}",
        "public_url": None,
    }


def render_data_source(reader: Reader, source: DataSource) -> Json:
    database = reader.workspace.databases[source.database_id]
    return {
        "object": "data_source",
        "id": source.id,
        "cover": None,
        "icon": source.icon,
        **stamps(source),
        "title": source.title,
        "description": source.description,
        "is_inline": database.is_inline,
        "properties": render_schema(reader.workspace, source),
        "parent": {"type": "database_id", "database_id": database.id},
        "database_parent": parent_json(reader.workspace, database.parent),
        "url": f"{SITE}{compact(database.id)}",
        "public_url": None,
        **trash(reader, source),
    }


def render_block(reader: Reader, record: Block | Page | Database) -> Json:
    """A block; pages and databases are blocks too."""
    if isinstance(record, Page):
        kind, content = "child_page", {"title": title_of(record)}
    elif isinstance(record, Database):
        kind, content = "child_database", {"title": plain_text(record.title)}
    else:
        kind, content = record.type, render_content(reader, record.content)
    return {
        "object": "block",
        "id": record.id,
        "parent": parent_json(reader.workspace, record.parent),
        **stamps(record),
        "has_children": bool(reader.workspace.children.get(record.id)),
        **trash(reader, record),
        "type": kind,
        kind: content,
    }


def render_content(reader: Reader, content: Json) -> Json:
    if "kept_file" not in content:
        return content
    rest = {key: value for key, value in content.items() if key != "kept_file"}
    return {**rest, **render_file(reader.workspace, reader.base_url, content["kept_file"])}


def render_comment(reader: Reader, comment: Comment) -> Json:
    if not reader.has("read_comments"):
        return {"object": "comment", "id": comment.id}
    return {
        "object": "comment",
        "id": comment.id,
        "parent": parent_json(reader.workspace, comment.parent),
        "discussion_id": comment.discussion_id,
        "created_time": stamp(comment.created_at),
        "last_edited_time": stamp(comment.edited_at),
        "created_by": partial_user(comment.created_by),
        "rich_text": comment.rich_text,
        "display_name": comment.display_name,
    }


def render_upload(reader: Reader, upload: Upload) -> Json:
    own = f"{reader.base_url}/v1/file_uploads/{upload.id}"
    shown: Json = {
        "object": "file_upload",
        "id": upload.id,
        "created_time": stamp(upload.created_at),
        "created_by": {"id": upload.created_by, "type": "bot"},
        "last_edited_time": stamp(upload.edited_at),
        "expiry_time": upload.expires_at and stamp(upload.expires_at),
        **trash(reader, upload),
        "status": upload.status,
        "filename": upload.filename,
        "content_type": upload.content_type,
        "content_length": None if upload.content is None else len(upload.content),
    }
    if upload.status == "pending":
        shown["upload_url"] = f"{own}/send"
    if upload.parts_total is not None:
        shown["number_of_parts"] = {"total": upload.parts_total, "sent": len(upload.parts)}
        if upload.status == "pending":
            shown["complete_url"] = f"{own}/complete"
    return shown


def render_view(reader: Reader, view: View) -> Json:
    return {
        **partial_view(view),
        "data_source_id": view.data_source_id,
        "name": view.name,
        "created_time": precise_stamp(view.created_at),
        "created_by": partial_user(view.created_by),
        "last_edited_time": precise_stamp(view.edited_at),
        "last_edited_by": partial_user(view.edited_by),
        "url": f"{SITE}{compact(view.database_id)}?v={compact(view.id)}",
        "filter": view.filter,
        "sorts": view.sorts,
        "quick_filters": view.quick_filters,
        "configuration": view.configuration,
    }


def partial_view(view: View) -> Json:
    return {
        "object": "view",
        "id": view.id,
        "parent": {"type": "database_id", "database_id": view.database_id},
        "type": view.type,
    }
