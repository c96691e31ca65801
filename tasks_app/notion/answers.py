"""Notion's answers: the JSON that was asked for, or the fault that says what to do (pure)."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from tasks_app.notion.errors import (
    BlocksUsedUp,
    Busy,
    LostAnswer,
    Malformed,
    NotAllowed,
    NotFound,
    NotionFault,
    PageInTrash,
    Unreachable,
)
from videogen.lib.http import Answer

Json = dict[str, Any]

# Notion's budget is counted in windows of a minute; a refusal without a time is over by then.
BUSY_SECONDS = 60.0
# Longer than any ban that was reported; keeps a broken header from stopping us for ever.
BUSY_LIMIT_SECONDS = 86_400.0
BUSY = {429, 529}
SERVER_FAULTS = range(500, 600)


def read(answer: Answer, *, is_write: bool) -> Json:
    """The object in a good answer; raises the `NotionFault` of any other."""
    body = _json(answer.body)
    if answer.status == 200:
        if body is None:
            raise _unknown_outcome("Notion's answer was not whole.", answer, {}, is_write=is_write)
        return body
    raise fault_of(answer, body or {}, is_write=is_write)


def fault_of(answer: Answer, body: Json, *, is_write: bool) -> NotionFault:
    """The fault that an answer with this status and body stands for."""
    status, code = answer.status, str(body.get("code", ""))
    told = str(body.get("message") or f"HTTP {status}")
    extra = body.get("additional_data")
    extra = extra if isinstance(extra, dict) else {}
    if status in BUSY:
        return _busy(answer, told, code, extra)
    if status in SERVER_FAULTS:
        return _unknown_outcome(f"Notion failed: {told}", answer, body, is_write=is_write)
    if status == 409 and code != "row_limit_exceeded":
        return Unreachable(f"Notion was saving something else: {told}", status=status, code=code)
    return _refusal(status, code, told, extra)


def retry_after(headers: Mapping[str, str], extra: Mapping[str, Any], now: datetime) -> float:
    """Seconds to be silent: the header in either form, else its repetition in the body."""
    for said in (headers.get("Retry-After"), extra.get("retry_after")):
        seconds = _seconds(said, now)
        if seconds is not None:
            return min(max(seconds, 0.0), BUSY_LIMIT_SECONDS)
    return BUSY_SECONDS


def _busy(answer: Answer, told: str, code: str, extra: Json) -> NotionFault:
    if extra.get("rate_limit_reason") == "public_api_request_blocked":
        return NotAllowed(
            f"Notion blocks this connection: {told} Ask Notion's support before going on.",
            status=answer.status,
            code=code,
        )
    wait = retry_after(answer.headers, extra, datetime.now(UTC))
    return Busy(
        f"Notion asks us to wait {wait:.0f} s: {told}",
        retry_after=wait,
        status=answer.status,
        code=code,
    )


def _refusal(status: int, code: str, told: str, extra: Json) -> NotionFault:
    if status == 401:
        # Worded so that the redaction of logs takes no word for the secret.
        mend = "NOTION_API_TOKEN, as it is set now, is refused by Notion. Set a valid one."
        return NotAllowed(mend, status=status, code=code)
    if status == 403 and "block_limit" in extra:
        mend = "The Notion workspace has used up its free blocks: choose a larger plan there."
        return BlocksUsedUp(f"{mend} ({told})", status=status, code=code)
    if status == 403:
        mend = "The Notion connection lacks a right: give it all content and comment rights."
        return NotAllowed(f"{mend} ({told})", status=status, code=code)
    if status == 404:
        return NotFound(f"Gone, or not shared: {told}", status=status, code=code)
    if status == 400 and "archived" in told:
        return PageInTrash(f"The page is in the trash: {told}", status=status, code=code)
    return Malformed(f"Notion does not take the request: {told}", status=status, code=code)


def _unknown_outcome(told: str, answer: Answer, body: Json, *, is_write: bool) -> NotionFault:
    code = str(body.get("code", ""))
    if not is_write:
        return Unreachable(told, status=answer.status, code=code)
    extra = body.get("additional_data")
    made = extra.get("committed_resource_id") if isinstance(extra, dict) else None
    return LostAnswer(told, status=answer.status, code=code, committed_resource_id=_uuid(made))


def _json(body: bytes) -> Json | None:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _seconds(said: object, now: datetime) -> float | None:
    text = str(said).strip() if said is not None else ""
    if text.replace(".", "", 1).isdecimal():
        return float(text)
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return (moment - now).total_seconds()


def _uuid(value: object) -> uuid.UUID | None:
    try:
        return uuid.UUID(str(value))
    except ValueError:
        return None
