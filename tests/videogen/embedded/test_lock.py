from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.processes import run_python
from videogen.embedded import lock
from videogen.embedded.account import CannotStart


def test_a_second_start_is_told_who_was_first(tmp_path: Path) -> None:
    with (
        lock.hold(tmp_path),
        pytest.raises(CannotStart, match=rf"already running.*process {os.getpid()}"),
        lock.hold(tmp_path),
    ):
        pass


def test_the_folder_is_free_again_afterwards(tmp_path: Path) -> None:
    with lock.hold(tmp_path):
        held = lock.is_held(tmp_path)

    assert held
    assert not lock.is_held(tmp_path)


def test_a_killed_holder_leaves_no_lock(tmp_path: Path) -> None:
    script = (
        "import os, sys, pathlib; from videogen.embedded import lock\n"
        "with lock.hold(pathlib.Path(sys.argv[1])): os.kill(os.getpid(), 9)"
    )

    killed = run_python("-c", script, str(tmp_path))

    assert killed.returncode == -9
    assert not lock.is_held(tmp_path)


def test_a_folder_that_cannot_be_used_is_one_sentence() -> None:
    with (
        pytest.raises(CannotStart, match="DATA_DIR /dev/null/data cannot be used"),
        lock.hold(Path("/dev/null/data")),
    ):
        pass
