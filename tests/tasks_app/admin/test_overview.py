from __future__ import annotations

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tasks_app.admin.overview import counts_by_phase
from tasks_app.models import Task
from tasks_app.statuses import Phase, Status
from tests.browsing import act_on, signed_in
from tests.builders import make_channel, make_task
from videogen.accounts.models import User

HOME = "/admin/"


def test_the_overview_counts_by_phase_and_names_what_needs_a_person(viewer: User) -> None:
    make_task(title="At its gate", status=Status.ASSETS_READY)
    make_task(title="Went wrong", status=Status.VIDEO_ERROR)
    make_task(title="Runs", status=Status.UPLOADING)
    make_channel("broken", state="held", held_reason="broken.yaml:2 color: is no colour.")

    answer = signed_in(viewer).get(HOME)

    page = answer.content.decode()
    assert "At its gate" in page
    assert "Went wrong" in page
    assert "Runs" in page
    assert "broken.yaml:2 color: is no colour." in page


def test_each_phase_is_counted_by_the_rule_of_its_tasks(db: None) -> None:
    make_task()
    make_task(status=Status.QUEUED)
    make_task(status=Status.QUEUED, next_attempt_at=timezone.now())
    make_task(status=Status.ASSET_ERROR, rejected=True)
    make_task(status=Status.ASSET_ERROR)

    counts = counts_by_phase(Task.objects.all())

    assert {phase: count for phase, count in counts.items() if count} == {
        Phase.DRAFT: 1,
        Phase.PENDING: 1,
        Phase.RETRY: 1,
        Phase.REJECTED: 1,
        Phase.FAILED: 1,
    }


def test_the_overview_shows_only_what_the_person_may_see(reviewer: User, operator: User) -> None:
    hidden = make_channel("closed", only_for=[operator], state="held", held_reason="Too secret.")
    task = make_task(channel=hidden, title="Hidden video")
    signed_in(operator).post(act_on(task, "cancel"))

    page = signed_in(reviewer).get(HOME).content.decode()

    assert "Hidden video" not in page
    assert "Too secret." not in page


def test_somebody_without_a_channel_is_told_so(outsider: User) -> None:
    assert "no channel that you may see" in signed_in(outsider).get(HOME).content.decode()


def test_many_tasks_take_as_many_queries_as_one(viewer: User) -> None:
    channel = make_channel()
    client = signed_in(viewer)
    make_task(channel=channel, status=Status.ASSETS_READY)
    with CaptureQueriesContext(connection) as few:
        client.get(HOME)
    Task.objects.bulk_create(
        Task(channel=channel, title=f"Video {number}", status=Status.ASSETS_READY)
        for number in range(50)
    )

    with CaptureQueriesContext(connection) as many:
        client.get(HOME)

    assert len(many) == len(few)
    assert len(many) <= 25
