"""Which event tells whom what: the whole table, without a database."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import Any

import pytest
from django.urls import resolve

from notifications_app.kinds import TABLE, Happened, Notice, notice_of
from tasks_app.models import EventKind
from videogen.accounts.roles import Role

TASK = uuid.UUID(int=7)
OF_TASK = Happened(
    kind=EventKind.STATUS,
    uid=uuid.UUID(int=1),
    data={},
    by="worker",
    task_id=TASK,
    task_title="The fox",
    channel_id="foxes",
    channel_name="Foxes",
)
OF_CHANNEL = replace(OF_TASK, task_id=None, task_title="", by="system")
OF_SITE = replace(OF_CHANNEL, channel_id=None, channel_name="")

FAILURE = {"to": "video_error", "step": "video", "reason": "No answer. Needs you."}
NOTION = {"reason": "The token was refused.", "mend": "Enter a new one."}
CAPTIONS = {"duration_seconds": 42.25, "segments": 18}
HELD = {"state": "held", "reason": "line 3: colour is not a field"}


def status(to: str, **changes: Any) -> Happened:
    data = {"to": to, **changes.pop("data", {})}
    return replace(OF_TASK, data=data, **changes)


def told(event: Happened) -> Notice:
    notice = notice_of(event)
    assert notice is not None
    return notice


@pytest.mark.parametrize(
    ("event", "importance", "least", "title", "message"),
    [
        pytest.param(
            status("published", youtube_url="https://youtu.be/x"),
            *("success", Role.VIEWER, "Published: The fox"),
            "The video is out on Foxes. https://youtu.be/x",
            id="published",
        ),
        pytest.param(
            status("assets_ready"),
            *("info", Role.REVIEWER, "To review: The fox"),
            "Its images wait for a decision. Channel: Foxes.",
            id="gate",
        ),
        pytest.param(
            status("final_review"),
            *("info", Role.REVIEWER, "To review: The fox"),
            "The final cut waits for a decision. Channel: Foxes.",
            id="final-gate",
        ),
        pytest.param(
            replace(OF_TASK, kind=EventKind.REVIEW_DUE, data={"status": "video_ready"}),
            *("warning", Role.REVIEWER, "Overdue: The fox"),
            "Its clips wait for a decision that was due before now. Channel: Foxes.",
            id="overdue",
        ),
        pytest.param(
            replace(OF_TASK, data=FAILURE | {"error_kind": "api_failure"}),
            *("error", Role.OPERATOR, "Failed: The fox"),
            "Video on Foxes: No answer. Needs you. A retry is possible.",
            id="failed-for-good",
        ),
        pytest.param(
            replace(OF_TASK, data=FAILURE | {"error_kind": "invalid_input"}),
            *("error", Role.OPERATOR, "Failed: The fox"),
            "Video on Foxes: No answer. Needs you. "
            "A retry alone is not possible: what went in has to change first.",
            id="failed-and-no-retry-helps",
        ),
        pytest.param(
            replace(OF_TASK, kind=EventKind.CAPTIONED, data=CAPTIONS),
            *("success", Role.REVIEWER, "Captions ready: The fox"),
            "The narration is transcribed: 42.2 s, 18 segments.",
            id="captions",
        ),
        pytest.param(
            replace(OF_CHANNEL, kind=EventKind.CHANNEL_HELD, data=HELD),
            *("error", Role.OPERATOR, "Channel held: Foxes"),
            "line 3: colour is not a field",
            id="channel-held",
        ),
        pytest.param(
            replace(OF_CHANNEL, kind=EventKind.CHANNEL_BUDGET, data={"percent": 80}),
            *("warning", Role.OPERATOR, "Budget at 80 %: Foxes", ""),
            id="budget-80",
        ),
        pytest.param(
            replace(
                OF_CHANNEL,
                kind=EventKind.CHANNEL_BUDGET,
                data={"percent": 100, "what": "quota", "reason": "Until midnight."},
            ),
            *("error", Role.OPERATOR, "Quota used up: Foxes", "Until midnight."),
            id="quota-100",
        ),
        pytest.param(
            replace(OF_SITE, kind=EventKind.NOTION_STOPPED, data=NOTION),
            *("error", Role.OPERATOR, "Notion is disconnected"),
            "The token was refused. Enter a new one.",
            id="notion-stopped",
        ),
        pytest.param(
            replace(OF_CHANNEL, kind=EventKind.NOTION_HELD, data=NOTION),
            *("warning", Role.OPERATOR, "Held on Notion: Foxes"),
            "The token was refused. Enter a new one.",
            id="notion-held",
        ),
        pytest.param(
            replace(
                OF_SITE,
                kind=EventKind.BULK,
                data={"action": "approve", "done": 48, "refused": 2, "reason": "Two had moved."},
            ),
            *("warning", Role.VIEWER, "Approve: 48 of 50 videos", "Two had moved."),
            id="bulk",
        ),
    ],
)
def test_the_table(event: Happened, importance: str, least: Role, title: str, message: str) -> None:
    notice = told(event)

    assert (notice.type, notice.least, notice.title) == (importance, least, title)
    assert notice.message == message


@pytest.mark.parametrize(
    "event",
    [
        pytest.param(status("generating_video"), id="work-goes-on"),
        pytest.param(status("video_error", goes_on=True), id="tried-again-by-itself"),
        pytest.param(status("video_error", by="person"), id="rejected-by-a-person"),
        pytest.param(status("audio_ready", goes_on=True), id="gate-that-proceeds"),
        pytest.param(status("audio_ready", data={"undo": True}, by="person"), id="decision-undone"),
        pytest.param(status("cancelled", by="person"), id="cancelled"),
        pytest.param(replace(OF_TASK, kind=EventKind.PROGRESS), id="progress"),
        pytest.param(replace(OF_TASK, kind=EventKind.NOTIFICATION), id="our-own"),
        pytest.param(replace(OF_CHANNEL, kind=EventKind.CHANNEL_FREED), id="freed"),
    ],
)
def test_nobody_is_told(event: Happened) -> None:
    assert notice_of(event) is None


def test_every_link_leads_to_a_page() -> None:
    events = [
        status("published"),
        status("assets_ready"),
        replace(OF_CHANNEL, kind=EventKind.CHANNEL_HELD, data=HELD),
        replace(OF_SITE, kind=EventKind.NOTION_STOPPED, data=NOTION),
        replace(OF_SITE, kind=EventKind.BULK, data={"action": "queue", "done": 1, "refused": 0}),
    ]

    links = [told(event).metadata["action_url"] for event in events]

    assert [resolve(link).url_name for link in links] == [
        "tasks_app_task_change",
        "reviews_app_desk_task",
        "tasks_app_channel_change",
        "tasks_app_notionconnection_changelist",
        "tasks_app_task_changelist",
    ]


def test_failures_say_whether_a_retry_is_possible() -> None:
    kinds = ["retriable", "manual_review", "invalid_input"]

    events = [replace(OF_TASK, data=FAILURE | {"error_kind": kind}) for kind in kinds]

    assert [told(e).metadata["retry_possible"] for e in events] == [True, True, False]


def test_the_longest_texts_fit_into_their_columns() -> None:
    reason = {"reason": "why " * 1000, "error_kind": "invalid_input"}
    event = replace(OF_TASK, task_title="t" * 255, data=FAILURE | reason)

    notice = told(event)

    assert (len(notice.title), notice.title[-1]) == (255, "…")
    assert len(notice.message) <= 1000
    assert notice.message.endswith("has to change first.")


def test_an_occurrence_is_one_event_unless_the_event_names_it() -> None:
    named = replace(
        OF_CHANNEL,
        kind=EventKind.CHANNEL_BUDGET,
        data={"percent": 80, "occurrence": "budget:foxes:2026-03-01:80"},
    )

    assert told(status("published")).occurrence == f"event:{uuid.UUID(int=1)}"
    assert told(named).occurrence == "budget:foxes:2026-03-01:80"


def test_every_kind_of_event_in_the_table_is_one() -> None:
    assert set(TABLE) <= set(EventKind.values)
