"""What becomes of the values when somebody gives a column another type."""

from __future__ import annotations

from typing import Any

from .options import TYPES_WITH_OPTIONS, default_status_options, group_ids
from .rich_text import plain_text, split
from .state import DataSource, Option, Property, Workspace

EMPTY: dict[str, Any] = {
    "title": [],
    "rich_text": [],
    "multi_select": [],
    "people": [],
    "files": [],
    "relation": [],
    "checkbox": False,
}


def convert_values(workspace: Workspace, source: DataSource, prop: Property, kind: str) -> None:
    """Turn a property into another type in place: the id stays, values follow where they can."""
    pages = workspace.rows(source.id)
    texts = {page.id: shown(prop, page.values.get(prop.id)) for page in pages}
    if kind in TYPES_WITH_OPTIONS and prop.type not in TYPES_WITH_OPTIONS:
        names = dict.fromkeys(text for text in texts.values() if text)
        prop.options = [Option(name) for name in names]
    if kind not in TYPES_WITH_OPTIONS:
        prop.options = []
    prop.type = kind
    prop.config = {"format": "number"} if kind == "number" else {}
    if kind == "status":
        prop.options = prop.options or default_status_options()
        prop.group_ids = group_ids()
        for option in prop.options:
            option.group = option.group or "To-do"
    for page in pages:
        page.values[prop.id] = taken_over(prop, texts[page.id])


def shown(prop: Property, value: Any) -> str:
    """The value as text, the common ground of all conversions."""
    if value is None or value == []:
        return ""
    if prop.type in ("title", "rich_text"):
        return plain_text(value)
    if prop.type in ("select", "status"):
        option = prop.option(value)
        return option.name if option else ""
    if prop.type == "multi_select":
        return ", ".join(option.name for option in prop.options if option.id in value)
    if prop.type in ("number", "url", "email", "phone_number"):
        return str(value)
    return str(value["start"]) if prop.type == "date" else ""


def taken_over(prop: Property, text: str) -> Any:
    empty = EMPTY.get(prop.type)
    if not text:
        return empty
    if prop.type == "rich_text":
        return split(text)
    if prop.type in ("url", "email", "phone_number"):
        return text
    if prop.type == "number":
        return float(text) if text.replace(".", "", 1).isdigit() else None
    option = prop.option_named(text)
    if prop.type == "multi_select":
        return [option.id] if option else []
    return option.id if option else empty
