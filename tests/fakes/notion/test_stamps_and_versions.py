from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import requests

from . import Clock, NotionServer
from .conftest import SCHEMA, Api, Client, text


@pytest.fixture
def notion() -> Iterator[NotionServer]:
    with NotionServer(clock=Clock(datetime(2026, 11, 21, 10, 15, 58, 123456, UTC))) as server:
        yield server


def test_stamps_are_rounded_down_to_the_minute(notion: NotionServer, api: Api, source: str) -> None:
    _status, page = api("POST", "/pages", {"parent": {"data_source_id": source}})

    notion.clock.advance(3)
    _status, edited = api("PATCH", f"/pages/{page['id']}", {"properties": {"Cost": {"number": 1}}})

    assert page["created_time"] == page["last_edited_time"] == "2026-11-21T10:15:00.000Z"
    assert edited["last_edited_time"] == "2026-11-21T10:16:00.000Z"
    assert edited["created_time"] == "2026-11-21T10:15:00.000Z"


def test_databases_and_views_carry_milliseconds(notion: NotionServer, api: Api, board: str) -> None:
    _status, database = api("GET", f"/databases/{board}")

    assert database["last_edited_time"] == "2026-11-21T10:15:58.123+00:00"


def test_the_last_writer_is_named_whoever_it_was(
    notion: NotionServer, api: Api, board: str
) -> None:
    ana = notion.person("Ana")
    page = ana.add_page(board)

    _status, body = api("PATCH", f"/pages/{page}", {"properties": {"Cost": {"number": 1}}})
    ana.edit(page, {"Cost": 2})
    _status, after = api("GET", f"/pages/{page}")

    assert body["last_edited_by"] == {"object": "user", "id": notion.bot_id}
    assert after["last_edited_by"]["id"] == ana.user.id
    assert after["created_by"]["id"] == ana.user.id


def test_only_the_old_version_knows_the_old_flag(
    notion: NotionServer, api: Api, old_api: Api, board: str
) -> None:
    page = notion.person("Ana").add_page(board)

    _status, old = old_api("GET", f"/pages/{page}")
    _status, new = api("GET", f"/pages/{page}")
    trashed = old_api("PATCH", f"/pages/{page}", {"archived": True})
    refused, error = api("PATCH", f"/pages/{page}", {"archived": False})

    assert (old["archived"], old["in_trash"]) == (False, False)
    assert "archived" not in new
    assert trashed[1]["in_trash"] is True
    assert refused == 400
    assert "body.archived should be not present" in error["message"]


@pytest.mark.parametrize(
    ("headers", "status", "code"),
    [
        ({}, 401, "unauthorized"),
        ({"Authorization": "Bearer wrong", "Notion-Version": "2026-03-11"}, 401, "unauthorized"),
        ({"Authorization": "right"}, 400, "missing_version"),
        ({"Authorization": "right", "Notion-Version": "2026-04-01"}, 400, "validation_error"),
        (
            {"Authorization": "right", "Notion-Version": "2026-03-11", "Notion-Beta": "x"},
            400,
            "invalid_beta",
        ),
    ],
)
def test_token_and_version_are_required(
    notion: NotionServer, headers: dict[str, str], status: int, code: str
) -> None:
    token = f"Bearer {notion.token}"
    sent = {name: token if value == "right" else value for name, value in headers.items()}

    answer = requests.get(f"{notion.url}/users/me", headers=sent, timeout=5)

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.headers["x-notion-request-id"] == answer.json()["request_id"]


def test_an_unknown_address_has_a_code_of_its_own(api: Api) -> None:
    assert api("GET", "/nothing")[1]["code"] == "invalid_request_url"
    assert api("PUT", "/users/me")[1]["code"] == "invalid_request_url"


def test_a_database_id_stands_for_its_data_source_while_there_is_one(
    notion: NotionServer, api: Api, board: str
) -> None:
    first, _page = api("POST", "/pages", {"parent": {"database_id": board}})
    notion.person("Ana").add_data_source(board, "Second")

    status, error = api("POST", "/pages", {"parent": {"database_id": board}})

    assert first == 200
    assert status == 400
    assert error["additional_data"]["error_type"] == "multiple_data_sources_for_database"


def test_a_database_is_resolved_to_its_data_sources(
    notion: NotionServer, api: Api, board: str, source: str
) -> None:
    _status, database = api("GET", f"/databases/{board}")
    _status, found = api("GET", f"/data_sources/{source}")

    assert database["data_sources"] == [{"id": source, "name": "Tasks"}]
    assert "properties" not in database
    assert set(found["properties"]) == set(SCHEMA)


def test_the_bot_says_who_it_is(notion: NotionServer, api: Client) -> None:
    status, me = api("GET", "/users/me")

    assert status == 200
    assert me["id"] == notion.bot_id
    assert me["bot"]["workspace_limits"]["max_file_upload_size_in_bytes"] == 5 * 1024 * 1024


def test_blocks_are_placed_by_the_word_of_the_version(
    notion: NotionServer, api: Api, old_api: Api, board: str
) -> None:
    page = notion.person("Ana").add_page(board)
    first = notion.person("Ana").write_body(page, "first")
    notion.person("Ana").write_body(page, "third")
    second = [{"paragraph": {"rich_text": text("second")}}]

    refused, _error = api("PATCH", f"/blocks/{page}/children", {"children": second, "after": first})
    old_api("PATCH", f"/blocks/{page}/children", {"children": second, "after": first})
    _status, body = api("GET", f"/blocks/{page}/children")

    assert refused == 400
    assert [block["paragraph"]["rich_text"][0]["plain_text"] for block in body["results"]] == [
        "first",
        "second",
        "third",
    ]
