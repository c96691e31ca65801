from __future__ import annotations

import asyncio

import pytest

from notifications_app.live.closing import CloseCode, Closing
from notifications_app.live.messages import Message
from notifications_app.live.outbox import BEAT, Outbox


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


def test_silence_is_filled_with_beats() -> None:
    async def scene() -> list[str]:
        return await sent_by(Outbox(beat_seconds=0.01), 2)

    assert asyncio.run(scene()) == [BEAT, BEAT]


def test_a_reader_too_far_behind_is_ended() -> None:
    outbox = Outbox(longest=2)
    outbox.put(event(1))
    outbox.put(event(2))

    with pytest.raises(Closing) as ending:
        outbox.put(event(3))

    assert ending.value.code == CloseCode.TOO_SLOW


def test_a_reader_that_takes_nothing_is_ended() -> None:
    outbox = Outbox(send_seconds=0.01)
    outbox.put(event(1))

    with pytest.raises(Closing) as ending:
        asyncio.run(outbox.drain(never))

    assert ending.value.code == CloseCode.TOO_SLOW
