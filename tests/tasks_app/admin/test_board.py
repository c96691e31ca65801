from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from reviews_app.admin.task import ReviewedTaskAdmin
from reviews_app.models import Review
from tasks_app.admin import board
from tasks_app.admin.board_moves import human_ways
from tasks_app.models import Priority, Task
from tasks_app.statuses import Phase, Status, Step
from tests.browsing import signed_in, told
from tests.builders import make_asset, make_channel, make_task
from videogen.accounts.models import User

BOARD = "/admin/tasks_app/task/board/"


def columns_of(page: Any) -> dict[Status, board.Column]:
    lanes = page.context["board"].lanes
    return {c.status: c for lane in lanes for group in lane for c in group.columns}


def titles(column: board.Column) -> list[str]:
    return [card.task.title for card in column.cards]


def move(client: Client, task: Task, to: Status, **fields: str) -> Any:
    stood = {"from": task.status, "since": task.status_since.isoformat()}
    return client.post(f"{BOARD}{task.pk}/move/", {**stood, "to": to.value, **fields})


def test_every_status_has_its_column_and_every_phase_its_heading(viewer: User) -> None:
    page = signed_in(viewer).get(BOARD)

    assert set(columns_of(page)) == set(Status)
    html = page.content.decode()
    shown = set(re.findall(r'aria-label="([^"]+)" data-phase', html))
    assert shown == {phase.label for phase in Phase} - {"Waiting for a retry", "Rejected"}


def test_every_move_that_a_person_may_make_can_be_made_on_the_board() -> None:
    assert set(ReviewedTaskAdmin.card_moves) == set(human_ways())


def test_a_card_says_what_people_ask_about(viewer: User) -> None:
    make_task(
        title="Night ferry",
        status=Status.GENERATING_VIDEO,
        next_step=Step.VIDEO,
        progress_done=5,
        progress_total=18,
        priority=Priority.HIGH,
        estimate_usd="4.30",
        channel=make_channel("ships", emoji="⛴", color="#114477"),
    )

    html = signed_in(viewer).get(BOARD).content.decode()

    assert "clip 5 of 18" in html
    assert "⛴" in html
    assert 'fill="#114477"' in html
    assert "about $4.30" in html
    assert "High" in html


def test_a_card_says_when_its_retry_is_due(viewer: User) -> None:
    tomorrow = (timezone.now() + timedelta(days=1)).replace(hour=14, minute=15)
    make_task(status=Status.QUEUED, next_attempt_at=tomorrow, retry_count=2)

    html = signed_in(viewer).get(BOARD).content.decode()

    assert f"Retry 2 of 4 at {tomorrow:%d %b} 14:15 UTC" in html


def test_only_cards_of_visible_channels_are_shown(reviewer: User, operator: User) -> None:
    make_task(channel=make_channel("open"), title="For everybody")
    make_task(channel=make_channel("closed", only_for=[operator]), title="For Otto")

    page = signed_in(reviewer).get(BOARD)

    assert titles(columns_of(page)[Status.DRAFT]) == ["For everybody"]
    assert columns_of(page)[Status.DRAFT].count == 1
    assert "Closed" not in page.content.decode()


def test_the_address_says_which_channel_and_priority(viewer: User) -> None:
    make_task(channel=make_channel("ships"), title="Ferry", priority=Priority.HIGH)
    make_task(channel=Task.objects.get().channel, title="Barge")
    make_task(channel=make_channel("foxes"), title="Fox", priority=Priority.HIGH)

    page = signed_in(viewer).get(f"{BOARD}?channel=ships&priority=high")

    assert titles(columns_of(page)[Status.DRAFT]) == ["Ferry"]
    assert "Channel: Ships" in page.content.decode()


def test_a_filter_that_means_nothing_shows_everything(viewer: User) -> None:
    make_task(title="Fox")

    page = signed_in(viewer).get(f"{BOARD}?channel=nowhere&priority=__class__")

    assert titles(columns_of(page)[Status.DRAFT]) == ["Fox"]


def test_what_waits_stands_in_the_order_of_work_and_the_rest_newest_first(viewer: User) -> None:
    now = timezone.now()
    for title, minutes, priority in (("B", 5, 1), ("C", 1, 1), ("A", 1, 0)):
        at = now - timedelta(minutes=minutes)
        make_task(title=title, status=Status.QUEUED, queued_at=at, priority=priority)
        make_task(title=title, status=Status.PUBLISHED, status_since=at)

    columns = columns_of(signed_in(viewer).get(BOARD))

    assert titles(columns[Status.QUEUED]) == ["A", "B", "C"]
    assert titles(columns[Status.PUBLISHED])[2] == "B"


def test_finished_columns_show_the_newest_and_count_the_rest(viewer: User) -> None:
    channel = make_channel()
    many = board.FINISHED_SHOWN + 3
    Task.objects.bulk_create(
        Task(title="Old", channel=channel, status=Status.PUBLISHED) for _ in range(many)
    )

    page = signed_in(viewer).get(BOARD)

    column = columns_of(page)[Status.PUBLISHED]
    assert (len(column.cards), column.count, column.rest) == (board.FINISHED_SHOWN, many, 3)
    assert "3 more" in page.content.decode()


def test_a_card_far_beyond_the_usual_time_is_stuck(viewer: User) -> None:
    cache.set("usual-times", {"assembling": 60.0}, 60)
    hour_ago = timezone.now() - timedelta(hours=1)
    make_task(status=Status.ASSEMBLING, status_since=hour_ago)

    (card,) = columns_of(signed_in(viewer).get(BOARD))[Status.ASSEMBLING].cards

    assert card.stuck_at == hour_ago + timedelta(minutes=3)


def test_waiting_for_a_retry_is_not_being_stuck(viewer: User) -> None:
    cache.set("usual-times", {"queued": 60.0}, 60)
    in_an_hour = timezone.now() + timedelta(hours=1)
    make_task(status=Status.QUEUED, next_attempt_at=in_an_hour)

    (card,) = columns_of(signed_in(viewer).get(BOARD))[Status.QUEUED].cards

    assert card.stuck_at == in_an_hour + timedelta(minutes=3)


def test_the_number_of_queries_does_not_grow(viewer: User) -> None:
    channel = make_task().channel
    client = signed_in(viewer)
    client.get(BOARD)

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert client.get(BOARD).status_code == 200
        return len(seen)

    few = queries()
    Task.objects.bulk_create(
        Task(title=f"{n}", channel=channel, status=status, queued_at=timezone.now())
        for n in range(60)
        for status in Status
    )

    assert queries() == few
    assert few <= 12


@pytest.mark.parametrize(
    ("now", "to", "ends"),
    [
        pytest.param(Status.DRAFT, Status.QUEUED, Status.QUEUED, id="queue"),
        pytest.param(Status.ASSET_ERROR, Status.QUEUED, Status.QUEUED, id="retry"),
        pytest.param(Status.ASSETS_READY, Status.ASSETS_APPROVED, Status.QUEUED, id="approve"),
        pytest.param(Status.CANCELLED, Status.DRAFT, Status.DRAFT, id="reopen"),
        pytest.param(Status.UPLOAD_ERROR, Status.FINAL_REVIEW, Status.FINAL_REVIEW, id="again"),
    ],
)
def test_a_card_moves_at_once_where_nothing_has_to_be_asked(
    operator: User, now: Status, to: Status, ends: Status
) -> None:
    task = make_task(status=now)

    answer = move(signed_in(operator), task, to)

    assert answer.status_code == 200
    task.refresh_from_db()
    assert task.state is ends
    assert f'data-status="{ends.value}"' in answer.json()["cards"][str(task.pk)]
    assert answer.json()["counts"][ends.value] == 1


def test_a_rejection_asks_for_its_note_first(reviewer: User) -> None:
    task = make_task(status=Status.ASSETS_READY)
    make_asset(task)
    client = signed_in(reviewer)

    asked = move(client, task, Status.ASSET_ERROR)
    done = move(client, task, Status.ASSET_ERROR, confirmed="1", note="Too dark.")

    assert asked.json()["ask"]["needs_note"] is True
    assert done.status_code == 200
    assert Review.objects.get().note == "Too dark."


def test_cancelling_is_asked_about(operator: User) -> None:
    task = make_task()
    client = signed_in(operator)

    asked = move(client, task, Status.CANCELLED)
    task.refresh_from_db()
    before = task.state
    move(client, task, Status.CANCELLED, confirmed="1")
    task.refresh_from_db()

    assert "Its files are kept" in asked.json()["ask"]["text"]
    assert (before, task.state) == (Status.DRAFT, Status.CANCELLED)


def test_a_stale_card_hears_who_was_first(reviewer: User, operator: User) -> None:
    task = make_task()
    first = move(signed_in(operator), task, Status.CANCELLED, confirmed="1")

    second = move(signed_in(operator), task, Status.QUEUED)

    assert first.status_code == 200
    assert second.status_code == 409
    assert second.json()["detail"].startswith("otto was first: Cancelled")
    assert 'data-status="cancelled"' in second.json()["cards"][str(task.pk)]


def test_a_gate_that_was_left_and_reached_again_is_another_one(reviewer: User) -> None:
    task = make_task(status=Status.ASSETS_READY)
    Task.objects.filter(pk=task.pk).update(status_since=timezone.now() + timedelta(minutes=1))

    answer = move(signed_in(reviewer), task, Status.ASSETS_APPROVED)

    assert answer.status_code == 409
    assert "came back since you looked" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("now", "to", "status"),
    [
        pytest.param(Status.DRAFT, Status.PUBLISHED, 400, id="no-such-move"),
        pytest.param(Status.QUEUED, Status.CLAIMED, 400, id="a-worker's-move"),
        pytest.param(Status.DRAFT, Status.QUEUED, 403, id="an-operator's-move"),
    ],
)
def test_moves_that_are_not_the_person_s_are_refused(
    reviewer: User, now: Status, to: Status, status: int
) -> None:
    task = make_task(status=now)

    answer = move(signed_in(reviewer), task, to)

    assert answer.status_code == status
    task.refresh_from_db()
    assert task.state is now


def test_somebody_else_s_card_is_not_there(reviewer: User, operator: User) -> None:
    task = make_task(channel=make_channel("closed", only_for=[operator]))

    answer = move(signed_in(reviewer), task, Status.QUEUED)
    drawn = signed_in(reviewer).get(f"{BOARD}cards/?ids={task.pk}")

    assert answer.status_code == 404
    assert drawn.json()["cards"] == {str(task.pk): None}


def test_what_the_cards_offer_follows_the_role(viewer: User, reviewer: User) -> None:
    make_task(status=Status.ASSETS_READY)

    (seen,) = columns_of(signed_in(viewer).get(BOARD))[Status.ASSETS_READY].cards
    (judged,) = columns_of(signed_in(reviewer).get(BOARD))[Status.ASSETS_READY].cards

    assert seen.moves == ""
    assert set(judged.moves.split()) == {"assets_approved", "asset_error"}


def test_many_cards_are_moved_from_the_bar(operator: User) -> None:
    tasks = [make_task(title=f"Draft {n}") for n in range(3)]
    stood = {f"status-{task.pk}": f"draft {task.status_since.isoformat()}" for task in tasks}

    answer = signed_in(operator).post(
        f"{BOARD}?priority=normal",
        {"action": "queue_chosen", "_selected_action": [str(t.pk) for t in tasks], **stood},
    )

    assert answer.status_code == 302
    assert answer.headers["Location"] == f"{BOARD}?priority=normal"
    assert "3 tasks queued" in told(answer)
    assert Task.objects.filter(status=Status.QUEUED).count() == 3


def test_who_may_see_nothing_sees_no_board(outsider: User, client: Client) -> None:
    assert signed_in(outsider).get(BOARD).status_code == 403
    assert client.get(BOARD).status_code == 302
