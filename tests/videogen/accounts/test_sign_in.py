from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import Settings

from tests.browsing import signed_in
from tests.conftest import PASSWORD
from videogen.accounts.models import User

LOGIN = "/admin/login/"


def try_to_sign_in(password: str) -> str:
    body = {"username": "vera", "password": password, "next": "/admin/"}
    answer = Client().post(LOGIN, body)
    return "in" if answer.status_code == 302 else answer.content.decode()


def test_a_right_password_lets_one_in(viewer: User) -> None:
    signed_in(viewer)

    assert try_to_sign_in(PASSWORD) == "in"


def test_an_empty_form_says_what_is_missing(viewer: User) -> None:
    assert "This field is required" in Client().post(LOGIN, {}).content.decode()


def test_guessing_passwords_is_stopped_even_when_the_last_guess_is_right(
    viewer: User, settings: Settings
) -> None:
    settings.LOGIN_CALLS_PER_MINUTE = 2
    signed_in(viewer)
    # Tries at the turn of a minute may be counted in two.
    guesses = [try_to_sign_in("wrong") for _ in range(5)]

    last = try_to_sign_in(PASSWORD)

    assert "Please enter the correct" in guesses[0]
    assert "Too many tries from your address" in last


def test_without_the_counter_nobody_may_try(viewer: User, settings: Settings) -> None:
    signed_in(viewer)
    settings.CACHES = {
        "default": {**settings.CACHES["default"], "LOCATION": "redis://127.0.0.1:1/0"}
    }

    assert "Signing in is not possible at the moment" in try_to_sign_in(PASSWORD)


@pytest.mark.parametrize("word", ["signed_in", "sign_in_refused"])
def test_the_log_says_who_came_from_where(
    viewer: User, word: str, caplog: pytest.LogCaptureFixture
) -> None:
    signed_in(viewer)
    caplog.set_level("INFO", "videogen.accounts.sign_in")

    try_to_sign_in(PASSWORD if word == "signed_in" else "wrong")

    (record,) = (r for r in caplog.records if r.name == "videogen.accounts.sign_in")
    assert f"'event': '{word}'" in record.getMessage()
    assert "'address': '127.0.0.1'" in record.getMessage()
