"""Who is at the other end of a socket, which groups they are in, and whether that still holds.

Everything here asks the database and runs in a thread.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.utils import timezone
from rest_framework.exceptions import APIException
from rest_framework_simplejwt.authentication import JWTAuthentication

from notifications_app.live.closing import CloseCode, Closing
from tasks_app.access import visible_channel_ids
from videogen.accounts.models import User
from videogen.accounts.roles import RANK, Role, roles_of

OPERATORS = "operators"
"""What is about the whole site and not about a channel."""


@dataclass(frozen=True, slots=True)
class Signed:
    """Somebody who has shown a session or a token; `ends_at` is when a token runs out."""

    user: User
    session_key: str | None = None
    ends_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """What decides about a socket; the socket is closed as soon as a newer one differs."""

    groups: frozenset[str]
    password: str


def user_group(user_id: uuid.UUID) -> str:
    return f"user.{user_id}"


def channel_group(channel_id: str) -> str:
    return f"channel.{channel_id}"


def by_token(raw: str) -> Signed:
    """The person of an access token; raises `Closing` when it is not, or no longer, good."""
    door = JWTAuthentication()
    try:
        token = door.get_validated_token(raw.encode("ascii", "replace"))
        user: Any = door.get_user(token)
    except APIException as fault:
        raise Closing(CloseCode.NOT_SIGNED_IN, "The token is not valid.") from fault
    return Signed(user, ends_at=datetime.fromtimestamp(token["exp"], UTC))


def by_session(key: str) -> Signed:
    """The person of a session; raises `Closing` when nobody is signed in with it."""
    request = HttpRequest()
    request.session = import_module(settings.SESSION_ENGINE).SessionStore(key)
    user: Any = get_user(request)
    if not isinstance(user, User):
        raise Closing(CloseCode.NOT_SIGNED_IN, "Nobody is signed in.")
    return Signed(user, session_key=key)


def standings(user_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Standing]:
    """What active people may see now, by a number of queries that does not grow."""
    people = list(User.objects.filter(pk__in=user_ids, is_active=True))
    channels, roles = visible_channel_ids(people), roles_of(people)
    return {
        user.pk: Standing(_groups(user, channels[user.pk], roles[user.pk]), password=user.password)
        for user in people
    }


def open_sessions(keys: Collection[str]) -> set[str]:
    """Which of these sessions have neither ended nor run out."""
    now = timezone.now()
    rows = Session.objects.filter(session_key__in=keys, expire_date__gt=now)
    return set(rows.values_list("session_key", flat=True))


def _groups(user: User, channel_ids: Collection[str], role: Role | None) -> frozenset[str]:
    groups = {user_group(user.pk), *map(channel_group, channel_ids)}
    if role is not None and RANK[role] >= RANK[Role.OPERATOR]:
        groups.add(OPERATORS)
    return frozenset(groups)
