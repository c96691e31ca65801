from __future__ import annotations

import time
from datetime import timedelta
from typing import Any

import pytest
import requests

from . import NotionServer, long_tailed
from .conftest import Api, Client


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (409, "conflict_error"),
        (500, "internal_server_error"),
        (502, "bad_gateway"),
        (503, "service_unavailable"),
        (504, "gateway_timeout"),
        (529, "service_overload"),
    ],
)
def test_a_failure_hits_the_next_fitting_request_and_does_nothing(
    notion: NotionServer, api: Api, source: str, status: int, code: str
) -> None:
    notion.faults.fail(status, method="POST", path="/v1/pages")
    body = {"parent": {"data_source_id": source}}

    other, _me = api("GET", "/users/me")
    failed, error = api("POST", "/pages", body)
    again, _page = api("POST", "/pages", body)

    assert (other, failed, again) == (200, status, 200)
    assert error["code"] == code
    assert len(notion.page_ids(source)) == 1


def test_a_create_can_be_saved_though_the_answer_says_503(
    notion: NotionServer, api: Api, source: str
) -> None:
    notion.faults.save_then_fail(method="POST", path="/v1/pages")

    status, error = api("POST", "/pages", {"parent": {"data_source_id": source}})

    assert (status, error["code"]) == (503, "service_unavailable")
    assert [error["additional_data"]["committed_resource_id"]] == notion.page_ids(source)
    assert notion.log.all()[-1].object_id == notion.page_ids(source)[0]
    assert "Do not repeat the write." in error["additional_data"]["retry_guidance"]


def test_an_update_can_be_saved_though_the_answer_says_500(
    notion: NotionServer, api: Api, board: str
) -> None:
    page = notion.person("Ana").add_page(board)
    notion.faults.save_then_fail(500)

    status, error = api("PATCH", f"/pages/{page}", {"properties": {"Cost": {"number": 7}}})

    assert status == 500
    assert "additional_data" not in error
    assert notion.values(page)["Cost"] == 7


@pytest.mark.parametrize(("options", "pages"), [({"saved": True}, 1), ({"saved": False}, 0)])
def test_a_connection_can_be_cut_after_saving_or_before(
    notion: NotionServer, api: Api, source: str, options: Any, pages: int
) -> None:
    notion.faults.drop(**options)

    with pytest.raises(requests.ConnectionError):
        api("POST", "/pages", {"parent": {"data_source_id": source}})

    assert len(notion.page_ids(source)) == pages
    assert notion.log.wait_for(1)[0].status == 0
    assert api("GET", "/users/me")[0] == 200


def test_a_client_that_runs_out_of_time_may_have_been_served(
    notion: NotionServer, api: Client, source: str
) -> None:
    notion.faults.hang(0.5, saved=True)

    with pytest.raises(requests.ReadTimeout):
        api.session.post(
            f"{notion.url}/pages", json={"parent": {"data_source_id": source}}, timeout=0.1
        )

    assert len(notion.page_ids(source)) == 1


def test_json_can_break_off_after_the_write(notion: NotionServer, api: Client, source: str) -> None:
    notion.faults.garble()

    answer = api.session.post(
        f"{notion.url}/pages", json={"parent": {"data_source_id": source}}, timeout=5
    )

    assert answer.status_code == 200
    with pytest.raises(requests.JSONDecodeError):
        answer.json()
    assert len(notion.page_ids(source)) == 1


def test_the_edge_answers_in_html_without_a_request_id(notion: NotionServer, api: Client) -> None:
    notion.faults.html(502)

    answer = api.session.get(f"{notion.url}/users/me", timeout=5)

    assert (answer.status_code, answer.headers["Content-Type"]) == (502, "text/html")
    assert "x-notion-request-id" not in answer.headers


def test_an_outage_ends_by_the_clock(notion: NotionServer, api: Api) -> None:
    notion.clock.stop()
    notion.faults.outage(600)

    during = [api("GET", "/users/me")[0]]
    notion.clock.advance(599)
    during.append(api("GET", "/users/me")[0])
    notion.clock.advance(1)

    assert during == [503, 503]
    assert api("GET", "/users/me")[0] == 200


def test_a_ban_of_the_workspace_says_how_long_it_still_lasts(
    notion: NotionServer, api: Client
) -> None:
    notion.clock.stop()
    notion.faults.ban(120)
    notion.clock.advance(30)

    answer = api.session.get(f"{notion.url}/users/me", timeout=5)

    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "90")
    assert answer.json()["additional_data"] == {
        "rate_limit_reason": "public_api_space_request_rate_limit",
        "retry_after": "90",
    }


def test_a_fault_can_let_requests_pass_first(notion: NotionServer, api: Api) -> None:
    notion.faults.fail(500, skip=1, times=2)

    assert [api("GET", "/users/me")[0] for _number in range(4)] == [200, 500, 500, 200]


def test_a_refused_request_is_refused_even_where_the_answer_was_to_be_lost(
    notion: NotionServer, api: Api
) -> None:
    notion.faults.save_then_fail(503)

    assert api("POST", "/pages", {"parent": {}})[0] == 400


def test_answers_take_the_time_they_are_told_to(notion: NotionServer, api: Api) -> None:
    notion.set_latency(0.05)
    notion.faults.slow(0.1)

    begin = time.monotonic()
    api("GET", "/users/me")
    slow = time.monotonic() - begin
    begin = time.monotonic()
    api("GET", "/users/me")

    assert slow >= 0.15
    assert 0.05 <= time.monotonic() - begin < slow


def test_a_long_tail_keeps_its_median_and_p95() -> None:
    latency = long_tailed(0.1, 0.4, seed=1)
    drawn = sorted(latency() for _number in range(4000))

    assert drawn[2000] == pytest.approx(0.1, rel=0.1)
    assert drawn[3800] == pytest.approx(0.4, rel=0.15)


def test_time_stands_still_and_moves_on_together(notion: NotionServer) -> None:
    notion.clock.stop()
    now, seconds = notion.clock.now(), notion.clock.seconds()

    notion.clock.advance(90)

    assert notion.clock.now() - now == timedelta(seconds=90)
    assert notion.clock.seconds() - seconds == pytest.approx(90)
    notion.clock.start()
    assert notion.clock.now() - now >= timedelta(seconds=90)
