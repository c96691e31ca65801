"""Pages that people began on the board: complete ones become drafts, others are told why not."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone

from tasks_app import intake
from tasks_app.actors import Actor
from tasks_app.channels import refuse_removed
from tasks_app.intake import Idea
from tasks_app.models import Board, MirrorPage, Priority, Ruling, Task
from tasks_app.models.task import STORY_LIMIT, TITLE_LIMIT, TOPIC_LIMIT
from tasks_app.notion import merge, outbound, refusals
from tasks_app.notion.applying import channel_named, keep
from tasks_app.notion.mapping import KEY, Values
from tasks_app.notion.refusals import Verdict
from tasks_app.statuses import Status
from videogen.lib.errors import DomainError

LIMITS = {"Title": TITLE_LIMIT, "Topic": TOPIC_LIMIT, "Story Direction": STORY_LIMIT}
NEEDED = ("Title", "Topic")


@dataclass(frozen=True, slots=True)
class Lack:
    """Why a page cannot be a task yet."""

    name: str
    sentence: str


def take_in(board: Board, page_id: uuid.UUID, theirs: Values, actor: Actor) -> MirrorPage | None:
    """The page of a task for what somebody wrote, or None where it cannot be one (yet).

    Twice at once or again after a crash: one task, which the unique page id guards.
    """
    ours = _our_lost_page(board, page_id, theirs)
    if ours is not None:
        return ours
    lacks = missing(theirs)
    if not lacks:
        try:
            return _make_task(board, page_id, theirs, actor)
        except DomainError as refusal:
            lacks = [Lack("Story Direction", refusal.detail)]
        except IntegrityError:
            return MirrorPage.objects.filter(page_id=page_id, task__isnull=False).first()
    if not _is_blank(theirs):
        _tell(board, page_id, theirs, actor, lacks)
    return None


def missing(theirs: Values) -> list[Lack]:
    """What has to be mended before the page can be a task."""
    lacks = [
        Lack(name, f"A {name} is needed.")
        for name in NEEDED
        if not str(theirs.get(name) or "").strip()
    ]
    lacks += [
        Lack(name, f"The {name} has {len(text)} characters; at most {limit} are possible.")
        for name, limit in LIMITS.items()
        if len(text := str(theirs.get(name) or "").strip()) > limit
    ]
    try:
        refuse_removed(channel_named(str(theirs.get("Channel") or "")))
    except DomainError as refusal:
        lacks.append(Lack("Channel", refusal.detail))
    return lacks


def _our_lost_page(board: Board, page_id: uuid.UUID, theirs: Values) -> MirrorPage | None:
    """A page we made ourselves whose answer was lost; a copy somebody made of one is none."""
    key = str(theirs.get(KEY) or "")
    waiting = MirrorPage.objects.filter(
        board=board, asset=None, page_id=None, create_sent_at__isnull=False
    )
    for page in waiting:
        if str(page.task_id) == key:
            adopt(page, page_id, theirs)
            return page
    return None


def adopt(page: MirrorPage, page_id: uuid.UUID, theirs: Values) -> None:
    """From now on this is the task's page on Notion; we made it just now."""
    page.page_id, page.base, page.create_sent_at = page_id, theirs, None
    page.pushed_at = timezone.now()
    with transaction.atomic():
        Task.objects.filter(mirror_pages=page).update(notion_page_id=str(page_id))
        page.save(update_fields=["page_id", "base", "create_sent_at", "pushed_at"])


def _make_task(board: Board, page_id: uuid.UUID, theirs: Values, actor: Actor) -> MirrorPage:
    priority = str(theirs.get("Priority") or "").casefold()
    idea = Idea(
        title=theirs["Title"],
        channel=channel_named(str(theirs["Channel"])),
        topic=theirs["Topic"],
        story_direction=str(theirs.get("Story Direction") or ""),
        priority=Priority[priority.upper()] if priority in merge.PRIORITIES else None,
        notion_page_id=str(page_id),
    )
    with transaction.atomic():
        page, _made = MirrorPage.objects.get_or_create(page_id=page_id, defaults={"board": board})
        keep(page, {**theirs, "Status": _begun_as(theirs)})
        # The listener links the page with the task.
        task = intake.create(idea, actor=actor)
    page.refresh_from_db()
    page.task = task
    return page


def _begun_as(theirs: Values) -> str:
    """What counts as seen: a draft, so that any other status is an edit of one."""
    status = str(theirs.get("Status") or "")
    is_draft = not status or merge.meaning(status) is Status.DRAFT
    return status if is_draft else Status.DRAFT.value


def _is_blank(theirs: Values) -> bool:
    """A row that somebody has just opened and not written into."""
    written = any(str(theirs.get(name) or "").strip() for name in merge.PLANNED)
    return not written and merge.meaning(theirs.get("Status")) is not Status.QUEUED


def _tell(
    board: Board, page_id: uuid.UUID, theirs: Values, actor: Actor, lacks: list[Lack]
) -> None:
    """Write on the page why it is no task; each lack is told by one comment, once."""
    page, made = MirrorPage.objects.get_or_create(page_id=page_id, defaults={"board": board})
    fault = "Not a task yet. " + " ".join(lack.sentence for lack in lacks)
    with transaction.atomic():
        for lack in lacks:
            verdict = Verdict(
                name=lack.name,
                theirs=theirs.get(lack.name),
                ours="",
                ruling=Ruling.REFUSED,
                reason=lack.sentence,
            )
            refusals.write_down(page, verdict, actor=actor)
        if made or page.fault != fault or page.base != theirs:
            page.fault, page.base = fault, theirs
            page.save(update_fields=["fault", "base"])
            outbound.want(MirrorPage.objects.filter(pk=page.pk))
