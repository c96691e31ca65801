"""Everything a test can do in hand, for tests in other processes: `POST /_control`.

`{"on": "person", "name": "Ana", "do": "edit", "args": […], "kwargs": {…}}` calls that method;
`RemoteNotion` does so. Only public methods of the listed objects can be called.
"""

from __future__ import annotations

import dataclasses
import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

import requests

from .errors import NotionError
from .wire import Answer, Request

if TYPE_CHECKING:
    from .server import NotionServer

PARTS = ("log", "faults", "webhooks", "automations", "clock", "cursors")


def perform(server: NotionServer, request: Request) -> Answer:
    """Carry out one call and answer with what it returned, or with what went wrong."""
    try:
        order = json.loads(request.body)
        value = public(find_target(server, order), str(order["do"]))
        if callable(value):
            value = value(*order.get("args", []), **order.get("kwargs", {}))
        body, status = {"result": plain(value)}, 200
    except (AttributeError, KeyError, TypeError, ValueError, NotionError, TimeoutError) as error:
        body, status = {"error": f"{type(error).__name__}: {error}"}, 400
    return Answer(status, json.dumps(body).encode(), {"Content-Type": "application/json"})


def find_target(server: NotionServer, order: dict[str, Any]) -> Any:
    part = order.get("on", "server")
    if part == "server":
        return server
    if part == "person":
        return server.person(order["name"])
    if part not in PARTS:
        raise KeyError(f"There is nothing called {part}.")
    return getattr(server, part)


def public(target: Any, name: str) -> Any:
    if name.startswith("_"):
        raise AttributeError(f"{name} is not public.")
    return getattr(target, name)


def plain(value: Any) -> Any:
    """Results as JSON can carry them. Records are known by their id, or by their fields."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {each.name: getattr(value, each.name) for each in dataclasses.fields(value)}
        return {name: plain(each) for name, each in fields.items() if name != "connection"}
    if isinstance(value, dict):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(each) for each in value]
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, bytes):
        return {"bytes": len(value)}
    return value


class RemotePart:
    """One object of a server in another process; any public method can be called on it."""

    def __init__(self, remote: RemoteNotion, part: str, name: str = "") -> None:
        self._remote = remote
        self._order = {"on": part, "name": name}

    def __getattr__(self, method: str) -> Any:
        def call(*args: Any, **kwargs: Any) -> Any:
            return self._remote.order({**self._order, "do": method, "args": args, "kwargs": kwargs})

        return call


class RemoteNotion:
    """A server in another process, used like the one in hand.

    `remote.person("Ana").edit(…)`, `remote.faults.fail(503)`, `remote.log.max_in_window(1.0)`,
    `remote.server.values(page_id)`. Attributes are read by calling them: `remote.server.token()`.
    """

    def __init__(self, base_url: str) -> None:
        self.base_url = base_url.removesuffix("/v1")
        self.session = requests.Session()
        self.server = RemotePart(self, "server")
        self.log = RemotePart(self, "log")
        self.faults = RemotePart(self, "faults")
        self.webhooks = RemotePart(self, "webhooks")
        self.automations = RemotePart(self, "automations")
        self.clock = RemotePart(self, "clock")
        self.cursors = RemotePart(self, "cursors")

    @property
    def url(self) -> str:
        return f"{self.base_url}/v1"

    def person(self, name: str) -> RemotePart:
        return RemotePart(self, "person", name)

    def order(self, order: dict[str, Any]) -> Any:
        answer = self.session.post(f"{self.base_url}/_control", json=order, timeout=60).json()
        if "error" in answer:
            raise RuntimeError(answer["error"])
        return answer["result"]

    def close(self) -> None:
        self.session.close()
