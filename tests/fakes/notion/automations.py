"""Database automations that "send a webhook": another shape, and secrets only in own headers."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from .courier import Courier, post, wait_until
from .errors import Json
from .identity import new_id
from .reader import V2025, Reader
from .rendering import render_page
from .state import Change, Page, Workspace

MAX_ATTEMPTS = 3
RETRY_SECONDS = 10.0
TRIGGERS = ("page.created", "page.properties_updated", "page.content_updated")


@dataclass
class Automation:
    """When a page of the data source is added or edited, post it to an address."""

    data_source_id: str
    url: str
    headers: dict[str, str]
    properties: frozenset[str] | None
    is_paused: bool = False
    statuses: list[int] = field(default_factory=list)
    id: str = field(default_factory=new_id)
    action_id: str = field(default_factory=new_id)


class Automations:
    def __init__(self, workspace: Workspace, courier: Courier) -> None:
        self._workspace = workspace
        self._courier = courier
        self.base_url = ""
        self.delay_seconds = 0.0
        self.timeout_seconds = 10.0
        self.automations: list[Automation] = []
        workspace.listeners.append(self._hear)

    def add(
        self,
        data_source_id: str,
        url: str,
        *,
        headers: dict[str, str] | None = None,
        properties: list[str] | None = None,
    ) -> Automation:
        """Post every new or edited page; `properties` names the only ones that matter."""
        chosen = None if properties is None else frozenset(properties)
        made = Automation(data_source_id, url, dict(headers or {}), chosen)
        self.automations.append(made)
        return made

    def wait_for(self, automation: Automation, count: int, *, timeout: float = 10.0) -> None:
        """Until this automation has posted so often."""
        wait_until(lambda: len(automation.statuses) >= count, "There are no such posts", timeout)

    def _hear(self, change: Change) -> None:
        if change.type not in TRIGGERS:
            return
        for automation in self.automations:
            if change.parent.id == automation.data_source_id and self._fires(automation, change):
                event: Json = {"event_id": new_id(), "user_id": change.author.id}
                self._post_later(automation, change.entity[1], event, attempt=1)

    def _fires(self, automation: Automation, change: Change) -> bool:
        if automation.is_paused:
            return False
        if automation.properties is None or change.type == "page.created":
            return True
        schema = self._workspace.data_sources[automation.data_source_id].properties
        changed = change.data.get("updated_properties", ["title"])
        return any(schema[each].name in automation.properties for each in changed)

    def _post_later(
        self, automation: Automation, page_id: str, event: Json, *, attempt: int
    ) -> None:
        async def send() -> None:
            page = self._workspace.pages.get(page_id)
            if page is None or automation.is_paused:
                return
            body = self._body(automation, page, {**event, "attempt": attempt})
            status = await post(automation.url, body, automation.headers, self.timeout_seconds)
            automation.statuses.append(status)
            if 200 <= status < 300:
                return
            if attempt < MAX_ATTEMPTS:
                self._post_later(automation, page_id, event, attempt=attempt + 1)
            else:
                # The vendor switches an automation off whose webhook keeps failing.
                automation.is_paused = True

        delay = self.delay_seconds if attempt == 1 else RETRY_SECONDS
        due = self._workspace.clock.seconds() + delay
        self._courier.at(due, send, is_awaited=attempt == 1)

    def _body(self, automation: Automation, page: Page, event: Json) -> bytes:
        reader = Reader(self._workspace, None, V2025, self.base_url)
        source = {
            "type": "automation",
            "automation_id": automation.id,
            "action_id": automation.action_id,
            **event,
        }
        with self._workspace.lock:
            shown = render_page(reader, page)
        return json.dumps({"source": source, "data": shown}, ensure_ascii=False).encode()
