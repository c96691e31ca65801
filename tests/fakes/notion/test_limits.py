from __future__ import annotations

from collections.abc import Iterator

import pytest

from . import NotionServer
from .conftest import Api, Client
from .recording import max_in_window


@pytest.fixture
def notion() -> Iterator[NotionServer]:
    with NotionServer(per_minute=5) as server:
        yield server


def statuses(api: Api, count: int) -> list[int]:
    return [api("GET", "/users/me")[0] for _number in range(count)]


def test_a_budget_may_be_spent_in_one_burst_and_then_has_to_be_waited_for(
    notion: NotionServer, api: Api
) -> None:
    notion.clock.stop()

    burst = statuses(api, 5)
    notion.clock.advance(20.5)
    status, error = api("GET", "/users/me")

    assert burst == [200] * 5
    assert (status, error["code"]) == (429, "rate_limited")
    assert error["additional_data"] == {
        "rate_limit_reason": "public_api_request_rate_limit",
        "retry_after": "40",
    }


def test_after_the_stated_time_there_is_a_new_budget(notion: NotionServer, api: Client) -> None:
    notion.clock.stop()
    statuses(api, 6)
    refused = api.session.get(f"{notion.url}/users/me", timeout=5)

    notion.clock.advance(int(refused.headers["Retry-After"]))

    assert refused.status_code == 429
    assert statuses(api, 6) == [200] * 5 + [429]


def test_other_connections_have_a_budget_of_their_own(notion: NotionServer, api: Api) -> None:
    notion.clock.stop()
    notion.connect("Other", token="ntn_other")
    statuses(api, 6)

    status, _me = api("GET", "/users/me", headers={"Authorization": "Bearer ntn_other"})

    assert status == 200


def test_three_in_any_second_can_be_insisted_on() -> None:
    with NotionServer(per_second=3) as notion:
        notion.clock.stop()
        admitted = [notion.limit.admit("bot") is None for _number in range(4)]
        notion.clock.advance(1.0)
        later = notion.limit.admit("bot")

    assert admitted == [True, True, True, False]
    assert later is None


@pytest.mark.parametrize(
    ("moments", "most"),
    [
        pytest.param([], 0, id="none"),
        pytest.param([0.0, 0.5, 0.99], 3, id="within"),
        pytest.param([0.0, 0.5, 1.0], 2, id="exactly one second is outside"),
        pytest.param([0.0, 0.9, 1.1, 1.2, 1.85, 3.0], 4, id="a window begins anywhere"),
        pytest.param([2.0, 0.0, 1.5], 2, id="in any order"),
    ],
)
def test_the_fullest_window_is_found(moments: list[float], most: int) -> None:
    assert max_in_window(moments, 1.0) == most


def test_every_request_is_recorded_with_what_was_answered(notion: NotionServer, api: Api) -> None:
    api("GET", "/users/me")
    api("POST", "/search", {"query": "x"})
    api("GET", "/nothing")

    first, second, third = notion.log.all()

    assert (first.method, first.path, first.status) == ("GET", "/v1/users/me", 200)
    assert (second.body, second.status) == ({"query": "x"}, 200)
    assert (third.status, third.code) == (400, "invalid_request_url")
    assert first.arrived < second.arrived < third.arrived
    assert notion.log.count(method="POST", path="/v1/s*") == 1
    assert notion.log.max_in_window(60) == 3
    assert notion.log.per_minute() == [3]
