"""A million notifications of a thousand people: how long lists, counts and new ones take.

    .venv/bin/python -m tests.benchmarks.notifications [rows] [people] [sockets]

asks the real server over HTTP, each request for another person and next to a call that only signs
in, while a thousand sockets, each of another person, are open at the same server and hear all of
it; makes notifications for one person and for all; prints figures, targets and the query plans.
What counts is the time inside the server, which it says itself; beside it stands the time at the
client, and processor time, which says the same on a crowded machine.
"""

from __future__ import annotations

import re
import sys
import tempfile
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
import requests

from tests.benchmarks.ground import ground, percentile

ROUNDS = 400
CPU_ROUNDS = 100
TIMING = re.compile(r"dur=([0-9.]+)")
CREATED = 40
PUBLISHED = {"from": "uploading", "to": "published"}
BATCH = {"action": "approved", "done": 2, "refused": 0}

FILL = """
    INSERT INTO notifications_app_notification
           (id, user_id, occurrence, kind, title, message, type, status, metadata,
            created_at, read_at, updated_at)
    SELECT gen_random_uuid(), person.id, 'event:' || number, 'published',
           'Published: The fox and the lantern ' || number,
           'The video is out on Quiet Science. https://youtu.be/abcdefghijk',
           (ARRAY['success', 'info', 'error', 'warning'])[1 + number / %(people)s %% 4],
           (ARRAY['unread', 'archived', 'read', 'read', 'read'])[1 + number / %(people)s %% 5],
           '{"kind": "published", "action_url": "/admin/tasks_app/task/x/change/"}',
           now() - interval '60 days' + number * interval '5 seconds',
           CASE WHEN number / %(people)s %% 5 > 0 THEN now() END, now()
      FROM generate_series(1, %(rows)s) AS number
      JOIN (SELECT id, row_number() OVER () AS place FROM accounts_user) AS person
        ON person.place = 1 + number %% %(people)s
"""

BASE = "signing in only"
CALLS = {
    BASE: ("/api/nothing", None),
    "list": ("/api/notifications?limit=20", 50.0),
    "list of unread": ("/api/notifications?limit=20&status=unread", 50.0),
    "list by cursor": ("/api/notifications?limit=20&cursor=", 50.0),
    "page 10 of one type": ("/api/notifications?limit=20&page=10&type=error", 50.0),
    "count": ("/api/notifications/unread-count", 50.0),
}


def main(rows: int = 1_000_000, people: int = 1_000, sockets: int = 1_000) -> None:
    with ground(), tempfile.TemporaryDirectory() as folder:
        from tests.benchmarks.live_fanout import connected
        from tests.benchmarks.timed_web import APPLICATION
        from tests.builders import make_task
        from tests.e2e.web import serving

        users = fill(rows, people)
        # Before the sockets: they are ended when a channel comes that their people may see.
        task = make_task()
        tokens = Path(folder) / "tokens"
        tokens.write_text("\n".join(map(token_of, users[:sockets])), encoding="ascii")
        with serving(
            Path(folder),
            application=APPLICATION,
            LOG_LEVEL="WARNING",
            API_CALLS_PER_MINUTE="1000000",
        ) as web:
            address = f"ws{web.url.removeprefix('http')}/ws/live"
            with connected(address, tokens, web) as clients:
                listening = clients()
                ask(web, users)
                create(users, task)
                arrivals = sum(map(len, listening.arrived().values()))
        print(f"the sockets heard {arrivals} messages of {due(people, sockets)}")
        plans(users[0])


def token_of(user: Any) -> str:
    from rest_framework_simplejwt.tokens import AccessToken

    return str(AccessToken.for_user(user))


def fill(rows: int, people: int) -> list[Any]:
    from django.contrib.auth.models import Group
    from django.db import connection

    from videogen.accounts.models import User

    users = User.objects.bulk_create(
        User(username=f"person-{number}", password="!") for number in range(people)
    )
    group = Group.objects.get(name="viewer")
    memberships = User.groups.through
    memberships.objects.bulk_create(memberships(user=user, group=group) for user in users)
    begun = time.perf_counter()
    with connection.cursor() as sql:
        sql.execute(FILL, {"rows": rows, "people": people})
        sql.execute("VACUUM ANALYZE")
    print(f"{rows} rows for {people} people in {time.perf_counter() - begun:.0f} s")
    return users


def ask(web: Any, users: list[Any]) -> None:
    """Calls take turns, so that a busy moment of the machine meets all of them alike."""
    server = psutil.Process(web.process.pid)
    heads = [{"Authorization": f"Bearer {token_of(user)}"} for user in users]
    inside: dict[str, list[float]] = {name: [] for name in CALLS}
    outside: dict[str, list[float]] = {name: [] for name in CALLS}
    used = {}
    with requests.Session() as session:
        for number in range(ROUNDS):
            head = heads[number * 7 % len(heads)]
            for name, (path, _target) in CALLS.items():
                begun = time.perf_counter()
                answer = session.get(web.url + path, headers=head)
                outside[name].append((time.perf_counter() - begun) * 1000)
                inside[name].append(inside_ms(answer))
        for name, (path, _target) in CALLS.items():
            before = sum(server.cpu_times()[:2])
            for head in heads[:CPU_ROUNDS]:
                session.get(web.url + path, headers=head)
            rounds = len(heads[:CPU_ROUNDS])
            used[name] = (sum(server.cpu_times()[:2]) - before) * 1000 / rounds
    for name, (_path, target) in CALLS.items():
        report(name, inside[name], target=target, base=percentile(inside[BASE], 0.5))
        p50, p95 = percentile(outside[name], 0.5), percentile(outside[name], 0.95)
        print(f"  at the client p50 {p50:.1f} ms, p95 {p95:.1f} ms; processor {used[name]:.1f} ms")


def inside_ms(answer: requests.Response) -> float:
    found = TIMING.search(answer.headers["Server-Timing"])
    assert found
    return float(found[1])


def due(people: int, sockets: int) -> int:
    """What must be heard: each event and its notification, by one person and by all."""
    alone = sum(1 for number in range(CREATED) if number % people < sockets)
    return 2 * (alone + CREATED * min(people, sockets))


def create(users: list[Any], task: Any) -> None:
    from tasks_app.models import EventKind

    one = [tell(users[n % len(users)], EventKind.BULK, BATCH) for n in range(CREATED)]
    every = [tell(task, EventKind.STATUS, PUBLISHED) for _ in range(CREATED)]
    base = percentile([timed(untold) for _ in range(CREATED)], 0.5)
    report("one notification, read from its event to committed", one, target=100.0, base=base)
    report(f"{len(users)} notifications of one event", every, target=None, base=base)
    print(f"  a notification of these: {percentile(every, 0.95) / len(users):.2f} ms at p95")


def untold() -> None:
    """What a round that finds nothing costs: the baseline of those that tell."""
    from notifications_app import fan_out

    fan_out.fan_out()


def tell(about: Any, kind: Any, data: dict[str, Any]) -> float:
    from django.db import transaction

    from notifications_app import fan_out
    from tasks_app import events
    from tasks_app.actors import Actor

    with transaction.atomic():
        events.announce(kind, [(about, data)], actor=Actor.worker("w"))
    return timed(fan_out.fan_out)


def plans(user: Any) -> None:
    from django.db import connection

    from notifications_app.inbox import COUNT_UNREAD
    from notifications_app.models import Notification

    listed = Notification.objects.listed().filter(user=user)
    known = Notification.objects.filter(user=user, occurrence=f"event:{uuid.uuid4()}")
    print("\nThe list\n" + listed[:20].explain(analyze=True, buffers=True))
    print(
        "\nThe total of one type\n" + listed.order_by().filter(type="error").explain(analyze=True)
    )
    with connection.cursor() as sql:
        sql.execute("EXPLAIN (ANALYZE) " + COUNT_UNREAD, [[user.pk]])
        print("\nThe counts\n" + "\n".join(line for (line,) in sql.fetchall()))
    print("\nTold before?\n" + known.order_by().explain(analyze=True))


def report(name: str, taken: list[float], *, target: float | None, base: float) -> None:
    p50, p95 = percentile(taken, 0.5), percentile(taken, 0.95)
    verdict = ""
    if target is not None:
        verdict = f", target p95 {target:.0f}: {'met' if p95 <= target else 'MISSED'}"
    print(f"{name}: p50 {p50:.1f} ms, p95 {p95:.1f} ms, {p50 / base:.2f} x base{verdict}")


def timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
