"""Every address of the site, asked by people who may not know what it holds.

The addresses are read from the code, so that a new page is asked too, without being listed here.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from reviews_app import decisions
from reviews_app.decisions import Answer
from reviews_app.models import AuditEntry, Review
from tasks_app.actors import Actor
from tasks_app.models import Asset, Call, Event, Lease, Task
from tasks_app.statuses import Status, Step
from tests.builders import make_asset, make_channel, make_task
from tests.conftest import Api, person
from videogen.accounts.models import User
from videogen.accounts.roles import RANK, Role

MARK = "umbra"
"""Stands in the name, title, note and prompt of all that is hidden, and in no address."""

NOTHING_OF_CHANNELS = re.compile(r"/admin/(?:logout|django_q|auth)/")
CONVERTER = re.compile(r"<(?:[a-z]+:)?(\w+)>")


@dataclass(frozen=True)
class Hidden:
    """A channel for one reviewer, with one of everything in it."""

    task: Task
    asset: Asset
    ids: dict[str, object]


def routes(
    patterns: list[URLPattern | URLResolver], prefix: str = "/"
) -> Iterator[tuple[str, str]]:
    for pattern in patterns:
        route = f"{prefix}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, route)
        elif "(?P" not in route:
            yield route, pattern.name or ""


def addresses(hidden: Hidden) -> list[str]:
    """Every address that can be asked, with the ids of what is hidden filled in."""
    found = []
    for route, _name in routes(get_resolver().url_patterns):
        # /admin/<app>/<model>/…
        model = route.split("/")[3] if route.startswith("/admin/") and route.count("/") > 3 else ""
        ids = {
            "task_id": hidden.task.pk,
            "asset_id": hidden.asset.pk,
            "object_id": hidden.ids.get(model, uuid.uuid4()),
            "notification_id": uuid.uuid4(),
            "content_type_id": 1,
            "id": uuid.uuid4(),
            "name": "assets",
        }
        found.append(CONVERTER.sub(lambda match, ids=ids: str(ids[match.group(1)]), route))  # type: ignore[misc]
    return [address for address in found if not NOTHING_OF_CHANNELS.match(address)]


@pytest.fixture
def member(db: None) -> User:
    return staff(person("mara", Role.REVIEWER))


@pytest.fixture
def hidden(member: User) -> Hidden:
    channel = make_channel("c7", name=f"{MARK} channel", only_for=[member])
    task = make_task(channel=channel, title=f"{MARK} title", status=Status.ASSETS_READY)
    asset = make_asset(task, name=f"{MARK}_picture.png", prompt=f"{MARK} prompt")
    decisions.reject(task.pk, Answer(note=f"{MARK} note"), actor=Actor.person(member))
    decisions.undo(task.pk, actor=Actor.person(member))
    now = timezone.now()
    lease = Lease.objects.create(
        task=task,
        step=Step.ASSETS,
        provider="local",
        worker=MARK,
        pid=1,
        acquired_at=now,
        renewed_at=now,
        expires_at=now + timedelta(minutes=1),
    )
    call = Call.objects.create(
        task=task, channel=channel, service=MARK, operation="image", units=1, cost_usd=1, at=now
    )
    ids: dict[str, object] = {
        "task": task.pk,
        "asset": asset.pk,
        "channel": channel.pk,
        "lease": lease.pk,
        "call": call.pk,
        "event": Event.objects.filter(task=task).latest("id").pk,
        "review": Review.objects.get().pk,
        "auditentry": AuditEntry.objects.latest("id").pk,
    }
    return Hidden(task, asset, ids)


def staff(user: User) -> User:
    user.is_staff = True
    user.save(update_fields=["is_staff"])
    return user


def browser(user: User | None) -> Client:
    client = Client(raise_request_exception=False)
    if user is not None:
        client.force_login(user)
    return client


def tells(answer: Any) -> bool:
    """Whether an answer holds anything of what is hidden; a stream is the bytes of a file."""
    return bool(answer.streaming) or MARK in answer.content.decode(errors="replace").lower()


def staff_with(role: Role | None) -> User:
    make_channel("open")
    return staff(person("nosy", role))


def nobody() -> None:
    return None


OTHERS = [
    pytest.param(nobody, id="anonymous"),
    pytest.param(lambda: staff_with(None), id="without-a-role"),
    pytest.param(lambda: staff_with(Role.VIEWER), id="viewer"),
    pytest.param(lambda: staff_with(Role.OPERATOR), id="reviewer-and-operator-of-others"),
]


@pytest.mark.parametrize("who", OTHERS)
def test_nobody_else_reads_anything_of_a_hidden_channel(
    hidden: Hidden, who: Callable[[], User | None]
) -> None:
    client = browser(who())

    answers = {address: client.get(address) for address in addresses(hidden)}

    assert [address for address, answer in answers.items() if tells(answer)] == []
    faults = {address for address, answer in answers.items() if answer.status_code >= 500}
    assert faults <= {"/readyz"}


def test_its_reviewer_reads_it_by_the_same_addresses(hidden: Hidden, member: User) -> None:
    client = browser(member)
    # A file that is sent needs a reader; `test_asset_file.py` is one.
    asked = [address for address in addresses(hidden) if not address.endswith("/file")]

    told = {address for address in asked if tells(client.get(address))}

    pages = ("task", "asset", "channel", "event", "review")
    assert {f"/admin/tasks_app/{name}/" for name in pages[:4]} <= told
    assert {f"/api/{name}" for name in ("tasks", "events", "channels", "reviews")} <= told
    assert f"/api/assets/{hidden.asset.pk}" in told
    assert f"/api/tasks/{hidden.task.pk}/events" in told
    assert f"/admin/tasks_app/task/{hidden.task.pk}/change/" in told
    assert len(told) >= 20


@pytest.mark.parametrize("who", [OTHERS[0], OTHERS[-1]])
def test_nobody_else_changes_anything_of_a_hidden_channel(
    hidden: Hidden, who: Callable[[], User | None]
) -> None:
    client = browser(who())
    before = traces(hidden)
    body = {
        "action": "cancel_chosen",
        "_selected_action": str(hidden.task.pk),
        "confirmed": "1",
        "from": "assets_ready",
        "to": "cancelled",
        "note": "Mine.",
        "post": "yes",
    }

    answers = {address: client.post(address, body) for address in addresses(hidden)}

    assert traces(hidden) == before
    assert [address for address, answer in answers.items() if tells(answer)] == []
    assert [a for a, answer in answers.items() if answer.status_code >= 500] == []


def traces(hidden: Hidden) -> tuple[Any, ...]:
    task = Task.objects.get(pk=hidden.task.pk)
    asset = Asset.objects.get(pk=hidden.asset.pk)
    events = Event.objects.filter(channel="c7").count()
    return task.status, task.updated_at, asset.status, events, AuditEntry.objects.count()


@pytest.mark.parametrize("action", ["approve", "reject", "cancel", "queue", "retry", "undo"])
def test_in_bulk_what_is_hidden_is_unknown(
    hidden: Hidden, operator: User, api: Api, action: str
) -> None:
    body = {"action": action, "ids": [str(hidden.task.pk)], "note": "Mine."}

    (result,) = api(operator).post("/api/tasks/bulk", body).json()["results"]

    assert (result["ok"], result["status"]) == (False, None)
    assert result["error"] == "There is no task with this id."


@pytest.mark.parametrize(
    ("address", "least"),
    [
        pytest.param("/admin/tasks_app/task/", Role.VIEWER, id="tasks"),
        pytest.param("/admin/tasks_app/task/board/", Role.VIEWER, id="board"),
        pytest.param("/admin/reviews_app/review/statistics/", Role.VIEWER, id="statistics"),
        pytest.param("/admin/tasks_app/event/", Role.VIEWER, id="events"),
        pytest.param("/admin/tasks_app/task/add/", Role.OPERATOR, id="new-task"),
        pytest.param("/admin/tasks_app/call/", Role.ADMINISTRATOR, id="calls"),
        pytest.param("/admin/tasks_app/lease/", Role.ADMINISTRATOR, id="leases"),
        pytest.param("/admin/accounts/user/", Role.ADMINISTRATOR, id="people"),
        pytest.param("/admin/reviews_app/auditentry/", Role.ADMINISTRATOR, id="audit"),
    ],
)
def test_pages_open_from_a_role_on(db: None, address: str, least: Role) -> None:
    people = {role: staff(person(role.value, role)) for role in Role}

    opened = {role for role in Role if browser(people[role]).get(address).status_code == 200}

    assert opened == {role for role in Role if RANK[role] >= RANK[least]}


def test_what_is_private_is_kept_by_no_cache_between(hidden: Hidden, member: User) -> None:
    client = browser(member)

    page = client.get(f"/admin/tasks_app/task/{hidden.task.pk}/change/")
    file = client.head(f"/api/assets/{hidden.asset.pk}/file")
    small = client.get(f"/admin/tasks_app/asset/{hidden.asset.pk}/thumbnail")

    assert "no-store" in page["Cache-Control"]
    assert file["Cache-Control"] == "private, no-cache"
    assert small["Cache-Control"].startswith("private")
