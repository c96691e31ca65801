"""The person behind a request, as the core wants it."""

from __future__ import annotations

from rest_framework.exceptions import NotAuthenticated
from rest_framework.request import Request

from tasks_app.actors import Actor
from videogen.accounts.models import User


def person(request: Request) -> User:
    """The signed-in person; endpoints let nobody else in."""
    if not isinstance(request.user, User):
        raise NotAuthenticated
    return request.user


def actor(request: Request) -> Actor:
    return Actor.person(person(request))
