"""Relations between pages: both ends of a dual one, and what of them is seen."""

from __future__ import annotations

from .sharing import is_visible
from .state import Connection, Page, Property, Workspace

# A page shows so many related pages; the property's own endpoint shows all.
SHOWN = 25


def set_relation(workspace: Workspace, page: Page, prop: Property, ids: list[str]) -> None:
    """Replace a page's relation; the far end of a dual one follows, after its lag."""
    before = page.values.get(prop.id, [])
    page.values[prop.id] = ids
    back_id = prop.config.get("synced_property_id")
    if back_id is None:
        return
    added = [each for each in ids if each not in before]
    removed = [each for each in before if each not in ids]

    def follow() -> None:
        for other_id in added:
            link(workspace.pages.get(other_id), back_id, page.id)
        for other_id in removed:
            unlink(workspace.pages.get(other_id), back_id, page.id)

    workspace.defer(workspace.back_relation_lag_seconds, follow)


def link(page: Page | None, prop_id: str, other_id: str) -> None:
    if page is not None and other_id not in page.values.get(prop_id, []):
        page.values[prop_id] = [*page.values.get(prop_id, []), other_id]


def unlink(page: Page | None, prop_id: str, other_id: str) -> None:
    if page is not None:
        page.values[prop_id] = [each for each in page.values.get(prop_id, []) if each != other_id]


def seen(workspace: Workspace, connection: Connection | None, ids: list[str]) -> list[str]:
    """Pages that are not shared are left out without a word."""
    return [each for each in ids if is_visible(workspace, connection, each)]
