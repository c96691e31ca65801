"""Writes whose answer was lost, processes that end anywhere: nothing lost, nothing twice."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tasks_app import intake
from tasks_app.models import MirrorPage, NotionConnection, RefusedEdit, Task
from tasks_app.notion.errors import NotionFault
from tests.tasks_app.notion.mirrored import OPERATOR, Mirrored
from tests.tasks_app.notion.unhurried import Unhurried

pytestmark = pytest.mark.django_db(transaction=True)

Accident = Callable[[Any, dict[str, str]], None]
PAGES = "/v1/pages*"
ACCIDENTS = [
    pytest.param(lambda faults, how: faults.save_then_fail(503, **how), id="saved, 503"),
    pytest.param(lambda faults, how: faults.html(502, saved=True, **how), id="saved, 502"),
    pytest.param(lambda faults, how: faults.drop(saved=True, **how), id="saved, dropped"),
    pytest.param(lambda faults, how: faults.garble(**how), id="saved, garbled"),
    pytest.param(lambda faults, how: faults.drop(saved=False, **how), id="dropped"),
    pytest.param(lambda faults, how: faults.fail(500, **how), id="500"),
    pytest.param(lambda faults, how: faults.fail(409, **how), id="409"),
]


class Killed(Exception):
    """The process ends here."""


class Doomed(Unhurried):
    """A client whose process is killed around a call: before it is sent, or before its answer."""

    def __init__(self, mirror: Mirrored, call: str, *, after: bool) -> None:
        super().__init__(mirror.notion)
        self._call_to_die_at, self._after = call, after

    def _call(self, method: str, path: str, *, is_write: bool, **content: Any) -> dict[str, Any]:
        is_it = method == self._call_to_die_at and "query" not in path
        if is_it and not self._after:
            raise Killed
        answer = super()._call(method, path, is_write=is_write, **content)
        if is_it:
            raise Killed
        return answer


@pytest.mark.parametrize("accident", ACCIDENTS)
def test_a_page_is_made_once(mirror: Mirrored, accident: Accident) -> None:
    task = mirror.make()
    accident(mirror.notion.faults, {"method": "POST", "path": PAGES})

    mirror.work_until_done()

    (page,) = mirror.notion.page_ids(mirror.board)
    assert mirror.page_of(task) == page
    assert Task.objects.get().notion_page_id == page
    assert RefusedEdit.objects.count() == 0


@pytest.mark.parametrize("accident", ACCIDENTS)
def test_a_change_arrives(mirror: Mirrored, accident: Accident) -> None:
    task = mirror.make()
    page = mirror.shown(task)
    intake.queue(task.pk, actor=OPERATOR)
    accident(mirror.notion.faults, {"method": "PATCH", "path": PAGES})

    mirror.work_until_done()

    assert mirror.values(page)["Status"] == "Queued"
    assert RefusedEdit.objects.count() == 0


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("call", ["POST", "PATCH"])
def test_killed_around_a_write_nothing_is_lost_or_doubled(
    mirror: Mirrored,
    call: str,
    after: bool,  # noqa: FBT001
) -> None:
    task = mirror.make()
    if call == "PATCH":
        mirror.work()
        intake.queue(task.pk, actor=OPERATOR)
    with Doomed(mirror, call, after=after) as doomed, pytest.raises(Killed):
        mirror.work(doomed)

    mirror.work_until_done()

    (page,) = mirror.notion.page_ids(mirror.board)
    assert mirror.values(page)["Status"] == ("Queued" if call == "PATCH" else "Draft")
    assert mirror.page_of(task) == page
    assert RefusedEdit.objects.count() == 0


def test_a_comment_whose_answer_was_lost_is_not_written_again(mirror: Mirrored) -> None:
    page = mirror.shown(mirror.make())
    mirror.ana.edit(page, {"Status": "Uploading"})
    mirror.notion.faults.drop(saved=True, path="/v1/comments")

    mirror.work_until_done()

    assert len(mirror.comments(page)) == 1
    assert RefusedEdit.objects.get().told_at is not None


def test_a_comment_that_never_arrived_is_written_again(mirror: Mirrored) -> None:
    page = mirror.shown(mirror.make())
    mirror.ana.edit(page, {"Status": "Uploading"})
    mirror.notion.faults.drop(saved=False, path="/v1/comments")

    mirror.work_until_done()

    assert len(mirror.comments(page)) == 1


def test_a_query_that_lags_behind_our_own_writes_is_not_believed(mirror: Mirrored) -> None:
    task = mirror.make()
    page = mirror.shown(task)
    mirror.notion.workspace.query_lag_seconds = 30.0
    intake.queue(task.pk, actor=OPERATOR)

    mirror.work()
    mirror.work()

    assert mirror.values(page)["Status"] == "Queued"
    assert RefusedEdit.objects.count() == 0
    assert MirrorPage.objects.get().base["Status"] == "queued"


def test_a_fault_is_forgotten_once_notion_answers(mirror: Mirrored) -> None:
    mirror.make()
    mirror.notion.faults.fail(500, method="POST", path="/v1/pages")
    with pytest.raises(NotionFault):
        mirror.work()

    mirror.work_until_done()

    assert NotionConnection.objects.get().failures == 0
