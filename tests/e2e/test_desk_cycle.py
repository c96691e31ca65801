"""One film led through all four gates at the desk, by real workers, with things made again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django import Settings

from tasks_app import files
from tasks_app.models import Asset, AssetKind, Channel, Task
from tasks_app.statuses import GATE_BY_STATUS, Status, Step
from tests import builders
from tests.browsing import desk_of
from tests.e2e.browser import browser_of, launched
from tests.e2e.conftest import queued_task, write_channel
from tests.e2e.stack import running, until
from tests.e2e.web import Web, serving
from videogen.accounts.models import User

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

SOON_MS = 15_000
PLAN = {
    "characters": ["a fox", "an owl"],
    "props": ["a lamp", "a key"],
    "clips": builders.PLAN["clips"],
}
NOTES = {
    (AssetKind.CHARACTER, 2): "Wrong tail.",
    (AssetKind.ENVIRONMENT, 1): "Two moons.",
    (AssetKind.PROP, 1): "Too bright.",
}


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with launched() as browser:
        yield browser


@pytest.fixture
def channel(channel_folder: Path, transactional_db: None) -> Channel:
    """No gate proceeds by itself."""
    return write_channel(channel_folder, "foxes", auto=False)


@pytest.fixture
def task(channel: Channel) -> Task:
    return queued_task(channel, **PLAN)


@pytest.fixture
def web(tmp_path: Path, settings: Settings, task: Task) -> Iterator[Web]:
    """The workers get going while the web server starts."""
    folder = tmp_path / "web"
    settings.MEDIA_ROOT = folder / "media"
    with (
        running(tmp_path, ITEM_SECONDS="0"),
        serving(folder, REVIEW_UNDO_SECONDS="1") as web,
    ):
        yield web


@pytest.fixture
def page(chromium: Browser, web: Web, reviewer: User) -> Iterator[Page]:
    with browser_of(reviewer, chromium, web) as context:
        yield context.new_page()


def open_at(page: Page, task: Task, status: Status) -> None:
    """Wait until the task is at the gate, and look at it."""
    until(lambda: Task.objects.get(pk=task.pk).state is status, f"it is {status.label}")
    page.goto(desk_of(task, GATE_BY_STATUS[status].name))
    expect(page.locator("main h1").first).to_be_visible()


def flag(page: Page, asset: Asset, note: str) -> None:
    page.locator(f"[data-desk-item='{asset.pk}'] .desk-open").focus()
    page.keyboard.press("f")
    page.keyboard.press("n")
    page.keyboard.type(note)
    page.keyboard.press("Escape")


def decide(page: Page, key: str) -> None:
    page.keyboard.press(key)
    expect(page.locator(".desk-undo")).to_be_visible(timeout=SOON_MS)


def images() -> dict[tuple[str, int, int], Asset]:
    found = Asset.objects.filter(step=Step.ASSETS)
    return {(asset.kind, asset.index, asset.take): asset for asset in found}


def takes(kind: AssetKind) -> list[tuple[int, int, bool]]:
    found = Asset.objects.filter(kind=kind).order_by("index", "take")
    return list(found.values_list("index", "take", "is_current"))


def test_what_is_flagged_is_made_again_with_its_note_and_the_film_comes_out(
    page: Page, task: Task
) -> None:
    open_at(page, task, Status.ASSETS_READY)
    before = images()
    for (kind, index), note in NOTES.items():
        flag(page, before[kind, index, 1], note)
    decide(page, "r")
    until(lambda: len(images()) == len(before) + len(NOTES), "three are made again")
    open_at(page, task, Status.ASSETS_READY)
    after = images()
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
    decide(page, "a")
    open_at(page, task, Status.FINAL_REVIEW)
    decide(page, "a")
    until(lambda: Task.objects.get().state is Status.PUBLISHED, "it is published")

    assert set(after) == set(before) | {(kind, index, 2) for kind, index in NOTES}
    assert {key for key, asset in after.items() if not asset.is_current} == {
        (kind, index, 1) for kind, index in NOTES
    }
    for (kind, index), note in NOTES.items():
        old, new = after[kind, index, 1], after[kind, index, 2]
        assert new.prompt == f"{old.prompt}\nReviewer's note: {note}"
    for key, asset in before.items():
        assert (after[key].path, after[key].sha256) == (asset.path, asset.sha256)
        path = files.absolute(asset.path, channel_id=task.channel_id)
        assert files.sha256_of(path) == asset.sha256
    assert takes(AssetKind.NARRATION) == [(1, 1, True), (2, 1, False), (2, 2, True)]
    assert takes(AssetKind.CLIP) == [(1, 1, True), (2, 1, True)]
