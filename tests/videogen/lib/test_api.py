from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.db import OperationalError, connection
from django.http import Http404
from django.test import Client, RequestFactory
from rest_framework import exceptions, serializers
from rest_framework.test import APIClient

from tests.builders import make_task
from tests.conftest import PASSWORD, Api
from videogen.accounts.models import User
from videogen.lib.api import (
    PROBLEM,
    faults_by_field,
    problem_handler,
    problem_of,
    problem_type,
    server_fault,
)
from videogen.lib.errors import Conflict, DomainError, Forbidden, InvalidInput, Missing, Unavailable


@pytest.mark.parametrize(
    ("exception", "status"),
    [
        pytest.param(InvalidInput("No."), 400, id="invalid"),
        pytest.param(Forbidden("No."), 403, id="forbidden"),
        pytest.param(Missing("No."), 404, id="missing"),
        pytest.param(Conflict("No."), 409, id="conflict"),
        pytest.param(Unavailable("No."), 503, id="unavailable"),
        pytest.param(serializers.ValidationError("No."), 400, id="validation"),
        pytest.param(exceptions.ParseError("No."), 400, id="parse"),
        pytest.param(exceptions.NotAuthenticated(), 401, id="not-authenticated"),
        pytest.param(exceptions.PermissionDenied(), 403, id="permission"),
        pytest.param(exceptions.NotFound(), 404, id="not-found"),
        pytest.param(exceptions.MethodNotAllowed("PUT"), 405, id="method"),
        pytest.param(exceptions.NotAcceptable(), 406, id="not-acceptable"),
        pytest.param(exceptions.UnsupportedMediaType("a/b"), 415, id="media-type"),
        pytest.param(exceptions.Throttled(wait=3), 429, id="throttled"),
        pytest.param(Http404(), 404, id="django-404"),
        pytest.param(PermissionDenied(), 403, id="django-403"),
        pytest.param(OperationalError("gone"), 503, id="database"),
    ],
)
def test_every_refusal_has_the_one_shape(exception: Exception, status: int) -> None:
    answer = problem_handler(exception, {})

    assert answer is not None
    assert answer.status_code == status
    assert answer.content_type == PROBLEM
    assert list(answer.data) == ["type", "title", "status", "detail", "errors"]
    assert answer.data["status"] == status
    assert answer.data["detail"]


def test_a_fault_of_ours_is_left_to_django() -> None:
    assert problem_of(ZeroDivisionError()) is None


def test_a_domain_error_keeps_its_words_and_its_errors() -> None:
    class SomebodyWasFirst(Conflict):
        title = "Too late"

    problem = problem_of(SomebodyWasFirst("Ana was first.", errors={"by": "Ana"}))

    assert problem is not None
    assert problem.as_json() == {
        "type": "urn:videogen:problem:somebody-was-first",
        "title": "Too late",
        "status": 409,
        "detail": "Ana was first.",
        "errors": {"by": "Ana"},
    }


@pytest.mark.parametrize(
    ("exception", "seconds"),
    [
        pytest.param(exceptions.Throttled(wait=3), "3", id="throttled"),
        pytest.param(Unavailable("No."), "5", id="unavailable"),
        pytest.param(OperationalError("gone"), "5", id="database"),
    ],
)
def test_a_passing_fault_says_when_to_come_back(exception: Exception, seconds: str) -> None:
    answer = problem_handler(exception, {})

    assert answer is not None
    assert answer["Retry-After"] == seconds


@pytest.mark.parametrize(
    ("detail", "errors"),
    [
        pytest.param({"title": ["Long."]}, {"title": ["Long."]}, id="field"),
        pytest.param({"a": ["x", "y"], "b": ["z"]}, {"a": ["x", "y"], "b": ["z"]}, id="fields"),
        pytest.param(["No."], {"body": ["No."]}, id="whole-body"),
        pytest.param({"non_field_errors": ["No."]}, {"body": ["No."]}, id="no-field"),
        pytest.param(
            {"assets": [{}, {"id": ["No UUID."]}]}, {"assets.1.id": ["No UUID."]}, id="in-a-list"
        ),
        pytest.param({"ids": {3: ["Long."]}}, {"ids.3": ["Long."]}, id="item"),
        pytest.param({"a": {"non_field_errors": ["No."]}}, {"a": ["No."]}, id="inner-body"),
    ],
)
def test_nested_faults_become_paths(detail: object, errors: dict[str, list[str]]) -> None:
    assert faults_by_field(detail) == errors


def test_the_type_of_a_problem_is_the_class_in_words() -> None:
    assert problem_type("AlreadyQueued") == "urn:videogen:problem:already-queued"
    assert problem_type(DomainError.__name__) == "urn:videogen:problem:domain-error"


def test_a_crash_is_a_problem_for_programs_and_a_page_for_people() -> None:
    program = server_fault(RequestFactory().get("/api/tasks"))
    person = server_fault(RequestFactory().get("/admin/"))

    assert (program.status_code, program["Content-Type"]) == (500, PROBLEM)
    assert (person.status_code, person["Content-Type"]) == (500, "text/html; charset=utf-8")


@pytest.mark.django_db
def test_a_session_needs_the_csrf_token(operator: User) -> None:
    client = APIClient(enforce_csrf_checks=True)
    client.force_login(operator)
    task = make_task()

    without = client.post(f"/api/tasks/{task.pk}/queue")
    client.get("/admin/login/")
    token = client.cookies["csrftoken"].value
    with_token = client.post(f"/api/tasks/{task.pk}/queue", headers={"X-CSRFToken": token})

    assert without.status_code == 403
    assert "CSRF" in without.json()["detail"]
    assert with_token.status_code == 200


@pytest.mark.django_db
def test_a_forged_token_is_401_in_one_sentence() -> None:
    answer = Client().get("/api/tasks", headers={"Authorization": "Bearer nonsense"})

    assert answer.status_code == 401
    assert isinstance(answer.json()["detail"], str)
    assert answer["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.django_db
def test_a_deactivated_person_is_out_at_once(viewer: User, api: Api) -> None:
    client = api(viewer)
    User.objects.filter(pk=viewer.pk).update(is_active=False)

    answer = client.get("/api/tasks")

    assert answer.status_code == 401


@pytest.mark.django_db(transaction=True)
def test_without_the_database_the_answer_is_503(viewer: User, api: Api) -> None:
    client = api(viewer)
    connection.ensure_connection()
    connection.connection.close()

    answer = client.get("/api/tasks")
    connection.close()

    assert answer.status_code == 503
    assert answer["Retry-After"] == "5"
    assert client.get("/api/tasks").status_code == 200


@pytest.mark.django_db
def test_signing_in_gives_a_token_that_opens_the_api(viewer: User) -> None:
    client = APIClient()

    tokens = client.post("/api/auth/token", {"username": "vera", "password": PASSWORD}).json()
    fresh = client.post("/api/auth/token/refresh", {"refresh": tokens["refresh"]}).json()

    bearer = {"Authorization": f"Bearer {fresh['access']}"}
    assert client.get("/api/tasks", headers=bearer).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        pytest.param("token", {"username": "vera", "password": "wrong"}, 401, id="password"),
        pytest.param("token", {"username": "nobody", "password": PASSWORD}, 401, id="name"),
        pytest.param("token", {"username": "vera"}, 400, id="no-password"),
        pytest.param("token", {"username": {}, "password": []}, 400, id="shapes"),
        pytest.param("token/refresh", {"refresh": "nonsense"}, 401, id="refresh"),
        pytest.param("token/refresh", {}, 400, id="no-refresh"),
    ],
)
def test_a_failed_sign_in_is_a_problem(
    path: str, body: dict[str, object], status: int, viewer: User
) -> None:
    answer = APIClient().post(f"/api/auth/{path}", body)

    assert answer.status_code == status
    assert answer["Content-Type"] == PROBLEM
    assert isinstance(answer.json()["detail"], str)
