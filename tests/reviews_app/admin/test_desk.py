from __future__ import annotations

import json
import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, Settings

from reviews_app import desk
from reviews_app.models import Review, Verdict
from tasks_app.cut_list import CutList, SceneCut
from tasks_app.models import Asset, AssetKind, AssetStatus, Task
from tasks_app.statuses import Status, Step
from tests.browsing import DESK, desk_of, signed_in, told
from tests.builders import make_asset, make_channel, make_task
from videogen.accounts.models import User

JSON = {"Accept": "application/json"}


def seen(*assets: Asset) -> str:
    return json.dumps({str(asset.pk): asset.sha256 for asset in assets})


def answer(client: Client, task: Task, gate: str, verdict: str, **fields: Any) -> Any:
    whole = {"seen": "{}", **fields, "verdict": verdict}
    return client.post(desk_of(task, gate), whole, headers=JSON)


def film(task: Task) -> dict[str, Asset]:
    """A cut of two scenes, the second without an effect."""
    made = {
        f"{name}{index}": make_asset(task, kind, index=index, content=name.encode(), suffix=suffix)
        for index in (1, 2)
        for name, kind, suffix in (
            ("clip", AssetKind.CLIP, ".mp4"),
            ("voice", AssetKind.NARRATION, ".wav"),
            ("sound", AssetKind.EFFECT, ".wav"),
        )
    }
    ids = {name: str(asset.pk) for name, asset in made.items()}
    cut = CutList(
        (
            SceneCut(
                index=1,
                start=0.0,
                end=6.0,
                clip=ids["clip1"],
                narration=ids["voice1"],
                effect=ids["sound1"],
            ),
            SceneCut(
                index=2,
                start=6.0,
                end=12.0,
                clip=ids["clip2"],
                narration=ids["voice2"],
                effect=None,
            ),
        )
    )
    final = make_asset(task, AssetKind.FINAL, suffix=".mp4", cut=cut.as_json(), content=b"film")
    return {**made, "final": final}


def test_the_queue_shows_what_waits_and_how_much(viewer: User) -> None:
    make_task(title="Foxes at night", status=Status.VIDEO_READY)
    make_task(title="Still a draft")

    page = signed_in(viewer).get(DESK).content.decode()

    assert "Foxes at night" in page
    assert "due in 23 h" in page
    assert "Still a draft" not in page
    assert f'<b class="vg-count" data-count="{DESK}waiting/">1</b>' in page


def test_what_waits_is_counted_for_those_who_may_see_it(viewer: User, operator: User) -> None:
    make_task(status=Status.VIDEO_READY)
    make_task(channel=make_channel("hidden", only_for=[operator]), status=Status.AUDIO_READY)

    counts = [signed_in(user).get(f"{DESK}waiting/").json() for user in (viewer, operator)]

    assert counts == [{"count": 1}, {"count": 2}]


@pytest.mark.parametrize(
    "query", ["?gate=nonsense&priority=9&page=x", "?page=99999999999", "?part"]
)
def test_an_old_or_broken_link_still_opens_the_queue(viewer: User, query: str) -> None:
    make_task(title="Foxes at night", status=Status.VIDEO_READY)

    assert "Foxes at night" in signed_in(viewer).get(f"{DESK}{query}").content.decode()


def test_every_gate_has_its_page(viewer: User) -> None:
    client = signed_in(viewer)
    tasks = [
        (make_task(status=status), gate)
        for status, gate in (
            (Status.ASSETS_READY, "assets"),
            (Status.VIDEO_READY, "video"),
            (Status.AUDIO_READY, "audio"),
            (Status.FINAL_REVIEW, "final"),
        )
    ]

    codes = [client.get(desk_of(task, gate)).status_code for task, gate in tasks]
    leads = [client.get(reverse("admin:reviews_app_desk_task", args=[t.pk])) for t, _ in tasks]

    assert codes == [200] * 4
    assert [lead.headers["Location"] for lead in leads] == [desk_of(t, gate) for t, gate in tasks]


def test_the_page_has_every_file_of_the_gate_and_no_other(reviewer: User) -> None:
    task = make_task(status=Status.VIDEO_READY)
    image = make_asset(task, AssetKind.CHARACTER)
    clip = make_asset(task, AssetKind.CLIP, suffix=".mp4", prompt="Slow push in.")

    page = signed_in(reviewer).get(desk_of(task, "video")).content.decode()

    assert f'name="flag" value="{clip.pk}"' in page
    assert "Slow push in." in page
    assert str(image.pk) not in page


def test_a_rejection_says_what_it_would_cost(reviewer: User, settings: Settings) -> None:
    settings.PRICES_USD = {("command", "clip"): "0.70"}
    channel = make_channel(config={"providers": {"video": "command"}})
    task = make_task(channel=channel, status=Status.VIDEO_READY)
    make_asset(task, AssetKind.CLIP, suffix=".mp4")

    page = signed_in(reviewer).get(desk_of(task, "video")).content.decode()

    assert "Rejecting without a flag makes all 2 clips again, about $1.40." in page
    assert 'data-usd="0.70"' in page


def test_a_narration_has_its_text_and_its_wave_form(reviewer: User) -> None:
    task = make_task(status=Status.AUDIO_READY)
    make_asset(task, AssetKind.NARRATION, suffix=".wav", duration_seconds=2.0)

    page = signed_in(reviewer).get(desk_of(task, "audio")).content.decode()

    assert "Sentence 1 of the story." in page
    assert 'class="desk-wave"' in page


def test_the_final_cut_has_chapters_captions_and_findings(reviewer: User) -> None:
    task = make_task(status=Status.FINAL_REVIEW)
    film(task)
    make_asset(task, AssetKind.CAPTIONS, suffix=".vtt", findings=["Two captions overlap at 0:07."])

    page = signed_in(reviewer).get(desk_of(task, "final")).content.decode()

    assert page.count("data-desk-item=") == 2
    assert '<track kind="captions"' in page
    assert "Two captions overlap at 0:07." in page


def test_a_viewer_looks_and_does_not_decide(viewer: User) -> None:
    task = make_task(status=Status.ASSETS_READY)
    make_asset(task)
    client = signed_in(viewer)

    page = client.get(desk_of(task, "assets")).content.decode()
    refusal = answer(client, task, "assets", "approve")

    assert 'name="flag"' not in page
    assert refusal.status_code == 403
    assert Task.objects.get().status == Status.ASSETS_READY


@pytest.mark.parametrize("path", ["assets/", "here/", "undo/", "put-back/", ""])
def test_a_hidden_channel_has_no_desk(reviewer: User, operator: User, path: str) -> None:
    task = make_task(
        channel=make_channel("closed", only_for=[operator]), status=Status.ASSETS_READY
    )
    client = signed_in(reviewer)
    url = f"{DESK}{task.pk}/{path}"

    answers = [client.get(url).status_code, client.post(url, {"verdict": "approve"}).status_code]

    assert answers[1] == 404
    assert answers[0] in {404, 405}


def test_nobody_enters_without_signing_in(db: None) -> None:
    task = make_task(status=Status.ASSETS_READY)

    paths = [DESK, desk_of(task, "assets")]
    leads = [Client().get(path).headers["Location"] for path in paths]

    assert all(lead.startswith("/admin/login/") for lead in leads)


@pytest.mark.parametrize("path", [f"{uuid.UUID(int=7)}/assets/", f"{uuid.UUID(int=7)}/"])
def test_an_unknown_task_has_no_page(reviewer: User, path: str) -> None:
    assert signed_in(reviewer).get(f"{DESK}{path}").status_code == 404


def test_approving_lets_it_go_on_and_names_the_next(reviewer: User) -> None:
    task = make_task(status=Status.ASSETS_READY)
    other = make_task(title="Next one", status=Status.AUDIO_READY)
    fox = make_asset(task)

    told = answer(signed_in(reviewer), task, "assets", "approve", seen=seen(fox)).json()

    task.refresh_from_db()
    assert told["next"] == desk_of(other, "audio")
    assert told["said"] == "Approved: The fox"
    assert 0 < told["undo"]["seconds"] <= 10
    assert task.status == Status.QUEUED
    assert Review.objects.get().user == reviewer


def test_without_script_an_answer_leads_to_the_next_page_with_the_way_back(reviewer: User) -> None:
    task = make_task(status=Status.ASSETS_READY)
    client = signed_in(reviewer)

    done = client.post(desk_of(task, "assets"), {"seen": "{}", "verdict": "approve"}, follow=True)

    assert done.redirect_chain == [(DESK, 302)]
    assert f'action="{reverse("admin:reviews_app_desk_undo", args=[task.pk])}"' in (
        done.content.decode()
    )


def test_exactly_the_flagged_files_are_rejected_with_their_notes(reviewer: User) -> None:
    task = make_task(status=Status.ASSETS_READY)
    fox, owl = make_asset(task), make_asset(task, index=2, content=b"owl")
    fields = {"seen": seen(fox, owl), "flag": [str(owl.pk)], f"note-{owl.pk}": "Wrong eyes."}

    told = answer(signed_in(reviewer), task, "assets", "reject", **fields)

    statuses = dict(Asset.objects.values_list("pk", "status"))
    assert told.status_code == 200
    assert statuses == {fox.pk: AssetStatus.GENERATED, owl.pk: AssetStatus.REJECTED}
    assert Asset.objects.get(pk=owl.pk).note == "Wrong eyes."
    assert Review.objects.get().note == "Wrong eyes."


@pytest.mark.parametrize("gate", ["assets", "final"])
def test_rejecting_needs_a_reason(reviewer: User, gate: str) -> None:
    status = Status.ASSETS_READY if gate == "assets" else Status.FINAL_REVIEW
    task = make_task(status=status)

    refusal = answer(signed_in(reviewer), task, gate, "reject", note=" ")

    assert refusal.status_code == 400
    assert "Say in a note what is wrong" in refusal.json()["detail"]
    assert Task.objects.get().status == status


def test_approving_with_flags_is_refused(reviewer: User) -> None:
    task = make_task(status=Status.ASSETS_READY)
    fox = make_asset(task)

    refusal = answer(
        signed_in(reviewer), task, "assets", "approve", seen=seen(fox), flag=[str(fox.pk)]
    )

    assert refusal.status_code == 400
    assert "clear the flags to approve" in refusal.json()["detail"]


def test_a_refusal_without_script_keeps_what_was_typed(reviewer: User) -> None:
    task = make_task(status=Status.ASSETS_READY)
    fox = make_asset(task)
    fields = {
        "seen": seen(fox),
        "flag": [str(fox.pk)],
        f"note-{fox.pk}": "Odd tail.",
        "note": "Hm.",
    }

    refusal = signed_in(reviewer).post(desk_of(task, "assets"), {**fields, "verdict": "approve"})

    page = refusal.content.decode()
    assert refusal.status_code == 400
    assert "clear the flags to approve" in page
    assert 'value="Odd tail."' in page
    assert f'value="{fox.pk}" form="desk-form" data-usd="0" checked' in page
    assert ">Hm.</textarea>" in page


def test_a_changed_file_is_named(reviewer: User) -> None:
    task = make_task(status=Status.ASSETS_READY)
    old = make_asset(task, name="Character 1")
    shown = seen(old)
    Asset.objects.filter(pk=old.pk).update(sha256="0" * 64)

    refusal = answer(signed_in(reviewer), task, "assets", "approve", seen=shown)

    assert refusal.status_code == 409
    assert refusal.json()["errors"] == {"seen": ["Character 1"]}
    assert "Character 1" in refusal.json()["detail"]


def test_the_second_of_two_hears_who_was_first(reviewer: User, operator: User) -> None:
    task = make_task(status=Status.ASSETS_READY)
    answer(signed_in(operator), task, "assets", "approve")

    refusal = answer(signed_in(reviewer), task, "assets", "reject", note="No.")

    assert refusal.status_code == 409
    assert "otto was first: Assets Approved, 0 s ago." in refusal.json()["detail"]


def test_who_opens_a_gate_that_was_left_is_led_on(reviewer: User) -> None:
    task = make_task(title="Gone", status=Status.QUEUED)
    other = make_task(title="Next one", status=Status.AUDIO_READY)

    page = signed_in(reviewer).get(desk_of(task, "assets")).content.decode()

    assert "does not wait at the gate for assets any more" in page
    assert reverse("admin:reviews_app_desk_task", args=[other.pk]) in page


@pytest.mark.parametrize("broken", ["", "[]", "not json"])
def test_a_form_that_lost_a_part_decides_nothing(reviewer: User, broken: str) -> None:
    task = make_task(status=Status.ASSETS_READY)

    refusal = answer(signed_in(reviewer), task, "assets", "approve", seen=broken)

    assert "open the page again" in refusal.json()["detail"]
    assert Task.objects.get().status == Status.ASSETS_READY


def test_there_is_no_third_answer(reviewer: User) -> None:
    task = make_task(status=Status.ASSETS_READY)

    assert answer(signed_in(reviewer), task, "assets", "perhaps").status_code == 404


def test_a_decision_is_taken_back_and_the_task_waits_since_when_it_did(reviewer: User) -> None:
    task = make_task(status=Status.ASSETS_READY)
    client = signed_in(reviewer)
    undo = answer(client, task, "assets", "approve").json()["undo"]

    back = client.post(undo["url"], headers=JSON)

    again = Task.objects.get()
    assert back.json() == {"url": desk_of(task, "assets")}
    assert (again.status, again.status_since) == (Status.ASSETS_READY, task.status_since)


def test_only_who_decided_can_take_it_back(reviewer: User, operator: User) -> None:
    task = make_task(status=Status.ASSETS_READY)
    undo = answer(signed_in(operator), task, "assets", "approve").json()["undo"]

    refusal = signed_in(reviewer).post(undo["url"], headers=JSON)

    assert refusal.status_code == 409
    assert "Only otto" in refusal.json()["detail"]


def test_an_earlier_take_is_put_back(reviewer: User) -> None:
    task = make_task(status=Status.ASSETS_READY)
    old = make_asset(task, take=1, is_current=False, status=AssetStatus.REJECTED, note="Too dark.")
    make_asset(task, take=2, content=b"newer")
    client = signed_in(reviewer)

    page = client.get(desk_of(task, "assets")).content.decode()
    client.post(f"{DESK}{task.pk}/put-back/", {"asset": str(old.pk)})

    old.refresh_from_db()
    assert "Too dark." in page
    assert f'name="asset" value="{old.pk}">Put back' in page
    assert old.is_current


def test_a_take_of_another_task_is_not_put_back(reviewer: User) -> None:
    task = make_task(status=Status.ASSETS_READY)
    other = make_asset(make_task(title="Other", status=Status.ASSETS_READY), is_current=False)

    refusal = signed_in(reviewer).post(
        f"{DESK}{task.pk}/put-back/", {"asset": str(other.pk)}, follow=True
    )

    other.refresh_from_db()
    assert not other.is_current
    assert "another task" in told(refusal)


@pytest.mark.parametrize(
    ("part", "flagged", "step"),
    [
        pytest.param("clip", "clip2", Step.VIDEO, id="what was seen"),
        pytest.param("narration", "voice2", Step.AUDIO, id="what was said"),
        pytest.param("cut", "final", Step.ASSEMBLY, id="how it was cut"),
    ],
)
def test_a_pin_flags_what_plays_there_and_makes_that_step_again(
    reviewer: User, part: str, flagged: str, step: Step
) -> None:
    task = make_task(status=Status.FINAL_REVIEW)
    made = film(task)
    pin = {"pin-at": ["0:07.5", ""], "pin-part": [part, "clip"], "pin-note": ["Not right.", ""]}

    answer(signed_in(reviewer), task, "final", "reject", seen=seen(*made.values()), **pin)

    rejected = Asset.objects.get(status=AssetStatus.REJECTED)
    task.refresh_from_db()
    assert (rejected, rejected.note) == (made[flagged], "At 0:07: Not right.")
    assert (task.next_step, task.failed_step) == (step, step)


def test_the_earliest_of_several_pinned_steps_comes_first(reviewer: User) -> None:
    task = make_task(status=Status.FINAL_REVIEW)
    made = film(task)
    pins = {"pin-at": ["2", "8"], "pin-part": ["effect", "narration"], "pin-note": ["Loud", "Hm"]}

    answer(signed_in(reviewer), task, "final", "reject", seen=seen(*made.values()), **pins)

    task.refresh_from_db()
    rejected = set(Asset.objects.filter(status=AssetStatus.REJECTED))
    assert rejected == {made["sound1"], made["voice2"]}
    assert task.next_step == Step.AUDIO


@pytest.mark.parametrize(
    ("at", "part", "words"),
    [
        ("soon", "clip", "no moment of the film"),
        ("0:07", "effect", "no effect plays"),
        ("9:59", "clip", "none of the clips plays"),
        ("0:07", "credits", "no part of a film"),
    ],
)
def test_a_pin_that_means_nothing_is_refused(
    reviewer: User, at: str, part: str, words: str
) -> None:
    task = make_task(status=Status.FINAL_REVIEW)
    film(task)
    pin = {"pin-at": [at], "pin-part": [part], "pin-note": ["Hm."]}

    refusal = answer(signed_in(reviewer), task, "final", "reject", **pin)

    assert words in refusal.json()["detail"]
    assert Task.objects.get().status == Status.FINAL_REVIEW


def test_a_beating_page_learns_who_else_is_there(reviewer: User, operator: User) -> None:
    task = make_task(status=Status.ASSETS_READY)
    here = f"{DESK}{task.pk}/here/"
    signed_in(operator).post(here)

    together = signed_in(reviewer).post(here).json()
    signed_in(operator).post(here, {"leaving": "1"})
    alone = signed_in(reviewer).post(here).json()

    assert together == {"others": ["otto"]}
    assert alone == {"others": []}


def test_looking_at_the_next_page_in_advance_is_no_visit(reviewer: User, operator: User) -> None:
    task = make_task(status=Status.ASSETS_READY)
    signed_in(operator).get(f"{desk_of(task, 'assets')}?part=1")

    [row] = desk.queue(reviewer, desk.Filters()).rows

    assert row.visitors == []


def test_the_number_of_queries_does_not_grow(
    reviewer: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = signed_in(reviewer)
    task = make_task(status=Status.ASSETS_READY)
    for index in range(1, 23):
        make_asset(task, index=index)
        make_task(title=f"{index}", status=Status.ASSETS_READY)
    client.get(DESK)

    with django_assert_max_num_queries(18):
        client.get(DESK)
    with django_assert_max_num_queries(18):
        client.get(desk_of(task, "assets"))
    with django_assert_max_num_queries(14):
        client.get(f"{desk_of(task, 'assets')}?part=1")


def test_an_approval_is_recorded_as_such(reviewer: User) -> None:
    task = make_task(status=Status.AUDIO_READY)

    answer(signed_in(reviewer), task, "audio", "approve", note="Lovely.")

    assert (Review.objects.get().decision, Review.objects.get().note) == (
        Verdict.APPROVED,
        "Lovely.",
    )
