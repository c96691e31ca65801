"""What Notion's free plan leaves us: a thousand blocks for life, and every page is one."""

from __future__ import annotations

from django.db.models import F

from tasks_app.models.mirror import NotionConnection


def count_page() -> None:
    """One page more was made; deleting it would not give it back."""
    made = NotionConnection.objects.filter(pk=1).update(pages_made=F("pages_made") + 1)
    if not made:
        NotionConnection.objects.get_or_create(pk=1, defaults={"pages_made": 1})
