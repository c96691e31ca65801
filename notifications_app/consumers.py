"""The one socket of the site, `/ws/live`: sign in, join, replay, forward (docs/live.md)."""

from __future__ import annotations

import asyncio
import contextlib
import uuid
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from channels.db import database_sync_to_async
from django.db import Error as DatabaseFault
from django.utils import timezone

from notifications_app import inbox
from notifications_app.live import messages, standing
from notifications_app.live.closing import CloseCode, Closing
from notifications_app.live.feed import this_feed
from notifications_app.live.handshake import Handshake, handshake
from notifications_app.live.inbound import Inbound
from notifications_app.live.messages import Message
from notifications_app.live.outbox import Outbox
from notifications_app.live.standing import Signed, Standing
from videogen.accounts.models import User

T = TypeVar("T")
Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]

SIGN_IN_SECONDS = 5.0
CLOSE_SECONDS = 5.0
PONG = Message('{"type":"pong"}', ())

# A thousand clients that come back at once wait here and not in front of everybody's pages.
_threads = ThreadPoolExecutor(4, thread_name_prefix="live-door")


class LiveConsumer:
    """One connection. Queries only when it opens; afterwards the feed knows all it needs."""

    def __init__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self._scope, self._receive, self._send = scope, receive, send
        self._inbound = Inbound()
        self._outbox = Outbox()
        self._ended: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.user_id = uuid.UUID(int=0)
        self.session_key: str | None = None

    @classmethod
    async def as_asgi(cls, scope: Scope, receive: Receive, send: Send) -> None:
        await cls(scope, receive, send).run()

    async def run(self) -> None:
        await self._receive()  # the wish to connect
        # Accepted even if refused right after: a browser shows no reason otherwise.
        await self._send({"type": "websocket.accept"})
        try:
            await self._serve()
        except Closing as why:
            await self._close(why)
        except DatabaseFault:
            await self._close(Closing(CloseCode.FAULT, "The database does not answer."))
        except OSError:
            pass  # uvicorn's word for a client that has gone
        finally:
            this_feed().leave(self)
            self._forget_reason()

    async def _serve(self) -> None:
        opening = handshake(self._scope)
        signed = await self._signed(opening)
        if signed is None:
            return
        self.user_id, self.session_key = signed.user.pk, signed.session_key
        position = await this_feed().join(self, await in_thread(_standing_of, signed.user))
        await self._greet(signed.user, opening.since, position)
        await self._forward(signed)

    async def _signed(self, opening: Handshake) -> Signed | None:
        """Who is there; None when they left before they said so."""
        if opening.token:
            return await in_thread(standing.by_token, opening.token)
        if opening.session_key:
            return await in_thread(standing.by_session, opening.session_key)
        if not opening.may_sign_in_later:
            raise Closing(CloseCode.NOT_SIGNED_IN, "Nobody is signed in.")
        try:
            async with asyncio.timeout(SIGN_IN_SECONDS):
                first = await self._receive()
        except TimeoutError:
            raise Closing(CloseCode.NOT_SIGNED_IN, "No token was sent.") from None
        if first["type"] == "websocket.disconnect":
            return None
        said = self._inbound.read(first)
        if said.get("type") != "auth" or not isinstance(said.get("token"), str):
            raise Closing(CloseCode.NOT_SIGNED_IN, "The first message must hold the token.")
        return await in_thread(standing.by_token, said["token"])

    async def _greet(self, user: User, since: int | None, position: int) -> None:
        """Say hello, then what was missed; what comes meanwhile waits in the outbox."""
        start = position if since is None else since
        hello = await in_thread(_hello, user, position)
        await self._send_text(messages.as_text(hello))
        missed = await in_thread(_missed, user, start, position)
        if missed is None:
            await self._send_text(messages.as_text({"type": "resync", "last_id": position}))
            start = position
        for text in missed or ():
            await self._send_text(text)
        self._outbox.last_id = max(start, position)

    async def _forward(self, signed: Signed) -> None:
        """Until the client leaves, or there is a reason to end it."""
        seconds = None
        if signed.ends_at is not None:
            seconds = (signed.ends_at - timezone.now()).total_seconds()
        tasks = [
            asyncio.ensure_future(self._hear()),
            asyncio.ensure_future(self._outbox.drain(self._send_text)),
            self._ended,
        ]
        try:
            done, _ = await asyncio.wait(
                tasks, timeout=seconds, return_when=asyncio.FIRST_COMPLETED
            )
            if not done:
                raise Closing(CloseCode.NOT_SIGNED_IN, "The token has run out.")
            done.pop().result()
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _hear(self) -> None:
        while (message := await self._receive())["type"] != "websocket.disconnect":
            said = self._inbound.read(message)
            if said.get("type") != "ping":
                raise Closing(CloseCode.BAD_REQUEST, "Nothing but a ping is expected here.")
            self.offer(PONG)

    async def _send_text(self, text: str) -> None:
        await self._send({"type": "websocket.send", "text": text})

    async def _close(self, why: Closing) -> None:
        """Say why; one that reads nothing cannot be told and is dropped by the server."""
        farewell = {"type": "websocket.close", "code": int(why.code), "reason": why.reason}
        with contextlib.suppress(OSError, TimeoutError):
            async with asyncio.timeout(CLOSE_SECONDS):
                await self._send(farewell)

    @property
    def backlog(self) -> int:
        return self._outbox.backlog

    def _forget_reason(self) -> None:
        """Asyncio complains of a reason that nobody has looked at."""
        if self._ended.done() and not self._ended.cancelled():
            self._ended.exception()

    def offer(self, message: Message) -> None:
        try:
            self._outbox.put(message)
        except Closing as why:
            self.end(why)

    def look(self) -> None:
        try:
            self._outbox.look()
        except Closing as why:
            self.end(why)

    def end(self, why: Closing) -> None:
        if not self._ended.done():
            self._ended.set_exception(why)


async def in_thread(work: Callable[..., T], *args: Any) -> T:
    asking = database_sync_to_async(work, thread_sensitive=False, executor=_threads)
    answer: T = await asking(*args)
    return answer


def _standing_of(user: User) -> Standing:
    current = standing.standings([user.pk]).get(user.pk)
    if current is None:
        raise Closing(CloseCode.NOT_SIGNED_IN, "The account is switched off.")
    return current


def _hello(user: User, position: int) -> dict[str, Any]:
    return {
        "type": "hello",
        "last_id": position,
        "user": {"id": user.pk, "name": str(user)},
        **inbox.counts(user).as_json(),
    }


def _missed(user: User, since: int, position: int) -> list[str] | None:
    return messages.missed(user, since=since, until=position)


async def nothing_here(_scope: Scope, receive: Receive, send: Send) -> None:
    """Every other address: refused before it is a socket."""
    await receive()
    await send({"type": "websocket.close", "code": int(CloseCode.NOTHING_HERE)})
