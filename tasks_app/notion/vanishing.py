"""Pages that left the board: trashed, restored, moved to another board, or no longer shared."""

from __future__ import annotations

from enum import StrEnum

from django.db import transaction
from django.utils import timezone

from tasks_app import intake
from tasks_app.actors import Actor
from tasks_app.models import Board, MirrorPage, Task
from tasks_app.notion import outbound, trouble
from tasks_app.notion.mapping import Json, from_page
from tasks_app.statuses import Status
from videogen.lib.db import lock_row

NOT_BEGUN = frozenset({Status.DRAFT, Status.QUEUED})
FINISHED = frozenset({Status.PUBLISHED, Status.CANCELLED})


class Consequence(StrEnum):
    """What a page in the trash means for its task."""

    CANCEL = "cancel"
    UNLINK = "unlink"
    ASK = "ask"


def consequence(task: Task) -> Consequence:
    if task.state in NOT_BEGUN and not task.has_begun:
        return Consequence.CANCEL
    return Consequence.UNLINK if task.state in FINISHED else Consequence.ASK


def put_in_trash(page: MirrorPage, actor: Actor) -> None:
    """Somebody trashed the page: stop writing to it, and do what that means for the task."""
    with transaction.atomic():
        if page.task_id is None:
            _leave(page)
            return
        task = lock_row(Task.objects.select_related("channel"), page.task_id)
        _leave(page)
        what = consequence(task)
        if what is Consequence.UNLINK:
            Task.objects.filter(pk=task.pk).update(notion_page_id=None)
        elif what is Consequence.CANCEL:
            reason = "Its page on Notion was put in the trash."
            intake.cancel(task.pk, actor=actor, reason=reason)
        else:
            trouble.tell_held(
                task,
                f"The Notion page of “{task.title}” was put in the trash while the video is being "
                "made. Restore the page, or cancel the video if it is not wanted any more.",
            )


def _leave(page: MirrorPage) -> None:
    page.gone_at, page.fault = timezone.now(), ""
    page.save(update_fields=["gone_at", "fault"])


def come_back(page: MirrorPage) -> None:
    """The page is out of the trash: it is the task's page again and shows what is true now."""
    page.gone_at, page.fault, page.next_attempt_at, page.attempts = None, "", None, 0
    with transaction.atomic():
        if page.task_id is not None:
            Task.objects.filter(pk=page.task_id).update(notion_page_id=str(page.page_id))
        page.save(update_fields=["gone_at", "fault", "next_attempt_at", "attempts"])
        outbound.want(MirrorPage.objects.filter(pk=page.pk))


def miss(page: MirrorPage) -> None:
    """Notion says 404: gone for ever or not shared, which only a person can tell."""
    trouble.hold_page(page, _missed(page))


def find_again(page: MirrorPage) -> None:
    """The page was read where it belongs: what was said about its absence is over."""
    if page.fault and page.fault in (_missed(page), _moved(page)):
        trouble.free_page(page)


def _missed(page: MirrorPage) -> str:
    return (
        f"The Notion page of “{page.task or page.page_id}” is gone, or not shared with our "
        "connection: share it again, or cancel the video if it is not wanted any more."
    )


def _moved(page: MirrorPage) -> str:
    return (
        f"The Notion page of “{page.task or page.page_id}” was moved to a database that "
        "videogen does not know: move it back, or cancel the video."
    )


def move(page: MirrorPage, json: Json) -> None:
    """The page lies on another board now; where that is none of ours, a person is asked."""
    there = Board.objects.filter(data_source_id=data_source_of(json)).first()
    if there is None:
        trouble.hold_page(page, _moved(page))
        return
    # Columns follow by their name; what is there now is no edit.
    page.board, page.base = there, from_page(there.properties, json)
    page.save(update_fields=["board", "base"])
    outbound.want(MirrorPage.objects.filter(pk=page.pk))


def data_source_of(json: Json) -> str | None:
    parent = json.get("parent") or {}
    return parent.get("data_source_id")
