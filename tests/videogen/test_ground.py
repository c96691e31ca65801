from __future__ import annotations

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection


@pytest.mark.django_db
def test_tests_run_on_a_throw_away_postgresql() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('fsync'), current_setting('data_directory')")
        fsync, folder = cursor.fetchone()

    assert fsync == "off"
    assert "videogen-test-" in folder


def test_tests_run_on_a_throw_away_valkey() -> None:
    cache.set("ground", "firm", timeout=5)

    assert "videogen-test-" in settings.REDIS_URL
    assert cache.get("ground") == "firm"
