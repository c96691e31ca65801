"""Two people at the same gate, at the same moment."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from reviews_app.models import Review
from tasks_app.models import Task
from tasks_app.statuses import Status
from tests.builders import make_asset, make_task
from tests.conftest import client_of
from videogen.accounts.models import User

pytestmark = pytest.mark.django_db(transaction=True)


def decide_together(task: Task, *decisions: tuple[User, str, dict[str, Any]]) -> list[Any]:
    start = Barrier(len(decisions))

    def decide(decision: tuple[User, str, dict[str, Any]]) -> Any:
        user, call, body = decision
        client = client_of(user)
        start.wait()
        try:
            return client.post(f"/api/tasks/{task.pk}/{call}", body)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(decisions)) as pool:
        return list(pool.map(decide, decisions))


@pytest.mark.parametrize("round_number", range(5))
def test_one_decision_counts_and_the_other_hears_whose(
    round_number: int, reviewer: User, operator: User
) -> None:
    task = make_task(status=Status.ASSETS_READY)
    make_asset(task)

    answers = decide_together(
        task, (reviewer, "approve", {}), (operator, "reject", {"note": "Too dark."})
    )

    assert Counter(answer.status_code for answer in answers) == {200: 1, 409: 1}
    (refused,) = [answer.json() for answer in answers if answer.status_code == 409]
    winner = Review.objects.get().reviewer["name"]
    assert refused["detail"].startswith(f"{winner} was first")
    assert refused["errors"]["by"]["name"] == winner


def test_of_many_approvals_at_once_one_counts(reviewer: User) -> None:
    task = make_task(status=Status.FINAL_REVIEW)

    answers = decide_together(task, *[(reviewer, "approve", {})] * 6)

    assert Counter(answer.status_code for answer in answers) == {200: 1, 409: 5}
    assert Review.objects.count() == 1
    assert task.events.filter(data__to="approved").count() == 1
