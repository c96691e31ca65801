from __future__ import annotations

import json

import pytest

from tasks_app.pipeline.planner import Counts, PlanRefused, ShotList, cast, plan

ROME = """Rome began as a village on a river. The first road left it in 312 BC, straight as a spear,
towards Capua. The censor Appius Claudius paid for it. Soldiers dug in the rain. At night, a single
lamp burned in the archive, where Leonardo da Vinci later found the maps."""


def planned(story: str = ROME, **counts: int) -> ShotList:
    return plan("How Rome built its roads", "Roman engineering", story, counts=Counts(**counts))


def test_default_plan_has_22_pictures_and_18_clips() -> None:
    shots = planned()

    pictures = (len(shots.characters), len(shots.environments), len(shots.props))
    assert (pictures, len(shots.clips), shots.given) == ((7, 9, 6), 18, False)
    assert [shot.index for shot in shots.clips] == list(range(1, 19))


def test_numbers_of_pictures_follow_the_counts() -> None:
    shots = planned(characters=0, environments=1, props=20, clips=3)

    pictures = (len(shots.characters), len(shots.environments), len(shots.props))
    assert (pictures, len(shots.clips)) == ((0, 1, 20), 3)


def test_all_prompts_of_a_kind_differ() -> None:
    shots = planned(characters=100, environments=100, props=100, clips=60)

    assert (
        len(set(shots.characters)) == len(set(shots.environments)) == len(set(shots.props)) == 100
    )
    assert len({shot.narration for shot in shots.clips}) == 60
    assert len({shot.image for shot in shots.clips}) == 60
    assert len({shot.motion for shot in shots.clips}) > 20


def test_pictures_are_of_what_the_story_names() -> None:
    shots = planned()

    heads = {
        prompt.split(",")[0] for prompt in (*shots.characters, *shots.environments, *shots.props)
    }
    assert {
        "Appius Claudius",
        "Leonardo da Vinci",
        "a soldier",
        "Capua",
        "a lamp",
        "a spear",
    } <= heads
    assert "an archive with shelves up to the ceiling" in heads


def test_shot_follows_the_words_of_its_narration() -> None:
    shots = planned()

    shot = next(shot for shot in shots.clips if "Soldiers dug in the rain" in shot.narration)

    assert "rain" in shot.scene
    assert "rain on leaves" in shot.sound


def test_scene_of_a_shot_plays_in_the_environment_it_is_cast_with() -> None:
    shots = planned()

    place = [
        (shot.scene, shots.environments[cast(shots, shot.index).environment - 1].split(",")[0])
        for shot in shots.clips
    ]

    assert [scene for scene, seen in place if seen not in scene] == []


def test_given_shot_list_is_used_as_written_and_completed() -> None:
    rows = "\n".join(f"| {at} | Told {at}: «50 %» \\| ok | zoom {at} |" for at in range(1, 12))
    story = f"Calm, please.\n\n| Clip | Narration | Motion |\n|---|---|---|\n{rows}"

    shots = planned(story)

    assert shots.given
    assert [(shot.narration, shot.motion) for shot in shots.clips] == [
        (f"Told {at}: «50 %» | ok", f"zoom {at}") for at in range(1, 12)
    ]
    assert all(shot.scene and shot.sound and shot.image for shot in shots.clips)


def test_unusable_shot_list_is_refused() -> None:
    with pytest.raises(PlanRefused, match="no table has a Narration column"):
        planned("| Clip | Motion |\n|---|---|\n| 1 | pan |")


def test_brand_style_stands_in_every_prompt_for_a_picture() -> None:
    shots = plan("T", "", "", counts=Counts(), brand_style=" watercolour ")

    pictures = [*shots.characters, *shots.environments, *shots.props]
    prompts = [*pictures, *(shot.image for shot in shots.clips)]
    assert [prompt for prompt in prompts if not prompt.endswith("; watercolour")] == []


@pytest.mark.parametrize(
    ("title", "topic", "story"),
    [
        pytest.param("", "", "", id="nothing"),
        pytest.param("🎬" * 255, "😀" * 1000, "👨‍👩‍👧 " * 500, id="emoji"),
        pytest.param("海" * 255, "路" * 1000, "他走了。" * 500, id="Chinese"),
        pytest.param("\u202eשלום", "עולם " * 200, "مرحبا بالعالم؟ " * 100, id="right to left"),
        pytest.param("a\0b\ud800c", "\0", "One\0 day. \udfff", id="what cannot be stored"),
        pytest.param("x" * 255, "y" * 1000, "z" * 50_000, id="no spaces"),
        pytest.param("T", "t", "a. " * 16_000, id="many sentences"),
        pytest.param("T", "t", "# " + " #" * 24_000, id="signs only"),
        pytest.param("T", "t", "|" * 50_000, id="pipes only"),
        pytest.param(
            "%s {0} $x", "'; DROP TABLE", "<script>alert(1)</script> & \\ ' \"", id="code"
        ),
    ],
)
def test_any_text_gives_a_plan_that_can_be_stored(title: str, topic: str, story: str) -> None:
    shots = plan(title, topic, story, counts=Counts())

    stored = json.dumps(shots.as_json(), ensure_ascii=False).encode()

    assert ShotList.from_json(json.loads(stored)) == shots
    assert len(shots.clips) == 18


def test_same_text_gives_the_same_plan() -> None:
    assert planned() == planned()
