"""What one socket still has to get: a bounded line, so that a slow reader slows nobody else."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable

from notifications_app.live.closing import CloseCode, Closing
from notifications_app.live.messages import Message

LONGEST = 5_000
"""Messages that may wait. All sockets share their text, so each costs 8 bytes."""

SEND_SECONDS = 20.0
"""How long a connection may take nothing at all."""

BEAT_SECONDS = 20.0
"""Browsers do not show pings of the protocol; without a word for longer they know us dead."""

BEAT = Message('{"type":"beat"}', ())


class Outbox:
    """Sends in the order given, and nothing with an id up to `last_id`, which was sent before.

    A thousand of them work at each message, so they set no timers: `look` is called for all now
    and then.
    """

    def __init__(
        self, *, longest: int = LONGEST, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.last_id = 0
        self._line: asyncio.Queue[Message] = asyncio.Queue(longest)
        self._clock = clock
        self._touched_at = clock()
        self._is_sending = False

    @property
    def backlog(self) -> int:
        return self._line.qsize()

    def put(self, message: Message) -> None:
        """Never waits; raises `Closing` when the line is full."""
        try:
            self._line.put_nowait(message)
        except asyncio.QueueFull:
            raise Closing(CloseCode.TOO_SLOW, "Too much was waiting to be read.") from None

    def look(self) -> None:
        """End a long silence; raises `Closing` when nothing has got through for too long."""
        silent = self._clock() - self._touched_at
        if self._is_sending and silent > SEND_SECONDS:
            raise Closing(CloseCode.TOO_SLOW, "Nothing was read for too long.")
        if not self._is_sending and silent > BEAT_SECONDS:
            self.put(BEAT)

    async def drain(self, send: Callable[[str], Awaitable[None]]) -> None:
        """Send what comes, for ever."""
        while True:
            message = await self._line.get()
            if message.id is not None:
                if message.id <= self.last_id:
                    continue
                self.last_id = message.id
            self._touched_at, self._is_sending = self._clock(), True
            await send(message.text)
            self._touched_at, self._is_sending = self._clock(), False
