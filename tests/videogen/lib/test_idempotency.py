from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.test import APIRequestFactory, force_authenticate

from tasks_app.models import KeptAnswer, Task
from tasks_app.statuses import Status
from tests.builders import make_channel, make_task
from tests.conftest import Api
from videogen.accounts.models import User
from videogen.lib.api import ApiView
from videogen.lib.errors import Conflict
from videogen.lib.idempotency import forget_expired, idempotent

IDEA = {"title": "A fox", "channel": "foxes"}
KEY = {"Idempotency-Key": "k-1"}
# The answers of these two are credentials, which are not kept.
SIGNING_IN = {"token", "token-refresh"}


class WritesAndRefuses(ApiView):
    @idempotent
    def post(self, _request: Request) -> Response:
        make_task()
        raise Conflict("Somebody was first.")


@pytest.fixture(autouse=True)
def channel(db: None) -> None:
    make_channel()


def test_the_same_call_is_done_once_and_answered_alike(operator: User, api: Api) -> None:
    client = api(operator)

    first = client.post("/api/tasks", IDEA, headers=KEY)
    again = client.post("/api/tasks", IDEA, headers=KEY)

    assert first.status_code == again.status_code == 201
    assert first.content == again.content
    assert first["Content-Type"] == again["Content-Type"]
    assert again["Idempotency-Replayed"] == "true"
    assert Task.objects.count() == 1


def test_without_a_key_every_call_counts(operator: User, api: Api) -> None:
    client = api(operator)

    client.post("/api/tasks", IDEA)
    client.post("/api/tasks", IDEA)

    assert Task.objects.count() == 2


def test_the_same_key_with_another_body_is_422(operator: User, api: Api) -> None:
    client = api(operator)
    client.post("/api/tasks", IDEA, headers=KEY)

    answer = client.post("/api/tasks", {**IDEA, "title": "An owl"}, headers=KEY)

    assert answer.status_code == 422
    assert answer.json()["type"] == "urn:videogen:problem:key-reused"
    assert Task.objects.count() == 1


def test_the_same_key_at_another_address_is_422(operator: User, api: Api) -> None:
    task = make_task()
    api(operator).post(f"/api/tasks/{task.pk}/queue", headers=KEY)

    answer = api(operator).post(f"/api/tasks/{task.pk}/cancel", headers=KEY)

    assert answer.status_code == 422
    assert Task.objects.get(pk=task.pk).status == Status.QUEUED


def test_keys_are_each_persons_own(operator: User, administrator: User, api: Api) -> None:
    api(operator).post("/api/tasks", IDEA, headers=KEY)
    answer = api(administrator).post("/api/tasks", IDEA, headers=KEY)

    assert answer.status_code == 201
    assert Task.objects.count() == 2


def test_a_refusal_is_answered_alike_too(operator: User, api: Api) -> None:
    task = make_task(status=Status.QUEUED)
    first = api(operator).post(f"/api/tasks/{task.pk}/queue", headers=KEY)
    Task.objects.filter(pk=task.pk).update(status=Status.DRAFT)

    again = api(operator).post(f"/api/tasks/{task.pk}/queue", headers=KEY)

    assert first.status_code == again.status_code == 409
    assert first.content == again.content
    assert again["Content-Type"] == "application/problem+json"


def test_a_crash_keeps_no_answer(operator: User, api: Api) -> None:
    task = make_task(plan={}, next_step="assets", channel=make_channel("bare"))
    task.channel.config = {"providers": "broken"}
    task.channel.save()
    client = api(operator)
    client.raise_request_exception = False

    answer = client.post(f"/api/tasks/{task.pk}/queue", headers=KEY)

    assert answer.status_code == 500
    assert answer["Content-Type"] == "application/problem+json"
    assert not KeptAnswer.objects.exists()


def test_what_a_refused_call_wrote_is_gone_and_its_refusal_is_kept(operator: User) -> None:
    request = APIRequestFactory().post("/api/try", headers=KEY)
    force_authenticate(request, user=operator)

    answer = WritesAndRefuses.as_view()(request)

    assert answer.status_code == 409
    assert KeptAnswer.objects.get().status == 409
    assert not Task.objects.exists()


def test_a_change_whose_answer_cannot_be_kept_does_not_stay(operator: User, api: Api) -> None:
    task = make_task()
    client = api(operator)
    client.raise_request_exception = False
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE tasks_app_keptanswer ADD CHECK (status <> 200)")

    answer = client.post(f"/api/tasks/{task.pk}/queue", headers=KEY)

    assert answer.status_code == 500
    assert Task.objects.get(pk=task.pk).status == Status.DRAFT
    assert not task.events.exists()


def test_after_a_day_the_key_is_new(operator: User, api: Api) -> None:
    client = api(operator)
    client.post("/api/tasks", IDEA, headers=KEY)
    KeptAnswer.objects.update(created_at=timezone.now() - timedelta(hours=24))

    answer = client.post("/api/tasks", {**IDEA, "title": "An owl"}, headers=KEY)

    assert answer.status_code == 201
    assert Task.objects.count() == 2


def test_expired_answers_are_removed_and_younger_ones_stay(operator: User, api: Api) -> None:
    client = api(operator)
    client.post("/api/tasks", IDEA, headers=KEY)
    KeptAnswer.objects.update(created_at=timezone.now() - timedelta(hours=24))
    client.post("/api/tasks", IDEA, headers={"Idempotency-Key": "k-2"})

    removed = forget_expired()

    assert removed == 1
    assert KeptAnswer.objects.get().key == "k-2"


@pytest.mark.parametrize(
    "key",
    [
        pytest.param("", id="empty"),
        pytest.param("k" * 256, id="too-long"),
        pytest.param("two words", id="space"),
        pytest.param("ключ", id="other-letters"),
    ],
)
def test_a_key_that_cannot_be_kept_is_named(key: str, operator: User, api: Api) -> None:
    answer = api(operator).post("/api/tasks", IDEA, HTTP_IDEMPOTENCY_KEY=key)

    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == ["Idempotency-Key"]
    assert not Task.objects.exists()


def test_a_key_of_255_characters_is_kept(operator: User, api: Api) -> None:
    answer = api(operator).post("/api/tasks", IDEA, headers={"Idempotency-Key": "k" * 255})

    assert answer.status_code == 201


def test_many_at_once_are_answered_alike(operator: User, api: Api) -> None:
    ids = [str(make_task().pk) for _ in range(3)]
    body = {"action": "queue", "ids": ids}

    first = api(operator).post("/api/tasks/bulk", body, headers=KEY)
    again = api(operator).post("/api/tasks/bulk", body, headers=KEY)

    assert [row["ok"] for row in first.json()["results"]] == [True] * 3
    assert first.content == again.content


def addresses(resolver: URLResolver) -> Iterator[URLPattern]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern)
        else:
            yield pattern


def posts() -> list[Any]:
    views = [(p.name, getattr(p.callback, "cls", None)) for p in addresses(get_resolver())]
    found = [getattr(cls, "post", None) for name, cls in views if name not in SIGNING_IN]
    return [post for post in found if post is not None]


def test_every_post_of_the_api_honours_the_key() -> None:
    found = posts()

    assert len(found) >= 9
    assert all(getattr(post, "is_idempotent", False) for post in found)
