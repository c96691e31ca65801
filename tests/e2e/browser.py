"""Chromium for the tests of pages, and people who have signed in with it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.browsing import signed_in
from tests.e2e.web import CHROMIUM, can_browse
from videogen.accounts.models import User


class Reached(Protocol):
    """Where a browser goes: the server, or a cable to it."""

    url: str


@contextmanager
def launched() -> Iterator[Browser]:
    """A browser; the test is skipped, and says so, where there is none."""
    if not can_browse():
        pytest.skip(f"There is no browser at {CHROMIUM}.")
    # Playwright keeps an event loop in this thread, in which Django would refuse its database.
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()
    os.environ.pop("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ.update({"DJANGO_ALLOW_ASYNC_UNSAFE": before} if before else {})


@contextmanager
def browser_of(person: User, browser: Browser, web: Reached) -> Iterator[BrowserContext]:
    """The windows of somebody who has signed in."""
    session = signed_in(person).cookies["sessionid"].value
    context = browser.new_context(base_url=web.url, viewport={"width": 1440, "height": 900})
    context.add_cookies([{"name": "sessionid", "value": session, "url": web.url}])
    yield context
    context.close()
