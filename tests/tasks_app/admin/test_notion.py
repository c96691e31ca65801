from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from tasks_app.models import (
    Board,
    BoardKind,
    MirrorInbox,
    MirrorPage,
    NotionConnection,
    RefusedEdit,
    Ruling,
)
from tasks_app.notion import signing
from tests.browsing import signed_in, told
from tests.builders import make_channel, make_task
from videogen.accounts.models import User

PAGE = "/admin/tasks_app/notionconnection/"


@pytest.fixture
def board(db: None, settings: Settings) -> Board:
    settings.NOTION_API_TOKEN = "ntn_x"
    made = Board.objects.create(
        database_id=uuid.uuid4(), kind=BoardKind.TASKS, title="Tasks", checked_at=timezone.now()
    )
    settings.NOTION_DATABASE_IDS = (str(made.pk),)
    return made


def pending(board: Board, title: str, **columns: object) -> MirrorPage:
    task = make_task(title=title)
    return MirrorPage.objects.create(
        board=board, task=task, wanted=1, wanted_since=timezone.now(), **columns
    )


def braked(board: Board) -> None:
    page = pending(board, "The fox", page_id=uuid.uuid4())
    act = {
        "page": str(page.page_id),
        "task": str(page.task_id),
        "title": "The fox",
        "channel": "foxes",
        "does": "cancel",
    }
    board.brake = {"state": "waiting", "at": "", "reason": "Too much at once.", "acts": [act]}
    board.save()


@pytest.mark.parametrize(
    ("person", "status"),
    [("viewer", 403), ("reviewer", 403), ("operator", 200), ("administrator", 200)],
)
def test_operators_and_administrators_see_the_page(
    request: pytest.FixtureRequest, board: Board, person: str, status: int
) -> None:
    user: User = request.getfixturevalue(person)

    page = signed_in(user).get(PAGE)
    act = signed_in(user).post(f"{PAGE}do/ask/")

    assert page.status_code == status
    assert act.status_code == (302 if status == 200 else 403)


def test_nobody_else_sees_anything(board: Board) -> None:
    assert Client().get(PAGE)["Location"].startswith("/admin/login/")


def test_what_is_wrong_and_what_waits_stands_there_with_its_reason(
    operator: User, board: Board
) -> None:
    NotionConnection.objects.create(
        stopped_reason="The token is refused.", stopped_at=timezone.now()
    )
    Board.objects.update(fault="The column “Cost” was deleted.", held_at=timezone.now())
    stuck = pending(board, "The stuck one", fault="Notion did not take it.")
    MirrorPage.objects.create(board=board, page_id=uuid.uuid4(), fault="A topic is missing.")
    RefusedEdit.objects.create(
        page=stuck,
        field="Status",
        theirs="Upload Complete",
        ours="Draft",
        actor={"name": "Ana"},
        ruling=Ruling.PUT_BACK,
        reason="Nobody may do this.",
        fingerprint="x",
    )

    shown = signed_in(operator).get(PAGE).content.decode()

    assert all(
        sentence in shown
        for sentence in (
            "The token is refused.",
            "The column “Cost” was deleted.",
            "Stands still",
            "The stuck one",
            "Notion did not take it.",
            "A topic is missing.",
            "Upload Complete",
            "Nobody may do this.",
        )
    )


def test_the_page_costs_the_same_for_many_rows(
    operator: User, board: Board, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = signed_in(operator)
    pending(board, "First")
    with CaptureQueriesContext(connection) as few:
        client.get(PAGE)
    for number in range(12):
        make_channel(f"channel-{number}")
        pending(board, f"Task {number}", fault="x")

    with django_assert_num_queries(len(few)):
        client.get(PAGE)


def test_what_waits_for_its_time_is_tried_again_at_once(operator: User, board: Board) -> None:
    later = timezone.now() + timedelta(minutes=10)
    one = pending(board, "One", fault="x", next_attempt_at=later)
    other = pending(board, "Other", fault="x", next_attempt_at=later)

    answer = signed_in(operator).post(f"{PAGE}do/again/", {"page": str(one.pk)})

    one.refresh_from_db()
    other.refresh_from_db()
    assert told(answer) == "1 page is tried again now."
    assert one.next_attempt_at is None
    assert other.next_attempt_at == later


@pytest.mark.parametrize(("act", "state"), [("release", "released"), ("discard", "discarded")])
def test_the_brake_is_answered_once(operator: User, board: Board, act: str, state: str) -> None:
    braked(board)
    client = signed_in(operator)
    shown = client.get(PAGE).content.decode()

    client.post(f"{PAGE}do/{act}/", {"board": str(board.pk)})
    again = client.post(f"{PAGE}do/{act}/", {"board": str(board.pk)})

    board.refresh_from_db()
    assert "Too much at once." in shown
    assert (board.brake or {})["state"] == state
    assert MirrorInbox.objects.count() == 1
    assert "waits for no answer" in told(again)


def test_the_token_is_shown_to_an_administrator_and_only_once(
    operator: User, administrator: User, board: Board
) -> None:
    signing.take_handshake("secret_token_of_the_handshake")
    client = signed_in(administrator)

    refused = signed_in(operator).post(f"{PAGE}token/")
    first = client.post(f"{PAGE}token/")
    second = client.post(f"{PAGE}token/")

    assert refused.status_code == 403
    assert "secret_token_of_the_handshake" in first.content.decode()
    assert "no-store" in first["Cache-Control"]
    assert "Resend token" in told(second)
    assert "secret_token" not in client.get(PAGE).content.decode()


def test_without_a_token_the_page_says_how_to_connect(operator: User, settings: Settings) -> None:
    settings.NOTION_API_TOKEN = ""

    shown = signed_in(operator).get(PAGE).content.decode()

    assert "Not connected" in shown
    assert "notion_setup --parent" in shown


def test_refused_edits_are_listed(operator: User, board: Board) -> None:
    RefusedEdit.objects.create(
        page=pending(board, "The fox"),
        field="Title",
        theirs="A",
        ours="B",
        actor={},
        ruling=Ruling.REFUSED,
        reason="It has begun.",
        fingerprint="x",
    )

    answer = signed_in(operator).get("/admin/tasks_app/refusededit/")

    assert "somebody on the board" in answer.content.decode()
    assert "It has begun." in answer.content.decode()
