"""The REST doors and their documentation, over HTTP from the real server."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
import requests
from playwright.sync_api import Page, sync_playwright
from pytest_django import Settings
from rest_framework_simplejwt.tokens import AccessToken

from tasks_app.models import AssetKind, MirrorInbox, NotionConnection
from tasks_app.notion import signing
from tests.builders import make_asset, make_channel, make_task
from tests.e2e.web import CHROMIUM, Web, can_browse, serving
from tests.fakes.notion import NotionServer
from tests.processes import wait_until
from videogen.accounts.models import User

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

WEB_CONNECTIONS = 2
BIG_BYTES = 200 * 1024 * 1024


@pytest.fixture(scope="module")
def server(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Web]:
    folder = tmp_path_factory.mktemp("web")
    with serving(folder, WEB_CONNECTIONS=str(WEB_CONNECTIONS)) as running:
        yield running


@pytest.fixture
def web(server: Web, settings: Settings) -> Web:
    settings.MEDIA_ROOT = server.media
    return server


def signed_in(user: User) -> requests.Session:
    """By a token of ours: the fast hasher of the tests is unknown to the server."""
    session = requests.Session()
    session.headers["Authorization"] = f"Bearer {AccessToken.for_user(user)}"
    return session


def test_a_big_file_streams_in_little_memory(web: Web, viewer: User) -> None:
    content = b"0123456789abcdef" * (BIG_BYTES // 16)
    asset = make_asset(make_task(), AssetKind.FINAL, content=content, suffix=".mp4")
    session = signed_in(viewer)
    address = f"{web.url}/api/assets/{asset.pk}/file"
    session.get(address, headers={"Range": "bytes=0-0"}, timeout=30)
    before = web.peak_bytes()

    digest = hashlib.sha256()
    with session.get(address, stream=True, timeout=60) as answer:
        for chunk in answer.iter_content(1024 * 1024):
            digest.update(chunk)
    end = session.get(address, headers={"Range": "bytes=-16"}, timeout=30)

    assert digest.hexdigest() == asset.sha256
    assert (end.status_code, end.content) == (206, b"0123456789abcdef")
    assert web.peak_bytes() - before < BIG_BYTES / 4


def test_slow_viewers_hold_no_database_connection(web: Web, viewer: User) -> None:
    asset = make_asset(make_task(), AssetKind.FINAL, content=bytes(BIG_BYTES), suffix=".mp4")
    session = signed_in(viewer)
    address = f"{web.url}/api/assets/{asset.pk}/file"

    with ExitStack() as slow:
        for _ in range(WEB_CONNECTIONS + 1):
            slow.enter_context(signed_in(viewer).get(address, stream=True, timeout=30))
        answer = session.get(f"{web.url}/api/tasks", timeout=30)

    assert answer.status_code == 200


def test_a_slash_at_the_end_of_a_post_is_no_redirect(web: Web, operator: User) -> None:
    make_channel()

    answer = signed_in(operator).post(
        f"{web.url}/api/tasks/",
        json={"title": "A fox", "channel": "foxes"},
        allow_redirects=False,
        timeout=30,
    )

    assert answer.status_code == 201


@pytest.mark.skipif(not can_browse(), reason=f"There is no browser at {CHROMIUM}.")
def test_the_docs_show_every_call_without_breaking_the_policy(web: Web) -> None:
    complaints: list[str] = []

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page()
        page.on("console", lambda message: complaints.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(f"{web.url}/api/docs")
        page.wait_for_selector(".opblock", timeout=60_000)
        shown = page.locator(".opblock").count()
        page.locator("#operations-tasks-approve_task").click()
        page.wait_for_selector("#operations-tasks-approve_task .responses-wrapper")
        hosts = {address.split("/")[2] for address in requested(page)}
        browser.close()

    assert complaints == []
    assert shown == described_calls(web)
    assert hosts == {web.url.removeprefix("http://")}


def requested(page: Page) -> list[str]:
    """Every address the page has loaded something from."""
    found: list[str] = page.evaluate(
        "performance.getEntriesByType('resource').map(entry => entry.name)"
        ".filter(name => name.startsWith('http'))"
    )
    return found


def described_calls(web: Web) -> int:
    described = requests.get(f"{web.url}/api/schema?format=json", timeout=60).json()
    return sum(len(methods) for methods in described["paths"].values())


def test_notion_shakes_hands_and_its_events_are_stored(web: Web) -> None:
    with NotionServer() as notion:
        board = notion.create_board("Tasks", {"Title": {"title": {}}})
        subscription = notion.webhooks.subscribe(f"{web.url}/webhook/notion")
        assert wait_until(NotionConnection.objects.exists)
        notion.webhooks.verify(subscription.id, signing.reveal())

        page = notion.person("Ana").add_page(board, {"Title": "A"})
        notion.webhooks.double_next(2)
        notion.webhooks.flush()
        assert wait_until(MirrorInbox.objects.exists)
        notion.webhooks.wait_until_idle()

        assert {each.status for each in notion.webhooks.deliveries()} == {200}
        assert {str(each.page_id) for each in MirrorInbox.objects.all()} == {page}
        assert MirrorInbox.objects.count() < len(notion.webhooks.deliveries())


def test_a_post_without_end_is_cut_off(web: Web) -> None:
    def endless() -> Iterator[bytes]:
        while True:
            yield b"x" * 65536

    # Whether a client still gets to read the answer is a matter of chance.
    with contextlib.suppress(requests.ConnectionError):
        cut = requests.post(f"{web.url}/webhook/notion", data=endless(), timeout=10)
        assert cut.status_code == 413
    after = requests.post(f"{web.url}/webhook/notion/", data=b"{}", timeout=30)
    other = requests.get(f"{web.url}/webhook/notion", timeout=30)

    assert (after.status_code, other.status_code) == (401, 405)
