from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.test import Client
from pytest_django import Settings

from videogen.csp import HEADER, ContentSecurityPolicy


def test_every_page_carries_the_policy(client: Client) -> None:
    response = client.get("/")

    assert "default-src 'self'" in response.headers[HEADER]
    assert "unsafe" not in response.headers[HEADER]


def test_a_view_may_set_its_own_policy(settings: Settings) -> None:
    settings.CONTENT_SECURITY_POLICY = {"default-src": "'self'"}
    answer = ContentSecurityPolicy(lambda _request: HttpResponse(headers={HEADER: "sandbox"}))

    response = answer(HttpRequest())

    assert isinstance(response, HttpResponse)
    assert response.headers[HEADER] == "sandbox"
