"""People who work in the workspace: what they do changes stamps and makes events.

They give values plainly: text for texts, names for options, ids for relations, and addresses for
files.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from . import bodies, edits
from .designing import Designer
from .errors import Json
from .rich_text import split
from .state import Page, Parent, Property
from .values import Write, parse_value

Values = Mapping[str, Any]


class Person(Designer):
    """One person. Pages are given by id, boards by the id of the database or its data source."""

    def edit(self, page_id: str, values: Values) -> None:
        """Type into cells of one row."""
        self.edit_many([page_id], values)

    def edit_many(self, page_ids: Iterable[str], values: Values) -> None:
        """Select many rows and set the same cells of all at once."""
        with self.workspace.lock:
            for page_id in page_ids:
                page = self.page(page_id)
                checked = self.checked(self.workspace.schema(page), values)
                edits.write_values(self.workspace, self.user, page, checked)

    def add_page(
        self, board: str, values: Values | None = None, *, template_id: str | None = None
    ) -> str:
        """A new row, filled from a template where one is chosen."""
        with self.workspace.lock:
            source = self.source(board)
            template = self.page(template_id).values if template_id else {}
            given = {**template, **self.checked(source.properties, values or {})}
            parent = Parent("data_source", source.id)
            return edits.create_page(self.workspace, self.user, parent, given).id

    def add_template(self, board: str, values: Values) -> str:
        with self.workspace.lock:
            source = self.source(board)
            page = Page(
                parent=Parent("data_source", source.id),
                values=self.checked(source.properties, values),
                is_template=True,
                **self.workspace.stamps(self.user),
            )
            self.workspace.pages[page.id] = page
            return page.id

    def duplicate(self, page_id: str) -> str:
        """Copy a row with everything in it."""
        with self.workspace.lock:
            return edits.duplicate_page(self.workspace, self.user, self.page(page_id)).id

    def trash(self, page_id: str) -> None:
        self._set_trash(page_id, in_trash=True)

    def restore(self, page_id: str) -> None:
        self._set_trash(page_id, in_trash=False)

    def _set_trash(self, page_id: str, *, in_trash: bool) -> None:
        with self.workspace.lock:
            page = self.page(page_id)
            edits.set_trash(self.workspace, self.user, page, in_trash=in_trash)

    def delete_for_ever(self, page_id: str) -> None:
        """Empty the trash of this page; for the API it was never there."""
        with self.workspace.lock:
            edits.delete_for_ever(self.workspace, self.page(page_id))

    def archive(self, page_id: str) -> None:
        """Out of the views, which is not the trash."""
        with self.workspace.lock:
            page = self.page(page_id)
            page.is_archived = True
            self.workspace.touch(page, self.user)

    def move(self, page_id: str, board: str) -> None:
        with self.workspace.lock:
            parent = Parent("data_source", self.source(board).id)
            edits.move_page(self.workspace, self.user, self.page(page_id), parent)

    def lock_page(self, page_id: str, *, locked: bool = True) -> None:
        with self.workspace.lock:
            edits.set_lock(self.workspace, self.user, self.page(page_id), is_locked=locked)

    def write_body(self, page_id: str, text: str) -> str:
        """A paragraph on the page itself."""
        with self.workspace.lock:
            parent = Parent("page", self.page(page_id).id)
            content = {"rich_text": split(text), "color": "default"}
            block = bodies.append_block(
                self.workspace, self.user, parent, kind="paragraph", content=content
            )
            self.workspace.touch(self.page(page_id), self.user)
            bodies.tell_content(self.workspace, self.user, parent, [block.id])
            return block.id

    def comment(self, page_id: str, text: str) -> str:
        with self.workspace.lock:
            return bodies.add_comment(
                self.workspace,
                self.user,
                Parent("page", self.page(page_id).id),
                discussion_id="",
                pieces=split(text),
                display_name={"type": "user", "resolved_name": self.user.name},
            ).id

    def resolve(self, comment_id: str) -> None:
        """Close the whole discussion; the API does not show it any more."""
        with self.workspace.lock:
            discussion_id = self.workspace.comments[comment_id].discussion_id
            for comment in self.workspace.comments.values():
                if comment.discussion_id == discussion_id:
                    comment.is_resolved = True

    def checked(self, schema: dict[str, Property], values: Values) -> Json:
        """Typed-in values as the page keeps them."""
        write = Write(self.workspace, None, schema)
        kept: Json = {}
        for name, value in values.items():
            prop = write.find(name)
            kept[prop.id] = parse_value(write, prop, {prop.type: written(prop, value)}, name)
        return kept


def written(prop: Property, value: Any) -> Any:
    """A plain value in the shape of a request."""
    if prop.type in ("title", "rich_text"):
        return split(value or "")
    if prop.type in ("select", "status"):
        return {"name": value} if isinstance(value, str) else value
    if prop.type == "multi_select":
        return [{"name": each} for each in value]
    if prop.type in ("relation", "people"):
        return [{"id": each} for each in value]
    if prop.type == "files":
        return [
            {"name": url.rsplit("/", 1)[-1][:100] or "file", "external": {"url": url}}
            for url in value
        ]
    if prop.type == "date" and isinstance(value, datetime | date):
        return {"start": value.isoformat()}
    return {"start": value} if prop.type == "date" and isinstance(value, str) else value
