"""What people do to boards: columns, options, databases. More than the API may."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from . import edits
from .errors import Json
from .retyping import convert_values
from .rich_text import split
from .schema import SchemaEdit, apply_schema, remove, rename
from .state import Database, DataSource, Option, Page, Parent, Property, User, Workspace


@dataclass(frozen=True)
class Designer:
    workspace: Workspace
    user: User

    def page(self, page_id: str) -> Page:
        return self.workspace.pages[page_id]

    def source(self, board: str) -> DataSource:
        """By its own id or by that of its database, whose first one it then is."""
        database = self.workspace.databases.get(board)
        return self.workspace.data_sources[database.data_source_ids[0] if database else board]

    def database(self, board: str) -> Database:
        return (
            self.workspace.databases.get(board)
            or self.workspace.databases[self.workspace.data_sources[board].database_id]
        )

    def property_of(self, board: str, name: str) -> Property:
        found = self.source(board).find(name)
        if found is None:
            raise KeyError(f"There is no column {name}.")
        return found

    def create_board(self, parent_page_id: str, title: str, schema: Json) -> str:
        """A database with these columns (in the shape of a request); returns its id."""
        with self.workspace.lock:
            parent = Parent("page", parent_page_id)
            database, source = edits.create_database(
                self.workspace, self.user, parent, split(title)
            )
            apply_schema(SchemaEdit(self.workspace, source, None, []), schema, "schema")
            return database.id

    def add_property(self, board: str, name: str, config: Json) -> None:
        self._change(board, {name: config})

    def _change(self, board: str, properties: Json) -> None:
        with self.workspace.lock:
            source = self.source(board)
            edit = SchemaEdit(self.workspace, source, None, [])
            apply_schema(edit, properties, "schema")
            edits.tell_schema(self.workspace, self.user, source, edit.changes)

    def rename_property(self, board: str, name: str, new_name: str) -> None:
        with self.workspace.lock:
            prop = self.property_of(board, name)
            rename(self.source(board), prop, new_name)
            self._tell(board, prop)

    def delete_property(self, board: str, name: str) -> None:
        with self.workspace.lock:
            source = self.source(board)
            edit = SchemaEdit(self.workspace, source, None, [])
            remove(edit, self.property_of(board, name))
            edits.tell_schema(self.workspace, self.user, source, edit.changes)

    def restore_property(self, board: str, name: str) -> None:
        """Bring back a deleted column, with its id and its values."""
        with self.workspace.lock:
            source = self.source(board)
            prop = next(each for each in source.removed.values() if each.name == name)
            source.properties[prop.id] = source.removed.pop(prop.id)
            self._tell(board, prop, "created")

    def retype_property(self, board: str, name: str, kind: str) -> None:
        """Give a column another type: same id, values converted where they can be."""
        with self.workspace.lock:
            prop = self.property_of(board, name)
            convert_values(self.workspace, self.source(board), prop, kind)
            self._tell(board, prop)

    def add_option(self, board: str, name: str, option: str, *, color: str = "default") -> None:
        with self.workspace.lock:
            prop = self.property_of(board, name)
            group = "To-do" if prop.type == "status" else None
            prop.options.append(Option(option, color, group=group))
            self._tell(board, prop)

    def rename_option(self, board: str, name: str, option: str, new_name: str) -> None:
        """Its id stays, and so does every page that has it."""
        with self.workspace.lock:
            self._option(board, name, option).name = new_name
            self._tell(board, self.property_of(board, name))

    def recolor_option(self, board: str, name: str, option: str, color: str) -> None:
        with self.workspace.lock:
            self._option(board, name, option).color = color
            self._tell(board, self.property_of(board, name))

    def delete_option(self, board: str, name: str, option: str) -> None:
        """Pages that had it are empty there."""
        with self.workspace.lock:
            self.property_of(board, name).options.remove(self._option(board, name, option))
            self._tell(board, self.property_of(board, name))

    def _option(self, board: str, name: str, option: str) -> Option:
        found = self.property_of(board, name).option_named(option)
        if found is None:
            raise KeyError(f"{name} has no option {option}.")
        return found

    def _tell(self, board: str, prop: Property, action: str = "updated") -> None:
        change: dict[str, Any] = {"id": prop.id, "name": prop.name, "action": action}
        edits.tell_schema(self.workspace, self.user, self.source(board), [change])

    def add_data_source(self, board: str, title: str) -> str:
        """A second table in the same database: from then on the database's id is ambiguous."""
        with self.workspace.lock:
            database = self.database(board)
            source = edits.create_data_source(self.workspace, self.user, database, split(title))
            title_column: Json = {"Name": {"title": {}}}
            apply_schema(SchemaEdit(self.workspace, source, None, []), title_column, "schema")
            return source.id

    def trash_database(self, board: str) -> None:
        with self.workspace.lock:
            edits.set_trash(self.workspace, self.user, self.database(board), in_trash=True)

    def restore_database(self, board: str) -> None:
        with self.workspace.lock:
            edits.set_trash(self.workspace, self.user, self.database(board), in_trash=False)
