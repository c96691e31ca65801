"""So many requests in any second (three, unless set), all processes and machines together.

One row holds the moments of the last requests, by the database's clock. One statement gives out the
next moment, a second and more after the one that is so many places back, and appends it. So places
are given in the order of asking and nobody starves; whoever got a moment sleeps until it has come.
Proven in tests/races/test_notion_limit.py.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

import structlog
from django.conf import settings
from django.db import connection
from ratelimit import limits, sleep_and_retry

from tasks_app.notion.errors import Busy
from videogen.lib.db import one_value
from videogen.lib.jobs import beat

log = structlog.get_logger(__name__)

# A second as the server measures it, and what the way there may differ between two requests: up to
# PUNCTUAL_SECONDS before it is sent, up to USUAL_SECONDS from there to the server.
# With three in each such second there are never 180 in a minute.
WINDOW_SECONDS = 1.03
# Sent later than this after its moment, a request could come too close to the ones behind it.
PUNCTUAL_SECONDS = 0.015
PUNCTUAL_TRIES = 5
# An answer that took longer than usual may belong to a request that arrived so much later. Most of
# it is Notion's own work, though, so it counts up to a limit that costs less than a tenth.
USUAL_SECONDS = 0.012
LATE_SECONDS = 0.05
USUAL_OF = 20
# A longer silence is reported instead of slept through, so that no job outlives its time.
PATIENCE_SECONDS = 15.0
FARTHEST_SECONDS = 60.0

FIRST_ROW = """
INSERT INTO tasks_app_notionallowance (id, sent_at) VALUES (1, '{}') ON CONFLICT DO NOTHING
"""
# The moments of a minute are kept, for people to see the use of a minute. clock_timestamp(), not
# now(): after waiting for the row's lock the moment has to be a fresh one. `far` keeps a clock that
# was set back from stopping us.
NEXT_MOMENT = """
UPDATE tasks_app_notionallowance
SET sent_at = (
        sent_at || greatest(
            clock_timestamp(),
            paused_until,
            CASE WHEN cardinality(sent_at) >= %(requests)s THEN least(
                sent_at[cardinality(sent_at) + 1 - %(requests)s]
                    + make_interval(secs => %(window)s),
                clock_timestamp() + make_interval(secs => %(far)s)
            ) END
        )
    )[greatest(1, cardinality(sent_at) + 2 - 60 * %(requests)s):]
WHERE id = 1
  AND (
        paused_until IS NULL
        OR paused_until < clock_timestamp() + make_interval(secs => %(patience)s)
    )
RETURNING
    sent_at[cardinality(sent_at)],
    extract(epoch FROM sent_at[cardinality(sent_at)] - clock_timestamp())
"""
# While a moment is among the last ones, no place was given out that counts on it.
MOVE_MOMENT = """
UPDATE tasks_app_notionallowance
SET sent_at = ARRAY(
        SELECT moment
        FROM unnest(
            array_replace(sent_at, %(mine)s, %(mine)s + make_interval(secs => %(by)s))
        ) AS moment
        ORDER BY moment
    )
WHERE id = 1
  AND %(mine)s = ANY (sent_at[greatest(1, cardinality(sent_at) + 1 - %(requests)s):])
RETURNING %(mine)s + make_interval(secs => %(by)s)
"""
SILENCE = """
SELECT extract(epoch FROM paused_until - clock_timestamp())
FROM tasks_app_notionallowance WHERE id = 1 AND paused_until > clock_timestamp()
"""
USED = """
SELECT count(*) FROM tasks_app_notionallowance, unnest(sent_at) AS moment
WHERE id = 1 AND moment BETWEEN clock_timestamp() - interval '60 s' AND clock_timestamp()
"""
PAUSE = """
UPDATE tasks_app_notionallowance
SET paused_until = greatest(paused_until, clock_timestamp() + make_interval(secs => %s))
WHERE id = 1
"""


# How long the last answers of this process took.
_answers: deque[float] = deque(maxlen=USUAL_OF)


@dataclass(frozen=True, slots=True)
class Moment:
    """When a request goes out: by the database's clock, and by this process's own."""

    at: datetime
    sent: float


def take() -> Moment:
    """Return when this process may send one request, now.

    Raises `Busy` while Notion wants silence for longer than `PATIENCE_SECONDS`. Outside of a
    transaction only, or all processes would wait for its end.
    """
    for _ in range(PUNCTUAL_TRIES):
        moment, is_punctual = _wait_for_a_moment()
        if is_punctual:
            return moment
    # The machine is too busy to be punctual, and work has to go on.
    log.warning("notion_limit_unpunctual", tries=PUNCTUAL_TRIES)
    return moment


def answered(moment: Moment) -> None:
    """The answer is here, from which the latest arrival of the request is known."""
    took = time.monotonic() - moment.sent
    _answers.append(took)
    late = took - min(_answers) - USUAL_SECONDS
    if late > 0:
        _move(moment.at, by=min(late, LATE_SECONDS))


def _wait_for_a_moment() -> tuple[Moment, bool]:
    """Take a moment and sleep until it is there; it, and whether we woke in time to use it."""
    asked_at = time.monotonic()
    mine, wait = _next_moment()
    if wait > 0:
        beat()
        time.sleep(wait)
        # Race: Notion may have asked another process for silence meanwhile.
        if seconds_of_silence() > 0:
            return _wait_for_a_moment()
    _guard_of_this_process(settings.NOTION_REQUESTS_PER_SECOND)()
    late_at = time.monotonic()
    late = late_at - asked_at - max(wait, 0)
    if late < PUNCTUAL_SECONDS:
        return Moment(mine, late_at), True
    moved = _move(mine, by=late)
    now = time.monotonic()
    return Moment(moved or mine, now), moved is not None and now - late_at < PUNCTUAL_SECONDS


def pause(seconds: float) -> None:
    """Nobody sends before so many seconds have passed; never shortens a longer silence."""
    with connection.cursor() as cursor:
        cursor.execute(FIRST_ROW)
        cursor.execute(PAUSE, [seconds])


def seconds_of_silence() -> float:
    """How long Notion still wants nothing from us; 0 when it may be asked."""
    with connection.cursor() as cursor:
        cursor.execute(SILENCE)
        row = cursor.fetchone()
    return float(row[0]) if row else 0.0


def used_lately() -> int:
    """How many requests all processes sent in the last minute."""
    with connection.cursor() as cursor:
        cursor.execute(USED)
        return int(one_value(cursor))


def _next_moment() -> tuple[datetime, float]:
    """Take the next moment; it, and the seconds until it comes, below 0 when it is here."""
    terms = {
        "requests": settings.NOTION_REQUESTS_PER_SECOND,
        "window": WINDOW_SECONDS,
        "patience": PATIENCE_SECONDS,
        "far": FARTHEST_SECONDS,
    }
    with connection.cursor() as cursor:
        cursor.execute(NEXT_MOMENT, terms)
        row = cursor.fetchone()
        if row is None:
            silence = seconds_of_silence()
            if silence > 0:
                raise Busy(f"Notion asked us to wait {silence:.0f} s more.", retry_after=silence)
            cursor.execute(FIRST_ROW)
            cursor.execute(NEXT_MOMENT, terms)
            row = cursor.fetchone()
    return row[0], float(row[1])


def _move(mine: datetime, *, by: float) -> datetime | None:
    """Say that we sent so much later; when that was, or None where others count on the moment."""
    terms: dict[str, Any] = {
        "mine": mine,
        "by": by,
        "requests": settings.NOTION_REQUESTS_PER_SECOND,
    }
    with connection.cursor() as cursor:
        cursor.execute(MOVE_MOMENT, terms)
        moved: datetime | None = one_value(cursor)
    return moved


def _nothing() -> None:
    pass


@cache
def _guard_of_this_process(requests: int) -> Callable[[], None]:
    """A second lock on the same door, should the shared row ever be emptied by hand."""
    guarded: Callable[[], None] = sleep_and_retry(limits(calls=requests, period=1)(_nothing))
    return guarded
