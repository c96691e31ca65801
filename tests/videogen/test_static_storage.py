from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from pytest_django import Settings

from tests.processes import PROJECT
from videogen import static_storage

STATIC_TAG = re.compile(r"""{%\s*static\s+["']([^"']+)["']""")
WANTED = sorted(
    {
        name
        for template in PROJECT.glob("[!.]*/**/*.html")
        for name in STATIC_TAG.findall(template.read_text(encoding="utf-8"))
    }
)


@pytest.fixture
def hashed(settings: Settings, tmp_path: Path) -> Path:
    backend = {"BACKEND": "videogen.static_storage.HashedNames"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": backend}
    settings.STATIC_ROOT = tmp_path / "static"
    return tmp_path / "static"


@pytest.mark.parametrize("name", WANTED)
def test_every_file_a_template_asks_for_is_there(name: str) -> None:
    assert finders.find(name)


def test_files_get_hashed_names_and_every_reference_in_them_is_met(hashed: Path) -> None:
    static_storage.collect_if_changed()

    assert re.fullmatch(
        r"/static/admin/css/base\.[0-9a-f]{12}\.css", staticfiles_storage.url("admin/css/base.css")
    )


def test_unchanged_files_are_not_collected_again(hashed: Path) -> None:
    static_storage.collect_if_changed()
    (hashed / "witness").touch()

    static_storage.collect_if_changed()

    assert (hashed / "witness").exists()
