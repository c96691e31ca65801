"""The schema of a data source as the API answers with it."""

from __future__ import annotations

from .errors import Json, invalid
from .identity import same_property
from .options import TYPES_WITH_OPTIONS, render_options
from .state import DataSource, Property, Workspace


def render_schema(workspace: Workspace, source: DataSource) -> Json:
    return {
        prop.name: render_property(workspace, source, prop) for prop in source.properties.values()
    }


def render_property(workspace: Workspace, source: DataSource, prop: Property) -> Json:
    return {
        "id": prop.id,
        "name": prop.name,
        "description": prop.description,
        "type": prop.type,
        prop.type: render_config(workspace, source, prop),
    }


def render_config(workspace: Workspace, source: DataSource, prop: Property) -> Json:
    if prop.type in TYPES_WITH_OPTIONS:
        return render_options(prop)
    if prop.type == "relation":
        return render_relation(workspace, prop)
    if prop.type == "formula":
        return {"expression": stored_expression(workspace, source, prop)}
    if prop.type == "rollup":
        return render_rollup(workspace, source, prop)
    return dict(prop.config)


def render_relation(workspace: Workspace, prop: Property) -> Json:
    far = workspace.data_sources[prop.config["data_source_id"]]
    shown: Json = {
        "database_id": far.database_id,
        "data_source_id": far.id,
        "type": prop.config["type"],
        prop.config["type"]: {},
    }
    back = far.properties.get(prop.config.get("synced_property_id", ""))
    if back is not None:
        shown["dual_property"] = {"synced_property_name": back.name, "synced_property_id": back.id}
    return shown


def render_rollup(workspace: Workspace, source: DataSource, prop: Property) -> Json:
    relation = source.properties.get(prop.config["relation"])
    if relation is None:
        return {"function": prop.config["function"]}
    far = workspace.data_sources[relation.config["data_source_id"]]
    target = far.properties.get(prop.config["target"])
    return {
        "rollup_property_name": target.name if target else "",
        "relation_property_name": relation.name,
        "rollup_property_id": prop.config["target"],
        "relation_property_id": relation.id,
        "function": prop.config["function"],
    }


def stored_expression(workspace: Workspace, source: DataSource, prop: Property) -> str:
    """References by id, as recorded in answers: never equal to what was written."""
    expression = str(prop.config["expression"])
    for name, found in prop.config["references"].items():
        stored = f"{{{{notion:block_property:{found}:{source.id}:{workspace.id}}}}}"
        expression = expression.replace(f'prop("{name}")', stored)
    return expression


def chosen_properties(source: DataSource, wanted: list[str]) -> set[str]:
    """The property ids of `filter_properties`; an unknown one is refused."""
    chosen = set()
    for each in wanted:
        found = next((p for p in source.properties.values() if same_property(p.id, each)), None)
        found = found or source.find(each)
        if found is None:
            raise invalid(f"Could not find property with name or id: {each}")
        chosen.add(found.id)
    return chosen
