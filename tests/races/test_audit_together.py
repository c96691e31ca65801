"""A decision, its review, its event and its audit entry are there together or not at all."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from django.db import Error, IntegrityError, connection, connections, transaction

from reviews_app import decisions
from reviews_app.decisions import Answer
from reviews_app.models import AuditEntry, Review
from tasks_app.actors import Actor
from tasks_app.models import Event, Task
from tasks_app.statuses import Status
from tests.builders import make_asset, make_task
from videogen.accounts.models import User

pytestmark = pytest.mark.django_db(transaction=True)


def traces(task: Task) -> tuple[str, int, int, int]:
    status = Task.objects.get(pk=task.pk).status
    return status, Review.objects.count(), Event.objects.count(), AuditEntry.objects.count()


@pytest.fixture
def full_log() -> Iterator[None]:
    """A log that takes no entry, as when its disk is full."""
    with connection.cursor() as cursor:
        cursor.execute(
            "ALTER TABLE reviews_app_auditentry ADD CONSTRAINT full_log CHECK (action = 'never')"
        )
    yield
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE reviews_app_auditentry DROP CONSTRAINT full_log")


def test_without_its_entry_there_is_no_decision(full_log: None, reviewer: User) -> None:
    task = make_task(status=Status.ASSETS_READY)
    asset = make_asset(task)

    with pytest.raises(IntegrityError, match="full_log"):
        decisions.approve(task.pk, Answer(), actor=Actor.person(reviewer))

    assert traces(task) == ("assets_ready", 0, 0, 0)
    asset.refresh_from_db()
    assert asset.status == "generated"


def test_a_connection_that_dies_before_the_commit_leaves_nothing(reviewer: User) -> None:
    task = make_task(status=Status.ASSETS_READY)
    decided, seen = threading.Event(), threading.Event()
    backend: list[int] = []

    def decide() -> None:
        try:
            with transaction.atomic():
                decisions.approve(task.pk, Answer(), actor=Actor.person(reviewer))
                with connection.cursor() as cursor:
                    cursor.execute("SELECT pg_backend_pid()")
                    backend.append(cursor.fetchone()[0])
                decided.set()
                seen.wait(30)
        except Error:
            pass  # its server process was ended
        finally:
            connections.close_all()

    person = threading.Thread(target=decide)
    person.start()
    assert decided.wait(30)
    before = traces(task)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", backend)
    seen.set()
    person.join(30)

    assert before == ("assets_ready", 0, 0, 0)
    assert traces(task) == ("assets_ready", 0, 0, 0)


def test_with_the_commit_all_of_it_is_there(reviewer: User) -> None:
    task = make_task(status=Status.ASSETS_READY)

    decisions.approve(task.pk, Answer(), actor=Actor.person(reviewer))

    # The approval and the queueing are two events of one decision.
    assert traces(task) == ("queued", 1, 2, 1)
    assert Event.objects.filter(uid=AuditEntry.objects.get().event_uid).exists()
