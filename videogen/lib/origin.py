"""From where a call comes: the door and the address, carried beside the call for the records."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, Protocol

from django.http import HttpRequest, HttpResponseBase

Answerer = Callable[[HttpRequest], HttpResponseBase]


class HasMeta(Protocol):
    """A request of Django or of its REST framework."""

    @property
    def META(self) -> Mapping[str, Any]: ...


DOORS = {"/api/": "rest", "/admin/": "admin", "/webhook/": "webhook"}
LONGEST_ADDRESS = 45
"""An IPv6 address with an IPv4 one in it."""


@dataclass(frozen=True, slots=True)
class Origin:
    door: str = ""
    address: str = ""


NOWHERE = Origin()
_origin: ContextVar[Origin] = ContextVar("origin", default=NOWHERE)


def current_origin() -> Origin:
    """Where the present call comes from; `NOWHERE` in a worker or a command."""
    return _origin.get()


@contextmanager
def coming_from(origin: Origin) -> Iterator[None]:
    token = _origin.set(origin)
    try:
        yield
    finally:
        _origin.reset(token)


class OriginMiddleware:
    """Lets everything below a request know where it comes from."""

    def __init__(self, get_response: Answerer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with coming_from(origin_of(request)):
            return self.get_response(request)


def origin_of(request: HttpRequest) -> Origin:
    door = next((door for path, door in DOORS.items() if request.path.startswith(path)), "web")
    return Origin(door, address_of(request))


def address_of(request: HasMeta) -> str:
    """The other end of the connection; behind a proxy that the server trusts, the client."""
    return str(request.META.get("REMOTE_ADDR") or "")[:LONGEST_ADDRESS]
