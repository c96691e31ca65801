from __future__ import annotations

import csv
import io
import uuid
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from django.test import AsyncClient
from django.utils import timezone

from reviews_app import audit_csv
from reviews_app.models import AuditAction, AuditEntry
from tasks_app import intake
from tasks_app.actors import Actor
from tasks_app.models import Priority
from tests.browsing import signed_in
from tests.builders import make_channel, make_task
from videogen.accounts.models import User

AUDIT = "/admin/reviews_app/auditentry/"


@async_to_sync
async def exported(user: User, query: str = "") -> list[dict[str, str]]:
    """As a browser downloads it under ASGI."""
    client = AsyncClient()
    await client.aforce_login(user)
    answer: Any = await client.get(f"{AUDIT}export/{query}")
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    text = b"".join([part async for part in answer]).decode()
    return list(csv.DictReader(io.StringIO(text)))


def entries(person: User, *titles: str) -> None:
    for title in titles:
        task = make_task(title=title, channel=make_channel(title.strip("=").lower()[:20]))
        intake.queue(task.pk, actor=Actor.person(person))


def staff(user: User) -> User:
    signed_in(user)
    return user


def test_the_log_says_what_was_done(administrator: User, operator: User) -> None:
    task = make_task(title="Night ferry")
    intake.edit(task.pk, {"priority": Priority.HIGH}, actor=Actor.person(operator))

    page = signed_in(administrator).get(AUDIT).content.decode()
    entry = AuditEntry.objects.get()
    one = signed_in(administrator).get(f"{AUDIT}{entry.pk}/change/").content.decode()

    assert "Night ferry" in page
    assert "Set the priority" in page
    assert "priority: Normal → High" in page
    assert "otto" in one


def test_flagged_files_are_counted_and_notes_are_shown(administrator: User) -> None:
    AuditEntry.objects.create(
        event_uid=uuid.uuid4(),
        at=timezone.now(),
        action=AuditAction.REJECT,
        actor=Actor.person(administrator).as_json(),
        after={"flags": [str(uuid.uuid4()), str(uuid.uuid4())]},
        note="Too dark",
    )

    page = signed_in(administrator).get(AUDIT).content.decode()

    assert "flags: 2 files" in page
    assert "Too dark" in page


def test_nothing_about_it_can_be_changed(administrator: User, operator: User) -> None:
    entries(operator, "Fox")
    entry = AuditEntry.objects.get()
    client = signed_in(administrator)

    assert client.post(f"{AUDIT}{entry.pk}/change/", {"note": "x"}).status_code == 403
    assert client.post(f"{AUDIT}{entry.pk}/delete/", {"post": "yes"}).status_code == 403
    assert client.get(f"{AUDIT}add/").status_code == 403


def test_only_administrators_read_it(operator: User) -> None:
    client = signed_in(operator)

    assert client.get(AUDIT).status_code == 403
    assert client.get(f"{AUDIT}export/").status_code == 403


def test_it_is_filtered_by_person_and_channel(administrator: User, operator: User) -> None:
    entries(operator, "Fox", "Ship")
    entries(administrator, "Owl")

    hers = exported(staff(administrator), f"?person={administrator.pk}")
    ships = exported(staff(administrator), "?channel=ship")
    none = exported(staff(administrator), "?at__gte=2100-01-01T00:00:00Z")

    assert [row["subject"] for row in hers] == ["Owl"]
    assert [(row["subject"], row["person"]) for row in ships] == [("Ship", "otto")]
    assert none == []


def test_a_long_log_arrives_whole_and_newest_first(administrator: User, operator: User) -> None:
    entries(operator, "Fox")
    first = AuditEntry.objects.get()
    more = [AuditEntry(**columns_of(first, number)) for number in range(audit_csv.AT_ONCE * 2)]
    AuditEntry.objects.bulk_create(more)

    rows = exported(staff(administrator))

    ids = [int(row["id"]) for row in rows]
    assert len(ids) == len(more) + 1
    assert ids == sorted(ids, reverse=True)


def columns_of(entry: AuditEntry, number: int) -> dict[str, Any]:
    kept = ("at", "action", "actor", "actor_id", "door", "channel_id", "task_id")
    return {name: getattr(entry, name) for name in kept} | {
        "event_uid": uuid.uuid4(),
        "subject": f"{number}",
    }


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('=HYPERLINK("http://evil.example")', id="equals"),
        pytest.param("+1", id="plus"),
        pytest.param("-1", id="minus"),
        pytest.param("@SUM(A1)", id="at"),
        pytest.param("\t=1", id="tab"),
        pytest.param("  =1", id="spaces"),
    ],
)
def test_no_cell_is_a_formula(text: str) -> None:
    assert audit_csv.harmless(text) == f"'{text}"


def test_ordinary_text_stays_as_it_is() -> None:
    assert audit_csv.harmless("Night ferry = fun") == "Night ferry = fun"
