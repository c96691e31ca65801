"""A full disk, said in one sentence, whether we noticed it or a program we ran did."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tasks_app.pipeline.providers.base import ErrorKind, ProviderFailure

FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
FULL_SAID = ("No space left on device", "Disk quota exceeded")


def is_full_disk_said(output: str) -> bool:
    """Whether a program's output tells of a full disk."""
    return any(words in output for words in FULL_SAID)


def full_disk(folder: Path) -> ProviderFailure:
    """Worth trying again: old files go by themselves, or somebody makes room."""
    return ProviderFailure(
        f"The disk is full: nothing could be written to {folder}; make room there.",
        kind=ErrorKind.RETRIABLE,
    )


@contextmanager
def full_disk_named(path: Path) -> Iterator[None]:
    """Turn our own write's "no space" into the sentence; any other fault passes."""
    try:
        yield
    except OSError as fault:
        if fault.errno in FULL:
            raise full_disk(path.parent) from fault
        raise
