"""A little of `python -m tests.contract`: the real server against its published schema."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import contract
from tests.e2e.web import serving

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_the_server_keeps_what_its_schema_promises(data_dir: Path) -> None:
    with serving(data_dir, API_CALLS_PER_MINUTE="100000") as web:
        done = contract.ask(web, data_dir, examples=3, phases="fuzzing")

    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-1000:]
