from __future__ import annotations

import uuid

from django.db import connection

from tasks_app.models import (
    AssetKind,
    Board,
    BoardKind,
    Event,
    EventKind,
    MirrorPage,
    NotionConnection,
)
from tasks_app.notion import limiter, plan
from tests.builders import make_asset, make_task


def test_pages_are_counted_against_the_free_plan(db: None) -> None:
    NotionConnection.objects.create(pages_made=801, upload_limit_bytes=5 * 1024 * 1024)
    board = Board.objects.create(database_id=uuid.uuid4(), kind=BoardKind.TASKS)
    task = make_task()
    MirrorPage.objects.create(board=board, task=task, page_id=uuid.uuid4())
    MirrorPage.objects.create(board=board, task=make_task(), page_id=uuid.uuid4())
    for index in (1, 2):
        asset = make_asset(task, AssetKind.PROP, index=index)
        MirrorPage.objects.create(board=board, task=task, asset=asset, page_id=uuid.uuid4())

    usage = plan.usage()

    assert (usage.made, usage.left, usage.per_video, usage.is_short) == (801, 199, 3, True)
    assert "199 are left, enough for 66 videos" in usage.sentence


def test_people_are_told_once_when_four_fifths_of_the_pages_are_used(db: None) -> None:
    NotionConnection.objects.create(pages_made=798, upload_limit_bytes=5 * 1024 * 1024)

    for _ in range(4):
        plan.count_page()

    told = Event.objects.get(kind=EventKind.NOTION_HELD)
    assert "200 are left" in told.data["reason"]
    assert "NOTION_LEAN_MODE=on" in told.data["reason"]


def test_a_paid_plan_has_no_limit_to_tell_of(db: None) -> None:
    NotionConnection.objects.create(pages_made=5000, upload_limit_bytes=5 * 1024**3)

    usage = plan.usage()

    assert (usage.limit, usage.is_short, usage.sentence) == (None, False, "")


def test_the_use_of_the_last_minute_is_known(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO tasks_app_notionallowance (id, sent_at) VALUES (1, ARRAY["
            "now() - interval '2 min', now() - interval '50 s', now() - interval '1 s',"
            "now() + interval '5 s'])"
        )

    assert limiter.used_lately() == 2
