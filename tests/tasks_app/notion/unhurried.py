"""A client without the shared limit, under which setting up boards takes a quarter of a minute."""

from __future__ import annotations

from tasks_app.notion.client import NotionClient
from tests.fakes.notion import NotionServer
from videogen.lib.http import Outbound


class Unhurried(NotionClient):
    def __init__(self, notion: NotionServer, version: str = "2026-03-11") -> None:
        super().__init__(
            token=notion.token, base_url=notion.base_url, version=version, timeout_seconds=5
        )
        self._line = Outbound(
            notion.url,
            headers={"Authorization": f"Bearer {notion.token}", "Notion-Version": version},
            timeout_seconds=5,
            answer_bytes=1_000_000,
        )
