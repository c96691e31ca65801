"""`/pages`: rows of boards and plain pages."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote
from uuid import NAMESPACE_OID, uuid5

from .blocks import add_children, check_children
from .call import Call, paged
from .edits import create_page as make_page
from .edits import move_page as put_page
from .edits import set_lock, set_trash, tell_new_options, write_values
from .errors import Json, NotionError, ancestor_in_trash, in_trash, misplaced, missing
from .files import parse_file
from .identity import parse_id
from .page_values import render_value
from .reader import full_user
from .relations import seen
from .rendering import render_page
from .schema_view import chosen_properties
from .sharing import has_ancestor_in_trash, is_in_trash, unknown
from .state import DataSource, Page, Parent, Property
from .values import Write, parse_values, value_of

LISTED_TYPES = ("title", "rich_text", "people", "relation")


def retrieve_page(call: Call) -> Json:
    page = call.page(call.id("page_id"))
    return shown_page(call, page)


def shown_page(call: Call, page: Page) -> Json:
    wanted = call.wanted_properties()
    source = source_of(call, page)
    chosen = chosen_properties(source, wanted) if wanted and source else None
    return render_page(call.reader, page, chosen)


def source_of(call: Call, page: Page) -> DataSource | None:
    is_row = page.parent.kind == "data_source"
    return call.workspace.data_sources[page.parent.id] if is_row else None


def create_page(call: Call) -> Json:
    call.needs("insert_content")
    parent = new_parent(call)
    source = call.workspace.data_sources.get(parent.id)
    schema = source.properties if source else {"title": Property("title", "title", "title")}
    template = read_template(call, source)
    look = read_look(call)
    blocks = check_children(call.workspace, call.body.get("children", []), "body.children")
    write = Write(call.workspace, call.connection, schema)
    values = parse_values(write, call.body.get("properties", {}))
    page = make_page(call.workspace, call.bot, parent, values)
    apply_look(page, look)
    add_children(call.workspace, call.bot, Parent("page", page.id), blocks)
    if source:
        tell_new_options(call.workspace, call.bot, source, [prop for prop, _ in write.new_options])
    if template:
        apply_later(call, page, template)
    return shown_page(call, page)


def new_parent(call: Call) -> Parent:
    """Where the page goes. A database stands for its data source while it has only one."""
    parent = call.body_parent("data_source", "page", "database")
    if parent.kind == "database":
        database = call.database(parent.id)
        if len(database.data_source_ids) > 1:
            raise several_sources(database.id, database.data_source_ids)
        parent = Parent("data_source", database.data_source_ids[0])
    if parent.kind == "data_source":
        call.data_source(parent.id)
    else:
        call.page(parent.id)
    if is_in_trash(call.workspace, parent.id):
        raise in_trash()
    if has_ancestor_in_trash(call.workspace, parent.id):
        raise ancestor_in_trash()
    return parent


def several_sources(database_id: str, source_ids: list[str]) -> NotionError:
    return NotionError(
        400,
        "validation_error",
        "Databases with multiple data sources are not supported in this API version.",
        data={
            "error_type": "multiple_data_sources_for_database",
            "database_id": database_id,
            "child_data_source_ids": list(source_ids),
            "minimum_api_version": "2025-09-03",
        },
    )


def read_template(call: Call, source: DataSource | None) -> Page | None:
    given = call.body.get("template")
    if given is None or (isinstance(given, dict) and given.get("type") == "none"):
        return None
    if not isinstance(given, dict) or given.get("type") not in ("default", "template_id"):
        raise missing("body.template.type")
    if "children" in call.body:
        raise misplaced("body.children", "be not present", call.body["children"])
    templates = [
        page
        for page in call.workspace.pages.values()
        if source and page.is_template and page.parent.id == source.id
    ]
    if given["type"] == "template_id":
        wanted = parse_id(given.get("template_id"), "body.template.template_id")
        templates = [page for page in templates if page.id == wanted]
    if not templates:
        raise unknown(call.connection, "template", str(given.get("template_id", "default")))
    return templates[0]


def apply_later(call: Call, page: Page, template: Page) -> None:
    """A template fills what the request left empty, some time after the answer."""
    workspace, bot = call.workspace, call.bot

    def apply() -> None:
        missing_values = {
            prop_id: value
            for prop_id, value in template.values.items()
            if prop_id != "title" and not page.values.get(prop_id)
        }
        write_values(workspace, bot, page, missing_values)

    workspace.defer(workspace.template_lag_seconds, apply)


def read_look(call: Call) -> Json:
    look: Json = {}
    for name in ("icon", "cover"):
        if name in call.body:
            look[name] = read_decoration(call, call.body[name], f"body.{name}")
    return look


def read_decoration(call: Call, given: Any, where: str) -> Json | None:
    if given is None:
        return None
    if isinstance(given, dict) and isinstance(given.get("emoji"), str):
        return {"type": "emoji", "emoji": given["emoji"]}
    kept = parse_file(call.workspace, given, where)
    return {"type": "external", "external": {"url": kept["url"]}} if "url" in kept else kept


def apply_look(page: Page, look: Json) -> None:
    page.icon = look.get("icon", page.icon)
    page.cover = look.get("cover", page.cover)


def update_page(call: Call) -> Json:
    call.needs("update_content")
    page = call.page(call.id("page_id"))
    wants_trash = call.trash_flag()
    if page.in_trash and wants_trash is not False:
        raise in_trash()
    if has_ancestor_in_trash(call.workspace, page.id):
        raise ancestor_in_trash()
    look = read_look(call)
    write = Write(call.workspace, call.connection, call.workspace.schema(page))
    values = parse_values(write, call.body.get("properties", {}))
    if wants_trash is not None:
        set_trash(call.workspace, call.bot, page, in_trash=wants_trash)
    write_values(call.workspace, call.bot, page, values)
    update_rest(call, page, look)
    source = source_of(call, page)
    if source:
        tell_new_options(call.workspace, call.bot, source, [prop for prop, _ in write.new_options])
    return shown_page(call, page)


def update_rest(call: Call, page: Page, look: Json) -> None:
    apply_look(page, look)
    if look:
        call.workspace.touch(page, call.bot)
    if "is_archived" in call.body:
        page.is_archived = bool(call.body["is_archived"])
        call.workspace.touch(page, call.bot)
    if "is_locked" in call.body:
        set_lock(call.workspace, call.bot, page, is_locked=bool(call.body["is_locked"]))


def move_page(call: Call) -> Json:
    call.needs("update_content")
    page = call.page(call.id("page_id"))
    put_page(call.workspace, call.bot, page, new_parent(call))
    return render_page(call.reader, page)


def retrieve_property(call: Call) -> Json:
    """One property; texts, people and relations come as a list with one item a result."""
    call.needs("read_content")
    page = call.page(call.id("page_id"))
    wanted = call.path["property_id"]
    # The id is used verbatim in the address, so here it has been decoded exactly once.
    schema = call.workspace.schema(page).values()
    prop = next((each for each in schema if unquote(each.id) == wanted), None)
    if prop is None:
        raise unknown(call.connection, "property", wanted)
    if prop.type not in LISTED_TYPES:
        return {
            "object": "property_item",
            "id": prop.id,
            "type": prop.type,
            **render_value(call.reader, page, prop),
        }
    return listed_property(call, page, prop)


def listed_property(call: Call, page: Page, prop: Property) -> Json:
    items = [
        (
            str(uuid5(NAMESPACE_OID, f"{page.id}{prop.id}{number}")),
            {"object": "property_item", "id": prop.id, "type": prop.type, prop.type: item},
        )
        for number, item in enumerate(property_items(call, page, prop))
    ]
    body = paged(call, "property_item", items)
    cursor = body["next_cursor"]
    own = f"{call.base_url}/v1/pages/{page.id}/properties/{prop.id}"
    body["property_item"] = {
        "id": prop.id,
        "type": prop.type,
        prop.type: {},
        "next_url": f"{own}?start_cursor={cursor}" if cursor else None,
    }
    return body


def property_items(call: Call, page: Page, prop: Property) -> list[Json]:
    value = value_of(page, prop)
    if prop.type == "relation":
        return [{"id": each} for each in seen(call.workspace, call.connection, value)]
    if prop.type == "people":
        return [full_user(call.reader, call.workspace.users[each]) for each in value]
    return list(value)
