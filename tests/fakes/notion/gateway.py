"""One request to the API from its bytes to its answer: token, version, keys, endpoint."""

from __future__ import annotations

import json
from typing import Any

from .call import Call
from .cursors import Cursors
from .errors import CODES, Json, NotionError, failure, invalid, misplaced
from .identity import new_id
from .multipart import parse_form
from .reader import VERSIONS
from .routes import Route, find
from .state import Connection, Workspace
from .wire import Answer, Request

MAX_PAYLOAD = 500 * 1024
SAVED = (
    "The change was saved, but the response could not be built in time. Read the object again "
    "before doing anything else."
)


class Gateway:
    def __init__(self, workspace: Workspace, cursors: Cursors) -> None:
        self.workspace = workspace
        self.cursors = cursors
        self.base_url = ""

    def connection(self, request: Request) -> Connection | None:
        """Who asks, by the bearer token."""
        token = request.headers.get("authorization", "").removeprefix("Bearer ")
        connections = self.workspace.connections
        return next((each for each in connections if each.token and each.token == token), None)

    def answer(self, request: Request) -> Json:
        """Do what is asked and give the object back, or raise the refusal."""
        connection = self.connection(request)
        if connection is None:
            raise failure(401)
        version = read_version(request)
        found = find(request.method, request.segments)
        if found is None:
            raise NotionError(400, "invalid_request_url", "Invalid request URL.")
        route, path = found
        check_keys("query", request.query, route.query)
        call = Call(
            workspace=self.workspace,
            connection=connection,
            version=version,
            base_url=self.base_url,
            cursors=self.cursors,
            path=path,
            query=request.query,
        )
        read_payload(call, request, route)
        with self.workspace.lock:
            self.workspace.settle()
            return route.endpoint(call)


def read_version(request: Request) -> str:
    version = request.headers.get("notion-version")
    header = "Notion-Version header"
    if version is None:
        raise NotionError(
            400,
            "missing_version",
            f"{header} failed validation: {header} should be defined, instead was `undefined`.",
        )
    if version not in VERSIONS:
        allowed = ", ".join(f'`"{each}"`' for each in VERSIONS)
        raise invalid(
            f"{header} failed validation: {header} should be {allowed}, instead was `{version}`."
        )
    beta = request.headers.get("notion-beta")
    if beta is not None:
        raise NotionError(400, "invalid_beta", f"Notion-Beta `{beta}` is not known.")
    return version


def read_payload(call: Call, request: Request, route: Route) -> None:
    kind = request.headers.get("content-type", "")
    if kind.startswith("multipart/form-data"):
        call.form = parse_form(request.body, kind)
        return
    if not request.body or request.method in ("GET", "DELETE"):
        return
    if len(request.body) > MAX_PAYLOAD:
        raise misplaced("body.length", f"be ≤ `{MAX_PAYLOAD}`", len(request.body))
    call.body = read_json(request)
    check_keys("body", call.body, route.body)


def read_json(request: Request) -> Json:
    try:
        body: Any = json.loads(request.body)
    except ValueError:
        raise NotionError(400, "invalid_json", "Error parsing JSON body.") from None
    if not isinstance(body, dict):
        raise misplaced("body", "be an object", body)
    return body


def check_keys(part: str, given: dict[str, Any], allowed: tuple[str, ...]) -> None:
    for key in given:
        if key not in allowed:
            raise misplaced(f"{part}.{key}", "be not present", given[key])


def saved_but_failed(request: Request, status: int, made: Json) -> NotionError:
    """The write is kept; the 503 says so and names what came into being."""
    error = failure(status)
    if status != 503:
        return error
    data: dict[str, str | list[str]] = {
        "elapsed_ms": "55012",
        "deadline_ms": "55000",
        "retry_guidance": [
            "Read the object again to confirm the saved change.",
            "Do not repeat the write.",
        ],
    }
    if request.method == "POST" and made.get("object") in ("page", "database"):
        data["committed_resource_id"] = made["id"]
    if request.path.endswith("/children") and made.get("object") == "list":
        data["committed_resource_id"] = request.segments[2]
        data["committed_child_ids"] = [block["id"] for block in made["results"]]
    return NotionError(503, CODES[503], SAVED, data=data)


def json_answer(status: int, body: Json, retry_after: int | None = None) -> Answer:
    """An object with its request id, in body and header, as every answer of the API has it."""
    request_id = body.setdefault("request_id", new_id())
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "x-notion-request-id": request_id,
        "cf-ray": f"{request_id[:16].replace('-', '')}-FRA",
    }
    if retry_after is not None:
        headers["Retry-After"] = str(retry_after)
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    return Answer(status, text.encode(), headers)


def error_answer(error: NotionError) -> Answer:
    return json_answer(error.status, error.body(new_id()), error.retry_after)
