"""Too much at once waits for a person, who lets it happen or has it put back."""

from __future__ import annotations

import pytest

from tasks_app.models import RefusedEdit, Task
from tasks_app.notion import brake
from tasks_app.notion.brake import BrakeIsOff
from tasks_app.statuses import Status
from tests.tasks_app.notion.mirrored import OPERATOR, Mirrored

pytestmark = pytest.mark.django_db(transaction=True)


def crowd(mirror: Mirrored, count: int) -> list[str]:
    """So many drafts with a page each."""
    tasks = [mirror.make(f"Idea {number}") for number in range(count)]
    mirror.work()
    return [mirror.page_of(task) for task in tasks]


def states() -> set[str]:
    return set(Task.objects.values_list("status", flat=True))


def test_a_selection_set_to_cancelled_waits_and_is_told_once(mirror: Mirrored) -> None:
    pages = crowd(mirror, 8)
    mirror.ana.edit_many(pages[:6], {"Status": "Cancelled"})

    mirror.work()
    mirror.work()

    held = mirror.row.brake
    (reason,) = mirror.told()
    assert states() == {Status.DRAFT}
    assert held is not None
    assert {act["page"] for act in held["acts"]} == set(pages[:6])
    assert "cancel 6 of the 8 videos of foxes" in reason
    assert {mirror.values(page)["Status"] for page in pages[:6]} == {"Cancelled"}


def test_one_card_more_or_less_is_no_matter_for_the_brake(mirror: Mirrored) -> None:
    (page,) = crowd(mirror, 1)
    mirror.ana.edit(page, {"Status": "Cancelled"})

    mirror.work()

    assert states() == {Status.CANCELLED}
    assert mirror.row.brake is None


@pytest.mark.parametrize(
    ("trashed", "stops"),
    [pytest.param(2, False, id="a fifth"), pytest.param(3, True, id="more")],
)
def test_a_fifth_of_a_channel_is_the_limit(mirror: Mirrored, trashed: int, stops: bool) -> None:  # noqa: FBT001
    pages = crowd(mirror, 10)
    for page in pages[:trashed]:
        mirror.ana.trash(page)
    mirror.hint(*pages[:trashed])

    mirror.work()

    assert (mirror.row.brake is not None) is stops
    assert Task.objects.filter(status=Status.CANCELLED).count() == (0 if stops else trashed)


def test_other_cards_go_on_while_the_brake_is_on(mirror: Mirrored) -> None:
    pages = crowd(mirror, 8)
    mirror.ana.edit_many(pages[:6], {"Status": "Cancelled"})
    mirror.work()
    mirror.ana.edit_many(pages[6:], {"Status": "Queued"})

    mirror.work()

    assert Task.objects.filter(status=Status.QUEUED).count() == 2


def test_released_it_happens(mirror: Mirrored) -> None:
    pages = crowd(mirror, 8)
    mirror.ana.edit_many(pages[:6], {"Status": "Cancelled"})
    mirror.work()

    brake.release(mirror.row, OPERATOR)
    mirror.work()

    assert Task.objects.filter(status=Status.CANCELLED).count() == 6
    assert mirror.row.brake is None
    with pytest.raises(BrakeIsOff):
        brake.release(mirror.row, OPERATOR)


def test_discarded_the_pages_are_put_back(mirror: Mirrored) -> None:
    pages = crowd(mirror, 8)
    mirror.ana.edit_many(pages[:3], {"Status": "Cancelled"})
    for page in pages[3:6]:
        mirror.ana.trash(page)
    mirror.hint(*pages)
    mirror.work()

    brake.discard(mirror.row, OPERATOR)
    mirror.work()

    assert states() == {Status.DRAFT}
    assert mirror.row.brake is None
    assert {mirror.values(page)["Status"] for page in pages} == {"Draft"}
    assert not any(mirror.notion.is_in_trash(page) for page in pages)
    assert RefusedEdit.objects.count() == 3
