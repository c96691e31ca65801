"""`/views`: the tabs of a database, boards among them."""

from __future__ import annotations

from typing import Any

from .call import Call, paged
from .edits import tell_view
from .errors import Json, invalid, misplaced, missing
from .filters import Table, read_filter, read_sorts
from .identity import parse_id
from .rendering import partial_view, render_view
from .sharing import unknown
from .state import DataSource, Property, View

TYPES = (
    "table",
    "board",
    "list",
    "calendar",
    "timeline",
    "gallery",
    "form",
    "chart",
    "map",
    "dashboard",
)
GROUP_TYPES = {"people": "person"}


def create_view(call: Call) -> Json:
    call.needs("insert_content")
    source = call.data_source(parse_id(call.body.get("data_source_id"), "body.data_source_id"))
    database = call.database(parse_id(call.body.get("database_id"), "body.database_id"))
    if source.database_id != database.id:
        raise invalid("The data source does not belong to the database.")
    kind = call.body.get("type")
    if kind not in TYPES:
        allowed = ", ".join(f'`"{each}"`' for each in TYPES)
        raise misplaced("body.type", f"be one of {allowed}", kind)
    name = call.body.get("name")
    if not isinstance(name, str) or not name:
        raise missing("body.name")
    view = View(
        database_id=database.id,
        data_source_id=source.id,
        name=name,
        type=kind,
        configuration=check_configuration(call, source, kind, call.body.get("configuration")),
        **call.workspace.stamps(call.bot),
    )
    take_over(call, view, source)
    call.workspace.views[view.id] = view
    first = call.body.get("position", {}).get("type") == "start"
    database.view_ids.insert(0 if first else len(database.view_ids), view.id)
    tell_view(call.workspace, call.bot, view, "created", {"view_type": kind})
    return render_view(call.reader, view)


def take_over(call: Call, view: View, source: DataSource) -> None:
    """Filter and sorts have the shape of a query's and are checked the same way."""
    table = Table(call.workspace, source)
    if "filter" in call.body:
        if call.body["filter"] is not None:
            read_filter(table, call.body["filter"])
        view.filter = call.body["filter"]
    if "sorts" in call.body:
        read_sorts(table, call.body["sorts"])
        view.sorts = call.body["sorts"]
    view.quick_filters = call.body.get("quick_filters", view.quick_filters)


def check_configuration(call: Call, source: DataSource, kind: str, given: Any) -> Json:
    where = "body.configuration"
    if given is None:
        given = {"type": kind}
    if not isinstance(given, dict) or given.get("type") != kind:
        raise misplaced(f"{where}.type", f"be `{kind}`", given)
    checked = dict(given)
    if kind == "board":
        if "group_by" not in given:
            raise missing(f"{where}.group_by")
        checked["group_by"] = check_group(source, given["group_by"], f"{where}.group_by")
    for number, shown in enumerate(given.get("properties") or []):
        place = f"{where}.properties[{number}].property_id"
        find_property(source, shown.get("property_id"), place)
    cover = given.get("cover") or {}
    if cover.get("type") == "property":
        find_property(source, cover.get("property_id"), f"{where}.cover.property_id")
    return checked


def check_group(source: DataSource, given: Any, where: str) -> Json:
    if not isinstance(given, dict):
        raise misplaced(where, "be an object", given)
    prop = find_property(source, given.get("property_id"), f"{where}.property_id")
    expected = GROUP_TYPES.get(prop.type, prop.type)
    if given.get("type") != expected:
        raise misplaced(f"{where}.type", f'be `"{expected}"`', given.get("type"))
    if prop.type == "status" and given.get("group_by") not in ("option", "group"):
        raise misplaced(f"{where}.group_by", "be `option` or `group`", given.get("group_by"))
    return {**given, "property_name": prop.name}


def find_property(source: DataSource, property_id: Any, where: str) -> Property:
    found = source.find(property_id) if isinstance(property_id, str) else None
    if found is None or found.name == property_id != found.id:
        raise misplaced(where, "be the id of a property", property_id)
    return found


def find_view(call: Call) -> View:
    view_id = call.id("view_id")
    view = call.workspace.views.get(view_id)
    if view is None or not call.visible(view.database_id):
        raise unknown(call.connection, "view", view_id)
    return view


def retrieve_view(call: Call) -> Json:
    call.needs("read_content")
    return render_view(call.reader, find_view(call))


def list_views(call: Call) -> Json:
    """Ids only."""
    call.needs("read_content")
    database_id, source_id = call.first("database_id"), call.first("data_source_id")
    if (database_id is None) == (source_id is None):
        raise missing("query.database_id")
    if source_id is not None:
        source = call.data_source(parse_id(source_id, "query.data_source_id"))
        database = call.database(source.database_id)
    else:
        database = call.database(parse_id(database_id, "query.database_id"))
    shown = [
        (view_id, {"object": "view", "id": view_id})
        for view_id in database.view_ids
        if source_id is None or call.workspace.views[view_id].data_source_id == source_id
    ]
    return paged(call, "view", shown)


def update_view(call: Call) -> Json:
    call.needs("update_content")
    view = find_view(call)
    source = call.workspace.data_sources[view.data_source_id]
    if "configuration" in call.body:
        view.configuration = check_configuration(
            call, source, view.type, call.body["configuration"]
        )
    take_over(call, view, source)
    view.name = call.body.get("name", view.name)
    call.workspace.touch(view, call.bot)
    changed = [name for name in ("name", "filter", "sorts", "configuration") if name in call.body]
    tell_view(call.workspace, call.bot, view, "updated", {"updated_fields": changed})
    return render_view(call.reader, view)


def delete_view(call: Call) -> Json:
    call.needs("update_content")
    view = find_view(call)
    database = call.workspace.databases[view.database_id]
    if database.view_ids == [view.id]:
        raise invalid("Cannot delete the last view of a database.")
    database.view_ids.remove(view.id)
    del call.workspace.views[view.id]
    tell_view(call.workspace, call.bot, view, "deleted", {"view_type": view.type})
    return partial_view(view)
