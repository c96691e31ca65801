from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from tasks_app.models import Priority, Task
from tasks_app.statuses import Status, Step
from tests.browsing import TASKS, choose, signed_in, told
from tests.builders import make_channel, make_task
from videogen.accounts.models import User


def test_the_list_shows_how_far_a_task_is(viewer: User) -> None:
    make_task(
        title="Night ferry",
        status=Status.GENERATING_VIDEO,
        next_step=Step.VIDEO,
        progress_done=5,
        progress_total=18,
        priority=Priority.HIGH,
    )

    page = signed_in(viewer).get(TASKS).content.decode()

    assert "Night ferry" in page
    assert "Videos Generating" in page
    assert "clip 5 of 18" in page
    assert "High" in page


def test_the_list_says_when_the_next_attempt_is(viewer: User) -> None:
    tomorrow = (timezone.now() + timedelta(days=1)).replace(hour=14, minute=15)
    make_task(status=Status.QUEUED, next_attempt_at=tomorrow, retry_count=2)

    page = signed_in(viewer).get(TASKS).content.decode()

    assert f"retry 2 of 4 at {tomorrow:%d %b} 14:15 UTC" in page


def test_only_tasks_of_visible_channels_are_listed(reviewer: User, operator: User) -> None:
    make_task(channel=make_channel("open"), title="For everybody")
    make_task(channel=make_channel("closed", only_for=[operator]), title="For Otto")

    page = signed_in(reviewer).get(TASKS).content.decode()

    assert "For everybody" in page
    assert "For Otto" not in page
    assert "Closed" not in page


def test_somebody_without_a_role_sees_no_list(outsider: User) -> None:
    assert signed_in(outsider).get(TASKS).status_code == 403


def test_who_is_not_signed_in_is_sent_to_the_login(client: Client, db: None) -> None:
    answer = client.get(TASKS)

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/admin/login/")


def test_newest_tasks_come_first(viewer: User) -> None:
    make_task(title="Older", created_at=timezone.now() - timedelta(hours=1))
    make_task(title="Newer")

    page = signed_in(viewer).get(TASKS).content.decode()

    assert page.index("Newer") < page.index("Older")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        pytest.param("phase=retry", "Waiting", id="phase-retry"),
        pytest.param("phase=awaiting_review", "Gate", id="phase-gate"),
        pytest.param("status=draft", "Idea", id="status"),
        pytest.param("priority=low", "Idea", id="priority"),
        pytest.param("channel=second", "Gate", id="channel"),
        pytest.param("q=lantern", "Idea", id="topic"),
    ],
)
def test_filters_and_search_narrow_the_list(viewer: User, query: str, found: str) -> None:
    first, second = make_channel("first"), make_channel("second")
    make_task(channel=first, title="Idea", topic="A lantern", priority=Priority.LOW)
    make_task(channel=second, title="Gate", status=Status.ASSETS_READY)
    soon = timezone.now() + timedelta(minutes=5)
    make_task(channel=first, title="Waiting", status=Status.QUEUED, next_attempt_at=soon)

    listed = signed_in(viewer).get(f"{TASKS}?{query}").context["cl"].result_list

    assert [task.title for task in listed] == [found]


def test_ten_thousand_tasks_take_as_many_queries_as_three(viewer: User) -> None:
    channel = make_channel()
    client = signed_in(viewer)
    make_task(channel=channel)
    make_task(channel=channel, status=Status.ASSETS_READY)
    make_task(channel=channel, status=Status.QUEUED)
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(TASKS)
    Task.objects.bulk_create(
        Task(channel=channel, title=f"Video {number}", status=Status.PUBLISHED)
        for number in range(10_000)
    )

    with CaptureQueriesContext(connection) as many:
        page = client.get(TASKS)

    assert page.context["cl"].result_count == 10_003
    assert len(page.context["cl"].result_list) == 50
    assert len(many) == len(few)
    assert len(many) <= 25


@pytest.mark.parametrize(
    ("person", "actions"),
    [
        pytest.param("viewer", set(), id="viewer"),
        pytest.param("reviewer", {"approve_chosen", "reject_chosen"}, id="reviewer"),
        pytest.param(
            "operator",
            {
                "approve_chosen",
                "reject_chosen",
                "queue_chosen",
                "retry_chosen",
                "cancel_chosen",
            },
            id="operator",
        ),
    ],
)
def test_actions_are_offered_by_role(
    request: pytest.FixtureRequest, db: None, person: str, actions: set[str]
) -> None:
    make_task()
    client = signed_in(request.getfixturevalue(person))

    form = client.get(TASKS).context["action_form"]

    offered = {value for value, _label in form.fields["action"].choices if value} if form else set()
    assert offered == actions


def test_an_action_that_the_role_lacks_does_nothing(viewer: User) -> None:
    task = make_task()

    signed_in(viewer).post(TASKS, choose("queue_chosen", task))

    task.refresh_from_db()
    assert task.status == Status.DRAFT


def test_queueing_many_queues_the_good_and_names_the_bad(operator: User) -> None:
    first = make_task(title="First")
    running = make_task(title="Running", status=Status.GENERATING_ASSETS)
    last = make_task(title="Last")

    answer = signed_in(operator).post(TASKS, choose("queue_chosen", first, running, last))

    assert set(Task.objects.filter(status=Status.QUEUED)) == {first, last}
    page = answer.content.decode()
    assert "2 of 3 tasks queued" in page
    assert page.index("Running") < page.index("First")
    assert "already; nothing was changed" in page


def test_twenty_tasks_are_queued_at_once(operator: User) -> None:
    tasks = [make_task(title=f"Video {number}") for number in range(20)]

    answer = signed_in(operator).post(TASKS, choose("queue_chosen", *tasks))

    assert Task.objects.filter(status=Status.QUEUED).count() == 20
    assert "20 tasks queued." in told(answer)


def test_what_costs_money_is_queued_after_the_estimate_was_shown(
    operator: User, settings: Settings
) -> None:
    settings.PRICES_USD = {("command", "clip"): "0.50"}
    task = make_task(channel=make_channel(config={"providers": {"video": "command"}}))
    client = signed_in(operator)

    asked = client.post(TASKS, choose("queue_chosen", task)).content.decode()
    before = Task.objects.get().status
    client.post(TASKS, choose("queue_chosen", task, confirmed="1"))

    assert "$1.00" in asked
    assert before == Status.DRAFT
    assert Task.objects.get().status == Status.QUEUED


def test_cancelling_many_is_asked_first(operator: User) -> None:
    task = make_task(title="Salt roads", status=Status.QUEUED)
    client = signed_in(operator)

    asked = client.post(TASKS, choose("cancel_chosen", task)).content.decode()
    before = Task.objects.get().status
    answer = client.post(TASKS, choose("cancel_chosen", task, confirmed="1"))

    assert "Salt roads" in asked
    assert before == Status.QUEUED
    assert Task.objects.get().status == Status.CANCELLED
    assert "1 task cancelled." in told(answer)


def test_retrying_many_queues_what_failed(operator: User) -> None:
    failed = make_task(title="Failed", status=Status.VIDEO_ERROR, next_step=Step.VIDEO)
    draft = make_task(title="Idea")

    answer = signed_in(operator).post(TASKS, choose("retry_chosen", failed, draft))

    assert Task.objects.get(title="Failed").status == Status.QUEUED
    assert "1 of 2 tasks queued again" in answer.content.decode()
    assert "has nothing to retry" in answer.content.decode()


def test_a_title_is_never_taken_for_html(operator: User) -> None:
    task = make_task(title="<b>bold</b> & co", status=Status.GENERATING_ASSETS)
    client = signed_in(operator)

    listed = client.get(TASKS).content.decode()
    answer = client.post(TASKS, choose("queue_chosen", task))

    assert "<b>bold</b>" not in listed
    assert "<b>bold</b>" not in answer.content.decode()
    assert "&lt;b&gt;bold&lt;/b&gt; &amp; co" in answer.content.decode()


def test_cells_are_drawn_for_the_asked_and_visible_tasks_only(
    reviewer: User, operator: User
) -> None:
    mine = make_task(channel=make_channel("open"), status=Status.ASSETS_READY)
    other = make_task(channel=make_channel("closed", only_for=[operator]))

    answer = signed_in(reviewer).get(f"{TASKS}cells/?ids={mine.pk},{other.pk}")

    tasks = answer.json()["tasks"]
    assert list(tasks) == [str(mine.pk)]
    assert "Assets Ready" in tasks[str(mine.pk)]["status"]


def test_cells_of_a_word_that_is_no_id_are_not_found(reviewer: User) -> None:
    assert signed_in(reviewer).get(f"{TASKS}cells/?ids=nonsense").status_code == 404


def test_tasks_are_never_deleted(administrator: User) -> None:
    task = make_task()

    answer = signed_in(administrator).post(f"{TASKS}{task.pk}/delete/", {"post": "yes"})

    assert answer.status_code == 403
    assert Task.objects.filter(pk=task.pk).exists()
