"""One request to the API: what it asks, in whose name, and the checks all endpoints share."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from .cursors import Cursors
from .errors import Json, misplaced, missing, restricted
from .identity import parse_id
from .reader import V2025, Reader
from .sharing import is_visible, unknown
from .state import Connection, Database, DataSource, Page, Parent, User, Workspace

MAX_PAGE_SIZE = 100


@dataclass
class Call:
    workspace: Workspace
    connection: Connection
    version: str
    base_url: str
    cursors: Cursors
    path: dict[str, str] = field(default_factory=dict)
    query: dict[str, list[str]] = field(default_factory=dict)
    body: Json = field(default_factory=dict)
    form: dict[str, Any] = field(default_factory=dict)

    @property
    def bot(self) -> User:
        return self.connection.bot

    @property
    def reader(self) -> Reader:
        return Reader(self.workspace, self.connection, self.version, self.base_url)

    def needs(self, capability: str) -> None:
        if capability not in self.connection.capabilities:
            raise restricted("Insufficient permissions for this endpoint.")

    def id(self, name: str) -> str:
        return parse_id(self.path[name], f"path.{name}")

    def visible(self, object_id: str) -> bool:
        return is_visible(self.workspace, self.connection, object_id)

    def page(self, page_id: str) -> Page:
        found = self.workspace.pages.get(page_id)
        if found is None or not self.visible(page_id):
            raise unknown(self.connection, "page", page_id)
        return found

    def database(self, database_id: str) -> Database:
        found = self.workspace.databases.get(database_id)
        if found is None or not self.visible(database_id):
            raise unknown(self.connection, "database", database_id)
        return found

    def data_source(self, source_id: str) -> DataSource:
        found = self.workspace.data_sources.get(source_id)
        if found is None or not self.visible(source_id):
            raise unknown(self.connection, "data_source", source_id)
        return found

    def first(self, name: str) -> str | None:
        return next(iter(self.query.get(name, [])), None)

    def page_size(self, source: str = "query") -> int:
        """1 to 100; the whole 100 when nothing is said."""
        given = self.first("page_size") if source == "query" else self.body.get("page_size")
        if given is None:
            return MAX_PAGE_SIZE
        where = f"{source}.page_size"
        if source == "query":
            given = int(given) if str(given).isdigit() else given
        if isinstance(given, bool) or not isinstance(given, int):
            raise misplaced(where, "be a number", given)
        if given < 1:
            raise misplaced(where, "be ≥ `1`", given)
        if given > MAX_PAGE_SIZE:
            raise misplaced(where, "be ≤ `100`", given)
        return given

    def start_cursor(self, source: str = "query") -> str | None:
        if source == "query":
            return self.first("start_cursor")
        cursor = self.body.get("start_cursor")
        if "start_cursor" in self.body and not isinstance(cursor, str):
            raise misplaced("body.start_cursor", "be a string", cursor)
        return cursor

    def wanted_properties(self) -> list[str]:
        return self.query.get("filter_properties[]", []) + self.query.get("filter_properties", [])

    def trash_flag(self) -> bool | None:
        """`in_trash`, or its old name where the version still takes it."""
        if self.version != V2025 and "archived" in self.body:
            raise misplaced("body.archived", "be not present", self.body["archived"])
        for name in ("in_trash", "archived"):
            if name in self.body:
                if not isinstance(self.body[name], bool):
                    raise misplaced(f"body.{name}", "be a boolean", self.body[name])
                return bool(self.body[name])
        return None

    def body_parent(self, *kinds: str) -> Parent:
        """The parent a body names, by one of these kinds."""
        given = self.body.get("parent")
        if not isinstance(given, dict):
            raise missing("body.parent")
        for kind in kinds:
            if f"{kind}_id" in given:
                where = f"body.parent.{kind}_id"
                return Parent(kind, parse_id(given[f"{kind}_id"], where))  # type: ignore[arg-type]  # one of the kinds
        raise missing(f"body.parent.{kinds[0]}_id")


def listing(kind: str, results: list[Json], next_cursor: str | None = None) -> Json:
    """The envelope of every list."""
    return {
        "object": "list",
        "results": results,
        "next_cursor": next_cursor,
        "has_more": next_cursor is not None,
        "type": kind,
        kind: {},
    }


def paged(call: Call, kind: str, items: list[tuple[str, Any]], source: str = "query") -> Json:
    """One page of items that have an id each; the cursor is the id the next page begins with."""
    size, cursor = call.page_size(source), call.start_cursor(source)
    ids = [item_id for item_id, _item in items]
    start = call.cursors.place(ids, cursor) if cursor is not None else 0
    shown = [item for _id, item in items[start : start + size]]
    following = ids[start + size] if start + size < len(ids) else None
    return listing(kind, shown, following)
