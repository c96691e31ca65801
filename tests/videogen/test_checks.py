from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.core.checks import run_checks
from pytest_django import Settings

from tests.processes import PROJECT
from videogen import checks, env

DEPLOYMENT = {"IS_LOCAL": False, "HTTPS": True, "ALLOWED_HOSTS": ["videogen.example"]}
LONG = "k" * 50


def found(settings: Settings, changes: dict[str, Any]) -> list[str | None]:
    for name, value in changes.items():
        setattr(settings, name, value)
    return [message.id for message in run_checks(tags=[checks.TAG])]


def test_the_settings_as_they_come_are_fine(settings: Settings) -> None:
    assert found(settings, {}) == []


def test_a_deployment_with_keys_of_its_own_is_fine(settings: Settings) -> None:
    keys = {"SECRET_KEY": LONG, "ENCRYPTION_KEY": LONG, "GENERATED_KEYS": []}

    assert found(settings, {**DEPLOYMENT, **keys}) == []


@pytest.mark.parametrize(
    ("changes", "identifier"),
    [
        pytest.param({"DEBUG": True, "HOST": "0.0.0.0"}, "E001", id="debug for everybody"),  # noqa: S104
        pytest.param({"ALLOWED_HOSTS": ["*"]}, "E002", id="any host name"),
        pytest.param({**DEPLOYMENT, "HTTPS": False}, "E003", id="deployment without https"),
        pytest.param({**DEPLOYMENT, "SECRET_KEY": "short"}, "E004", id="short key"),
        pytest.param(
            {**DEPLOYMENT, "ENCRYPTION_KEY": LONG, "GENERATED_KEYS": ["ENCRYPTION_KEY"]},
            "E005",
            id="generated key",
        ),
        pytest.param(
            {"JOB_TIMEOUT_SECONDS": 900, "JOB_RETRY_SECONDS": 900}, "E006", id="retry too early"
        ),
        pytest.param(
            {"LEASE_SECONDS": 5, "LEASE_RENEW_SECONDS": 5}, "E007", id="lease renewed too late"
        ),
        pytest.param({"SLICE_SECONDS": 900}, "E008", id="slice as long as the timeout"),
        pytest.param({"FFMPEG_PATH": Path("/nowhere/ffmpeg")}, "E009", id="no ffmpeg"),
        pytest.param({"FFMPEG_PATH": PROJECT / "pyproject.toml"}, "E009", id="not a program"),
        pytest.param({"MEDIA_ROOT": Path("/dev/null/media")}, "E010", id="no folder for media"),
    ],
)
def test_an_impossible_combination_is_found(
    settings: Settings, changes: dict[str, Any], identifier: str
) -> None:
    assert f"videogen.{identifier}" in found(settings, changes)


def test_every_error_says_how_to_mend_it(settings: Settings) -> None:
    changes = {"DEBUG": True, "HTTPS": False, "SLICE_SECONDS": 9000, "MEDIA_ROOT": "/dev/null/x"}
    found(settings, {**DEPLOYMENT, **changes, "GENERATED_KEYS": ["SECRET_KEY"]})

    assert all(message.hint for message in run_checks(tags=[checks.TAG]))
    assert len(checks.refusals()) == 5


def test_a_value_moved_into_its_bounds_is_a_warning(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VIDEOGEN_EXAMPLE_INTERVAL", "1")
    env.clamped("VIDEOGEN_EXAMPLE_INTERVAL", 10, minimum=10, maximum=600)

    identifiers = found(settings, {})

    monkeypatch.delenv("VIDEOGEN_EXAMPLE_INTERVAL")
    env.clamped("VIDEOGEN_EXAMPLE_INTERVAL", 10, minimum=10, maximum=600)
    assert identifiers == ["videogen.W001"]


def test_the_page_lists_every_check() -> None:
    pattern = re.compile(r"videogen\.[EW]\d{3}")
    page = (PROJECT / "docs" / "configuration.md").read_text(encoding="utf-8")
    source = (PROJECT / "videogen" / "checks.py").read_text(encoding="utf-8")

    assert set(pattern.findall(page)) == set(pattern.findall(source))
