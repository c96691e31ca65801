from __future__ import annotations

import uuid

import pytest

from tasks_app.models import Asset, AssetKind
from tasks_app.statuses import Status
from tests.builders import make_asset, make_task
from tests.conftest import Api
from videogen.accounts.models import User

pytestmark = pytest.mark.django_db

FIELDS = [
    "id",
    "task",
    "step",
    "kind",
    "index",
    "name",
    "status",
    "take",
    "url",
    "sha256",
    "size_bytes",
    "width",
    "height",
    "duration_seconds",
    "prompt",
    "note",
    "created_at",
]
NOBODY = uuid.UUID(int=1)


def make_take(asset: Asset, take: int = 2) -> Asset:
    Asset.objects.filter(pk=asset.pk).update(is_current=False)
    return make_asset(
        asset.task, AssetKind(asset.kind), index=asset.index, take=take, content=b"another"
    )


def test_the_files_of_a_task_come_in_the_order_of_the_pipeline(viewer: User, api: Api) -> None:
    task = make_task()
    make_asset(task, AssetKind.FINAL)
    make_asset(task, AssetKind.CLIP, index=2)
    make_asset(task, AssetKind.CLIP, index=1)
    make_asset(task, AssetKind.CHARACTER)

    found = api(viewer).get(f"/api/tasks/{task.pk}/assets").json()["assets"]

    assert [(asset["kind"], asset["index"]) for asset in found] == [
        ("character", 1),
        ("clip", 1),
        ("clip", 2),
        ("final", 1),
    ]
    assert list(found[0]) == FIELDS
    assert found[0]["url"] == f"/api/assets/{found[0]['id']}/file"


def test_earlier_takes_come_on_request(viewer: User, api: Api) -> None:
    first = make_asset(make_task())
    second = make_take(first)

    current = api(viewer).get(f"/api/tasks/{first.task_id}/assets").json()["assets"]
    everything = api(viewer).get(f"/api/tasks/{first.task_id}/assets?takes=all").json()["assets"]

    assert [asset["id"] for asset in current] == [str(second.pk)]
    assert [asset["take"] for asset in everything] == [1, 2]


def test_an_unknown_choice_of_takes_is_named(viewer: User, api: Api) -> None:
    answer = api(viewer).get(f"/api/tasks/{make_task().pk}/assets?takes=some")

    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == ["takes"]


def test_one_asset(viewer: User, api: Api) -> None:
    asset = make_asset(make_task(), prompt="A fox", note="Redder")

    found = api(viewer).get(f"/api/assets/{asset.pk}").json()

    assert (found["prompt"], found["note"], found["sha256"]) == ("A fox", "Redder", asset.sha256)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        pytest.param("GET", "", id="read"),
        pytest.param("GET", "/file", id="file"),
        pytest.param("POST", "/restore", id="restore"),
    ],
)
def test_the_doors_of_an_asset_are_shut_to_others(
    method: str, path: str, outsider: User, administrator: User, api: Api
) -> None:
    asset = make_asset(make_task())

    nobody = api(None).generic(method, f"/api/assets/{asset.pk}{path}")
    stranger = api(outsider).generic(method, f"/api/assets/{asset.pk}{path}")
    missing = api(administrator).generic(method, f"/api/assets/{NOBODY}{path}")
    malformed = api(administrator).generic(method, f"/api/assets/nonsense{path}")
    wrong_method = api(administrator).generic("DELETE", f"/api/assets/{asset.pk}{path}")

    assert nobody.status_code == 401
    assert stranger.status_code == missing.status_code == malformed.status_code == 404
    assert stranger.json() == missing.json()
    assert wrong_method.status_code == 405


def test_an_earlier_take_is_put_back(reviewer: User, api: Api) -> None:
    first = make_asset(make_task(status=Status.ASSETS_READY))
    make_take(first)

    answer = api(reviewer).post(f"/api/assets/{first.pk}/restore")

    assert answer.status_code == 200
    assert answer.json()["take"] == 1
    assert Asset.objects.current().get(task=first.task) == first


def test_away_from_its_gate_a_take_stays(reviewer: User, api: Api) -> None:
    asset = make_asset(make_task(status=Status.VIDEO_READY))

    answer = api(reviewer).post(f"/api/assets/{asset.pk}/restore")

    assert answer.status_code == 409
    assert answer.json()["errors"] == {"status": "video_ready"}


def test_a_viewer_may_not_put_a_take_back(viewer: User, api: Api) -> None:
    asset = make_asset(make_task(status=Status.ASSETS_READY))

    answer = api(viewer).post(f"/api/assets/{asset.pk}/restore")

    assert answer.status_code == 403
    assert answer.json()["detail"] == "This needs the role reviewer."
