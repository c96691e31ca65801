from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tasks_app.actors import Actor
from tasks_app.models import AssetKind, Call, Event, Priority, Task
from tasks_app.statuses import Status, Step
from tests.browsing import TASKS, act_on, filled_idea, filled_plan, page_of, signed_in, told
from tests.builders import PLAN, make_asset, make_channel, make_task
from videogen.accounts.models import User


def test_the_page_shows_status_progress_and_next_attempt(viewer: User) -> None:
    tomorrow = (timezone.now() + timedelta(days=1)).replace(hour=14, minute=15)
    task = make_task(
        status=Status.QUEUED, next_attempt_at=tomorrow, retry_count=1, next_step=Step.VIDEO
    )

    page = signed_in(viewer).get(page_of(task)).content.decode()

    assert "Waiting for a retry" in page
    assert f"Retry 1 of 4 at {tomorrow:%d %b} 14:15 UTC" in page


def test_a_task_of_a_hidden_channel_is_not_found(reviewer: User, operator: User) -> None:
    task = make_task(channel=make_channel(only_for=[operator]))

    assert signed_in(reviewer).get(page_of(task)).status_code == 404


@pytest.mark.parametrize("key", [str(uuid.UUID(int=7)), "nonsense"])
def test_an_unknown_task_is_not_found(viewer: User, key: str) -> None:
    assert signed_in(viewer).get(f"{TASKS}{key}/change/").status_code == 404


def test_files_are_shown_with_pictures_players_findings_and_earlier_takes(viewer: User) -> None:
    task = make_task(status=Status.FINAL_REVIEW)
    image = make_asset(task, AssetKind.CHARACTER, width=810, height=1080)
    make_asset(task, AssetKind.COMPOSITE)
    clip = make_asset(
        task, AssetKind.CLIP, suffix=".mp4", duration_seconds=10.04, findings=["It hardly moves."]
    )
    old = make_asset(task, AssetKind.NARRATION, suffix=".wav", is_current=False, note="Too fast.")
    make_asset(task, AssetKind.NARRATION, suffix=".wav", take=2)
    track = make_asset(task, AssetKind.CAPTIONS, index=2, suffix=".vtt")
    film = make_asset(task, AssetKind.FINAL, suffix=".mp4")

    page = signed_in(viewer).get(page_of(task)).content.decode()

    assert f'src="/admin/tasks_app/asset/{image.pk}/thumbnail' in page
    assert f'<video class="task-frame" src="/api/assets/{clip.pk}/file"' in page
    assert "It hardly moves." in page
    assert "10.0 s" in page
    assert "Sentence 1 of the story." in page
    assert f'href="/api/assets/{old.pk}/file"' in page
    assert "Too fast." in page
    assert f'<track kind="captions" src="/api/assets/{track.pk}/file"' in page
    assert f'src="/api/assets/{film.pk}/file"' in page


def test_the_page_of_a_whole_video_takes_a_fixed_number_of_queries(reviewer: User) -> None:
    small = make_task(status=Status.FINAL_REVIEW)
    make_asset(small, AssetKind.CLIP, suffix=".mp4")
    large = make_task(title="Large", status=Status.FINAL_REVIEW)
    make_asset(large, AssetKind.COMPOSITE)
    make_asset(large, AssetKind.CLIP, suffix=".mp4")
    make_asset(large, AssetKind.CLIP, index=2, suffix=".mp4")
    make_asset(large, AssetKind.NARRATION, suffix=".wav", is_current=False)
    make_asset(large, AssetKind.NARRATION, suffix=".wav", take=2)
    client = signed_in(reviewer)
    client.get(page_of(small))

    with CaptureQueriesContext(connection) as few:
        client.get(page_of(small))
    with CaptureQueriesContext(connection) as many:
        client.get(page_of(large))

    assert len(many) == len(few)


def test_history_errors_and_costs_are_shown(operator: User) -> None:
    task = make_task(status=Status.ASSET_ERROR, failed_step=Step.ASSETS)
    log = "2026-11-21T09:00:00Z assets retriable attempt 1: The disk is full.\n"
    Task.objects.filter(pk=task.pk).update(error_log=log)
    Call.objects.create(
        task=task,
        channel=task.channel,
        service="gemini",
        operation="image",
        units=2,
        cost_usd="0.078",
        at=timezone.now(),
    )
    client = signed_in(operator)
    client.post(act_on(task, "retry"))

    page = client.get(page_of(task)).content.decode()

    assert "2026-11-21 09:00 UTC" in page
    assert "The disk is full." in page
    assert "gemini image" in page
    assert "$0.078" in page
    assert "otto" in page
    assert "Queued." in page


@pytest.mark.parametrize(
    ("status", "offered"),
    [
        pytest.param(Status.DRAFT, ["queue", "cancel"], id="draft"),
        pytest.param(Status.QUEUED, ["cancel"], id="queued"),
        pytest.param(Status.GENERATING_VIDEO, [], id="running"),
        pytest.param(Status.ASSETS_READY, ["cancel"], id="gate"),
        pytest.param(Status.VIDEO_ERROR, ["retry", "cancel"], id="error"),
        pytest.param(Status.UPLOAD_ERROR, ["retry", "look-again", "cancel"], id="upload-error"),
        pytest.param(Status.CANCELLED, ["queue", "reopen"], id="cancelled"),
        pytest.param(Status.PUBLISHED, ["queue"], id="published"),
    ],
)
def test_buttons_are_what_a_person_may_do_now(
    operator: User, status: Status, offered: list[str]
) -> None:
    task = make_task(status=status)

    page = signed_in(operator).get(page_of(task)).context["page"]

    assert [button.name for button in page.buttons] == offered


def test_a_viewer_gets_no_buttons_and_no_form(viewer: User) -> None:
    answer = signed_in(viewer).get(page_of(make_task()))

    assert answer.context["page"].buttons == []
    assert 'name="title"' not in answer.content.decode()


@pytest.mark.parametrize(
    ("act", "before", "after"),
    [
        pytest.param("queue", Status.DRAFT, Status.QUEUED, id="queue"),
        pytest.param("queue", Status.PUBLISHED, Status.QUEUED, id="new-edition"),
        pytest.param("retry", Status.AUDIO_ERROR, Status.QUEUED, id="retry"),
        pytest.param("cancel", Status.QUEUED, Status.CANCELLED, id="cancel"),
        pytest.param("reopen", Status.CANCELLED, Status.DRAFT, id="reopen"),
        pytest.param("look-again", Status.UPLOAD_ERROR, Status.FINAL_REVIEW, id="look-again"),
    ],
)
def test_a_button_moves_the_task(operator: User, act: str, before: Status, after: Status) -> None:
    task = make_task(status=before)

    answer = signed_in(operator).post(act_on(task, act))

    task.refresh_from_db()
    assert answer.headers["Location"] == page_of(task)
    assert task.status == after
    assert Event.objects.filter(task=task).latest("id").actor["name"] == str(operator)


def test_a_refused_act_becomes_a_message_and_changes_nothing(operator: User) -> None:
    task = make_task(status=Status.GENERATING_AUDIO)

    answer = signed_in(operator).post(act_on(task, "cancel"))

    task.refresh_from_db()
    assert task.status == Status.GENERATING_AUDIO
    assert "cannot become Cancelled" in told(answer)


def test_an_act_needs_its_role(reviewer: User) -> None:
    task = make_task()

    answer = signed_in(reviewer).post(act_on(task, "queue"))

    task.refresh_from_db()
    assert answer.status_code == 403
    assert task.status == Status.DRAFT


def test_an_act_needs_a_post_and_a_known_name(operator: User) -> None:
    task = make_task()
    client = signed_in(operator)

    assert client.get(act_on(task, "queue")).status_code == 405
    assert client.post(act_on(task, "explode")).status_code == 404


def test_nobody_acts_on_a_hidden_task(operator: User, reviewer: User) -> None:
    task = make_task(channel=make_channel(only_for=[reviewer]))

    assert signed_in(operator).post(act_on(task, "queue")).status_code == 404


def test_the_idea_can_be_edited_before_work_begins(operator: User) -> None:
    task = make_task(title="Old")
    client = signed_in(operator)
    form = filled_idea(client.get(page_of(task)))

    answer = client.post(page_of(task), form | {"title": "New", "story_direction": "One.\r\nTwo."})

    task.refresh_from_db()
    assert answer.headers["Location"] == page_of(task)
    assert (task.title, task.story_direction) == ("New", "One.\nTwo.")


def test_saving_touches_only_what_this_person_changed(operator: User) -> None:
    task = make_task(topic="Old topic")
    client = signed_in(operator)
    form = filled_idea(client.get(page_of(task)))
    Task.objects.filter(pk=task.pk).update(topic="Changed by somebody else")

    client.post(page_of(task), form | {"priority": str(Priority.HIGH.value)})

    task.refresh_from_db()
    assert (task.topic, task.priority) == ("Changed by somebody else", Priority.HIGH)


def test_a_fault_stands_at_its_field(operator: User) -> None:
    task = make_task(title="Old")
    client = signed_in(operator)
    form = filled_idea(client.get(page_of(task)))

    answer = client.post(page_of(task), form | {"title": "x" * 300})

    assert answer.status_code == 200
    assert answer.context["form"].errors["title"] == [
        "At most 255 characters are allowed, these are 300."
    ]


def test_half_a_shot_list_is_refused_at_the_story(operator: User) -> None:
    task = make_task()
    client = signed_in(operator)
    form = filled_idea(client.get(page_of(task)))
    story = "| Clip | Narration |\n| --- | --- |\n| 1 | |"

    answer = client.post(page_of(task), form | {"story_direction": story})

    assert list(answer.context["form"].errors) == ["story_direction"]


def test_after_the_beginning_only_the_priority_changes(operator: User) -> None:
    task = make_task(title="Old", status=Status.ASSETS_READY)
    client = signed_in(operator)

    client.post(
        page_of(task),
        {"title": "New", "priority": "2", "initial-priority": "1"},
    )

    task.refresh_from_db()
    assert (task.title, task.priority) == ("Old", Priority.LOW)


def test_a_text_that_was_overtaken_by_the_beginning_is_refused(operator: User) -> None:
    task = make_task(title="Old")
    client = signed_in(operator)
    form = filled_plan(client.get(f"{TASKS}{task.pk}/plan/"))
    Task.objects.filter(pk=task.pk).update(begun_at=timezone.now())

    answer = client.post(f"{TASKS}{task.pk}/plan/", form | {"narration": ["New words.", "Two."]})

    assert answer.headers["Location"] == page_of(task)
    assert "Work on this video has begun" in told(answer)


def test_a_reviewer_cannot_edit(reviewer: User) -> None:
    task = make_task(title="Old")

    answer = signed_in(reviewer).post(page_of(task), {"title": "New"})

    task.refresh_from_db()
    assert answer.status_code == 403
    assert task.title == "Old"


def test_the_shot_list_is_saved_by_rows(operator: User) -> None:
    task = make_task()
    client = signed_in(operator)
    form = filled_plan(client.get(f"{TASKS}{task.pk}/plan/"))
    changed = {
        **form,
        "narration": ["Second first.", "First second.", ""],
        "scene": ["One.", "Two.", ""],
        "motion": ["One.", "Two.", ""],
        "sound": ["One.", "Two.", ""],
        "image": ["One.", "Two.", ""],
        "props": "A lantern\r\n\r\nA rope",
    }

    answer = client.post(f"{TASKS}{task.pk}/plan/", changed)

    task.refresh_from_db()
    assert answer.headers["Location"] == page_of(task)
    assert [clip["narration"] for clip in task.plan["clips"]] == ["Second first.", "First second."]
    assert task.plan["props"] == ["A lantern", "A rope"]
    assert task.plan_edited


def test_a_fault_in_the_shot_list_stands_at_its_cell(operator: User) -> None:
    task = make_task()
    client = signed_in(operator)
    form = filled_plan(client.get(f"{TASKS}{task.pk}/plan/"))

    answer = client.post(f"{TASKS}{task.pk}/plan/", form | {"narration": ["Said.", ""]})

    second = answer.context["form"].rows[1]
    assert [cell.error for cell in second.cells if cell.name == "narration"] == [
        "Is empty: write a text."
    ]
    assert Task.objects.get().plan == PLAN


def test_a_new_task_is_a_draft_of_the_person_who_wrote_it(operator: User) -> None:
    channel = make_channel()
    client = signed_in(operator)

    answer = client.post(
        f"{TASKS}add/",
        {"title": "  Night ferry ", "channel": channel.pk, "priority": "0", "topic": "A ferry."},
    )

    task = Task.objects.get()
    assert answer.headers["Location"] == page_of(task)
    assert (task.title, task.status, task.created_by) == ("Night ferry", Status.DRAFT, operator)
    assert task.priority == Priority.HIGH
    assert Event.objects.get().actor == Actor.person(operator).as_json()


def test_a_new_task_can_be_queued_at_once(operator: User) -> None:
    channel = make_channel()

    signed_in(operator).post(
        f"{TASKS}add/",
        {"title": "Night ferry", "channel": channel.pk, "priority": "1", "queue": "1"},
    )

    assert Task.objects.get().status == Status.QUEUED


def test_a_task_without_a_title_is_refused_at_the_field(operator: User) -> None:
    channel = make_channel()

    answer = signed_in(operator).post(
        f"{TASKS}add/", {"title": "", "channel": channel.pk, "priority": "1"}
    )

    assert answer.context["form"].errors["title"] == ["A title is needed."]
    assert not Task.objects.exists()


def test_only_visible_and_present_channels_are_offered(operator: User, reviewer: User) -> None:
    make_channel("open")
    make_channel("closed", only_for=[reviewer])
    make_channel("gone", state="removed")

    form = signed_in(operator).get(f"{TASKS}add/").context["form"]

    assert [channel.pk for channel in form.fields["channel"].queryset] == ["open"]


def test_a_reviewer_creates_nothing(reviewer: User) -> None:
    assert signed_in(reviewer).get(f"{TASKS}add/").status_code == 403


def test_djangos_own_history_page_leads_to_ours(viewer: User) -> None:
    task = make_task()

    answer = signed_in(viewer).get(f"{TASKS}{task.pk}/history/")

    assert answer.headers["Location"] == f"{page_of(task)}#history"


@pytest.mark.parametrize(
    ("address", "is_link"),
    [
        pytest.param("https://youtu.be/abc", True, id="web"),
        pytest.param("/data/published/foxes", False, id="folder"),
        pytest.param("javascript:alert(1)", False, id="script"),
    ],
)
def test_only_what_the_web_serves_becomes_a_link(
    viewer: User,
    address: str,
    is_link: bool,  # noqa: FBT001 - a table of values
) -> None:
    task = make_task(status=Status.PUBLISHED, youtube_url=address)

    page = signed_in(viewer).get(page_of(task)).content.decode()

    assert address in page
    assert (f'href="{address}"' in page) is is_link
