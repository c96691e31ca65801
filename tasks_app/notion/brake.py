"""The brake: what would cancel, unlink or overwrite many tasks at once waits for a person.

Somebody who selects a whole board and presses the wrong key must not stop a channel. While the
brake is on, the pages it names are neither followed nor written to; everything else goes on.
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from tasks_app import events
from tasks_app.actors import Actor, ActorKind
from tasks_app.models import Board, Event, EventKind, MirrorInbox, MirrorPage, Task
from tasks_app.notion import applying, merge, outbound, vanishing
from tasks_app.notion.merge import Edit, Move
from tasks_app.notion.news import News, Step
from tasks_app.notion.trouble import SYSTEM
from tasks_app.statuses import Status
from videogen.lib.db import lock_row
from videogen.lib.errors import Conflict


class BrakeIsOff(Conflict):
    """There is nothing to answer: somebody has, or it was never on."""

    title = "The brake is off"


MOST_TASKS = 5
MOST_OF_A_CHANNEL = 0.2
FEW_LOST = 2
FEW_TOUCHED = 3
"""From how many tasks on a share counts: one card more or less is what people do by hand."""

WINDOW = timedelta(seconds=60)
"""Webhooks bring a selection of pages one by one; what was lost in this time counts with them."""

WAITING, RELEASED, DISCARDED = "waiting", "released", "discarded"
HINT = "brake"
OVERWRITE = "overwrite"


@dataclass(frozen=True, slots=True)
class Grave:
    """News that would cancel, unlink or overwrite a task."""

    news: News
    task: Task
    does: str


def passed(found: Sequence[News]) -> list[News]:
    """The news that may be acted on; what is too much is stored, told once, and left alone."""
    graves = {id(news): grave for news in found if (grave := _grave(news)) is not None}
    held: set[int] = set()
    for board in {grave.news.board for grave in graves.values()}:
        board.refresh_from_db(fields=["brake"])
        here = [grave for grave in graves.values() if grave.news.board == board]
        held |= {id(grave.news) for grave in _too_many(board, here)}
    return [news for news in found if id(news) not in held]


def is_held(page: MirrorPage) -> bool:
    """Whether a person has to answer before this page is followed or written to."""
    return page.page_id is not None and str(page.page_id) in _pages(page.board, WAITING)


def is_discarded(page: MirrorPage) -> bool:
    """Whether a person said that the task stays as it is."""
    return page.page_id is not None and str(page.page_id) in _pages(page.board, DISCARDED)


def held_pages(board: Board) -> list[str]:
    return _pages(board, WAITING)


def release(board: Board, actor: Actor) -> None:
    """Let happen what was stopped."""
    _answer(board, RELEASED, actor)


def discard(board: Board, actor: Actor) -> None:
    """Keep the tasks as they are: the pages are put back, out of the trash where they are in it."""
    _answer(board, DISCARDED, actor)


def finish(board: Board) -> None:
    """Take the brake off once every page it named was read again after the answer."""
    if board.brake and board.brake["state"] != WAITING:
        is_open = MirrorInbox.objects.filter(kind=HINT, handled_at=None).exists()
        if not is_open:
            Board.objects.filter(pk=board.pk).update(brake=None)
            board.brake = None


def _grave(news: News) -> Grave | None:
    page = news.page
    if page is None or page.task is None or _was_answered(page):
        return None
    if news.step is Step.TRASH:
        return Grave(news, page.task, vanishing.consequence(page.task))
    if news.step is not Step.MERGE:
        return None
    merged = applying.merge_page(page, news.values)
    for intent in merged.intents if merged else ():
        if isinstance(intent, Move) and intent.to is Status.CANCELLED:
            return Grave(news, page.task, vanishing.Consequence.CANCEL)
        if isinstance(intent, Edit) and intent.name in merge.PLANNED:
            return Grave(news, page.task, OVERWRITE)
    return None


def _was_answered(page: MirrorPage) -> bool:
    key = str(page.page_id)
    return key in _pages(page.board, RELEASED) or key in _pages(page.board, DISCARDED)


def _pages(board: Board, state: str) -> list[str]:
    on = board.brake
    if not on or on["state"] != state:
        return []
    return [act["page"] for act in on["acts"]]


def _too_many(board: Board, graves: Sequence[Grave]) -> list[Grave]:
    """Those to be held; they are stored. While the brake is on that is all of them."""
    if board.brake and board.brake["state"] == WAITING:
        _store(board, graves, board.brake["reason"])
        return list(graves)
    held: list[Grave] = []
    for channel_id in {grave.task.channel_id for grave in graves}:
        here = [grave for grave in graves if grave.task.channel_id == channel_id]
        reason = _reason(board, channel_id, here)
        if reason:
            _store(board, here, reason)
            held += here
    return held


def _reason(board: Board, channel_id: str, graves: Sequence[Grave]) -> str:
    """Why this is too much for one channel; empty where it is not."""
    lost = [grave for grave in graves if grave.does != OVERWRITE]
    size = MirrorPage.objects.filter(
        board=board, asset=None, gone_at=None, task__channel=channel_id
    ).count()
    share = MOST_OF_A_CHANNEL * size
    is_many = len(graves) + (_lost_lately(channel_id) if lost else 0) > MOST_TASKS
    is_much = (len(lost) >= FEW_LOST and len(lost) > share) or (
        len(graves) >= FEW_TOUCHED and len(graves) > share
    )
    if not (is_many or is_much):
        return ""
    counts = Counter(grave.does for grave in graves)
    what = ", ".join(f"{does} {count}" for does, count in sorted(counts.items()))
    return (
        f"What was done on the board {board} would {what} of the {size} videos of {channel_id} at "
        "once. Nothing of it was done: say on the page Notion whether it is meant."
    )


def _lost_lately(channel_id: str) -> int:
    since = timezone.now() - WINDOW
    return Event.objects.filter(
        channel=channel_id,
        kind=EventKind.STATUS,
        at__gt=since,
        actor__kind=ActorKind.NOTION,
        data__to=Status.CANCELLED,
    ).count()


def _store(board: Board, graves: Sequence[Grave], reason: str) -> None:
    """Keep what would have been done, each page once; told when the brake goes on."""
    on = board.brake if board.brake and board.brake["state"] == WAITING else None
    before: list[dict[str, Any]] = on["acts"] if on else []
    known = {act["page"] for act in before}
    acts = [
        {
            "page": str(grave.news.page_id),
            "task": str(grave.task.pk),
            "title": grave.task.title,
            "channel": grave.task.channel_id,
            "does": str(grave.does),
        }
        for grave in graves
        if str(grave.news.page_id) not in known
    ]
    if not acts:
        return
    at = on["at"] if on else timezone.now().isoformat()
    board.brake = {"state": WAITING, "at": at, "reason": reason, "acts": before + acts}
    with transaction.atomic():
        board.save(update_fields=["brake"])
        if on is None:
            data = {"reason": reason, "board": str(board), "count": len(acts)}
            events.append(EventKind.NOTION_HELD, about=None, actor=SYSTEM, data=data)


def _answer(board: Board, state: str, actor: Actor) -> None:
    """Have the pages read again, and say what is to be done with them then."""
    with transaction.atomic():
        row = lock_row(Board.objects.all(), board.pk)
        if not row.brake or row.brake["state"] != WAITING:
            raise BrakeIsOff(f"The board {board} waits for no answer.")
        row.brake = {**row.brake, "state": state, "by": actor.as_json()}
        row.save(update_fields=["brake"])
        MirrorInbox.objects.bulk_create(
            MirrorInbox(key=f"brake:{uuid.uuid4()}", kind=HINT, page_id=act["page"])
            for act in row.brake["acts"]
        )
        outbound.wake_on_commit()
    board.brake = row.brake
