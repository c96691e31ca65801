"""Pages begun on the board: what becomes a draft, and what the others lack."""

from __future__ import annotations

import random

import pytest

from tasks_app.models import MirrorPage, Task
from tasks_app.statuses import Status
from tests.tasks_app.notion.mirrored import Mirrored

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        pytest.param({"Title": None}, "A Title is needed.", id="no title"),
        pytest.param({"Topic": " "}, "A Topic is needed.", id="blank topic"),
        pytest.param({"Channel": None}, "A channel is needed", id="no channel"),
        pytest.param({"Channel": "owls"}, "“owls” is not configured", id="unknown channel"),
        pytest.param({"Title": "x" * 256}, "has 256 characters; at most 255", id="long title"),
        pytest.param({"Topic": "x" * 1001}, "has 1001 characters; at most 1000", id="long topic"),
        pytest.param(
            {"Story Direction": "| Clip | Narration |\n| --- | --- |\n| 1 | |"},
            "Story Direction",
            id="half a shot list",
        ),
    ],
)
def test_an_incomplete_page_stays_a_draft_and_says_why_once(
    mirror: Mirrored, values: dict[str, str | None], words: str
) -> None:
    page = mirror.add(Status="Queued", **values)

    mirror.work()
    mirror.work()

    shown = mirror.values(page)
    (comment,) = mirror.comments(page)
    assert Task.objects.count() == 0
    assert shown["Status"] == "Draft"
    assert shown["Error Log"].startswith("Not a task yet. ")
    assert words in shown["Error Log"] or words == "Story Direction"
    assert words in comment or words == "Story Direction"


def test_the_limits_themselves_are_inside(mirror: Mirrored) -> None:
    mirror.add(Title="🦊" * 255, Topic="ü" * 1000)

    mirror.work()

    assert (len(Task.objects.get().title), len(Task.objects.get().topic)) == (255, 1000)


def test_a_page_that_was_completed_becomes_a_task_and_loses_its_fault(mirror: Mirrored) -> None:
    page = mirror.add(Topic=None)
    mirror.work()
    mirror.ana.edit(page, {"Topic": "Foxes", "Status": "Queued"})

    mirror.work()

    assert Task.objects.get().state is Status.QUEUED
    assert mirror.values(page)["Error Log"] == ""
    assert MirrorPage.objects.count() == 1
    assert len(mirror.comments(page)) == 1


def test_a_row_just_opened_is_nobodys_fault(mirror: Mirrored) -> None:
    page = mirror.ana.add_page(mirror.board, {})

    mirror.work()

    assert mirror.comments(page) == []
    assert MirrorPage.objects.count() == 0


def test_a_copy_of_a_card_is_an_idea_of_its_own(mirror: Mirrored) -> None:
    task = mirror.make()
    page = mirror.shown(task)
    copy = mirror.ana.duplicate(page)

    mirror.work()
    mirror.work()

    other = Task.objects.exclude(pk=task.pk).get()
    assert other.notion_page_id == copy
    assert mirror.values(copy)["Task Id"] == str(other.pk)
    assert mirror.page_of(task) == page


def test_what_lies_on_a_board_when_it_is_connected_is_its_past(mirror: Mirrored) -> None:
    done = mirror.add(Title="Old", Status="Upload Complete")
    mirror.add(Title="Idea")

    mirror.work()

    assert Task.objects.get().title == "Idea"
    assert mirror.values(done)["Status"] == "Upload Complete"
    assert mirror.comments(done) == []


def test_twenty_pages_queued_at_once_by_polling_alone(mirror: Mirrored) -> None:
    pages = [mirror.add(Title=f"Idea {number}") for number in range(18)]
    broken = [mirror.add(Title="Broken", Topic=None), mirror.add(Title="Lost", Channel="owls")]
    mirror.work()
    mirror.ana.edit_many([*pages, *broken], {"Status": "Queued"})

    mirror.work()
    mirror.work()

    queued = Task.objects.filter(status=Status.QUEUED)
    assert {task.notion_page_id for task in queued} == set(pages)
    assert Task.objects.count() == 18
    assert [mirror.values(page)["Status"] for page in broken] == ["Draft", "Draft"]
    assert [len(mirror.comments(page)) for page in broken] == [1, 1]
    assert {mirror.values(page)["Status"] for page in pages} == {"Queued"}


def test_twenty_hints_in_any_order_and_twice(mirror: Mirrored) -> None:
    mirror.work()
    pages = [mirror.add(Title=f"Idea {number}", Status="Queued") for number in range(20)]
    hints = [*pages, *pages]
    random.Random(7).shuffle(hints)
    mirror.hint(*hints)

    mirror.work()

    assert Task.objects.filter(status=Status.QUEUED).count() == 20
    assert {mirror.values(page)["Status"] for page in pages} == {"Queued"}
