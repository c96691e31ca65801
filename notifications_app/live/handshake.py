"""What a client says when it opens a socket: from where, who it is, and what it has already."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.conf import settings
from django.http import parse_cookie
from django.http.request import split_domain_port, validate_host

from notifications_app.live.closing import CloseCode, Closing

LONGEST_ID = 18
"""Digits of an event id; what PostgreSQL's bigint can hold."""


@dataclass(frozen=True, slots=True)
class Handshake:
    """`may_sign_in_later` is true for programs, which may send their token as first message."""

    since: int | None
    token: str | None
    session_key: str | None
    may_sign_in_later: bool


def handshake(scope: Mapping[str, Any]) -> Handshake:
    """Read and check the opening request; raises `Closing` when it is foreign or malformed."""
    headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
    query = parse_qs(scope["query_string"].decode("latin-1"))
    origin = headers.get("origin")
    if origin is not None and not is_ours(origin, headers.get("host", "")):
        raise Closing(CloseCode.FORBIDDEN, "This site may not open a socket here.")
    token = _bearer(headers.get("authorization", "")) or query.get("token", [None])[-1]
    # A cookie comes by itself, so it only counts for a page of ours, which names its origin.
    cookie = parse_cookie(headers.get("cookie", "")).get(settings.SESSION_COOKIE_NAME)
    return Handshake(
        since=_since(query.get("since", [""])[-1]),
        token=token,
        session_key=cookie if origin is not None and token is None else None,
        may_sign_in_later=origin is None,
    )


def is_ours(origin: str, host: str) -> bool:
    """Whether a page from this origin was served by us, under a name that is ours."""
    if origin in settings.CSRF_TRUSTED_ORIGINS:
        return True
    domain, _port = split_domain_port(host)
    return validate_host(domain, settings.ALLOWED_HOSTS) and urlsplit(origin).netloc == host


def _bearer(header: str) -> str | None:
    scheme, _, token = header.partition(" ")
    return token.strip() if scheme.lower() == "bearer" and token else None


def _since(text: str) -> int | None:
    if not text:
        return None
    if not text.isascii() or not text.isdecimal() or len(text) > LONGEST_ID:
        raise Closing(CloseCode.BAD_REQUEST, "since must be the id of an event.")
    return int(text)
