"""One action for many tasks: each for itself, and people told which were refused and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.contrib import admin, messages
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.dateparse import parse_datetime

from tasks_app import batches
from tasks_app.models import Task
from tasks_app.statuses import Status
from tasks_app.transitions import Stood
from videogen.accounts.models import User
from videogen.lib.errors import DomainError

AT_ONCE = 500
"""A request should end within seconds; a transition takes some five milliseconds."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one task fared; `refusal` is empty when it went well."""

    task: Task
    refusal: str = ""


def for_each(tasks: Iterable[Task], act: Callable[[Task], object]) -> list[Outcome]:
    """Act on every task in a transaction of its own; a refused one holds back no other."""
    outcomes = []
    for task in tasks:
        try:
            act(task)
        except DomainError as fault:
            outcomes.append(Outcome(task, fault.detail))
        else:
            outcomes.append(Outcome(task))
    return outcomes


def tell(
    request: HttpRequest, outcomes: Sequence[Outcome], *, done: str
) -> TemplateResponse | None:
    """A message when all went well; else a page with a row for each task, the refused ones first.

    And one event for the person, so that their other pages and their notifications have it.
    """
    if isinstance(request.user, User):
        batches.record(done, [outcome.refusal for outcome in outcomes], user=request.user)
    refused = [outcome for outcome in outcomes if outcome.refusal]
    if not refused:
        messages.success(request, f"{count_of(len(outcomes))} {done}.")
        return None
    context = {
        **admin.site.each_context(request),
        "title": f"{len(outcomes) - len(refused)} of {count_of(len(outcomes))} {done}",
        "done": done,
        "rows": rows(outcomes),
        "refused_count": len(refused),
        "back_url": request.get_full_path(),
    }
    return TemplateResponse(request, "admin/tasks_app/task/outcomes.html", context)


def rows(outcomes: Sequence[Outcome]) -> list[tuple[Task, str]]:
    """Each task as it is now with the reason of its refusal, the refused ones first."""
    now = Task.objects.select_related("channel").in_bulk([o.task.pk for o in outcomes])
    ordered = sorted(outcomes, key=lambda outcome: not outcome.refusal)
    return [(now[outcome.task.pk], outcome.refusal) for outcome in ordered]


def stood(request: HttpRequest, task: Task) -> Stood | None:
    """Where the row or card of this task stood when it was chosen, as the form says."""
    status, _space, since = request.POST.get(f"status-{task.pk}", "").partition(" ")
    if status not in Status.values:
        return None
    return Stood(Status(status), parse_datetime(since))


def count_of(count: int) -> str:
    return "1 task" if count == 1 else f"{count} tasks"
