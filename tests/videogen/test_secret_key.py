from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from videogen import secret_key
from videogen.env import WrongSetting


def test_processes_that_start_together_agree_on_the_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _: secret_key.stored(tmp_path, "key"), range(32)))

    assert len(keys) == 1
    assert [file.name for file in (tmp_path / "secrets").iterdir()] == ["key"]


def test_a_folder_that_cannot_be_used_is_one_sentence() -> None:
    with pytest.raises(WrongSetting, match="DATA_DIR /dev/null/data cannot be used"):
        secret_key.stored(Path("/dev/null/data"), "key")
