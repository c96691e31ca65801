"""When to try again: kind of error, attempts, Retry-After → a waiting time, or give up. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from tasks_app.error_kinds import ErrorKind

JITTER = 0.2
"""Up to a fifth is added, so that tasks which failed together do not return together."""

AGAIN_BY_ITSELF = frozenset({ErrorKind.RETRIABLE})


@dataclass(frozen=True, slots=True)
class Wait:
    until: datetime
    attempt: int
    attempts: int

    def __str__(self) -> str:
        return f"Retry {self.attempt} of {self.attempts} at {self.until:%H:%M} UTC."


@dataclass(frozen=True, slots=True)
class GiveUp:
    reason: str

    def __str__(self) -> str:
        return f"Needs you: {self.reason}"


@dataclass(frozen=True, slots=True)
class Schedule:
    """Waiting times in minutes for the first, second, … retry; the last one repeats."""

    minutes: tuple[float, ...]
    retries: int


def decide(
    kind: ErrorKind,
    failed_before: int,
    *,
    now: datetime,
    schedule: Schedule,
    retry_after_seconds: float | None = None,
    chance: float = 0.0,
) -> Wait | GiveUp:
    """What follows a failure. `chance` between 0 and 1 is the share of the jitter that is added."""
    if kind not in AGAIN_BY_ITSELF:
        return GiveUp("trying again would fail the same way; mend the cause, then retry.")
    if failed_before >= schedule.retries:
        return GiveUp(f"all {schedule.retries} retries are used up; mend the cause, then retry.")
    if retry_after_seconds is not None:
        seconds = retry_after_seconds
    else:
        minutes = schedule.minutes[min(failed_before, len(schedule.minutes) - 1)]
        seconds = minutes * 60 * (1 + JITTER * chance)
    until = now + timedelta(seconds=seconds)
    return Wait(until=until, attempt=failed_before + 1, attempts=schedule.retries)
