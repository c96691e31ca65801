"""`POST /data_sources/{id}/query`."""

from __future__ import annotations

from typing import Any

from .call import Call
from .errors import Json, misplaced
from .filters import Table, read_filter, read_sorts
from .index import indexed
from .rendering import render_page
from .schema_view import chosen_properties
from .sharing import has_ancestor_in_trash, unknown
from .state import DataSource, Page

INCOMPLETE = {"type": "incomplete", "incomplete_reason": "query_result_limit_reached"}


def query_data_source(call: Call) -> Json:
    call.needs("read_content")
    source = call.data_source(call.id("data_source_id"))
    if source.in_trash or has_ancestor_in_trash(call.workspace, source.id):
        raise unknown(call.connection, "data_source", source.id)
    wanted = call.wanted_properties()
    chosen = chosen_properties(source, wanted) if wanted else None
    question = {
        "source": source.id,
        "filter": call.body.get("filter"),
        "sorts": call.body.get("sorts"),
        "is_archived": call.body.get("is_archived", False),
    }
    matches = ordered_matches(call, source, question)
    return answer(call, question, matches, chosen)


def ordered_matches(call: Call, source: DataSource, question: Json) -> list[tuple[Any, Page]]:
    """The rows as the index has them, with their sort keys."""
    table = Table(call.workspace, source)
    key = read_sorts(table, question["sorts"])
    test = read_filter(table, question["filter"]) if question["filter"] is not None else None
    if not isinstance(question["is_archived"], bool):
        raise misplaced("body.is_archived", "be a boolean", question["is_archived"])
    found = []
    for row in call.workspace.rows(source.id):
        page = indexed(call.workspace, row, call.workspace.query_lag_seconds)
        if page is None or page.in_trash or page.is_archived != question["is_archived"]:
            continue
        if page.id in call.connection.unshared:
            continue
        if test is None or test(page):
            found.append((key(page), page))
    return sorted(found, key=lambda pair: pair[0])


def answer(
    call: Call, question: Json, matches: list[tuple[Any, Page]], chosen: set[str] | None
) -> Json:
    given = 0
    cursor = call.start_cursor("body")
    if cursor is not None:
        session = call.cursors.resume(cursor, question)
        given = session.given
        matches = [pair for pair in matches if session.last_key < pair[0]]
    size = min(call.page_size("body"), call.cursors.longest_page, call.cursors.row_limit - given)
    shown = matches[:size]
    body: Json = {
        "object": "list",
        "results": [render_page(call.reader, page, chosen) for _key, page in shown],
        "next_cursor": None,
        "has_more": False,
        "type": "page_or_data_source",
        "page_or_data_source": {},
    }
    if len(matches) <= size:
        return body
    given += len(shown)
    if given >= call.cursors.row_limit:
        return {**body, "request_status": INCOMPLETE}
    last_key, last = shown[-1]
    body["next_cursor"] = call.cursors.suspend(
        question, last_id=last.id, last_key=last_key, given=given
    )
    return {**body, "has_more": True}
