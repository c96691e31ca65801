"""A program at the other end of `/ws/live`: opens a socket to a real server and collects."""

from __future__ import annotations

import contextlib
import json
import random
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from socket import SHUT_RDWR
from typing import Any

from rest_framework_simplejwt.tokens import AccessToken
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from tests.e2e.web import Web
from videogen.accounts.models import User

PATIENCE_SECONDS = 20.0
MOMENT_SECONDS = 0.3


class Socket:
    """One connection; what it hears is kept in order, beats aside."""

    def __init__(self, connection: ClientConnection) -> None:
        self.connection = connection
        self.heard: list[dict[str, Any]] = []

    def next(self, seconds: float = PATIENCE_SECONDS) -> dict[str, Any]:
        """The next message; raises `TimeoutError` when none comes."""
        while True:
            message: dict[str, Any] = json.loads(self.connection.recv(seconds))
            if message["type"] != "beat":
                self.heard.append(message)
                return message

    def events(self, count: int) -> list[dict[str, Any]]:
        """The next so many events, whatever else comes in between."""
        found: list[dict[str, Any]] = []
        while len(found) < count:
            message = self.next()
            found += [message] if message["type"] == "event" else []
        return found

    def some_events(self, most: int) -> list[dict[str, Any]]:
        """So many events, or fewer when no more come for a moment."""
        found: list[dict[str, Any]] = []
        with contextlib.suppress(TimeoutError):
            while len(found) < most:
                message = self.next(MOMENT_SECONDS)
                found += [message] if message["type"] == "event" else []
        return found

    def say(self, message: object) -> None:
        self.connection.send(json.dumps(message))

    def closing(self) -> tuple[int, str]:
        """The code and reason with which the server ends it."""
        with contextlib.suppress(ConnectionClosed):
            while True:
                self.connection.recv(PATIENCE_SECONDS)
        return self.connection.close_code or 0, self.connection.close_reason or ""


@contextmanager
def socket_to(
    web: Web,
    user: User | None = None,
    *,
    query: str = "",
    headers: dict[str, str] | None = None,
) -> Iterator[Socket]:
    """A socket, signed in by token when a person is given."""
    shown = dict(headers or {})
    if user is not None:
        shown["Authorization"] = f"Bearer {AccessToken.for_user(user)}"
    address = f"ws{web.url.removeprefix('http')}/ws/live{query}"
    with connect(address, additional_headers=shown, max_size=None, max_queue=None) as connection:
        yield Socket(connection)


def restless(
    web: Web, user: User, since: int, chance: random.Random, is_over: threading.Event
) -> list[int]:
    """The ids that a client hears which leaves again and again, without a farewell."""
    heard = [since]
    while not is_over.is_set():
        with socket_to(web, user, query=f"?since={heard[-1]}") as socket:
            heard += [event["id"] for event in socket.some_events(chance.randrange(30))]
            socket.connection.socket.shutdown(SHUT_RDWR)
    with socket_to(web, user, query=f"?since={heard[-1]}") as socket:
        newest = socket.next()["last_id"]
        while heard[-1] < newest:
            heard.append(socket.events(1)[0]["id"])
    return heard[1:]
