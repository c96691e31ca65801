"""Columns as Notion takes them: what has to be sent to make one, or to add its options. Pure."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tasks_app.notion.binding import WITH_OPTIONS, Bound
from tasks_app.notion.schema import Database, Option, Property

Json = dict[str, Any]


@dataclass(slots=True)
class Missing:
    """What a data source lacks: the body that adds it, and what stands in the way."""

    columns: Json = field(default_factory=dict)
    options: Json = field(default_factory=dict)
    in_the_way: list[str] = field(default_factory=list)


def missing(
    database: Database,
    shown: Mapping[str, Json],
    bound: Bound,
    *,
    channels: Sequence[Option],
    tasks_source: uuid.UUID | None = None,
) -> Missing:
    """What has to be added for everything of ours to be there. Nothing is ever taken away.

    Relations are made from the side of the files, so a Tasks board gets none here.
    """
    found = Missing()
    names = {name.strip().casefold(): column for name, column in shown.items()}
    for prop in database.properties:
        options = channels if prop.name == "Channel" else prop.options
        binding = bound.properties.get(prop.name)
        if binding is not None:
            _add_options(found, shown[binding["name"]], options, binding)
        elif (column := names.get(prop.name.casefold())) is not None:
            # Sent under this name, it would change the type of somebody's column.
            found.in_the_way.append(
                f"{database.title}: the column “{column['name']}” is of type {column['type']} and "
                f"has to be {' or '.join(prop.types)}: change its type, or rename it."
            )
        elif prop.type != "relation":
            found.columns[prop.name] = config(prop, options, bound)
        elif tasks_source is not None and prop.target is not None:
            found.columns[prop.name] = relation(tasks_source, is_dual=bool(prop.back))
    return found


def config(prop: Property, options: Iterable[Option], bound: Bound | None = None) -> Json:
    """A new column."""
    if prop.type in WITH_OPTIONS:
        return {prop.type: {"options": [new_option(each, prop.type) for each in options]}}
    if prop.type == "number":
        return {"number": {"format": prop.format}}
    if prop.type == "formula":
        return {"formula": {"expression": _expression(prop, bound)}}
    return {prop.type: {}}


def relation(data_source_id: uuid.UUID, *, is_dual: bool) -> Json:
    kind = "dual_property" if is_dual else "single_property"
    return {"relation": {"data_source_id": str(data_source_id), "type": kind, kind: {}}}


def new_option(option: Option, kind: str) -> Json:
    made = {"name": option.label, "color": option.color}
    return {**made, "group": option.group} if kind == "status" else made


def _add_options(found: Missing, column: Json, options: Iterable[Option], binding: Json) -> None:
    """The whole list, because options that are not sent are deleted, with their ids."""
    kind = column["type"]
    if kind not in WITH_OPTIONS:
        return
    there = column[kind]["options"]
    labels = {each["name"].strip().casefold() for each in there}
    wanted = [
        each
        for each in options
        if each.value not in binding["options"] and each.label.casefold() not in labels
    ]
    if not wanted:
        return
    kept = [{name: each[name] for name in ("id", "name", "color")} for each in there]
    body: Json = {kind: {"options": [*kept, *(new_option(each, kind) for each in wanted)]}}
    if column.get("description"):
        # Left out, it would be cleared.
        body["description"] = column["description"]
    found.options[column["id"]] = body


def _expression(prop: Property, bound: Bound | None) -> str:
    """The formula with the columns it reads by the names they have now."""
    expression = prop.expression
    for name, binding in (bound.properties if bound else {}).items():
        shown = binding["name"].replace("\\", "\\\\").replace('"', '\\"')
        expression = expression.replace(f'prop("{name}")', f'prop("{shown}")')
    return expression
