from __future__ import annotations

import os
from pathlib import Path

import pytest

from videogen.embedded.account import Account, CannotStart, server_account

STRANGER = Account(uid=54321, gid=54321)


def test_a_closed_parent_keeps_a_stranger_out(tmp_path: Path) -> None:
    folder = tmp_path / "closed" / "open"
    folder.mkdir(parents=True)
    (tmp_path / "closed").chmod(0o700)

    assert not STRANGER.may_enter(folder)
    assert Account.ourselves().may_enter(folder)


def test_a_folder_that_is_not_there_yet_is_judged_by_its_parents() -> None:
    assert STRANGER.may_enter(Path("/usr/not/there/yet"))


def test_a_folder_of_ours_is_closed_to_others(tmp_path: Path) -> None:
    folder = tmp_path / "run"

    Account.ourselves().take_over(folder)

    assert folder.stat().st_mode & 0o777 == 0o700


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder away")
def test_a_folder_of_somebody_else_is_refused(tmp_path: Path) -> None:
    os.chown(tmp_path, 12345, 12345)

    with pytest.raises(CannotStart, match="belongs to somebody else"):
        STRANGER.take_over(tmp_path)


def test_nobody_runs_servers_as_root() -> None:
    assert server_account().uid not in {0, None}
    assert os.geteuid() == 0 or server_account().popen_options() == {}
