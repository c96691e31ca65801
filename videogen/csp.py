"""The Content-Security-Policy header: only our own files, no inline scripts."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from asgiref.sync import iscoroutinefunction, markcoroutinefunction
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

Answerer = Callable[[HttpRequest], HttpResponseBase | Awaitable[HttpResponseBase]]

HEADER = "Content-Security-Policy"


class ContentSecurityPolicy:
    """Adds the site's policy to every answer whose view did not set its own."""

    sync_capable = True
    async_capable = True

    def __init__(self, get_response: Answerer) -> None:
        self.get_response = get_response
        self.policy = header_value(settings.CONTENT_SECURITY_POLICY)
        if iscoroutinefunction(get_response):
            markcoroutinefunction(self)

    def __call__(self, request: HttpRequest) -> HttpResponseBase | Awaitable[HttpResponseBase]:
        answer = self.get_response(request)
        if isinstance(answer, Awaitable):
            return self._later(answer)
        return self._with_header(answer)

    async def _later(self, answer: Awaitable[HttpResponseBase]) -> HttpResponseBase:
        return self._with_header(await answer)

    def _with_header(self, response: HttpResponseBase) -> HttpResponseBase:
        response.headers.setdefault(HEADER, self.policy)
        return response


def header_value(directives: dict[str, str]) -> str:
    """The directives as one line."""
    return "; ".join(f"{name} {sources}" for name, sources in directives.items())
