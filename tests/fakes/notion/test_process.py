from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import requests

from . import NotionServer, RemoteNotion
from .conftest import SCHEMA

PROJECT = Path(__file__).parents[3]


@pytest.fixture
def remote() -> Iterator[RemoteNotion]:
    """The server in a process of its own."""
    command = [sys.executable, "-m", "tests.fakes.notion", "--port", "0", "--per-minute", "0"]
    process = subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    notion = RemoteNotion(process.stdout.readline().strip())
    yield notion
    notion.close()
    process.terminate()
    process.wait(10)
    process.stdout.close()


def test_a_server_in_another_process_is_used_like_the_one_in_hand(remote: RemoteNotion) -> None:
    board = remote.server.create_board("Tasks", SCHEMA)
    page = remote.person("Ana").add_page(board, {"Title": "One", "Status": "Queued"})
    remote.faults.fail(503, path="/v1/pages/*")
    headers = {
        "Authorization": f"Bearer {remote.server.token()}",
        "Notion-Version": "2026-03-11",
    }

    statuses = [
        requests.get(f"{remote.url}/pages/{page}", headers=headers, timeout=5).status_code
        for _number in range(2)
    ]

    assert statuses == [503, 200]
    assert remote.log.count(path="/v1/pages/*") == 2
    assert remote.log.summaries()[0]["status"] == 503
    assert remote.server.values(page)["Status"] == "Queued"


def test_what_goes_wrong_in_another_process_is_said(remote: RemoteNotion) -> None:
    board = remote.server.create_board("Tasks", SCHEMA)

    with pytest.raises(RuntimeError, match="has no option"):
        remote.person("Ana").rename_option(board, "Status", "None", "Some")
    with pytest.raises(RuntimeError, match="not public"):
        remote.faults._arm(1)
    with pytest.raises(RuntimeError, match="nothing called"):
        remote.order({"on": "workspace", "do": "clear"})


def test_many_connections_are_served_at_once(notion: NotionServer) -> None:
    notion.set_latency(0.1)
    notion.limit.per_minute = None
    headers = {"Authorization": f"Bearer {notion.token}", "Notion-Version": "2026-03-11"}

    def ask(_number: int) -> float:
        with requests.Session() as session:
            answers = [
                session.get(f"{notion.url}/users/me", headers=headers, timeout=10)
                for _round in range(3)
            ]
            return sum(answer.elapsed.total_seconds() for answer in answers)

    with ThreadPoolExecutor(20) as pool:
        times = list(pool.map(ask, range(20)))

    assert notion.log.count() == 60
    assert min(times) >= 0.3
    # One after the other they would take six seconds.
    assert notion.log.all()[-1].arrived - notion.log.all()[0].arrived < 3
