"""A running server and a client that says the token and the version."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
import requests

from . import NotionServer

Json = dict[str, Any]
SCHEMA: Json = {
    "Title": {"title": {}},
    "Task Id": {"rich_text": {}},
    "Status": {
        "select": {"options": [{"name": "Draft", "color": "gray"}, {"name": "Queued"}]},
    },
    "Stage": {
        "status": {
            "options": [
                {"name": "Waiting", "group": "To-do"},
                {"name": "Running", "group": "In progress"},
            ]
        }
    },
    "Tags": {"multi_select": {"options": []}},
    "Cost": {"number": {"format": "dollar"}},
    "Updated": {"date": {}},
    "Link": {"url": {}},
    "Shots": {"files": {}},
    "Created": {"created_time": {}},
    "Minutes": {
        "formula": {"expression": 'dateBetween(now(), prop("Updated"), "minutes")'},
    },
}


class Client:
    """Answers as (status, body)."""

    def __init__(self, notion: NotionServer, version: str) -> None:
        self.url = notion.url
        self.session = requests.Session()
        self.session.headers["Authorization"] = f"Bearer {notion.token}"
        self.session.headers["Notion-Version"] = version

    def __call__(
        self, method: str, path: str, body: Any = None, **options: Any
    ) -> tuple[int, Json]:
        answer = self.session.request(method, self.url + path, json=body, timeout=10, **options)
        return answer.status_code, answer.json()


Api = Callable[..., tuple[int, Json]]


@pytest.fixture
def notion() -> Iterator[NotionServer]:
    with NotionServer() as server:
        yield server


@pytest.fixture
def api(notion: NotionServer) -> Iterator[Client]:
    client = Client(notion, "2026-03-11")
    yield client
    client.session.close()


@pytest.fixture
def old_api(notion: NotionServer) -> Iterator[Client]:
    client = Client(notion, "2025-09-03")
    yield client
    client.session.close()


@pytest.fixture
def board(notion: NotionServer) -> str:
    return notion.create_board("Tasks", SCHEMA)


@pytest.fixture
def source(notion: NotionServer, board: str) -> str:
    return notion.data_source_id(board)


def give_id(notion: NotionServer, board: str, name: str, property_id: str) -> None:
    """Ids are random; some tests need one with odd characters."""
    ana = notion.person("Ana")
    prop = ana.property_of(board, name)
    del ana.source(board).properties[prop.id]
    prop.id = property_id
    ana.source(board).properties[property_id] = prop


def text(content: str) -> list[Json]:
    return [{"text": {"content": content}}]


@dataclass(frozen=True)
class Received:
    headers: dict[str, str]
    raw: bytes

    @property
    def body(self) -> Json:
        parsed: Json = json.loads(self.raw)
        return parsed


class Receiver:
    """An endpoint for webhooks: keeps what it gets and answers with `status`."""

    def __init__(self) -> None:
        self.status = 200
        self.received: list[Received] = []
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                raw = self.rfile.read(int(self.headers["Content-Length"]))
                receiver.received.append(Received(dict(self.headers.items()), raw))
                self.send_response(receiver.status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_arguments: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}/webhook/notion"

    def types(self) -> list[str]:
        return [each.body["type"] for each in self.received]


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    made = Receiver()
    made.thread.start()
    yield made
    made.server.shutdown()
    made.server.server_close()
