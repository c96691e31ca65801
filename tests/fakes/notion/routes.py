"""Every endpoint there is, with the query and body keys it takes; others are refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from . import blocks, comments, databases, pages, queries, search, uploads, users, views
from .call import Call
from .errors import Json

Endpoint = Callable[[Call], Json]
PAGING = ("page_size", "start_cursor")
FILTER = ("filter_properties", "filter_properties[]")


@dataclass(frozen=True)
class Route:
    method: str
    pattern: tuple[str, ...]
    endpoint: Endpoint
    query: tuple[str, ...] = ()
    body: tuple[str, ...] = ()

    def match(self, segments: list[str]) -> dict[str, str] | None:
        """The path's parameters when it fits."""
        if len(segments) != len(self.pattern):
            return None
        found: dict[str, str] = {}
        for expected, given in zip(self.pattern, segments, strict=True):
            if expected.startswith("{"):
                found[expected[1:-1]] = given
            elif expected != given:
                return None
        return found


def route(spec: str, endpoint: Endpoint, *, query: tuple[str, ...] = (), body: str = "") -> Route:
    method, path = spec.split(" ")
    return Route(method, ("v1", *path.strip("/").split("/")), endpoint, query, tuple(body.split()))


LOOK = "icon cover in_trash archived is_locked"
ROUTES = [
    route("GET /users/me", users.retrieve_me),
    route("GET /users", users.list_users, query=PAGING),
    route("GET /users/{user_id}", users.retrieve_user),
    route("GET /pages/{page_id}", pages.retrieve_page, query=FILTER),
    route(
        "POST /pages",
        pages.create_page,
        query=FILTER,
        body="parent properties icon cover children template",
    ),
    route(
        "PATCH /pages/{page_id}",
        pages.update_page,
        query=FILTER,
        body=f"properties is_archived {LOOK}",
    ),
    route("POST /pages/{page_id}/move", pages.move_page, body="parent"),
    route("GET /pages/{page_id}/properties/{property_id}", pages.retrieve_property, query=PAGING),
    route("GET /databases/{database_id}", databases.retrieve_database),
    route(
        "POST /databases",
        databases.create_database,
        body="parent title description icon cover is_inline initial_data_source",
    ),
    route(
        "PATCH /databases/{database_id}",
        databases.update_database,
        body=f"parent title description is_inline {LOOK}",
    ),
    route("GET /data_sources/{data_source_id}", databases.retrieve_data_source),
    route("POST /data_sources", databases.create_data_source, body="parent properties title icon"),
    route(
        "PATCH /data_sources/{data_source_id}",
        databases.update_data_source,
        body="title icon properties in_trash archived",
    ),
    route(
        "POST /data_sources/{data_source_id}/query",
        queries.query_data_source,
        query=FILTER,
        body="filter sorts start_cursor page_size is_archived",
    ),
    route("GET /data_sources/{data_source_id}/templates", databases.list_templates, query=PAGING),
    route("GET /blocks/{block_id}", blocks.retrieve_block),
    route(
        "PATCH /blocks/{block_id}",
        blocks.update_block,
        body=f"in_trash archived type {' '.join(blocks.TYPES)}",
    ),
    route("DELETE /blocks/{block_id}", blocks.delete_block),
    route("GET /blocks/{block_id}/children", blocks.list_children, query=PAGING),
    route(
        "PATCH /blocks/{block_id}/children",
        blocks.append_children,
        body="children after position",
    ),
    route("GET /comments", comments.list_comments, query=("block_id", *PAGING)),
    route(
        "POST /comments",
        comments.create_comment,
        body="parent discussion_id rich_text markdown display_name attachments",
    ),
    route("GET /comments/{comment_id}", comments.retrieve_comment),
    route("PATCH /comments/{comment_id}", comments.update_comment, body="rich_text markdown"),
    route("DELETE /comments/{comment_id}", comments.delete_comment),
    route("POST /search", search.search, body="query filter sort start_cursor page_size"),
    route("GET /file_uploads", uploads.list_uploads, query=("status", *PAGING)),
    route(
        "POST /file_uploads",
        uploads.create_upload,
        body="mode filename content_type number_of_parts",
    ),
    route("GET /file_uploads/{file_upload_id}", uploads.retrieve_upload),
    route("POST /file_uploads/{file_upload_id}/send", uploads.send_upload),
    route("POST /file_uploads/{file_upload_id}/complete", uploads.complete_upload),
    route("GET /views", views.list_views, query=("database_id", "data_source_id", *PAGING)),
    route(
        "POST /views",
        views.create_view,
        body="database_id data_source_id name type position filter sorts quick_filters "
        "configuration",
    ),
    route("GET /views/{view_id}", views.retrieve_view),
    route(
        "PATCH /views/{view_id}",
        views.update_view,
        body="name filter sorts quick_filters configuration",
    ),
    route("DELETE /views/{view_id}", views.delete_view),
]


def find(method: str, segments: list[str]) -> tuple[Route, dict[str, str]] | None:
    for each in ROUTES:
        if each.method == method:
            found = each.match(segments)
            if found is not None:
                return each, found
    return None
