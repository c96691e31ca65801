"""The tabs people need on the Tasks board; what people made of them is left alone."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from tasks_app.models import Priority
from tasks_app.notion.binding import Bound
from tasks_app.notion.client import NotionClient
from tasks_app.notion.schema import VIEWS, View, channel_views

Json = dict[str, Any]


def wanted(channel_names: Mapping[str, str]) -> tuple[View, ...]:
    return (*VIEWS, *channel_views(channel_names))


def names_there(client: NotionClient, source_id: uuid.UUID) -> set[str]:
    """The names of a board's views; the list gives ids only."""
    return {str(client.view(each["id"]).get("name")) for each in client.views(source_id)}


def make_missing(
    client: NotionClient,
    place: tuple[uuid.UUID, uuid.UUID],
    bound: Bound,
    shown: Mapping[str, Json],
    views: Iterable[View],
) -> list[str]:
    """Make the views whose names are not there, in a database and its source; their names."""
    database_id, source_id = place
    there = names_there(client, source_id)
    made = []
    for view in views:
        if view.name in there or (body := view_body(view, bound, shown)) is None:
            continue
        where = {"database_id": str(database_id), "data_source_id": str(source_id)}
        client.create_view({**where, **body})
        made.append(view.name)
    return made


def view_body(view: View, bound: Bound, shown: Mapping[str, Json]) -> Json | None:
    """A view as Notion takes it, or None when a column it needs is not there."""
    status = bound.properties.get("Status")
    narrowing = _filter(view, bound, shown)
    if status is None or narrowing is None:
        return None
    visible = [
        {"property_id": bound.properties[name]["id"], "visible": True}
        for name in view.shows
        if name in bound.properties
    ]
    configuration: Json = {"type": view.type, "properties": visible}
    if view.type == "board":
        configuration["group_by"] = {
            "type": status["type"],
            "property_id": status["id"],
            # By hand means: in the order of the options, which is the workflow's.
            "sort": {"type": "manual"},
            # People drag cards into columns that are empty.
            "hide_empty_groups": False,
            **({"group_by": "option"} if status["type"] == "status" else {}),
        }
    body: Json = {"name": view.name, "type": view.type, "configuration": configuration}
    return {**body, "filter": narrowing} if narrowing else body


def _filter(view: View, bound: Bound, shown: Mapping[str, Json]) -> Json | None:
    """What narrows the view: nothing is an empty filter; None when it cannot be said."""
    if view.channel:
        chosen = _equals("Channel", view.channel, bound, shown)
    elif view.priority is not None:
        chosen = _equals("Priority", Priority(view.priority).name.lower(), bound, shown)
    elif view.statuses:
        each = [_equals("Status", status.value, bound, shown) for status in view.statuses]
        chosen = {"or": [one for one in each if one]}
    else:
        return {}
    return chosen


def _equals(name: str, value: str, bound: Bound, shown: Mapping[str, Json]) -> Json | None:
    binding = bound.properties.get(name)
    option_id = (binding or {}).get("options", {}).get(value)
    if binding is None or option_id is None:
        return None
    options = shown[binding["name"]][binding["type"]]["options"]
    label = next(each["name"] for each in options if each["id"] == option_id)
    return {"property": binding["id"], binding["type"]: {"equals": label}}
