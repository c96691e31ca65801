"""The whole product under a user's hands while its database is taken away."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest
import requests

from tests.e2e.conftest import CHANNEL
from tests.e2e.stack import SCRIPTS, until
from tests.whole_stack import WholeStack

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

PASSWORD = "a long enough password"
PLAN = {
    "given": True,
    "clips": [
        {
            "index": index,
            "narration": f"Sentence {index}.",
            "scene": "the place",
            "motion": f"move {index}",
            "sound": f"sound {index}",
            "image": "a fox",
        }
        for index in (1, 2, 3)
    ],
    "characters": ["a fox"],
    "environments": ["the place"],
    "props": ["a lamp"],
}


class Person:
    """An operator with a program instead of a browser."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.session = requests.Session()
        answer = self.call("POST", "auth/token", username="admin", password=PASSWORD)
        self.session.headers["Authorization"] = f"Bearer {answer['access']}"

    def call(self, method: str, path: str, **body: Any) -> Any:
        answer = self.session.request(
            method, f"{self.address}/api/{path}", json=body or None, timeout=30
        )
        answer.raise_for_status()
        return answer.json()

    def status_of(self, task: str) -> str | None:
        """None while nobody answers."""
        try:
            return str(self.call("GET", f"tasks/{task}")["status"])
        except requests.RequestException:
            return None


@pytest.fixture
def stack(data_dir: Path) -> Iterator[WholeStack]:
    channels = data_dir / "channels"
    channels.mkdir()
    text = CHANNEL.format(name="foxes", max_concurrent=2, auto="true")
    (channels / "foxes.yaml").write_text(text, encoding="utf-8")
    stack = WholeStack(
        data_dir,
        CHANNEL_CONFIG_DIR=str(channels),
        COMMAND_PROVIDER_DIR=str(SCRIPTS),
        ADMIN_PASSWORD=PASSWORD,
        REVIEW_UNDO_SECONDS="0",
        JOURNAL=str(data_dir / "journal"),
        ITEM_SECONDS="0.5",
    )
    yield stack
    stack.process.send_signal(signal.SIGTERM)
    stack.process.wait(60)


def postmaster(stack: WholeStack) -> psutil.Process:
    family = psutil.Process(stack.process.pid).children()
    return next(process for process in family if process.name() == "postgres")


def test_work_goes_on_after_the_database_was_killed_under_load(stack: WholeStack) -> None:
    stack.wait_until_ready()
    person = Person(stack.address)
    task = person.call("POST", "tasks", title="The fox", channel="foxes")["id"]
    person.call("PATCH", f"tasks/{task}", plan=PLAN)
    person.call("POST", f"tasks/{task}/queue")
    until(lambda: person.status_of(task) == "generating_assets", "work has begun")

    os.kill(postmaster(stack).pid, signal.SIGKILL)
    until(lambda: person.status_of(task) is not None, "the web server answers again")
    until(lambda: person.status_of(task) == "final_review", "the workers went on", seconds=120)
    person.call("POST", f"tasks/{task}/approve")
    until(lambda: person.status_of(task) == "published", "it is published")

    assets = person.call("GET", f"tasks/{task}/assets")["assets"]
    assert {asset["take"] for asset in assets} == {1}
