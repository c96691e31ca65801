"""What the desk's templates need beyond the admin's own: due times, and links that keep filters."""

from __future__ import annotations

from datetime import datetime

from django import template
from django.http import HttpRequest
from django.utils import timezone

from tasks_app.admin import marks
from tasks_app.admin.gallery import thumbnail_url

register = template.Library()


register.simple_tag(thumbnail_url, name="thumbnail_of")


@register.filter
def due_words(due: datetime) -> str:
    """For example "due in 2 h 5 min" or "overdue by 3 d"; `due.js` says the same."""
    left = due - timezone.now()
    if left.total_seconds() > 0:
        return f"due in {marks.span_words(left)}"
    return f"overdue by {marks.span_words(-left)}"


@register.simple_tag
def with_value(request: HttpRequest, name: str, value: object) -> str:
    """The query of this page with one value set; another filter begins at the first page."""
    query = request.GET.copy()
    for gone in ("part", "page"):
        query.pop(gone, None)
    query[name] = str(value)
    return query.urlencode()


@register.simple_tag
def without(request: HttpRequest, name: str) -> str:
    query = request.GET.copy()
    for gone in ("part", "page", name):
        query.pop(gone, None)
    return query.urlencode()
