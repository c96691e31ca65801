"""What an unforeseen error means for the work in hand, in one sentence people can act on."""

from __future__ import annotations

import errno
from pathlib import Path

import structlog

from tasks_app.error_kinds import ErrorKind
from tasks_app.pipeline.providers.base import ProviderFailure

log = structlog.get_logger(__name__)

DISK_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
NOT_WRITABLE = frozenset({errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR})


def failure_of(fault: Exception, *, what: str, folder: Path) -> ProviderFailure:
    """`what` failed while it was made in `folder`; trying again helps unless a person must act."""
    number = fault.errno if isinstance(fault, OSError) else None
    if number in DISK_FULL:
        return ProviderFailure(
            f"The disk is full: {what} could not be written to {folder}. Free some space."
        )
    if number in NOT_WRITABLE:
        return ProviderFailure(
            f"{what} could not be written to {folder}: give the workers' user write access there.",
            kind=ErrorKind.MANUAL_REVIEW,
        )
    log.error("unforeseen_failure", what=what, exc_info=fault)
    if isinstance(fault, OSError):
        return ProviderFailure(f"{what} failed: {fault}.")
    return ProviderFailure(f"{what} failed unexpectedly ({type(fault).__name__}).")
