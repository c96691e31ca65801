"""When a failed step is tried again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tasks_app.error_kinds import ErrorKind
from tasks_app.pipeline.retries import GiveUp, Schedule, Wait, decide

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
SCHEDULE = Schedule(minutes=(1, 5, 15, 60), retries=6)


@pytest.mark.parametrize(
    ("failed_before", "minutes"),
    [(0, 1), (1, 5), (2, 15), (3, 60), (4, 60), (5, 60)],
)
def test_transient_failures_wait_longer_and_longer(failed_before: int, minutes: int) -> None:
    outlook = decide(ErrorKind.RETRIABLE, failed_before, now=NOON, schedule=SCHEDULE)

    assert outlook == Wait(NOON + timedelta(minutes=minutes), failed_before + 1, 6)


def test_jitter_adds_at_most_a_fifth() -> None:
    outlook = decide(ErrorKind.RETRIABLE, 1, now=NOON, schedule=SCHEDULE, chance=1.0)

    assert outlook == Wait(NOON + timedelta(minutes=6), 2, 6)


def test_retry_after_is_obeyed_as_it_is() -> None:
    outlook = decide(
        ErrorKind.RETRIABLE, 0, now=NOON, schedule=SCHEDULE, retry_after_seconds=7, chance=1.0
    )

    assert outlook == Wait(NOON + timedelta(seconds=7), 1, 6)


def test_used_up_retries_give_up() -> None:
    outlook = decide(ErrorKind.RETRIABLE, 6, now=NOON, schedule=SCHEDULE)

    assert isinstance(outlook, GiveUp)
    assert "all 6 retries are used up" in str(outlook)


@pytest.mark.parametrize(
    "kind", [ErrorKind.INVALID_INPUT, ErrorKind.API_FAILURE, ErrorKind.MANUAL_REVIEW]
)
def test_permanent_failures_stop_at_once(kind: ErrorKind) -> None:
    outlook = decide(kind, 0, now=NOON, schedule=SCHEDULE)

    assert isinstance(outlook, GiveUp)


def test_a_wait_reads_as_people_need_it() -> None:
    outlook = decide(ErrorKind.RETRIABLE, 1, now=NOON, schedule=SCHEDULE)

    assert str(outlook) == "Retry 2 of 6 at 12:05 UTC."
