"""How the REST doors describe themselves: every operation with the errors it can answer."""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse
from rest_framework import serializers

from videogen.lib.api import PROBLEM
from videogen.lib.parameters import Body

IDEMPOTENCY_KEY = OpenApiParameter(
    "Idempotency-Key",
    {"type": "string", "pattern": "^[\\x21-\\x7e]{1,255}$"},
    OpenApiParameter.HEADER,
    description="Repeating the call with the same key and body within 24 hours gives the same "
    "answer and does nothing again. 1 to 255 visible ASCII characters.",
)

MEANING: dict[HTTPStatus, str] = {
    HTTPStatus.BAD_REQUEST: "A value is wrong; `errors` names the fields.",
    HTTPStatus.UNAUTHORIZED: "Nobody is signed in.",
    HTTPStatus.FORBIDDEN: "This needs another role, which `detail` names.",
    HTTPStatus.NOT_FOUND: "There is no such thing, or none you may see.",
    HTTPStatus.CONFLICT: "Somebody was first, or this move is not allowed; `errors` says more.",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "The body is too large.",
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: "The body is not JSON.",
    HTTPStatus.UNPROCESSABLE_ENTITY: "The `Idempotency-Key` came with another request before.",
    HTTPStatus.TOO_MANY_REQUESTS: "Too many calls in this minute; `Retry-After` says how long.",
    HTTPStatus.SERVICE_UNAVAILABLE: "Out of order at the moment; `Retry-After` says how long.",
}


class ProblemSerializer(serializers.Serializer[Any]):
    """An error after RFC 9457."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    errors = serializers.DictField()  # type: ignore[assignment] # its metaclass takes it away again


class ProblemSchema(AutoSchema):
    """Adds to each operation what views need not repeat."""

    def get_override_parameters(self) -> list[Any]:
        return [IDEMPOTENCY_KEY] if self._is_idempotent() else []

    def _get_parameters(self) -> list[dict[str, Any]]:
        """An empty query parameter counts as absent."""
        parameters: list[dict[str, Any]] = super()._get_parameters()
        for parameter in parameters:
            if parameter["in"] == "query" and not parameter.get("required"):
                parameter["allowEmptyValue"] = True
        return parameters

    def _map_serializer(
        self,
        serializer: Any,
        direction: Any,
        bypass_extensions: bool = False,  # noqa: FBT001, FBT002 - the library's signature
    ) -> Any:
        schema = super()._map_serializer(serializer, direction, bypass_extensions)  # type: ignore[no-untyped-call]
        if isinstance(serializer, Body):
            schema["additionalProperties"] = False
        return schema

    def get_summary(self) -> str:
        """The first sentence of what the view says of itself."""
        return str(self.get_description()).split(". ")[0].rstrip(".")

    def get_tags(self) -> list[str]:
        """The word after `/api/`."""
        return [self.path.removeprefix("/api/").split("/")[0]]

    def _get_response_bodies(self, direction: Any = "response") -> Any:
        bodies = super()._get_response_bodies(direction)
        for status in self._problems():
            problem = OpenApiResponse(ProblemSerializer, description=MEANING[status])
            bodies.setdefault(
                str(int(status)),
                self._get_response_for_code(problem, str(int(status)), [PROBLEM], direction),  # type: ignore[no-untyped-call]
            )
        return dict(sorted(bodies.items()))

    def _problems(self) -> Iterator[HTTPStatus]:
        yield from (HTTPStatus.UNAUTHORIZED, HTTPStatus.TOO_MANY_REQUESTS)
        yield HTTPStatus.SERVICE_UNAVAILABLE
        if "{" in self.path:
            yield HTTPStatus.NOT_FOUND
        has_body = self.method in {"POST", "PATCH"}
        if has_body or any(each["in"] == "query" for each in self._get_parameters()):
            yield HTTPStatus.BAD_REQUEST
        if not has_body:
            return
        yield from (HTTPStatus.REQUEST_ENTITY_TOO_LARGE, HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
        if self.view.permission_classes:
            yield from (HTTPStatus.FORBIDDEN, HTTPStatus.CONFLICT)
        if self._is_idempotent():
            yield HTTPStatus.UNPROCESSABLE_ENTITY

    def _is_idempotent(self) -> bool:
        return hasattr(getattr(self.view, self.method.lower(), None), "is_idempotent")
