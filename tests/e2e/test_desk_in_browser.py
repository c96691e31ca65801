"""The review desk in a real browser, served as in production, with real pictures and films."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterator
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from PIL import Image, ImageDraw
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect
from pytest_django import Settings

from reviews_app import decisions
from reviews_app.decisions import Answer
from tasks_app import previews
from tasks_app.actors import Actor
from tasks_app.cut_list import CutList, SceneCut
from tasks_app.models import Asset, AssetKind, AssetStatus, Task
from tasks_app.statuses import Status, Step
from tests import media
from tests.browsing import DESK, desk_of, signed_in
from tests.builders import make_asset, make_task
from tests.e2e.browser import launched
from tests.e2e.web import Web, serving
from tests.processes import wait_until
from videogen.accounts.models import User

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

DESKTOP = ViewportSize(width=1440, height=900)
PHONE = ViewportSize(width=390, height=844)
SOON_MS = 15_000
"""For a busy machine; what is reached on a quiet one is printed by tests.benchmarks.desk."""

SHIFTS = """
window.shifts = [];
new PerformanceObserver((list) => {
    for (const entry of list.getEntries().filter(({ hadRecentInput }) => !hadRecentInput)) {
        const moved = entry.sources.map(({ node }) => node?.className ?? node?.nodeName);
        window.shifts.push(`${entry.value.toFixed(4)} ${moved}`);
    }
}).observe({ type: "layout-shift", buffered: true });
"""
PICTURES = (
    *((AssetKind.CHARACTER, index, (810, 1080)) for index in range(1, 8)),
    *((AssetKind.ENVIRONMENT, index, (1920, 1080)) for index in range(1, 10)),
    *((AssetKind.PROP, index, (800, 800)) for index in range(1, 7)),
)

People = Callable[..., BrowserContext]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with launched() as browser:
        yield browser


@pytest.fixture(scope="module")
def web(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Web]:
    with serving(tmp_path_factory.mktemp("web"), REVIEW_UNDO_SECONDS="60") as web:
        yield web


@pytest.fixture
def people(chromium: Browser, web: Web, settings: Settings) -> Iterator[People]:
    """Browsers of people who have signed in, each with a context of its own."""
    settings.MEDIA_ROOT = web.media
    settings.REVIEW_UNDO_SECONDS = 60
    opened: list[BrowserContext] = []

    def enter(user: User, **options: Any) -> BrowserContext:
        session = signed_in(user).cookies["sessionid"].value
        context = chromium.new_context(base_url=web.url, **{"viewport": DESKTOP, **options})
        context.add_cookies([{"name": "sessionid", "value": session, "url": web.url}])
        context.add_init_script(SHIFTS)
        opened.append(context)
        return context

    yield enter
    for context in opened:
        context.close()


@pytest.fixture
def page(people: People, reviewer: User) -> Iterator[Page]:
    """A tab in which nothing may go wrong: no script fails, and the policy forbids nothing."""
    page = people(reviewer).new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    yield page
    assert [words for words in complaints if "status of 4" not in words] == []


def painted(size: tuple[int, int], number: int) -> bytes:
    image = Image.new("RGB", size, ((40 * number) % 255, 90, 160))
    edges = [size[0] // 8, size[1] // 8, size[0] * 7 // 8, size[1] * 7 // 8]
    ImageDraw.Draw(image).ellipse(edges, fill=(240, 200, number * 9))
    out = io.BytesIO()
    image.save(out, "PNG", compress_level=1)
    return out.getvalue()


def gallery_task(title: str = "The fox") -> Task:
    """Twenty-two pictures as the steps leave them."""
    task = make_task(title=title, status=Status.ASSETS_READY)
    for kind, index, (width, height) in PICTURES:
        asset = make_asset(
            task,
            kind,
            index=index,
            content=painted((width, height), index),
            name=f"{kind.label} {index}",
            width=width,
            height=height,
        )
        previews.prepare(asset, channel_id=task.channel_id)
    return task


def film_task(web: Web) -> Task:
    """A film of two scenes of four seconds."""
    task = make_task(title="The film", status=Status.FINAL_REVIEW)
    web.media.mkdir(parents=True, exist_ok=True)
    path = media.film(web.media / "film.mp4", "testsrc2=s=320x180:r=15:d=8", "-g", "15")
    parts = {
        (kind, index): make_asset(task, kind, index=index, content=kind.encode(), suffix=suffix)
        for index in (1, 2)
        for kind, suffix in (
            (AssetKind.CLIP, ".mp4"),
            (AssetKind.NARRATION, ".wav"),
            (AssetKind.EFFECT, ".wav"),
        )
    }
    cut = CutList(
        tuple(
            SceneCut(
                index=index,
                start=4.0 * index - 4,
                end=4.0 * index,
                clip=str(parts[AssetKind.CLIP, index].pk),
                narration=str(parts[AssetKind.NARRATION, index].pk),
                effect=str(parts[AssetKind.EFFECT, index].pk),
            )
            for index in (1, 2)
        )
    )
    make_asset(
        task,
        AssetKind.FINAL,
        content=path.read_bytes(),
        suffix=".mp4",
        width=320,
        height=180,
        duration_seconds=8.0,
        cut=cut.as_json(),
        findings=["Four seconds without sound from 0:02."],
    )
    return task


def flag_with_note(page: Page, note: str) -> None:
    page.keyboard.press("f")
    page.keyboard.press("n")
    page.keyboard.type(note)
    page.keyboard.press("Escape")


def test_the_pictures_of_the_first_task_are_there_before_it_is_opened(page: Page) -> None:
    gallery_task("First task")
    page.goto(DESK)
    page.wait_for_load_state("networkidle")

    page.get_by_role("link", name="Begin with the first").press("Enter")
    expect(page.get_by_role("heading", name="First task")).to_be_visible()
    page.wait_for_load_state("networkidle")

    sizes = page.evaluate(
        "performance.getEntriesByType('resource').filter(one => one.name.includes('/thumbnail'))"
        ".map(one => one.transferSize)"
    )
    assert sizes == [0] * 22


def test_twenty_two_images_are_approved_by_keyboard_and_the_next_task_stands_there(
    page: Page,
) -> None:
    first = gallery_task("First task")
    second = gallery_task("Second task")
    page.goto(DESK)

    page.get_by_role("link", name="Begin with the first").press("Enter")
    expect(page.get_by_role("heading", name="First task")).to_be_visible()
    expect(page.locator(".desk-item")).to_have_count(22)
    shown = page.locator(".desk-open img")
    widths = shown.evaluate_all(
        "images => Promise.all(images.map(image => image.decode().then(() => image.naturalWidth)))"
    )
    usable = page.evaluate("performance.getEntriesByName('desk:usable')[0].startTime")
    page.wait_for_load_state("networkidle")
    began = page.evaluate("performance.now()")
    page.keyboard.press("a")
    expect(page.get_by_role("heading", name="Second task")).to_be_visible()
    swapped = page.evaluate("performance.getEntriesByName('desk:shown').at(-1).startTime") - began
    report(f"usable after {usable:.0f} ms, next task after {swapped:.0f} ms")

    assert min(widths) > 200
    assert Task.objects.get(pk=first.pk).status == Status.QUEUED
    assert Task.objects.get(pk=second.pk).status == Status.ASSETS_READY
    assert page.evaluate("window.shifts") == []
    assert page.url.endswith(desk_of(second, "assets"))
    assert page.evaluate("performance.getEntriesByType('navigation').length") == 1


def test_three_flagged_images_are_rejected_with_their_notes_and_undo_brings_them_back(
    page: Page,
) -> None:
    task = gallery_task()
    page.goto(desk_of(task, "assets"))

    page.keyboard.press("ArrowRight")
    page.keyboard.press("3")
    page.keyboard.press("ArrowDown")
    flag_with_note(page, "Two moons.")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("f")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("f")
    page.keyboard.press("c")
    expect(page.get_by_text("3 to be made again.")).to_be_visible()
    page.keyboard.press("a")
    expect(page.get_by_role("alert")).to_contain_text("clear it (c), or reject (r)")
    page.keyboard.press("r")
    expect(page.get_by_role("alert")).to_contain_text("Say what is wrong with each")
    page.keyboard.type("Empty.")
    page.keyboard.press("Escape")
    page.reload()
    expect(page.locator(".is-flagged")).to_have_count(3)
    page.keyboard.press("r")
    expect(page.get_by_role("button", name="Undo")).to_be_visible(timeout=SOON_MS)
    rejected = dict(Asset.objects.filter(status=AssetStatus.REJECTED).values_list("name", "note"))
    page.wait_for_url(f"**{DESK}")
    expect(page.locator("[data-desk-undo-seconds]")).not_to_have_text("60 s", timeout=SOON_MS)
    page.keyboard.press("u")
    expect(page.locator(".is-flagged")).to_have_count(3, timeout=SOON_MS)

    assert rejected == {
        "Character 2": "Wrong anatomy",
        "Environment 2": "Two moons.",
        "Environment 3": "Empty.",
    }
    assert Task.objects.get().status == Status.ASSETS_READY
    assert not Asset.objects.filter(status=AssetStatus.REJECTED).exists()


def test_the_second_of_two_people_reads_who_was_first_and_loses_nothing(
    page: Page, people: People, operator: User
) -> None:
    task = make_task(status=Status.ASSETS_READY)
    make_asset(task, content=painted((80, 60), 1), name="Character 1")
    other = people(operator).new_page()
    page.goto(desk_of(task, "assets"))
    other.goto(desk_of(task, "assets"))
    expect(other.get_by_text("rosa", exact=True)).to_be_visible()
    flag_with_note(page, "Wrong tail.")

    other.keyboard.press("a")

    expect(page.get_by_role("alert")).to_contain_text("otto was first", timeout=SOON_MS)
    page.keyboard.press("r")
    expect(page.get_by_role("alert")).to_contain_text(
        "otto was first: Assets Approved", timeout=SOON_MS
    )
    expect(page.get_by_label("What is wrong with Character 1")).to_have_value("Wrong tail.")
    assert Task.objects.get().status == Status.QUEUED


def test_a_file_that_changed_behind_ones_back_is_named(page: Page) -> None:
    task = make_task(status=Status.ASSETS_READY)
    fox = make_asset(task, content=painted((80, 60), 1), name="Character 1")
    make_asset(task, content=painted((80, 60), 2), index=2, name="Character 2")
    page.goto(desk_of(task, "assets"))
    expect(page.locator(".desk-item")).to_have_count(2)
    Asset.objects.filter(pk=fox.pk).update(sha256="0" * 64)

    page.keyboard.press("a")

    expect(page.get_by_role("alert")).to_contain_text(
        "These files changed since you opened the page: Character 1.", timeout=SOON_MS
    )
    assert Task.objects.get().status == Status.ASSETS_READY


def test_a_pin_at_a_moment_of_the_film_has_its_clip_made_again(page: Page, web: Web) -> None:
    task = film_task(web)
    page.goto(desk_of(task, "final"))
    film = page.locator(".desk-player")
    film.evaluate("film => new Promise(done => { film.onseeked = done; film.currentTime = 5.25; })")
    expect(page.locator(".is-on")).to_contain_text("Sentence 2 of the story.")

    page.locator(".desk-chapter").nth(1).focus()
    page.keyboard.press("f")
    page.keyboard.type("The hat melts.")
    page.keyboard.press("Enter")
    expect(page.locator(".desk-chapters .is-flagged")).to_contain_text("clip: The hat melts.")
    page.keyboard.press("r")
    expect(page.get_by_role("button", name="Undo")).to_be_visible(timeout=SOON_MS)

    rejected = Asset.objects.get(status=AssetStatus.REJECTED)
    assert (rejected.kind, rejected.index) == (AssetKind.CLIP, 2)
    assert rejected.note == "At 0:05: The hat melts."
    assert Task.objects.get().next_step == Step.VIDEO


def test_before_and_after_and_full_size_are_a_key_away(page: Page) -> None:
    task = make_task(status=Status.ASSETS_READY)
    old = make_asset(
        task,
        content=painted((800, 600), 1),
        is_current=False,
        note="Too blue.",
        width=800,
        height=600,
    )
    make_asset(
        task, content=painted((800, 600), 7), name="Character 1", take=2, width=800, height=600
    )
    page.goto(desk_of(task, "assets"))
    picture = page.locator(".desk-open img")
    expect(page.get_by_text("Too blue.")).to_be_visible()

    page.keyboard.press("b")
    expect(picture).to_have_attribute(
        "src", f"/admin/tasks_app/asset/{old.pk}/thumbnail?v={old.sha256[:12]}"
    )
    page.keyboard.press("b")
    page.keyboard.press("Enter")
    viewer = page.get_by_role("dialog", name="Full size")
    expect(viewer.get_by_role("img")).to_have_js_property("naturalWidth", 800)
    page.keyboard.press("b")
    expect(viewer.get_by_text("take 1, before")).to_be_visible()
    page.keyboard.press("f")
    page.keyboard.press("Escape")
    expect(viewer).not_to_be_visible()
    expect(page.locator(".desk-item.is-flagged")).to_have_count(1)
    page.get_by_role("button", name="Put back").click()

    assert wait_until(lambda: Asset.objects.get(pk=old.pk).is_current)
    expect(page.locator(".desk-item.is-flagged")).to_have_count(0)


def test_shortcuts_are_shown_and_can_be_switched_off(page: Page) -> None:
    task = make_task(status=Status.ASSETS_READY)
    make_asset(task, content=painted((80, 60), 1))
    page.goto(desk_of(task, "assets"))

    page.keyboard.press("?")
    expect(page.get_by_text("Take the last decision back")).to_be_visible()
    page.get_by_label("Single keys are shortcuts").uncheck()
    page.get_by_role("button", name="Close").click()
    page.keyboard.press("a")
    page.keyboard.press("f")

    expect(page.locator(".is-flagged")).to_have_count(0)
    assert Task.objects.get().status == Status.ASSETS_READY


def test_without_script_the_desk_is_a_form(people: People, reviewer: User) -> None:
    task = make_task(status=Status.ASSETS_READY)
    fox = make_asset(task, content=painted((80, 60), 1), name="Character 1")
    page = people(reviewer, java_script_enabled=False).new_page()
    page.goto(desk_of(task, "assets"))

    page.get_by_label("Make again").check()
    page.get_by_role("button", name="Approve").click()
    expect(page.get_by_role("alert")).to_contain_text("Files are flagged")
    expect(page.get_by_label("Make again")).to_be_checked()
    page.get_by_label("What is wrong with Character 1").fill("Wrong tail.")
    page.get_by_role("button", name="Reject").click()

    expect(page.get_by_text("Rejected: The fox")).to_be_visible()
    assert Asset.objects.get(pk=fox.pk).note == "Wrong tail."
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_label("Make again")).to_be_visible()


def test_the_queue_follows_what_happens(page: Page, operator: User) -> None:
    task = make_task(title="Salt roads", status=Status.VIDEO_READY)
    page.goto(DESK)
    expect(page.get_by_text("Salt roads")).to_be_visible()

    decisions.approve(task.pk, Answer(), actor=Actor.person(operator))

    expect(page.get_by_text("Nothing waits for a decision.")).to_be_visible(timeout=SOON_MS)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_serious_keeps_anybody_out(
    page: Page, web: Web, scheme: Literal["light", "dark"]
) -> None:
    make_asset(
        make_task(title="Images", status=Status.ASSETS_READY, status_since=timezone.now()),
        content=painted((80, 60), 1),
        findings=["Nearly black."],
    )
    voices = make_task(title="Voices", status=Status.AUDIO_READY)
    media.tone(web.media / "voice.wav")
    make_asset(
        voices,
        AssetKind.NARRATION,
        content=(web.media / "voice.wav").read_bytes(),
        suffix=".wav",
        duration_seconds=2.0,
    )
    film = film_task(web)
    page.emulate_media(color_scheme=scheme)

    found = []
    for path in (DESK, *(page_of_gate(task) for task in Task.objects.exclude(pk=film.pk))):
        page.goto(path)
        found += serious(page)
    page.goto(desk_of(film, "final"))
    page.keyboard.press("f")
    found += serious(page)

    assert found == []


@pytest.mark.parametrize("path", ["queue", "assets", "final"])
def test_the_desk_fits_a_phone(page: Page, web: Web, path: str) -> None:
    task = film_task(web) if path == "final" else gallery_task("A title that is very long " * 5)
    page.set_viewport_size(PHONE)

    page.goto(DESK if path == "queue" else desk_of(task, path))
    expect(page.locator("main h1").first).to_be_visible()
    page.wait_for_load_state("networkidle")

    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.evaluate("window.shifts") == []


def report(words: str) -> None:
    """Shown with `-s`; the figures that count are those of tests.benchmarks.desk."""
    sys.stdout.write(f"\n{words}\n")


def page_of_gate(task: Task) -> str:
    gates = {Status.ASSETS_READY: "assets", Status.AUDIO_READY: "audio"}
    return desk_of(task, gates[task.state])


def serious(page: Page) -> list[str]:
    """What axe holds for serious or worse: rule, and the first place."""
    page.wait_for_load_state("networkidle")
    return [
        f"{fault['id']}: {fault['nodes'][0]['html'][:200]}"
        for fault in Axe().run(page).response["violations"]
        if fault["impact"] in {"serious", "critical"}
    ]
