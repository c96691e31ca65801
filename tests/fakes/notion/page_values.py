"""Values of properties as a page answers with them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from .clock import stamp
from .dates import moment
from .errors import Json
from .files import render_file
from .formulas import compile_formula
from .reader import Reader, full_user
from .relations import SHOWN, seen
from .rich_text import plain_text
from .state import Option, Page, Property, Workspace
from .values import value_of


def render_value(reader: Reader, page: Page, prop: Property) -> Json:
    """What stands beside id and type; relations are cut and say so."""
    if prop.type == "relation":
        ids = seen(reader.workspace, reader.connection, value_of(page, prop))
        return {
            "relation": [{"id": each} for each in ids[:SHOWN]],
            "has_more": len(ids) > SHOWN,
        }
    show = RENDERERS.get(prop.type)
    return {prop.type: show(reader, page, prop) if show else value_of(page, prop)}


def option_json(option: Option | None) -> Json | None:
    if option is None:
        return None
    return {"id": option.id, "name": option.name, "color": option.color}


def show_choice(_reader: Reader, page: Page, prop: Property) -> Json | None:
    return option_json(prop.option(value_of(page, prop)))


def show_choices(_reader: Reader, page: Page, prop: Property) -> list[Json | None]:
    return [option_json(prop.option(option_id)) for option_id in value_of(page, prop)]


def show_files(reader: Reader, page: Page, prop: Property) -> list[Json]:
    return [
        {"name": kept["name"], **render_file(reader.workspace, reader.base_url, kept)}
        for kept in value_of(page, prop)
    ]


def show_people(reader: Reader, page: Page, prop: Property) -> list[Json]:
    users = [reader.workspace.users[user_id] for user_id in value_of(page, prop)]
    return [full_user(reader, user) for user in users[:SHOWN]]


def show_formula(reader: Reader, page: Page, prop: Property) -> Json:
    result = evaluate(reader.workspace, page, prop)
    if isinstance(result, bool):
        return {"type": "boolean", "boolean": result}
    if isinstance(result, str):
        return {"type": "string", "string": result}
    if isinstance(result, datetime):
        return {"type": "date", "date": {"start": result.isoformat(), "end": None}}
    return {"type": "number", "number": result}


def evaluate(workspace: Workspace, page: Page, prop: Property) -> Any:
    compute, _references = compile_formula(prop.config["expression"])
    return compute(lambda name: operand(workspace, page, prop, name))


def operand(workspace: Workspace, page: Page, formula: Property, name: str) -> Any:
    """The value a formula works with."""
    if name == "now()":
        return workspace.clock.now()
    prop = workspace.schema(page).get(formula.config["references"].get(name, ""))
    if prop is None:
        return None
    if prop.type == "formula":
        return evaluate(workspace, page, prop)
    if prop.type in ("created_time", "last_edited_time"):
        return page.created_at if prop.type == "created_time" else page.edited_at
    value = value_of(page, prop)
    if prop.type in ("title", "rich_text"):
        return plain_text(value)
    if prop.type in ("select", "status"):
        option = prop.option(value)
        return option.name if option else None
    return moment(value["start"]) if prop.type == "date" and value else value


def show_rollup(reader: Reader, page: Page, prop: Property) -> Json:
    ids = seen(reader.workspace, reader.connection, page.values.get(prop.config["relation"], []))
    return {"type": "number", "number": len(ids), "function": prop.config["function"]}


def show_author(reader: Reader, page: Page, prop: Property) -> Json:
    user_id = page.created_by if prop.type == "created_by" else page.edited_by
    return full_user(reader, reader.workspace.users[user_id])


RENDERERS: dict[str, Callable[[Reader, Page, Property], Any]] = {
    "select": show_choice,
    "status": show_choice,
    "multi_select": show_choices,
    "files": show_files,
    "people": show_people,
    "formula": show_formula,
    "rollup": show_rollup,
    "created_by": show_author,
    "last_edited_by": show_author,
    "created_time": lambda _reader, page, _prop: stamp(page.created_at),
    "last_edited_time": lambda _reader, page, _prop: stamp(page.edited_at),
    "unique_id": lambda _reader, page, prop: {
        "prefix": prop.config.get("prefix"),
        "number": page.values.get(prop.id),
    },
}
