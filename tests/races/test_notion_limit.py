"""Processes that share what Notion allows, measured where it counts: at the server."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.db import connection

from tests.senders import remote_notion, send_together

PROCESSES = 4
SECONDS = 8.0


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_all_processes_together_send_three_in_any_second_and_none_starves() -> None:
    database = connection.settings_dict
    environment = {
        "DATABASE_URL": f"postgresql://{database['USER']}@/{database['NAME']}?host={database['HOST']}",
        "REDIS_URL": settings.REDIS_URL,
    }

    with remote_notion() as notion:
        sent = send_together(notion, environment, processes=PROCESSES, seconds=SECONDS)
        most, count = notion.log.max_in_window(1.0), notion.log.count()

    assert most <= 3
    # What the limit allows is measured by tests.benchmarks.notion_rate; here the machine is shared.
    assert count == sum(sent) >= 0.5 * 3 * SECONDS
    assert min(sent) >= 0.5 * max(sent)
