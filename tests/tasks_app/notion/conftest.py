"""A loopback Notion with a Tasks board, and a client that reaches it.

Everything here commits, because no call is made while a transaction is open.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_django import Settings

from tasks_app.notion.client import NotionClient
from tests.fakes.notion import NotionServer
from tests.tasks_app.notion.mirrored import Mirrored


@pytest.fixture
def notion(settings: Settings) -> Iterator[NotionServer]:
    """Connected: the settings name its address and token."""
    with NotionServer(per_minute=None) as server:
        settings.NOTION_API_TOKEN = server.token
        settings.NOTION_API_BASE_URL = server.base_url
        settings.NOTION_TIMEOUT_SECONDS = 5
        # The limit has tests of its own (tests/races).
        settings.NOTION_REQUESTS_PER_SECOND = 1000
        yield server


@pytest.fixture
def client(notion: NotionServer, transactional_db: None) -> Iterator[NotionClient]:
    with NotionClient.from_settings() as made:
        yield made


@pytest.fixture
def mirror(transactional_db: None, settings: Settings) -> Iterator[Mirrored]:
    """A board without the shared limit, bound, with the channel foxes."""
    with NotionServer(per_minute=None) as server:
        made = Mirrored(server, settings)
        with made.client:
            yield made
