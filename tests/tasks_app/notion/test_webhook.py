from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from tasks_app.models import MirrorInbox, NotionConnection
from tasks_app.notion import signing
from tasks_app.notion.webhook import MAX_BYTES, Reply, receive
from tests.fakes.notion import sign
from videogen.lib.jobs import Queue, waiting_rings

TOKEN = "secret_tMrlL1qK5vuQAh1b6cZGhFChZTSYJlce98V0pYn7yBl"
PAGE = "153104cd-477e-809d-8dc4-ff2d96ae3090"
SOURCE = "7c0f3a52-1b6e-4a54-9a41-0d5f6c7b8e90"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_known() -> Iterator[None]:
    """Tokens are remembered for seconds; a test begins without."""
    signing.TOKENS.forget()
    yield
    signing.TOKENS.forget()


@pytest.fixture
def handshake() -> None:
    shake_hands(TOKEN)


def shake_hands(token: str) -> Reply:
    return signed({"verification_token": token}, token)


def signed(event: Any, token: str = TOKEN) -> Reply:
    body = json.dumps(event).encode()
    return receive(body, {"x-notion-signature": sign(body, token)})


def event(**changes: Any) -> dict[str, Any]:
    return {
        "id": "1782edd6-a853-4d4a-b02c-9c8c16f28e53",
        "timestamp": "2026-11-21T10:16:05.379Z",
        "authors": [{"id": "c7c11cca-1d73-471d-9b6e-bdef51470190", "type": "person"}],
        "attempt_number": 1,
        "type": "page.properties_updated",
        "entity": {"id": PAGE, "type": "page"},
        "data": {"parent": {"id": "x", "type": "database", "data_source_id": SOURCE}},
        **changes,
    }


def test_a_signed_event_is_stored_and_the_mirror_is_rung(handshake: None) -> None:
    reply = signed(event())

    hint = MirrorInbox.objects.get()
    assert reply.status == HTTPStatus.OK
    assert (hint.kind, str(hint.page_id)) == ("page.properties_updated", PAGE)
    assert hint.payload["data_source"] == SOURCE
    assert hint.handled_at is None
    assert waiting_rings(Queue.MIRROR) > 0


def test_an_event_costs_one_statement(
    handshake: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    signed(event(id="the first, which reads the token"))

    with django_assert_num_queries(1):
        signed(event())


def test_an_event_delivered_again_is_taken_and_ignored(handshake: None) -> None:
    signed(event())

    reply = signed(event(attempt_number=2))

    assert reply.status == HTTPStatus.OK
    assert MirrorInbox.objects.count() == 1


def test_the_documented_signature_fits() -> None:
    body = json.dumps({"verification_token": TOKEN}, separators=(",", ":")).encode()
    signature = "sha256=461e8cbcba8a75c3edd866f0e71280f5a85cbf21eff040ebd10fe266df38a735"

    assert signing.is_signed(body, signature, TOKEN)
    assert not signing.is_signed(body + b" ", signature, TOKEN)
    assert not signing.is_signed(body, signature, "")


def test_a_bad_signature_is_refused_and_nothing_is_stored(handshake: None) -> None:
    reply = signed(event(), "secret_of_somebody_else")

    assert reply.status == HTTPStatus.UNAUTHORIZED
    assert not MirrorInbox.objects.exists()


def test_bad_signatures_do_not_reach_the_database(
    handshake: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    signed(event(), "wrong")

    with django_assert_num_queries(0):
        for _post in range(20):
            signed(event(), "wrong")


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"not json", id="not-json"),
        pytest.param(b"[1, 2]", id="a-list"),
        pytest.param(b"\xff\xfe\x00", id="no-text"),
        pytest.param(b"[" * 100_000, id="nested-deeply"),
    ],
)
def test_what_is_no_json_object_is_refused_even_when_signed(handshake: None, body: bytes) -> None:
    reply = receive(body, {"x-notion-signature": sign(body, TOKEN)})

    assert reply.status == HTTPStatus.BAD_REQUEST
    assert not MirrorInbox.objects.exists()


def test_a_body_over_the_limit_is_refused_whoever_sends_it(handshake: None) -> None:
    body = b'{"a": "' + b"x" * MAX_BYTES + b'"}'

    direct = receive(body, {"x-notion-signature": sign(body, TOKEN)})
    by_view = Client().post("/webhook/notion", body, content_type="application/json")

    assert direct.status == by_view.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE


@pytest.mark.parametrize(
    "strange",
    [
        pytest.param({"type": "moon.risen"}, id="unknown-type"),
        pytest.param({"type": None}, id="no-type"),
        pytest.param({"entity": "x", "data": []}, id="other-shapes"),
        pytest.param({"id": "\x00" * 500}, id="odd-id"),
        pytest.param({"id": None, "entity": {"id": "\ud800"}}, id="no-id"),
    ],
)
def test_every_signed_event_is_taken(handshake: None, strange: dict[str, Any]) -> None:
    reply = signed(event(**strange))

    assert reply.status == HTTPStatus.OK
    assert MirrorInbox.objects.count() == 1


def test_kinds_that_lead_nowhere_are_kept_as_handled(handshake: None) -> None:
    signed(event(type="comment.created", entity={"id": PAGE, "type": "comment"}))

    hint = MirrorInbox.objects.get()
    assert hint.handled_at is not None
    assert hint.page_id is None


def test_an_automation_is_known_by_the_shared_secret(settings: Settings) -> None:
    settings.NOTION_WEBHOOK_SECRET = "shared"
    post = {
        "source": {"type": "automation", "event_id": str(uuid.uuid4()), "attempt": 1},
        "data": {"object": "page", "id": PAGE, "parent": {"data_source_id": SOURCE}},
    }
    body = json.dumps(post).encode()

    refused = receive(body, {"x-webhook-secret": "guessed"})
    taken = receive(body, {"x-webhook-secret": "shared"})
    again = receive(body, {"authorization": "Bearer shared"})

    hint = MirrorInbox.objects.get()
    assert [each.status for each in (refused, taken, again)] == [401, 200, 200]
    assert (hint.kind, str(hint.page_id)) == ("page.automation", PAGE)


@pytest.mark.parametrize("how", ["signature", "secret"])
def test_a_plain_event_is_known_by_either(settings: Settings, how: str) -> None:
    settings.NOTION_WEBHOOK_SECRET = "shared"
    body = json.dumps({"id": "e1", "type": "page.updated", "object": {"id": PAGE}}).encode()
    headers = {
        "signature": {"x-notion-signature": sign(body, "shared")},
        "secret": {"x-webhook-secret": "shared"},
    }

    reply = receive(body, headers[how])

    assert reply.status == HTTPStatus.OK
    assert str(MirrorInbox.objects.get().page_id) == PAGE


def test_without_token_and_secret_nobody_is_believed() -> None:
    body = json.dumps(event()).encode()

    replies = [receive(body, {}), receive(body, {"x-webhook-secret": ""}), signed(event(), "x")]

    assert {each.status for each in replies} == {HTTPStatus.UNAUTHORIZED}
    assert not MirrorInbox.objects.exists()


def test_the_token_of_the_handshake_is_kept_encrypted_and_shown_once() -> None:
    reply = shake_hands(TOKEN)

    row = NotionConnection.objects.get()
    assert reply.status == HTTPStatus.OK
    assert TOKEN not in row.verification_token
    assert signing.reveal() == TOKEN
    assert signing.reveal() == ""


def test_a_token_sent_again_is_shown_again() -> None:
    shake_hands(TOKEN)
    signing.reveal()

    shake_hands(TOKEN)

    assert signing.reveal() == TOKEN


def test_a_handshake_with_another_signature_is_refused() -> None:
    reply = signed({"verification_token": TOKEN}, "secret_other")

    assert reply.status == HTTPStatus.UNAUTHORIZED
    assert not NotionConnection.objects.exists()


def test_a_second_handshake_waits_for_a_person(handshake: None) -> None:
    shake_hands("secret_new")
    before = signed(event(id="a"), "secret_new")

    is_taken = signing.take_over_pending()
    after = [signed(event(id="b"), "secret_new"), signed(event(id="c"), TOKEN)]

    assert before.status == HTTPStatus.UNAUTHORIZED
    assert is_taken
    assert [each.status for each in after] == [HTTPStatus.OK, HTTPStatus.UNAUTHORIZED]


def test_the_address_takes_posts_without_session_or_form_token(
    handshake: None, settings: Settings
) -> None:
    client = Client(enforce_csrf_checks=True)
    body = json.dumps(event()).encode()

    asked = client.get("/webhook/notion")
    posted = client.post(
        "/webhook/notion",
        body,
        content_type="application/json",
        headers={"X-Notion-Signature": sign(body, TOKEN)},
    )

    assert (asked.status_code, asked["Allow"]) == (405, "POST")
    assert posted.status_code == HTTPStatus.OK
    assert MirrorInbox.objects.count() == 1
