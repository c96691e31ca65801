"""What nobody should send, sent to every call that the schema names."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import jwt
import pytest
from django.conf import settings
from django.test import Client
from drf_spectacular.generators import SchemaGenerator
from rest_framework.test import APIClient
from rest_framework_simplejwt.tokens import AccessToken, RefreshToken

from tests.conftest import Api
from videogen.accounts.models import User

pytestmark = pytest.mark.django_db

OPEN = {"/api/auth/token", "/api/auth/token/refresh", "/api/schema"}
GENERATOR: Any = SchemaGenerator
PATHS: dict[str, dict[str, Any]] = GENERATOR().get_schema(request=None, public=True)["paths"]
OPERATIONS = [
    (method, path)
    for path, operations in PATHS.items()
    if path not in OPEN
    for method in operations
]
CHANGES = [(method, path) for method, path in OPERATIONS if method != "get"]
WITH_BODY = [(method, path) for method, path in CHANGES if "requestBody" in PATHS[path][method]]
BIG = b'{"title": "' + b"x" * (2 * 1024 * 1024) + b'"}'
DEEP = b'{"plan": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"


def address(path: str) -> str:
    """With ids that nobody has."""
    for name in ("task_id", "asset_id", "notification_id"):
        path = path.replace(f"{{{name}}}", str(uuid.UUID(int=9)))
    assert "{" not in path
    return path


def call(client: Any, method: str, path: str, **sent: Any) -> Any:
    return getattr(client, method)(address(path), **sent)


def expired(user: User) -> str:
    token = AccessToken.for_user(user)
    token.set_exp(lifetime=-timedelta(seconds=1))
    return str(token)


def of_another_key(user: User) -> str:
    return jwt.encode(AccessToken.for_user(user).payload, "another key " * 4, algorithm="HS256")


def unsigned(user: User) -> str:
    return jwt.encode(AccessToken.for_user(user).payload, "", algorithm="none")


def for_refreshing(user: User) -> str:
    return str(RefreshToken.for_user(user))


def of_nobody(user: User) -> str:
    token = AccessToken.for_user(user)
    token["user_id"] = str(uuid.UUID(int=9))
    return str(token)


def nonsense(user: User) -> str:
    return "a.b.c"


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_a_token_that_ran_out_opens_nothing(method: str, path: str, viewer: User) -> None:
    client = APIClient(headers={"Authorization": f"Bearer {expired(viewer)}"})

    answer = call(client, method, path)

    assert answer.status_code == 401
    assert answer.json()["detail"]
    assert answer["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize("token", [of_another_key, unsigned, for_refreshing, of_nobody, nonsense])
def test_a_forged_token_opens_nothing(token: Callable[[User], str], viewer: User) -> None:
    client = APIClient(headers={"Authorization": f"Bearer {token(viewer)}"})

    assert client.get("/api/tasks").status_code == 401


@pytest.mark.parametrize(("method", "path"), CHANGES)
def test_a_session_changes_nothing_without_the_csrf_token(
    method: str, path: str, administrator: User
) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(administrator)

    answer = call(client, method, path, data="{}", content_type="application/json")

    assert answer.status_code == 403
    assert "CSRF" in answer.json()["detail"]


@pytest.mark.parametrize(("method", "path"), WITH_BODY)
def test_a_body_of_two_megabytes_is_too_large(
    method: str, path: str, administrator: User, api: Api
) -> None:
    sent = {"data": BIG, "content_type": "application/json"}

    answer = call(api(administrator), method, path, **sent)

    assert answer.status_code == 413
    assert answer.json()["detail"] == "The body may have at most 2097152 bytes."


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"{", id="half"),
        pytest.param(b"[]", id="list"),
        pytest.param(b'"text"', id="text"),
        pytest.param(b"7", id="number"),
        pytest.param(b"null", id="null"),
        pytest.param(b"\xff\xfe", id="no-utf-8"),
        pytest.param(b'{"note": "\\u0000", "title": "\\u0000", "channel": "\\u0000"}', id="nul"),
        pytest.param(b'{"note": "\\ud800", "title": "\\ud800", "channel": "x"}', id="half-a-pair"),
        pytest.param(b'{"note": 1e400, "title": NaN}', id="no-number"),
        pytest.param(DEEP, id="deep"),
        pytest.param(b'{"no such field": 1}', id="unknown-field"),
    ],
)
@pytest.mark.parametrize(("method", "path"), WITH_BODY)
def test_a_body_of_the_wrong_shape_is_refused_in_a_sentence(
    method: str, path: str, body: bytes, administrator: User, api: Api
) -> None:
    sent = {"data": body, "content_type": "application/json"}

    answer = call(api(administrator), method, path, **sent)

    assert answer.status_code in {400, 404}
    assert answer.json()["detail"]


@pytest.mark.parametrize(("method", "path"), [each for each in OPERATIONS if "{" in each[1]])
def test_what_does_not_exist_is_not_found(
    method: str, path: str, administrator: User, api: Api
) -> None:
    sent = {"data": "{}", "content_type": "application/json"} if method != "get" else {}

    assert call(api(administrator), method, path, **sent).status_code == 404


def test_the_schema_has_no_fault(capsys: pytest.CaptureFixture[str]) -> None:
    from django.core.management import call_command

    call_command("spectacular", validate=True, fail_on_warn=True)

    assert "openapi: 3" in capsys.readouterr().out
    assert settings.SPECTACULAR_SETTINGS["TITLE"] == "videogen"
