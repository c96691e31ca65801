from __future__ import annotations

import hashlib
import hmac

import pytest

from . import NotionServer, sign
from .conftest import Receiver
from .identity import new_id
from .webhooks import retry_offset

TOKEN = "secret_tMrlL1qK5vuQAh1b6cZGhFChZTSYJlce98V0pYn7yBl"


@pytest.fixture
def subscribed(notion: NotionServer, receiver: Receiver, board: str) -> str:
    """A verified subscription to everything, with no time to gather; its token."""
    notion.webhooks.gather(0)
    subscription = notion.webhooks.subscribe(receiver.url, verified=True)
    return subscription.token


def test_the_signature_is_the_documented_one() -> None:
    body = b'{"verification_token":"%s"}' % TOKEN.encode()

    assert sign(body, TOKEN) == (
        "sha256=461e8cbcba8a75c3edd866f0e71280f5a85cbf21eff040ebd10fe266df38a735"
    )


def test_a_subscription_begins_with_a_signed_handshake_and_waits_for_the_token(
    notion: NotionServer, receiver: Receiver, board: str
) -> None:
    notion.webhooks.gather(0)
    subscription = notion.webhooks.subscribe(receiver.url)
    notion.webhooks.wait_until_idle()
    notion.person("Ana").add_page(board)
    notion.webhooks.wait_until_idle()
    [handshake] = receiver.received
    token = handshake.body["verification_token"]

    with pytest.raises(ValueError, match="not the one"):
        notion.webhooks.verify(subscription.id, "secret_wrong")
    notion.webhooks.verify(subscription.id, token)
    notion.person("Ana").add_page(board)
    notion.webhooks.wait_until_idle()

    assert handshake.headers["X-Notion-Signature"] == sign(handshake.raw, token)
    assert receiver.received[1].body["type"] == "page.created"


def test_an_event_names_ids_only_and_is_signed_over_its_bytes(
    notion: NotionServer, receiver: Receiver, board: str, source: str, subscribed: str
) -> None:
    ana = notion.person("Ana")
    page = ana.add_page(board)
    notion.webhooks.wait_until_idle()
    receiver.received.clear()

    ana.edit(page, {"Status": "Queued", "Cost": 3})
    notion.webhooks.wait_until_idle()

    [received] = receiver.received
    expected = hmac.new(subscribed.encode(), received.raw, hashlib.sha256).hexdigest()
    event = received.body
    assert received.headers["X-Notion-Signature"] == f"sha256={expected}"
    assert event["type"] == "page.properties_updated"
    assert event["entity"] == {"id": page, "type": "page"}
    assert event["authors"] == [{"id": ana.user.id, "type": "person"}]
    assert event["attempt_number"] == 1
    assert event["data"] == {
        "parent": {"id": board, "type": "database", "data_source_id": source},
        "updated_properties": [
            notion.property_id(board, "Status"),
            notion.property_id(board, "Cost"),
        ],
    }


def test_a_new_title_is_told_as_changed_content(
    notion: NotionServer, receiver: Receiver, board: str, subscribed: str
) -> None:
    page = notion.person("Ana").add_page(board)
    notion.webhooks.wait_until_idle()
    receiver.received.clear()

    notion.person("Ana").edit(page, {"Title": "New"})
    notion.webhooks.wait_until_idle()

    assert receiver.types() == ["page.content_updated"]


def test_edits_within_one_window_make_one_event_with_all_authors(
    notion: NotionServer, receiver: Receiver, board: str, subscribed: str
) -> None:
    page = notion.person("Ana").add_page(board)
    notion.webhooks.wait_until_idle()
    receiver.received.clear()
    notion.webhooks.gather(30)

    notion.person("Ana").edit(page, {"Cost": 1})
    notion.person("Ben").edit(page, {"Cost": 2, "Status": "Draft"})
    notion.webhooks.flush()
    notion.webhooks.wait_until_idle()

    [received] = receiver.received
    assert len(received.body["authors"]) == 2
    assert len(received.body["data"]["updated_properties"]) == 2


def test_a_page_made_and_deleted_within_one_window_makes_no_event(
    notion: NotionServer, receiver: Receiver, board: str, subscribed: str
) -> None:
    notion.webhooks.gather(30)
    page = notion.person("Ana").add_page(board)

    notion.person("Ana").trash(page)
    notion.webhooks.flush()
    notion.webhooks.wait_until_idle()

    assert receiver.received == []


def test_what_happens_has_its_kind_of_event(
    notion: NotionServer, receiver: Receiver, board: str, subscribed: str
) -> None:
    ana = notion.person("Ana")
    page = ana.add_page(board)
    notion.webhooks.wait_until_idle()
    receiver.received.clear()

    ana.comment(page, "Why?")
    notion.webhooks.wait_until_idle()
    ana.trash(page)
    notion.webhooks.wait_until_idle()
    ana.restore(page)
    notion.webhooks.wait_until_idle()
    ana.rename_property(board, "Cost", "Price")
    notion.webhooks.wait_until_idle()

    assert receiver.types() == [
        "comment.created",
        "page.deleted",
        "page.undeleted",
        "data_source.schema_updated",
    ]
    assert receiver.received[0].body["data"]["page_id"] == page
    assert receiver.received[3].body["data"]["updated_properties"] == [
        {"id": notion.property_id(board, "Price"), "name": "Price", "action": "updated"}
    ]


def test_events_can_be_lost_and_doubled(
    notion: NotionServer, receiver: Receiver, board: str, subscribed: str
) -> None:
    notion.webhooks.lose_next()
    notion.webhooks.double_next()

    pages = [notion.person("Ana").add_page(board) for _number in range(3)]
    notion.webhooks.wait_until_idle()

    entities = sorted(each.body["entity"]["id"] for each in receiver.received)
    assert entities == sorted([pages[1], pages[1], pages[2]])
    assert len({each.body["id"] for each in receiver.received}) == 2


def test_events_can_be_held_back_and_come_in_another_order(
    notion: NotionServer, receiver: Receiver, board: str, subscribed: str
) -> None:
    notion.webhooks.hold()
    pages = [notion.person("Ana").add_page(board) for _number in range(4)]
    notion.webhooks.wait_until_idle()
    held = list(receiver.received)

    count = notion.webhooks.release("reversed", times=2)
    notion.webhooks.wait_until_idle()

    assert (held, count) == ([], 8)
    order = [each.body["entity"]["id"] for each in receiver.received]
    assert order == [page for page in reversed(pages) for _time in range(2)]


def test_accidents_by_chance_are_the_same_every_time(
    notion: NotionServer, receiver: Receiver, board: str, subscribed: str
) -> None:
    notion.webhooks.accidents(lost=0.3, doubled=0.3, seed=7)

    for _number in range(20):
        notion.person("Ana").add_page(board)
    notion.webhooks.wait_until_idle()

    received = [each.body["id"] for each in receiver.received]
    assert len(set(received)) < 20
    assert len(received) > len(set(received))


def test_a_failed_delivery_is_tried_again_up_to_eight_times_within_a_day(
    notion: NotionServer, receiver: Receiver, board: str, subscribed: str
) -> None:
    notion.clock.stop()
    receiver.status = 500
    notion.person("Ana").add_page(board)
    notion.webhooks.flush()
    notion.webhooks.wait_until_idle()

    for attempt in range(1, 8):
        notion.clock.advance(retry_offset(attempt))
        notion.webhooks.wait_for(attempt + 1)
    notion.clock.advance(10 * 86_400)
    notion.webhooks.wait_until_idle()

    assert [each.body["attempt_number"] for each in receiver.received] == list(range(1, 9))
    assert len({each.body["id"] for each in receiver.received}) == 1
    assert [each.status for each in notion.webhooks.deliveries()] == [500] * 8


def test_the_last_attempt_is_made_a_day_after_the_event() -> None:
    offsets = [retry_offset(attempt) for attempt in range(1, 8)]

    assert offsets == sorted(offsets)
    assert offsets[-1] == 86_400


def test_a_paused_subscription_hears_nothing(
    notion: NotionServer, receiver: Receiver, board: str, subscribed: str
) -> None:
    [subscription_id] = notion.webhooks.subscriptions
    notion.webhooks.pause(subscription_id)

    notion.person("Ana").add_page(board)
    notion.webhooks.wait_until_idle()

    assert receiver.received == []


def test_nobody_is_told_of_what_is_not_shared(
    notion: NotionServer, receiver: Receiver, board: str, subscribed: str
) -> None:
    notion.unshare(board)

    notion.person("Ana").add_page(board)
    notion.webhooks.wait_until_idle()

    assert receiver.received == []


def test_any_kind_of_event_can_be_sent(
    notion: NotionServer, receiver: Receiver, subscribed: str
) -> None:
    page = new_id()

    notion.webhooks.send("page.dreamt_of", ("page", page), data={"depth": 3})
    notion.webhooks.wait_until_idle()

    [received] = receiver.received
    assert received.body["type"] == "page.dreamt_of"
    assert received.body["data"]["depth"] == 3


def test_an_automation_posts_the_whole_page_with_its_own_headers(
    notion: NotionServer, receiver: Receiver, board: str, source: str
) -> None:
    secret = {"X-Mirror-Secret": "sesame"}
    automation = notion.automations.add(source, receiver.url, headers=secret, properties=["Status"])
    page = notion.person("Ana").add_page(board)
    notion.webhooks.wait_until_idle()
    receiver.received.clear()

    notion.person("Ana").edit(page, {"Cost": 1})
    notion.person("Ana").edit(page, {"Status": "Queued"})
    notion.webhooks.wait_until_idle()

    [received] = receiver.received
    assert received.headers["X-Mirror-Secret"] == "sesame"
    assert received.body["source"]["type"] == "automation"
    assert received.body["source"]["automation_id"] == automation.id
    assert received.body["source"]["attempt"] == 1
    assert received.body["data"]["object"] == "page"
    assert received.body["data"]["id"] == page
    assert received.body["data"]["properties"]["Status"]["select"]["name"] == "Queued"


def test_an_automation_that_keeps_failing_is_switched_off(
    notion: NotionServer, receiver: Receiver, board: str, source: str
) -> None:
    receiver.status = 400
    automation = notion.automations.add(source, receiver.url)

    notion.clock.stop()
    notion.person("Ana").add_page(board)
    for tried in range(1, 4):
        notion.automations.wait_for(automation, tried)
        notion.clock.advance(10)

    assert automation.statuses == [400, 400, 400]
    assert automation.is_paused
