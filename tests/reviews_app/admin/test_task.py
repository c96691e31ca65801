from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import Settings

from reviews_app.models import Review, Verdict
from tasks_app.models import Asset, AssetKind, AssetStatus, Task
from tasks_app.statuses import Status
from tests.browsing import TASKS, act_on, choose, page_of, signed_in, told
from tests.builders import make_asset, make_channel, make_task
from videogen.accounts.models import User


def seen(*assets: Asset) -> str:
    return json.dumps({str(asset.pk): asset.sha256 for asset in assets})


def test_at_a_gate_the_page_asks_for_a_decision(reviewer: User) -> None:
    task = make_task(status=Status.ASSETS_READY)
    fox = make_asset(task)

    page = signed_in(reviewer).get(page_of(task)).content.decode()

    assert "Are the images good?" in page
    assert f'name="flag" value="{fox.pk}"' in page
    assert "makes all 3 images again" in page


def test_a_rejection_says_what_it_would_cost(reviewer: User, settings: Settings) -> None:
    settings.PRICES_USD = {("command", "clip"): "0.70"}
    channel = make_channel(config={"providers": {"video": "command"}})
    task = make_task(channel=channel, status=Status.VIDEO_READY)

    page = signed_in(reviewer).get(page_of(task)).content.decode()

    assert "makes all 2 clips again, about $1.40." in page


def test_a_viewer_is_not_asked(viewer: User) -> None:
    task = make_task(status=Status.ASSETS_READY)
    make_asset(task)

    answer = signed_in(viewer).get(page_of(task))

    assert answer.context["decision"] is None
    assert 'name="flag"' not in answer.content.decode()


def test_approving_lets_the_task_go_on_and_is_recorded(reviewer: User) -> None:
    task = make_task(status=Status.ASSETS_READY)
    fox = make_asset(task)

    answer = signed_in(reviewer).post(act_on(task, "approve"), {"seen": seen(fox)})

    task.refresh_from_db()
    assert answer.headers["Location"] == page_of(task)
    assert task.status == Status.QUEUED
    assert Review.objects.get().decision == Verdict.APPROVED
    assert Review.objects.get().user == reviewer


def test_rejecting_makes_only_what_was_flagged_again(reviewer: User) -> None:
    task = make_task(status=Status.ASSETS_READY)
    fox, owl = make_asset(task), make_asset(task, index=2, content=b"owl")

    signed_in(reviewer).post(
        act_on(task, "reject"),
        {
            "seen": seen(fox, owl),
            "note": "Not the owl.",
            "flag": [str(owl.pk)],
            f"note-{owl.pk}": "Wrong eyes.",
        },
    )

    fox.refresh_from_db()
    owl.refresh_from_db()
    assert Task.objects.get().status == Status.ASSET_ERROR
    assert (fox.status, owl.status) == (AssetStatus.GENERATED, AssetStatus.REJECTED)
    assert owl.note == "Wrong eyes."


def test_rejecting_needs_a_note(reviewer: User) -> None:
    task = make_task(status=Status.ASSETS_READY)

    answer = signed_in(reviewer).post(act_on(task, "reject"), {"seen": "{}"})

    assert Task.objects.get().status == Status.ASSETS_READY
    assert "Say in a note what is wrong" in told(answer)


def test_approving_with_flags_is_refused(reviewer: User) -> None:
    task = make_task(status=Status.ASSETS_READY)
    fox = make_asset(task)

    answer = signed_in(reviewer).post(
        act_on(task, "approve"), {"seen": seen(fox), "flag": [str(fox.pk)]}
    )

    assert Task.objects.get().status == Status.ASSETS_READY
    assert "clear the flags to approve" in told(answer)


def test_a_decision_on_files_that_changed_names_them(reviewer: User) -> None:
    task = make_task(status=Status.ASSETS_READY)
    old = make_asset(task, name="Character 1")
    shown = seen(old)
    Asset.objects.filter(pk=old.pk).update(sha256="0" * 64)

    answer = signed_in(reviewer).post(act_on(task, "approve"), {"seen": shown})

    assert Task.objects.get().status == Status.ASSETS_READY
    assert "Character 1" in told(answer)


@pytest.mark.parametrize("broken", ["", "[]", "not json"])
def test_a_form_that_lost_a_part_decides_nothing(reviewer: User, broken: str) -> None:
    task = make_task(status=Status.ASSETS_READY)

    answer = signed_in(reviewer).post(act_on(task, "approve"), {"seen": broken})

    assert Task.objects.get().status == Status.ASSETS_READY
    assert "open the page again" in told(answer)


def test_the_second_of_two_hears_who_was_first(reviewer: User, operator: User) -> None:
    task = make_task(status=Status.ASSETS_READY)
    signed_in(operator).post(act_on(task, "approve"), {"seen": "{}"})

    answer = signed_in(reviewer).post(act_on(task, "reject"), {"seen": "{}", "note": "No."})

    assert Task.objects.get().status == Status.QUEUED
    assert "otto was first" in told(answer)


def test_a_decision_can_be_taken_back_by_the_person_who_made_it(
    reviewer: User, operator: User
) -> None:
    task = make_task(status=Status.ASSETS_READY)
    client = signed_in(reviewer)
    client.post(act_on(task, "approve"), {"seen": "{}"})

    mine = client.get(page_of(task)).context["undo"]
    others = signed_in(operator).get(page_of(task)).context["undo"]
    client.post(act_on(task, "undo"))

    assert 0 < mine.seconds <= 10
    assert others is None
    assert Task.objects.get().status == Status.ASSETS_READY


def test_after_the_undo_time_nothing_offers_a_way_back(reviewer: User) -> None:
    task = make_task(status=Status.ASSETS_READY)
    client = signed_in(reviewer)
    client.post(act_on(task, "approve"), {"seen": "{}"})
    Task.objects.update(undo_until=timezone.now() - timedelta(seconds=1))

    undo = client.get(page_of(task)).context["undo"]
    answer = client.post(act_on(task, "undo"))

    assert undo is None
    assert "seconds for taking a decision back are over" in told(answer)


def test_deciding_needs_the_role_of_a_reviewer(viewer: User) -> None:
    task = make_task(status=Status.ASSETS_READY)

    answer = signed_in(viewer).post(act_on(task, "approve"), {"seen": "{}"})

    assert answer.status_code == 403
    assert Task.objects.get().status == Status.ASSETS_READY


def test_approving_many_passes_the_good_and_names_the_bad(reviewer: User) -> None:
    gate = make_task(title="At its gate", status=Status.VIDEO_READY)
    draft = make_task(title="Idea")

    answer = signed_in(reviewer).post(TASKS, choose("approve_chosen", gate, draft))

    assert Task.objects.get(title="At its gate").status == Status.QUEUED
    assert "1 task approved." in told(answer)
    assert "<b>Idea</b>: A task that is Draft waits for no decision." in told(answer)


def test_a_list_that_shows_another_gate_approves_nothing(reviewer: User) -> None:
    task = make_task(status=Status.VIDEO_READY)
    shown = {f"status-{task.pk}": Status.ASSETS_READY.value}

    answer = signed_in(reviewer).post(TASKS, choose("approve_chosen", task, **shown))

    assert Task.objects.get().status == Status.VIDEO_READY
    assert "1 task refused" in told(answer)


def test_rejecting_many_asks_for_the_note_they_share(reviewer: User) -> None:
    tasks = [make_task(title=title, status=Status.AUDIO_READY) for title in ("One", "Two")]
    client = signed_in(reviewer)

    asked = client.post(TASKS, choose("reject_chosen", *tasks)).content.decode()
    without = client.post(TASKS, choose("reject_chosen", *tasks, confirmed="1", note=" "))
    before = set(Task.objects.values_list("status", flat=True))
    answer = client.post(TASKS, choose("reject_chosen", *tasks, confirmed="1", note="Too fast."))

    assert "What is wrong?" in asked
    assert "A note is needed." in without.content.decode()
    assert before == {Status.AUDIO_READY}
    assert set(Task.objects.values_list("status", flat=True)) == {Status.AUDIO_ERROR}
    assert "2 tasks rejected." in told(answer)


def test_the_list_of_decisions_shows_only_visible_channels(reviewer: User, operator: User) -> None:
    mine = make_task(title="Mine", channel=make_channel("open"), status=Status.ASSETS_READY)
    other = make_task(
        title="Other",
        channel=make_channel("closed", only_for=[operator]),
        status=Status.ASSETS_READY,
    )
    client = signed_in(operator)
    client.post(act_on(mine, "approve"), {"seen": "{}", "note": "Lovely fox."})
    client.post(act_on(other, "approve"), {"seen": "{}"})

    page = signed_in(reviewer).get("/admin/reviews_app/review/").content.decode()

    assert "Mine" in page
    assert "Lovely fox." in page
    assert "Other" not in page


def test_flags_of_the_final_gate_cover_all_that_is_heard_and_seen(reviewer: User) -> None:
    task = make_task(status=Status.FINAL_REVIEW)
    clip = make_asset(task, AssetKind.CLIP, suffix=".mp4")
    voice = make_asset(task, AssetKind.NARRATION, suffix=".wav")
    image = make_asset(task, AssetKind.CHARACTER)

    page = signed_in(reviewer).get(page_of(task)).content.decode()

    assert f'value="{clip.pk}"' in page
    assert f'value="{voice.pk}"' in page
    assert f'value="{image.pk}"' not in page
