from __future__ import annotations

import errno
from pathlib import Path

import pytest

from tasks_app.pipeline.disk import full_disk_named, is_full_disk_said
from tasks_app.pipeline.providers.base import ProviderFailure


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_names_the_folder(number: int) -> None:
    with (
        pytest.raises(ProviderFailure, match="nothing could be written to /media/x"),
        full_disk_named(Path("/media/x/clip.mp4")),
    ):
        raise OSError(number, "no room")


def test_any_other_fault_passes() -> None:
    with pytest.raises(PermissionError), full_disk_named(Path("/media/x/clip.mp4")):
        raise PermissionError(errno.EACCES, "no")


@pytest.mark.parametrize(
    ("said", "is_full"),
    [
        ("av_write: No space left on device", True),
        ("write: Disk quota exceeded", True),
        ("Invalid data found", False),
    ],
)
def test_programs_tell_of_a_full_disk(said: str, *, is_full: bool) -> None:
    assert is_full_disk_said(said) is is_full
