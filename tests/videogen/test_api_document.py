"""docs/api.md names every call and every kind of problem there is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client

from videogen.lib.api import problem_type
from videogen.lib.errors import DomainError

PAGE = (Path(__file__).parents[2] / "docs" / "api.md").read_text(encoding="utf-8")


def kinds(of: type[DomainError]) -> Iterator[str]:
    for each in of.__subclasses__():
        yield from kinds(each)
        if not each.__module__.startswith("tests"):
            yield problem_type(each.__name__).rpartition(":")[2]


@pytest.fixture
def calls(client: Client) -> list[str]:
    paths = client.get("/api/schema?format=json").json()["paths"]
    return [f"{method.upper()} {path}" for path, found in paths.items() for method in found]


def test_every_call_is_documented(calls: list[str]) -> None:
    assert [call for call in calls if f"`{call}`" not in PAGE] == []


def test_every_kind_of_problem_is_documented() -> None:
    assert [kind for kind in kinds(DomainError) if f"`{kind}`" not in PAGE] == []


def test_nothing_documented_is_missing(calls: list[str]) -> None:
    rows = [line.split("`")[1] for line in PAGE.splitlines() if line.startswith("| `")]
    documented = {row for row in rows if row.split()[0] in {"GET", "POST", "PATCH", "DELETE"}}

    assert documented == set(calls)
