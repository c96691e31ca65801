from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from tasks_app.models import Channel
from tests.builders import make_channel
from videogen.accounts.models import User
from videogen.accounts.roles import Role, role_of


@pytest.fixture
def empty(db: None, settings: Any, tmp_path: Path) -> Path:
    """A machine on its first day; the data folder."""
    settings.DATA_DIR = tmp_path / "data"
    settings.ADMIN_USERNAME = "admin"
    settings.ADMIN_PASSWORD = ""
    settings.CHANNEL_CONFIG_DIR = tmp_path / "channels"
    settings.CHANNEL_CONFIG_DIR.mkdir()
    return tmp_path / "data"


def login(capsys: pytest.CaptureFixture[str]) -> str:
    """What the command says; exactly one line."""
    call_command("first_run")
    (line,) = capsys.readouterr().out.splitlines()
    return line


def test_a_password_is_made_up_and_said_at_every_start(
    empty: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = login(capsys)
    second = login(capsys)

    word, name, password = first.split(" ")
    assert (word, name) == ("login:", "admin")
    assert len(password) >= 16
    assert second == first
    assert User.objects.get().check_password(password)
    assert role_of(User.objects.get()) is Role.ADMINISTRATOR


def test_the_made_up_password_is_readable_by_its_owner_only(
    empty: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    login(capsys)

    file = empty / "secrets" / "first_login"
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o077 == 0


def test_a_changed_password_is_said_no_more_and_its_file_goes(
    empty: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    login(capsys)
    person = User.objects.get()
    person.set_password("my own words")
    person.save()

    line = login(capsys)

    assert line == "login: admin (password as set)"
    assert not (empty / "secrets" / "first_login").exists()


def test_a_password_from_the_environment_is_used_and_never_said(
    empty: Path, settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.ADMIN_USERNAME, settings.ADMIN_PASSWORD = "ida", "from the environment"

    line = login(capsys)

    assert line == "login: ida (password as set)"
    assert User.objects.get().check_password("from the environment")
    assert not (empty / "secrets" / "first_login").exists()


def test_a_crash_before_the_row_was_written_leads_to_the_same_password(
    empty: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = login(capsys)
    User.objects.all().delete()

    assert login(capsys) == first


def test_with_an_administrator_nobody_else_is_made(
    empty: Path, settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    User.objects.create_superuser("olga", password="words")
    settings.ADMIN_PASSWORD = "other words"

    line = login(capsys)

    assert line == "login: olga (password as set)"
    assert User.objects.count() == 1


def test_somebody_else_of_that_name_is_not_promoted(empty: Path, operator: User) -> None:
    User.objects.filter(pk=operator.pk).update(username="admin")

    with pytest.raises(CommandError, match="set ADMIN_USERNAME to another name"):
        call_command("first_run")

    assert not User.objects.filter(is_superuser=True).exists()


def test_channel_files_are_read(
    empty: Path, settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    make_channel("gone")
    file = settings.CHANNEL_CONFIG_DIR / "foxes.yaml"
    file.write_text("channel_id: foxes\nchannel_name: Foxes\n", encoding="utf-8")

    login(capsys)

    assert Channel.objects.get(pk="foxes").state == "active"
    assert Channel.objects.get(pk="gone").state == "removed"
