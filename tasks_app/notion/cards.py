"""What a page should show: reads our rows, writes none."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Sum
from django.utils import timezone

from tasks_app import events
from tasks_app.models import Board, Call, MirrorPage, Task
from tasks_app.notion import merge
from tasks_app.notion.mapping import Values, card_values, to_properties
from tasks_app.notion.merge import Facts
from tasks_app.statuses import GATE_BY_STATUS, Status


@dataclass(frozen=True, slots=True)
class Card:
    """A page of a task, and what the task says at this moment."""

    page: MirrorPage
    task: Task
    ours: Values
    facts: Facts


def card_of(page: MirrorPage) -> Card | None:
    """The card as the rows are now; None for a page that is no task yet."""
    if page.task_id is None:
        return None
    task = Task.objects.select_related("channel").get(pk=page.task_id)
    spent = Call.objects.filter(task=task).aggregate(sum=Sum("cost_usd"))["sum"] or Decimal(0)
    ours = shown_on(page.board, card_values(task, spent_usd=spent))
    return Card(page, task, ours, facts_of(task, page.base))


def facts_of(task: Task, base: dict[str, Any]) -> Facts:
    return Facts(
        status=task.state,
        has_begun=task.has_begun,
        rejected=task.rejected,
        first=_who_was_first(task, base),
    )


def shown_on(board: Board, values: Values) -> Values:
    """Those values for which the board has a column that takes them."""
    return {
        name: value
        for name, value in values.items()
        if to_properties(board.properties, {name: value})
    }


def unready_values(page: MirrorPage) -> Values:
    """What we write on a page that is no task yet: why not."""
    return shown_on(page.board, {"Status": Status.DRAFT.value, "Error Log": page.fault})


def changes(page: MirrorPage) -> Values:
    """What a push of an existing page has to write now."""
    card = card_of(page)
    if card is None:
        return merge.to_write(page.base, unready_values(page), Facts(Status.DRAFT))
    return merge.to_write(page.base, card.ours, card.facts)


def _who_was_first(task: Task, base: dict[str, Any]) -> str:
    """Who answered at the gate that the page still shows, for the one who came second."""
    shown = merge.meaning(base.get("Status"))
    if shown not in GATE_BY_STATUS or shown is task.state:
        return ""
    last = events.last_human_move(task)
    if last is None or last.data["from"] != shown:
        return ""
    seconds = max(0, round((timezone.now() - last.at).total_seconds()))
    return (
        f"{last.actor['name']} was first: {Status(last.data['to']).label}, {seconds} s ago. "
        f"The task is now {task.state.label}."
    )
