"""What stands behind the question mark: typed parameters, comma lists, pages (docs/api.md)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request

R = TypeVar("R")

LARGEST_PAGE = 100
LAST_PAGE = 1_000_000
"""Beyond it an offset would no longer fit into PostgreSQL's number."""


class Query(serializers.Serializer[Any]):
    """Parameters of a GET. Empty ones count as absent; a repeated one is a longer comma list."""

    @classmethod
    def read(cls, request: Request) -> dict[str, Any]:
        """The checked parameters; raises `ValidationError` naming each wrong one."""
        given = {
            name: ",".join(value for value in values if value)
            for name, values in request.query_params.lists()
        }
        query = cls(data={name: value for name, value in given.items() if value})
        query.is_valid(raise_exception=True)
        checked: dict[str, Any] = query.validated_data
        return checked


@extend_schema_field({"type": "string"})
class CommaList(serializers.Field[list[str], str, str, Any]):
    """`a,b,c`, each of them one of `choices`."""

    default_error_messages = {"unknown": '"{value}" is not one of {choices}.'}

    def __init__(self, choices: Iterable[str], **kwargs: Any) -> None:
        self.choices = list(choices)
        kwargs.setdefault("help_text", f"One or several, with commas: {', '.join(self.choices)}.")
        super().__init__(required=False, default=list, **kwargs)

    def to_internal_value(self, data: str) -> list[str]:
        values = [value.strip() for value in data.split(",") if value.strip()]
        for value in values:
            if value not in self.choices:
                self.fail("unknown", value=value[:50], choices=", ".join(self.choices))
        return values


class PageQuery(Query):
    """`page` counts from 1; a page behind the last one is empty."""

    page = serializers.IntegerField(min_value=1, max_value=LAST_PAGE, default=1)
    limit = serializers.IntegerField(min_value=1, max_value=LARGEST_PAGE, default=20)


@dataclass(frozen=True, slots=True)
class Page(Generic[R]):
    rows: list[R]
    total: int
    page: int
    pages: int

    def as_json(self, name: str, rows: Sequence[Any] | Mapping[str, Any]) -> dict[str, Any]:
        """The body of the answer: the rows as rendered, under their plural name."""
        return {name: rows, "total": self.total, "page": self.page, "pages": self.pages}


class PageOutput(serializers.Serializer[Any]):
    """What surrounds a list in an answer; each list adds its rows."""

    total = serializers.IntegerField(help_text="Rows on all pages together.")
    page = serializers.IntegerField()
    pages = serializers.IntegerField(help_text="0 when there are no rows.")


def page_of(rows: QuerySet[Any, R], query: dict[str, Any]) -> Page[R]:
    """The asked page of a sorted queryset, in two queries."""
    page, limit = query["page"], query["limit"]
    total = rows.count()
    start = (page - 1) * limit
    found = list(rows[start : start + limit]) if start < total else []
    return Page(found, total, page, -(-total // limit))


class Body(serializers.Serializer[Any]):
    """A JSON body. A field it does not know is refused, so that a misspelt one is noticed."""

    @classmethod
    def read(cls, request: Request, *, partial: bool = False) -> dict[str, Any]:
        """The checked fields; raises `ValidationError` naming each wrong one."""
        body = cls(data=request.data, partial=partial)
        body.is_valid(raise_exception=True)
        checked: dict[str, Any] = body.validated_data
        return checked

    def to_internal_value(self, data: Any) -> Any:
        unknown = set(data) - set(self.fields) if isinstance(data, dict) else set()
        if unknown:
            known = ", ".join(self.fields)
            sentence = f"There is no such field here; there are: {known}."
            raise serializers.ValidationError({str(name): [sentence] for name in sorted(unknown)})
        return super().to_internal_value(data)
