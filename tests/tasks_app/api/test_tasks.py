from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tasks_app import costs
from tasks_app.actors import Actor
from tasks_app.models import Task
from tasks_app.models.channel import ChannelState
from tasks_app.statuses import Status, Step
from tasks_app.transitions import transition
from tests.builders import PLAN, make_channel, make_task
from tests.conftest import Api
from videogen.accounts.models import User

pytestmark = pytest.mark.django_db

FIELDS = [
    "id",
    "title",
    "topic",
    "story_direction",
    "channel",
    "priority",
    "status",
    "phase",
    "next_step",
    "failed_step",
    "progress",
    "error_log",
    "error_kind",
    "retry_count",
    "next_attempt_at",
    "cost_usd",
    "estimate_usd",
    "youtube_url",
    "publish_at",
    "notion_page_id",
    "review_started_at",
    "review_completed_at",
    "created_at",
    "updated_at",
]
NOBODY = uuid.UUID(int=1)


def test_creating_gives_the_draft(operator: User, api: Api) -> None:
    make_channel()
    body = {"title": "A fox", "topic": "Foxes", "channel": "foxes", "priority": "high"}

    answer = api(operator).post("/api/tasks", body)

    assert answer.status_code == 201
    task = answer.json()
    assert list(task) == FIELDS
    assert (task["title"], task["topic"], task["channel"]) == ("A fox", "Foxes", "foxes")
    assert (task["priority"], task["status"], task["phase"]) == ("high", "draft", "draft")
    assert Task.objects.get(pk=task["id"]).created_by == operator


@pytest.mark.parametrize(
    "title",
    [
        pytest.param("🦊 und 🐻‍❄️ im Schnee", id="emoji"),
        pytest.param("الثعلب الصغير في الغابة", id="right-to-left"),
        pytest.param("小狐狸的冬天", id="chinese"),
        pytest.param('It\'s 100% "true": a\\b <b>&amp;</b>', id="signs"),
        pytest.param("é" * 255, id="255-characters"),
    ],
)
def test_a_title_comes_back_as_it_was_sent(title: str, operator: User, api: Api) -> None:
    make_channel()

    task = api(operator).post("/api/tasks", {"title": title, "channel": "foxes"}).json()

    assert api(operator).get(f"/api/tasks/{task['id']}").json()["title"] == title


@pytest.mark.parametrize(
    ("body", "field"),
    [
        pytest.param({"channel": "foxes"}, "title", id="no-title"),
        pytest.param({"title": "   ", "channel": "foxes"}, "title", id="blank-title"),
        pytest.param({"title": "x" * 256, "channel": "foxes"}, "title", id="long-title"),
        pytest.param({"title": "a\x00b", "channel": "foxes"}, "title", id="nul"),
        pytest.param({"title": "x", "channel": "nope"}, "channel", id="unknown-channel"),
        pytest.param({"title": "x"}, "channel", id="no-channel"),
        pytest.param(
            {"title": "x", "topic": "y" * 1001, "channel": "foxes"}, "topic", id="long-topic"
        ),
        pytest.param(
            {"title": "x", "channel": "foxes", "priority": "urgent"}, "priority", id="priority"
        ),
        pytest.param(
            {"title": "x", "channel": "foxes", "publish_at": "soon"}, "publish_at", id="time"
        ),
        pytest.param(
            {"title": "x", "channel": "foxes", "titel": "y"}, "titel", id="misspelt-field"
        ),
    ],
)
def test_a_wrong_field_is_named(body: dict[str, Any], field: str, operator: User, api: Api) -> None:
    make_channel()

    answer = api(operator).post("/api/tasks", body)

    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    assert list(answer.json()["errors"]) == [field]
    assert not Task.objects.exists()


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        pytest.param(b"{", "application/json", 400, id="broken"),
        pytest.param(b"[]", "application/json", 400, id="not-an-object"),
        pytest.param(b'{"title": NaN}', "application/json", 400, id="nan"),
        pytest.param(b"\xff", "application/json", 400, id="not-utf-8"),
        pytest.param(b"[" * 100_000, "application/json", 400, id="nested"),
        pytest.param(b'{"title": "\\ud800"}', "application/json", 400, id="half-a-surrogate"),
        pytest.param(b" " * (2 * 1024 * 1024 + 1), "application/json", 413, id="too-large"),
        pytest.param(b"title=x", "application/x-www-form-urlencoded", 415, id="form"),
    ],
)
def test_a_body_that_is_not_usable_json_is_a_problem(
    body: bytes, content_type: str, status: int, operator: User, api: Api
) -> None:
    answer = api(operator).post("/api/tasks", body, content_type=content_type)

    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["detail"]


def test_half_a_shot_list_is_refused_by_its_field(operator: User, api: Api) -> None:
    make_channel()
    story = "| Clip | Scene |\n| --- | --- |\n| 1 | a fox |"

    answer = api(operator).post(
        "/api/tasks", {"title": "A fox", "channel": "foxes", "story_direction": story}
    )

    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == ["story_direction"]


def test_a_channel_limited_to_others_does_not_exist(
    operator: User, reviewer: User, api: Api
) -> None:
    make_channel("secret", only_for=[reviewer])

    answer = api(operator).post("/api/tasks", {"title": "A fox", "channel": "secret"})

    assert answer.status_code == 400
    assert answer.json()["errors"] == {"channel": ["There is no channel 'secret'."]}


def test_a_removed_channel_takes_no_tasks(operator: User, api: Api) -> None:
    make_channel(state=ChannelState.REMOVED)

    answer = api(operator).post("/api/tasks", {"title": "A fox", "channel": "foxes"})

    assert answer.status_code == 409
    assert answer.json()["type"] == "urn:videogen:problem:channel-removed"


def test_a_task_tells_everything(viewer: User, api: Api) -> None:
    task = make_task(status=Status.GENERATING_ASSETS, progress_done=5, progress_total=18)
    costs.record_call(task, service="gemini", operation="image", units=2)

    found = api(viewer).get(f"/api/tasks/{task.pk}").json()

    assert found["progress"] == {"step": "assets", "done": 5, "total": 18}
    assert found["cost_usd"] == 0.078
    assert found["failed_step"] is None
    assert found["error_kind"] is None
    assert found["youtube_url"] is None
    assert found["created_at"].endswith("Z")


def test_review_times_are_of_the_last_gate(viewer: User, reviewer: User, api: Api) -> None:
    task = make_task(status=Status.GENERATING_ASSETS)
    worker = Actor.worker("host:1")
    transition(task.pk, Status.ASSETS_READY, actor=worker)

    waiting = api(viewer).get(f"/api/tasks/{task.pk}").json()
    transition(task.pk, Status.ASSETS_APPROVED, actor=Actor.person(reviewer))
    decided = api(viewer).get(f"/api/tasks/{task.pk}").json()

    assert waiting["review_started_at"] is not None
    assert waiting["review_completed_at"] is None
    assert decided["review_started_at"] == waiting["review_started_at"]
    assert decided["review_completed_at"] > decided["review_started_at"]


def test_a_decision_taken_back_leaves_the_review_open(reviewer: User, api: Api) -> None:
    task = make_task(status=Status.GENERATING_ASSETS)
    transition(task.pk, Status.ASSETS_READY, actor=Actor.worker("host:1"))
    reached = api(reviewer).get(f"/api/tasks/{task.pk}").json()["review_started_at"]
    api(reviewer).post(f"/api/tasks/{task.pk}/approve")

    undone = api(reviewer).post(f"/api/tasks/{task.pk}/undo").json()

    assert undone["review_started_at"] == reached
    assert undone["review_completed_at"] is None


def test_editing_a_draft_changes_what_was_sent(operator: User, api: Api) -> None:
    make_channel("owls")
    task = make_task(channel=make_channel(), topic="Foxes")
    body = {"title": "An owl", "channel": "owls", "publish_at": "2027-01-01T10:00:00+02:00"}

    answer = api(operator).patch(f"/api/tasks/{task.pk}", body)

    assert answer.status_code == 200
    found = answer.json()
    assert (found["title"], found["topic"], found["channel"]) == ("An owl", "Foxes", "owls")
    assert found["publish_at"] == "2027-01-01T08:00:00Z"


def test_the_plan_of_a_draft_can_be_replaced(operator: User, api: Api) -> None:
    task = make_task()
    plan = {**PLAN, "props": ["A kettle"]}

    answer = api(operator).patch(f"/api/tasks/{task.pk}", {"plan": plan})

    assert answer.status_code == 200
    task.refresh_from_db()
    assert task.plan["props"] == ["A kettle"]


def test_a_fault_in_a_plan_is_named(operator: User, api: Api) -> None:
    task = make_task()

    answer = api(operator).patch(f"/api/tasks/{task.pk}", {"plan": {"clips": []}})

    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == ["plan"]


def test_after_the_start_only_the_priority_can_be_changed(operator: User, api: Api) -> None:
    task = make_task(status=Status.GENERATING_ASSETS)

    text = api(operator).patch(f"/api/tasks/{task.pk}", {"title": "Another"})
    priority = api(operator).patch(f"/api/tasks/{task.pk}", {"priority": "low"})

    assert text.status_code == 409
    assert "title" in text.json()["detail"]
    assert priority.json()["priority"] == "low"


def test_a_field_that_cannot_be_edited_is_refused(operator: User, api: Api) -> None:
    task = make_task()

    answer = api(operator).patch(f"/api/tasks/{task.pk}", {"status": "published"})

    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == ["status"]


def test_queueing_a_draft(operator: User, api: Api) -> None:
    task = make_task()

    answer = api(operator).post(f"/api/tasks/{task.pk}/queue")

    assert answer.status_code == 200
    assert (answer.json()["status"], answer.json()["phase"]) == ("queued", "pending")


def test_queueing_twice_changes_nothing_and_says_so(operator: User, api: Api) -> None:
    task = make_task(status=Status.QUEUED)

    answer = api(operator).post(f"/api/tasks/{task.pk}/queue")

    assert answer.status_code == 409
    assert answer.json()["title"] == "Already queued"


def test_a_move_that_is_not_allowed_names_those_that_are(operator: User, api: Api) -> None:
    task = make_task(status=Status.ASSETS_READY)

    answer = api(operator).post(f"/api/tasks/{task.pk}/queue")

    assert answer.status_code == 409
    assert answer.json()["errors"]["allowed"] == ["assets_approved", "asset_error", "cancelled"]


def test_retrying_nothing_names_the_allowed_moves(operator: User, api: Api) -> None:
    task = make_task()

    answer = api(operator).post(f"/api/tasks/{task.pk}/retry")

    assert answer.status_code == 409
    assert answer.json()["errors"]["allowed"] == ["queued", "cancelled"]


def test_retrying_goes_on_where_it_stopped(operator: User, api: Api) -> None:
    task = make_task(
        status=Status.VIDEO_ERROR, next_step=Step.VIDEO, failed_step="video", retry_count=3
    )

    answer = api(operator).post(f"/api/tasks/{task.pk}/retry")

    assert answer.status_code == 200
    assert (answer.json()["status"], answer.json()["next_step"]) == ("queued", "video")
    assert answer.json()["retry_count"] == 0


def test_retrying_what_waits_for_a_retry_hurries_it(operator: User, api: Api) -> None:
    task = make_task(status=Status.QUEUED, next_attempt_at=timezone.now() + timedelta(days=1))

    answer = api(operator).post(f"/api/tasks/{task.pk}/retry")

    assert answer.json()["next_attempt_at"] is None
    assert answer.json()["phase"] == "pending"


def test_cancelling_keeps_the_reason(operator: User, api: Api) -> None:
    task = make_task(status=Status.QUEUED)

    answer = api(operator).post(f"/api/tasks/{task.pk}/cancel", {"note": "No longer wanted."})

    assert answer.json()["status"] == "cancelled"
    assert task.events.latest("id").data["reason"] == "No longer wanted."


EVERY_CALL = [
    pytest.param("get", "", id="read"),
    pytest.param("patch", "", id="edit"),
    pytest.param("post", "/queue", id="queue"),
    pytest.param("post", "/retry", id="retry"),
    pytest.param("post", "/cancel", id="cancel"),
    pytest.param("get", "/assets", id="assets"),
    pytest.param("get", "/events", id="events"),
]
OPERATORS_CALLS = EVERY_CALL[1:5]


@pytest.mark.parametrize(("method", "path"), EVERY_CALL)
def test_not_signed_in_is_401(method: str, path: str, api: Api) -> None:
    answer = api(None).generic(method.upper(), f"/api/tasks/{make_task().pk}{path}")

    assert answer.status_code == 401
    assert answer["WWW-Authenticate"].startswith("Bearer")
    assert answer.json()["detail"]


@pytest.mark.parametrize(("method", "path"), EVERY_CALL)
def test_an_outsider_sees_no_task(method: str, path: str, outsider: User, api: Api) -> None:
    answer = api(outsider).generic(method.upper(), f"/api/tasks/{make_task().pk}{path}")

    assert answer.status_code == 404


@pytest.mark.parametrize(("method", "path"), EVERY_CALL)
def test_a_missing_task_looks_like_an_invisible_one(
    method: str, path: str, administrator: User, outsider: User, api: Api
) -> None:
    hidden = make_task().pk

    missing = api(administrator).generic(method.upper(), f"/api/tasks/{NOBODY}{path}")
    invisible = api(outsider).generic(method.upper(), f"/api/tasks/{hidden}{path}")

    assert missing.status_code == 404
    assert missing.json() == invisible.json()


@pytest.mark.parametrize(("method", "path"), EVERY_CALL)
def test_a_malformed_id_is_404(method: str, path: str, administrator: User, api: Api) -> None:
    answer = api(administrator).generic(method.upper(), f"/api/tasks/not-a-uuid{path}")

    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(("method", "path"), OPERATORS_CALLS)
def test_a_viewer_and_a_reviewer_may_not_run_the_pipeline(
    method: str, path: str, viewer: User, reviewer: User, api: Api
) -> None:
    task = make_task()

    of_viewer = api(viewer).generic(method.upper(), f"/api/tasks/{task.pk}{path}")
    of_reviewer = api(reviewer).generic(method.upper(), f"/api/tasks/{task.pk}{path}")

    assert of_viewer.status_code == 403
    assert of_reviewer.status_code == 403
    assert of_viewer.json()["detail"] == "This needs the role operator."


@pytest.mark.parametrize("path", ["/queue", "/retry", "/cancel"])
def test_a_wrong_method_is_405(path: str, operator: User, api: Api) -> None:
    answer = api(operator).get(f"/api/tasks/{make_task().pk}{path}")

    assert answer.status_code == 405
    assert "POST" in answer["Allow"]
    assert answer["Content-Type"] == "application/problem+json"


def test_a_viewer_may_not_create(viewer: User, api: Api) -> None:
    make_channel()

    answer = api(viewer).post("/api/tasks", {"title": "A fox", "channel": "foxes"})

    assert answer.status_code == 403
