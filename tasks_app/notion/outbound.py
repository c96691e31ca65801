"""The mirror's in-transaction listener: whatever happened to a task has to get to its page.

It only raises a number; a job does the rest (docs/notion.md, "Out").
"""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.db.models import BooleanField, Case, F, Value, When
from django.db.models.functions import Now

from tasks_app.events import Happening
from tasks_app.models import EventKind, MirrorPage, Task
from tasks_app.models.mirror import MirrorPageQuerySet
from tasks_app.notion import asset_wants, boards
from videogen.lib.jobs import Queue, ring_once

MIRROR_JOB = "tasks_app.notion.jobs.mirror"
PATIENT = frozenset({EventKind.PROGRESS, EventKind.CAPTIONED})
"""What may wait behind changes of status."""


def is_on() -> bool:
    """Whether there is a mirror at all."""
    return bool(settings.NOTION_API_TOKEN)


def mark_wanted(happening: Happening) -> None:
    """Want the page of the task, and of its files, to be pushed: in the change's transaction."""
    if happening.task is None or not is_on():
        return
    want_card(happening.task, is_patient=happening.kind in PATIENT)
    asset_wants.want_rows(happening)
    wake_on_commit()


def want_card(task: Task, *, is_patient: bool = False) -> None:
    """Raise what is wanted of the task's page; the first time, find the page or begin one."""
    card = MirrorPage.objects.filter(task=task, asset=None)
    if not want(card, is_patient=is_patient) and _begin(task):
        want(card, is_patient=is_patient)


def want(pages: MirrorPageQuerySet, *, is_patient: bool = False) -> int:
    """One more change has to be pushed; how many pages that is."""
    return pages.update(
        wanted=F("wanted") + 1,
        wanted_since=Case(When(wanted__gt=F("pushed"), then=F("wanted_since")), default=Now()),
        # A change of status that waits is not put behind by progress that comes after it.
        is_bulk=Case(
            When(wanted__gt=F("pushed"), is_bulk=False, then=F("is_bulk")),
            default=Value(is_patient),
            output_field=BooleanField(),
        ),
    )


def _begin(task: Task) -> bool:
    """Give the task its page: the one it came from, or a new one on its channel's board."""
    if task.notion_page_id:
        came_from = MirrorPage.objects.filter(page_id=task.notion_page_id, task=None)
        if came_from.update(task=task, fault=""):
            return True
    board = boards.board_for(task.channel)
    if board is None:
        return False
    page = MirrorPage(board=board, task=task, page_id=task.notion_page_id or None)
    MirrorPage.objects.bulk_create([page], ignore_conflicts=True)
    return True


def wake_on_commit() -> None:
    """Ring for the mirror once the transaction is through; never fails the transaction."""
    transaction.on_commit(wake, robust=True)


def wake() -> None:
    """Ring for the mirror; a few rings are enough for any number of changes."""
    ring_once(MIRROR_JOB, queue=Queue.MIRROR)
