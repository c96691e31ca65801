"""Workers as they run tell people, also when nobody heard the doorbell."""

from __future__ import annotations

import json
import uuid
from pathlib import Path

import pytest
from django.db import connection, transaction

from notifications_app.models import Notification
from tasks_app import events
from tasks_app.actors import Actor
from tasks_app.models import EventKind, Task
from tests.builders import make_task
from tests.e2e.stack import running, until
from videogen.accounts.models import User

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

PUBLISHED = {"from": "uploading", "to": "published"}
WORKER = Actor.worker("w")


def without_a_ring(task: Task) -> None:
    """What a crash between commit and doorbell leaves behind."""
    with connection.cursor() as sql:
        sql.execute(
            "INSERT INTO tasks_app_event"
            " (uid, task_id, channel_id, kind, at, actor, data, correlation_id)"
            " VALUES (%s, %s, %s, %s, now(), %s, %s, '')",
            [
                uuid.uuid4(),
                task.pk,
                task.channel_id,
                EventKind.STATUS.value,
                json.dumps(WORKER.as_json()),
                json.dumps(PUBLISHED),
            ],
        )


def test_people_are_told_with_and_without_a_ring(viewer: User, data_dir: Path) -> None:
    task = make_task()

    with running(data_dir, DATA_DIR=str(data_dir / "data"), ENABLE_NOTIFICATIONS="on"):
        with transaction.atomic():
            events.append(EventKind.STATUS, about=task, actor=WORKER, data=PUBLISHED)
        until(lambda: Notification.objects.count() == 1, "somebody was told")
        without_a_ring(task)
        until(lambda: Notification.objects.count() == 2, "the ticker rang", seconds=30)

    assert set(Notification.objects.values_list("user", flat=True)) == {viewer.pk}
