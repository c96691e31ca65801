from __future__ import annotations

import copy
import json
from typing import Any

import pytest

from tasks_app.pipeline.shot_list import PlanRefused, Shot, ShotList

PLAN = ShotList(
    clips=tuple(
        Shot(
            index=index,
            narration=f"Clip {index}: 🎉 % \\ «نور» 光",
            scene="a pier",
            motion="slow pan",
            sound="gulls",
            image="a pier at dawn",
        )
        for index in (1, 2, 3)
    ),
    characters=("a keeper",),
    environments=("a pier", "a lighthouse"),
    props=(),
    given=True,
)


def edited(*path: str | int, to: object) -> dict[str, Any]:
    """The plan as JSON with one value replaced."""
    data: dict[str, Any] = copy.deepcopy(json.loads(json.dumps(PLAN.as_json())))
    place: Any = data
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = to
    return data


def test_plan_survives_being_stored_as_json() -> None:
    stored = json.dumps(PLAN.as_json())

    assert ShotList.from_json(json.loads(stored)) == PLAN


def test_clips_are_numbered_anew_after_one_was_removed() -> None:
    data = json.loads(json.dumps(PLAN.as_json()))
    del data["clips"][1]

    plan = ShotList.from_json(data)

    assert [(shot.index, shot.narration[:6]) for shot in plan.clips] == [
        (1, "Clip 1"),
        (2, "Clip 3"),
    ]


def test_clips_without_numbers_count_by_their_order() -> None:
    data = json.loads(json.dumps(PLAN.as_json()))
    for clip in data["clips"]:
        del clip["index"]

    assert ShotList.from_json(data) == PLAN


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        pytest.param([], "the plan must be an object, got a list.", id="not an object"),
        pytest.param(
            edited("clips", to=None), "clips must be a list, got nothing.", id="clips missing"
        ),
        pytest.param(
            edited("clips", to=[]), "clips must hold 1 to 100 entries, got 0.", id="no clip"
        ),
        pytest.param(
            edited("clips", to=[{}] * 101),
            "clips must hold 1 to 100 entries, got 101.",
            id="too many clips",
        ),
        pytest.param(
            edited("clips", 1, to="x"), "clips[2] must be an object, got text.", id="clip is text"
        ),
        pytest.param(
            edited("clips", 1, "narration", to=3),
            "clips[2].narration must be text, got a number.",
            id="narration is a number",
        ),
        pytest.param(
            edited("clips", 1, "narration", to=" "),
            "clips[2].narration is empty: write a text.",
            id="narration is empty",
        ),
        pytest.param(
            edited("clips", 1, "motion", to="x" * 2001),
            "clips[2].motion has 2001 characters, at most 2000 are allowed.",
            id="motion is too long",
        ),
        pytest.param(
            edited("clips", 1, "sound", to="a\0b"),
            "clips[2].sound holds the character U+0000, which cannot be stored.",
            id="NUL",
        ),
        pytest.param(
            edited("clips", 1, "sound", to="\ud800"),
            "clips[2].sound holds the character U+D800, which cannot be stored.",
            id="half a surrogate pair",
        ),
        pytest.param(
            edited("clips", 1, "naration", to="x"),
            'clips[2] has no field "naration": did you mean "narration"?',
            id="misspelt field",
        ),
        pytest.param(
            edited("colour", to="x"),
            'the plan has no field "colour": '
            "it knows clips, characters, environments, props, given.",
            id="unknown field",
        ),
        pytest.param(
            edited("clips", 1, "index", to="2"),
            "clips[2].index must be a whole number, got text.",
            id="index is text",
        ),
        pytest.param(
            edited("clips", 1, "index", to=True),
            "clips[2].index must be a whole number, got true or false.",
            id="index is a flag",
        ),
        pytest.param(
            edited("clips", 2, "index", to=2),
            "clips[3].index must be greater than 2, the clip before it, got 2: "
            "clips are shown in the order of the list.",
            id="index twice",
        ),
        pytest.param(
            edited("environments", to=[]),
            "environments must hold 1 to 100 entries, got 0.",
            id="no environment",
        ),
        pytest.param(
            edited("props", to=["a lamp", {}]),
            "props[2] must be text, got an object.",
            id="prop is an object",
        ),
        pytest.param(
            edited("given", to="yes"), "given must be true or false, got text.", id="given is text"
        ),
    ],
)
def test_edited_plan_is_refused_with_the_place(data: object, sentence: str) -> None:
    with pytest.raises(PlanRefused) as refusal:
        ShotList.from_json(data)

    assert str(refusal.value) == sentence
