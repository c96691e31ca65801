"""The webhook: verify, store what it hints at, answer. Nothing else happens here.

Three shapes: events of Notion's integration (signed), its database automations (with the shared
secret in a header), and a plain event with `id`, `type` and `object.id` (either). What they say is
never believed: only ids are kept, and the page is read later.
"""

from __future__ import annotations

import hashlib
import json
import re
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

import structlog
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

from tasks_app.notion import signing
from videogen.lib.jobs import Queue, ring_once

log = structlog.get_logger(__name__)

Json = dict[str, Any]

MIRROR_JOB = "tasks_app.notion.jobs.mirror"
MAX_BYTES = 1024 * 1024
"""An automation sends a whole page, whose longest text may have 200,000 characters."""

LONGEST_KEY = 100
SIGNATURE = "x-notion-signature"
SECRET_HEADERS = ("x-webhook-secret", "x-notion-webhook-secret")
KIND = re.compile(r"[a-z][a-z_.]{0,59}")
WORKED_OFF = ("page.", "data_source.", "database.")
"""Kinds that lead to a read; all others are kept as seen."""

STORE = """
    INSERT INTO tasks_app_mirrorinbox
        (key, kind, page_id, payload, received_at, handled_at, attempts)
    VALUES (%s, %s, %s, %s::jsonb, now(), CASE WHEN %s THEN NULL ELSE now() END, 0)
    ON CONFLICT (key) DO NOTHING
"""


@dataclass(frozen=True, slots=True)
class Reply:
    status: HTTPStatus
    sentence: str


@dataclass(frozen=True, slots=True)
class Hint:
    """What an event is worth keeping for: its name, its kind, which page or board it is about."""

    key: str
    kind: str
    page_id: uuid.UUID | None = None
    payload: Json = field(default_factory=dict)

    @property
    def is_worked_off(self) -> bool:
        return self.kind.startswith(WORKED_OFF)


TAKEN = Reply(HTTPStatus.OK, "Taken.")
TOO_LARGE = Reply(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"At most {MAX_BYTES} bytes are taken.")
NOT_JSON = Reply(HTTPStatus.BAD_REQUEST, "The body is not a JSON object.")
NOT_GENUINE = Reply(
    HTTPStatus.UNAUTHORIZED, "The signature or the shared secret is missing or wrong."
)


def receive(
    body: bytes, headers: Mapping[str, str], *, line: BaseDatabaseWrapper | None = None
) -> Reply:
    """Take one post; header names are in lower case. Only a genuine event is stored.

    `line` is the database connection that stores it, if not this thread's usual one.
    """
    if len(body) > MAX_BYTES:
        return TOO_LARGE
    genuine = _is_genuine(body, headers)
    if not genuine and len(body) > 2 * signing.LONGEST_TOKEN:
        # Too long for a handshake, so it need not be read.
        return NOT_GENUINE
    try:
        event = json.loads(body)
    except (ValueError, RecursionError):
        return NOT_JSON
    if not isinstance(event, dict):
        return NOT_JSON
    if (token := handshake_token(event)) is not None:
        return _shake_hands(token, body, headers)
    if not genuine:
        return NOT_GENUINE
    if store(hint_of(event, body), line=line):
        ring_once(MIRROR_JOB, queue=Queue.MIRROR)
    return TAKEN


def store(hint: Hint, *, line: BaseDatabaseWrapper | None = None) -> bool:
    """One statement; whether the event is new."""
    with (line or connection).cursor() as cursor:
        row = [hint.key, hint.kind, hint.page_id, json.dumps(hint.payload), hint.is_worked_off]
        cursor.execute(STORE, row)
        return bool(cursor.rowcount)


def handshake_token(event: Json) -> str | None:
    """The token of a handshake, which holds nothing else."""
    token = event.get("verification_token")
    if len(event) != 1 or not isinstance(token, str):
        return None
    is_fit = token.isascii() and token.isprintable() and 0 < len(token) <= signing.LONGEST_TOKEN
    return token if is_fit else None


def hint_of(event: Json, body: bytes) -> Hint:
    """What to keep of a genuine event, whatever its shape."""
    if isinstance(event.get("source"), dict):
        return _of_automation(event, body)
    kind = event.get("type")
    kind = kind if isinstance(kind, str) and KIND.fullmatch(kind) else "unknown"
    entity = _dict(event.get("entity") or event.get("object"))
    parent = _dict(_dict(event.get("data")).get("parent"))
    about = _id(entity.get("id"))
    is_page = entity.get("type", "page") == "page"
    payload = {
        "entity": {"id": _text(about), "type": _word(entity.get("type"))},
        "data_source": _text(_id(parent.get("data_source_id")) or _id(parent.get("id"))),
    }
    return Hint(_key("event", event.get("id"), body), kind, about if is_page else None, payload)


def _of_automation(event: Json, body: bytes) -> Hint:
    page = _dict(event.get("data"))
    key = _key("automation", event["source"].get("event_id"), body)
    parent = _dict(page.get("parent"))
    payload = {"data_source": _text(_id(parent.get("data_source_id")))}
    return Hint(key, "page.automation", _id(page.get("id")), payload)


def _key(shape: str, event_id: object, body: bytes) -> str:
    """By which a repeat is known: the sender's id, or what it said within this minute."""
    if isinstance(event_id, str) and event_id:
        named = f"{shape}:{event_id}"
        if len(named) <= LONGEST_KEY and named.isprintable():
            return named
        return f"{shape}#{hashlib.sha256(event_id.encode('utf-8', 'replace')).hexdigest()}"
    minute = int(time.time() // 60)
    return f"{shape}@{minute}:{hashlib.sha256(body).hexdigest()}"


def _is_genuine(body: bytes, headers: Mapping[str, str]) -> bool:
    signature = headers.get(SIGNATURE)
    if signature is not None:
        return signing.is_genuine(body, signature)
    bearer = headers.get("authorization", "").removeprefix("Bearer ")
    given = next((headers[name] for name in SECRET_HEADERS if name in headers), bearer)
    return signing.is_shared_secret(given)


def _shake_hands(token: str, body: bytes, headers: Mapping[str, str]) -> Reply:
    """A handshake is signed with the very token it brings; a wrong signature is refused."""
    signature = headers.get(SIGNATURE)
    if signature is not None and not signing.is_signed(body, signature, token):
        return NOT_GENUINE
    signing.take_handshake(token)
    return TAKEN


def _dict(value: object) -> Json:
    return value if isinstance(value, dict) else {}


def _id(value: object) -> uuid.UUID | None:
    try:
        return uuid.UUID(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _text(value: uuid.UUID | None) -> str:
    return str(value or "")


def _word(value: object) -> str:
    return value if isinstance(value, str) and KIND.fullmatch(value) else ""
