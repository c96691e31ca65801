from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tasks_app.models import AssetStatus, Event, EventKind, Task
from tasks_app.statuses import Status
from tests.builders import make_asset, make_channel, make_task
from tests.conftest import Api
from videogen.accounts.models import User

pytestmark = pytest.mark.django_db

NOBODY = uuid.UUID(int=1)
CALLS = ["approve", "reject", "undo"]


def test_approving(reviewer: User, api: Api) -> None:
    task = make_task(status=Status.ASSETS_READY)
    asset = make_asset(task)

    answer = api(reviewer).post(
        f"/api/tasks/{task.pk}/approve", {"seen": {str(asset.pk): asset.sha256}, "note": "Good."}
    )

    assert answer.status_code == 200
    assert (answer.json()["status"], answer.json()["next_step"]) == ("queued", "composites")


@pytest.mark.parametrize("body", [None, {}, {"seen": None}, {"seen": "assets_ready"}])
def test_saying_less_is_enough(body: dict[str, Any] | None, reviewer: User, api: Api) -> None:
    task = make_task(status=Status.ASSETS_READY)

    answer = api(reviewer).post(f"/api/tasks/{task.pk}/approve", body)

    assert answer.status_code == 200


def test_a_list_of_hashes_is_enough(reviewer: User, api: Api) -> None:
    task = make_task(status=Status.ASSETS_READY)
    asset = make_asset(task)

    answer = api(reviewer).post(f"/api/tasks/{task.pk}/approve", {"seen": [asset.sha256]})

    assert answer.status_code == 200


def test_files_that_changed_are_named(reviewer: User, api: Api) -> None:
    task = make_task(status=Status.ASSETS_READY)
    asset = make_asset(task, name="fox.png")

    answer = api(reviewer).post(
        f"/api/tasks/{task.pk}/approve", {"seen": {str(asset.pk): "f" * 64}}
    )

    assert answer.status_code == 409
    assert answer.json()["errors"] == {"seen": ["fox.png"]}


def test_rejecting_flags_single_files(reviewer: User, api: Api) -> None:
    task = make_task(status=Status.ASSETS_READY)
    good, bad = make_asset(task, index=1), make_asset(task, index=2)

    answer = api(reviewer).post(
        f"/api/tasks/{task.pk}/reject",
        {"note": "Nearly.", "assets": [{"id": str(bad.pk), "note": "A fifth leg."}]},
    )

    good.refresh_from_db()
    bad.refresh_from_db()
    assert answer.status_code == 200
    assert (answer.json()["status"], answer.json()["phase"]) == ("asset_error", "rejected")
    assert "Nearly." in answer.json()["error_log"]
    assert (good.status, bad.status) == (AssetStatus.GENERATED, AssetStatus.REJECTED)


@pytest.mark.parametrize(
    ("call", "body", "field"),
    [
        pytest.param("reject", {}, "note", id="no-note"),
        pytest.param("reject", {"note": "x" * 2001}, "note", id="long-note"),
        pytest.param("reject", {"note": "x", "assets": [{"id": "y"}]}, "assets.0.id", id="flag"),
        pytest.param(
            "reject", {"note": "x", "assets": [{"id": str(NOBODY)}]}, "assets", id="not-shown"
        ),
        pytest.param("approve", {"seen": 5}, "seen", id="number-seen"),
        pytest.param("approve", {"seen": {"a": 1}}, "seen", id="hash-that-is-a-number"),
        pytest.param("approve", {"seen": [["x"]]}, "seen", id="list-in-a-list"),
        pytest.param("approve", {"seen": ["x"] * 1001}, "seen", id="too-many-seen"),
        pytest.param("approve", {"seen": "nonsense"}, "seen", id="no-such-status"),
        pytest.param("approve", {"seen": "draft"}, "seen", id="status-without-a-gate"),
        pytest.param("approve", {"sean": {}}, "sean", id="misspelt"),
    ],
)
def test_a_wrong_field_is_named(
    call: str, body: dict[str, Any], field: str, reviewer: User, api: Api
) -> None:
    task = make_task(status=Status.ASSETS_READY)

    answer = api(reviewer).post(f"/api/tasks/{task.pk}/{call}", body)

    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == [field]
    assert Task.objects.get(pk=task.pk).status == Status.ASSETS_READY


def test_approving_with_flags_is_refused(reviewer: User, api: Api) -> None:
    task = make_task(status=Status.ASSETS_READY)
    asset = make_asset(task)

    answer = api(reviewer).post(
        f"/api/tasks/{task.pk}/approve", {"assets": [{"id": str(asset.pk)}]}
    )

    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == ["assets"]


def test_the_second_hears_who_was_first(reviewer: User, administrator: User, api: Api) -> None:
    task = make_task(status=Status.FINAL_REVIEW)
    api(reviewer).post(f"/api/tasks/{task.pk}/approve")

    answer = api(administrator).post(f"/api/tasks/{task.pk}/reject", {"note": "No."})

    assert answer.status_code == 409
    assert answer.json()["type"] == "urn:videogen:problem:transition-conflict"
    assert answer.json()["errors"]["by"]["name"] == "rosa"
    assert "rosa was first" in answer.json()["detail"]


def test_taking_a_decision_back(reviewer: User, api: Api) -> None:
    task = make_task(status=Status.AUDIO_READY)
    api(reviewer).post(f"/api/tasks/{task.pk}/approve")

    answer = api(reviewer).post(f"/api/tasks/{task.pk}/undo")

    assert answer.status_code == 200
    assert answer.json()["status"] == "audio_ready"


def test_after_the_undo_time_a_decision_stands(reviewer: User, api: Api) -> None:
    task = make_task(status=Status.AUDIO_READY)
    api(reviewer).post(f"/api/tasks/{task.pk}/approve")
    Task.objects.filter(pk=task.pk).update(undo_until=timezone.now() - timedelta(seconds=1))

    answer = api(reviewer).post(f"/api/tasks/{task.pk}/undo")

    assert answer.status_code == 409
    assert Task.objects.get(pk=task.pk).status == Status.QUEUED


@pytest.mark.parametrize("call", CALLS)
def test_the_small_set(
    call: str, viewer: User, outsider: User, administrator: User, api: Api
) -> None:
    path = f"/api/tasks/{make_task(status=Status.ASSETS_READY).pk}/{call}"

    nobody = api(None).post(path)
    stranger = api(outsider).post(path)
    onlooker = api(viewer).post(path)
    missing = api(administrator).post(f"/api/tasks/{NOBODY}/{call}")
    malformed = api(administrator).post(f"/api/tasks/nonsense/{call}")
    wrong_method = api(administrator).get(path)

    assert nobody.status_code == 401
    assert stranger.status_code == missing.status_code == malformed.status_code == 404
    assert stranger.json() == missing.json()
    assert (onlooker.status_code, onlooker.json()["detail"]) == (
        403,
        "This needs the role reviewer.",
    )
    assert wrong_method.status_code == 405


# Many at once


def test_many_are_answered_in_the_order_asked(reviewer: User, api: Api) -> None:
    first, second = make_task(status=Status.ASSETS_READY), make_task(status=Status.VIDEO_READY)
    ids = [str(second.pk), "nonsense", str(first.pk), str(second.pk)]

    answer = api(reviewer).post("/api/tasks/bulk", {"action": "approve", "ids": ids})

    assert answer.status_code == 200
    results = answer.json()["results"]
    assert [result["id"] for result in results] == ids
    assert [result["ok"] for result in results] == [True, False, True, False]
    assert results[0] == {"id": str(second.pk), "ok": True, "status": "queued", "error": None}
    assert results[1]["status"] is None
    assert "rosa was first" in results[3]["error"]


def test_a_batch_is_told_once_and_only_to_who_did_it(reviewer: User, api: Api) -> None:
    tasks = [make_task(status=Status.ASSETS_READY) for _ in range(3)] + [make_task()]
    ids = [str(task.pk) for task in tasks]

    api(reviewer).post("/api/tasks/bulk", {"action": "approve", "ids": ids})

    event = Event.objects.get(kind=EventKind.BULK)
    assert event.user == reviewer
    assert (event.data["action"], event.data["done"], event.data["refused"]) == ("approved", 3, 1)
    assert event.data["reason"].startswith("1 refused: A task that is Draft")


def test_rejecting_many_needs_a_note_for_each(reviewer: User, api: Api) -> None:
    task = make_task(status=Status.ASSETS_READY)

    answer = api(reviewer).post("/api/tasks/bulk", {"action": "reject", "ids": [str(task.pk)]})

    (result,) = answer.json()["results"]
    assert (result["ok"], result["status"]) == (False, "assets_ready")
    assert "note" in result["error"]


def test_invisible_tasks_are_unknown_to_many(reviewer: User, operator: User, api: Api) -> None:
    task = make_task(
        channel=make_channel("closed", only_for=[operator]), status=Status.ASSETS_READY
    )

    answer = api(reviewer).post("/api/tasks/bulk", {"action": "approve", "ids": [str(task.pk)]})

    assert answer.json()["results"][0]["error"] == "There is no task with this id."
    assert Task.objects.get(pk=task.pk).status == Status.ASSETS_READY


@pytest.mark.parametrize(
    ("body", "field"),
    [
        pytest.param({"action": "delete", "ids": ["x"]}, "action", id="action"),
        pytest.param({"ids": ["x"]}, "action", id="no-action"),
        pytest.param({"action": "queue"}, "ids", id="no-ids"),
        pytest.param({"action": "queue", "ids": []}, "ids", id="none"),
        pytest.param({"action": "queue", "ids": "x"}, "ids", id="text"),
        pytest.param({"action": "queue", "ids": ["x"] * 501}, "ids", id="too-many"),
        pytest.param({"action": "queue", "ids": ["x", {}]}, "ids.1", id="an-object"),
    ],
)
def test_a_wrong_field_of_many_is_named(
    body: dict[str, Any], field: str, operator: User, api: Api
) -> None:
    answer = api(operator).post("/api/tasks/bulk", body)

    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == [field]


@pytest.mark.parametrize("action", ["retry", "cancel", "queue"])
def test_running_the_pipeline_needs_an_operator(action: str, reviewer: User, api: Api) -> None:
    answer = api(reviewer).post("/api/tasks/bulk", {"action": action, "ids": ["x"]})

    assert answer.status_code == 403
    assert answer.json()["detail"] == "This needs the role operator."


@pytest.mark.parametrize("action", ["approve", "reject", "undo"])
def test_deciding_on_many_needs_a_reviewer(
    action: str, viewer: User, operator: User, api: Api
) -> None:
    refused = api(viewer).post("/api/tasks/bulk", {"action": action, "ids": ["x"]})
    let_in = api(operator).post("/api/tasks/bulk", {"action": action, "ids": ["x"]})

    assert refused.status_code == 403
    assert let_in.status_code == 200


def test_many_need_somebody_signed_in_and_a_post(viewer: User, api: Api) -> None:
    assert api(None).post("/api/tasks/bulk", {}).status_code == 401
    assert api(viewer).get("/api/tasks/bulk").status_code == 405


def test_in_bulk_each_is_decided_on_what_was_seen_of_it(reviewer: User, api: Api) -> None:
    fresh, stale = (make_task(status=Status.ASSETS_READY) for _ in range(2))
    old = {str(make_asset(stale).pk): "0" * 64}
    body = {
        "action": "approve",
        "ids": [str(fresh.pk), str(stale.pk)],
        "seen": {str(fresh.pk): "assets_ready", str(stale.pk): old},
    }

    first, second = api(reviewer).post("/api/tasks/bulk", body).json()["results"]

    assert (first["ok"], second["ok"]) == (True, False)
    assert "changed since you opened the page" in second["error"]


def test_in_bulk_a_draft_that_was_seen_as_one_is_queued(operator: User, api: Api) -> None:
    draft, cancelled = make_task(), make_task(status=Status.CANCELLED)
    ids = [str(draft.pk), str(cancelled.pk)]
    body = {"action": "queue", "ids": ids, "seen": dict.fromkeys(ids, "draft")}

    first, second = api(operator).post("/api/tasks/bulk", body).json()["results"]

    assert (first["ok"], second["ok"]) == (True, False)
    assert second["error"] == "The task is no longer Draft: it is Cancelled now."
