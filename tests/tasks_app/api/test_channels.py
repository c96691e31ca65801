from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tasks_app.models import BudgetDay, Channel
from tasks_app.models.channel import ChannelState
from tests.builders import make_channel
from tests.conftest import Api
from videogen.accounts.models import User

pytestmark = pytest.mark.django_db


def test_a_channel_with_todays_money(viewer: User, api: Api) -> None:
    channel = make_channel(config={"budget_daily_usd": 12.5}, emoji="🦊", color="#ff8800")
    today = timezone.now().date()
    BudgetDay.objects.create(
        channel=channel, day=today, spent_usd=Decimal("1.5"), reserved_usd=Decimal("0.25")
    )

    found = api(viewer).get("/api/channels").json()["channels"]

    assert found == [
        {
            "id": "foxes",
            "name": "Foxes",
            "emoji": "🦊",
            "color": "#ff8800",
            "state": "active",
            "held_reason": "",
            "max_concurrent": 2,
            "budget_daily_usd": 12.5,
            "spent_today_usd": 1.75,
        }
    ]


def test_a_channel_without_a_usable_file_is_listed_with_its_reason(viewer: User, api: Api) -> None:
    Channel.objects.create(
        pk="broken", name="broken", state=ChannelState.HELD, held_reason="line 3: …"
    )

    (found,) = api(viewer).get("/api/channels").json()["channels"]

    assert (found["state"], found["held_reason"]) == ("held", "line 3: …")
    assert found["budget_daily_usd"] is None


def test_limited_channels_are_for_those_they_name(
    viewer: User, reviewer: User, outsider: User, api: Api
) -> None:
    make_channel("closed", only_for=[reviewer])

    assert api(viewer).get("/api/channels").json() == {"channels": []}
    assert api(outsider).get("/api/channels").json() == {"channels": []}
    assert len(api(reviewer).get("/api/channels").json()["channels"]) == 1


def test_many_channels_take_as_many_queries_as_one(
    viewer: User, api: Api, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(10):
        make_channel(f"channel-{number}")
    client = api(viewer)

    with django_assert_num_queries(3):
        client.get("/api/channels")


def test_channels_need_somebody_signed_in_and_cannot_be_posted(viewer: User, api: Api) -> None:
    assert api(None).get("/api/channels").status_code == 401
    assert api(viewer).post("/api/channels").status_code == 405
