from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from reviews_app import decisions
from reviews_app.decisions import Answer
from tasks_app.actors import Actor
from tasks_app.models import Task
from tasks_app.statuses import Status
from tests.browsing import TASKS, act_on, choose, desk_of, page_of, signed_in, told
from tests.builders import make_channel, make_task
from videogen.accounts.models import User


def answered(task: Task, user: User) -> None:
    decisions.approve(task.pk, Answer(), actor=Actor.person(user))


def test_at_a_gate_the_page_leads_to_the_desk(reviewer: User, viewer: User) -> None:
    task = make_task(status=Status.ASSETS_READY)

    mine = signed_in(reviewer).get(page_of(task)).content.decode()
    theirs = signed_in(viewer).get(page_of(task)).content.decode()

    assert f'href="{desk_of(task, "assets")}">Decide at the desk' in mine
    assert f'href="{desk_of(task, "assets")}">Look at the desk' in theirs


def test_elsewhere_nothing_is_to_be_decided(reviewer: User) -> None:
    task = make_task(status=Status.QUEUED)

    assert "at the desk" not in signed_in(reviewer).get(page_of(task)).content.decode()


def test_a_decision_can_be_taken_back_by_the_person_who_made_it(
    reviewer: User, operator: User
) -> None:
    task = make_task(status=Status.ASSETS_READY)
    client = signed_in(reviewer)
    answered(task, reviewer)

    mine = client.get(page_of(task)).context["undo"]
    others = signed_in(operator).get(page_of(task)).context["undo"]
    client.post(act_on(task, "undo"))

    assert 0 < mine.seconds <= 10
    assert others is None
    assert Task.objects.get().status == Status.ASSETS_READY


def test_after_the_undo_time_nothing_offers_a_way_back(reviewer: User) -> None:
    task = make_task(status=Status.ASSETS_READY)
    client = signed_in(reviewer)
    answered(task, reviewer)
    Task.objects.update(undo_until=timezone.now() - timedelta(seconds=1))

    undo = client.get(page_of(task)).context["undo"]
    answer = client.post(act_on(task, "undo"))

    assert undo is None
    assert "seconds for taking a decision back are over" in told(answer)


def test_approving_many_passes_the_good_and_names_the_bad(reviewer: User) -> None:
    gate = make_task(title="At its gate", status=Status.VIDEO_READY)
    draft = make_task(title="Idea")

    answer = signed_in(reviewer).post(TASKS, choose("approve_chosen", gate, draft))

    assert Task.objects.get(title="At its gate").status == Status.QUEUED
    assert "1 of 2 tasks approved" in answer.content.decode()
    assert "A task that is Draft waits for no decision." in answer.content.decode()


def test_fifty_of_mixed_validity_give_a_row_each(reviewer: User) -> None:
    gates = [make_task(title=f"Gate {n}", status=Status.VIDEO_READY) for n in range(30)]
    drafts = [make_task(title=f"Idea {n}") for n in range(20)]
    rows = {f"status-{t.pk}": f"{t.status} {t.status_since.isoformat()}" for t in gates + drafts}

    answer = signed_in(reviewer).post(TASKS, choose("approve_chosen", *gates, *drafts, **rows))

    page = answer.content.decode()
    assert Task.objects.filter(status=Status.QUEUED).count() == 30
    assert "30 of 50 tasks approved" in page
    assert page.count('class="is-refused"') == 20
    assert page.count("A task that is Draft waits for no decision.") == 20
    assert page.count('scope="row"') == 50


def test_a_row_from_before_the_gate_was_reached_again_approves_nothing(reviewer: User) -> None:
    task = make_task(status=Status.VIDEO_READY)
    before = task.status_since - timedelta(minutes=5)
    shown = {f"status-{task.pk}": f"video_ready {before.isoformat()}"}

    answer = signed_in(reviewer).post(TASKS, choose("approve_chosen", task, **shown))

    assert Task.objects.get().status == Status.VIDEO_READY
    assert "came back since you looked" in answer.content.decode()


def test_a_list_that_shows_another_gate_approves_nothing(reviewer: User) -> None:
    task = make_task(status=Status.VIDEO_READY)
    shown = {f"status-{task.pk}": Status.ASSETS_READY.value}

    answer = signed_in(reviewer).post(TASKS, choose("approve_chosen", task, **shown))

    assert Task.objects.get().status == Status.VIDEO_READY
    assert "1 refused" in answer.content.decode()


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
    decisions.approve(mine.pk, Answer(note="Lovely fox."), actor=Actor.person(operator))
    answered(other, operator)

    page = signed_in(reviewer).get("/admin/reviews_app/review/").content.decode()

    assert "Mine" in page
    assert "Lovely fox." in page
    assert "Other" not in page
