"""A throw-away database with all tables for a benchmark: `with ground(): …`, before any model."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

import django
from django.core.management import call_command

from tests import cluster


@contextmanager
def ground() -> Iterator[None]:
    """Real servers as in the tests, but with an ordinary database of their own."""
    cluster.forget_surroundings()
    cluster.start_servers()
    os.environ["DJANGO_SETTINGS_MODULE"] = "videogen.settings"
    os.environ["LOG_LEVEL"] = "ERROR"
    django.setup()
    try:
        call_command("migrate", verbosity=0)
        yield
    finally:
        cluster.pytest_unconfigure()


def percentile(values: list[float], share: float) -> float:
    """The value below which this share of the values lies."""
    return sorted(values)[min(len(values) - 1, round(share * len(values)))]
