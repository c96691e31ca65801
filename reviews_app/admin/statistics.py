"""The page of statistics: of one channel or all, over a week, a month, a quarter or a year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils import timezone

from reviews_app.admin import charts
from reviews_app.statistics import Statistics, statistics
from tasks_app import access
from tasks_app.admin.board import Choice

SPANS = {7: "7 days", 30: "30 days", 90: "90 days", 365: "A year"}
USUAL_DAYS = 30


@dataclass(frozen=True, slots=True)
class StatisticsPage:
    figures: Statistics
    days: charts.DayChart
    gates: list[charts.Row]
    reviewers: list[charts.Row]
    reasons: list[charts.Row]
    spans: list[Choice]
    channels: list[Choice]
    chosen_channel: str


def statistics_page(request: HttpRequest) -> StatisticsPage:
    """Ready for the template; an unknown value in the address means the usual one."""
    asked = request.GET.get("days", "")
    span = int(asked) if asked.isdecimal() and int(asked) in SPANS else USUAL_DAYS
    channels = {channel.pk: channel for channel in access.visible_channels(request.user)}
    channel = request.GET.get("channel", "")
    tasks = access.visible_tasks(request.user)
    if channel in channels:
        tasks = tasks.filter(channel=channel)
    else:
        channel = ""
    today = timezone.now().date()
    figures = statistics(tasks, since=today - timedelta(days=span - 1), until=today)
    return StatisticsPage(
        figures=figures,
        days=charts.day_chart(figures.days),
        gates=charts.pace_rows(figures.gates),
        reviewers=charts.pace_rows(figures.reviewers),
        reasons=charts.reason_rows(figures.reasons),
        spans=[Choice(label, _url(days, channel), days == span) for days, label in SPANS.items()],
        channels=[
            Choice("All", _url(span, ""), not channel),
            *(Choice(c.name, _url(span, pk), pk == channel, c) for pk, c in channels.items()),
        ],
        chosen_channel=channel,
    )


def _url(days: int, channel: str) -> str:
    return f"?{urlencode({'days': days, **({'channel': channel} if channel else {})})}"
