"""Property values as they are written: checked like Notion checks them, then kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from .dates import parse_date
from .errors import Json, NotionError, invalid, misplaced, missing
from .files import check_url, parse_file
from .identity import parse_id, same_property
from .options import TYPES_WITH_OPTIONS, choose, default_status
from .retyping import EMPTY
from .rich_text import check_array, check_text, parse
from .schema import TYPES
from .sharing import is_visible, unknown
from .state import Connection, Option, Page, Parent, Property, Workspace

MAX_ARRAY = 100
READ_ONLY = (
    "formula",
    "rollup",
    "created_time",
    "created_by",
    "last_edited_time",
    "last_edited_by",
    "unique_id",
)


@dataclass
class Write:
    """Who writes, and which properties gained an option on the way."""

    workspace: Workspace
    connection: Connection | None
    schema: dict[str, Property]
    new_options: list[tuple[Property, Option]] = field(default_factory=list)

    def find(self, name_or_id: str) -> Property:
        for prop in self.schema.values():
            if name_or_id == prop.name:
                return prop
        for prop in self.schema.values():
            if same_property(prop.id, name_or_id):
                return prop
        raise invalid(f"{name_or_id} is not a property that exists.")


def parse_values(write: Write, properties: Any, where: str = "body.properties") -> Json:
    """Every written value by property id; nothing is kept when one of them is refused."""
    if not isinstance(properties, dict):
        raise misplaced(where, "be an object", properties)
    try:
        return {
            prop.id: parse_value(write, prop, value, f"{where}.{key}")
            for key, value in properties.items()
            for prop in [write.find(key)]
        }
    except NotionError:
        for prop, option in write.new_options:
            prop.options.remove(option)
        raise


def parse_value(write: Write, prop: Property, value: Any, where: str) -> Any:
    if prop.type in READ_ONLY:
        raise invalid(f"{prop.name} is a read-only property and cannot be written.")
    if prop.type == "title" and isinstance(value, list):
        value = {"title": value}
    if not isinstance(value, dict):
        raise misplaced(where, "be an object", value)
    if prop.type not in value or value.get("type", prop.type) != prop.type:
        if any(kind in value for kind in TYPES):
            raise invalid(f"{prop.name} is expected to be {prop.type}.")
        raise missing(f"{where}.{prop.type}")
    return PARSERS[prop.type](write, prop, value[prop.type], f"{where}.{prop.type}")


def parse_text(write: Write, _prop: Property, value: Any, where: str) -> list[Json]:
    return parse(write.workspace, value, where)


def parse_number(_write: Write, _prop: Property, value: Any, where: str) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise misplaced(where, "be a number", value)
    return value


def parse_choice(write: Write, prop: Property, value: Any, where: str) -> str | None:
    if value is None:
        # Emptying a status gives the default one.
        return default_status(prop) if prop.type == "status" else None
    before = len(prop.options)
    chosen = choose(prop, value, where, may_create=may_change_schema(write))
    note_new_option(write, prop, before)
    return chosen


def parse_choices(write: Write, prop: Property, value: Any, where: str) -> list[str]:
    before = len(prop.options)
    chosen = [
        choose(prop, item, f"{where}[{number}]", may_create=may_change_schema(write))
        for number, item in enumerate(check_array(value, where))
    ]
    note_new_option(write, prop, before)
    return list(dict.fromkeys(chosen))


def may_change_schema(write: Write) -> bool:
    return write.connection is None or "update_content" in write.connection.capabilities


def note_new_option(write: Write, prop: Property, before: int) -> None:
    if len(prop.options) > before:
        write.new_options += [(prop, option) for option in prop.options[before:]]


def parse_when(_write: Write, _prop: Property, value: Any, where: str) -> Json | None:
    return parse_date(value, where)


def parse_checkbox(_write: Write, _prop: Property, value: Any, where: str) -> bool:
    if not isinstance(value, bool):
        raise misplaced(where, "be a boolean", value)
    return value


def short_text(limit: int) -> Callable[[Write, Property, Any, str], str | None]:
    def parse_short(_write: Write, _prop: Property, value: Any, where: str) -> str | None:
        if value is None:
            return None
        if value == "":
            raise misplaced(where, "be populated or `null`", value)
        return check_text(value, where, limit)

    return parse_short


def parse_url(_write: Write, _prop: Property, value: Any, where: str) -> str | None:
    if value is None:
        return None
    if value == "":
        raise misplaced(where, "be populated or `null`", value)
    return check_url(value, where)


def parse_relation(write: Write, prop: Property, value: Any, where: str) -> list[str]:
    """Only pages of the target can be set, and only those the connection sees."""
    target = Parent("data_source", prop.config["data_source_id"])
    ids: list[str] = []
    for number, item in enumerate(check_array(value, where)):
        if not isinstance(item, dict) or "id" not in item:
            raise missing(f"{where}[{number}].id")
        page_id = parse_id(item["id"], f"{where}[{number}].id")
        page = write.workspace.pages.get(page_id)
        if page is None or not is_visible(write.workspace, write.connection, page_id):
            raise no_such_page(write, page_id)
        if page.parent != target:
            raise invalid(f"{page_id} is not a page of the data source {prop.name} relates to.")
        ids.append(page_id)
    return list(dict.fromkeys(ids))


def no_such_page(write: Write, page_id: str) -> Exception:
    if write.connection is None:
        return invalid(f"There is no page {page_id}.")
    return unknown(write.connection, "page", page_id)


def parse_people(write: Write, _prop: Property, value: Any, where: str) -> list[str]:
    ids: list[str] = []
    for number, item in enumerate(check_array(value, where, MAX_ARRAY)):
        found = item.get("id") if isinstance(item, dict) else None
        user_id = parse_id(found, f"{where}[{number}].id")
        if user_id not in write.workspace.users:
            raise invalid(f"Could not find user with ID: {user_id}.")
        ids.append(user_id)
    return ids


def parse_files(write: Write, _prop: Property, value: Any, where: str) -> list[Json]:
    kept = []
    for number, item in enumerate(check_array(value, where, MAX_ARRAY)):
        place = f"{where}[{number}]"
        if isinstance(item, dict) and "name" not in item and "file_upload" not in item:
            raise missing(f"{place}.name")
        kept.append(parse_file(write.workspace, item, place))
    return kept


PARSERS: dict[str, Callable[[Write, Property, Any, str], Any]] = {
    "title": parse_text,
    "rich_text": parse_text,
    "number": parse_number,
    "select": parse_choice,
    "status": parse_choice,
    "multi_select": parse_choices,
    "date": parse_when,
    "checkbox": parse_checkbox,
    "url": parse_url,
    "email": short_text(200),
    "phone_number": short_text(200),
    "relation": parse_relation,
    "people": parse_people,
    "files": parse_files,
}


def value_of(page: Page, prop: Property) -> Any:
    """What the page holds; what was never written is empty, a status its default."""
    value = page.values.get(prop.id, EMPTY.get(prop.type))
    if prop.type in TYPES_WITH_OPTIONS:
        return known_options(prop, value)
    return value


def known_options(prop: Property, value: Any) -> Any:
    """Options that were deleted are no value any more."""
    if prop.type == "multi_select":
        return [option_id for option_id in value if prop.option(option_id)]
    if prop.option(value) is not None:
        return value
    return default_status(prop) if prop.type == "status" else None
