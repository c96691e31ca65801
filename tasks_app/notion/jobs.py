"""The mirror's django-q2 entry points. Dotted paths are in queued payloads: never rename one."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from tasks_app.models import MirrorInbox, RefusedEdit
from tasks_app.notion import asset_wants, drainer, outbound
from videogen.lib.jobs import job

HINTS_KEPT = timedelta(days=7)
REFUSALS_KEPT = timedelta(days=180)


@job
def mirror() -> None:
    """Do one slice of the mirror's work, if no other process does."""
    if outbound.is_on() and drainer.drain():
        outbound.wake()


@job
def sweep() -> None:
    """The net below doorbells and ticker."""
    if drainer.is_due():
        outbound.wake()


@job
def poll() -> None:
    """Read what was edited on the boards, should nobody else have thought of it."""
    if outbound.is_on() and drainer.is_poll_due():
        outbound.wake()


@job
def tidy() -> None:
    """Remove what is kept for a time only, and renew what holds for a time only."""
    now = timezone.now()
    MirrorInbox.objects.filter(handled_at__lt=now - HINTS_KEPT).delete()
    RefusedEdit.objects.filter(told_at__lt=now - REFUSALS_KEPT).delete()
    if outbound.is_on() and asset_wants.renew_links():
        outbound.wake()
