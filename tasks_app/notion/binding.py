"""Which column of a board is which of ours: bound by id, so that people may rename. Pure.

A column is found by name once and by its id from then on; so are the options of a choice. What was
bound before and is gone, or has become another type, is lost: it is neither written nor read until
it is back, and there is a sentence about it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tasks_app.notion.schema import KEYS, Database, Option, Property

Json = dict[str, Any]
Bindings = dict[str, Json]
"""Our name of a property → `{"id", "name", "type", "options", "target"}` as on Notion."""

WITH_OPTIONS = frozenset({"select", "status", "multi_select"})
SETUP = "manage.py notion_setup makes what is missing"


@dataclass(slots=True)
class Bound:
    """What a schema comes to: what can be used, what is lost, and a sentence for each fault."""

    properties: Bindings = field(default_factory=dict)
    lost: Bindings = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    is_usable: bool = True


def bind_schema(
    database: Database,
    shown: Mapping[str, Json],
    *,
    known: Bindings,
    channels: Iterable[Option] = (),
) -> Bound:
    """Bind the columns that a data source shows; `known` is how they were bound before."""
    bound = Bound()
    taken = {known[name]["id"] for name in known}
    for prop in database.properties:
        options = tuple(channels) if prop.name == "Channel" else prop.options
        before = known.get(prop.name)
        column = _column(prop, shown, before, taken)
        if column is None:
            _miss(bound, database, prop, before)
        elif column["type"] not in prop.types:
            _hold(bound, database, prop, before, column)
        else:
            bound.properties[prop.name] = _binding(column, options, before)
            _tell_lost_options(bound, options, bound.properties[prop.name])
    return bound


def _column(
    prop: Property, shown: Mapping[str, Json], before: Json | None, taken: set[str]
) -> Json | None:
    """The column with the known id, else one with our name; a title is known by its type."""
    columns = list(shown.values())
    if prop.type == "title":
        return next((each for each in columns if each["type"] == "title"), None)
    if before is not None:
        same = next((each for each in columns if each["id"] == before["id"]), None)
        if same is not None:
            return same
    free = [each for each in columns if each["id"] not in taken]
    wanted = prop.name.casefold()
    return next((each for each in free if each["name"].strip().casefold() == wanted), None)


def _miss(bound: Bound, database: Database, prop: Property, before: Json | None) -> None:
    if before is not None:
        bound.lost[prop.name] = before
        bound.faults.append(
            f"The column “{before['name']}” was deleted: put it back, or {SETUP}; "
            "everything else goes on."
        )
    elif prop.is_essential:
        bound.faults.append(f"The column “{prop.name}” is missing: {SETUP}.")
    _stop_without(bound, database, prop, is_new=before is None)


def _hold(
    bound: Bound, database: Database, prop: Property, before: Json | None, column: Json
) -> None:
    if before is not None:
        bound.lost[prop.name] = before
    elif not prop.is_essential:
        # Somebody's own column that happens to have this name; check tells of it.
        return
    bound.faults.append(
        f"The column “{column['name']}” is of type {column['type']} and has to be "
        f"{' or '.join(prop.types)}: change its type back; everything else goes on."
    )
    _stop_without(bound, database, prop, is_new=before is None)


def _stop_without(bound: Bound, database: Database, prop: Property, *, is_new: bool) -> None:
    """Without our key a lost answer would become a second page; the rest must be there once."""
    if prop.name == KEYS[database.kind] or (is_new and prop.is_essential):
        bound.is_usable = False


def _binding(column: Json, options: tuple[Option, ...], before: Json | None) -> Json:
    kind = column["type"]
    made: Json = {"id": column["id"], "name": column["name"], "type": kind}
    if kind in WITH_OPTIONS:
        old = _options_before(before)
        made["options"] = bind_options(column[kind]["options"], options, old)
        made["lost_options"] = {
            value: known_id for value, known_id in old.items() if value not in made["options"]
        }
    if kind == "relation":
        made["target"] = {
            name: column["relation"].get(name) for name in ("data_source_id", "database_id")
        }
    return made


def bind_options(
    there: Iterable[Json], options: Iterable[Option], known: Mapping[str, str]
) -> dict[str, str]:
    """Our value → the id of its option: the one it had, else by label; each for one value only."""
    options = tuple(options)
    by_label = {each["name"].strip().casefold(): each["id"] for each in there}
    values, ids = {option.value for option in options}, set(by_label.values())
    found = {value: had for value, had in known.items() if value in values and had in ids}
    for labels in ([(option.label,) for option in options], [option.also for option in options]):
        for option, wanted in zip(options, labels, strict=True):
            free = (by_label.get(label.casefold()) for label in wanted)
            chosen = next((each for each in free if each and each not in found.values()), None)
            if option.value not in found and chosen:
                found[option.value] = chosen
    return found


def _options_before(before: Json | None) -> dict[str, str]:
    known = before or {}
    return {**known.get("lost_options", {}), **known.get("options", {})}


def _tell_lost_options(bound: Bound, options: Iterable[Option], binding: Json) -> None:
    """Options that were bound and are gone. (Those never made are the matter of setup.)"""
    lost = binding.get("lost_options", {})
    names = ", ".join(f"“{each.label}”" for each in options if each.value in lost)
    if names:
        bound.faults.append(
            f"The column “{binding['name']}” has no {names} any more: put it back under this name, "
            f"or {SETUP}."
        )
