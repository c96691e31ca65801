from __future__ import annotations

import pytest

from tasks_app.pipeline.providers.local.drawing.canvas import Canvas
from tasks_app.pipeline.providers.local.drawing.chance import chance
from tasks_app.pipeline.providers.local.drawing.pen import Pen
from tasks_app.pipeline.providers.local.objects.things import (
    ANYTHING,
    HELD_ONLY,
    THINGS,
    draw_thing,
    thing_named,
)


@pytest.mark.parametrize("name", [*THINGS, *HELD_ONLY])
def test_every_thing_fills_its_box_and_stays_in_reach(name: str) -> None:
    canvas = Canvas(150, 150, units_high=300)

    draw_thing(Pen(canvas=canvas, x=150, y=150), name, chance(name))

    box = canvas.picture().getbbox()
    assert box is not None
    assert max(box[3] - box[1], box[2] - box[0]) > 75
    assert min(box[0], box[1], 150 - box[2], 150 - box[3]) >= 0


@pytest.mark.parametrize(
    ("prompt", "name"),
    [
        pytest.param("a wooden chest with iron bands", "chest", id="chest"),
        pytest.param("a rolled map tied with string", "map", id="map"),
        pytest.param("a feather pen in an inkwell", "quill", id="quill"),
        pytest.param("eine alte Uhr", "clock", id="german"),
        pytest.param("旧钥匙", "key", id="chinese"),
    ],
)
def test_a_prompt_gets_the_thing_it_names(prompt: str, name: str) -> None:
    assert thing_named(prompt, chance(prompt)) == name


def test_a_prompt_without_a_known_thing_gets_one_that_suits_any_story() -> None:
    named = {thing_named("qwrtz", chance(seed)) for seed in range(30)}

    assert named <= set(ANYTHING.split())
    assert len(named) > 5


def test_what_suits_any_story_can_be_drawn() -> None:
    assert set(ANYTHING.split()) <= set(THINGS)
