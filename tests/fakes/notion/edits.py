"""Everything that changes a page, a database or a comment, whoever does it.

The API and the people of the fake come here with checked values. Every function stamps what it
changes and tells the listeners what happened; who may do it was decided before.
"""

from __future__ import annotations

import copy

from .errors import Json
from .index import remember
from .relations import set_relation
from .rich_text import text
from .state import (
    Change,
    Database,
    DataSource,
    Page,
    Parent,
    Property,
    User,
    View,
    Workspace,
)


def tell_page(
    workspace: Workspace, author: User, page: Page, kind: str, data: Json | None = None
) -> None:
    workspace.tell(
        Change(
            f"page.{kind}",
            ("page", page.id),
            author,
            workspace.clock.now(),
            page.parent,
            data or {},
        )
    )


def create_page(workspace: Workspace, author: User, parent: Parent, values: Json) -> Page:
    """A new page; in a data source it gets the next number and the default status."""
    workspace.plan.spend(1, workspace.clock.now())
    page = Page(parent=parent, **workspace.stamps(author))
    remember(workspace, page.id)
    workspace.pages[page.id] = page
    if parent.kind == "data_source":
        number(workspace.data_sources[parent.id], page)
    else:
        workspace.children.setdefault(parent.id, []).append(page.id)
    store(workspace, page, values)
    tell_page(workspace, author, page, "created")
    return page


def number(source: DataSource, page: Page) -> None:
    for prop in source.properties.values():
        if prop.type == "unique_id":
            source.last_number += 1
            page.values[prop.id] = source.last_number


def store(workspace: Workspace, page: Page, values: Json) -> None:
    schema = workspace.schema(page)
    for prop_id, value in values.items():
        if schema[prop_id].type == "relation":
            set_relation(workspace, page, schema[prop_id], value)
        else:
            page.values[prop_id] = value


def write_values(workspace: Workspace, author: User, page: Page, values: Json) -> None:
    """Replace values. A new title is told as changed content, other values as properties."""
    if not values:
        return
    remember(workspace, page.id)
    store(workspace, page, values)
    workspace.touch(page, author)
    others = [prop_id for prop_id in values if prop_id != "title"]
    if others:
        tell_page(workspace, author, page, "properties_updated", {"updated_properties": others})
    if "title" in values:
        tell_page(workspace, author, page, "content_updated", {"updated_blocks": []})


def set_trash(
    workspace: Workspace, author: User, record: Page | Database | DataSource, *, in_trash: bool
) -> None:
    """Put a page, database or data source into the trash or take it out."""
    if record.in_trash == in_trash:
        return
    remember(workspace, record.id)
    record.in_trash = in_trash
    workspace.touch(record, author)
    event = "deleted" if in_trash else "undeleted"
    workspace.tell(
        Change(
            f"{kind_of(record)}.{event}",
            (kind_of(record), record.id),
            author,
            workspace.clock.now(),
            parent_of_record(record),
        )
    )


def kind_of(record: Page | Database | DataSource) -> str:
    if isinstance(record, Page):
        return "page"
    return "database" if isinstance(record, Database) else "data_source"


def parent_of_record(record: Page | Database | DataSource) -> Parent:
    if isinstance(record, DataSource):
        return Parent("database", record.database_id)
    return record.parent


def move_page(workspace: Workspace, author: User, page: Page, parent: Parent) -> None:
    """To another data source: values follow by the name and type of the property."""
    remember(workspace, page.id)
    before = workspace.schema(page)
    carried = {(prop.name, prop.type): page.values.get(prop.id) for prop in before.values()}
    siblings = workspace.children.get(page.parent.id, [])
    if page.id in siblings:
        siblings.remove(page.id)
    page.parent = parent
    if parent.kind != "data_source":
        workspace.children.setdefault(parent.id, []).append(page.id)
    title = page.values.get("title", [])
    page.values = {
        prop.id: carried[(prop.name, prop.type)]
        for prop in workspace.schema(page).values()
        if carried.get((prop.name, prop.type)) is not None
    }
    page.values["title"] = title
    workspace.touch(page, author)
    tell_page(workspace, author, page, "moved")


def set_lock(workspace: Workspace, author: User, page: Page, *, is_locked: bool) -> None:
    page.is_locked = is_locked
    workspace.touch(page, author)
    tell_page(workspace, author, page, "locked" if is_locked else "unlocked")


def duplicate_page(workspace: Workspace, author: User, page: Page) -> Page:
    """A copy with every value of the original, our own key among them."""
    values = copy.deepcopy(page.values)
    values["title"] = [*values.get("title", []), text(" (1)")]
    copied = {
        prop_id: value
        for prop_id, value in values.items()
        if prop_id in workspace.schema(page) and workspace.schema(page)[prop_id].type != "unique_id"
    }
    return create_page(workspace, author, page.parent, copied)


def delete_for_ever(workspace: Workspace, page: Page) -> None:
    """Only people can, and nobody is told."""
    workspace.pages.pop(page.id, None)
    workspace.earlier.pop(page.id, None)


def create_database(
    workspace: Workspace, author: User, parent: Parent, title: list[Json]
) -> tuple[Database, DataSource]:
    """A database with its first data source and the view it comes with."""
    workspace.plan.spend(1, workspace.clock.now())
    database = Database(parent=parent, title=title, **workspace.stamps(author))
    workspace.databases[database.id] = database
    workspace.children.setdefault(parent.id, []).append(database.id)
    source = create_data_source(workspace, author, database, title)
    view = View(
        database_id=database.id,
        data_source_id=source.id,
        name="Default view",
        type="table",
        configuration={"type": "table"},
        **workspace.stamps(author),
    )
    workspace.views[view.id] = view
    database.view_ids.append(view.id)
    workspace.tell(
        Change("database.created", ("database", database.id), author, workspace.clock.now(), parent)
    )
    return database, source


def create_data_source(
    workspace: Workspace, author: User, database: Database, title: list[Json]
) -> DataSource:
    source = DataSource(database_id=database.id, title=title, **workspace.stamps(author))
    workspace.data_sources[source.id] = source
    database.data_source_ids.append(source.id)
    workspace.tell(
        Change(
            "data_source.created",
            ("data_source", source.id),
            author,
            workspace.clock.now(),
            Parent("database", database.id),
        )
    )
    return source


def tell_schema(
    workspace: Workspace, author: User, source: DataSource, changes: list[Json]
) -> None:
    """Say which properties were created, updated or deleted."""
    if not changes:
        return
    workspace.touch(source, author)
    workspace.tell(
        Change(
            "data_source.schema_updated",
            ("data_source", source.id),
            author,
            workspace.clock.now(),
            Parent("database", source.database_id),
            {"updated_properties": changes},
        )
    )


def tell_new_options(
    workspace: Workspace, author: User, page_source: DataSource, properties: list[Property]
) -> None:
    """Writing an unknown option into a page changes the schema."""
    changes = [{"id": prop.id, "name": prop.name, "action": "updated"} for prop in properties]
    tell_schema(workspace, author, page_source, changes)


def tell_view(workspace: Workspace, author: User, view: View, kind: str, data: Json) -> None:
    parent = Parent("database", view.database_id)
    workspace.tell(
        Change(f"view.{kind}", ("view", view.id), author, workspace.clock.now(), parent, data)
    )
