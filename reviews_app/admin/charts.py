"""Bars as SVG rectangles: the policy for our pages forbids styles, and a library would be a lot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from reviews_app.statistics import Day, Pace, Reason
from tasks_app.admin import marks

WIDTH, HEIGHT = 720, 160
GAP = 0.25
MOST_LABELS = 8


@dataclass(frozen=True, slots=True)
class Bar:
    """One day: two rectangles on top of each other, and what they say."""

    x: float
    width: float
    approved_y: float
    approved_height: float
    rejected_y: float
    rejected_height: float
    words: str


@dataclass(frozen=True, slots=True)
class Label:
    x: float
    text: str


@dataclass(frozen=True, slots=True)
class DayChart:
    bars: list[Bar]
    labels: list[Label]
    top: int
    width: int = WIDTH
    height: int = HEIGHT


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a chart of lying bars; lengths are in percent of the longest."""

    name: str
    words: str
    length: float
    inner: float | None = None


def day_chart(days: Sequence[Day]) -> DayChart:
    """Approved and rejected, a bar a day."""
    top = max([day.approved + day.rejected for day in days] or [0]) or 1
    slot = WIDTH / max(1, len(days))
    every = -(-len(days) // MOST_LABELS)
    return DayChart(
        bars=[_bar(day, number * slot, slot, top) for number, day in enumerate(days)],
        labels=[
            Label(round(number * slot + slot / 2, 1), f"{day.on:%-d %b}")
            for number, day in enumerate(days)
            if number % every == 0
        ],
        top=top,
    )


def _bar(day: Day, x: float, slot: float, top: int) -> Bar:
    approved = HEIGHT * day.approved / top
    rejected = HEIGHT * day.rejected / top
    return Bar(
        x=round(x + slot * GAP / 2, 2),
        width=round(slot * (1 - GAP), 2),
        approved_y=round(HEIGHT - approved, 2),
        approved_height=round(approved, 2),
        rejected_y=round(HEIGHT - approved - rejected, 2),
        rejected_height=round(rejected, 2),
        words=f"{day.on:%d %b}: {day.approved} approved, {day.rejected} rejected",
    )


def pace_rows(paces: Sequence[Pace]) -> list[Row]:
    """The 90th percentile as the bar, the median in it."""
    longest = max([pace.p90 for pace in paces if pace.p90] or [timedelta(seconds=1)])
    return [
        Row(
            pace.name,
            _times(pace),
            _percent(pace.p90, longest),
            _percent(pace.median, longest),
        )
        for pace in paces
    ]


def reason_rows(reasons: Sequence[Reason]) -> list[Row]:
    most = max([reason.count for reason in reasons] or [1])
    return [
        Row(reason.note, f"{reason.count}", round(100 * reason.count / most, 1))
        for reason in reasons
    ]


def _times(pace: Pace) -> str:
    if pace.median is None or pace.p90 is None:
        return "–"
    return f"{marks.brief(pace.median)} · {marks.brief(pace.p90)}"


def _percent(time: timedelta | None, longest: timedelta) -> float:
    return round(100 * (time / longest), 1) if time and longest else 0.0
