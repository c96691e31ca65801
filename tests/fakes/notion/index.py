"""What queries and searches see: the state of a moment ago, where they are made to lag."""

from __future__ import annotations

from dataclasses import replace

from .state import Page, Workspace


def remember(workspace: Workspace, page_id: str) -> None:
    """Keep the state a page has before it is written."""
    lag = max(workspace.query_lag_seconds, workspace.search_lag_seconds)
    if not lag:
        return
    now = workspace.clock.seconds()
    page = workspace.pages.get(page_id)
    before = replace(page, values=dict(page.values)) if page else None
    kept = [entry for entry in workspace.earlier.get(page_id, []) if entry[0] > now - lag]
    workspace.earlier[page_id] = [*kept, (now, before)]


def indexed(workspace: Workspace, page: Page, lag_seconds: float) -> Page | None:
    """The page as an index that far behind has it; None when it does not know it yet."""
    oldest = workspace.clock.seconds() - lag_seconds
    for written_at, before in workspace.earlier.get(page.id, []):
        if written_at > oldest:
            return before
    return page
