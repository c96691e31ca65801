"""How quick the review desk is in a real browser: 22 images, 500 tasks waiting, 10,000 finished.

    .venv/bin/python -m tests.benchmarks.desk

prints for a browser that has seen nothing but the queue when the page is usable and when its first
and last image are there, for the task at the top, whose pictures the queue fetches, and for another
one; and how long it takes from the key that decides until the next task is shown, beside the
targets; and the same page's frame without any content as a baseline.
"""

from __future__ import annotations

import os
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any

from tests.benchmarks.ground import ground, percentile

ROUNDS = 7
WAITING = 500
FINISHED = 10_000
LISTEN = "addEventListener('keydown', () => (window.pressed = performance.now()), true)"
LOADED = """
async () => {
    const images = [...document.querySelectorAll(".desk-open img")];
    await Promise.all(images.map((image) => image.decode()));
    const all = performance.getEntriesByType("resource");
    const shown = new Set(images.map(({ src }) => src));
    const ends = all.filter(({ name }) => shown.has(name)).map((one) => one.responseEnd);
    return {
        usable: performance.getEntriesByName("desk:usable")[0].startTime,
        first: Math.min(...ends),
        last: Math.max(...ends),
        images: ends.length,
    };
}
"""
DECIDED = """
() => {
    const shown = performance.getEntriesByName("desk:shown").at(-1).startTime;
    const answer = performance.getEntriesByType("resource").find(
        (one) => one.startTime >= window.pressed && one.name.endsWith("/assets/"));
    return { swap: shown - window.pressed, decision: answer.duration };
}
"""
BARE = "() => performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"
TARGETS = {"usable": 1000.0, "first": 1000.0, "last": 1000.0, "decision": 200.0, "swap": 200.0}


def main() -> None:
    with ground(), tempfile.TemporaryDirectory() as place:
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
        from django.conf import settings

        folder = Path(place)
        settings.MEDIA_ROOT = folder / "media"
        fill()
        from playwright.sync_api import sync_playwright

        from tests.e2e.web import CHROMIUM, serving

        with serving(folder, REVIEW_UNDO_SECONDS="10") as web, sync_playwright() as playwright:
            chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            session = sign_in()
            figures: dict[str, list[float]] = {}
            for at in [0, 1] * ROUNDS:
                context = chromium.new_context(
                    base_url=web.url, viewport={"width": 1440, "height": 900}
                )
                context.add_cookies([{"name": "sessionid", "value": session, "url": web.url}])
                context.add_init_script(LISTEN)
                for name, value in round_of(context.new_page(), at).items():
                    figures.setdefault(name, []).append(value)
                context.close()
            chromium.close()
        report(figures)


def fill() -> None:
    """Tasks with pictures stand first in the queue."""
    from django.utils import timezone

    from tasks_app.models import Channel, Task
    from tasks_app.statuses import Status
    from tests.builders import make_channel
    from tests.e2e.test_desk_in_browser import gallery_task

    channel: Channel = make_channel()
    now = timezone.now()
    statuses = [Status.ASSETS_READY] * WAITING + [Status.PUBLISHED] * FINISHED
    Task.objects.bulk_create(
        Task(title=f"task {number}", channel=channel, status=status, queued_at=now)
        for number, status in enumerate(statuses)
    )
    for number in range(2 * 2 * ROUNDS + 2):
        task = gallery_task(f"Gallery {number}")
        Task.objects.filter(pk=task.pk).update(status_since=now - timedelta(days=9))


def sign_in() -> str:
    from tests.browsing import signed_in
    from tests.conftest import person
    from videogen.accounts.roles import Role

    return signed_in(person("rosa", Role.REVIEWER)).cookies["sessionid"].value


def round_of(page: Any, place: int) -> dict[str, float]:
    """Open a task with an empty cache, approve it by key, and see the next."""
    from playwright.sync_api import expect

    from tests.browsing import DESK

    page.goto("/admin/password_change/")
    bare = page.evaluate(BARE)
    page.goto(DESK)
    chosen = page.locator(".queue-row a").nth(place).get_attribute("href")
    page.wait_for_load_state("networkidle")  # a person takes longer to choose
    page.goto(chosen)
    loaded: dict[str, float] = page.evaluate(LOADED)
    page.wait_for_load_state("networkidle")
    page.keyboard.press("a")
    expect(page.locator(".desk-undo")).to_be_visible()
    expect(page.locator(f'[data-task="{chosen.split("/")[-3]}"]')).to_have_count(0)
    decided: dict[str, float] = page.evaluate(DECIDED)
    which = ("task at the top", "another task")[place]
    opened = {f"{name}, {which}": loaded[name] for name in ("usable", "first", "last")}
    return {"bare": bare, "images": loaded["images"], **opened, **decided}


def report(figures: dict[str, list[float]]) -> None:
    print(f"{WAITING} waiting, {FINISHED} finished, {ROUNDS} rounds with an empty cache")
    bare = percentile(figures.pop("bare"), 0.5)
    print(f"a page of the same frame without content: p50 {bare:.0f} ms")
    print(f"{figures.pop('images')[0]:.0f} images")
    for name, values in figures.items():
        p50, worst, target = percentile(values, 0.5), max(values), TARGETS[name.partition(",")[0]]
        print(
            f"{name}: p50 {p50:.0f} ms, worst {worst:.0f} ms, target {target:.0f} ms "
            f"({p50 / target:.2f} of it, {p50 / bare:.1f} bare pages)"
        )


if __name__ == "__main__":
    main()
