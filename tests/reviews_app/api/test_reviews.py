from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from reviews_app import decisions
from reviews_app.decisions import Answer
from tasks_app.actors import Actor
from tasks_app.models import Task
from tasks_app.statuses import Status
from tests.builders import make_channel, make_task
from tests.conftest import Api
from videogen.accounts.models import User

pytestmark = pytest.mark.django_db

ANA = Actor.notion("ana", "Ana")


def decided(status: Status = Status.ASSETS_READY) -> Task:
    task = make_task(status=status)
    return decisions.approve(task.pk, Answer(note="Good."), actor=ANA)


def test_a_review_says_who_decided_what(viewer: User, api: Api) -> None:
    task = decided()

    (found,) = api(viewer).get("/api/reviews").json()["reviews"]

    assert found.pop("id")
    assert found.pop("decided_at").endswith("Z")
    assert found == {
        "task": str(task.pk),
        "gate": "assets",
        "decision": "approved",
        "reviewer": {"kind": "notion", "id": "ana", "name": "Ana"},
        "opened_at": None,
        "note": "Good.",
        "flags": [],
        "undone_at": None,
    }


def test_reviews_come_newest_first_in_pages(viewer: User, api: Api) -> None:
    first, second = decided(), decided(Status.VIDEO_READY)

    page = api(viewer).get("/api/reviews?limit=1").json()
    rest = api(viewer).get("/api/reviews?limit=1&page=2").json()

    assert (page["total"], page["pages"]) == (2, 2)
    assert page["reviews"][0]["task"] == str(second.pk)
    assert rest["reviews"][0]["task"] == str(first.pk)


def test_reviews_of_one_task_or_of_one_kind(viewer: User, api: Api) -> None:
    task = decided()
    decided()

    of_task = api(viewer).get(f"/api/reviews?task={task.pk}").json()
    rejections = api(viewer).get("/api/reviews?decision=rejected").json()

    assert of_task["total"] == 1
    assert rejections["total"] == 0


@pytest.mark.parametrize(
    ("query", "field"),
    [
        pytest.param("task=nonsense", "task", id="task"),
        pytest.param("decision=maybe", "decision", id="decision"),
        pytest.param("page=0", "page", id="page"),
    ],
)
def test_a_wrong_parameter_is_named(query: str, field: str, viewer: User, api: Api) -> None:
    answer = api(viewer).get(f"/api/reviews?{query}")

    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == [field]


def test_reviews_of_limited_channels_are_not_there(
    viewer: User, reviewer: User, outsider: User, api: Api
) -> None:
    task = make_task(
        channel=make_channel("closed", only_for=[reviewer]), status=Status.ASSETS_READY
    )
    decisions.approve(task.pk, Answer(), actor=ANA)

    assert api(viewer).get("/api/reviews").json()["total"] == 0
    assert api(outsider).get("/api/reviews").json()["total"] == 0
    assert api(reviewer).get("/api/reviews").json()["total"] == 1


def test_many_reviews_take_as_many_queries_as_one(
    viewer: User, api: Api, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(5):
        decided()
    client = api(viewer)

    with django_assert_num_queries(4):
        client.get("/api/reviews")


def test_reviews_need_somebody_signed_in_and_cannot_be_posted(viewer: User, api: Api) -> None:
    assert api(None).get("/api/reviews").status_code == 401
    assert api(viewer).post("/api/reviews").status_code == 405
