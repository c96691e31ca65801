"""Who may post to the webhook: the tokens that sign, the secret that automations send along.

A handshake is how Notion tells us the token it signs with. Anybody can post one, so only the first
is taken over by itself; a later one waits for an administrator (docs/notion.md).
"""

from __future__ import annotations

import hashlib
import hmac
import threading
import time

import structlog
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from tasks_app.models import NotionConnection
from videogen.lib import crypto
from videogen.lib.db import lock_row

log = structlog.get_logger(__name__)

FRESH_SECONDS = 5.0
RETRY_SECONDS = 1.0
LONGEST_TOKEN = 200


class Tokens:
    """The token of the subscription, kept for seconds so that an event costs one statement.

    A signature that does not fit may come from a token that another process has just stored: then
    it is read again, but at most once a second, or a flood of bad ones would reach the database.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._token = ""
        self._read_at = float("-inf")

    def fits(self, body: bytes, signature: str) -> bool:
        return is_signed(body, signature, self._current(FRESH_SECONDS)) or is_signed(
            body, signature, self._current(RETRY_SECONDS)
        )

    def forget(self) -> None:
        self._read_at = float("-inf")

    def _current(self, seconds: float) -> str:
        with self._lock:
            if time.monotonic() - self._read_at > seconds:
                self._token = stored_token()
                self._read_at = time.monotonic()
            return self._token


TOKENS = Tokens()


def stored_token() -> str:
    """The token in use, or nothing; also when `ENCRYPTION_KEY` was changed after it came."""
    row = NotionConnection.objects.filter(pk=1).first()
    return "" if row is None else readable(row.verification_token)


def readable(encrypted: str) -> str:
    if not encrypted:
        return ""
    try:
        return crypto.decrypt(encrypted)
    except crypto.Undecryptable as fault:
        log.warning("notion_webhook_unreadable", reason=str(fault))
        return ""


def is_genuine(body: bytes, signature: str) -> bool:
    """Whether a body was signed with the token of the handshake or with the shared secret."""
    return is_signed(body, signature, settings.NOTION_WEBHOOK_SECRET) or TOKENS.fits(
        body, signature
    )


def is_signed(body: bytes, signature: str, token: str) -> bool:
    """Compared in constant time, over the bytes as they came."""
    if not token:
        return False
    wanted = "sha256=" + hmac.new(token.encode(), body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(wanted.encode(), signature.encode())


def is_shared_secret(given: str) -> bool:
    secret: str = settings.NOTION_WEBHOOK_SECRET
    return bool(secret) and hmac.compare_digest(secret.encode(), given.encode())


def take_handshake(token: str) -> None:
    """Keep the token of a handshake, encrypted: in use if it is the first, else waiting.

    The same one sent again may be shown again.
    """
    with transaction.atomic():
        NotionConnection.objects.get_or_create(pk=1)
        row = lock_row(NotionConnection.objects.all(), 1)
        current = readable(row.verification_token)
        if current and current != token:
            row.pending_token, row.pending_at = crypto.encrypt(token), timezone.now()
        else:
            row.verification_token = crypto.encrypt(token)
            row.verification_at, row.verification_shown_at = timezone.now(), None
        row.save()
    TOKENS.forget()
    log.info("notion_webhook_handshake", waits_at="the page Notion of the admin")


def take_over_pending() -> bool:
    """Use the waiting token from now on; whether there was one. For an administrator."""
    with transaction.atomic():
        row = NotionConnection.objects.select_for_update().filter(pk=1).first()
        if row is None or not row.pending_token:
            return False
        row.verification_token, row.verification_at = row.pending_token, row.pending_at
        row.pending_token, row.pending_at, row.verification_shown_at = "", None, None
        row.save()
    TOKENS.forget()
    return True


def reveal() -> str:
    """The token, the first time it is asked for after its handshake; nothing afterwards."""
    shown = NotionConnection.objects.filter(pk=1, verification_shown_at=None).exclude(
        verification_token=""
    )
    row = shown.first()
    if row is None or not shown.update(verification_shown_at=timezone.now()):
        return ""
    return readable(row.verification_token)
