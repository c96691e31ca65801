"""One call, sent several times at the same moment with the same key."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, transaction

from tasks_app.models import KeptAnswer, Task
from tasks_app.statuses import Status
from tests.builders import make_channel, make_task
from tests.conftest import client_of
from videogen.accounts.models import User

pytestmark = pytest.mark.django_db(transaction=True)

KEY = {"Idempotency-Key": "k-1"}


def post_together(user: User, path: str, body: dict[str, Any], *, times: int) -> list[Any]:
    start = Barrier(times)

    def post(_number: int) -> Any:
        client = client_of(user)
        start.wait()
        try:
            return client.post(path, body, headers=KEY)
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(post, range(times)))


@pytest.mark.parametrize("round_number", range(3))
def test_exactly_one_call_is_done(round_number: int, operator: User) -> None:
    make_channel()

    answers = post_together(operator, "/api/tasks", {"title": "A", "channel": "foxes"}, times=6)

    statuses = Counter(answer.status_code for answer in answers)
    assert Task.objects.count() == 1
    assert statuses[201] >= 1
    assert set(statuses) <= {201, 409}
    assert {a.json()["id"] for a in answers if a.status_code == 201} == {str(Task.objects.get().pk)}
    assert {a["Retry-After"] for a in answers if a.status_code == 409} <= {"1"}


def test_who_came_too_early_gets_the_answer_a_moment_later(operator: User) -> None:
    make_channel()
    body = {"title": "A", "channel": "foxes"}
    post_together(operator, "/api/tasks", body, times=3)

    answer = client_of(operator).post("/api/tasks", body, headers=KEY)

    assert answer.status_code == 201
    assert answer["Idempotency-Replayed"] == "true"


def test_a_call_in_several_transactions_is_done_once_too(operator: User) -> None:
    tasks = [make_task() for _ in range(5)]
    body = {"action": "queue", "ids": [str(task.pk) for task in tasks]}

    answers = post_together(operator, "/api/tasks/bulk", body, times=4)

    done = [answer.json()["results"] for answer in answers if answer.status_code == 200]
    assert done
    assert all(row["ok"] for results in done for row in results)
    assert [task.events.count() for task in tasks] == [1] * 5


def test_change_and_answer_are_kept_together_or_not_at_all(operator: User) -> None:
    task = make_task()

    with transaction.atomic():
        client_of(operator).post(f"/api/tasks/{task.pk}/queue", headers=KEY)
        transaction.set_rollback(True)

    assert Task.objects.get(pk=task.pk).status == Status.DRAFT
    assert not KeptAnswer.objects.exists()


def test_while_a_call_runs_its_key_is_busy(operator: User) -> None:
    task = make_task()
    name = f"{operator.pk} k-1"

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtextextended(%s, 7310))", [name])
        (answer,) = post_together(operator, f"/api/tasks/{task.pk}/queue", {}, times=1)
        cursor.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 7310))", [name])

    assert answer.status_code == 409
    assert answer["Retry-After"] == "1"
    assert answer.json()["type"] == "urn:videogen:problem:still-running"
    assert Task.objects.get(pk=task.pk).status == Status.DRAFT
