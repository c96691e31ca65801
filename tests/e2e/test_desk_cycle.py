"""One film led through all four gates at the desk, by real workers, with things made again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django import Settings

from tasks_app.models import Asset, AssetKind, Channel, Task
from tasks_app.statuses import GATE_BY_STATUS, Status
from tests.browsing import desk_of
from tests.e2e.browser import browser_of, launched
from tests.e2e.conftest import queued_task, write_channel
from tests.e2e.stack import running, until
from tests.e2e.web import Web, serving
from videogen.accounts.models import User

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(400),
    pytest.mark.django_db(transaction=True),
]

SOON_MS = 15_000


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with launched() as browser:
        yield browser


@pytest.fixture
def channel(channel_folder: Path, transactional_db: None) -> Channel:
    """No gate proceeds by itself."""
    return write_channel(channel_folder, "foxes", auto=False)


@pytest.fixture
def web(tmp_path: Path, settings: Settings, channel: Channel) -> Iterator[Web]:
    with serving(tmp_path / "web", REVIEW_UNDO_SECONDS="1", ITEM_SECONDS="0") as web:
        settings.MEDIA_ROOT = web.media
        yield web


@pytest.fixture
def page(chromium: Browser, web: Web, reviewer: User) -> Iterator[Page]:
    with browser_of(reviewer, chromium, web) as context:
        yield context.new_page()


def open_at(page: Page, task: Task, status: Status) -> None:
    """Wait until the task is at the gate, and look at it with all of its pictures."""
    until(lambda: Task.objects.get(pk=task.pk).state is status, f"it is {status.label}")
    page.goto(desk_of(task, GATE_BY_STATUS[status].name))
    page.wait_for_load_state("networkidle")


def decide(page: Page, key: str) -> None:
    page.keyboard.press(key)
    expect(page.locator(".desk-undo")).to_be_visible(timeout=SOON_MS)


def takes(kind: AssetKind) -> list[tuple[int, int, bool]]:
    found = Asset.objects.filter(kind=kind).order_by("index", "take")
    return list(found.values_list("index", "take", "is_current"))


def test_what_is_flagged_is_made_again_with_the_note_and_the_film_comes_out(
    page: Page, channel: Channel, tmp_path: Path
) -> None:
    with running(tmp_path, ITEM_SECONDS="0"):
        task = queued_task(channel)
        open_at(page, task, Status.ASSETS_READY)
        page.keyboard.press("f")
        page.keyboard.press("n")
        page.keyboard.type("Wrong tail.")
        page.keyboard.press("Escape")
        decide(page, "r")
        until(lambda: Asset.objects.filter(take=2).exists(), "the fox is made again")
        open_at(page, task, Status.ASSETS_READY)
        again = Asset.objects.get(take=2)
        decide(page, "a")
        open_at(page, task, Status.VIDEO_READY)
        decide(page, "a")
        open_at(page, task, Status.AUDIO_READY)
        decide(page, "a")
        open_at(page, task, Status.FINAL_REVIEW)
        page.locator(".desk-chapter").nth(1).focus()
        page.keyboard.press("f")
        page.keyboard.type("Wrong word.")
        page.get_by_label("What is to be made again").select_option("narration")
        page.keyboard.press("Escape")
        decide(page, "r")
        open_at(page, task, Status.AUDIO_READY)
        voices, clips = takes(AssetKind.NARRATION), takes(AssetKind.CLIP)
        decide(page, "a")
        open_at(page, task, Status.FINAL_REVIEW)
        decide(page, "a")
        until(lambda: Task.objects.get().state is Status.PUBLISHED, "it is published")

    assert (again.kind, again.is_current) == (AssetKind.CHARACTER, True)
    assert again.prompt.endswith("Reviewer's note: Wrong tail.")
    assert takes(AssetKind.CHARACTER) == [(1, 1, False), (1, 2, True)]
    assert takes(AssetKind.ENVIRONMENT) == takes(AssetKind.PROP) == [(1, 1, True)]
    assert voices == [(1, 1, True), (2, 1, False), (2, 2, True), (3, 1, True)]
    assert clips == [(1, 1, True), (2, 1, True), (3, 1, True)]
