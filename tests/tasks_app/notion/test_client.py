from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.db import transaction
from pytest_django import Settings

from tasks_app.models import NotionConnection
from tasks_app.notion import errors, limiter
from tasks_app.notion.client import NotionClient
from tests.fakes.notion import NotionServer
from videogen.lib.db import OpenTransaction

SCHEMA: dict[str, object] = {
    "Name": {"title": {}},
    "Task Id": {"rich_text": {}},
    "Task": {"rich_text": {}},
}


def named(text: str) -> dict[str, object]:
    return {"Name": {"title": [{"text": {"content": text}}]}}


@pytest.fixture
def board(notion: NotionServer) -> str:
    return notion.create_board("Tasks", SCHEMA)


@pytest.fixture
def source(notion: NotionServer, board: str) -> str:
    return notion.data_source_id(board)


@pytest.fixture
def elsewhere() -> Iterator[str]:
    """A host that sends everybody on to another one."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(307)
            self.send_header("Location", "https://thief.example/v1/users/me")
            self.end_headers()

        def log_message(self, *_arguments: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("version", ["2025-09-03", "2026-03-11"])
def test_a_page_is_made_changed_found_and_put_in_the_trash(
    notion: NotionServer, source: str, settings: Settings, version: str, transactional_db: None
) -> None:
    settings.NOTION_API_VERSION = version
    with NotionClient.from_settings() as client:
        made = client.create_page(source, named("First"))
        changed = client.update_page(made["id"], named("Second"))
        found = [page["id"] for rows in client.query(source) for page in rows]
        client.update_page(made["id"], in_trash=True)

    assert changed["properties"]["Name"]["title"][0]["plain_text"] == "Second"
    assert found == [made["id"]]
    assert notion.is_in_trash(made["id"])
    assert {each.version for each in notion.log.all()} == {version}
    assert NotionConnection.objects.get().pages_made == 1


def test_a_query_follows_its_cursor_and_stops_at_its_limit(
    notion: NotionServer, client: NotionClient, board: str, source: str
) -> None:
    ana = notion.person("Ana")
    for number in range(130):
        ana.add_page(board, {"Name": str(number)})

    whole = [len(rows) for rows in client.query(source)]
    part = [len(rows) for rows in client.query(source, limit=30)]

    assert (whole, part) == ([100, 30], [30])


def test_a_write_is_sent_once_whatever_becomes_of_it(
    notion: NotionServer, client: NotionClient, board: str, source: str
) -> None:
    notion.faults.drop(saved=True, method="POST")
    with pytest.raises(errors.LostAnswer):
        client.create_page(source, named("Dropped"))
    notion.faults.save_then_fail(503, method="POST")
    with pytest.raises(errors.LostAnswer) as saved:
        client.create_page(source, named("Saved"))

    assert notion.log.count(method="POST") == 2
    assert str(saved.value.committed_resource_id) in notion.page_ids(board)


def test_a_read_that_failed_may_be_repeated_and_an_unsent_write_too(
    notion: NotionServer, client: NotionClient, source: str
) -> None:
    notion.faults.drop(saved=False, method="GET")
    with pytest.raises(errors.Unreachable):
        client.me()
    notion.stop()

    with pytest.raises(errors.Unreachable):
        client.create_page(source, named("Never sent"))


def test_a_wait_that_notion_asks_for_holds_for_everybody(
    notion: NotionServer, client: NotionClient
) -> None:
    notion.faults.fail(429, retry_after=120)
    with pytest.raises(errors.Busy):
        client.me()

    with NotionClient.from_settings() as other, pytest.raises(errors.Busy) as told:
        other.me()

    assert 115 < told.value.retry_after <= 120
    assert notion.log.count() == 1


def test_a_short_wait_is_slept_through(notion: NotionServer, client: NotionClient) -> None:
    limiter.pause(0.3)

    client.me()

    assert limiter.seconds_of_silence() == 0
    assert notion.log.count() == 1


def test_nobody_is_followed_to_another_host(
    notion: NotionServer, elsewhere: str, settings: Settings, transactional_db: None
) -> None:
    settings.NOTION_API_BASE_URL = elsewhere

    with NotionClient.from_settings() as client, pytest.raises(errors.NotAllowed) as told:
        client.me()

    assert "thief.example" in told.value.message


def test_a_fault_never_shows_the_token(notion: NotionServer, client: NotionClient) -> None:
    fault = errors.NotionFault(f"The header was Bearer {notion.token}.")

    assert notion.token not in fault.message


def test_nothing_is_sent_while_a_transaction_is_open(client: NotionClient) -> None:
    with transaction.atomic(), pytest.raises(OpenTransaction):
        client.me()
