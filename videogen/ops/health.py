"""Is this process alive, and can it serve? For load balancers; says nothing that is secret."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

import structlog
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe
from redis.exceptions import RedisError

log = structlog.get_logger(__name__)


@require_safe
def healthz(_request: HttpRequest) -> HttpResponse:
    """Alive: touches neither database nor Redis."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
def readyz(_request: HttpRequest) -> HttpResponse:
    """Ready, or 503 with the part that is out of order."""
    parts = {name: _state(name, ask) for name, ask in PARTS.items()}
    is_ready = all(state == "ok" for state in parts.values())
    status = HTTPStatus.OK if is_ready else HTTPStatus.SERVICE_UNAVAILABLE
    return JsonResponse({"ready": is_ready, **parts}, status=status)


def _ask_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _ask_redis() -> None:
    cache.get("readyz")


PARTS: dict[str, Callable[[], None]] = {"database": _ask_database, "redis": _ask_redis}


def _state(name: str, ask: Callable[[], None]) -> str:
    try:
        ask()
    except (DatabaseError, RedisError, OSError) as fault:
        log.warning("not_ready", part=name, reason=str(fault))
        return "unavailable"
    return "ok"
