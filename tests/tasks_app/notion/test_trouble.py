"""Refused tokens, long silences, outages and full workspaces: what stops, and who is told once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import Settings

from tasks_app import intake
from tasks_app.models import EventKind, MirrorPage, NotionAllowance, NotionConnection
from tasks_app.notion import drainer
from tests.tasks_app.notion.mirrored import OPERATOR, Mirrored

pytestmark = pytest.mark.django_db(transaction=True)


def waiting_change(mirror: Mirrored) -> str:
    """The page of a task that was queued since it was shown."""
    task = mirror.make()
    page = mirror.shown(task)
    intake.queue(task.pk, actor=OPERATOR)
    return page


def later(seconds: float) -> None:
    """Everything that waits for a moment has waited that much longer."""
    row = NotionConnection.objects.get()
    step = timedelta(seconds=seconds)
    for name in ("retry_at", "failing_since"):
        moment = getattr(row, name)
        setattr(row, name, moment and moment - step)
    row.save()
    NotionAllowance.objects.update(paused_until=timezone.now() - timedelta(days=1))


def test_a_refused_token_stops_the_mirror_and_a_new_one_starts_it(
    mirror: Mirrored, settings: Settings
) -> None:
    page = waiting_change(mirror)
    mirror.notion.revoke_token()

    drainer.drain()
    is_due = drainer.is_due()
    later(61)
    drainer.drain()
    stopped = mirror.told(EventKind.NOTION_STOPPED)
    settings.NOTION_API_TOKEN = mirror.notion.issue_token("ntn_another_0000000000000000000000000")
    drainer.drain()

    assert len(stopped) == 1
    assert "NOTION_API_TOKEN" in stopped[0]
    assert not is_due
    assert mirror.values(page)["Status"] == "Queued"
    assert len(mirror.told(EventKind.NOTION_RESUMED)) == 1


def test_a_silence_of_two_minutes_is_kept_and_told_once(mirror: Mirrored) -> None:
    page = waiting_change(mirror)
    mirror.notion.faults.ban(120)

    drainer.drain()
    mirror.notion.log.clear()
    drainer.drain()
    asked_meanwhile = mirror.notion.log.count()
    mirror.notion.clock.advance(121)
    later(121)
    drainer.drain()

    (reason,) = mirror.told()
    assert "wait 1" in reason
    assert asked_meanwhile == 0
    assert mirror.values(page)["Status"] == "Queued"


def test_ten_minutes_of_503_are_told_once_and_so_is_their_end(mirror: Mirrored) -> None:
    page = waiting_change(mirror)
    mirror.notion.faults.outage(600)

    for _minute in range(10):
        drainer.drain()
        mirror.notion.clock.advance(60)
        later(60)
    drainer.drain()

    assert len(mirror.told(EventKind.NOTION_STOPPED)) == 1
    assert len(mirror.told(EventKind.NOTION_RESUMED)) == 1
    assert mirror.values(page)["Status"] == "Queued"


def test_attempts_are_never_more_than_a_minute_apart(mirror: Mirrored) -> None:
    waiting_change(mirror)
    mirror.notion.faults.outage(600)

    for _attempt in range(8):
        drainer.drain()
        row = NotionConnection.objects.get()
        waited = (row.retry_at or timezone.now()) - timezone.now()
        later(60)

    assert timedelta(seconds=15) < waited <= timedelta(seconds=60)


def test_without_the_right_to_comment_the_cards_go_on(mirror: Mirrored) -> None:
    page = mirror.shown(mirror.make())
    mirror.notion.restrict("insert_comments")
    mirror.ana.edit(page, {"Status": "Uploading"})

    mirror.work()
    mirror.ana.edit(page, {"Status": "Upload Complete"})
    mirror.work()

    (reason,) = mirror.told()
    assert "right to insert comments" in reason
    assert mirror.values(page)["Status"] == "Draft"


def test_a_workspace_that_is_full_still_shows_what_it_has(mirror: Mirrored) -> None:
    page = waiting_change(mirror)
    mirror.notion.workspace.plan.block_limit = 0
    mirror.notion.workspace.plan.hit_at = timezone.now() - timedelta(days=4)
    task = mirror.make("One too many")
    mirror.make("And another")

    mirror.work()
    mirror.work()

    assert mirror.values(page)["Status"] == "Queued"
    assert len(mirror.told()) == 1
    assert MirrorPage.objects.get(task=task).page_id is None
