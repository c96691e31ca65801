"""What Notion's free plan leaves us: a thousand blocks for life, and every page is one."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count, Max

from tasks_app import events
from tasks_app.actors import Actor
from tasks_app.models import EventKind
from tasks_app.models.mirror import MirrorPage, NotionConnection
from videogen.lib.db import lock_row

FREE_BLOCKS = 1000
"""Of a free workspace with several members; deleting a page does not give its block back."""

FREE_UPLOAD_BYTES = 5 * 1024 * 1024
"""By its limit for files a free workspace is known; nothing else tells the plan."""

WARN_AT = 0.8
LEAN = "With NOTION_LEAN_MODE=on a video needs one page, with all its files in one column."
SYSTEM = Actor.system("Notion mirror")
NEWEST = 50


@dataclass(frozen=True, slots=True)
class Usage:
    """Pages made so far, and for a video; `limit` is None where the plan has none."""

    made: int
    limit: int | None
    per_video: int

    @property
    def left(self) -> int | None:
        return None if self.limit is None else max(0, self.limit - self.made)

    @property
    def is_short(self) -> bool:
        return self.limit is not None and self.made >= WARN_AT * self.limit

    @property
    def sentence(self) -> str:
        """What it means, for people; empty where there is no limit."""
        if self.left is None:
            return ""
        videos = ""
        if self.per_video:
            videos = f", enough for {self.left // self.per_video:,} videos"
        return (
            f"On a free plan with several members Notion makes {self.limit:,} blocks and never "
            f"more; {self.left:,} are left{videos}. A workspace of one person, or on a paid plan, "
            "has no such limit."
        )


def count_page() -> None:
    """One page more was made, which deleting it would not give back; people are told in time."""
    with transaction.atomic():
        NotionConnection.objects.get_or_create(pk=1)
        row = lock_row(NotionConnection.objects.all(), 1)
        row.pages_made += 1
        row.save(update_fields=["pages_made"])
        found = _usage_of(row, per_video=0)
        # The number rises by one, so this is told once.
        if found.limit is not None and row.pages_made == WARN_AT * found.limit:
            events.append(
                EventKind.NOTION_HELD,
                about=None,
                actor=SYSTEM,
                data={"reason": f"{found.sentence} {LEAN}"},
            )


def usage() -> Usage:
    """How much was used, and the most pages that one of the newest videos has."""
    row = NotionConnection.objects.filter(pk=1).first() or NotionConnection()
    made = MirrorPage.objects.filter(page_id__isnull=False, task__isnull=False)
    newest = made.filter(asset=None).order_by("-id").values("task")[:NEWEST]
    most = (
        made.filter(task__in=newest)
        .order_by()
        .values("task")
        .annotate(pages=Count("id"))
        .aggregate(most=Max("pages"))
    )
    return _usage_of(row, per_video=most["most"] or 0)


def _usage_of(row: NotionConnection, *, per_video: int) -> Usage:
    is_free = (row.upload_limit_bytes or FREE_UPLOAD_BYTES + 1) <= FREE_UPLOAD_BYTES
    return Usage(row.pages_made, FREE_BLOCKS if is_free else None, per_video)
