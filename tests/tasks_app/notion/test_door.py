from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

import pytest

from tasks_app.notion.door import MOST_WAITING, Receive, Scope, Send, WebhookDoor
from tasks_app.notion.webhook import MAX_BYTES

Sent = list[Mapping[str, Any]]


async def inner(_scope: Scope, _receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 299, "headers": []})


def asked(door: WebhookDoor, method: str, path: str, parts: int = 1) -> tuple[int, dict[str, str]]:
    """Status and headers of the answer to a body of so many megabytes."""
    sent: Sent = []
    left = iter(range(parts, 0, -1))

    async def receive() -> Mapping[str, Any]:
        number = next(left)
        return {"type": "http.request", "body": b"x" * MAX_BYTES, "more_body": number > 1}

    async def send(message: Mapping[str, Any]) -> None:
        sent.append(message)

    asyncio.run(door({"method": method, "path": path, "headers": []}, receive, send))
    headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], headers


@pytest.mark.parametrize("path", ["/", "/webhook/notion/more", "/admin/"])
def test_other_addresses_are_handed_on(path: str) -> None:
    assert asked(WebhookDoor(inner), "POST", path)[0] == 299


def test_only_posts_are_taken() -> None:
    status, headers = asked(WebhookDoor(inner), "GET", "/webhook/notion")

    assert (status, headers["allow"]) == (405, "POST")


def test_a_body_over_the_limit_is_read_no_further_and_the_connection_ends() -> None:
    status, headers = asked(WebhookDoor(inner), "POST", "/webhook/notion/", parts=1_000_000)

    assert (status, headers["connection"]) == (413, "close")


def test_a_flood_is_told_to_come_again() -> None:
    door = WebhookDoor(inner)
    door.waiting = MOST_WAITING

    status, headers = asked(door, "POST", "/webhook/notion")

    assert (status, headers["retry-after"]) == (503, "5")
