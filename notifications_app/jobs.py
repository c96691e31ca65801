"""django-q2 entry points. Their dotted paths are in queued payloads: never rename one."""

from __future__ import annotations

import structlog
from django.conf import settings
from django.db import DatabaseError

from notifications_app import fan_out as fanning
from notifications_app import inbox
from videogen.lib.jobs import Queue, job, ring

log = structlog.get_logger(__name__)

FAN_OUT_JOB = "notifications_app.jobs.fan_out"


@job
def fan_out() -> None:
    """Tell people of what happened; what cannot be stored now is found by the next ring."""
    if not settings.ENABLE_NOTIFICATIONS:
        return
    try:
        is_more = fanning.fan_out()
    except DatabaseError as fault:
        log.warning("fan_out_put_off", reason=" ".join(str(fault).split()))
        return
    if is_more:
        ring(FAN_OUT_JOB, queue=Queue.QUICK)


@job
def tidy() -> None:
    """Remove what was read long ago; while notifications are switched off, let events pass."""
    inbox.forget_old()
    if not settings.ENABLE_NOTIFICATIONS:
        fanning.skip()
