"""The first administrator: from the environment, or with a password made up once.

A password that was made up is kept in `DATA_DIR/secrets/first_login`, readable by its owner only,
so that every start can say it again; the file goes as soon as the password has been changed.
"""

from __future__ import annotations

import contextlib
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import transaction

from videogen.accounts.models import User
from videogen.accounts.roles import Role
from videogen.lib.db import AdvisoryLock, hold_until_commit
from videogen.lib.errors import Conflict

BYTES = 12
"""16 characters: guessing takes for ever, typing does not."""


@dataclass(frozen=True, slots=True)
class Login:
    """`password` is None when it is one that only the person knows."""

    username: str
    password: str | None


def first_administrator() -> Login:
    """Make the first administrator when there is none; how to sign in. Safe to repeat."""
    with transaction.atomic():
        # Race: several machines may start at once.
        hold_until_commit(AdvisoryLock.MIGRATE)
        existing = _existing()
        if existing is None:
            return _make()
    return Login(existing.username, _still_valid(existing))


def _existing() -> User | None:
    administrators = User.objects.filter(is_superuser=True, is_active=True)
    named = administrators.filter(username=settings.ADMIN_USERNAME).first()
    return named or administrators.order_by("date_joined").first()


def _make() -> Login:
    username = settings.ADMIN_USERNAME
    if User.objects.filter(username=username).exists():
        raise Conflict(
            f"{username} exists and is no administrator: set ADMIN_USERNAME to another name."
        )
    password = settings.ADMIN_PASSWORD or _made_up()
    person = User.objects.create_superuser(username, password=password)
    person.groups.add(Group.objects.get(name=Role.ADMINISTRATOR.value))
    return Login(username, None if settings.ADMIN_PASSWORD else password)


def _still_valid(person: User) -> str | None:
    """The password that was made up, or None; once it was changed, the file is of no use."""
    with contextlib.suppress(FileNotFoundError):
        password = _file().read_text(encoding="ascii")
        if person.check_password(password):
            return password
        _file().unlink(missing_ok=True)
    return None


def _made_up() -> str:
    """Written before the row: whoever dies in between finds the same password again."""
    file = _file()
    with contextlib.suppress(FileNotFoundError):
        return file.read_text(encoding="ascii")
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    password = secrets.token_urlsafe(BYTES)
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as target:
        target.write(password)
    return password


def _file() -> Path:
    return Path(settings.DATA_DIR) / "secrets" / "first_login"
