"""The two ways to the webhook: an ASGI application in front of Django, and a view behind it.

Notion gives up on endpoints that are slow, so its posts do not wait for what pages wait for:
middleware, a thread for each request, a connection of the common pool. The view is for servers
without ASGI, and gives the address its name.
"""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from typing import Any

import structlog
from django.db import DatabaseError, InterfaceError, connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.http import HttpRequest, JsonResponse
from django.views.decorators.csrf import csrf_exempt

from tasks_app.notion.webhook import MAX_BYTES, TOO_LARGE, Reply, receive

log = structlog.get_logger(__name__)

ADDRESS = "webhook/notion"
HANDS = 3
"""Threads that store, each with a connection of its own; a post takes milliseconds."""

MOST_WAITING = 500
"""Ten seconds of posts at the promised rate; above that the sender is told to come again."""

WRONG_METHOD = Reply(HTTPStatus.METHOD_NOT_ALLOWED, "Only POST is taken here.")
COME_AGAIN = Reply(HTTPStatus.SERVICE_UNAVAILABLE, "Not possible at the moment. Post it again.")
EXTRA_HEADERS = {
    HTTPStatus.METHOD_NOT_ALLOWED: ("allow", "POST"),
    HTTPStatus.SERVICE_UNAVAILABLE: ("retry-after", "5"),
    # Or whoever never stops sending would keep the connection for ever.
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: ("connection", "close"),
}

_thread = threading.local()

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[Mapping[str, Any]]]
Send = Callable[[Mapping[str, Any]], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]


class WebhookDoor:
    """Answers posts to the webhook and hands everything else on."""

    def __init__(self, inner: Application) -> None:
        self.inner = inner
        self.hands = ThreadPoolExecutor(HANDS, thread_name_prefix="notion-webhook")
        self.waiting = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if str(scope["path"]).strip("/") != ADDRESS:
            await self.inner(scope, receive, send)
            return
        await answer(send, await self.reply(scope, receive))

    async def reply(self, scope: Scope, receive_part: Receive) -> Reply:
        if scope["method"] != "POST":
            return WRONG_METHOD
        if self.waiting >= MOST_WAITING:
            return COME_AGAIN
        self.waiting += 1
        try:
            body = await bounded_body(receive_part)
            if body is None:
                return TOO_LARGE
            headers = {
                name.decode("latin-1").lower(): value.decode("latin-1")
                for name, value in scope["headers"]
            }
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(self.hands, take, body, headers)
        finally:
            self.waiting -= 1


async def bounded_body(receive_part: Receive) -> bytes | None:
    """The body, or None when it is larger than allowed, of which no more is read then."""
    body = bytearray()
    while True:
        part = await receive_part()
        body += part.get("body", b"")
        if len(body) > MAX_BYTES:
            return None
        if not part.get("more_body"):
            return bytes(body)


def take(body: bytes, headers: Mapping[str, str]) -> Reply:
    """`receive` on this thread's own connection; one that broke meanwhile is made anew."""
    for _attempt in range(2):
        try:
            return receive(body, headers, line=own_line())
        except (DatabaseError, InterfaceError) as fault:
            log.warning("notion_webhook_not_stored", reason=str(fault))
            own_line().close()
        finally:
            # Of the common pool, taken now and then to read the token.
            connection.close()
    return COME_AGAIN


def own_line() -> BaseDatabaseWrapper:
    """A connection that this thread keeps, beside the pool, which pages may have used up."""
    line: BaseDatabaseWrapper | None = getattr(_thread, "line", None)
    if line is None:
        line = connection.copy()
        line.settings_dict["OPTIONS"].pop("pool", None)
        _thread.line = line
    return line


async def answer(send: Send, reply: Reply) -> None:
    named = [("content-type", "application/json"), *extra_headers(reply)]
    headers = [(name.encode(), value.encode()) for name, value in named]
    await send({"type": "http.response.start", "status": reply.status.value, "headers": headers})
    await send({"type": "http.response.body", "body": json.dumps(told(reply)).encode()})


def extra_headers(reply: Reply) -> list[tuple[str, str]]:
    extra = EXTRA_HEADERS.get(reply.status)
    return [extra] if extra else []


def told(reply: Reply) -> dict[str, str]:
    return {"detail": reply.sentence}


@csrf_exempt
def webhook_view(request: HttpRequest) -> JsonResponse:
    """The same behind Django's middleware."""
    if request.method != "POST":
        reply = WRONG_METHOD
    elif int(request.META.get("CONTENT_LENGTH") or 0) > MAX_BYTES:
        reply = TOO_LARGE
    else:
        headers = {name.lower(): value for name, value in request.headers.items()}
        reply = receive(request.body, headers)
    response = JsonResponse(told(reply), status=reply.status)
    for name, value in extra_headers(reply):
        response[name] = value
    return response
