"""The bell in a real browser: two tabs, two people, a server that goes away, and a keyboard."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.sessions.models import Session
from django.db import transaction
from playwright.sync_api import Browser, BrowserContext, Page, WebSocket, expect

from notifications_app.fan_out import fan_out
from tasks_app import events
from tasks_app.actors import Actor
from tasks_app.models import Event, EventKind, Task
from tests.builders import make_channel, make_task
from tests.e2e.browser import browser_of, launched
from tests.e2e.cable import cable
from tests.e2e.web import Web, serving
from videogen.accounts.models import User

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

SOON_MS = 15_000
LOST = re.compile("Connection lost")
SILENT_SECONDS = int(os.environ.get("SILENT_SECONDS", "3"))
"""How long the network is away; a minute shows more, and takes one."""

NOTICED_SECONDS = 45
"""After so long a page says that it hears nothing (live.js)."""

WORKER = Actor.worker("test")
HOME = "/admin/"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with launched() as browser:
        yield browser


@pytest.fixture(scope="module")
def web(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Web]:
    with serving(tmp_path_factory.mktemp("web")) as web:
        yield web


@pytest.fixture
def browser(chromium: Browser, web: Web, operator: User) -> Iterator[BrowserContext]:
    with browser_of(operator, chromium, web) as context:
        yield context


def captions_ready(title: str, task: Task | None = None) -> None:
    """Something that people are told of, told at once."""
    task = task or make_task(title=title)
    with transaction.atomic():
        events.append(
            EventKind.CAPTIONED,
            about=task,
            actor=WORKER,
            data={"duration_seconds": 12.0, "segments": 3},
        )
    fan_out()


def opened(context: BrowserContext) -> Page:
    """A page whose socket is open."""
    page = context.new_page()
    with page.expect_websocket(lambda socket: bool(socket.wait_for_event("framereceived"))):
        page.goto(HOME)
    return page


def open_bell(page: Page) -> None:
    page.get_by_role("button", name=re.compile("^Notifications")).click()
    expect(page.locator(".bell-item").first).to_be_visible(timeout=SOON_MS)


def test_what_happens_is_told_to_those_who_may_see_it(
    chromium: Browser, web: Web, browser: BrowserContext, operator: User, reviewer: User
) -> None:
    task = make_task(channel=make_channel("hidden", only_for=[operator]), title="Salt roads")

    with browser_of(reviewer, chromium, web) as elsewhere:
        page, other_tab, foreign = opened(browser), opened(browser), opened(elsewhere)
        captions_ready("Salt roads", task)

        expect(page.locator("#bell [data-badge]")).to_have_text("1", timeout=SOON_MS)
        expect(other_tab.locator("#bell [data-badge]")).to_have_text("1", timeout=SOON_MS)
        expect(page.locator("#bell [data-said]")).to_have_text("Captions ready: Salt roads")
        expect(page.locator(".bell-toast")).to_contain_text("Captions ready: Salt roads")
        assert page.title().startswith("(1) ")
        expect(foreign.locator("#bell [data-badge]")).to_be_hidden()
        assert not foreign.title().startswith("(")


def test_what_is_done_in_one_tab_is_done_in_the_other(browser: BrowserContext) -> None:
    captions_ready("Salt roads")
    captions_ready("Tin roads")
    page, other_tab = opened(browser), opened(browser)
    expect(other_tab.locator("#bell [data-badge]")).to_have_text("2", timeout=SOON_MS)

    open_bell(page)
    expect(other_tab.locator("#bell [data-badge]")).to_be_hidden(timeout=SOON_MS)
    open_bell(other_tab)
    item = other_tab.locator(".bell-item", has_text="Tin roads")
    expect(item).to_have_class(re.compile("is-unread"))
    page.locator(".bell-item", has_text="Tin roads").get_by_label("Mark as read").click()
    expect(item).not_to_have_class(re.compile("is-unread"), timeout=SOON_MS)
    page.locator(".bell-item", has_text="Tin roads").get_by_label("Archive").click()

    expect(item).to_have_count(0, timeout=SOON_MS)
    page.get_by_role("button", name="Mark all read").click()
    expect(other_tab.get_by_role("button", name="Mark all read")).to_be_disabled(timeout=SOON_MS)
    expect(other_tab.locator(".bell-item.is-unread")).to_have_count(0)


def test_a_page_hears_all_it_missed_in_order_when_the_server_is_back(
    browser: BrowserContext, web: Web
) -> None:
    page, heard = hearing(browser)

    web.stop()
    expect(page.locator("#vg-live-state")).to_have_text(LOST, timeout=SOON_MS)
    happen_unheard()
    web.start()

    expect(page.locator("#bell [data-said]")).to_have_text("30 new notifications", timeout=60_000)
    misses_nothing(page, heard)


def test_a_page_hears_all_it_missed_when_the_browser_is_online_again(
    browser: BrowserContext,
) -> None:
    page, heard = hearing(browser)

    browser.set_offline(True)
    expect(page.locator("#vg-live-state")).to_have_text(LOST, timeout=SOON_MS)
    happen_unheard()
    browser.set_offline(False)

    misses_nothing(page, heard)


def test_a_page_hears_all_it_missed_while_the_network_kept_silent(
    chromium: Browser, web: Web, operator: User
) -> None:
    """Nobody is told that the connection is gone: neither the server, nor the browser."""
    with (
        cable(int(web.url.rpartition(":")[2])) as line,
        browser_of(operator, chromium, line) as browser,
    ):
        page, heard = hearing(browser)

        line.pull()
        happen_unheard()
        page.wait_for_timeout(SILENT_SECONDS * 1000)
        if SILENT_SECONDS > NOTICED_SECONDS:
            expect(page.locator("#vg-live-state")).to_have_text(LOST)
        line.plug_in()

        misses_nothing(page, heard)


def hearing(browser: BrowserContext) -> tuple[Page, list[int]]:
    """A page that was told of one thing, and the ids of the notifications that it hears."""
    heard: list[int] = []

    def keep(socket: WebSocket) -> None:
        socket.on("framereceived", lambda frame: heard.extend(ids_of(str(frame))))

    page = browser.new_page()
    page.on("websocket", keep)
    with page.expect_websocket(lambda socket: bool(socket.wait_for_event("framereceived"))):
        page.goto(HOME)
    captions_ready("The first")
    expect(page.locator("#bell [data-badge]")).to_have_text("1", timeout=SOON_MS)
    return page, heard


def happen_unheard() -> None:
    task = make_task(title="Salt roads")
    for _ in range(30):
        captions_ready("", task)


def misses_nothing(page: Page, heard: list[int]) -> None:
    """All thirty, in order, none twice."""
    expect(page.locator("#bell [data-badge]")).to_have_text("31", timeout=60_000)
    expect(page.locator("#vg-live-state")).to_be_hidden(timeout=SOON_MS)
    told = Event.objects.filter(kind=EventKind.NOTIFICATION).order_by("id")
    ids = list(told.values_list("id", flat=True))
    # The count comes with the greeting, before the events.
    for _ in range(SOON_MS // 100):
        if len(heard) >= len(ids):
            break
        page.wait_for_timeout(100)
    assert heard == ids


def ids_of(frame: str) -> list[int]:
    message = json.loads(frame)
    return [message["id"]] if message.get("kind") == "notification" else []


def test_the_bell_works_by_keyboard_alone(browser: BrowserContext) -> None:
    for title in ("First", "Second", "Third"):
        captions_ready(title)
    page = opened(browser)
    button = page.get_by_role("button", name="Notifications, 3 new, 3 unread")
    expect(button).to_be_visible(timeout=SOON_MS)
    button.focus()

    page.keyboard.press("Enter")
    expect(page.locator(".bell-item a").first).to_be_focused(timeout=SOON_MS)
    page.keyboard.press("ArrowDown")
    expect(page.locator(".bell-item a").nth(1)).to_be_focused()
    page.keyboard.press("r")
    expect(page.locator(".bell-item").nth(1)).not_to_have_class(
        re.compile("is-unread"), timeout=SOON_MS
    )
    page.keyboard.press("Delete")
    expect(page.locator(".bell-item")).to_have_count(2, timeout=SOON_MS)
    expect(page.locator(".bell-item a").nth(1)).to_be_focused()
    page.keyboard.press("Escape")

    expect(page.locator("#bell-panel")).to_be_hidden()
    expect(page.locator("#bell [data-button]")).to_be_focused()


def test_a_notification_leads_to_its_task_and_is_read(browser: BrowserContext) -> None:
    captions_ready("Salt roads")
    page = opened(browser)
    open_bell(page)

    page.locator(".bell-item a").click()

    page.wait_for_url("**/tasks_app/task/*/change/")
    open_bell(page)
    expect(page.locator(".bell-item")).not_to_have_class(re.compile("is-unread"))


def test_a_toast_can_be_sent_away(browser: BrowserContext) -> None:
    page = opened(browser)
    captions_ready("Salt roads")
    toast = page.locator(".bell-toast")
    expect(toast).to_be_visible(timeout=SOON_MS)

    toast.get_by_role("button", name="Dismiss").click()

    expect(toast).to_have_count(0)
    expect(page.locator("#bell [data-badge]")).to_have_text("1")


def test_who_is_signed_out_elsewhere_is_told(browser: BrowserContext) -> None:
    page = opened(browser)

    Session.objects.all().delete()

    state = page.locator("#vg-live-state")
    expect(state).to_have_text(re.compile("You are signed out"), timeout=SOON_MS)
    expect(state.get_by_role("link", name="Log in")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_open_bell_has_no_fault_that_axe_finds(browser: BrowserContext, scheme: str) -> None:
    captions_ready("Salt roads")
    page = opened(browser)
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    open_bell(page)

    found = Axe().run(page, context="#header")

    assert found.violations_count == 0, found.generate_report()
