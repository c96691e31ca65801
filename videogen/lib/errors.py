"""Errors of the domain: the class names the condition, the text is the sentence people read.

`kind` is the only thing the doors look at: REST turns it into a status code, the admin into a
message, a command into its last line.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

Kind = Literal["invalid", "forbidden", "missing", "conflict", "unavailable"]


class DomainError(Exception):
    """Something people asked for cannot be done; nothing was changed."""

    kind: ClassVar[Kind] = "invalid"
    title: ClassVar[str] = "This cannot be done"

    def __init__(self, detail: str, *, errors: Mapping[str, object] | None = None) -> None:
        super().__init__(detail)
        self.detail = detail
        self.errors = dict(errors or {})


class InvalidInput(DomainError):
    """A value is outside of its limits; `errors` maps each field to its sentence."""

    title = "Invalid input"


class Forbidden(DomainError):
    """The person may see the thing but not do this with it."""

    kind = "forbidden"
    title = "Not allowed"


class Missing(DomainError):
    """No such thing, or none that the person may see; the two are not told apart."""

    kind = "missing"
    title = "Not found"


class Conflict(DomainError):
    """The thing is no longer as the person saw it."""

    kind = "conflict"
    title = "Conflict"


class Unavailable(DomainError):
    """Something the request needs is out of order at the moment."""

    kind = "unavailable"
    title = "Not available now"
