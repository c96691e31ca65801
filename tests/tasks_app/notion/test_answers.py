from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from tasks_app.notion import answers, errors
from videogen.lib.http import Answer

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
PAGE = "2a9ce7b6-60a4-413c-a0a4-da617aa696fa"
SAVED = {"committed_resource_id": PAGE}
BLOCKED = {"rate_limit_reason": "public_api_request_blocked"}


def answer(status: int, **body: Any) -> Answer:
    return Answer(status, {}, json.dumps({"message": "told", **body}).encode())


@pytest.mark.parametrize(
    ("given", "on_read", "on_write"),
    [
        pytest.param(answer(400), errors.Malformed, errors.Malformed, id="malformed"),
        pytest.param(answer(413), errors.Malformed, errors.Malformed, id="too large"),
        pytest.param(answer(401), errors.NotAllowed, errors.NotAllowed, id="token"),
        pytest.param(answer(403), errors.NotAllowed, errors.NotAllowed, id="right"),
        pytest.param(
            answer(403, additional_data={"block_limit": "block_creation"}),
            errors.BlocksUsedUp,
            errors.BlocksUsedUp,
            id="blocks",
        ),
        pytest.param(answer(404), errors.NotFound, errors.NotFound, id="gone or not shared"),
        pytest.param(answer(409), errors.Unreachable, errors.Unreachable, id="conflict"),
        pytest.param(
            answer(409, code="row_limit_exceeded"), errors.Malformed, errors.Malformed, id="rows"
        ),
        pytest.param(answer(429), errors.Busy, errors.Busy, id="limit"),
        pytest.param(answer(529), errors.Busy, errors.Busy, id="overload"),
        pytest.param(
            answer(429, additional_data=BLOCKED), errors.NotAllowed, errors.NotAllowed, id="blocked"
        ),
        pytest.param(answer(500), errors.Unreachable, errors.LostAnswer, id="500"),
        pytest.param(answer(504), errors.Unreachable, errors.LostAnswer, id="504"),
        pytest.param(
            Answer(502, {}, b"<html>"), errors.Unreachable, errors.LostAnswer, id="page of the edge"
        ),
        pytest.param(
            Answer(200, {}, b'{"id": "2a'), errors.Unreachable, errors.LostAnswer, id="half"
        ),
    ],
)
def test_each_answer_says_what_to_do(
    given: Answer, on_read: type[Exception], on_write: type[Exception]
) -> None:
    with pytest.raises(errors.NotionFault) as reading:
        answers.read(given, is_write=False)
    with pytest.raises(errors.NotionFault) as writing:
        answers.read(given, is_write=True)

    assert (reading.type, writing.type) == (on_read, on_write)


def test_a_write_that_was_saved_but_not_answered_names_what_was_made() -> None:
    with pytest.raises(errors.LostAnswer) as lost:
        answers.read(answer(503, additional_data=SAVED), is_write=True)

    assert str(lost.value.committed_resource_id) == PAGE


@pytest.mark.parametrize(
    ("headers", "body", "seconds"),
    [
        pytest.param({"Retry-After": "120"}, {}, 120, id="seconds"),
        pytest.param({"Retry-After": "Mon, 30 Nov 2026 12:10:31 GMT"}, {}, 631, id="moment"),
        pytest.param({}, {"retry_after": "49"}, 49, id="in the body"),
        pytest.param({"Retry-After": "soon"}, {"retry_after": "7"}, 7, id="unreadable header"),
        pytest.param({}, {}, answers.BUSY_SECONDS, id="unsaid"),
        pytest.param({"Retry-After": "9" * 30}, {}, answers.BUSY_LIMIT_SECONDS, id="for ever"),
    ],
)
def test_the_wait_is_taken_in_full_from_header_or_body(
    headers: dict[str, str], body: dict[str, str], seconds: float
) -> None:
    assert answers.retry_after(headers, body, NOW) == seconds
