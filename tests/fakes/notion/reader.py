"""For whom an answer is made: the connection, the version it speaks, and where links lead."""

from __future__ import annotations

from dataclasses import dataclass

from .errors import Json
from .state import Connection, User, Workspace

V2025 = "2025-09-03"
V2026 = "2026-03-11"
VERSIONS = (V2025, V2026)


@dataclass(frozen=True)
class Reader:
    """For whom an object is rendered."""

    workspace: Workspace
    connection: Connection | None
    version: str
    base_url: str

    def has(self, capability: str) -> bool:
        return self.connection is None or capability in self.connection.capabilities


def partial_user(user_id: str) -> Json:
    return {"object": "user", "id": user_id}


def full_user(reader: Reader, user: User) -> Json:
    shown: Json = {**partial_user(user.id), "name": user.name, "avatar_url": None}
    shown["type"] = user.kind
    if user.kind == "person":
        email = f"{user.name.lower().replace(' ', '.')}@people.example"
        shown["person"] = {"email": email} if reader.has("read_users") else {}
    else:
        shown["bot"] = {}
    return shown
