from __future__ import annotations

from typing import Any

import pytest

from . import NotionServer
from .conftest import Api, Json

BY_COST = [{"property": "Cost", "direction": "ascending"}]
BY_EDIT = [{"timestamp": "last_edited_time", "direction": "ascending"}]


def costs(body: Json) -> list[Any]:
    return [page["properties"]["Cost"]["number"] for page in body["results"]]


def rows(notion: NotionServer, board: str, count: int) -> list[str]:
    return [notion.person("Ana").add_page(board, {"Cost": number}) for number in range(count)]


def test_cursors_lead_through_all_rows_once(
    notion: NotionServer, api: Api, board: str, source: str
) -> None:
    rows(notion, board, 5)
    question = {"sorts": BY_COST, "page_size": 2}

    first = api("POST", f"/data_sources/{source}/query", question)[1]
    second = api(
        "POST",
        f"/data_sources/{source}/query",
        {**question, "start_cursor": first["next_cursor"]},
    )[1]
    third = api(
        "POST",
        f"/data_sources/{source}/query",
        {**question, "start_cursor": second["next_cursor"]},
    )[1]

    assert costs(first) + costs(second) + costs(third) == [0, 1, 2, 3, 4]
    assert first["next_cursor"].startswith("s:")
    assert (third["has_more"], third["next_cursor"]) == (False, None)


def test_a_cursor_is_good_for_its_own_question_only(
    notion: NotionServer, api: Api, board: str, source: str
) -> None:
    rows(notion, board, 3)
    _status, first = api("POST", f"/data_sources/{source}/query", {"page_size": 1})

    status, error = api(
        "POST",
        f"/data_sources/{source}/query",
        {"page_size": 1, "sorts": BY_COST, "start_cursor": first["next_cursor"]},
    )

    assert status == 400
    assert error["message"].startswith("The start_cursor provided is invalid: s:")


def test_cursors_do_not_last(notion: NotionServer, api: Api, board: str, source: str) -> None:
    rows(notion, board, 3)
    _status, first = api("POST", f"/data_sources/{source}/query", {"page_size": 1})
    cursor = {"page_size": 1, "start_cursor": first["next_cursor"]}

    notion.clock.advance(4000)
    status, _error = api("POST", f"/data_sources/{source}/query", cursor)

    assert status == 400


@pytest.mark.parametrize("size", [0, 101, "ten", True])
def test_page_sizes_are_checked(api: Api, source: str, size: Any) -> None:
    status, error = api("POST", f"/data_sources/{source}/query", {"page_size": size})

    assert status == 400
    assert "page_size" in error["message"]


def test_a_query_ends_in_silence_at_its_cap(
    notion: NotionServer, api: Api, board: str, source: str
) -> None:
    rows(notion, board, 5)
    notion.cursors.row_limit = 3
    _status, first = api("POST", f"/data_sources/{source}/query", {"page_size": 2})

    _status, second = api(
        "POST",
        f"/data_sources/{source}/query",
        {"page_size": 2, "start_cursor": first["next_cursor"]},
    )

    assert len(second["results"]) == 1
    assert second["has_more"] is False
    assert second["request_status"]["incomplete_reason"] == "query_result_limit_reached"


def test_a_row_edited_during_an_ascending_scan_is_seen_again_at_its_end(
    notion: NotionServer, api: Api, board: str, source: str
) -> None:
    pages = rows(notion, board, 3)
    question = {"sorts": BY_EDIT, "page_size": 2}
    _status, first = api("POST", f"/data_sources/{source}/query", question)
    seen = first["results"][0]["id"]

    notion.clock.advance(120)
    notion.person("Ana").edit(seen, {"Cost": 9})
    _status, rest = api(
        "POST",
        f"/data_sources/{source}/query",
        {**question, "start_cursor": first["next_cursor"]},
    )

    assert len(pages) == 3
    assert [page["id"] for page in rest["results"]][-1] == seen


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        pytest.param({"property": "Cost", "number": {"greater_than": 3}}, [4], id="number"),
        pytest.param(
            {"property": "Status", "select": {"equals": ["Queued", "Draft"]}}, [0, 1], id="any of"
        ),
        pytest.param({"property": "Status", "select": {"is_empty": True}}, [2, 3, 4], id="empty"),
        pytest.param({"property": "Stage", "status": {"equals": "In progress"}}, [2], id="group"),
        pytest.param(
            {"property": "Title", "title": {"contains": "FOUR"}}, [4], id="text in any case"
        ),
        pytest.param(
            {
                "and": [
                    {"property": "Cost", "number": {"less_than": 4}},
                    {
                        "or": [
                            {"property": "Status", "select": {"equals": "Draft"}},
                            {"property": "Stage", "status": {"equals": "Running"}},
                        ]
                    },
                ]
            },
            [0, 2],
            id="nested",
        ),
        pytest.param(
            {"property": "Updated", "date": {"on_or_before": "2026-03-01"}}, [3], id="whole day"
        ),
    ],
)
def test_filters_choose_rows(
    notion: NotionServer, api: Api, board: str, source: str, condition: Json, expected: list[int]
) -> None:
    ana = notion.person("Ana")
    ana.add_page(board, {"Cost": 0, "Status": "Draft"})
    ana.add_page(board, {"Cost": 1, "Status": "Queued"})
    ana.add_page(board, {"Cost": 2, "Stage": "Running"})
    ana.add_page(board, {"Cost": 3, "Updated": "2026-03-01T23:00:00Z"})
    ana.add_page(board, {"Cost": 4, "Title": "Number four"})

    _status, body = api(
        "POST", f"/data_sources/{source}/query", {"filter": condition, "sorts": BY_COST}
    )

    assert costs(body) == expected


@pytest.mark.parametrize(
    ("condition", "message"),
    [
        ({"property": "Nowhere", "number": {"equals": 1}}, "Could not find property"),
        (
            {"property": "Status", "status": {"equals": "Draft"}},
            "database property select does not match filter status",
        ),
        ({"property": "Cost", "number": {"contains": "1"}}, "should be not present"),
        ({"property": "Cost", "number": {"equals": "1"}}, "should be a number"),
        ({"timestamp": "last_edited_time", "property": "x"}, "should be defined"),
        ({"and": [{"or": [{"and": []}]}]}, "2 levels"),
    ],
)
def test_bad_filters_are_refused(api: Api, source: str, condition: Json, message: str) -> None:
    status, error = api("POST", f"/data_sources/{source}/query", {"filter": condition})

    assert status == 400
    assert message in error["message"]


def test_polling_by_edit_time_sees_whole_minutes(
    notion: NotionServer, api: Api, board: str, source: str
) -> None:
    notion.clock.stop()
    notion.person("Ana").add_page(board, {"Cost": 1})
    floor = notion.clock.now().replace(second=0, microsecond=0)

    def since(word: str) -> int:
        condition = {"timestamp": "last_edited_time", "last_edited_time": {word: floor.isoformat()}}
        _status, body = api("POST", f"/data_sources/{source}/query", {"filter": condition})
        return len(body["results"])

    assert (since("on_or_after"), since("after")) == (1, 0)


def test_queries_can_be_made_to_lag(
    notion: NotionServer, api: Api, board: str, source: str
) -> None:
    notion.clock.stop()
    old = notion.person("Ana").add_page(board, {"Cost": 1})
    notion.clock.advance(10)
    notion.workspace.query_lag_seconds = 5.0
    notion.person("Ana").edit(old, {"Cost": 2})
    notion.person("Ana").add_page(board, {"Cost": 3})
    notion.clock.advance(1)

    behind = costs(api("POST", f"/data_sources/{source}/query", {})[1])
    notion.clock.advance(5)
    level = costs(api("POST", f"/data_sources/{source}/query", {"sorts": BY_COST})[1])

    assert behind == [1]
    assert level == [2, 3]


def test_trashed_and_archived_rows_are_left_out(
    notion: NotionServer, api: Api, board: str, source: str
) -> None:
    ana = notion.person("Ana")
    trashed, archived, _kept = rows(notion, board, 3)
    ana.trash(trashed)
    ana.archive(archived)

    usual = costs(api("POST", f"/data_sources/{source}/query", {})[1])
    put_away = costs(api("POST", f"/data_sources/{source}/query", {"is_archived": True})[1])

    assert (usual, put_away) == ([2], [1])
    assert api("GET", f"/pages/{trashed}")[1]["in_trash"] is True


def test_only_the_wanted_properties_are_answered(
    notion: NotionServer, api: Api, board: str, source: str
) -> None:
    rows(notion, board, 1)
    cost = notion.property_id(board, "Cost")

    _status, body = api(
        "POST", f"/data_sources/{source}/query", {}, params={"filter_properties[]": ["title", cost]}
    )

    assert set(body["results"][0]["properties"]) == {"Title", "Cost"}


def test_search_lags_behind_what_was_made(notion: NotionServer, api: Api, board: str) -> None:
    notion.clock.stop()
    notion.person("Ana").add_page(board, {"Title": "Needle"})

    at_once = api("POST", "/search", {"query": "needle"})[1]["results"]
    notion.clock.advance(3)
    later = api("POST", "/search", {"query": "needle"})[1]["results"]

    assert (len(at_once), len(later)) == (0, 1)
