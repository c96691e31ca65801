"""Tells people on the board why an edit of theirs was not taken: one comment, never twice.

There is no way to send a comment with a key. So the moment of sending is written down before, and
where the answer was lost the page's comments are read before it is sent again.
"""

from __future__ import annotations

from collections.abc import Sequence

import structlog
from django.utils import timezone

from tasks_app.models import RefusedEdit
from tasks_app.notion import trouble
from tasks_app.notion.client import NotionClient
from tasks_app.notion.errors import Malformed, NotAllowed, NotFound
from tasks_app.notion.mapping import Json

log = structlog.get_logger(__name__)

UNTOLD = "no comment"
"""Stands for the id where none could be written."""

NO_RIGHT = (
    "Notion does not let us write comments, so nobody there reads why an edit was not taken: give "
    "the connection the right to insert comments."
)


def is_any_due() -> bool:
    return RefusedEdit.objects.filter(told_at=None, page__gone_at=None).exists()


def tell_next(client: NotionClient) -> bool:
    """Write one comment for all that is untold of one page; whether there was anything to tell."""
    oldest = (
        RefusedEdit.objects.filter(told_at=None, page__gone_at=None)
        .exclude(page__page_id=None)
        .order_by("at")
        .first()
    )
    if oldest is None:
        return False
    same_page = RefusedEdit.objects.filter(page=oldest.page_id, told_at=None)
    # Those already on their way stay together: their text is what is looked for.
    untold = list(
        same_page.filter(comment_sent_at=oldest.comment_sent_at)
        .select_related("page")
        .order_by("at", "pk")
    )
    comment_id = _comment(client, untold)
    RefusedEdit.objects.filter(pk__in=[edit.pk for edit in untold]).update(
        comment_id=comment_id, told_at=timezone.now()
    )
    return True


def _comment(client: NotionClient, edits: Sequence[RefusedEdit]) -> str:
    page_id, text = str(edits[0].page.page_id), text_of(edits)
    try:
        if edits[0].comment_sent_at is not None and (found := _find(client, page_id, text)):
            return found
        RefusedEdit.objects.filter(pk__in=[edit.pk for edit in edits]).update(
            comment_sent_at=timezone.now()
        )
        return client.comment(page_id, text)
    except NotAllowed as fault:
        if fault.status != 403:
            raise
        _tell_once()
    except (NotFound, Malformed) as fault:
        log.warning("notion_comment_refused", page=page_id, reason=fault.message)
    return UNTOLD


def _find(client: NotionClient, page_id: str, text: str) -> str:
    """The comment that was sent already, or nothing."""
    for comment in client.comments(page_id):
        if _plain(comment) == text:
            return str(comment["id"])
    return ""


def _plain(comment: Json) -> str:
    return "".join(piece["plain_text"] for piece in comment.get("rich_text", []))


def text_of(edits: Sequence[RefusedEdit]) -> str:
    """What the comment says: each reason once, in the order of the edits."""
    return "\n".join(dict.fromkeys(edit.reason for edit in edits))


def _tell_once() -> None:
    if not RefusedEdit.objects.filter(comment_id=UNTOLD).exists():
        trouble.tell_held(None, NO_RIGHT)
