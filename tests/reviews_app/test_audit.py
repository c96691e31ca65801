from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django_q.models import Schedule

from reviews_app import audit, decisions, jobs
from reviews_app.decisions import Answer
from reviews_app.models import AuditAction, AuditEntry
from tasks_app import access_changes, intake, secrets, takes
from tasks_app.actors import Actor
from tasks_app.intake import Idea
from tasks_app.models import Priority
from tasks_app.statuses import Status
from tasks_app.ticker import SCHEDULES
from tasks_app.transitions import Cause, transition
from tests.builders import make_asset, make_channel, make_task
from videogen.accounts.models import User
from videogen.lib.origin import Origin, coming_from

pytestmark = pytest.mark.django_db


def actions() -> list[str]:
    return list(AuditEntry.objects.order_by("id").values_list("action", flat=True))


def test_an_entry_says_who_what_when_from_where_before_and_after(reviewer: User) -> None:
    task = make_task(title="Night ferry", status=Status.ASSETS_READY)

    with coming_from(Origin("admin", "192.0.2.7")):
        decisions.approve(task.pk, Answer(), actor=Actor.person(reviewer))

    entry = AuditEntry.objects.get()
    assert entry.actor == {"kind": "person", "id": str(reviewer.pk), "name": "rosa"}
    assert (entry.action, entry.subject) == (AuditAction.APPROVE, "Night ferry")
    assert timezone.now() - entry.at < timedelta(minutes=1)
    assert (entry.door, entry.address) == ("admin", "192.0.2.7")
    assert entry.before == {"status": "assets_ready"}
    assert entry.after == {"status": "assets_approved", "next_step": "composites"}
    assert (entry.task, entry.channel) == (task, task.channel)


def test_a_decision_and_its_undoing_are_two_entries(reviewer: User) -> None:
    task = make_task(status=Status.ASSETS_READY)
    asset = make_asset(task)
    actor = Actor.person(reviewer)

    decisions.reject(task.pk, Answer(note="Too dark."), actor=actor)
    decisions.undo(task.pk, actor=actor)

    assert actions() == [AuditAction.REJECT, AuditAction.UNDO]
    assert AuditEntry.objects.get(action="reject").note == "Too dark."
    assert asset.pk is not None


def test_every_other_human_action_on_a_task_is_an_entry(operator: User) -> None:
    actor = Actor.person(operator)
    task = intake.create(Idea(title="The fox", channel=make_channel()), actor=actor)

    intake.edit(task.pk, {"title": "The vixen"}, actor=actor)
    intake.edit(task.pk, {"priority": Priority.HIGH}, actor=actor)
    intake.queue(task.pk, actor=actor)
    intake.cancel(task.pk, actor=actor, reason="Not now.")
    transition(task.pk, Status.DRAFT, actor=actor, cause=Cause(reason="Reopened."))
    intake.retry(make_task(status=Status.VIDEO_ERROR).pk, actor=actor)

    assert actions() == ["create", "edit", "priority", "queue", "cancel", "reopen", "retry"]
    edited = AuditEntry.objects.get(action="edit")
    assert (edited.before["title"], edited.after["title"]) == ("The fox", "The vixen")


def test_a_take_put_back_is_an_entry(reviewer: User) -> None:
    task = make_task(status=Status.ASSETS_READY)
    old = make_asset(task, take=1, is_current=False)
    make_asset(task, take=2)

    takes.restore(old.pk, actor=Actor.person(reviewer))

    assert actions() == [AuditAction.RESTORE_TAKE]


def test_a_secret_is_an_entry_without_its_value(administrator: User) -> None:
    channel = make_channel()

    secrets.store(channel, "GEMINI_API_KEY", "hush", actor=Actor.person(administrator))
    secrets.remove(channel, "GEMINI_API_KEY", actor=Actor.person(administrator))

    stored, removed = AuditEntry.objects.order_by("id")
    assert (stored.action, stored.subject, stored.channel) == ("secret", "GEMINI_API_KEY", channel)
    assert stored.after == {"change": "stored", "subject": "GEMINI_API_KEY"}
    assert removed.after["change"] == "removed"
    assert "hush" not in str(stored.__dict__)


def test_who_reviews_a_channel_is_an_entry_and_told_to_those_concerned(
    administrator: User, reviewer: User, viewer: User
) -> None:
    channel = make_channel(only_for=[viewer])
    channel.reviewers.set([viewer, reviewer])

    with transaction.atomic():
        access_changes.tell_reviewers(
            channel, before=[viewer.pk], actor=Actor.person(administrator)
        )

    entry = AuditEntry.objects.get()
    assert entry.action == AuditAction.REVIEWERS
    assert entry.before == {"reviewers": ["vera"]}
    assert entry.after == {"reviewers": ["rosa", "vera"]}
    assert list(reviewer.events_for_me.values_list("kind", flat=True)) == ["access.changed"]
    assert not viewer.events_for_me.exists()


def test_workers_and_the_system_leave_no_entry() -> None:
    task = make_task(status=Status.CLAIMED)

    transition(task.pk, Status.GENERATING_ASSETS, actor=Actor.worker("w"))

    assert actions() == []


@pytest.mark.parametrize(
    ("actor", "door"),
    [
        pytest.param(Actor.notion("n", "Nora"), "notion", id="notion"),
        pytest.param(Actor.command("queue"), "command", id="command"),
    ],
)
def test_the_door_of_who_has_no_login_is_known_too(actor: Actor, door: str) -> None:
    intake.queue(make_task().pk, actor=actor)

    assert AuditEntry.objects.get().door == door


def test_a_refused_action_leaves_no_entry(operator: User) -> None:
    task = make_task(status=Status.QUEUED)

    with pytest.raises(intake.AlreadyQueued):
        intake.queue(task.pk, actor=Actor.person(operator))

    assert actions() == []


def test_long_values_are_named_by_their_hash() -> None:
    value = {"clips": ["x" * 5000]}

    assert audit.short("brief") == "brief"
    assert set(audit.short(value)) == {"characters", "sha256"}


@pytest.mark.parametrize(
    "statement",
    [
        pytest.param("UPDATE reviews_app_auditentry SET note = 'forged'", id="update"),
        pytest.param("DELETE FROM reviews_app_auditentry", id="delete"),
    ],
)
def test_the_database_refuses_to_change_the_log(statement: str, operator: User) -> None:
    intake.queue(make_task().pk, actor=Actor.person(operator))

    with pytest.raises(IntegrityError, match="append-only"):
        executed(statement)

    assert AuditEntry.objects.get().note == ""


def test_the_database_refuses_to_empty_the_log() -> None:
    with pytest.raises(IntegrityError, match="append-only"):
        executed("SET LOCAL videogen.truncate = 'no'; TRUNCATE reviews_app_auditentry")


def executed(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def entry_of(age: timedelta, **columns: Any) -> AuditEntry:
    values = {"actor": {"kind": "person", "id": "1", "name": "Ana"}, "actor_id": "1", **columns}
    return AuditEntry.objects.create(
        event_uid=uuid.uuid4(), at=timezone.now() - age, action="queue", door="admin", **values
    )


def test_after_two_years_an_entry_goes() -> None:
    entry_of(timedelta(days=732))
    kept = entry_of(timedelta(days=729))

    count = audit.forget_old()

    assert count == 1
    assert list(AuditEntry.objects.all()) == [kept]


def test_the_job_that_lets_it_end_is_scheduled() -> None:
    path, kind = SCHEDULES["Forget old audit entries"]

    assert import_string(path) is jobs.forget_old_audit
    assert kind == Schedule.DAILY
