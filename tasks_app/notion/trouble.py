"""When Notion refuses, is silent, or has lost a page: what stops, for how long, and who is told.

Every trouble is told by one event when it begins and, where the whole mirror stood still, by one
when it is over. Rows remember that it was told.
"""

from __future__ import annotations

import hashlib
import random
from datetime import timedelta

import structlog
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from tasks_app import events
from tasks_app.actors import Actor
from tasks_app.events import About
from tasks_app.models import EventKind, MirrorPage, NotionConnection
from tasks_app.notion.errors import Busy, NotAllowed, NotionFault

log = structlog.get_logger(__name__)

SYSTEM = Actor.system("Notion mirror")
LONGEST_WAIT_SECONDS = 60.0
"""Between two attempts while Notion does not answer, and between two looks at a refused token."""

SILENCE_TOLD_SECONDS = 60.0
"""A silence that is shorter is nobody's concern."""

LOOK_AGAIN = timedelta(minutes=10)
"""At a page that is gone or not shared."""


def connection() -> NotionConnection:
    """The one row, forgiving an earlier refusal when there is another token now."""
    row, _made = NotionConnection.objects.get_or_create(pk=1)
    if row.token_fingerprint != _fingerprint():
        row.token_fingerprint, row.bot_id, row.retry_at = _fingerprint(), "", None
        row.save(update_fields=["token_fingerprint", "bot_id", "retry_at"])
    return row


def _fingerprint() -> str:
    return hashlib.sha256(settings.NOTION_API_TOKEN.encode()).hexdigest()


def is_resting() -> bool:
    """Whether Notion is not to be asked yet; with another token it may be asked at once."""
    return NotionConnection.objects.filter(
        pk=1, retry_at__gt=timezone.now(), token_fingerprint=_fingerprint()
    ).exists()


def note(fault: NotionFault) -> None:
    """A call failed in a way that concerns all calls: wait, and after a while tell people."""
    if isinstance(fault, Busy):
        _note_silence(fault)
    elif isinstance(fault, NotAllowed):
        _stop(fault.message)
    else:
        _note_failure(fault)


def note_success() -> None:
    """Notion answers: forget the failures, and tell if people had been told of them."""
    row = NotionConnection.objects.filter(pk=1).first()
    if row is None or not (row.failures or row.stopped_reason or row.retry_at):
        return
    with transaction.atomic():
        NotionConnection.objects.filter(pk=1).update(
            failures=0, failing_since=None, retry_at=None, stopped_reason="", stopped_at=None
        )
        if row.stopped_reason:
            reason = "Notion answers again; what waited is being worked off."
            _tell(EventKind.NOTION_RESUMED, None, reason)


def hold_page(page: MirrorPage, reason: str) -> None:
    """Leave a page alone for a while; told once for each reason."""
    is_new = page.fault != reason
    page.fault, page.next_attempt_at = reason, timezone.now() + LOOK_AGAIN
    page.attempts = min(page.attempts + 1, 1000)
    with transaction.atomic():
        page.save(update_fields=["fault", "next_attempt_at", "attempts"])
        if is_new:
            _tell(EventKind.NOTION_HELD, page.task, reason)
    log.warning("notion_page_held", page=str(page.page_id), reason=reason)


def free_page(page: MirrorPage) -> None:
    """The page works again."""
    if page.fault or page.next_attempt_at:
        page.fault, page.next_attempt_at, page.attempts = "", None, 0
        page.save(update_fields=["fault", "next_attempt_at", "attempts"])


def tell_held(about: About, reason: str) -> None:
    with transaction.atomic():
        _tell(EventKind.NOTION_HELD, about, reason)


def _note_silence(fault: Busy) -> None:
    """The limiter keeps the silence; a long one is told when it begins."""
    until = timezone.now() + timedelta(seconds=fault.retry_after)
    known = NotionConnection.objects.filter(pk=1, retry_at__gt=timezone.now()).exists()
    NotionConnection.objects.filter(pk=1).update(retry_at=until)
    if fault.retry_after > SILENCE_TOLD_SECONDS and not known:
        tell_held(None, f"{fault.message} The mirror waits that long; nothing is lost.")


def _stop(reason: str) -> None:
    row = connection()
    is_new = not row.stopped_reason
    row.stopped_reason, row.stopped_at = reason, row.stopped_at or timezone.now()
    row.retry_at = timezone.now() + timedelta(seconds=LONGEST_WAIT_SECONDS)
    with transaction.atomic():
        row.save(update_fields=["stopped_reason", "stopped_at", "retry_at"])
        if is_new:
            _tell(EventKind.NOTION_STOPPED, None, reason)
    log.warning("notion_stopped", reason=reason)


def _note_failure(fault: NotionFault) -> None:
    row = connection()
    now = timezone.now()
    row.failures += 1
    row.failing_since = row.failing_since or now
    row.retry_at = now + timedelta(seconds=wait_seconds(row.failures))
    is_long = (now - row.failing_since).total_seconds() >= SILENCE_TOLD_SECONDS
    is_new = is_long and not row.stopped_reason
    if is_new:
        row.stopped_reason, row.stopped_at = f"Notion does not answer: {fault.message}", now
    with transaction.atomic():
        row.save(
            update_fields=[
                *("failures", "failing_since", "retry_at", "stopped_reason", "stopped_at"),
            ]
        )
        if is_new:
            _tell(EventKind.NOTION_STOPPED, None, row.stopped_reason)


def wait_seconds(failures: int) -> float:
    """Doubled with every failure, with jitter so that machines do not come back together."""
    longest = min(LONGEST_WAIT_SECONDS, 2.0 ** min(failures - 1, 10))
    return longest * random.uniform(0.5, 1.0)  # noqa: S311 - spreads attempts, keeps no secret


def _tell(kind: EventKind, about: About, reason: str) -> None:
    events.append(kind, about=about, actor=SYSTEM, data={"reason": reason})
