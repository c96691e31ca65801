"""A thousand open sockets: from the commit to the last of them, and what each costs in memory.

    .venv/bin/python -m tests.benchmarks.live_fanout [sockets]

Each socket belongs to another person. An event of a channel goes to all of them, one about a person
to one, a notification to all with what it holds for each. The same is done with the plainest
consumer of Channels in the same run, whose messages are published without any database, so that
the ratio means something on any machine. Target: 1 s at the 95th percentile.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.benchmarks.ground import ground, percentile

ROUNDS = 40
NOTIFICATIONS = 10
PAUSE_SECONDS = 0.6
TARGET_MS = 1000.0


def main(sockets: int = 1_000) -> None:
    with ground(), tempfile.TemporaryDirectory() as folder:
        from tests.e2e.web import serving

        tokens = Path(folder) / "tokens"
        users, task = fill(sockets, tokens)
        with serving(Path(folder), LOG_LEVEL="WARNING") as web:
            address = f"ws{web.url.removeprefix('http')}/ws/live"
            with connected(address, tokens, web) as clients:
                ours = figures("broadcast to all", clients, broadcasts(task))
                figures("to one person", clients, whispers(users))
                figures("notification to all", clients, notifications(task))
        nobody = Path(folder) / "nobody"
        nobody.touch()
        with (
            serving_bare(Path(folder)) as web,
            connected(f"ws{web.url.removeprefix('http')}/", nobody, web, sockets) as clients,
        ):
            bare = figures("bare consumer, to all", clients, plain_messages())
        print(f"broadcast against the bare consumer: {ours / bare:.2f} at the median")


class Clients:
    """The process with the sockets."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def arrived(self) -> dict[int, list[float]]:
        """Close it; when each id arrived."""
        told, _ = self._process.communicate(timeout=60)
        return {int(name): moments for name, moments in json.loads(told).items()}


@contextmanager
def connected(
    address: str, tokens: Path, web: Any, count: int = 0
) -> Iterator[Callable[[], Clients]]:
    """Opens the sockets anew for each measurement; the first time says what they cost."""
    told: list[str] = []

    def clients() -> Clients:
        before, begun = resident_bytes(web), time.perf_counter()
        command = [sys.executable, "-m", "tests.benchmarks.live_clients", address, str(tokens)]
        process = subprocess.Popen(
            [*command, str(count)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        taken = time.perf_counter() - begun
        sockets = count or len(tokens.read_text(encoding="ascii").split())
        if not told:
            each = (resident_bytes(web) - before) / sockets / 1024
            told.append(f"{sockets} sockets open in {taken:.1f} s, {each:.0f} KB each")
            print(told[0])
        return Clients(process)

    yield clients


def figures(
    name: str, clients: Callable[[], Clients], rounds: Iterator[tuple[int, float]]
) -> float:
    """Run the rounds, print delays in milliseconds, return the median."""
    open_clients = clients()
    sent = dict(rounds)
    arrived = open_clients.arrived()
    delays = [
        (moment - at) * 1000 for event, at in sent.items() for moment in arrived.get(event, [])
    ]
    missing = sum(1 for event in sent if not arrived.get(event))
    p50, p95 = percentile(delays, 0.5), percentile(delays, 0.95)
    print(
        f"{name}: p50 {p50:.0f} ms, p95 {p95:.0f} ms, longest {max(delays):.0f} ms "
        f"({len(sent)} messages, {len(delays)} arrivals, {missing} lost; target {TARGET_MS:.0f} ms)"
    )
    return p50


def fill(sockets: int, tokens: Path) -> tuple[list[Any], Any]:
    from django.contrib.auth.models import Group
    from rest_framework_simplejwt.tokens import AccessToken

    from tests.builders import make_task
    from videogen.accounts.models import User

    users = User.objects.bulk_create(
        User(username=f"person-{number}", password="!") for number in range(sockets)
    )
    group = Group.objects.get(name="reviewer")
    memberships = User.groups.through
    memberships.objects.bulk_create(memberships(user=user, group=group) for user in users)
    tokens.write_text("\n".join(str(AccessToken.for_user(user)) for user in users))
    return users, make_task(title="The fox")


def happen(kind: Any, about: Any, data: dict[str, Any]) -> tuple[int, float]:
    """The event and the moment after its commit."""
    from django.db import transaction

    from tasks_app import events
    from tasks_app.actors import Actor

    with transaction.atomic():
        event = events.append(kind, about=about, actor=Actor.worker("benchmark"), data=data)
    return event.pk, time.time()


def broadcasts(task: Any) -> Iterator[tuple[int, float]]:
    for number in range(ROUNDS):
        yield happen("task.progress", task, {"step": "assets", "done": number, "total": ROUNDS})
        time.sleep(PAUSE_SECONDS)


def whispers(users: list[Any]) -> Iterator[tuple[int, float]]:
    for user in users[: ROUNDS * 5]:
        yield happen("inbox.changed", user, {"change": "seen", "ids": []})
        time.sleep(PAUSE_SECONDS / 20)


def notifications(task: Any) -> Iterator[tuple[int, float]]:
    """From the commit of the notifications; making them is measured elsewhere."""
    from notifications_app.fan_out import fan_out
    from tasks_app.models import Event

    for number in range(NOTIFICATIONS):
        happen("task.captioned", task, {"duration_seconds": number, "segments": 3})
        fan_out()
        yield Event.objects.latest("id").pk, time.time()
        time.sleep(PAUSE_SECONDS * 3)


def plain_messages() -> Iterator[tuple[int, float]]:
    from asgiref.sync import async_to_sync
    from channels.layers import get_channel_layer
    from django.conf import settings

    from tests.benchmarks.bare_consumer import GROUP, layer_settings

    settings.CHANNEL_LAYERS = layer_settings()
    layer: Any = get_channel_layer()
    for number in range(1, ROUNDS + 1):
        text = json.dumps({"id": number, "kind": "task.progress", "data": {"done": number}})
        async_to_sync(layer.group_send)(GROUP, {"type": "told", "text": text})
        yield number, time.time()
        time.sleep(PAUSE_SECONDS)


@contextmanager
def serving_bare(folder: Path) -> Iterator[Any]:
    from tests.e2e.stack import surroundings
    from tests.e2e.web import Web, free_port

    variables = {**surroundings(), "PORT": str(free_port()), "DATA_DIR": str(folder / "data")}
    web = Web(folder, variables, application="tests.benchmarks.bare_consumer:application")
    try:
        web.start()
        yield web
    finally:
        web.stop()


def resident_bytes(web: Any) -> int:
    status = Path(f"/proc/{web.process.pid}/status").read_text(encoding="utf-8")
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) * 1024


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
