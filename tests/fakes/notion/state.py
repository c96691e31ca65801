"""What a workspace holds: plain records, and one lock around all of them.

No rules here: what may be written is decided by the modules that write, what may be seen by
`sharing`. Values of properties are kept in the shape `values` gives them, not in that of the API.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal

from .clock import Clock
from .errors import Json, out_of_blocks
from .identity import new_id, same_property

Kind = Literal["workspace", "page", "database", "data_source", "block"]
ALL_CAPABILITIES = frozenset(
    {
        "read_content",
        "update_content",
        "insert_content",
        "read_comments",
        "insert_comments",
        "read_users",
    }
)


@dataclass(frozen=True)
class User:
    id: str
    name: str
    kind: Literal["person", "bot"]


@dataclass(frozen=True)
class Parent:
    kind: Kind
    id: str = ""


@dataclass(kw_only=True)
class Record:
    id: str = field(default_factory=new_id)
    created_at: datetime
    created_by: str
    edited_at: datetime
    edited_by: str
    in_trash: bool = False


@dataclass
class Option:
    name: str
    color: str = "default"
    description: str | None = None
    group: str | None = None
    id: str = field(default_factory=new_id)


@dataclass
class Property:
    id: str
    name: str
    type: str
    config: Json = field(default_factory=dict)
    options: list[Option] = field(default_factory=list)
    description: str | None = None
    group_ids: dict[str, str] = field(default_factory=dict)

    def option(self, option_id: str | None) -> Option | None:
        return next((option for option in self.options if option.id == option_id), None)

    def option_named(self, name: str) -> Option | None:
        wanted = name.casefold()
        return next((option for option in self.options if option.name.casefold() == wanted), None)


@dataclass(kw_only=True)
class Page(Record):
    parent: Parent
    values: dict[str, Any] = field(default_factory=dict)
    icon: Json | None = None
    cover: Json | None = None
    is_locked: bool = False
    is_archived: bool = False
    is_template: bool = False


@dataclass(kw_only=True)
class DataSource(Record):
    database_id: str
    title: list[Json] = field(default_factory=list)
    description: list[Json] = field(default_factory=list)
    icon: Json | None = None
    properties: dict[str, Property] = field(default_factory=dict)
    removed: dict[str, Property] = field(default_factory=dict)
    last_number: int = 0

    def find(self, name_or_id: str) -> Property | None:
        by_name = next((p for p in self.properties.values() if p.name == name_or_id), None)
        return by_name or next(
            (p for p in self.properties.values() if same_property(p.id, name_or_id)), None
        )


@dataclass(kw_only=True)
class Database(Record):
    parent: Parent
    title: list[Json] = field(default_factory=list)
    description: list[Json] = field(default_factory=list)
    data_source_ids: list[str] = field(default_factory=list)
    view_ids: list[str] = field(default_factory=list)
    icon: Json | None = None
    cover: Json | None = None
    is_inline: bool = False
    is_locked: bool = False


@dataclass(kw_only=True)
class Block(Record):
    parent: Parent
    type: str
    content: Json = field(default_factory=dict)


@dataclass(kw_only=True)
class Comment(Record):
    parent: Parent
    page_id: str
    discussion_id: str
    rich_text: list[Json]
    display_name: Json
    is_resolved: bool = False


@dataclass(kw_only=True)
class Upload(Record):
    mode: str
    filename: str | None
    content_type: str | None
    expires_at: datetime | None
    parts_total: int | None = None
    parts: dict[int, bytes] = field(default_factory=dict)
    content: bytes | None = None
    status: str = "pending"


@dataclass(kw_only=True)
class View(Record):
    database_id: str
    data_source_id: str
    name: str
    type: str
    filter: Json | None = None
    sorts: list[Json] | None = None
    quick_filters: Json | None = None
    configuration: Json | None = None


@dataclass
class Connection:
    """An internal integration: a bot, its token, its rights, and what people shared with it."""

    bot: User
    token: str
    capabilities: set[str] = field(default_factory=lambda: set(ALL_CAPABILITIES))
    shared: set[str] = field(default_factory=set)
    unshared: set[str] = field(default_factory=set)


@dataclass
class Plan:
    """What the workspace pays for. A free one with several members has blocks for life."""

    max_file_bytes: int = 5 * 1024 * 1024
    block_limit: int | None = None
    grace: timedelta = timedelta(days=3)
    blocks_used: int = 0
    hit_at: datetime | None = None

    def spend(self, blocks: int, now: datetime) -> None:
        """Count new blocks, or refuse them. Deleting never gives any back."""
        if self.block_limit is not None and self.blocks_used + blocks > self.block_limit:
            self.hit_at = self.hit_at or now
            if now >= self.hit_at + self.grace:
                raise out_of_blocks()
        self.blocks_used += blocks


@dataclass(frozen=True)
class Change:
    """Something that happened, before anybody is told of it."""

    type: str
    entity: tuple[str, str]
    author: User
    at: datetime
    parent: Parent
    data: Json = field(default_factory=dict)


@dataclass
class Workspace:
    clock: Clock
    name: str = "Loopback"
    id: str = field(default_factory=new_id)
    plan: Plan = field(default_factory=Plan)
    # Reading by id is always current. Search is known to lag; the far end of a dual relation and
    # templates follow after the answer; whether queries lag nobody has measured.
    search_lag_seconds: float = 2.0
    query_lag_seconds: float = 0.0
    back_relation_lag_seconds: float = 0.0
    template_lag_seconds: float = 0.5
    lock: threading.RLock = field(default_factory=threading.RLock)
    users: dict[str, User] = field(default_factory=dict)
    connections: list[Connection] = field(default_factory=list)
    pages: dict[str, Page] = field(default_factory=dict)
    databases: dict[str, Database] = field(default_factory=dict)
    data_sources: dict[str, DataSource] = field(default_factory=dict)
    blocks: dict[str, Block] = field(default_factory=dict)
    # The order of what stands in a page or block: blocks, child pages and child databases.
    children: dict[str, list[str]] = field(default_factory=dict)
    comments: dict[str, Comment] = field(default_factory=dict)
    uploads: dict[str, Upload] = field(default_factory=dict)
    views: dict[str, View] = field(default_factory=dict)
    # What indexes that lag still have to catch up with.
    earlier: dict[str, list[tuple[float, Page | None]]] = field(default_factory=dict)
    deferred: list[tuple[float, Callable[[], None]]] = field(default_factory=list)
    listeners: list[Callable[[Change], None]] = field(default_factory=list)

    def user(self, name: str, *, kind: Literal["person", "bot"] = "person") -> User:
        """The user of this name, made when there is none."""
        known = next((u for u in self.users.values() if u.name == name and u.kind == kind), None)
        if known is None:
            known = User(new_id(), name, kind)
            self.users[known.id] = known
        return known

    def schema(self, page: Page) -> dict[str, Property]:
        """The properties a page has: those of its data source, else only a title."""
        if page.parent.kind == "data_source":
            return self.data_sources[page.parent.id].properties
        return {"title": Property("title", "title", "title")}

    def rows(self, data_source_id: str) -> list[Page]:
        return [
            page
            for page in self.pages.values()
            if page.parent.id == data_source_id and not page.is_template
        ]

    def stamps(self, author: User) -> Json:
        """The four stamps of a new record."""
        now = self.clock.now()
        return {
            "created_at": now,
            "created_by": author.id,
            "edited_at": now,
            "edited_by": author.id,
        }

    def touch(self, record: Record, author: User) -> None:
        record.edited_at = self.clock.now()
        record.edited_by = author.id

    def defer(self, seconds: float, action: Callable[[], None]) -> None:
        """Let something happen after the answer; at once when there is no lag."""
        if seconds <= 0:
            action()
        else:
            self.deferred.append((self.clock.seconds() + seconds, action))

    def settle(self) -> None:
        """Let everything happen whose time has come."""
        now = self.clock.seconds()
        due = [entry for entry in self.deferred if entry[0] <= now]
        for entry in due:
            self.deferred.remove(entry)
            entry[1]()

    def tell(self, change: Change) -> None:
        for listener in self.listeners:
            listener(change)
