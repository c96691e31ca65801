"""What all REST doors share: one shape for errors, and the view every endpoint is (docs/api.md).

Views raise; `problem_handler` is the one place that turns what was raised into an answer after
RFC 9457. What it does not know goes on to Django, is logged there, and ends in `server_fault`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, ClassVar

import structlog
from django.conf import settings
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.defaults import server_error
from rest_framework import exceptions
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView, set_rollback

from videogen.lib.errors import DomainError, Kind

log = structlog.get_logger(__name__)

PROBLEM = "application/problem+json"
API_PREFIX = "/api/"
RETRY_AFTER_SECONDS = 5
WHOLE_BODY = "body"

STATUS_OF_KIND: dict[Kind, HTTPStatus] = {
    "invalid": HTTPStatus.BAD_REQUEST,
    "forbidden": HTTPStatus.FORBIDDEN,
    "missing": HTTPStatus.NOT_FOUND,
    "conflict": HTTPStatus.CONFLICT,
    "unavailable": HTTPStatus.SERVICE_UNAVAILABLE,
}


@dataclass(frozen=True, slots=True)
class Problem:
    """An error as clients read it. `kind` is a class name, empty where the status says it all."""

    status: int
    detail: str
    kind: str = ""
    title: str = ""
    errors: Mapping[str, object] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, object]:
        return {
            "type": problem_type(self.kind) if self.kind else "about:blank",
            "title": self.title or HTTPStatus(self.status).phrase,
            "status": self.status,
            "detail": self.detail,
            "errors": dict(self.errors),
        }


def problem_type(class_name: str) -> str:
    """The `type` of a problem: of `KeyReused` it is `urn:videogen:problem:key-reused`."""
    words = re.sub(r"(?<!^)(?=[A-Z])", "-", class_name).lower()
    return f"urn:videogen:problem:{words}"


def problem_handler(exc: Exception, context: Mapping[str, Any]) -> Response | None:
    """DRF's exception handler; None leaves the exception to Django."""
    problem = problem_of(exc)
    if problem is None:
        return None
    if problem.status == HTTPStatus.SERVICE_UNAVAILABLE:
        log.error("api_unavailable", view=type(context.get("view")).__name__, exc_info=exc)
    set_rollback()
    return Response(
        problem.as_json(),
        status=problem.status,
        headers=dict(problem.headers),
        content_type=PROBLEM,
    )


def problem_of(exc: Exception) -> Problem | None:
    """What to answer to an exception, or None when it is a fault of ours."""
    match exc:
        case DomainError():
            return _domain_problem(exc)
        case exceptions.ValidationError():
            return _invalid_fields(exc)
        case exceptions.APIException():
            return _rest_problem(exc)
        case Http404():
            return Problem(HTTPStatus.NOT_FOUND, "There is nothing at this address.")
        case PermissionDenied():
            return Problem(HTTPStatus.FORBIDDEN, str(exc) or "This is not allowed.")
        case RequestDataTooBig():
            limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
            detail = f"The body may have at most {limit} bytes."
            return Problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, detail)
        case OperationalError() | InterfaceError():
            return Problem(
                HTTPStatus.SERVICE_UNAVAILABLE,
                "The database does not answer at the moment; nothing was changed. Try again.",
                headers={"Retry-After": str(RETRY_AFTER_SECONDS)},
            )
    return None


def server_fault(request: HttpRequest) -> HttpResponse:
    """Django's answer to an exception nobody caught: a problem for programs, a page for people."""
    if not request.path.startswith(API_PREFIX):
        return server_error(request)
    problem = Problem(
        HTTPStatus.INTERNAL_SERVER_ERROR, "Something went wrong on our side; it has been logged."
    )
    return JsonResponse(problem.as_json(), status=problem.status, content_type=PROBLEM)


def _domain_problem(exc: DomainError) -> Problem:
    status = STATUS_OF_KIND[exc.kind]
    unavailable = status == HTTPStatus.SERVICE_UNAVAILABLE
    return Problem(
        status,
        exc.detail,
        kind=type(exc).__name__,
        title=exc.title,
        errors=exc.errors,
        headers={"Retry-After": str(RETRY_AFTER_SECONDS)} if unavailable else {},
    )


def _invalid_fields(exc: exceptions.ValidationError) -> Problem:
    errors = faults_by_field(exc.detail)
    name, sentences = next(iter(errors.items()), (WHOLE_BODY, ["It is not valid."]))
    return Problem(
        HTTPStatus.BAD_REQUEST,
        f"{name}: {sentences[0]}",
        kind="InvalidInput",
        title="Invalid input",
        errors=errors,
    )


def faults_by_field(detail: object, path: str = "") -> dict[str, list[str]]:
    """DRF's nested error lists as one level: `{"assets.0.id": ["Must be a valid UUID."]}`."""
    if isinstance(detail, Mapping):
        found: dict[str, list[str]] = {}
        for key, inner in detail.items():
            here = path if key == "non_field_errors" else f"{path}.{key}".lstrip(".")
            found |= faults_by_field(inner, here)
        return found
    if isinstance(detail, list) and any(isinstance(item, Mapping | list) for item in detail):
        return faults_by_field({str(index): item for index, item in enumerate(detail)}, path)
    sentences = detail if isinstance(detail, list) else [detail]
    return {path or WHOLE_BODY: [str(sentence) for sentence in sentences]} if sentences else {}


def _rest_problem(exc: exceptions.APIException) -> Problem:
    headers = {}
    if auth_header := getattr(exc, "auth_header", None):
        headers["WWW-Authenticate"] = auth_header
    if wait := getattr(exc, "wait", None):
        headers["Retry-After"] = str(int(wait))
    # simplejwt gives an object with more in it than the sentence.
    said = exc.detail.get("detail") if isinstance(exc.detail, dict) else exc.detail
    return Problem(
        exc.status_code,
        str(said),
        kind=getattr(exc, "kind", ""),
        title=getattr(exc, "title", ""),
        headers=headers,
    )


class ApiView(APIView):
    """What every endpoint is. `commits_in_parts` is for those that run several transactions."""

    commits_in_parts: ClassVar[bool] = False

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Refuse a body that is too large; DRF's parser would read it past Django's limit."""
        super().initial(request, *args, **kwargs)
        if len(request.body) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            raise RequestDataTooBig


class NothingHere(ApiView):
    """The last address under `/api/`: an unknown one, or one with a malformed id in it."""

    schema = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        raise Http404
