"""`/databases` and `/data_sources`: containers, and what is in them with its schema."""

from __future__ import annotations

import copy
from typing import Any

from .call import Call, paged
from .edits import create_data_source as make_data_source
from .edits import create_database as make_database
from .edits import set_trash, tell_schema
from .errors import Json, NotionError, ancestor_in_trash, in_trash, invalid, misplaced
from .pages import read_decoration
from .rendering import render_data_source, render_database, title_of
from .rich_text import parse
from .schema import SchemaEdit, apply_schema
from .sharing import has_ancestor_in_trash, is_in_trash
from .state import DataSource, Parent

DATABASE_FIELDS = {
    "title",
    "description",
    "icon",
    "cover",
    "is_inline",
    "is_locked",
    "parent",
}
DEFAULT_SCHEMA: Json = {"Name": {"title": {}}}


def retrieve_database(call: Call) -> Json:
    call.needs("read_content")
    return render_database(call.reader, call.database(call.id("database_id")))


def create_database(call: Call) -> Json:
    """The answer has no schema; the data source has to be asked for it."""
    call.needs("insert_content")
    parent = call.body_parent("page")
    call.page(parent.id)
    check_alive(call, parent.id)
    title = parse(call.workspace, call.body.get("title", []), "body.title")
    initial = call.body.get("initial_data_source", {})
    if not isinstance(initial, dict):
        raise misplaced("body.initial_data_source", "be an object", initial)
    properties = initial.get("properties") or DEFAULT_SCHEMA
    place = "body.initial_data_source.properties"
    try_schema(call, properties, place)
    database, source = make_database(call.workspace, call.bot, parent, title)
    apply_schema(SchemaEdit(call.workspace, source, call.connection, []), properties, place)
    for name in (DATABASE_FIELDS - {"title", "parent"}) & set(call.body):
        setattr(database, name, read_field(call, name))
    return render_database(call.reader, database)


def try_schema(call: Call, properties: object, where: str) -> None:
    """Refuse a bad schema before anything is made. Far ends of relations are not touched."""
    if not isinstance(properties, dict):
        raise misplaced(where, "be an object", properties)
    trial = DataSource(database_id="", **call.workspace.stamps(call.bot))
    harmless = {key: single(config) for key, config in properties.items()}
    apply_schema(SchemaEdit(call.workspace, trial, call.connection, []), harmless, where)
    if not any(prop.type == "title" for prop in trial.properties.values()):
        raise invalid("Title is not provided")


def single(config: object) -> object:
    """The same relation without its far end."""
    if not isinstance(config, dict) or not isinstance(config.get("relation"), dict):
        return config
    relation = config["relation"]
    if relation.get("type") == "dual_property" or "dual_property" in relation:
        return {
            **config,
            "relation": {
                "data_source_id": relation.get("data_source_id"),
                "type": "single_property",
            },
        }
    return config


def check_alive(call: Call, object_id: str) -> None:
    if is_in_trash(call.workspace, object_id):
        raise in_trash()
    if has_ancestor_in_trash(call.workspace, object_id):
        raise ancestor_in_trash()


def update_database(call: Call) -> Json:
    call.needs("update_content")
    database = call.database(call.id("database_id"))
    wants_trash = call.trash_flag()
    if wants_trash is not None:
        set_trash(call.workspace, call.bot, database, in_trash=wants_trash)
    elif database.in_trash:
        raise in_trash()
    for name in DATABASE_FIELDS & set(call.body):
        setattr(database, name, read_field(call, name))
    call.workspace.touch(database, call.bot)
    return render_database(call.reader, database)


def read_field(call: Call, name: str) -> Any:
    """What the body says about a database, ready to be kept."""
    if name in ("title", "description"):
        return parse(call.workspace, call.body[name], f"body.{name}")
    if name in ("icon", "cover"):
        return read_decoration(call, call.body[name], f"body.{name}")
    return call.body_parent("page") if name == "parent" else bool(call.body[name])


def retrieve_data_source(call: Call) -> Json:
    call.needs("read_content")
    return render_data_source(call.reader, call.data_source(call.id("data_source_id")))


def create_data_source(call: Call) -> Json:
    call.needs("insert_content")
    parent = call.body_parent("database")
    database = call.database(parent.id)
    check_alive(call, database.id)
    properties = call.body.get("properties") or DEFAULT_SCHEMA
    try_schema(call, properties, "body.properties")
    title = parse(call.workspace, call.body.get("title", []), "body.title")
    source = make_data_source(call.workspace, call.bot, database, title)
    edit = SchemaEdit(call.workspace, source, call.connection, [])
    apply_schema(edit, properties, "body.properties")
    if "icon" in call.body:
        source.icon = read_decoration(call, call.body["icon"], "body.icon")
    return render_data_source(call.reader, source)


def update_data_source(call: Call) -> Json:
    call.needs("update_content")
    source = call.data_source(call.id("data_source_id"))
    wants_trash = call.trash_flag()
    if wants_trash is not None:
        set_trash(call.workspace, call.bot, source, in_trash=wants_trash)
    elif source.in_trash:
        raise in_trash()
    if has_ancestor_in_trash(call.workspace, source.id):
        raise ancestor_in_trash()
    if "title" in call.body:
        source.title = parse(call.workspace, call.body["title"], "body.title")
    if "icon" in call.body:
        source.icon = read_decoration(call, call.body["icon"], "body.icon")
    if "properties" in call.body:
        edit = SchemaEdit(call.workspace, source, call.connection, [])
        before = copy.deepcopy(source.properties)
        try:
            apply_schema(edit, call.body["properties"], "body.properties")
        except NotionError:
            # One request is one change: all of it or nothing.
            source.properties = before
            raise
        tell_schema(call.workspace, call.bot, source, edit.changes)
    return render_data_source(call.reader, source)


def list_templates(call: Call) -> Json:
    call.needs("read_content")
    source = call.data_source(call.id("data_source_id"))
    here = Parent("data_source", source.id)
    templates = [
        page
        for page in call.workspace.pages.values()
        if page.is_template and page.parent == here and not page.in_trash
    ]
    shown = [
        (page.id, {"id": page.id, "name": title_of(page), "is_default": page is templates[0]})
        for page in templates
    ]
    body = paged(call, "template", shown)
    return {
        "templates": body["results"],
        "has_more": body["has_more"],
        "next_cursor": body["next_cursor"],
    }
