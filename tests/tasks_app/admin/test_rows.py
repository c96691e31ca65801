from __future__ import annotations

import pytest
from django.utils import timezone

from tasks_app.models import Call, Lease
from tasks_app.statuses import Step
from tests.browsing import act_on, signed_in
from tests.builders import make_channel, make_task
from videogen.accounts.models import User

EVENTS = "/admin/tasks_app/event/"
LEASES = "/admin/tasks_app/lease/"
CALLS = "/admin/tasks_app/call/"


def test_events_say_who_did_what_and_why(operator: User) -> None:
    task = make_task(title="Salt roads")
    client = signed_in(operator)
    client.post(act_on(task, "cancel"), {"note": "Somebody was quicker."})

    page = client.get(EVENTS).content.decode()

    assert "Salt roads" in page
    assert "Cancelled" in page
    assert "otto" in page
    assert "Somebody was quicker." in page


def test_events_of_hidden_channels_are_not_listed(reviewer: User, operator: User) -> None:
    task = make_task(channel=make_channel(only_for=[operator]), title="Hidden")
    signed_in(operator).post(act_on(task, "queue"))

    assert "Hidden" not in signed_in(reviewer).get(EVENTS).content.decode()


def test_an_administrator_sees_who_runs_what(administrator: User) -> None:
    now = timezone.now()
    Lease.objects.create(
        task=make_task(title="Salt roads"),
        step=Step.VIDEO,
        worker="box:4711",
        pid=4711,
        acquired_at=now,
        renewed_at=now,
        expires_at=now,
    )

    page = signed_in(administrator).get(LEASES).content.decode()

    assert "Salt roads" in page
    assert "box:4711" in page
    assert "Running" in page


def test_an_administrator_sees_what_calls_cost(administrator: User) -> None:
    task = make_task()
    Call.objects.create(
        task=task,
        channel=task.channel,
        service="kling",
        operation="clip",
        units=1,
        cost_usd="0.70",
        at=timezone.now(),
    )

    page = signed_in(administrator).get(CALLS).content.decode()

    assert "kling" in page
    assert "$0.70" in page


@pytest.mark.parametrize("url", [LEASES, CALLS])
def test_leases_and_calls_are_for_administrators(operator: User, url: str) -> None:
    assert signed_in(operator).get(url).status_code == 403


@pytest.mark.parametrize("url", [EVENTS, LEASES, CALLS])
def test_nothing_that_happened_is_added_by_hand(administrator: User, url: str) -> None:
    assert signed_in(administrator).get(f"{url}add/").status_code == 403
