"""The workspace as a test has it in hand: who is there, what is shared, what stands where.

Nothing here goes over HTTP, so nothing is counted or limited.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from .clock import Clock
from .cursors import Cursors
from .edits import create_page
from .errors import Json
from .faults import Faults
from .limits import RateLimit
from .people import Person
from .reader import V2026, Reader
from .recording import RequestLog
from .relations import seen
from .rendering import render_page
from .rich_text import plain_text, split
from .state import Connection, Page, Parent, Plan, Property, Workspace
from .values import value_of

TOKEN = "ntn_loopback_000000000000000000000000000000000000"


class World:
    def __init__(
        self,
        *,
        clock: Clock | None = None,
        per_minute: int | None = 180,
        per_second: int | None = None,
        plan: Plan | None = None,
    ) -> None:
        self.clock = clock or Clock()
        self.workspace = Workspace(self.clock, plan=plan or Plan())
        self.log = RequestLog()
        self.faults = Faults(self.clock)
        self.limit = RateLimit(self.clock, per_minute=per_minute, per_second=per_second)
        self.cursors = Cursors(self.clock)
        self.connection = self.connect("Mirror", token=TOKEN)
        owner = self.workspace.user("Owner")
        home = create_page(self.workspace, owner, Parent("workspace"), {"title": split("Home")})
        self.home_id = home.id
        self.share(home.id)
        self.workspace.plan.blocks_used = 0

    @property
    def token(self) -> str:
        return self.connection.token

    @property
    def bot_id(self) -> str:
        return self.connection.bot.id

    def connect(self, name: str, *, token: str) -> Connection:
        """An integration of its own: bot, token, budget. The first one is the mirror's."""
        made = Connection(self.workspace.user(name, kind="bot"), token)
        self.workspace.connections.append(made)
        return made

    def person(self, name: str) -> Person:
        return Person(self.workspace, self.workspace.user(name))

    def share(self, object_id: str) -> None:
        """Let the connection see this page or database and all below."""
        with self.workspace.lock:
            self.connection.unshared.discard(object_id)
            self.connection.shared.add(object_id)

    def unshare(self, object_id: str) -> None:
        """Take it out of sight: from now on it is a 404."""
        with self.workspace.lock:
            self.connection.shared.discard(object_id)
            self.connection.unshared.add(object_id)

    def revoke_token(self) -> None:
        """Every request is a 401 until there is a new token."""
        self.connection.token = ""

    def issue_token(self, token: str = TOKEN) -> str:
        self.connection.token = token
        return token

    def restrict(self, *capabilities: str) -> None:
        """Take capabilities away from the connection, such as `insert_comments`."""
        self.connection.capabilities -= set(capabilities)

    def create_board(self, title: str, schema: Json) -> str:
        """A database below the shared home page; returns its id."""
        return self.person("Owner").create_board(self.home_id, title, schema)

    def data_source_id(self, board: str) -> str:
        return self.person("Owner").source(board).id

    def property_id(self, board: str, name: str) -> str:
        return self.person("Owner").property_of(board, name).id

    def option_names(self, board: str, name: str) -> list[str]:
        return [option.name for option in self.person("Owner").property_of(board, name).options]

    def page_ids(self, board: str, *, with_trash: bool = False) -> list[str]:
        """Rows in the order they were made."""
        with self.workspace.lock:
            rows = self.workspace.rows(self.data_source_id(board))
            return [page.id for page in rows if with_trash or not page.in_trash]

    def find_pages(self, board: str, name: str, value: Any) -> list[str]:
        """Rows, trashed ones too, in which a property has this plain value: none, one, too many?"""
        page_ids = self.page_ids(board, with_trash=True)
        return [each for each in page_ids if self.values(each).get(name) == value]

    def values(self, page_id: str) -> Json:
        """Every property by name, plainly: text, names of options, ids, numbers."""
        with self.workspace.lock:
            self.workspace.settle()
            page = self.workspace.pages[page_id]
            return {
                prop.name: self._plain(page, prop) for prop in self.workspace.schema(page).values()
            }

    def all_values(self, page_ids: Iterable[str]) -> list[Json]:
        return [self.values(page_id) for page_id in page_ids]

    def page_json(self, page_id: str, *, version: str = V2026) -> Json:
        """The page as GET answers with it, the request id apart."""
        with self.workspace.lock:
            reader = Reader(self.workspace, self.connection, version, "")
            return render_page(reader, self.workspace.pages[page_id])

    def comments(self, page_id: str) -> list[str]:
        """The texts of all comments on a page, also of resolved ones."""
        with self.workspace.lock:
            return [
                plain_text(comment.rich_text)
                for comment in self.workspace.comments.values()
                if comment.page_id == page_id and not comment.in_trash
            ]

    def file_bytes(self, page_id: str, name: str) -> list[bytes]:
        """What is in the uploaded files of a property."""
        with self.workspace.lock:
            kept = self.values(page_id)[name]
            uploads = [self.workspace.uploads[each["upload_id"]] for each in kept]
            return [upload.content or b"" for upload in uploads]

    def blocks_used(self) -> int:
        """Pages, databases and blocks ever made."""
        return self.workspace.plan.blocks_used

    def is_in_trash(self, page_id: str) -> bool:
        return self.workspace.pages[page_id].in_trash

    def _plain(self, page: Page, prop: Property) -> Any:
        if prop.type in ("created_time", "last_edited_time"):
            return page.created_at if prop.type == "created_time" else page.edited_at
        value = value_of(page, prop)
        if prop.type in ("title", "rich_text"):
            return plain_text(value)
        if prop.type in ("select", "status"):
            option = prop.option(value)
            return option.name if option else None
        if prop.type == "multi_select":
            return [option.name for option in prop.options if option.id in value]
        if prop.type == "relation":
            return seen(self.workspace, None, value)
        return value["start"] if prop.type == "date" and value else value
