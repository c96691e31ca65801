from __future__ import annotations

from typing import Any

import pytest
from pytest_django import Settings

from notifications_app.live.closing import CloseCode, Closing
from notifications_app.live.handshake import handshake, is_ours


@pytest.fixture(autouse=True)
def our_names(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["studio.example", "127.0.0.1"]
    settings.CSRF_TRUSTED_ORIGINS = ["https://public.example"]


def opening(query: str = "", **headers: str) -> dict[str, Any]:
    named = [(name.encode(), value.encode("latin-1")) for name, value in headers.items()]
    return {"headers": named, "query_string": query.encode()}


@pytest.mark.parametrize(
    ("origin", "host", "ours"),
    [
        pytest.param("https://studio.example", "studio.example", True, id="same name"),
        pytest.param("http://127.0.0.1:8000", "127.0.0.1:8000", True, id="same port"),
        pytest.param("http://127.0.0.1:9000", "127.0.0.1:8000", False, id="another program here"),
        pytest.param("https://public.example", "inner:8000", True, id="behind a proxy"),
        pytest.param("https://evil.example", "studio.example", False, id="foreign"),
        pytest.param("https://evil.example", "evil.example", False, id="foreign name for us"),
        pytest.param("https://studio.example.evil", "studio.example", False, id="begins alike"),
        pytest.param("null", "studio.example", False, id="a file or a sandbox"),
    ],
)
def test_only_pages_of_ours_are_ours(origin: str, host: str, *, ours: bool) -> None:
    assert is_ours(origin, host) is ours


def test_a_foreign_page_is_refused_even_with_a_token() -> None:
    scope = opening("token=abc", origin="https://evil.example", host="studio.example")

    with pytest.raises(Closing) as refusal:
        handshake(scope)

    assert refusal.value.code == CloseCode.FORBIDDEN


def test_a_cookie_counts_only_with_an_origin() -> None:
    page = opening(cookie="sessionid=s1", origin="https://studio.example", host="studio.example")
    program = opening(cookie="sessionid=s1", host="studio.example")

    assert handshake(page).session_key == "s1"
    assert handshake(program).session_key is None
    assert handshake(program).may_sign_in_later


def test_a_token_goes_before_a_cookie() -> None:
    page = {"cookie": "sessionid=s1", "origin": "https://studio.example", "host": "studio.example"}

    by_address = handshake(opening("token=abc", **page))
    by_header = handshake(opening(authorization="Bearer abc", **page))

    assert (by_address.token, by_address.session_key) == ("abc", None)
    assert (by_header.token, by_header.session_key) == ("abc", None)


@pytest.mark.parametrize("since", ["-1", "1.5", "x", "١", "9" * 19, "0x1"])
def test_since_is_an_id(since: str) -> None:
    with pytest.raises(Closing) as refusal:
        handshake(opening(f"since={since}"))

    assert refusal.value.code == CloseCode.BAD_REQUEST


def test_since_may_be_left_out() -> None:
    assert handshake(opening()).since is None
    assert handshake(opening("since=")).since is None
    assert handshake(opening("since=0")).since == 0
