from __future__ import annotations

from typing import Any

import pytest

from . import NotionServer
from .conftest import Api, Json, give_id, text


def database(notion: NotionServer, properties: Json) -> Json:
    return {
        "parent": {"type": "page_id", "page_id": notion.home_id},
        "title": text("Tasks"),
        "initial_data_source": {"properties": properties},
    }


def schema(api: Api, source: str) -> Json:
    properties: Json = api("GET", f"/data_sources/{source}")[1]["properties"]
    return properties


def test_a_board_is_made_with_everything_in_one_request(notion: NotionServer, api: Api) -> None:
    properties = {
        "Name": {"title": {}},
        "Stage": {"status": {}},
        "State": {"select": {"options": [{"name": "Todo", "color": "gray"}]}},
        "No": {"unique_id": {"prefix": "TASK"}},
        "Idle": {"formula": {"expression": 'dateBetween(now(), prop("Since"), "hours")'}},
        "Since": {"date": {}},
    }

    status, made = api("POST", "/databases", database(notion, properties))
    shown = schema(api, made["data_sources"][0]["id"])

    assert status == 200
    assert set(shown) == set(properties)
    assert shown["Name"]["id"] == "title"
    assert [option["name"] for option in shown["Stage"]["status"]["options"]] == [
        "Not started",
        "In progress",
        "Done",
    ]
    assert [group["name"] for group in shown["Stage"]["status"]["groups"]] == [
        "To-do",
        "In progress",
        "Complete",
    ]
    assert shown["Idle"]["formula"]["expression"].startswith(
        f"dateBetween(now(), {{{{notion:block_property:{shown['Since']['id']}:"
    )


@pytest.mark.parametrize(
    ("properties", "message"),
    [
        ({"Topic": {"rich_text": {}}}, "Title is not provided"),
        ({"A": {"title": {}}, "B": {"title": {}}}, "Cannot create new title"),
        ({"A": {"title": {}}, "B": {"magic": {}}}, "should be not present"),
        (
            {"A": {"title": {}}, "B": {"formula": {"expression": 'prop("C")'}}},
            "is not a property that exists",
        ),
        ({"A": {"title": {}}, "B": {"formula": {"expression": "now("}}}, "Invalid formula"),
        (
            {"A": {"title": {}}, "B": {"select": {"options": [{"name": "x"}, {"name": "X"}]}}},
            "must be unique",
        ),
        (
            {"A": {"title": {}}, "B": {"select": {"options": [{"name": "x", "color": "teal"}]}}},
            "color should be one of",
        ),
    ],
)
def test_a_bad_schema_makes_no_database(
    notion: NotionServer, api: Api, properties: Json, message: str
) -> None:
    status, error = api("POST", "/databases", database(notion, properties))

    assert status == 400
    assert message in error["message"]
    assert notion.workspace.databases == {}


def test_options_that_are_not_sent_are_deleted(
    notion: NotionServer, api: Api, board: str, source: str
) -> None:
    page = notion.person("Ana").add_page(board, {"Status": "Queued"})
    options = {"Status": {"select": {"options": [{"name": "Draft"}, {"name": "New"}]}}}

    api("PATCH", f"/data_sources/{source}", {"properties": options})

    assert notion.option_names(board, "Status") == ["Draft", "New"]
    assert notion.values(page)["Status"] is None


def test_options_are_recoloured_by_people_only(
    notion: NotionServer, api: Api, board: str, source: str
) -> None:
    options = {"Status": {"select": {"options": [{"name": "Draft", "color": "red"}]}}}

    status, error = api("PATCH", f"/data_sources/{source}", {"properties": options})

    assert status == 400
    assert error["message"] == "Cannot update color of select with name: Draft."
    assert notion.option_names(board, "Status") == ["Draft", "Queued"]


def test_status_options_are_made_in_the_schema_with_their_group(
    notion: NotionServer, api: Api, source: str
) -> None:
    options = [{"name": "Waiting"}, {"name": "Shipped", "color": "green", "group": "Complete"}]

    api(
        "PATCH",
        f"/data_sources/{source}",
        {"properties": {"Stage": {"status": {"options": options}}}},
    )
    groups = {
        group["name"]: len(group["option_ids"])
        for group in schema(api, source)["Stage"]["status"]["groups"]
    }

    assert groups == {"To-do": 1, "In progress": 0, "Complete": 1}


def test_a_refused_change_of_the_schema_changes_nothing(
    notion: NotionServer, api: Api, source: str
) -> None:
    before = schema(api, source)

    status, _error = api(
        "PATCH",
        f"/data_sources/{source}",
        {"properties": {"Cost": {"name": "Price"}, "New": {"number": {}}, "Bad": {"magic": {}}}},
    )

    assert status == 400
    assert schema(api, source) == before


def test_properties_are_renamed_and_removed_by_id(
    notion: NotionServer, api: Api, board: str, source: str
) -> None:
    cost, link = notion.property_id(board, "Cost"), notion.property_id(board, "Link")

    api("PATCH", f"/data_sources/{source}", {"properties": {cost: {"name": "Price"}, link: None}})
    shown = schema(api, source)

    assert shown["Price"]["id"] == cost
    assert not {"Cost", "Link"} & set(shown)


def test_a_dual_relation_makes_its_other_side(notion: NotionServer, api: Api, source: str) -> None:
    properties = {
        "Name": {"title": {}},
        "Task": {
            "relation": {"data_source_id": source, "type": "dual_property", "dual_property": {}}
        },
    }

    _status, made = api(
        "POST", "/databases", {**database(notion, properties), "title": text("Assets")}
    )
    near = schema(api, made["data_sources"][0]["id"])["Task"]
    far = schema(api, source)["Related to Assets (Task)"]

    assert near["relation"]["dual_property"]["synced_property_id"] == far["id"]
    assert far["relation"]["data_source_id"] == made["data_sources"][0]["id"]


BOARD: Json = {"type": "board"}


def board_view(board: str, source: str, configuration: Any) -> Json:
    return {
        "database_id": board,
        "data_source_id": source,
        "name": "Board",
        "type": "board",
        "configuration": configuration,
    }


def test_a_board_view_is_grouped_by_a_property_of_its_type(
    notion: NotionServer, api: Api, board: str, source: str
) -> None:
    status_id = notion.property_id(board, "Status")
    group = {"type": "select", "property_id": status_id, "sort": {"type": "manual"}}
    shown = [{"property_id": "title", "visible": True}]

    made = api(
        "POST",
        "/views",
        board_view(board, source, {**BOARD, "group_by": group, "properties": shown}),
    )
    views = api("GET", f"/views?database_id={board}")[1]["results"]

    assert made[0] == 200
    assert made[1]["configuration"]["group_by"]["property_name"] == "Status"
    assert [set(view) for view in views] == [{"object", "id"}] * 2


@pytest.mark.parametrize(
    ("grouping", "message"),
    [
        ({}, "group_by should be defined"),
        ({"group_by": {"type": "status", "property_id": "St%5B"}}, 'should be `"select"`'),
        ({"group_by": {"type": "select", "property_id": "none"}}, "be the id of a property"),
    ],
)
def test_a_board_view_without_a_fitting_group_is_refused(
    notion: NotionServer, api: Api, board: str, source: str, grouping: Json, message: str
) -> None:
    give_id(notion, board, "Status", "St%5B")

    status, error = api("POST", "/views", board_view(board, source, {**BOARD, **grouping}))

    assert status == 400
    assert message in error["message"]


def test_the_last_view_stays(notion: NotionServer, api: Api, board: str) -> None:
    [view] = api("GET", f"/views?database_id={board}")[1]["results"]

    status, error = api("DELETE", f"/views/{view['id']}")

    assert status == 400
    assert "last view" in error["message"]
