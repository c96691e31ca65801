from __future__ import annotations

import uuid
from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from tasks_app.notion import signing
from tasks_app.notion.check import Finding, Mark, check
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
def tasks(notion: NotionServer, client: NotionClient, settings: Settings) -> str:
    make_channel("foxes")
    outcome = set_up(client, uuid.UUID(notion.home_id))
    tasks = next(iter(outcome.database_ids.values()))
    settings.NOTION_DATABASE_IDS = (str(tasks),)
    return str(tasks)


def to_mend(client: NotionClient) -> list[Finding]:
    return [each for each in check(client) if each.mark is Mark.MEND]


def test_a_whole_board_has_nothing_to_mend(client: NotionClient, tasks: str) -> None:
    findings = list(check(client))

    assert [each for each in findings if each.mark is Mark.MEND] == []
    assert findings[0].sentence == "works as “Mirror” in Loopback"
    assert sum(each.sentence == "everything is there" for each in findings) == 4


def test_every_fault_has_its_mend(notion: NotionServer, client: NotionClient, tasks: str) -> None:
    ana = notion.person("Ana")
    ana.delete_property(tasks, "Topic")
    ana.retype_property(tasks, "Cost", "rich_text")
    ana.delete_option(tasks, "Status", "Queued")
    views = notion.person("Owner").database(tasks).view_ids
    client._write("DELETE", f"/views/{views[1]}")
    signing.take_handshake("secret_token")

    told = "\n".join(each.sentence for each in to_mend(client))

    assert "“Topic” was deleted: put it back" in told
    assert "“Cost” is of type rich_text and has to be number" in told
    assert "has no “Queued” any more" in told
    assert "The views Board are missing: run manage.py notion_setup" in told
    assert "paste the token" in told


def test_an_unshared_target_is_named(
    notion: NotionServer, client: NotionClient, tasks: str
) -> None:
    far = notion.person("Owner").property_of(tasks, "Audio").config["data_source_id"]
    notion.unshare(notion.workspace.data_sources[far].database_id)

    told = [each.sentence for each in to_mend(client)]

    assert any("relation Audio leads to a database that is not shared" in each for each in told)


def test_a_refused_token_ends_the_look_at_the_boards(
    notion: NotionServer, client: NotionClient, tasks: str
) -> None:
    notion.revoke_token()

    findings = to_mend(client)

    assert [each.about for each in findings] == ["token"]
    assert "NOTION_API_TOKEN" in findings[0].sentence


def test_the_command_ends_with_1_while_something_is_wrong(settings: Settings) -> None:
    settings.NOTION_API_TOKEN = ""

    with pytest.raises(CommandError, match="there is no mirror"):
        call_command("notion_check", stdout=StringIO())
