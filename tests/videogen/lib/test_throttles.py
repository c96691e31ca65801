from __future__ import annotations

import pytest
from pytest_django import Settings
from rest_framework.test import APIClient

from tests.conftest import Api
from videogen.accounts.models import User

pytestmark = pytest.mark.django_db

NOBODY_HOME = "redis://127.0.0.1:1/0"


def test_the_call_above_the_limit_is_429(viewer: User, api: Api, settings: Settings) -> None:
    settings.API_CALLS_PER_MINUTE = 2
    client = api(viewer)

    statuses = [client.get("/api/channels").status_code for _ in range(6)]
    refused = client.get("/api/channels")

    # Six calls at the turn of a minute may be counted in two.
    assert statuses.count(200) in {2, 4}
    assert refused.status_code == 429
    assert 1 <= int(refused["Retry-After"]) <= 60
    assert refused["Content-Type"] == "application/problem+json"


def test_each_person_has_a_limit_of_their_own(
    viewer: User, reviewer: User, api: Api, settings: Settings
) -> None:
    settings.API_CALLS_PER_MINUTE = 1
    for _ in range(3):
        api(viewer).get("/api/channels")

    assert api(reviewer).get("/api/channels").status_code == 200


def test_guessing_passwords_is_stopped(viewer: User, settings: Settings) -> None:
    settings.LOGIN_CALLS_PER_MINUTE = 2
    guess = {"username": "vera", "password": "wrong"}
    for _ in range(5):
        APIClient().post("/api/auth/token", guess)

    assert APIClient().post("/api/auth/token", guess).status_code == 429


def test_a_forged_forwarding_header_does_not_help(viewer: User, settings: Settings) -> None:
    settings.LOGIN_CALLS_PER_MINUTE = 2
    guess = {"username": "vera", "password": "wrong"}
    for number in range(5):
        APIClient().post("/api/auth/token", guess, headers={"X-Forwarded-For": f"10.0.0.{number}"})

    answer = APIClient().post("/api/auth/token", guess, headers={"X-Forwarded-For": "10.0.0.9"})

    assert answer.status_code == 429


def test_without_redis_people_work_on_and_nobody_signs_in(
    viewer: User, api: Api, settings: Settings
) -> None:
    cache = {**settings.CACHES["default"], "LOCATION": NOBODY_HOME}
    settings.CACHES = {"default": cache}

    working = api(viewer).get("/api/channels")
    signing_in = APIClient().post("/api/auth/token", {"username": "vera", "password": "x"})

    assert working.status_code == 200
    assert signing_in.status_code == 503
    assert signing_in["Retry-After"] == "5"
