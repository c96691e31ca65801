"""Twenty-two files of each of three tasks on their way to Notion, and changes of status meanwhile.

    .venv/bin/python -m tests.benchmarks.notion_files

Targets: every file is on its row, linked and as it is here, after at most 1.1 times what the limit
of three requests a second needs; a change of status is on its page within 5 seconds.
"""

from __future__ import annotations

import threading
import time
import uuid
from typing import Any

from tests.benchmarks.ground import ground, percentile
from tests.senders import remote_notion

TASKS = 3
FILES = 22
PICTURE_BYTES = 400_000
CHANGE_EVERY_SECONDS = 6.0
LIMIT_PER_SECOND = 3.0


def main() -> None:
    with ground(), remote_notion("--latency", "0.1", "--per-minute", "180") as notion:
        from django.conf import settings

        settings.NOTION_API_TOKEN = notion.server.token()
        settings.NOTION_API_BASE_URL = notion.base_url
        measure(notion)


def measure(notion: Any) -> None:
    from django.conf import settings

    from tasks_app.models import AssetKind, Board, BoardKind, MirrorPage
    from tasks_app.notion import asset_wants, drainer, outbound
    from tasks_app.notion.client import NotionClient
    from tasks_app.notion.setup import set_up
    from tasks_app.statuses import Status
    from tests.builders import make_asset, make_channel, make_task

    channel = make_channel("foxes")
    with NotionClient.from_settings() as client:
        set_up(client, uuid.UUID(notion.server.home_id()))
    board = Board.objects.get(kind=BoardKind.TASKS)
    settings.NOTION_DATABASE_IDS = (str(board.pk),)
    tasks = [
        make_task(channel=channel, title=f"Film {number}", status=Status.ASSETS_READY)
        for number in range(TASKS)
    ]
    other = make_task(channel=channel, title="Somebody waits")
    for task in (*tasks, other):
        outbound.want_card(task)
    settle(drainer)
    for task in tasks:
        for index in range(1, FILES + 1):
            content = bytes([index]) * PICTURE_BYTES
            make_asset(task, AssetKind.CHARACTER, index=index, content=content)
    notion.log.clear()
    begun = time.monotonic()
    for task in tasks:
        asset_wants.want(task, task.assets.all())
    with changes(notion, other) as delays:
        settle(drainer)
        took = time.monotonic() - begun
    sent = notion.log.count()
    least = sent / LIMIT_PER_SECOND
    print(f"{TASKS * FILES} files in {took:.1f} s with {sent} requests, polls and changes included")
    print(f"{took / least:.3f} of the limit's time (target at most 1.100)")
    print(f"most in any second {notion.log.max_in_window(1.0)} (limit 3)")
    print(
        f"{len(delays)} changes of status meanwhile: p50 {percentile(delays, 0.5):.2f} s, "
        f"slowest {max(delays):.2f} s (target 5.00)"
    )
    check(notion, MirrorPage, tasks)


def settle(drainer: Any) -> None:
    """Until nothing is left to be pushed."""
    while drainer.has_work():
        drainer.drain()


class changes:
    """Somebody changes a status now and then, and looks when it is on the page."""

    def __init__(self, notion: Any, task: Any) -> None:
        self.notion, self.task = notion, task
        self.delays: list[float] = []
        self.over = threading.Event()
        self.thread = threading.Thread(target=self.run)

    def __enter__(self) -> list[float]:
        self.thread.start()
        return self.delays

    def __exit__(self, *_: object) -> None:
        self.over.set()
        self.thread.join()

    def run(self) -> None:
        from django.db import connection

        from tasks_app import intake
        from tasks_app.actors import Actor
        from tasks_app.models import MirrorPage, Task
        from tasks_app.statuses import Status

        page = str(MirrorPage.objects.get(task=self.task, asset=None).page_id)
        someone = Actor.command("benchmark")
        while not self.over.wait(CHANGE_EVERY_SECONDS):
            task = Task.objects.get(pk=self.task.pk)
            begun = time.monotonic()
            if task.state is Status.QUEUED:
                intake.cancel(task.pk, actor=someone)
            else:
                intake.queue(task.pk, actor=someone)
            label = str(Task.objects.get(pk=self.task.pk).state.label)
            while self.notion.server.values(page)["Status"] != label:
                time.sleep(0.05)
            self.delays.append(time.monotonic() - begun)
        connection.close()


def check(notion: Any, pages: Any, tasks: list[Any]) -> None:
    """Every file is linked to its task, and its bytes come back."""
    import requests

    from tasks_app.notion.client import NotionClient

    right = 0
    with NotionClient.from_settings() as client:
        rows = pages.objects.filter(asset__isnull=False).select_related("asset")
        cards = dict(
            pages.objects.filter(asset=None, task__in=tasks).values_list("task", "page_id")
        )
        for row in rows:
            shown = client.page(row.page_id)["properties"]
            link = shown["File"]["files"][0]["file"]["url"]
            content = requests.get(link, timeout=10).content
            is_linked = shown["Task"]["relation"] == [{"id": str(cards[row.task_id])}]
            right += is_linked and content == bytes([row.asset.index]) * PICTURE_BYTES
    print(f"{right} of {TASKS * FILES} rows are linked and give the file back")


if __name__ == "__main__":
    main()
