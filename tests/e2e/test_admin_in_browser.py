"""The admin in a real browser, served as in production: hashed names and the content policy."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import pytest
from django.db import transaction
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    ViewportSize,
    expect,
)
from pytest_django import Settings

from tasks_app import events, intake
from tasks_app.actors import Actor
from tasks_app.models import AssetKind, EventKind, Task
from tasks_app.statuses import Status, Step
from tests.browsing import TASKS, page_of
from tests.builders import make_asset, make_channel, make_task
from tests.conftest import PASSWORD
from tests.e2e.browser import browser_of, launched
from tests.e2e.web import Web, serving
from tests.tasks_app.admin.test_asset import picture
from videogen.accounts.models import User

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

PHONE = ViewportSize(width=390, height=844)
WORKER = Actor.worker("test")
PAIRS = [
    ["--body-fg", "--vg-page"],
    ["--body-fg", "--vg-surface"],
    ["--body-quiet-color", "--vg-page"],
    ["--body-quiet-color", "--vg-surface"],
    ["--body-quiet-color", "--selected-row"],
    ["--link-fg", "--vg-surface"],
    ["--link-fg", "--selected-row"],
    ["--button-fg", "--button-bg"],
    ["--button-fg", "--delete-button-bg"],
    ["--vg-run", "--vg-run-bg"],
    ["--vg-gate", "--vg-gate-bg"],
    ["--vg-gate", "--vg-surface"],
    ["--vg-error", "--vg-error-bg"],
    ["--vg-error", "--vg-surface"],
    ["--vg-idle", "--vg-idle-bg"],
    ["--vg-done", "--vg-done-bg"],
]
CONTRASTS = """
pairs => {
    const probe = document.body.appendChild(document.createElement("i"));
    const light = name => {
        probe.style.color = `var(${name})`;
        const parts = getComputedStyle(probe).color.match(/[0-9.]+/g).slice(0, 3);
        const [r, g, b] = parts.map(part => part / 255).map(
            part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    return pairs.map(pair => pair.map(light).sort((a, b) => b - a))
        .map(([high, low]) => (high + 0.05) / (low + 0.05));
}
"""
SOON_MS = 15_000
"""Pages hear within a second; the rest is for a busy machine."""


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with launched() as browser:
        yield browser


@pytest.fixture(scope="module")
def web(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Web]:
    with serving(tmp_path_factory.mktemp("web"), REVIEW_UNDO_SECONDS="30") as web:
        yield web


@pytest.fixture
def browser(
    chromium: Browser, web: Web, settings: Settings, operator: User
) -> Iterator[BrowserContext]:
    """The browser of an operator who has signed in."""
    settings.MEDIA_ROOT = web.media
    with browser_of(operator, chromium, web) as context:
        yield context


@pytest.fixture
def page(browser: BrowserContext) -> Iterator[Page]:
    """A tab in which nothing may go wrong: no script fails, and the policy forbids nothing."""
    page = browser.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    yield page
    assert complaints == []


def test_one_signs_in_by_name_and_password(
    page: Page, browser: BrowserContext, settings: Settings, operator: User
) -> None:
    # The server does not know the hasher that makes the other tests fast.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    operator.set_password(PASSWORD)
    operator.save()
    browser.clear_cookies()

    page.goto(TASKS)
    page.get_by_label("Username").fill(operator.username)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()

    expect(page.get_by_role("heading", name="Tasks")).to_be_visible()


@pytest.mark.parametrize(
    "path",
    [
        "/admin/",
        TASKS,
        f"{TASKS}add/",
        "/admin/tasks_app/asset/",
        "/admin/tasks_app/channel/",
        "/admin/tasks_app/channel/foxes/change/",
        "/admin/tasks_app/event/",
        "/admin/reviews_app/review/",
        "/admin/password_change/",
    ],
)
def test_a_page_fits_a_phone_and_obeys_the_policy(page: Page, path: str) -> None:
    task = make_task(title="A title that is " + "very " * 30 + "long", status=Status.ASSETS_READY)
    make_asset(task, content=picture(1920, 1080))
    page.set_viewport_size(PHONE)

    page.goto(path)

    expect(page.locator("main h1").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out_from_what_is_behind_them(
    page: Page, scheme: Literal["light", "dark"]
) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto("/admin/")

    contrasts = page.evaluate(CONTRASTS, PAIRS)

    # WCAG 2.2, 1.4.3: https://www.w3.org/TR/WCAG22/#contrast-minimum
    assert [pair for pair, ratio in zip(PAIRS, contrasts, strict=True) if ratio < 4.5] == []


def test_the_page_of_a_finished_video_fits_a_phone(page: Page) -> None:
    task = make_task(status=Status.FINAL_REVIEW)
    make_asset(task, AssetKind.COMPOSITE, content=picture(1920, 1080))
    make_asset(task, AssetKind.CLIP, suffix=".mp4")
    make_asset(task, AssetKind.NARRATION, suffix=".wav")
    make_asset(task, AssetKind.FINAL, suffix=".mp4")
    page.set_viewport_size(PHONE)

    page.goto(page_of(task))

    expect(page.get_by_text("It waits for a decision")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_menu_opens_on_a_phone_and_leads_on(page: Page) -> None:
    make_channel()
    page.set_viewport_size(PHONE)
    page.goto("/admin/")

    page.get_by_role("button", name="Menu").click()
    page.get_by_role("link", name="Tasks").click()

    expect(page.get_by_role("heading", name="Tasks")).to_be_visible()


def test_the_list_follows_what_happens(page: Page) -> None:
    task = make_task(title="Salt roads")
    page.goto(TASKS)
    row = page.get_by_role("row", name="Salt roads")
    expect(row.get_by_text("Draft")).to_be_visible()

    intake.cancel(task.pk, actor=Actor.command("test"))

    expect(row.get_by_text("Cancelled")).to_be_visible(timeout=SOON_MS)


def test_what_waits_for_a_decision_is_counted_beside_the_link(page: Page) -> None:
    task = make_task(status=Status.VIDEO_READY)
    make_task(status=Status.VIDEO_READY)
    page.goto(TASKS)
    count = page.locator("#vg-nav").get_by_role("link", name="Review").locator(".vg-count")
    expect(count).to_have_text("2")
    page.wait_for_load_state("networkidle")

    intake.cancel(task.pk, actor=Actor.command("test"))

    expect(count).to_have_text("1", timeout=SOON_MS)


def test_a_hidden_tab_asks_nothing_and_catches_up_when_it_is_seen(page: Page) -> None:
    asked: list[str] = []
    task = make_task(title="Salt roads")
    page.goto(TASKS)
    page.wait_for_load_state("networkidle")
    page.on("request", lambda request: asked.append(request.url))
    show_tab(page, hidden=True)

    intake.cancel(task.pk, actor=Actor.command("test"))
    page.wait_for_timeout(2_000)
    while_hidden = list(asked)
    show_tab(page, hidden=False)

    row = page.get_by_role("row", name="Salt roads")
    expect(row.get_by_text("Cancelled")).to_be_visible(timeout=SOON_MS)
    assert while_hidden == []


def show_tab(page: Page, *, hidden: bool) -> None:
    page.evaluate(
        "value => { Object.defineProperty(document, 'hidden', {value, configurable: true});"
        "document.dispatchEvent(new Event('visibilitychange')); }",
        hidden,
    )


def test_a_file_appears_on_its_page_as_soon_as_it_is_made(page: Page) -> None:
    task = make_task(
        status=Status.GENERATING_ASSETS, next_step=Step.ASSETS, progress_done=0, progress_total=3
    )
    first = make_asset(task, content=picture(800, 600), name="Character 1")
    page.goto(page_of(task))
    expect(page.get_by_text("image 0 of 3")).to_be_visible()

    with transaction.atomic():
        make_asset(task, index=2, content=picture(801, 600), name="Character 2")
        Task.objects.filter(pk=task.pk).update(progress_done=2)
        data = {"step": "assets", "done": 2, "total": 3, "asset": str(first.pk)}
        events.append(EventKind.PROGRESS, about=task, actor=WORKER, data=data)

    expect(page.get_by_text("Character 2", exact=True)).to_be_visible(timeout=SOON_MS)
    expect(page.get_by_text("image 2 of 3")).to_be_visible()
    expect(page.locator("figure")).to_have_count(2)


def test_thumbnails_are_loaded_small_and_the_whole_picture_is_a_click_away(
    page: Page, browser: BrowserContext
) -> None:
    task = make_task(status=Status.ASSETS_READY)
    make_asset(task, content=picture(1920, 1080), width=1920, height=1080)
    page.goto(page_of(task))
    image = page.locator("figure img")

    width = image.evaluate("async (image) => { await image.decode(); return image.naturalWidth; }")
    with browser.expect_page() as opened:
        image.click()

    opened.value.wait_for_url("**/file")
    assert width == 640


def test_cancelling_is_asked_first(page: Page) -> None:
    task = make_task()
    page.goto(page_of(task))

    page.get_by_role("button", name="Cancel", exact=True).click()
    before = Task.objects.get().status
    page.get_by_role("button", name="Yes, cancel").click()

    expect(page.get_by_text("Cancelled. Its files are kept.")).to_be_visible()
    assert before == Status.DRAFT
    assert Task.objects.get().status == Status.CANCELLED


def test_clips_are_added_moved_and_removed_by_keyboard(page: Page) -> None:
    task = make_task()
    page.goto(f"{TASKS}{task.pk}/plan/")

    page.get_by_role("button", name="Move down").first.press("Enter")
    page.get_by_role("button", name="Remove this clip").last.press("Enter")
    page.get_by_role("button", name="Add a clip").press("Enter")
    added = page.locator(".plan-row").last.locator("textarea")
    added.nth(0).fill("A third sentence.")
    added.nth(1).fill("A scene.")
    added.nth(2).fill("A motion.")
    added.nth(3).fill("A sound.")
    added.nth(4).fill("An image.")
    page.get_by_role("button", name="Save shot list").press("Enter")
    expect(page.get_by_text("Saved.")).to_be_visible()

    clips = Task.objects.get().plan["clips"]
    assert [clip["narration"] for clip in clips] == [
        "Sentence 2 of the story.",
        "A third sentence.",
    ]


def test_chosen_rows_are_counted_and_queued(page: Page) -> None:
    make_task(title="One")
    make_task(title="Two", status=Status.GENERATING_ASSETS)
    page.goto(TASKS)

    page.get_by_label("Select all").check()
    expect(page.get_by_text("2 of 2 selected")).to_be_visible()
    page.get_by_role("button", name="Queue").click()

    expect(page.get_by_role("heading", name="1 of 2 tasks queued")).to_be_visible()
    expect(page.get_by_role("row", name="Two Foxes Refused")).to_be_visible()
