"""Disks that are soon full."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def tiny_disk(place: Path, *, kilobytes: int) -> Iterator[Path]:
    """A file system of this size at a new folder; the test is skipped where that takes rights."""
    place.mkdir()
    size = f"size={kilobytes}k"
    mount = [shutil.which("mount") or "mount", "-t", "tmpfs", "-o", size, "tmpfs", str(place)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        # In CI it fails instead of hiding.
        assert "CI" not in os.environ, "A small file system cannot be mounted here."
        pytest.skip("Only root can mount a small file system.")
    try:
        yield place
    finally:
        subprocess.run([shutil.which("umount") or "umount", str(place)], check=True)
