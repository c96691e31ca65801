"""HTTP to Notion and nothing else: one method for each call the mirror makes.

Every call waits for its place in the shared limit, says the configured version, and raises a
`NotionFault` of errors.py; nothing is ever repeated in here. Page and property ids go in as they
came out (property ids are percent-encoded already).
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from types import TracebackType
from typing import Any, Self
from urllib.parse import quote

from django.conf import settings

from tasks_app.notion import answers, limiter, plan
from tasks_app.notion.answers import Json
from tasks_app.notion.errors import (
    Busy,
    LostAnswer,
    NotAllowed,
    TooManyRows,
    Unreachable,
)
from tasks_app.notion.rich_text import rich_text
from videogen import env
from videogen.lib.http import Answer, HostRefused, NoAnswer, NotSent, Outbound

Id = uuid.UUID | str

PAGE_SIZE = 100
# A hundred pages with long texts; Notion's own limit for one page is far below.
ANSWER_BYTES = 64 * 1024 * 1024


class NotionClient:
    """One connection for one thread; a context manager. Not inside of a transaction."""

    def __init__(self, *, token: str, base_url: str, version: str, timeout_seconds: float) -> None:
        env.conceal(token)
        self._moments: list[limiter.Moment] = []
        self._line = Outbound(
            base_url.removesuffix("/v1") + "/v1",
            headers={"Authorization": f"Bearer {token}", "Notion-Version": version},
            timeout_seconds=timeout_seconds,
            answer_bytes=ANSWER_BYTES,
            before_send=self._take,
        )

    @classmethod
    def from_settings(cls) -> Self:
        return cls(
            token=settings.NOTION_API_TOKEN,
            base_url=settings.NOTION_API_BASE_URL,
            version=settings.NOTION_API_VERSION,
            timeout_seconds=settings.NOTION_TIMEOUT_SECONDS,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._line.close()

    def me(self) -> Json:
        """The connection's own bot, its workspace and the largest file it may upload."""
        return self._read("GET", "/users/me")

    def user(self, user_id: Id) -> Json:
        return self._read("GET", f"/users/{_plain(user_id)}")

    def page(self, page_id: Id) -> Json:
        """A page, also one in the trash."""
        return self._read("GET", f"/pages/{_plain(page_id)}")

    def create_page(self, data_source_id: Id, properties: Json) -> Json:
        """A new row. Never call it again after `LostAnswer`: look the page up by its key."""
        parent = {"type": "data_source_id", "data_source_id": str(data_source_id)}
        body = {"parent": parent, "properties": properties}
        try:
            made = self._write("POST", "/pages", json=body)
        except LostAnswer as fault:
            if fault.committed_resource_id:
                plan.count_page()
            raise
        plan.count_page()
        return made

    def update_page(
        self, page_id: Id, properties: Json | None = None, *, in_trash: bool | None = None
    ) -> Json:
        """The whole page after the change; only the listed properties are touched."""
        body: Json = {} if properties is None else {"properties": properties}
        if in_trash is not None:
            body["in_trash"] = in_trash
        return self._write("PATCH", f"/pages/{_plain(page_id)}", json=body)

    def query(
        self,
        data_source_id: Id,
        *,
        filter: Json | None = None,
        sorts: list[Json] | None = None,
        limit: int | None = None,
    ) -> Iterator[list[Json]]:
        """Rows in lists of up to a hundred, a request for each list; at most `limit` rows.

        Raises `TooManyRows` after the last list when there are more than Notion gives.
        """
        body: Json = {"page_size": min(limit or PAGE_SIZE, PAGE_SIZE)}
        body |= {"filter": filter} if filter else {}
        body |= {"sorts": sorts} if sorts else {}
        left = limit
        path = f"/data_sources/{_plain(data_source_id)}/query"
        for found in self._lists("POST", path, json=body):
            rows = found["results"][:left]
            yield rows
            if left is not None:
                left -= len(rows)
                if left <= 0:
                    return
            _refuse_incomplete(found)

    def property_items(self, page_id: Id, property_id: str) -> list[Json]:
        """Every item of a relation or text, beyond the 25 that a page shows."""
        path = f"/pages/{_plain(page_id)}/properties/{property_id}"
        items: list[Json] = []
        for found in self._lists("GET", path, params={"page_size": PAGE_SIZE}):
            items += found.get("results", [found])
        return items

    def database(self, database_id: Id) -> Json:
        return self._read("GET", f"/databases/{_plain(database_id)}")

    def create_database(self, parent_page_id: Id, title: str, properties: Json) -> Json:
        """A database below a page. The answer has no schema: read its data source."""
        body = {
            "parent": {"type": "page_id", "page_id": str(parent_page_id)},
            "title": rich_text(title),
            "initial_data_source": {"properties": properties},
        }
        return self._write("POST", "/databases", json=body)

    def data_source(self, data_source_id: Id) -> Json:
        return self._read("GET", f"/data_sources/{_plain(data_source_id)}")

    def update_data_source(self, data_source_id: Id, properties: Json) -> Json:
        """Change the schema; lists of options replace what was there."""
        path = f"/data_sources/{_plain(data_source_id)}"
        return self._write("PATCH", path, json={"properties": properties})

    def child_blocks(self, page_id: Id) -> list[Json]:
        """What stands on a page: databases among it."""
        path = f"/blocks/{_plain(page_id)}/children"
        lists = self._lists("GET", path, params={"page_size": PAGE_SIZE})
        return [block for found in lists for block in found["results"]]

    def search(self, text: str, *, object_type: str) -> Iterator[list[Json]]:
        """What is shared with us and has this in its title: `page` or `data_source`."""
        body = {
            "query": text,
            "filter": {"property": "object", "value": object_type},
            "page_size": PAGE_SIZE,
        }
        for found in self._lists("POST", "/search", json=body):
            yield found["results"]

    def views(self, data_source_id: Id) -> list[Json]:
        """Ids of the views of a board; `view` has the rest."""
        params = {"data_source_id": str(data_source_id), "page_size": PAGE_SIZE}
        lists = self._lists("GET", "/views", params=params)
        return [view for found in lists for view in found["results"]]

    def view(self, view_id: Id) -> Json:
        return self._read("GET", f"/views/{_plain(view_id)}")

    def create_view(self, body: Json) -> Json:
        return self._write("POST", "/views", json=body)

    def update_view(self, view_id: Id, body: Json) -> Json:
        return self._write("PATCH", f"/views/{_plain(view_id)}", json=body)

    def comments(self, page_id: Id) -> list[Json]:
        """Open comments of a page; resolved ones are invisible."""
        params = {"block_id": str(page_id), "page_size": PAGE_SIZE}
        lists = self._lists("GET", "/comments", params=params)
        return [comment for found in lists for comment in found["results"]]

    def comment(self, page_id: Id, text: str) -> str:
        """Write a comment on a page and return its id."""
        body = {"parent": {"page_id": str(page_id)}, "rich_text": rich_text(text)}
        return str(self._write("POST", "/comments", json=body)["id"])

    def create_upload(self, filename: str, content_type: str, *, parts: int = 1) -> Json:
        """A place for a file; it has to be sent and attached within an hour."""
        body: Json = {"mode": "single_part", "filename": filename, "content_type": content_type}
        if parts > 1:
            body |= {"mode": "multi_part", "number_of_parts": parts}
        return self._write("POST", "/file_uploads", json=body)

    def send_upload(
        self, upload_id: Id, content: bytes, *, filename: str, content_type: str, part: int = 0
    ) -> Json:
        """Send the file, or one part of it from 1 on."""
        # By id, never to the address in Notion's answer, which could be anybody's.
        return self._write(
            "POST",
            f"/file_uploads/{_plain(upload_id)}/send",
            files={"file": (filename, content, content_type)},
            data={"part_number": str(part)} if part else None,
        )

    def complete_upload(self, upload_id: Id) -> Json:
        """Put the parts together."""
        return self._write("POST", f"/file_uploads/{_plain(upload_id)}/complete")

    def upload(self, upload_id: Id) -> Json:
        return self._read("GET", f"/file_uploads/{_plain(upload_id)}")

    def _read(self, method: str, path: str, **content: Any) -> Json:
        return self._call(method, path, is_write=False, **content)

    def _write(self, method: str, path: str, **content: Any) -> Json:
        return self._call(method, path, is_write=True, **content)

    def _lists(self, method: str, path: str, **content: Any) -> Iterator[Json]:
        """Each list of a paged answer; the cursor goes where the page size went."""
        where = "json" if "json" in content else "params"
        while True:
            found = self._read(method, path, **content)
            yield found
            cursor = found.get("next_cursor")
            if not found.get("has_more") or not cursor:
                return
            content[where] = {**content[where], "start_cursor": cursor}

    def _take(self) -> None:
        self._moments = [limiter.take()]

    def _send(self, method: str, path: str, **content: Any) -> Answer:
        self._moments = []
        try:
            return self._line.call(method, path, **content)
        finally:
            for moment in self._moments:
                limiter.answered(moment)

    def _call(self, method: str, path: str, *, is_write: bool, **content: Any) -> Json:
        try:
            answer = self._send(method, path, **content)
        except NotSent as fault:
            raise Unreachable(f"Notion cannot be reached: {fault}") from None
        except NoAnswer as fault:
            raise (LostAnswer if is_write else Unreachable)(
                f"Notion fell silent: {fault}"
            ) from None
        except HostRefused as fault:
            raise NotAllowed(f"{fault} Check NOTION_API_BASE_URL.") from None
        try:
            return answers.read(answer, is_write=is_write)
        except Busy as fault:
            limiter.pause(fault.retry_after)
            raise


def _plain(identity: Id) -> str:
    return quote(str(identity), safe="")


def _refuse_incomplete(found: Json) -> None:
    status = found.get("request_status") or {}
    if status.get("type") == "incomplete":
        raise TooManyRows("The board has more rows than Notion lists in one query.")
