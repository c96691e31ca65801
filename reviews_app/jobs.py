"""django-q2 entry points. Their dotted paths are in queued payloads: never rename one."""

from __future__ import annotations

import structlog

from reviews_app import audit
from videogen.lib.jobs import job

log = structlog.get_logger(__name__)


@job
def forget_old_audit() -> None:
    """Let the audit log end two years ago."""
    if count := audit.forget_old():
        log.info("audit_forgotten", count=count)
