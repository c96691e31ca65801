"""What Notion's free plan leaves us: a thousand blocks for life, and every page is one."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, F, Max

from tasks_app.models.mirror import MirrorPage, NotionConnection

FREE_BLOCKS = 1000
"""Of a free workspace with several members; deleting a page does not give its block back."""

FREE_UPLOAD_BYTES = 5 * 1024 * 1024
"""By its limit for files a free workspace is known; nothing else tells the plan."""

WARN_AT = 0.8
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
    """One page more was made; deleting it would not give it back."""
    made = NotionConnection.objects.filter(pk=1).update(pages_made=F("pages_made") + 1)
    if not made:
        NotionConnection.objects.get_or_create(pk=1, defaults={"pages_made": 1})


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
    is_free = (row.upload_limit_bytes or FREE_UPLOAD_BYTES + 1) <= FREE_UPLOAD_BYTES
    return Usage(row.pages_made, FREE_BLOCKS if is_free else None, most["most"] or 0)
