from __future__ import annotations

from typing import Any

import pytest

from . import NotionServer
from .conftest import Api, give_id, text

LONG = "x" * 2001
REFUSED = [
    pytest.param("Nowhere", {"number": 1}, "Nowhere is not a property that exists.", id="unknown"),
    pytest.param("Cost", {"rich_text": []}, "Cost is expected to be number.", id="other type"),
    pytest.param("Created", {"created_time": "2026-01-01"}, "read-only", id="created time"),
    pytest.param("Minutes", {"formula": {"number": 1}}, "read-only", id="formula"),
    pytest.param("Stage", {"status": {"name": "New"}}, 'option "New" does not exist', id="status"),
    pytest.param("Status", {"select": {"name": "a, b"}}, "commas not allowed", id="comma"),
    pytest.param("Status", {"select": {"name": "x" * 101}}, "≤ `100`", id="option name"),
    pytest.param("Cost", {"number": "3"}, "should be a number", id="number as text"),
    pytest.param("Cost", {"number": True}, "should be a number", id="number as flag"),
    pytest.param("Link", {"url": ""}, "populated or `null`", id="empty address"),
    pytest.param("Updated", {"date": {"start": "soon"}}, "ISO 8601", id="date"),
    pytest.param("Updated", {"date": {"end": "2026-01-01"}}, "start should be", id="no start"),
    pytest.param(
        "Task Id",
        {"rich_text": text(LONG)},
        "body.properties.Task Id.rich_text[0].text.content.length should be ≤ `2000`, "
        "instead was `2001`.",
        id="2001 characters",
    ),
    pytest.param("Task Id", {"rich_text": text("x") * 101}, "≤ `100`", id="101 pieces"),
    pytest.param(
        "Shots",
        {"files": [{"name": "x" * 101, "external": {"url": "https://a.example"}}]},
        "≤ `100`",
        id="name of a file",
    ),
    pytest.param("Tags", {"multi_select": [{"name": "a"}] * 101}, "≤ `100`", id="101 options"),
]


@pytest.mark.parametrize(("name", "value", "message"), REFUSED)
def test_a_bad_value_is_refused_and_changes_nothing(
    notion: NotionServer, api: Api, board: str, name: str, value: Any, message: str
) -> None:
    page = notion.person("Ana").add_page(board, {"Title": "One"})
    before = notion.page_json(page)

    status, error = api("PATCH", f"/pages/{page}", {"properties": {name: value}})

    assert (status, error["code"]) == (400, "validation_error")
    assert message in error["message"]
    assert notion.page_json(page) == before


def test_a_refused_value_takes_back_the_options_of_the_same_request(
    notion: NotionServer, api: Api, board: str
) -> None:
    page = notion.person("Ana").add_page(board)

    status, _error = api(
        "PATCH",
        f"/pages/{page}",
        {"properties": {"Status": {"select": {"name": "New"}}, "Cost": {"number": "x"}}},
    )

    assert status == 400
    assert notion.option_names(board, "Status") == ["Draft", "Queued"]


def test_an_unknown_select_option_is_added_to_the_schema(
    notion: NotionServer, api: Api, board: str
) -> None:
    page = notion.person("Ana").add_page(board)

    api("PATCH", f"/pages/{page}", {"properties": {"Status": {"select": {"name": "New"}}}})

    assert notion.option_names(board, "Status") == ["Draft", "Queued", "New"]
    assert notion.values(page)["Status"] == "New"


def test_option_names_are_found_in_any_case(notion: NotionServer, api: Api, board: str) -> None:
    page = notion.person("Ana").add_page(board)

    api("PATCH", f"/pages/{page}", {"properties": {"Status": {"select": {"name": "qUEUED"}}}})

    assert notion.values(page)["Status"] == "Queued"
    assert notion.option_names(board, "Status") == ["Draft", "Queued"]


def test_emptying_a_status_gives_the_default_one(
    notion: NotionServer, api: Api, board: str
) -> None:
    page = notion.person("Ana").add_page(board, {"Stage": "Running"})

    api("PATCH", f"/pages/{page}", {"properties": {"Stage": {"status": None}}})

    assert notion.values(page)["Stage"] == "Waiting"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ({"start": "2026-07-25T16:57:28.513237Z"}, "2026-07-25T16:57:00.000+00:00"),
        (
            {"start": "2026-07-25T16:57:59.9Z", "time_zone": "UTC"},
            "2026-07-25T16:57:00.000+00:00",
        ),
        (
            {"start": "2024-06-27T17:57:39.085926", "time_zone": "Europe/London"},
            "2024-06-27T17:57:00.000+01:00",
        ),
        ({"start": "2026-07-25T16:57:28+02:00"}, "2026-07-25T16:57:00.000+02:00"),
        ({"start": "2026-07-01"}, "2026-07-01"),
    ],
)
def test_dates_are_cut_to_the_minute_and_lose_their_zone(
    notion: NotionServer, api: Api, board: str, written: Any, read: str
) -> None:
    page = notion.person("Ana").add_page(board)

    _status, body = api("PATCH", f"/pages/{page}", {"properties": {"Updated": {"date": written}}})

    assert body["properties"]["Updated"]["date"] == {"start": read, "end": None, "time_zone": None}


def test_text_is_read_back_as_another_array_with_the_same_words(
    notion: NotionServer, api: Api, board: str
) -> None:
    page = notion.person("Ana").add_page(board)
    pieces = [*text("Hello, "), *text(""), *text("world")]

    _status, body = api(
        "PATCH", f"/pages/{page}", {"properties": {"Task Id": {"rich_text": pieces}}}
    )

    assert [piece["plain_text"] for piece in body["properties"]["Task Id"]["rich_text"]] == [
        "Hello, world"
    ]


def test_properties_are_written_by_id_in_either_form(
    notion: NotionServer, api: Api, board: str
) -> None:
    page = notion.person("Ana").add_page(board)
    give_id(notion, board, "Cost", "a%5Bb")

    api("PATCH", f"/pages/{page}", {"properties": {"a%5Bb": {"number": 1}}})
    api("PATCH", f"/pages/{page}", {"properties": {"a[b": {"number": 2}}})

    assert notion.values(page)["Cost"] == 2


def test_unknown_keys_of_a_body_are_refused(notion: NotionServer, api: Api, board: str) -> None:
    page = notion.person("Ana").add_page(board)

    status, error = api("PATCH", f"/pages/{page}", {"position": 3})

    assert status == 400
    assert "body.position should be not present" in error["message"]


def test_a_payload_over_the_limit_is_refused(notion: NotionServer, api: Api, board: str) -> None:
    page = notion.person("Ana").add_page(board)
    body = {"properties": {"Task Id": {"rich_text": text("x" * 6000) * 100}}}

    status, error = api("PATCH", f"/pages/{page}", body)

    assert (status, error["code"]) == (400, "validation_error")
    assert "body.length" in error["message"]


@pytest.mark.parametrize(
    ("page_id", "status"),
    [
        ("12345678-1234-1234-1234-123456789abc", 400),
        ("not-an-id", 400),
        ("00000000-0000-0000-0000-000000000000", 404),
        ("2a9ce7b6-60a4-413c-a0a4-da617aa696fa", 404),
    ],
)
def test_ids_are_checked_before_they_are_looked_up(api: Api, page_id: str, status: int) -> None:
    answered, error = api("GET", f"/pages/{page_id}")

    assert answered == status
    assert error["object"] == "error"


def test_ids_are_taken_without_dashes_and_answered_with_them(
    notion: NotionServer, api: Api, board: str
) -> None:
    page = notion.person("Ana").add_page(board)

    _status, body = api("GET", f"/pages/{page.replace('-', '').upper()}")

    assert body["id"] == page


def test_bodies_that_are_not_json_have_a_code_of_their_own(api: Api) -> None:
    status, error = api("POST", "/pages", data="{", headers={"Content-Type": "application/json"})

    assert (status, error["code"]) == (400, "invalid_json")


def test_a_formula_is_computed_when_it_is_read(notion: NotionServer, api: Api, board: str) -> None:
    page = notion.person("Ana").add_page(board, {"Updated": notion.clock.now()})
    before = notion.page_json(page)["properties"]["Minutes"]["formula"]["number"]

    notion.clock.advance(600)
    _status, body = api("GET", f"/pages/{page}")

    assert body["properties"]["Minutes"]["formula"] == {"type": "number", "number": before + 10}
