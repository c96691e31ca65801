"""Refusals as Notion words them: status, code, message and additional data."""

from __future__ import annotations

import json
from typing import Any

Json = dict[str, Any]

# code by status, for answers that are made to fail
CODES = {
    400: "validation_error",
    401: "unauthorized",
    403: "restricted_resource",
    404: "object_not_found",
    409: "conflict_error",
    429: "rate_limited",
    500: "internal_server_error",
    502: "bad_gateway",
    503: "service_unavailable",
    504: "gateway_timeout",
    529: "service_overload",
}
MESSAGES = {
    401: "API token is invalid.",
    403: "API token does not have access to this resource.",
    409: "Conflict occurred while saving. Please try again.",
    429: "You have been rate limited. Please try again later.",
    500: "Unexpected error occurred.",
    502: "Bad gateway.",
    503: "Notion is unavailable. Please try again later.",
    504: "Gateway timeout.",
    529: "The service is overloaded. Please try again later.",
}


class NotionError(Exception):
    """An answer that is not 200."""

    def __init__(
        self,
        status: int,
        code: str,
        message: str,
        *,
        data: dict[str, str | list[str]] | None = None,
        retry_after: int | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.data = dict(data or {})
        self.retry_after = retry_after
        if retry_after is not None:
            # Whenever the header is sent, the body repeats it, as text.
            self.data["retry_after"] = str(retry_after)

    def body(self, request_id: str) -> Json:
        error: Json = {
            "object": "error",
            "status": self.status,
            "code": self.code,
            "message": self.message,
        }
        if self.data:
            error["additional_data"] = self.data
        return {**error, "request_id": request_id}


def failure(status: int, *, retry_after: int | None = None, reason: str = "") -> NotionError:
    """The usual answer with this status."""
    data: dict[str, str | list[str]] = {}
    if status == 429:
        data["rate_limit_reason"] = reason or "public_api_request_rate_limit"
    message = MESSAGES.get(status, "Something went wrong.")
    return NotionError(status, CODES[status], message, data=data, retry_after=retry_after)


def invalid(message: str) -> NotionError:
    return NotionError(400, "validation_error", message)


def misplaced(where: str, should: str, was: object = ...) -> NotionError:
    """`body failed validation: body.x should be ≤ `100`, instead was `101`.`"""
    shown = "undefined" if was is ... else json.dumps(was, ensure_ascii=False)
    part = where.split(".", 1)[0].split("[", 1)[0]
    return invalid(f"{part} failed validation: {where} should {should}, instead was `{shown}`.")


def missing(where: str) -> NotionError:
    return misplaced(where, "be defined")


def too_long(where: str, limit: int, length: int) -> NotionError:
    return misplaced(f"{where}.length", f"be ≤ `{limit}`", length)


def not_found(kind: str, object_id: str, *, integration: str, integration_id: str) -> NotionError:
    """Not shared, gone for ever, or never there: the answer is the same."""
    return NotionError(
        404,
        "object_not_found",
        f"Could not find {kind} with ID: {object_id}. Make sure the relevant pages and databases "
        f'are shared with your integration "{integration}".',
        data={"integration_id": integration_id},
    )


def restricted(message: str = "API token does not have access to this resource.") -> NotionError:
    return NotionError(403, "restricted_resource", message)


def out_of_blocks() -> NotionError:
    return NotionError(
        403,
        "restricted_resource",
        "This workspace has used all of its free blocks. Upgrade the plan to add more.",
        data={"block_limit": "block_creation"},
    )


def in_trash() -> NotionError:
    return invalid(
        "Can't edit block that is archived. You must unarchive the block before editing."
    )


def ancestor_in_trash() -> NotionError:
    return invalid(
        "Can't edit page on block with an archived ancestor. You must unarchive the ancestor "
        "before editing page."
    )
