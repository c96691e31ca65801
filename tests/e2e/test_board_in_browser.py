"""The board in a real browser: cards that move by themselves, by mouse, keyboard and touch."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.db import transaction
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect

from reviews_app.models import AuditEntry, Review
from tasks_app import events, intake
from tasks_app.actors import Actor
from tasks_app.models import EventKind, Priority, Task
from tasks_app.statuses import Status, Step
from tasks_app.transitions import transition
from tests.builders import make_asset, make_channel, make_task
from tests.e2e.browser import browser_of, launched
from tests.e2e.web import Web, serving
from tests.processes import wait_until
from videogen.accounts.models import User

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

BOARD = "/admin/tasks_app/task/board/"
PHONE = ViewportSize(width=390, height=844)
WORKER = Actor.worker("test")
SOON_MS = 15_000
"""An event arrives within a second; the rest is for a busy machine."""


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with launched() as browser:
        yield browser


@pytest.fixture(scope="module")
def web(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Web]:
    with serving(tmp_path_factory.mktemp("web"), REVIEW_UNDO_SECONDS="30") as web:
        yield web


@contextmanager
def tab_of(person: User, chromium: Browser, web: Web) -> Iterator[Page]:
    """A tab in which nothing may go wrong: no script fails, and the policy forbids nothing."""
    complaints: list[str] = []
    with browser_of(person, chromium, web) as context:
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console", lambda said: complaints.append(said.text) if said.type == "error" else None
        )
        yield page
    # A refused move is an answer of 409, which the browser reports on its own.
    assert [words for words in complaints if "409" not in words] == []


@pytest.fixture
def page(chromium: Browser, web: Web, operator: User) -> Iterator[Page]:
    with tab_of(operator, chromium, web) as page:
        yield page


def column(page: Page, status: Status) -> Locator:
    return page.locator(f'[data-column="{status.value}"]')


def card(page: Page, status: Status, title: str) -> Locator:
    return column(page, status).locator("[data-card]", has_text=title)


def is_now(task: Task, status: Status) -> bool:
    return Task.objects.get(pk=task.pk).state is status


def drag(page: Page, what: Locator, to: Locator) -> None:
    """Slowly enough for the column to say what it thinks of it."""
    what.hover(position={"x": 60, "y": 40})
    page.mouse.down()
    to.hover(position={"x": 40, "y": 10})
    to.hover(position={"x": 45, "y": 12})


def test_a_card_follows_what_a_worker_does(page: Page) -> None:
    task = make_task(title="Night ferry", status=Status.CLAIMED)
    page.goto(BOARD)
    expect(card(page, Status.CLAIMED, "Night ferry")).to_be_visible()

    transition(task.pk, Status.GENERATING_ASSETS, actor=WORKER)

    moved = card(page, Status.GENERATING_ASSETS, "Night ferry")
    expect(moved).to_be_visible(timeout=SOON_MS)
    expect(column(page, Status.CLAIMED).locator("[data-count]")).to_have_text("0")
    expect(column(page, Status.GENERATING_ASSETS).locator("[data-count]")).to_have_text("1")


def test_progress_counts_up_and_a_new_card_appears(page: Page) -> None:
    task = make_task(
        title="Night ferry",
        status=Status.GENERATING_VIDEO,
        next_step=Step.VIDEO,
        progress_done=4,
        progress_total=18,
    )
    page.goto(BOARD)
    expect(page.get_by_text("clip 4 of 18")).to_be_visible()

    with transaction.atomic():
        Task.objects.filter(pk=task.pk).update(progress_done=5)
        data = {"step": "video", "done": 5, "total": 18}
        events.append(EventKind.PROGRESS, about=task, actor=WORKER, data=data)
    intake.create(intake.Idea(title="Salt roads", channel=task.channel), actor=WORKER)

    expect(page.get_by_text("clip 5 of 18")).to_be_visible(timeout=SOON_MS)
    expect(card(page, Status.DRAFT, "Salt roads")).to_be_visible(timeout=SOON_MS)


def test_a_draft_is_dragged_to_the_line(page: Page) -> None:
    task = make_task(title="Night ferry")
    page.goto(BOARD)

    drag(page, card(page, Status.DRAFT, "Night ferry"), column(page, Status.QUEUED))
    page.mouse.up()

    expect(card(page, Status.QUEUED, "Night ferry")).to_be_visible(timeout=SOON_MS)
    assert is_now(task, Status.QUEUED)
    assert AuditEntry.objects.get(action="queue").address == "127.0.0.1"


def test_a_column_where_nobody_may_drop_says_why_and_takes_nothing(page: Page) -> None:
    task = make_task(title="Night ferry")
    page.goto(BOARD)

    drag(page, card(page, Status.DRAFT, "Night ferry"), column(page, Status.ASSEMBLING))
    said = page.locator("#board-said")
    expect(said).to_have_text("Only a worker moves a task to Assembling Video.")
    page.mouse.up()

    expect(card(page, Status.DRAFT, "Night ferry")).to_be_visible()
    assert is_now(task, Status.DRAFT)


def test_a_rejection_is_made_by_keyboard_alone(page: Page) -> None:
    task = make_task(title="Night ferry", status=Status.ASSETS_READY)
    make_asset(task)
    make_task(title="Salt roads")
    page.goto(BOARD)

    card(page, Status.DRAFT, "Salt roads").get_by_role("link").focus()
    page.keyboard.press("ArrowRight")
    expect(card(page, Status.ASSETS_READY, "Night ferry").get_by_role("link")).to_be_focused()
    page.keyboard.press("m")
    page.get_by_role("button", name="Reject").press("Enter")
    page.get_by_label("What is wrong?").press_sequentially("Too dark.")
    page.get_by_role("dialog").get_by_role("button", name="Reject").press("Enter")

    rejected = card(page, Status.ASSET_ERROR, "Night ferry")
    expect(rejected).to_contain_text("Rejected", timeout=SOON_MS)
    expect(rejected.get_by_role("link")).to_be_focused()
    assert Review.objects.get().note == "Too dark."


def test_an_approval_is_taken_back_where_it_was_made(page: Page) -> None:
    task = make_task(title="Night ferry", status=Status.ASSETS_READY)
    page.goto(BOARD)
    choose(page, Status.ASSETS_READY, "Night ferry", "Approve")
    expect(card(page, Status.QUEUED, "Night ferry")).to_be_visible(timeout=SOON_MS)

    page.get_by_role("button", name="Undo").click()

    expect(card(page, Status.ASSETS_READY, "Night ferry")).to_be_visible(timeout=SOON_MS)
    assert is_now(task, Status.ASSETS_READY)


def test_who_comes_second_reads_who_was_first(
    page: Page, chromium: Browser, web: Web, reviewer: User
) -> None:
    task = make_task(title="Night ferry", status=Status.ASSETS_READY)
    page.goto(BOARD)
    with tab_of(reviewer, chromium, web) as other:
        # A tab that has not heard of it yet, as on a slow line.
        other.route_web_socket("**/ws/live*", lambda _socket: None)
        other.goto(BOARD)
        expect(card(other, Status.ASSETS_READY, "Night ferry")).to_be_visible()
        choose(page, Status.ASSETS_READY, "Night ferry", "Approve")
        wait_until(lambda: is_now(task, Status.QUEUED), seconds=30)

        choose(other, Status.ASSETS_READY, "Night ferry", "Approve")

        expect(other.locator("#board-said")).to_contain_text("otto was first: Assets Approved")
        expect(card(other, Status.QUEUED, "Night ferry")).to_be_visible()
    assert Review.objects.count() == 1


def choose(page: Page, status: Status, title: str, verb: str) -> None:
    card(page, status, title).locator("[data-menu]").click()
    page.get_by_role("dialog").get_by_role("button", name=verb).click()


def test_chosen_cards_are_moved_together_and_the_board_comes_back(page: Page) -> None:
    tasks = [make_task(title=f"Draft {number}") for number in range(3)]
    page.goto(f"{BOARD}?priority=normal")

    for number in range(3):
        card(page, Status.DRAFT, f"Draft {number}").get_by_role("checkbox").check()
    expect(page.get_by_text("3 tasks chosen")).to_be_visible()
    page.get_by_role("button", name="Queue", exact=True).click()

    expect(page.get_by_text("3 tasks queued.")).to_be_visible(timeout=SOON_MS)
    assert page.url.endswith(f"{BOARD}?priority=normal")
    assert all(is_now(task, Status.QUEUED) for task in tasks)


def test_a_card_is_moved_on_a_phone(page: Page) -> None:
    task = make_task(title="Night ferry")
    page.set_viewport_size(PHONE)
    page.goto(BOARD)

    choose(page, Status.DRAFT, "Night ferry", "Cancel")
    page.get_by_role("button", name="Cancel it").click()

    expect(page.locator("#board-said")).to_contain_text("Cancelled", timeout=SOON_MS)
    assert is_now(task, Status.CANCELLED)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_screen_readers_find_nothing_serious(
    page: Page, scheme: Literal["light", "dark"], administrator: User
) -> None:
    channel = make_channel(emoji="🦊", color="#b45309")
    for status in (Status.DRAFT, Status.QUEUED, Status.ASSETS_READY, Status.PUBLISHED):
        make_task(title="Night ferry", status=status, channel=channel, priority=Priority.HIGH)
    page.emulate_media(color_scheme=scheme)
    page.goto(BOARD)

    on_the_board = serious(page)
    page.locator("[data-menu]").first.click()
    in_the_menu = serious(page)
    page.goto("/admin/reviews_app/review/statistics/")

    assert (on_the_board, in_the_menu, serious(page)) == ([], [], [])


def serious(page: Page) -> list[str]:
    """What axe holds for serious or worse: the rule, and the first place."""
    faults = Axe().run(page).response["violations"]
    return [
        f"{fault['id']}: {fault['nodes'][0]['html'][:200]}"
        for fault in faults
        if fault["impact"] in {"serious", "critical"}
    ]
