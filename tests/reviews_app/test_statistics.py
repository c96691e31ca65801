from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from reviews_app.models import Review, Verdict
from reviews_app.statistics import Statistics, statistics
from tasks_app.models import Task
from tasks_app.statuses import GateName, Status
from tests.browsing import signed_in
from tests.builders import make_channel, make_task
from videogen.accounts.models import User

pytestmark = pytest.mark.django_db

PAGE = "/admin/reviews_app/review/statistics/"
NOW = timezone.now()


def review(
    seconds: int = 30,
    *,
    gate: str = "assets",
    name: str = "Ana",
    verdict: Verdict = Verdict.APPROVED,
    **columns: object,
) -> Review:
    task = Task.objects.first() or make_task()
    columns.setdefault("decided_at", NOW)
    columns.setdefault("opened_at", NOW - timedelta(seconds=seconds))
    reviewer = {"kind": "person", "id": name, "name": name}
    return Review.objects.create(
        task=task, gate=gate, decision=verdict, reviewer=reviewer, **columns
    )


def of_the_month() -> Statistics:
    today = NOW.date()
    return statistics(Task.objects.all(), since=today - timedelta(days=29), until=today)


def test_the_median_and_the_slowest_tenth_of_each_gate() -> None:
    for seconds in (10, 20, 30, 40, 100):
        review(seconds)
    review(600, gate="final")

    gates = {pace.name: pace for pace in of_the_month().gates}

    assert gates["Assets"].median == timedelta(seconds=30)
    assert gates["Assets"].p90 == timedelta(seconds=76)
    assert gates["Final"].median == timedelta(minutes=10)


def test_each_reviewer_by_name_and_share() -> None:
    review(10, name="Ana")
    review(20, name="Ana", verdict=Verdict.REJECTED, note="Dark.")
    review(90, name="Ben")

    ana, ben = of_the_month().reviewers

    assert (ana.name, ana.approved, ana.rejected, ana.approved_percent) == ("Ana", 1, 1, 50)
    assert (ben.name, ben.median) == ("Ben", timedelta(seconds=90))


def test_what_was_taken_back_or_cancelled_is_no_decision() -> None:
    review(undone_at=NOW)
    review(verdict=Verdict.CANCELLED)

    assert of_the_month().whole.count == 0


def test_a_decision_without_a_known_beginning_counts_and_has_no_time() -> None:
    review(opened_at=None)

    assert (of_the_month().whole.count, of_the_month().whole.median) == (1, None)


def test_the_same_reason_in_another_case_is_the_same() -> None:
    for note in ("Too dark", "too dark ", "Wrong place"):
        review(verdict=Verdict.REJECTED, note=note)

    reasons = [(reason.note.strip().lower(), reason.count) for reason in of_the_month().reasons]

    assert reasons == [("too dark", 2), ("wrong place", 1)]


def test_every_day_is_there_also_without_a_decision() -> None:
    review(decided_at=NOW - timedelta(days=3))

    days = of_the_month().days

    assert len(days) == 30
    assert [day.approved for day in days[-5:]] == [0, 1, 0, 0, 0]


def test_what_is_open_with_the_oldest() -> None:
    old = NOW - timedelta(days=2)
    make_task(status=Status.ASSETS_READY, status_since=old)
    make_task(status=Status.ASSETS_READY)

    waiting = {gate.gate.name: gate for gate in of_the_month().waiting}

    assert (waiting[GateName.ASSETS].count, waiting[GateName.ASSETS].oldest) == (2, old)
    assert (waiting[GateName.FINAL].count, waiting[GateName.FINAL].oldest) == (0, None)


def test_the_page_shows_visible_channels_only_in_few_queries(viewer: User, operator: User) -> None:
    make_task(channel=make_channel("closed", only_for=[operator]))
    review(30, name="Nobody")
    client = signed_in(viewer)

    with CaptureQueriesContext(connection) as seen:
        page = client.get(f"{PAGE}?days=90")

    assert page.status_code == 200
    assert "Nobody" not in page.content.decode()
    assert len(seen) <= 15


def test_the_page_knows_nothing_odd(viewer: User) -> None:
    make_task()
    review(30)

    page = signed_in(viewer).get(f"{PAGE}?days=x&channel=nowhere")

    assert page.status_code == 200
    assert "30 s" in page.content.decode()
