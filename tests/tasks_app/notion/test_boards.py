from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator

import pytest
from pytest_django import Settings

from tasks_app.models import Board, BoardKind, Channel, Event, EventKind
from tasks_app.notion import boards
from tasks_app.notion.client import NotionClient
from tasks_app.notion.setup import set_up
from tests.builders import make_channel
from tests.fakes.notion import NotionServer
from tests.tasks_app.notion.unhurried import Unhurried


@pytest.fixture
def notion(transactional_db: None) -> Iterator[NotionServer]:
    with NotionServer(per_minute=None) as server:
        yield server


@pytest.fixture
def client(notion: NotionServer) -> Iterator[NotionClient]:
    with Unhurried(notion) as made:
        yield made


@pytest.fixture
def board(notion: NotionServer, client: NotionClient, settings: Settings) -> Board:
    """A Tasks board as setup makes it, for all channels."""
    make_channel("foxes")
    set_up(client, uuid.UUID(notion.home_id))
    made = Board.objects.get(kind=BoardKind.TASKS)
    settings.NOTION_DATABASE_IDS = (str(made.pk),)
    return made


def held() -> list[str]:
    return [event.data["reason"] for event in Event.objects.filter(kind=EventKind.NOTION_HELD)]


def test_a_deleted_column_is_told_once_and_the_rest_stays_bound(
    notion: NotionServer, client: NotionClient, board: Board
) -> None:
    notion.person("Ana").delete_property(str(board.pk), "Progress")

    boards.bind(client, board)
    bound = boards.bind(client, Board.objects.get(pk=board.pk))

    assert bound.held_at is None
    assert "Progress" not in bound.properties
    assert "Status" in bound.properties
    assert len(held()) == 1
    assert "“Progress” was deleted" in held()[0]


def test_a_restored_column_is_bound_again(
    notion: NotionServer, client: NotionClient, board: Board
) -> None:
    ana = notion.person("Ana")
    ana.retype_property(str(board.pk), "Cost", "rich_text")
    retyped = boards.bind(client, board)
    ana.retype_property(str(board.pk), "Cost", "number")

    bound = boards.bind(client, Board.objects.get(pk=board.pk))

    assert "“Cost” is of type rich_text" in retyped.fault
    assert bound.fault == ""
    assert "Cost" in bound.properties


@pytest.mark.parametrize(
    ("break_it", "mend_it", "words"),
    [
        pytest.param(
            lambda notion, board: notion.unshare(board),
            lambda notion, board: notion.share(board),
            "gone, or not shared",
            id="unshared",
        ),
        pytest.param(
            lambda notion, board: notion.person("Ana").trash_database(board),
            lambda notion, board: notion.person("Ana").restore_database(board),
            "lies in the trash",
            id="trashed",
        ),
    ],
)
def test_a_board_out_of_reach_stands_still_until_it_is_back(
    notion: NotionServer,
    client: NotionClient,
    board: Board,
    break_it: Callable[[NotionServer, str], None],
    mend_it: Callable[[NotionServer, str], None],
    words: str,
) -> None:
    properties = board.properties
    break_it(notion, str(board.pk))
    stopped = boards.bind(client, board)
    boards.bind(client, Board.objects.get(pk=board.pk))
    told = held()
    mend_it(notion, str(board.pk))

    bound = boards.bind(client, Board.objects.get(pk=board.pk))

    assert words in stopped.fault
    assert stopped.held_at is not None
    assert stopped.properties == properties
    assert len(told) == 1
    assert (bound.fault, bound.held_at) == ("", None)
    assert Event.objects.filter(kind=EventKind.NOTION_RESUMED).count() == 1


def test_a_second_data_source_does_not_confuse_a_known_board(
    notion: NotionServer, client: NotionClient, board: Board
) -> None:
    notion.person("Ana").add_data_source(str(board.pk), "Another")

    bound = boards.bind(client, board)
    board.delete()
    fresh = boards.bind(client, boards.tasks_boards()[0])

    assert bound.fault == ""
    assert "has 2 data sources" in fresh.fault
    assert fresh.held_at is not None


def test_a_board_of_files_that_is_not_shared_is_told_and_the_tasks_go_on(
    notion: NotionServer, client: NotionClient, board: Board
) -> None:
    videos = board.satellites.get(kind=BoardKind.VIDEOS)
    notion.unshare(str(videos.pk))

    bound = boards.refresh(client)[0]

    videos.refresh_from_db()
    assert bound.fault == ""
    assert "not shared" in videos.fault


def test_the_board_of_a_channel_is_its_own_or_one_that_offers_it(
    db: None, settings: Settings
) -> None:
    own, shared, other = uuid.uuid4(), uuid.uuid4(), uuid.uuid4()
    settings.NOTION_DATABASE_IDS = (shared.hex, str(other))
    foxes = make_channel("foxes", config={"notion_database_id": str(own)})
    bears, crows = make_channel("bears"), make_channel("crows")
    boards.tasks_boards()
    offers = {"Channel": {"options": {"bears": "option"}}}
    Board.objects.filter(pk=other).update(properties=offers)

    assert [boards.board_for(each) for each in (foxes, bears, crows)] == [
        Board.objects.get(pk=own),
        Board.objects.get(pk=other),
        None,
    ]
    assert boards.configured_ids() == [own, shared, other]


def test_the_only_shared_board_is_for_every_channel(db: None, settings: Settings) -> None:
    only = uuid.uuid4()
    settings.NOTION_DATABASE_IDS = (str(only),)

    board = boards.board_for(make_channel("foxes"))

    assert board is not None
    assert board.pk == only
    assert Channel.objects.count() == 1
