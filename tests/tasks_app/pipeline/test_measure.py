from __future__ import annotations

from pathlib import Path

import pytest

from tasks_app.models.asset import AssetKind
from tasks_app.pipeline.measure import LOOKS, measure


def test_every_kind_of_asset_is_looked_at() -> None:
    assert set(LOOKS) == set(AssetKind.values)


@pytest.mark.parametrize("kind", sorted(LOOKS))
def test_a_missing_file_is_a_fault(tmp_path: Path, kind: str) -> None:
    found = measure(tmp_path / "none", kind)

    assert [finding.code for finding in found.faults] == ["missing"]


@pytest.mark.parametrize("kind", sorted(LOOKS))
def test_an_empty_file_is_a_fault(tmp_path: Path, kind: str) -> None:
    (tmp_path / "a").touch()

    assert [finding.code for finding in measure(tmp_path / "a", kind).faults] == ["empty_file"]
