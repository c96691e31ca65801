"""What every test may ask for: people of each role, REST clients, and a world of its own.

A test gets an empty media folder, its own part of the cache (and so its own throttle counters) and
a password hasher that takes no time.
"""

from __future__ import annotations

import shutil
import tempfile
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.db import connection
from pytest_django import DjangoDbBlocker, Settings
from rest_framework.test import APIClient
from rest_framework_simplejwt.tokens import AccessToken

from videogen.accounts.models import User
from videogen.accounts.roles import Role

PASSWORD = "correct horse battery staple"

Api = Callable[[User | None], APIClient]


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Let tests with committed transactions empty the append-only tables afterwards."""
    with django_db_blocker.unblock():
        name = connection.ops.quote_name(str(connection.settings_dict["NAME"]))
        with connection.cursor() as cursor:
            cursor.execute(f"ALTER DATABASE {name} SET videogen.truncate = 'allowed'")
        # The setting holds for sessions that begin after it.
        connection.close()


@pytest.fixture(autouse=True)
def own_world(settings: Settings, tmp_path: Path) -> Iterator[None]:
    settings.MEDIA_ROOT = tmp_path / "media"
    # whitenoise warns about a folder that is not there, and warnings are errors.
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.CACHES = {
        "default": {**settings.CACHES["default"], "KEY_PREFIX": f"test-{uuid.uuid4()}"}
    }
    yield
    cache.close()


@pytest.fixture
def data_dir() -> Iterator[Path]:
    """A folder for real servers: short, and open to the account that PostgreSQL is handed to."""
    folder = Path(tempfile.mkdtemp(prefix="vg-"))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def viewer(db: None) -> User:
    return person("vera", Role.VIEWER)


@pytest.fixture
def reviewer(db: None) -> User:
    return person("rosa", Role.REVIEWER)


@pytest.fixture
def operator(db: None) -> User:
    return person("otto", Role.OPERATOR)


@pytest.fixture
def administrator(db: None) -> User:
    return person("anna", Role.ADMINISTRATOR)


@pytest.fixture
def outsider(db: None) -> User:
    """Can sign in, has no role and therefore sees no channel."""
    return person("omar", None)


@pytest.fixture
def api() -> Api:
    """Make a REST client: `api(operator)` is signed in by token, `api(None)` is nobody."""
    return client_of


def client_of(user: User | None) -> APIClient:
    client = APIClient()
    if user is not None:
        client.credentials(HTTP_AUTHORIZATION=f"Bearer {AccessToken.for_user(user)}")
    return client


def person(name: str, role: Role | None) -> User:
    user = User.objects.create_user(name, f"{name}@videogen.example", PASSWORD)
    if role is not None:
        user.groups.add(Group.objects.get(name=role.value))
    return user
