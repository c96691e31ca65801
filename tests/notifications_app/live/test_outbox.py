from __future__ import annotations

import asyncio

import pytest

from notifications_app.live.closing import CloseCode, Closing
from notifications_app.live.messages import Message
from notifications_app.live.outbox import BEAT, BEAT_SECONDS, SEND_SECONDS, Outbox


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


async def sent_by(outbox: Outbox, count: int) -> list[str]:
    """What an eager reader gets."""
    sent: list[str] = []
    is_enough = asyncio.Event()

    async def send(text: str) -> None:
        sent.append(text)
        if len(sent) == count:
            is_enough.set()

    draining = asyncio.create_task(outbox.drain(send))
    async with asyncio.timeout(10):
        await is_enough.wait()
    draining.cancel()
    return sent


async def never(_text: str) -> None:
    await asyncio.Event().wait()


def event(number: int) -> Message:
    return Message(f"event {number}", ("channel.foxes",), number)


def test_what_was_replayed_is_not_sent_again() -> None:
    async def scene() -> list[str]:
        outbox = Outbox()
        for message in (event(4), event(5), Message("presence", ()), event(6)):
            outbox.put(message)
        outbox.last_id = 5
        return await sent_by(outbox, 2)

    assert asyncio.run(scene()) == ["presence", "event 6"]


def test_a_long_silence_is_ended_by_a_beat() -> None:
    async def scene() -> list[str]:
        clock = Clock()
        outbox = Outbox(clock=clock)
        outbox.look()
        clock.now += BEAT_SECONDS + 1
        outbox.look()
        outbox.put(event(1))
        return await sent_by(outbox, 2)

    assert asyncio.run(scene()) == [BEAT.text, "event 1"]


def test_a_reader_too_far_behind_is_ended() -> None:
    outbox = Outbox(longest=2)
    outbox.put(event(1))
    outbox.put(event(2))

    with pytest.raises(Closing) as ending:
        outbox.put(event(3))

    assert ending.value.code == CloseCode.TOO_SLOW


def test_a_reader_that_takes_nothing_is_ended() -> None:
    async def scene() -> None:
        clock = Clock()
        outbox = Outbox(clock=clock)
        outbox.put(event(1))
        draining = asyncio.create_task(outbox.drain(never))
        await asyncio.sleep(0)
        clock.now += SEND_SECONDS + 1
        try:
            outbox.look()
        finally:
            draining.cancel()

    with pytest.raises(Closing) as ending:
        asyncio.run(scene())

    assert ending.value.code == CloseCode.TOO_SLOW
