"""What a rejection makes again, and what that costs today: said before it is done."""

from __future__ import annotations

from decimal import Decimal

from tasks_app import costs
from tasks_app.admin import marks
from tasks_app.channels import config_of
from tasks_app.models import Task
from tasks_app.statuses import Gate, Step


def everything(task: Task, gate: Gate) -> tuple[int, Decimal]:
    """How many files a rejection without flags makes again, and their price."""
    count = costs.item_counts(task.plan)[gate.redo]
    return count, price_of_one(task, gate.redo) * count


def price_of_one(task: Task, step: Step) -> Decimal:
    """The price of making one file of a step again."""
    provider = config_of(task.channel).provider_for(step)
    return costs.price(provider, costs.ITEM_OPERATION[step])


def all_words(task: Task, gate: Gate) -> str:
    """For example "all 18 clips again, about $12.60"."""
    count, price = everything(task, gate)
    return f"all {count} {costs.ITEM_OPERATION[gate.redo]}s again{about(price)}"


def about(price: Decimal) -> str:
    return f", about {marks.dollars(price)}" if price else ""
