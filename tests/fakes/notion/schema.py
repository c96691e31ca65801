"""The schema of a data source: properties made, changed, renamed, removed and shown."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .errors import Json, invalid, misplaced, missing
from .formulas import compile_formula
from .identity import parse_id, property_id
from .options import (
    TYPES_WITH_OPTIONS,
    default_status_options,
    group_ids,
    parse_options,
)
from .retyping import convert_values
from .rich_text import plain_text
from .schema_view import render_schema
from .sharing import is_visible, unknown
from .state import Connection, DataSource, Property, Workspace

TYPES = (
    "title",
    "rich_text",
    "number",
    *TYPES_WITH_OPTIONS,
    "date",
    "people",
    "files",
    "checkbox",
    "url",
    "email",
    "phone_number",
    "formula",
    "relation",
    "rollup",
    "created_time",
    "created_by",
    "last_edited_time",
    "last_edited_by",
    "unique_id",
)
MAX_PROPERTIES = 500
MAX_SCHEMA_BYTES = 50 * 1024


@dataclass
class SchemaEdit:
    """One request's changes to one data source, and what they come to."""

    workspace: Workspace
    source: DataSource
    connection: Connection | None
    changes: list[Json]

    def note(self, prop: Property, action: str) -> None:
        self.changes.append({"id": prop.id, "name": prop.name, "action": action})


def apply_schema(edit: SchemaEdit, properties: object, where: str) -> None:
    """Make the schema what the request says; properties it does not name stay as they are."""
    if not isinstance(properties, dict):
        raise misplaced(where, "be an object", properties)
    # Formulas and rollups read other properties of the same request.
    computed = [key for key, config in properties.items() if is_computed(config)]
    for key in [key for key in properties if key not in computed] + computed:
        apply_property(edit, key, properties[key], f"{where}.{key}")
    check_size(edit)


def is_computed(config: object) -> bool:
    return isinstance(config, dict) and bool({"formula", "rollup"} & set(config))


def apply_property(edit: SchemaEdit, key: str, config: object, where: str) -> None:
    prop = edit.source.find(key)
    if config is None:
        if prop is None:
            raise invalid(f"Could not find property with name or id: {key}")
        remove(edit, prop)
        return
    if not isinstance(config, dict):
        raise misplaced(where, "be an object", config)
    if prop is None:
        create(edit, key, config, where)
    else:
        change(edit, prop, config, where)


def create(edit: SchemaEdit, name: str, config: Json, where: str) -> Property:
    kind = type_of(config, where)
    if kind is None:
        raise missing(f"{where}.type")
    if kind == "title" and any(p.type == "title" for p in edit.source.properties.values()):
        raise invalid("Cannot create new title property.")
    prop = Property("title" if kind == "title" else property_id(), name, kind)
    prop.description = config.get("description")
    configure(edit, prop, config[kind], f"{where}.{kind}")
    edit.source.properties[prop.id] = prop
    edit.note(prop, "created")
    return prop


def change(edit: SchemaEdit, prop: Property, config: Json, where: str) -> None:
    kind = type_of(config, where)
    if "name" in config and config["name"] != prop.name:
        rename(edit.source, prop, config["name"])
    if kind is not None and kind != prop.type:
        if "title" in (kind, prop.type):
            raise invalid("Cannot change the type of a title property.")
        convert_values(edit.workspace, edit.source, prop, kind)
    if kind is not None:
        # Leaving the description out of a settings update clears it.
        prop.description = config.get("description")
        configure(edit, prop, config[kind], f"{where}.{kind}")
    edit.note(prop, "updated")


def rename(source: DataSource, prop: Property, name: object) -> None:
    if not isinstance(name, str) or not name:
        raise misplaced("body.properties.name", "be populated", name)
    if any(other.name == name and other is not prop for other in source.properties.values()):
        raise invalid(f"Property with name {name} already exists.")
    prop.name = name


def remove(edit: SchemaEdit, prop: Property) -> None:
    """Drop a column. Notion keeps its values in case somebody restores it."""
    if prop.type == "title":
        raise invalid("Title property cannot be deleted.")
    edit.source.removed[prop.id] = edit.source.properties.pop(prop.id)
    edit.note(prop, "deleted")
    far = edit.workspace.data_sources.get(prop.config.get("data_source_id", ""))
    back = far.properties.get(prop.config.get("synced_property_id", "")) if far else None
    if back is not None:
        # The far side of a dual relation lives on as a single one.
        back.config = {"data_source_id": back.config["data_source_id"], "type": "single_property"}


def type_of(config: Json, where: str) -> str | None:
    kinds = [kind for kind in config if kind in TYPES]
    if "type" in config and config["type"] not in kinds:
        raise missing(f"{where}.{config['type']}")
    if len(kinds) > 1:
        raise misplaced(f"{where}.{kinds[1]}", "be not present", config[kinds[1]])
    strange = set(config) - set(kinds) - {"type", "name", "description", "id"}
    if strange:
        raise misplaced(f"{where}.{min(strange)}", "be not present", config[min(strange)])
    return kinds[0] if kinds else None


def configure(edit: SchemaEdit, prop: Property, value: Any, where: str) -> None:
    """Take over what stands under the type's own key."""
    if not isinstance(value, dict):
        raise misplaced(where, "be an object", value)
    if prop.type in TYPES_WITH_OPTIONS:
        configure_options(prop, value, where)
    elif prop.type in CONFIGURERS:
        CONFIGURERS[prop.type](edit, prop, value, where)


def configure_options(prop: Property, value: Json, where: str) -> None:
    if prop.type == "status" and not prop.group_ids:
        prop.group_ids = group_ids()
    if "options" in value:
        prop.options = parse_options(prop, value["options"], f"{where}.options")
    if prop.type == "status":
        prop.options = prop.options or default_status_options()
        for option in prop.options:
            option.group = option.group or "To-do"


def configure_number(_edit: SchemaEdit, prop: Property, value: Json, _where: str) -> None:
    prop.config["format"] = value.get("format", prop.config.get("format", "number"))


def configure_unique_id(_edit: SchemaEdit, prop: Property, value: Json, _where: str) -> None:
    prop.config["prefix"] = value.get("prefix", prop.config.get("prefix"))


def configure_formula(edit: SchemaEdit, prop: Property, value: Json, where: str) -> None:
    expression = value.get("expression")
    if not isinstance(expression, str) or not expression.strip():
        raise missing(f"{where}.expression")
    _evaluate, references = compile_formula(expression)
    ids: dict[str, str] = {}
    for reference in references:
        found = edit.source.find(reference)
        if found is None:
            raise invalid(f'Invalid formula: prop("{reference}") is not a property that exists.')
        ids[reference] = found.id
    prop.config = {"expression": expression, "references": ids}


def configure_rollup(edit: SchemaEdit, prop: Property, value: Json, where: str) -> None:
    relation = edit.source.find(
        value.get("relation_property_name") or value.get("relation_property_id") or ""
    )
    if relation is None or relation.type != "relation":
        raise missing(f"{where}.relation_property_name")
    if value.get("function") != "count":
        raise invalid(f"The rollup function {value.get('function')} is not known here.")
    far = edit.workspace.data_sources[relation.config["data_source_id"]]
    target = far.find(value.get("rollup_property_name") or value.get("rollup_property_id") or "")
    if target is None:
        raise missing(f"{where}.rollup_property_name")
    prop.config = {"relation": relation.id, "target": target.id, "function": "count"}


def configure_relation(edit: SchemaEdit, prop: Property, value: Json, where: str) -> None:
    far_id = parse_id(value.get("data_source_id"), f"{where}.data_source_id")
    far = edit.workspace.data_sources.get(far_id)
    if far is None or not is_visible(edit.workspace, edit.connection, far_id):
        if edit.connection is None:
            raise invalid("There is no such data source.")
        raise unknown(edit.connection, "data_source", far_id)
    kind = value.get("type") or ("dual_property" if "dual_property" in value else "")
    if kind not in ("dual_property", "single_property"):
        raise missing(f"{where}.single_property")
    if kind == prop.config.get("type") and far_id == prop.config.get("data_source_id"):
        return
    prop.config = {"data_source_id": far_id, "type": kind}
    if kind == "dual_property":
        add_back_relation(edit, prop, far)


def add_back_relation(edit: SchemaEdit, prop: Property, far: DataSource) -> None:
    database = edit.workspace.databases[edit.source.database_id]
    back = Property(
        property_id(), f"Related to {plain_text(database.title)} ({prop.name})", "relation"
    )
    back.config = {
        "data_source_id": edit.source.id,
        "type": "dual_property",
        "synced_property_id": prop.id,
    }
    far.properties[back.id] = back
    prop.config["synced_property_id"] = back.id


CONFIGURERS: dict[str, Callable[[SchemaEdit, Property, Json, str], None]] = {
    "number": configure_number,
    "unique_id": configure_unique_id,
    "formula": configure_formula,
    "rollup": configure_rollup,
    "relation": configure_relation,
}


def check_size(edit: SchemaEdit) -> None:
    shown = render_schema(edit.workspace, edit.source)
    if len(shown) > MAX_PROPERTIES:
        raise invalid(f"A data source cannot have more than {MAX_PROPERTIES} properties.")
    if len(json.dumps(shown)) > MAX_SCHEMA_BYTES:
        biggest = max(shown, key=lambda name: len(json.dumps(shown[name])))
        raise invalid(
            f"The schema of this data source is too large. The biggest property is {biggest}."
        )
