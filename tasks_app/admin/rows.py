"""Rows that are looked at and never changed by hand: what happened, ran, and cost."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from django.db.models import Model
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from tasks_app.admin import marks
from tasks_app.admin.generic import ModelAdmin
from tasks_app.admin.task import page_of
from tasks_app.models import Task

Row = TypeVar("Row", bound=Model)


class ReadOnly(ModelAdmin[Row]):
    """No adding, changing or deleting; who may see it is said by the role's permissions."""

    actions: Sequence[str] | None = None
    list_per_page = 50
    list_max_show_all = 0
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002 - Django's signature
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002 - Django's signature
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002 - Django's signature
        return False


def task_link(task: Task | None) -> SafeString:
    if task is None:
        return marks.NOTHING
    return format_html('<a href="{}">{}</a>', page_of(task), task.title)
