from __future__ import annotations

import pytest

from . import NotionServer
from .conftest import SCHEMA, Api, give_id


@pytest.fixture
def shots(notion: NotionServer, source: str) -> str:
    """A board whose rows belong to tasks, seen from both sides."""
    relation = {"relation": {"data_source_id": source, "type": "dual_property"}}
    return notion.create_board("Shots", {"Name": {"title": {}}, "Task": relation})


def test_a_page_shows_25_related_pages_and_its_property_all(
    notion: NotionServer, api: Api, board: str, shots: str
) -> None:
    ana = notion.person("Ana")
    task = ana.add_page(board)
    for _number in range(30):
        ana.add_page(shots, {"Task": [task]})
    back = "Related to Shots (Task)"

    _status, page = api("GET", f"/pages/{task}")
    shown = page["properties"][back]
    _status, first = api("GET", f"/pages/{task}/properties/{shown['id']}?page_size=20")
    _status, second = api(
        "GET",
        f"/pages/{task}/properties/{shown['id']}",
        params={"page_size": 20, "start_cursor": first["next_cursor"]},
    )

    assert (len(shown["relation"]), shown["has_more"]) == (25, True)
    assert (len(first["results"]), len(second["results"])) == (20, 10)
    assert isinstance(first["results"][0]["relation"], dict)
    assert (first["type"], first["property_item"]["type"]) == ("property_item", "relation")
    assert (first["has_more"], second["has_more"]) == (True, False)


def test_writing_a_relation_replaces_it_at_both_ends(
    notion: NotionServer, api: Api, board: str, shots: str
) -> None:
    ana = notion.person("Ana")
    one, two = ana.add_page(board), ana.add_page(board)
    shot = ana.add_page(shots, {"Task": [one]})

    api("PATCH", f"/pages/{shot}", {"properties": {"Task": {"relation": [{"id": two}]}}})

    assert notion.values(one)["Related to Shots (Task)"] == []
    assert notion.values(two)["Related to Shots (Task)"] == [shot]


def test_the_far_end_can_be_made_to_lag(
    notion: NotionServer, api: Api, board: str, shots: str
) -> None:
    notion.clock.stop()
    notion.workspace.back_relation_lag_seconds = 3.0
    task = notion.person("Ana").add_page(board)
    shot = notion.person("Ana").add_page(shots, {"Task": [task]})

    at_once = notion.values(task)["Related to Shots (Task)"]
    notion.clock.advance(3)

    assert at_once == []
    assert notion.values(task)["Related to Shots (Task)"] == [shot]


def test_related_pages_that_are_not_shared_are_left_out_without_a_word(
    notion: NotionServer, api: Api, board: str, shots: str
) -> None:
    task = notion.person("Ana").add_page(board)
    shot = notion.person("Ana").add_page(shots, {"Task": [task]})

    notion.unshare(board)
    _status, page = api("GET", f"/pages/{shot}")

    assert page["properties"]["Task"]["relation"] == []
    assert page["properties"]["Task"]["has_more"] is False


def test_only_pages_of_the_target_can_be_related(
    notion: NotionServer, api: Api, board: str, shots: str
) -> None:
    shot = notion.person("Ana").add_page(shots)
    stranger = notion.person("Ana").add_page(notion.create_board("Other", SCHEMA))
    nil = "00000000-0000-0000-0000-000000000000"

    wrong = api(
        "PATCH", f"/pages/{shot}", {"properties": {"Task": {"relation": [{"id": stranger}]}}}
    )
    gone = api("PATCH", f"/pages/{shot}", {"properties": {"Task": {"relation": [{"id": nil}]}}})

    assert wrong[0] == 400
    assert (gone[0], gone[1]["code"]) == (404, "object_not_found")


def test_a_hundred_and_one_pages_are_too_many_for_one_request(
    notion: NotionServer, api: Api, board: str, shots: str
) -> None:
    shot = notion.person("Ana").add_page(shots)
    task = notion.person("Ana").add_page(board)

    status, error = api(
        "PATCH", f"/pages/{shot}", {"properties": {"Task": {"relation": [{"id": task}] * 101}}}
    )

    assert status == 400
    assert "≤ `100`" in error["message"]


def test_a_property_id_is_not_encoded_twice(notion: NotionServer, api: Api, board: str) -> None:
    page = notion.person("Ana").add_page(board, {"Title": "One"})
    give_id(notion, board, "Cost", "a%5Bb")

    once, _item = api("GET", f"/pages/{page}/properties/a%5Bb")
    twice, _error = api("GET", f"/pages/{page}/properties/a%255Bb")

    assert (once, twice) == (200, 404)
