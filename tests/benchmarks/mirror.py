"""How fast the board follows: single changes, drains of many, idle cost, status beside files.

    .venv/bin/python -m tests.benchmarks.mirror [single] [drain] [idle] [uploads]

Real mirror workers (four processes), a loopback Notion in a process of its own with 100 ms of
latency. Prints each figure with its target and their ratio; everything is measured at the server.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from tests.benchmarks.ground import ground, percentile
from tests.processes import PROJECT, wait_until
from videogen.lib import parent_death

PROCESSES = 4
SINGLES = int(os.environ.get("SINGLES", "30"))
DRAINS = tuple(int(pages) for pages in os.environ.get("DRAINS", "50,300").split(","))
IDLE_TASKS = 10_000
IDLE_SECONDS = 60
TASKS_UPLOADING = 3
FILES_OF_EACH = 22


def main() -> None:
    wanted = sys.argv[1:] or ["single", "drain", "idle", "uploads"]
    with ground(), ExitStack() as stack:
        field = Field(stack)
        for name in wanted:
            getattr(field, name)()
            field.limits(name)


class Field:
    """A board, its channel, and four mirror workers with the ticker."""

    def __init__(self, stack: ExitStack) -> None:
        from django.conf import settings

        from tests.builders import make_channel
        from tests.e2e.notion import loopback_notion, set_up_board, variables

        self.notion = stack.enter_context(loopback_notion())
        self.channel = make_channel("foxes")
        self.board = set_up_board(self.notion)
        settings.NOTION_API_TOKEN = self.notion.server.token()
        settings.NOTION_DATABASE_IDS = (self.board,)
        media = stack.enter_context(tempfile.TemporaryDirectory())
        settings.MEDIA_ROOT = Path(media)
        surroundings = {
            **os.environ,
            **variables(self.notion, self.board),
            "MEDIA_ROOT": media,
            "ENABLE_NOTIFICATIONS": "off",
            "LOG_LEVEL": "ERROR",
        }
        stack.enter_context(process("work", surroundings))
        for _number in range(PROCESSES - 1):
            stack.enter_context(process("cluster", {**surroundings, "Q_CLUSTER_NAME": "mirror"}))
        self.number = 0

    def make(self, count: int) -> list[Any]:
        from tasks_app import intake
        from tasks_app.actors import Actor
        from tasks_app.intake import Idea

        made = []
        for _each in range(count):
            self.number += 1
            idea = Idea(title=f"Idea {self.number}", topic="Foxes", channel=self.channel)
            made.append(intake.create(idea, actor=Actor.command("benchmark")))
        self.wait_for_rest(count)
        return made

    def wait_for_rest(self, count: int) -> None:
        from tasks_app.models import MirrorPage

        done = wait_until(lambda: not MirrorPage.objects.pending().exists(), seconds=120 + count)
        assert done, "the mirror did not come to rest"

    def single(self) -> None:
        """Commit → the page has it, one change at a time."""
        from tasks_app import intake
        from tasks_app.actors import Actor
        from tasks_app.models import MirrorPage

        taken = []
        for task in self.make(SINGLES):
            page = str(MirrorPage.objects.get(task=task, asset=None).page_id)
            time.sleep(1.2)  # so that a change does not wait for the requests of the one before
            begun = time.monotonic()
            intake.cancel(task.pk, actor=Actor.command("benchmark"))
            patch = self.first_patch(page, begun)
            taken.append(patch["arrived"] + 0.05 - begun)
        shares = {name: percentile(taken, float(f"0.{name[1:]}")) for name in ("p50", "p95", "p99")}
        for name, value in shares.items():
            report(f"commit → page, {name}", value, 1.0 if name == "p95" else 5.0, "s")

    def first_patch(self, page: str, since: float) -> dict[str, Any]:
        found: list[dict[str, Any]] = []

        def is_there() -> bool:
            patches = self.notion.log.summaries(method="PATCH", path=f"/v1/pages/{page}")
            found[:] = [each for each in patches if each["arrived"] >= since]
            return bool(found)

        assert wait_until(is_there, seconds=60), "the change did not arrive"
        return found[0]

    def drain(self) -> None:
        """Many tasks changed at once."""
        from django.db import transaction

        from tasks_app import intake
        from tasks_app.actors import Actor
        from tasks_app.models import MirrorPage

        for count in DRAINS:
            tasks = self.make(count)
            self.notion.log.clear()
            begun = time.monotonic()
            for task in tasks:
                with transaction.atomic():
                    intake.cancel(task.pk, actor=Actor.command("benchmark"))
            self.wait_for_rest(count)
            patches = self.notion.log.summaries(method="PATCH")
            took = max(each["arrived"] for each in patches) - begun
            report(f"drain of {count} pages", took, 1.1 * count / 3, "s")
            pages = [str(row.page_id) for row in MirrorPage.objects.filter(task__in=tasks)]
            shown = {self.notion.server.values(page)["Status"] for page in pages}
            kinds = Counter(map(kind_of, self.notion.log.summaries()))
            print(f"  requests {dict(kinds)}, all show {shown}")
            self.limits(f"drain of {count}")

    def idle(self) -> None:
        """Tasks that nothing happens to."""
        from tasks_app.models import Board, MirrorPage, Task
        from tasks_app.statuses import Status

        rows = Task.objects.bulk_create(
            Task(title=f"Done {n}", channel=self.channel, status=Status.PUBLISHED)
            for n in range(IDLE_TASKS)
        )
        board = Board.objects.get(pk=self.board)
        MirrorPage.objects.bulk_create(MirrorPage(board=board, task=row) for row in rows)
        self.notion.log.clear()
        time.sleep(IDLE_SECONDS)
        asked = self.notion.log.summaries()
        polls = [each for each in asked if each["path"].endswith("/query")]
        report(f"requests a minute with {IDLE_TASKS} idle tasks", len(asked), 7, "")
        print(f"  of these polls: {len(polls)}")

    def uploads(self) -> None:
        """A change of status while files of three tasks are going up."""
        from tasks_app import intake
        from tasks_app.actors import Actor
        from tasks_app.models import AssetKind, MirrorPage
        from tasks_app.notion import asset_wants, outbound
        from tests.builders import make_asset

        *busy, other = self.make(TASKS_UPLOADING + 1)
        begun = time.monotonic()
        for task in busy:
            files = [make_asset(task, AssetKind.CHARACTER, index=n) for n in range(FILES_OF_EACH)]
            asset_wants.want(task, files)
        outbound.wake()
        time.sleep(5)
        page = str(MirrorPage.objects.get(task=other, asset=None).page_id)
        changed = time.monotonic()
        intake.cancel(other.pk, actor=Actor.command("benchmark"))
        patch = self.first_patch(page, changed)
        report("status beside uploads", patch["arrived"] - changed, 5.0, "s")
        self.wait_for_rest(600)
        count = self.notion.log.count()
        report("all files up", time.monotonic() - begun, 1.1 * count / 3, "s")

    def limits(self, what: str) -> None:
        report(f"{what}: most requests in a second", self.notion.log.max_in_window(1.0), 3, "")
        report(f"{what}: most in a minute", self.notion.log.max_in_window(60.0), 180, "")


def kind_of(request: dict[str, Any]) -> str:
    """Method and path without ids: `PATCH /v1/pages`."""
    return f"{request['method']} {request['path'].partition('-')[0].rpartition('/')[0]}"


@contextmanager
def process(command: str, surroundings: dict[str, str]) -> Iterator[None]:
    """`work` is a whole machine with ticker and clusters, `cluster` the mirror's cluster alone."""
    with tempfile.TemporaryDirectory() as folder:
        started = subprocess.Popen(
            [sys.executable, "manage.py", command],
            cwd=PROJECT,
            env={**surroundings, "DATA_DIR": folder, "WORKERS": "1"},
            preexec_fn=parent_death.before_exec(),
        )
        try:
            yield
        finally:
            started.terminate()
            started.wait(30)


def report(what: str, figure: float, target: float, unit: str) -> None:
    print(f"{what}: {figure:.2f} {unit} (target {target:.2f}, ratio {figure / target:.2f})")


if __name__ == "__main__":
    main()
