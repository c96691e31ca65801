"""Filters and sorts of a query: checked against the schema, then applied to pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .clock import minute
from .conditions import read_condition
from .dates import moment
from .errors import Json, invalid, misplaced, missing
from .identity import dashed
from .page_values import evaluate
from .rich_text import plain_text
from .state import DataSource, Page, Property, Workspace
from .values import value_of

Predicate = Callable[[Page], bool]
MAX_DEPTH = 2
TIMESTAMPS = ("created_time", "last_edited_time")
KINDS = {
    "title": "text",
    "rich_text": "text",
    "url": "text",
    "email": "text",
    "phone_number": "text",
    "number": "number",
    "unique_id": "number",
    "checkbox": "checkbox",
    "select": "choice",
    "status": "choice",
    "multi_select": "choices",
    "relation": "choices",
    "people": "choices",
    "created_by": "choices",
    "last_edited_by": "choices",
    "date": "moment",
    "created_time": "moment",
    "last_edited_time": "moment",
    "files": "files",
}
BY_ID = ("relation", "people", "created_by", "last_edited_by")
FORMULA_KINDS = {"string": "text", "number": "number", "checkbox": "checkbox", "date": "moment"}


@dataclass(frozen=True)
class Table:
    """The rows a filter is about."""

    workspace: Workspace
    source: DataSource

    def find(self, name_or_id: Any) -> Property:
        prop = self.source.find(name_or_id) if isinstance(name_or_id, str) else None
        if prop is None:
            raise invalid(f"Could not find property with name or id: {name_or_id}")
        return prop


def read_filter(table: Table, given: Any, where: str = "body.filter", depth: int = 0) -> Predicate:
    """A written filter → a test of pages."""
    if not isinstance(given, dict):
        raise misplaced(where, "be an object", given)
    for word in ("and", "or"):
        if word in given:
            return read_compound(table, word, given[word], f"{where}.{word}", depth)
    if "timestamp" in given:
        return read_timestamp(table, given, where)
    if "property" not in given:
        raise missing(f"{where}.property")
    prop = table.find(given["property"])
    return read_property(table, prop, given, where)


def read_compound(table: Table, word: str, items: Any, where: str, depth: int) -> Predicate:
    if depth >= MAX_DEPTH:
        raise invalid(f"{where}: compound filters can be nested {MAX_DEPTH} levels deep.")
    if not isinstance(items, list):
        raise misplaced(where, "be an array", items)
    tests = [
        read_filter(table, item, f"{where}[{number}]", depth + 1)
        for number, item in enumerate(items)
    ]
    if word == "and":
        return lambda page: all(test(page) for test in tests)
    return lambda page: any(test(page) for test in tests)


def read_timestamp(table: Table, given: Json, where: str) -> Predicate:
    name = given["timestamp"]
    if name not in TIMESTAMPS:
        raise misplaced(f"{where}.timestamp", "be `created_time` or `last_edited_time`", name)
    if name not in given:
        raise missing(f"{where}.{name}")
    if set(given) - {"timestamp", name}:
        extra = min(set(given) - {"timestamp", name})
        raise misplaced(f"{where}.{extra}", "be not present", given[extra])
    now = table.workspace.clock.now()
    test = read_condition("moment", given[name], f"{where}.{name}", now)
    if name == "created_time":
        return lambda page: test(minute(page.created_at))
    return lambda page: test(minute(page.edited_at))


def read_property(table: Table, prop: Property, given: Json, where: str) -> Predicate:
    keys = set(given) - {"property", "type"}
    if keys != {prop.type}:
        wrong = min(keys - {prop.type}, default=None)
        if wrong is None:
            raise missing(f"{where}.{prop.type}")
        raise invalid(f"database property {prop.type} does not match filter {wrong}")
    now, place = table.workspace.clock.now(), f"{where}.{prop.type}"
    if prop.type == "formula":
        [(result, condition)] = given["formula"].items()
        if result not in FORMULA_KINDS:
            raise misplaced(f"{place}.{result}", "be not present", condition)
        kind = FORMULA_KINDS[result]
        test = read_condition(kind, condition, f"{place}.{result}", now)
    else:
        condition = with_ids(given[prop.type]) if prop.type in BY_ID else given[prop.type]
        test = read_condition(KINDS[prop.type], condition, place, now)
    return lambda page: test(comparable(table.workspace, page, prop))


def with_ids(condition: Any) -> Any:
    """Ids come with and without dashes."""
    if not isinstance(condition, dict):
        return condition
    return {
        word: dashed(operand) or operand if isinstance(operand, str) else operand
        for word, operand in condition.items()
    }


def comparable(workspace: Workspace, page: Page, prop: Property) -> Any:
    """A value as filters see it."""
    if prop.type == "formula":
        return evaluate(workspace, page, prop)
    if prop.type in TIMESTAMPS:
        return minute(page.created_at if prop.type == "created_time" else page.edited_at)
    if prop.type in ("created_by", "last_edited_by"):
        return [page.created_by if prop.type == "created_by" else page.edited_by]
    value = value_of(page, prop)
    if prop.type in ("title", "rich_text"):
        return plain_text(value)
    if prop.type in ("select", "status"):
        option = prop.option(value)
        return [name for name in (option.name, option.group) if name] if option else None
    if prop.type == "multi_select":
        return [option.name for option in prop.options if option.id in value]
    return moment(value["start"]) if prop.type == "date" and value else value


class Descending:
    """A sort key the other way round."""

    def __init__(self, value: Any) -> None:
        self.value = value

    def __lt__(self, other: Descending) -> bool:
        return bool(other.value < self.value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Descending) and bool(self.value == other.value)

    def __hash__(self) -> int:
        return hash(self.value)


SortKey = Callable[[Page], tuple[Any, ...]]


def read_sorts(table: Table, given: Any) -> SortKey:
    """Without sorts the order is no order at all: by id, which is random."""
    if given is None:
        given = []
    if not isinstance(given, list):
        raise misplaced("body.sorts", "be an array", given)
    columns = [read_sort(table, item, f"body.sorts[{at}]") for at, item in enumerate(given)]
    return lambda page: (*(column(page) for column in columns), page.id)


def read_sort(table: Table, item: Any, where: str) -> Callable[[Page], Any]:
    if not isinstance(item, dict):
        raise misplaced(where, "be an object", item)
    direction = item.get("direction", "ascending")
    if direction not in ("ascending", "descending"):
        raise misplaced(f"{where}.direction", "be `ascending` or `descending`", direction)
    if "timestamp" in item:
        if item["timestamp"] not in TIMESTAMPS:
            raise misplaced(f"{where}.timestamp", "be a timestamp", item["timestamp"])
        prop = Property(item["timestamp"], item["timestamp"], item["timestamp"])
    elif "property" in item:
        prop = table.find(item["property"])
    else:
        raise missing(f"{where}.property")
    return lambda page: sort_key(table.workspace, page, prop, is_descending=direction[0] == "d")


def sort_key(workspace: Workspace, page: Page, prop: Property, *, is_descending: bool) -> Any:
    """Empty values come last whichever way; options sort in the order of the schema."""
    value = comparable(workspace, page, prop)
    if prop.type in ("select", "status") and value is not None:
        value = [option.id for option in prop.options].index(value_of(page, prop))
    is_empty = value is None or value == "" or value == []
    if is_empty:
        return (1, 0)
    shown = str(value) if isinstance(value, list) else value
    return (0, Descending(shown) if is_descending else shown)
