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

import requests
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
        self.lost_until = 0

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
        """So many events, or fewer when no more come for a moment or a `resync` comes."""
        found: list[dict[str, Any]] = []
        with contextlib.suppress(TimeoutError):
            while len(found) < most and not self.lost_until:
                message = self.next(MOMENT_SECONDS)
                found += [message] if message["type"] == "event" else []
                self.lost_until = message["last_id"] if message["type"] == "resync" else 0
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
            heard += [event["id"] for event in socket.some_events(chance.randrange(300))]
            socket.connection.socket.shutdown(SHUT_RDWR)
        if socket.lost_until:
            heard += asked_for(web, user, heard[-1], socket.lost_until)
    with socket_to(web, user) as socket:
        newest = socket.next()["last_id"]
    return heard[1:] + asked_for(web, user, heard[-1], newest)


def asked_for(web: Web, user: User, since: int, until: int) -> list[int]:
    """The ids after one and up to another, by REST: what a client does after a `resync`."""
    headers = {"Authorization": f"Bearer {AccessToken.for_user(user)}"}
    found = [since]
    while found[-1] < until:
        address = f"{web.url}/api/events?since={found[-1]}&limit=500"
        answer = requests.get(address, headers=headers, timeout=60).json()
        found += [event["id"] for event in answer["events"] if event["id"] <= until]
    return found[1:]
