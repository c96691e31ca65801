"""The options of select, multi-select and status properties, and how a write changes them."""

from __future__ import annotations

import random
from typing import Any

from .errors import Json, invalid, misplaced, missing, too_long
from .identity import new_id
from .rich_text import check_array, length
from .state import Option, Property

COLORS = ("default", "gray", "brown", "orange", "yellow", "green", "blue", "purple", "pink", "red")
GROUPS = {"To-do": "gray", "In progress": "blue", "Complete": "green"}
MAX_NAME = 100
TYPES_WITH_OPTIONS = ("select", "multi_select", "status")


def default_status_options() -> list[Option]:
    return [
        Option("Not started", "default", group="To-do"),
        Option("In progress", "blue", group="In progress"),
        Option("Done", "green", group="Complete"),
    ]


def group_ids() -> dict[str, str]:
    """Groups are the same three for every status property; only their ids differ."""
    return {name: new_id() for name in GROUPS}


def check_name(name: object, where: str) -> str:
    if not isinstance(name, str) or not name.strip():
        raise misplaced(f"{where}.name", "be populated", name)
    if length(name) > MAX_NAME:
        raise too_long(f"{where}.name", MAX_NAME, length(name))
    if "," in name:
        raise invalid(f"Invalid select option, commas not allowed: {name}")
    return name


def check_color(color: object, where: str) -> str:
    if color not in COLORS:
        allowed = ", ".join(f'`"{each}"`' for each in COLORS)
        raise misplaced(f"{where}.color", f"be one of {allowed}", color)
    return str(color)


def parse_options(prop: Property, items: object, where: str) -> list[Option]:
    """The complete list to keep: known ones stay with their ids, unmentioned ones go."""
    kept: list[Option] = []
    for number, item in enumerate(check_array(items, where)):
        place = f"{where}[{number}]"
        if not isinstance(item, dict):
            raise misplaced(place, "be an object", item)
        option = parse_option(prop, item, place)
        if any(option.name.casefold() == other.name.casefold() for other in kept):
            raise invalid(f"Select option names must be unique: {option.name}")
        kept.append(option)
    return kept


def parse_option(prop: Property, item: Json, where: str) -> Option:
    if "name" not in item and "id" not in item:
        raise missing(f"{where}.name")
    known = prop.option(item.get("id")) or prop.option_named(str(item.get("name", "")))
    if known is not None:
        return keep_option(prop, known, item)
    name = check_name(item.get("name"), where)
    color = check_color(item["color"], where) if item.get("color") else random.choice(COLORS)
    return Option(name, color, item.get("description"), parse_group(prop, item, where))


def keep_option(prop: Property, known: Option, item: Json) -> Option:
    """People rename and recolour options; the API may not."""
    if item.get("name", known.name).casefold() != known.name.casefold():
        raise invalid(f"Cannot update name of {prop.type} with name: {known.name}.")
    if item.get("color") not in (None, known.color):
        raise invalid(f"Cannot update color of {prop.type} with name: {known.name}.")
    group = item.get("group") or known.group
    description = item.get("description", known.description)
    return Option(known.name, known.color, description, group, known.id)


def parse_group(prop: Property, item: Json, where: str) -> str | None:
    if prop.type != "status":
        if "group" in item:
            raise misplaced(f"{where}.group", "be not present", item["group"])
        return None
    group = item.get("group") or "To-do"
    if group not in GROUPS:
        allowed = ", ".join(f'`"{each}"`' for each in GROUPS)
        raise misplaced(f"{where}.group", f"be one of {allowed}", group)
    return str(group)


def render_options(prop: Property) -> Json:
    """The type's own part of the schema."""
    options = [
        {
            "id": option.id,
            "name": option.name,
            "color": option.color,
            "description": option.description,
        }
        for option in prop.options
    ]
    if prop.type != "status":
        return {"options": options}
    groups = [
        {
            "id": prop.group_ids[name],
            "name": name,
            "color": color,
            "option_ids": [option.id for option in prop.options if option.group == name],
        }
        for name, color in GROUPS.items()
    ]
    return {"options": options, "groups": groups}


def choose(prop: Property, value: Any, where: str, *, may_create: bool) -> str:
    """The id of a chosen option. An unknown name becomes an option, but never of a status."""
    if not isinstance(value, dict) or not ("id" in value or "name" in value):
        raise missing(f"{where}.name")
    found = prop.option(value.get("id")) if "id" in value else None
    if found is None and "name" in value:
        found = prop.option_named(str(value["name"]))
    if found is not None:
        return found.id
    wanted = value.get("name", value.get("id"))
    if prop.type == "status" or "name" not in value:
        kind = "status" if prop.type == "status" else "select"
        raise invalid(f'Invalid {kind} option. {kind.title()} option "{wanted}" does not exist.')
    created = Option(check_name(wanted, where), random.choice(COLORS))
    if not may_create:
        raise invalid(f'Invalid select option. Select option "{wanted}" does not exist.')
    prop.options.append(created)
    return created.id


def default_status(prop: Property) -> str | None:
    """What an empty status reads as: the first option of the first group that has any."""
    for group in GROUPS:
        for option in prop.options:
            if option.group == group:
                return option.id
    return prop.options[0].id if prop.options else None
