from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from pydantic.fields import FieldInfo

from tasks_app.channel_rules import leaves, rule_of
from tasks_app.channel_yaml import parse

PROJECT = Path(__file__).resolve().parents[2]
ROW = re.compile(r"^\| `(?P<field>[a-z0-9_.]+)` \| (?P<default>.+?) \| (?P<must>.+?) \| .+ \|$")


def default_in_words(field: FieldInfo) -> str:
    """A default as the documentation writes it."""
    if field.is_required():
        return "required"
    value = field.default
    words = value if isinstance(value, str) else json.dumps(value)
    return {"null": "empty", "[]": "empty", "": "empty"}.get(words) or f"`{words}`"


def test_documentation_lists_every_field_with_default_and_limit() -> None:
    page = (PROJECT / "docs" / "channels.md").read_text(encoding="utf-8")

    listed = [row.groups() for line in page.splitlines() if (row := ROW.match(line))]

    assert sorted(listed) == sorted(
        (
            ".".join(map(str, place)),
            default_in_words(field).replace("\n", r"\n"),
            rule_of(field).must,
        )
        for place, field in leaves()
    )


def test_example_shows_every_field() -> None:
    text = (PROJECT / "channel_configs" / "_example.yaml").read_text(encoding="utf-8")
    # The one group that is commented out, since it must not be there by default.
    document = parse(re.sub(r"^# (r2:|  bucket:|  endpoint:)", r"\1", text, flags=re.MULTILINE))

    assert {place for place, _ in leaves()} <= set(document.lines)


@pytest.mark.parametrize("name", ["_example.yaml", "daily_histories.yaml", "quiet_science.yaml"])
def test_sample_has_no_secret_and_no_foreign_provider(name: str) -> None:
    text = (PROJECT / "channel_configs" / name).read_text(encoding="utf-8")

    document = parse(text)

    assert set(document.data.get("providers", {}).values()) <= {"local"}
