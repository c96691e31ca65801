from __future__ import annotations

import uuid
from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from tasks_app.management.commands.notion_setup import page_id
from tasks_app.models import Board, BoardKind
from tasks_app.notion import boards
from tasks_app.notion.client import NotionClient
from tasks_app.notion.setup import Outcome, set_up
from tests.builders import make_channel
from tests.fakes.notion import NotionServer
from tests.tasks_app.notion.unhurried import Unhurried

NEW_TASKS = {
    "Title": {"title": {}},
    "Channel": {"select": {"options": []}},
    "Task Id": {"rich_text": {}},
}


@pytest.fixture
def notion(transactional_db: None) -> Iterator[NotionServer]:
    with NotionServer(per_minute=None) as server:
        yield server


@pytest.fixture(params=["2026-03-11", "2025-09-03"])
def client(notion: NotionServer, request: pytest.FixtureRequest) -> Iterator[NotionClient]:
    with Unhurried(notion, request.param) as made:
        yield made


@pytest.fixture
def newest(notion: NotionServer) -> Iterator[NotionClient]:
    with Unhurried(notion, "2026-03-11") as made:
        yield made


def run(client: NotionClient, notion: NotionServer) -> Outcome:
    make_channel_once("foxes", name="Foxes, daily")
    return set_up(client, uuid.UUID(notion.home_id))


def make_channel_once(channel_id: str, *, name: str) -> None:
    if channel_id not in boards.channel_names():
        make_channel(channel_id, name=name)


def writes(notion: NotionServer) -> list[str]:
    return [f"{each.method} {each.path}" for each in notion.log.all() if each.method != "GET"]


def tasks_id(outcome: Outcome) -> str:
    return str(outcome.database_ids[BoardKind.TASKS])


def test_a_new_page_gets_every_board_and_the_second_run_changes_nothing(
    notion: NotionServer, client: NotionClient
) -> None:
    outcome = run(client, notion)
    notion.log.clear()
    again = run(client, notion)

    owner = notion.person("Owner")
    tasks = tasks_id(outcome)
    assert outcome.to_do == again.to_do == []
    assert again.database_ids == outcome.database_ids
    assert again.made == []
    assert writes(notion) == []
    assert set(outcome.database_ids) == set(BoardKind)
    assert notion.option_names(tasks, "Channel") == ["foxes"]
    assert notion.option_names(tasks, "Status")[:3] == ["Draft", "Queued", "Processing"]
    assert "Related" not in "".join(prop.name for prop in owner.source(tasks).properties.values())
    views = [notion.workspace.views[each] for each in owner.database(tasks).view_ids]
    assert [view.name for view in views][1:] == [
        *("Board", "All Errors", "Ready for Review", "High Priority", "Foxes, daily"),
    ]
    board = views[1].configuration or {}
    assert board["group_by"]["property_name"] == "Status"


def test_relations_and_the_formula_work(notion: NotionServer, newest: NotionClient) -> None:
    outcome = run(newest, notion)
    ana = notion.person("Ana")
    tasks = tasks_id(outcome)
    card = ana.add_page(tasks, {"Title": "A", "Status Since": "2020-01-01T00:00:00Z"})

    ana.add_page(str(outcome.database_ids[BoardKind.VIDEOS]), {"Name": "Clip 1", "Task": [card]})

    values = notion.values(card)
    assert len(values["Videos"]) == 1
    assert " d " in notion.page_json(card)["properties"]["Time in Status"]["formula"]["string"]


def test_what_people_changed_is_left_and_what_they_deleted_is_made_again(
    notion: NotionServer, newest: NotionClient
) -> None:
    tasks = tasks_id(run(newest, notion))
    ana = notion.person("Ana")
    ana.rename_property(tasks, "Error Log", "Was schief ging")
    ana.rename_option(tasks, "Status", "Draft", "Entwurf")
    ana.delete_property(tasks, "Progress")
    ana.delete_option(tasks, "Status", "Queued")
    make_channel_once("bears", name="Bears")

    outcome = run(newest, notion)

    assert notion.option_names(tasks, "Channel") == ["foxes", "bears"]
    assert notion.option_names(tasks, "Status")[0] == "Entwurf"
    assert notion.option_names(tasks, "Status")[-1] == "Queued"
    assert notion.property_id(tasks, "Progress")
    assert outcome.to_do == []
    with pytest.raises(KeyError):
        notion.property_id(tasks, "Error Log")


def test_a_lost_answer_makes_no_second_database(notion: NotionServer, newest: NotionClient) -> None:
    notion.faults.save_then_fail(method="POST", path="*/databases")
    notion.faults.drop(saved=True, method="POST", path="*/databases")

    outcome = run(newest, notion)

    assert [each.status for each in notion.log.all(path="*/databases")][:2] == [503, 0]
    titles = [page["child_database"]["title"] for page in newest.child_blocks(notion.home_id)]
    assert sorted(titles) == ["Assets", "Audio", "Costs", "Tasks", "Videos"]
    assert len(outcome.database_ids) == 5


def test_a_board_that_is_there_is_completed_and_its_columns_are_not_retyped(
    notion: NotionServer, newest: NotionClient
) -> None:
    tasks = notion.create_board(
        "Tasks", {**NEW_TASKS, "Cost": {"rich_text": {}}, "Status": {"status": {}}}
    )

    outcome = run(newest, notion)

    assert tasks_id(outcome) == tasks
    assert "Assets Ready" in notion.option_names(tasks, "Status")
    assert outcome.to_do == [
        "Tasks: the column “Cost” is of type rich_text and has to be number: change its type, "
        "or rename it."
    ]


def test_without_a_token_the_command_says_where_to_get_one(settings: Settings) -> None:
    settings.NOTION_API_TOKEN = ""

    with pytest.raises(CommandError, match="NOTION_API_TOKEN is not set"):
        call_command("notion_setup", parent=str(uuid.uuid4()), stdout=StringIO())


@pytest.mark.parametrize(
    "text",
    [
        "https://app.notion.com/p/Home-2a9ce7b660a4813ca0a4da617aa696fa?pvs=4#top",
        "https://www.notion.so/team/2a9ce7b660a4813ca0a4da617aa696fa",
        "2a9ce7b6-60a4-813c-a0a4-da617aa696fa",
    ],
)
def test_a_page_is_given_by_its_address_or_id(text: str) -> None:
    assert page_id(text) == uuid.UUID("2a9ce7b660a4813ca0a4da617aa696fa")


def test_what_holds_no_page_id_is_refused_with_the_mend() -> None:
    with pytest.raises(CommandError, match="Copy link"):
        page_id("https://www.notion.so/my-page")


def test_bound_boards_are_found_for_their_channels(
    notion: NotionServer, newest: NotionClient, settings: Settings
) -> None:
    outcome = run(newest, notion)
    bears = make_channel("bears")
    settings.NOTION_DATABASE_IDS = (tasks_id(outcome),)

    board = boards.board_for(bears)

    assert board is not None
    assert board.title == "Tasks"
    assert boards.channel_choices(board).keys() == {"foxes"}
    assert {each.kind for each in Board.objects.filter(tasks_board=board)} == {
        *("assets", "videos", "audio"),
    }
