"""The Content-Security-Policy header: only our own files, no inline scripts."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

Answerer = Callable[[HttpRequest], HttpResponseBase]

HEADER = "Content-Security-Policy"


class ContentSecurityPolicy:
    """Adds the site's policy to every answer whose view did not set its own."""

    def __init__(self, get_response: Answerer) -> None:
        self.get_response = get_response
        self.policy = header_value(settings.CONTENT_SECURITY_POLICY)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault(HEADER, self.policy)
        return response


def header_value(directives: dict[str, str]) -> str:
    """The directives as one line."""
    return "; ".join(f"{name} {sources}" for name, sources in directives.items())
