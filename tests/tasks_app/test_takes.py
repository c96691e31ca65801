from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from tasks_app import takes
from tasks_app.actors import Actor
from tasks_app.files import Workspace
from tasks_app.models import Asset, AssetKind, AssetStatus, Event
from tasks_app.statuses import Status
from tasks_app.takes import NotAtItsGate
from tests.builders import make_asset, make_task
from videogen.lib.errors import Missing

pytestmark = pytest.mark.django_db

ANA = Actor.notion("ana", "Ana")


def two_takes(status: Status, kind: AssetKind, suffix: str = ".png") -> tuple[Asset, Asset]:
    task = make_task(status=status)
    first = make_asset(task, kind, is_current=False, status=AssetStatus.REJECTED, suffix=suffix)
    second = make_asset(task, kind, take=2, content=b"second", suffix=suffix)
    return first, second


def test_an_earlier_take_counts_again_and_waits_for_its_decision() -> None:
    first, second = two_takes(Status.ASSETS_READY, AssetKind.PROP)

    restored = takes.restore(first.pk, actor=ANA)

    second.refresh_from_db()
    assert (restored.is_current, restored.status, restored.note) == (True, "generated", "")
    assert not second.is_current


def test_putting_back_is_an_event() -> None:
    first, second = two_takes(Status.ASSETS_READY, AssetKind.PROP)

    takes.restore(first.pk, actor=ANA)

    event = Event.objects.get(task=first.task)
    assert event.kind == "asset.restored"
    assert event.data == {"asset": str(first.pk), "take": 1, "replaced": [str(second.pk)]}


def test_the_take_that_counts_already_changes_nothing() -> None:
    _first, second = two_takes(Status.ASSETS_READY, AssetKind.PROP)

    takes.restore(second.pk, actor=ANA)

    assert not Event.objects.exists()


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        pytest.param(Status.DRAFT, AssetKind.PROP, id="no-gate"),
        pytest.param(Status.VIDEO_READY, AssetKind.PROP, id="gate-passed"),
        pytest.param(Status.ASSETS_READY, AssetKind.CLIP, id="gate-to-come"),
        pytest.param(Status.FINAL_REVIEW, AssetKind.CLIP, id="shown-but-built-in"),
    ],
)
def test_elsewhere_than_at_its_gate_a_take_stays(status: Status, kind: AssetKind) -> None:
    first, second = two_takes(status, kind)

    with pytest.raises(NotAtItsGate):
        takes.restore(first.pk, actor=ANA)

    second.refresh_from_db()
    assert second.is_current


def test_a_take_whose_file_is_gone_cannot_come_back(settings: Settings) -> None:
    first, _second = two_takes(Status.ASSETS_READY, AssetKind.PROP)
    (Path(settings.MEDIA_ROOT) / first.path).unlink()

    with pytest.raises(Missing):
        takes.restore(first.pk, actor=ANA)


def test_the_finished_film_is_the_cut_that_counts(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    first, second = two_takes(Status.FINAL_REVIEW, AssetKind.FINAL, suffix=".mp4")
    film = Workspace(first.task.channel_id, first.task_id).final_video

    with django_capture_on_commit_callbacks(execute=True):
        takes.restore(second.pk, actor=ANA)
    second_film = film.read_bytes()
    with django_capture_on_commit_callbacks(execute=True):
        takes.restore(first.pk, actor=ANA)

    assert second_film == b"second"
    assert film.read_bytes() != second_film
