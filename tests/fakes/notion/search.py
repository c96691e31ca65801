"""`POST /search`: by title, seconds behind what was written."""

from __future__ import annotations

from .call import Call, paged
from .errors import Json, misplaced
from .index import indexed
from .rendering import render_data_source, render_page, title_of
from .rich_text import plain_text
from .state import DataSource, Page


def search(call: Call) -> Json:
    call.needs("read_content")
    kind, wants_trash = read_filter(call)
    words = str(call.body.get("query", "")).casefold().split()
    known: list[Page | DataSource] = [*known_pages(call), *known_sources(call)]
    found = [
        hit
        for hit in known
        if hit.in_trash == wants_trash
        and call.visible(hit.id)
        and kind in ("", "page" if isinstance(hit, Page) else "data_source")
        and all(word in name_of(hit).casefold() for word in words)
    ]
    direction = call.body.get("sort", {}).get("direction", "descending")
    found.sort(key=lambda hit: hit.edited_at, reverse=direction == "descending")
    items = [
        (
            hit.id,
            render_page(call.reader, hit)
            if isinstance(hit, Page)
            else render_data_source(call.reader, hit),
        )
        for hit in found
    ]
    return paged(call, "page_or_data_source", items, source="body")


def read_filter(call: Call) -> tuple[str, bool]:
    given = call.body.get("filter", {})
    if not isinstance(given, dict):
        raise misplaced("body.filter", "be an object", given)
    if "value" in given:
        if given.get("property") != "object":
            raise misplaced("body.filter.property", 'be `"object"`', given.get("property"))
        if given["value"] not in ("page", "data_source"):
            raise misplaced("body.filter.value", 'be `"page"` or `"data_source"`', given["value"])
    return given.get("value", ""), bool(given.get("in_trash", False))


def known_pages(call: Call) -> list[Page]:
    lag = call.workspace.search_lag_seconds
    seen = [indexed(call.workspace, page, lag) for page in call.workspace.pages.values()]
    return [page for page in seen if page is not None and not page.is_template]


def known_sources(call: Call) -> list[DataSource]:
    oldest = call.workspace.clock.now().timestamp() - call.workspace.search_lag_seconds
    return [
        source
        for source in call.workspace.data_sources.values()
        if source.created_at.timestamp() <= oldest
    ]


def name_of(hit: Page | DataSource) -> str:
    return title_of(hit) if isinstance(hit, Page) else plain_text(hit.title)
