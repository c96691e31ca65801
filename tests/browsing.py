"""Looking at the admin as somebody: plain functions for the tests of its pages.

Answers are `Any`: the test client adds what it saw of the request and the context.
"""

from __future__ import annotations

from typing import Any

from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from tasks_app.admin.plan_form import COLUMNS, PlanForm
from tasks_app.models import Task
from videogen.accounts.models import User

TASKS = "/admin/tasks_app/task/"
DESK = "/admin/reviews_app/review/desk/"


def signed_in(user: User) -> Client:
    """A browser of somebody who may enter the admin."""
    user.is_staff = True
    user.save(update_fields=["is_staff"])
    client = Client()
    client.force_login(user)
    return client


def page_of(task: Task) -> str:
    return reverse("admin:tasks_app_task_change", args=[task.pk])


def act_on(task: Task, name: str) -> str:
    return reverse("admin:tasks_app_task_act", args=[task.pk, name])


def desk_of(task: Task, gate: str) -> str:
    return reverse("admin:reviews_app_desk_gate", args=[task.pk, gate])


def choose(action: str, *tasks: Task, **fields: str) -> dict[str, object]:
    """What the list sends when rows are ticked and an action is pressed."""
    return {"action": action, "_selected_action": [str(task.pk) for task in tasks], **fields}


def told(response: Any) -> str:
    """All messages of an answer, or of the page it leads to."""
    return "\n".join(str(message) for message in get_messages(response.wsgi_request))


def filled_idea(response: Any) -> dict[str, object]:
    """What a browser sends for the form of an idea as it was shown."""
    form = response.context["form"]
    shown = {field.html_name: field.value() for field in form}
    before = {field.html_initial_name: field.value() for field in form}
    return {name: value for name, value in {**before, **shown}.items() if value is not None}


def filled_plan(response: Any) -> dict[str, object]:
    """What a browser sends for a shot list as it was shown."""
    form: PlanForm = response.context["form"]
    columns: dict[str, object] = {
        name: [cell.text for row in form.rows for cell in row.cells if cell.name == name]
        for name in COLUMNS
    }
    return {**columns, **{cell.name: cell.text for cell in form.subjects}}
