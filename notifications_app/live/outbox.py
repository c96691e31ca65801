"""What one socket still has to get: a bounded line, so that a slow reader slows nobody else."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from notifications_app.live.closing import CloseCode, Closing
from notifications_app.live.messages import Message

LONGEST = 5_000
"""Messages that may wait. All sockets share their text, so each costs 8 bytes."""

SEND_SECONDS = 20.0
"""How long a connection may take nothing at all."""

BEAT_SECONDS = 25.0
"""Browsers do not show pings of the protocol; without a word for longer they know us dead."""

BEAT = '{"type":"beat"}'


class Outbox:
    """Sends in the order given, and nothing with an id up to `last_id`, which was sent before."""

    def __init__(
        self,
        *,
        longest: int = LONGEST,
        send_seconds: float = SEND_SECONDS,
        beat_seconds: float = BEAT_SECONDS,
    ) -> None:
        self.last_id = 0
        self._line: asyncio.Queue[Message] = asyncio.Queue(longest)
        self._send_seconds = send_seconds
        self._beat_seconds = beat_seconds

    @property
    def backlog(self) -> int:
        return self._line.qsize()

    def put(self, message: Message) -> None:
        """Never waits; raises `Closing` when the line is full."""
        try:
            self._line.put_nowait(message)
        except asyncio.QueueFull:
            raise Closing(CloseCode.TOO_SLOW, "Too much was waiting to be read.") from None

    async def drain(self, send: Callable[[str], Awaitable[None]]) -> None:
        """Send what comes, for ever; raises `Closing` when nothing gets through."""
        while True:
            message = await self._next()
            if message.id is not None:
                if message.id <= self.last_id:
                    continue
                self.last_id = message.id
            try:
                async with asyncio.timeout(self._send_seconds):
                    await send(message.text)
            except TimeoutError:
                raise Closing(CloseCode.TOO_SLOW, "Nothing was read for too long.") from None

    async def _next(self) -> Message:
        try:
            async with asyncio.timeout(self._beat_seconds):
                return await self._line.get()
        except TimeoutError:
            return Message(BEAT, ())
