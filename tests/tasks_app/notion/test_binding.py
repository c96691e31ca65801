from __future__ import annotations

import copy
from typing import Any

import pytest

from tasks_app.models import AssetKind, BoardKind
from tasks_app.notion.binding import Bound, bind_schema
from tasks_app.notion.columns import config, missing
from tasks_app.notion.schema import BOARD_OF_ASSET, DATABASES, TASKS, channel_options
from tasks_app.statuses import BASE_PHASE, GATES, IN_ERROR, RUNNING, Status

Json = dict[str, Any]
CHANNELS = channel_options({"foxes": "Foxes, daily", "bears": "Bears"})


def shown() -> dict[str, Json]:
    """The Tasks board as Notion answers with it, every id given."""
    columns = {}
    for prop in TASKS.properties:
        options = CHANNELS if prop.name == "Channel" else prop.options
        made = {"relation": {}} if prop.type == "relation" else config(prop, options, Bound())
        column = {"id": f"id of {prop.name}", "name": prop.name, "type": prop.type, **made}
        for option in column[prop.type].get("options", []):
            option["id"] = f"id of {option['name']}"
        columns[prop.name] = column
    return columns


def bound(columns: dict[str, Json], known: dict[str, Json] | None = None) -> Bound:
    return bind_schema(TASKS, columns, known=known or {}, channels=CHANNELS)


def rename(columns: dict[str, Json], name: str, new_name: str) -> None:
    columns[new_name] = {**columns.pop(name), "name": new_name}


def test_status_colours_say_what_people_have_to_do() -> None:
    colors = {option.value: option.color for option in TASKS.by_name["Status"].options}

    assert list(colors) == [status.value for status in Status]
    assert {colors[each] for each in RUNNING} == {"green"}
    assert {colors[each] for each in GATES} == {"yellow"}
    assert {colors[each] for each in IN_ERROR} == {"red"}
    assert colors["draft"] == colors["queued"] == colors["cancelled"] == "gray"
    assert set(BASE_PHASE) == set(Status)


def test_every_kind_of_file_has_a_board_that_knows_it() -> None:
    for kind, board in BOARD_OF_ASSET.items():
        values = {option.value for option in DATABASES[board].by_name["Asset Type"].options}
        assert kind.value in values
    assert set(BOARD_OF_ASSET) == set(AssetKind)


def test_a_whole_board_is_bound_without_a_fault() -> None:
    result = bound(shown())

    assert result.faults == []
    assert result.is_usable
    assert set(result.properties) == set(TASKS.by_name)
    assert result.properties["Status"]["options"]["final_review"] == "id of Ready for Review"
    assert result.properties["Channel"]["options"] == {
        "foxes": "id of foxes",
        "bears": "id of bears",
    }


def test_what_was_renamed_stays_bound() -> None:
    columns = shown()
    known = bound(columns).properties
    rename(columns, "Error Log", "Was schief ging")
    columns["Status"]["select"]["options"][0]["name"] = "Entwurf"

    result = bound(columns, known)

    assert result.faults == []
    assert result.properties["Error Log"]["name"] == "Was schief ging"
    assert result.properties["Status"]["options"]["draft"] == "id of Draft"


def test_a_new_column_does_not_take_the_place_of_a_renamed_one() -> None:
    columns = shown()
    known = bound(columns).properties
    rename(columns, "Topic", "Old topic")
    columns["Topic"] = {"id": "new", "name": "Topic", "type": "rich_text", "rich_text": {}}

    result = bound(columns, known)

    assert result.properties["Topic"]["name"] == "Old topic"


def test_a_deleted_column_is_lost_until_it_is_back() -> None:
    columns = shown()
    known = bound(columns).properties
    gone = columns.pop("Cost")

    result = bound(columns, known)
    columns["Price"] = {**gone, "name": "Price"}
    restored = bound(columns, {**result.properties, **result.lost})

    assert "Cost" not in result.properties
    assert result.is_usable
    assert result.faults == [
        "The column “Cost” was deleted: put it back, or manage.py notion_setup makes what is "
        "missing; everything else goes on."
    ]
    assert restored.properties["Cost"]["name"] == "Price"
    assert restored.faults == []


def test_a_retyped_column_is_lost_until_its_type_is_back() -> None:
    columns = shown()
    known = bound(columns).properties
    columns["Cost"] = {"id": "id of Cost", "name": "Cost", "type": "rich_text", "rich_text": {}}

    result = bound(columns, known)
    restored = bound(shown(), {**result.properties, **result.lost})

    assert "Cost" not in result.properties
    assert len(result.faults) == 1
    assert "is of type rich_text and has to be number" in result.faults[0]
    assert "Cost" in restored.properties


def test_a_deleted_option_is_told_until_it_is_back() -> None:
    columns = shown()
    known = bound(columns).properties
    options = columns["Status"]["select"]["options"]
    columns["Status"]["select"]["options"] = [each for each in options if each["name"] != "Queued"]

    first = bound(columns, known)
    again = bound(columns, first.properties)
    restored = bound(shown(), again.properties)

    assert first.faults == again.faults
    assert len(first.faults) == 1
    assert "has no “Queued” any more" in first.faults[0]
    assert "queued" not in first.properties["Status"]["options"]
    assert restored.faults == []


@pytest.mark.parametrize(
    ("name", "is_usable"), [("Task Id", False), ("Status", True), ("Topic", True)]
)
def test_only_without_its_key_a_known_board_stands_still(name: str, is_usable: bool) -> None:  # noqa: FBT001 - a parameter of a table
    columns = shown()
    known = bound(columns).properties
    del columns[name]

    result = bound(columns, known)

    assert result.is_usable is is_usable
    assert len(result.faults) == 1


@pytest.mark.parametrize("name", ["Channel", "Status", "Task Id"])
def test_a_new_board_without_what_is_essential_stands_still(name: str) -> None:
    columns = shown()
    del columns[name]

    result = bound(columns)

    assert not result.is_usable
    assert f"“{name}” is missing" in result.faults[0]


def test_a_new_board_may_lack_what_is_not_essential() -> None:
    columns = shown()
    del columns["Progress"]
    columns["Cost"] = {"id": "x", "name": "Cost", "type": "rich_text", "rich_text": {}}

    result = bound(columns)

    assert result.is_usable
    assert result.faults == []
    assert {"Progress", "Cost"}.isdisjoint(result.properties)


def test_a_status_typed_column_and_names_of_channels_are_understood() -> None:
    columns = shown()
    select = columns["Status"].pop("select")
    columns["Status"] |= {"type": "status", "status": select}
    columns["Channel"]["select"]["options"] = [{"id": "1", "name": "foxes, DAILY"}]

    result = bound(columns)

    assert result.properties["Status"]["type"] == "status"
    assert result.properties["Channel"]["options"] == {"foxes": "1"}


def test_an_option_stands_for_one_channel_only() -> None:
    columns = shown()
    columns["Channel"]["select"]["options"] = [{"id": "1", "name": "Twins"}]
    twins = channel_options({"one": "Twins", "two": "Twins", "twins": "Other"})

    result = bind_schema(TASKS, columns, known={}, channels=twins)

    assert result.properties["Channel"]["options"] == {"twins": "1"}


def test_options_are_added_to_the_whole_list_with_the_ids_of_those_there() -> None:
    columns = shown()
    columns["Priority"]["description"] = "How soon"
    columns["Priority"]["select"]["options"] = [
        {"id": "1", "name": "Someday", "color": "pink", "description": None},
        {"id": "2", "name": "Low", "color": "brown", "description": None},
    ]

    lacking = missing(TASKS, columns, bound(columns), channels=CHANNELS)

    assert lacking.columns == {}
    assert lacking.options == {
        "id of Priority": {
            "select": {
                "options": [
                    {"id": "1", "name": "Someday", "color": "pink"},
                    {"id": "2", "name": "Low", "color": "brown"},
                    {"name": "Normal", "color": "default"},
                    {"name": "High", "color": "red"},
                ]
            },
            "description": "How soon",
        }
    }


def test_nothing_is_added_to_a_whole_board() -> None:
    columns = copy.deepcopy(shown())

    lacking = missing(TASKS, columns, bound(columns), channels=CHANNELS)

    assert (lacking.columns, lacking.options, lacking.in_the_way) == ({}, {}, [])


def test_a_column_of_another_type_is_never_overwritten() -> None:
    columns = shown()
    columns["Cost"] = {"id": "x", "name": "Cost", "type": "rich_text", "rich_text": {}}

    lacking = missing(TASKS, columns, bound(columns), channels=CHANNELS)

    assert "Cost" not in lacking.columns
    assert lacking.in_the_way == [
        "Tasks: the column “Cost” is of type rich_text and has to be number: change its type, "
        "or rename it."
    ]


def test_the_formula_reads_the_column_by_its_present_name() -> None:
    columns = shown()
    known = bound(columns).properties
    rename(columns, "Status Since", 'Seit "wann"')
    del columns["Time in Status"]

    lacking = missing(TASKS, columns, bound(columns, known), channels=CHANNELS)

    expression = lacking.columns["Time in Status"]["formula"]["expression"]
    assert 'prop("Seit \\"wann\\"")' in expression
    assert "Status Since" not in expression


def test_a_board_of_files_has_the_columns_people_know() -> None:
    assert [each.name for each in DATABASES[BoardKind.ASSETS].properties] == [
        "Name",
        "Asset Type",
        "File",
        "Task",
        "Generated Date",
        "Status",
        "Notes",
        "Asset Id",
    ]
