"""Ten thousand events by four processes, heard by clients that come and go: none missed or twice.

    .venv/bin/python -m tests.benchmarks.live_replay [events] [clients]

Each client reads for a moment, drops its connection without a farewell and comes back with the last
id it has. At the end the list of each must be the database's. Prints what it took; ends with 1 when
a list differs.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from tests.benchmarks.ground import ground

WRITERS = 4


def main(events: int = 10_000, clients: int = 6) -> int:
    with ground(), tempfile.TemporaryDirectory() as folder:
        from django.contrib.auth.models import Group

        from tests.builders import make_task
        from tests.e2e.sockets import restless
        from tests.e2e.stack import surroundings
        from tests.e2e.web import serving
        from videogen.accounts.models import User

        viewer = User.objects.create_user("viewer", password="!")
        viewer.groups.add(Group.objects.get(name="viewer"))
        tasks = [make_task(title=f"task {number}") for number in range(WRITERS)]
        is_over, begun = threading.Event(), time.perf_counter()
        with serving(Path(folder), LOG_LEVEL="ERROR") as web, ThreadPoolExecutor(clients) as pool:
            listening = [
                pool.submit(restless, web, viewer, 0, random.Random(number), is_over)
                for number in range(clients)
            ]
            writers = [writer(task.pk, events // WRITERS, surroundings()) for task in tasks]
            assert [one.wait() for one in writers] == [0] * WRITERS
            written_in = time.perf_counter() - begun
            is_over.set()
            heard = [client.result() for client in listening]
        return told(heard, written_in)


def writer(task: uuid.UUID, count: int, environment: dict[str, str]) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tests.benchmarks.live_replay", "write", str(task), str(count)]
    return subprocess.Popen(command, env=environment)


def write(task_id: str, count: int) -> int:
    """What a writer does: many short transactions, each with one event at its end."""
    import django

    django.setup()
    from django.db import transaction

    from tasks_app import events
    from tasks_app.actors import Actor
    from tasks_app.models import EventKind, Task

    task = Task.objects.select_related("channel").get(pk=task_id)
    for number in range(count):
        with transaction.atomic():
            Task.objects.filter(pk=task.pk).update(progress_done=number)
            events.append(
                EventKind.PROGRESS,
                about=task,
                actor=Actor.worker("writer"),
                data={"done": number},
            )
    return 0


def told(heard: list[list[int]], written_in: float) -> int:
    from tasks_app.models import Event

    written: list[Any] = list(Event.objects.order_by("id").values_list("id", flat=True))
    wrong = sum(one != written for one in heard)
    print(
        f"{len(written)} events by {WRITERS} processes in {written_in:.1f} s "
        f"({len(written) / written_in:.0f} a second); {len(heard)} clients, "
        f"{wrong} of them with another list than the database (target 0)"
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    if sys.argv[1:2] == ["write"]:
        sys.exit(write(sys.argv[2], int(sys.argv[3])))
    sys.exit(main(*map(int, sys.argv[1:])))
