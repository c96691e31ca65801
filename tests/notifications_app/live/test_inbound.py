from __future__ import annotations

import pytest

from notifications_app.live.closing import CloseCode, Closing
from notifications_app.live.inbound import BIGGEST_BYTES, MOST_AT_ONCE, Inbound


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


PING = {"text": '{"type":"ping"}'}


def test_a_person_changing_tabs_is_never_too_much() -> None:
    clock = Clock()
    inbound = Inbound(clock)

    for _ in range(500):
        clock.now += 1.1
        said = inbound.read(PING)

    assert said == {"type": "ping"}


def test_a_flood_is_ended() -> None:
    inbound = Inbound(Clock())
    for _ in range(MOST_AT_ONCE):
        inbound.read(PING)

    with pytest.raises(Closing) as ending:
        inbound.read(PING)

    assert ending.value.code == CloseCode.TOO_MANY


@pytest.mark.parametrize(
    ("message", "code"),
    [
        pytest.param({"text": "x" * (BIGGEST_BYTES + 1)}, CloseCode.TOO_BIG, id="big"),
        pytest.param({"bytes": b"x" * (BIGGEST_BYTES + 1)}, CloseCode.TOO_BIG, id="big bytes"),
        pytest.param({"text": "hello"}, CloseCode.BAD_REQUEST, id="no JSON"),
        pytest.param({"text": "[" * 8000}, CloseCode.BAD_REQUEST, id="deep"),
        pytest.param({"text": "[1]"}, CloseCode.BAD_REQUEST, id="no object"),
        pytest.param({"bytes": b"\xff\xfe"}, CloseCode.BAD_REQUEST, id="no text"),
    ],
)
def test_what_is_no_small_object_is_ended(message: dict[str, object], code: CloseCode) -> None:
    with pytest.raises(Closing) as ending:
        Inbound().read(message)

    assert ending.value.code == code
