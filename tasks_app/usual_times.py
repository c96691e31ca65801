"""How long tasks usually stay in a status: the median of what recent events tell."""

from __future__ import annotations

from datetime import timedelta

import structlog
from django.core.cache import cache
from django.db import connection
from redis.exceptions import RedisError

from tasks_app.statuses import Status

log = structlog.get_logger(__name__)

STUCK_AT = 3
"""A task counts as stuck after this many times the usual time."""

FEWEST = 5
"""A median of fewer stays says nothing."""

SHORTEST = timedelta(minutes=1)
"""Statuses that last milliseconds would make every hiccup look stuck."""

KEY = "usual-times"
KEPT_SECONDS = 600

NEWEST_MOVES = 10_000
USUAL = """
WITH moves AS (
    SELECT id, task_id, at, data->>'to' AS status
    FROM tasks_app_event WHERE kind = 'task.status' ORDER BY id DESC LIMIT %(most)s
), stays AS (
    SELECT status,
        extract(epoch FROM lead(at) OVER (PARTITION BY task_id ORDER BY id) - at) AS seconds
    FROM moves
)
SELECT status, percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds)
FROM stays WHERE seconds IS NOT NULL GROUP BY status HAVING count(*) >= %(fewest)s
"""
"""Bounded by the number of moves, so that a long history costs no more than a short one."""


def usual_times() -> dict[Status, timedelta]:
    """The median stay in each status that has been left often enough; kept for ten minutes."""
    try:
        kept = cache.get(KEY)
        if kept is None:
            kept = {status.value: stay.total_seconds() for status, stay in measured().items()}
            cache.set(KEY, kept, KEPT_SECONDS)
    except (RedisError, OSError) as fault:
        log.warning("usual_times_not_kept", reason=str(fault))
        return measured()
    return {Status(value): timedelta(seconds=seconds) for value, seconds in kept.items()}


def measured() -> dict[Status, timedelta]:
    with connection.cursor() as cursor:
        cursor.execute(USUAL, {"most": NEWEST_MOVES, "fewest": FEWEST})
        rows = cursor.fetchall()
    return {Status(value): timedelta(seconds=float(seconds)) for value, seconds in rows}


def stuck_after(usual: timedelta) -> timedelta:
    """How long a stay may last before the task counts as stuck."""
    return max(STUCK_AT * usual, SHORTEST)
