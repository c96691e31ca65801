from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from pytest_django import Settings

from tests.builders import make_channel, make_task
from tests.conftest import Api
from videogen.accounts.models import User

NOBODY_HOME = "redis://127.0.0.1:1/0"

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("slash", ["", "/"])
def test_a_slash_at_the_end_makes_no_difference(slash: str, operator: User, api: Api) -> None:
    make_channel()

    listed = api(operator).get(f"/api/tasks{slash}")
    made = api(operator).post(f"/api/tasks{slash}", {"title": "A fox", "channel": "foxes"})
    read = api(operator).get(f"/api/tasks/{made.json()['id']}{slash}")

    assert (listed.status_code, made.status_code, read.status_code) == (200, 201, 200)


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE"])
@pytest.mark.parametrize("path", ["/api/", "/api/nothing", "/api/tasks//", "/api/tasks/x/y/z"])
def test_an_unknown_address_is_a_problem(method: str, path: str, viewer: User, api: Api) -> None:
    answer = api(viewer).generic(method, path)

    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/problem+json"


def test_an_unknown_address_tells_strangers_nothing(api: Api) -> None:
    assert api(None).get("/api/nothing").status_code == 401


def test_the_description_is_valid_and_without_a_warning() -> None:
    call_command("spectacular", "--validate", "--fail-on-warn", stdout=StringIO())


def test_every_operation_is_described_with_its_errors(client: Client) -> None:
    described = client.get("/api/schema?format=json").json()

    approve = described["paths"]["/api/tasks/{task_id}/approve"]["post"]
    assert sorted(approve["responses"]) == [
        "200", "400", "401", "403", "404", "409", "413", "415", "422", "429", "503"
    ]  # fmt: skip
    assert "application/problem+json" in approve["responses"]["409"]["content"]
    assert "Idempotency-Key" in [each["name"] for each in approve["parameters"]]


def test_the_docs_load_nothing_from_elsewhere(client: Client) -> None:
    page = client.get("/api/docs")

    assert page.status_code == 200
    assert "//" not in page.content.decode().replace("<!DOCTYPE html>", "")
    assert "<style" not in page.content.decode()


def test_alive_needs_neither_sign_in_nor_database(client: Client) -> None:
    answer = client.get("/healthz")

    assert (answer.status_code, answer.content) == (200, b"ok\n")


def test_ready_names_its_parts(client: Client) -> None:
    answer = client.get("/readyz")

    assert answer.status_code == 200
    assert answer.json() == {"ready": True, "database": "ok", "redis": "ok"}


def test_without_redis_it_is_not_ready(client: Client, settings: Settings) -> None:
    cache = {**settings.CACHES["default"], "LOCATION": NOBODY_HOME}
    settings.CACHES = {"default": cache}

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json() == {"ready": False, "database": "ok", "redis": "unavailable"}


def test_an_ordinary_task_is_read_at_its_address(viewer: User, api: Api) -> None:
    task = make_task()

    assert api(viewer).head(f"/api/tasks/{task.pk}").status_code == 200
