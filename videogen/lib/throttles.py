"""How many calls a person or an address may make in a minute.

One counter a minute in Redis, raised atomically, so the limit holds over all processes. (DRF's own
throttle reads a list and writes it back, which loses calls made at once, and believes any
`X-Forwarded-For`.) At the turn of a minute up to twice the limit can pass within 60 seconds.
"""

from __future__ import annotations

import time
from http import HTTPStatus
from typing import TYPE_CHECKING, ClassVar

import structlog
from django.conf import settings
from django.core.cache import cache
from redis.exceptions import RedisError
from rest_framework.exceptions import APIException
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from videogen.lib.origin import address_of

if TYPE_CHECKING:
    # DRF needs this module to make that class.
    from rest_framework.views import APIView

log = structlog.get_logger(__name__)

MINUTE = 60


class CannotCount(APIException):
    """Without the counter a guarded door stays shut."""

    status_code = HTTPStatus.SERVICE_UNAVAILABLE
    default_detail = "Signing in is not possible at the moment. Try again."
    wait = 5


class PerMinute(BaseThrottle):
    scope: ClassVar[str]

    def limit(self) -> int:
        raise NotImplementedError

    def who(self, request: Request) -> str:
        raise NotImplementedError

    def allow_request(self, request: Request, view: APIView) -> bool:  # noqa: ARG002 - DRF's signature
        return self.may_pass(self.who(request))

    def may_pass(self, who: str) -> bool:
        """Count a call; whether it is still within the limit."""
        now = time.time()
        self.seconds_left = MINUTE - now % MINUTE
        key = f"throttle:{self.scope}:{who}:{int(now // MINUTE)}"
        try:
            return self.counted(key) <= self.limit()
        except (RedisError, OSError) as fault:
            log.warning("throttle_unavailable", scope=self.scope, reason=str(fault))
            return self.without_counter()

    def counted(self, key: str) -> int:
        """How many calls this is in the minute; the first one sets when the counter goes away."""
        return 1 if cache.add(key, 1, timeout=2 * MINUTE) else cache.incr(key)

    def without_counter(self) -> bool:
        raise NotImplementedError

    def wait(self) -> float:
        return self.seconds_left


class PerUser(PerMinute):
    """For all endpoints: by person, or by address where nobody is signed in."""

    scope = "calls"

    def limit(self) -> int:
        return int(settings.API_CALLS_PER_MINUTE)

    def who(self, request: Request) -> str:
        return str(request.user.pk) if request.user.is_authenticated else address_of(request)

    def without_counter(self) -> bool:
        """People go on working while Redis is away."""
        return True


class PerAddress(PerMinute):
    """For signing in: passwords must not be guessed, so without a counter nobody may try."""

    scope = "login"

    def limit(self) -> int:
        return int(settings.LOGIN_CALLS_PER_MINUTE)

    def who(self, request: Request) -> str:
        return address_of(request)

    def without_counter(self) -> bool:
        raise CannotCount
