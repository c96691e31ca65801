"""Whatever people, workers, lost answers and kills do in whatever order: both sides end alike.

`CONVERGENCE_EXAMPLES=1000 python3 dev.py test -n 0 tests/tasks_app/notion/test_convergence.py`
searches longer than CI does, and each time elsewhere.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tasks_app import intake
from tasks_app.actors import Actor, ActorKind
from tasks_app.models import Event, EventKind, MirrorInbox, MirrorPage, RefusedEdit, Task
from tasks_app.notion import brake, merge, trouble
from tasks_app.notion.errors import NotionFault
from tasks_app.statuses import MOVES, Status
from tasks_app.transitions import Cause, transition
from tests.tasks_app.notion.mirrored import OPERATOR, Mirrored
from tests.tasks_app.notion.unhurried import Unhurried
from videogen.lib.errors import DomainError

EXAMPLES = int(os.environ.get("CONVERGENCE_EXAMPLES", "0"))
WORKER = Actor.worker("test")
LABELS = [*Status.labels, "Ready for Planning", "Under Review", "Review Rejected", "Doing", ""]
PEOPLES_VALUES: dict[str, list[str]] = {
    "Status": LABELS,
    "Priority": ["Low", "Normal", "High"],
    "Title": ["The owl", "The bear"],
    "Topic": ["Owls", "Bears"],
    "Error Log": ["Too dark."],
}

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(0 if EXAMPLES else 600)]

numbers = st.integers(0, 7)
edits = st.sampled_from(
    [(name, value) for name, values in PEOPLES_VALUES.items() for value in values]
)
steps = st.one_of(
    st.tuples(st.just("person"), numbers, edits),
    st.tuples(st.just("person"), numbers, st.tuples(st.just("Status"), st.sampled_from(LABELS))),
    st.tuples(st.just("person_adds"), numbers, st.sampled_from(["whole", "broken", "queued"])),
    st.tuples(st.just("person_bins"), numbers, st.booleans()),
    st.tuples(st.just("worker"), numbers, numbers),
    st.tuples(st.just("operator"), numbers, st.sampled_from(["queue", "cancel", "priority"])),
    st.tuples(st.just("accident"), st.sampled_from(["POST", "PATCH"]), st.booleans()),
    st.tuples(st.just("slice"), st.integers(0, 2), st.booleans()),
    st.tuples(st.just("killed"), st.integers(0, 6), st.booleans()),
    st.tuples(st.just("meddled"), st.integers(0, 6), st.tuples(numbers, edits)),
)


class Killed(Exception):
    """The process ends here."""


class Watched(Unhurried):
    """Does something before or after its n-th call."""

    def __init__(
        self, mirror: Mirrored, at: int, act: Callable[[], None], *, after: bool = False
    ) -> None:
        super().__init__(mirror.notion)
        self._left, self._act, self._after = at, act, after

    def _call(self, method: str, path: str, *, is_write: bool, **content: Any) -> dict[str, Any]:
        self._left -= 1
        is_it = self._left == -1
        if is_it and not self._after:
            self._act()
        answer = super()._call(method, path, is_write=is_write, **content)
        if is_it and self._after:
            self._act()
        return answer


@dataclass
class World:
    """What happens to a board, and what has to come of it."""

    mirror: Mirrored
    typed: int = 0

    def tasks(self) -> list[Task]:
        return list(Task.objects.filter(mirror_pages__board=self.mirror.row).order_by("created_at"))

    def pages(self) -> list[str]:
        return self.mirror.notion.page_ids(self.mirror.board)

    def do(self, step: tuple[Any, ...]) -> None:
        getattr(self, f"_{step[0]}")(*step[1:])

    def _person(self, number: int, edit: tuple[str, str]) -> None:
        pages = self.pages()
        if pages:
            name, value = edit
            given = {"name": value} if name == "Status" and value else value
            self.mirror.ana.edit(pages[number % len(pages)], {name: given or None})
            self.typed += 1

    def _person_adds(self, number: int, how: str) -> None:
        topic = None if how == "broken" else "Foxes"
        status = "Queued" if how == "queued" else None
        self.mirror.add(Title=f"Idea {number}", Topic=topic, Status=status)
        self.typed += 1

    def _person_bins(self, number: int, back: bool) -> None:  # noqa: FBT001 - drawn
        pages = self.mirror.notion.page_ids(self.mirror.board, with_trash=True)
        if pages:
            page = pages[number % len(pages)]
            (self.mirror.ana.restore if back else self.mirror.ana.trash)(page)
            self.mirror.hint(page)
            self.typed += 1

    def _worker(self, number: int, choice: int) -> None:
        tasks = self.tasks()
        if tasks:
            task = tasks[number % len(tasks)]
            moves = [
                to
                for (now, to), move in MOVES.items()
                if now is task.state and ActorKind.WORKER in move.by
            ]
            if moves:
                transition(task.pk, moves[choice % len(moves)], actor=WORKER, cause=Cause())

    def _operator(self, number: int, what: str) -> None:
        tasks = self.tasks()
        if not tasks:
            self.mirror.make(f"Of ours {number}")
            return
        task = tasks[number % len(tasks)]
        try:
            if what == "queue":
                intake.queue(task.pk, actor=OPERATOR)
            elif what == "cancel":
                intake.cancel(task.pk, actor=OPERATOR)
            else:
                intake.edit(task.pk, {"priority": number % 3}, actor=OPERATOR)
        except DomainError:
            pass  # not possible from there, as a person would read

    def _accident(self, method: str, saved: bool) -> None:  # noqa: FBT001 - drawn
        self.mirror.notion.faults.drop(saved=saved, method=method, path="/v1/*")

    def _slice(self, hints: int, fault_first: bool) -> None:  # noqa: FBT001 - drawn
        if fault_first:
            self.mirror.notion.faults.clear()
        self.mirror.hint(*(self.pages() * hints))
        before = self.expected() if not self.mirror.notion.faults.armed() else {}
        self.work(self.mirror.client)
        for task_id, (now, to, count) in before.items():
            made = self.moves_of_people(task_id)
            assert made.filter(data__from=now, data__to=to).exists(), (now, to)
            assert made.count() == count + 1, (now, to)

    def _killed(self, at: int, after: bool) -> None:  # noqa: FBT001 - drawn
        def kill() -> None:
            raise Killed

        self.work(Watched(self.mirror, at, kill, after=after))

    def _meddled(self, at: int, edit: tuple[int, tuple[str, str]]) -> None:
        """Somebody types between two requests, where Notion has no way to notice."""
        self.work(Watched(self.mirror, at, lambda: self._person(*edit)))

    def work(self, client: Unhurried) -> None:
        try:
            self.mirror.work(client)
        except NotionFault as fault:
            trouble.note(fault)
        except Killed:
            pass
        if client is not self.mirror.client:
            client.__exit__(None, None, None)

    def expected(self) -> dict[Any, tuple[str, str, int]]:
        """Moves that people typed and may make now, where nothing else is under way."""
        found = {}
        if self.mirror.row.brake or MirrorInbox.objects.filter(handled_at=None).count() > 50:
            return {}
        cards = MirrorPage.objects.filter(board=self.mirror.row, asset=None, gone_at=None)
        for card in cards.exclude(task=None).exclude(page_id=None).select_related("task"):
            task, page = card.task, str(card.page_id)
            assert task is not None
            if self.mirror.notion.is_in_trash(page):
                return {}
            shown = self.mirror.values(page)["Status"]
            to = merge.meaning(shown)
            base = card.base.get("Status")
            is_edit = shown and merge.meaning(base) is not to
            move = MOVES.get((task.state, to)) if to else None
            if is_edit and to and move and ActorKind.NOTION in move.by:
                count = self.moves_of_people(task.pk).count()
                found[task.pk] = (task.status, to.value, count)
        lost = [each for each in found.values() if each[1] == Status.CANCELLED]
        return found if len(lost) < brake.FEW_LOST else {}

    def moves_of_people(self, task_id: Any) -> Any:
        return Event.objects.filter(
            task=task_id, kind=EventKind.STATUS, actor__kind=ActorKind.NOTION
        )

    def end(self) -> None:
        """Let everything come to rest."""
        self.mirror.notion.faults.clear()
        for _round in range(2):
            self.mirror.work_until_done()
            if self.mirror.row.brake:
                brake.release(self.mirror.row, OPERATOR)
        self.mirror.work_until_done()

    def check(self) -> None:
        cards = MirrorPage.objects.filter(board=self.mirror.row)
        assert not cards.pending().exists()
        for card in cards.filter(gone_at=None).select_related("task"):
            self.check_card(card)
        keys = [self.mirror.values(page)["Task Id"] for page in self.pages()]
        known = [key for key in keys if key]
        assert len(known) == len(set(known))
        tasks = Task.objects.filter(mirror_pages__board=self.mirror.row)
        assert tasks.count() == len(set(tasks.values_list("pk", flat=True)))
        assert not RefusedEdit.objects.filter(
            page__board=self.mirror.row, page__gone_at=None, told_at=None
        ).exists()
        if not self.typed:
            assert not RefusedEdit.objects.filter(page__board=self.mirror.row).exists()
            assert not Event.objects.filter(
                kind=EventKind.STATUS,
                task__mirror_pages__board=self.mirror.row,
                actor__kind=ActorKind.NOTION,
            ).exists()

    def check_card(self, card: MirrorPage) -> None:
        shown = self.mirror.values(str(card.page_id))
        task = card.task
        if task is None:
            assert shown["Error Log"] == card.fault
            return
        assert merge.stands_for(shown["Status"], task.state, rejected=task.rejected), shown
        assert shown["Priority"].casefold() == ("high", "normal", "low")[task.priority]
        assert shown["Task Id"] == str(task.pk)


@pytest.fixture
def no_limit(mirror: Mirrored) -> Mirrored:
    return mirror


@settings(
    max_examples=EXAMPLES or 12,
    derandomize=not EXAMPLES,
    deadline=None,
    database=None,
    # Shrinking costs minutes; the search by hand is the place for it.
    phases=(Phase.generate, Phase.shrink) if EXAMPLES > 100 else (Phase.generate,),
    suppress_health_check=list(HealthCheck),
)
@given(story=st.lists(steps, min_size=4, max_size=14))
def test_both_sides_end_alike(no_limit: Mirrored, story: list[tuple[Any, ...]]) -> None:
    no_limit.begin_again()
    world = World(no_limit)
    no_limit.make("The first of ours")
    no_limit.add(Title="The first of theirs")

    for step in story:
        world.do(step)
    world.end()

    world.check()
