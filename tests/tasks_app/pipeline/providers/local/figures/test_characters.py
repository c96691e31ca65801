from __future__ import annotations

import pytest

from tasks_app.pipeline.providers.local.drawing.canvas import Canvas
from tasks_app.pipeline.providers.local.drawing.chance import chance
from tasks_app.pipeline.providers.local.drawing.pen import Pen
from tasks_app.pipeline.providers.local.figures import roles
from tasks_app.pipeline.providers.local.figures.characters import KINDS, draw_character
from tasks_app.pipeline.providers.local.figures.headgear import HATS
from tasks_app.pipeline.providers.local.figures.outfits import OUTFITS
from tasks_app.pipeline.providers.local.figures.people import ARMS, chosen
from tasks_app.pipeline.providers.local.objects.things import HELD_ONLY, THINGS
from tasks_app.pipeline.providers.local.prompt_words import subject


def drawn(prompt: str, seed: int = 0) -> bytes:
    canvas = Canvas(100, 140, units_high=1120)
    draw_character(Pen(canvas=canvas, x=400, y=96), prompt, chance(prompt, seed))
    return canvas.picture().tobytes()


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_being_is_drawn(kind: str) -> None:
    canvas = Canvas(100, 140, units_high=1120)
    word = kind.partition(":")[2]

    draw_character(Pen(canvas=canvas, x=400, y=96), f"a {word}", chance(kind))

    box = canvas.picture().getbbox()
    assert box is not None
    assert box[3] - box[1] > 30
    assert box[2] - box[0] > 25


@pytest.mark.parametrize(
    "role", [*roles.ROLES.values(), roles.ANYBODY], ids=lambda role: role.words[:12]
)
def test_every_trade_is_made_of_what_can_be_drawn(role: roles.Role) -> None:
    assert set(role.outfits.split()) <= set(OUTFITS)
    assert set(role.hats.split()) - {"-"} <= set(HATS)
    assert set(role.items.split()) - {"-"} <= set(THINGS) | set(HELD_ONLY)


@pytest.mark.parametrize(
    ("prompt", "kind"),
    [
        pytest.param(
            "the old lighthouse keeper with his dog", "person:sailor", id="who-comes-first"
        ),
        pytest.param("a robot dog", "beast:dog", id="the-last-noun"),
        pytest.param("eine kleine Katze", "beast:cat", id="german"),
        pytest.param("un dragón", "creature:dragon", id="spanish"),
        pytest.param("一只熊猫", "beast:panda", id="chinese"),
        pytest.param("Ada Lovelace; calm expression", None, id="a-name"),
    ],
)
def test_the_being_is_the_one_the_prompt_describes(prompt: str, kind: str | None) -> None:
    assert subject(prompt, KINDS) == kind


def test_only_the_first_words_make_somebody_old() -> None:
    of_age = chosen("an old photographer", chance(1)).face.is_old
    with_age = chosen("a photographer with an old camera", chance(1)).face.is_old

    assert of_age
    assert not with_age


def test_a_child_is_smaller_with_a_larger_head() -> None:
    child, grown = chosen("a child", chance(1)), chosen("a woman", chance(1))

    assert child.stature < 0.8 * grown.stature
    assert child.head_size > grown.head_size


def test_what_a_prompt_puts_into_a_hand_is_held() -> None:
    person = chosen("a watchman with a lantern", chance(2))

    assert person.item == "lantern"
    assert set(person.arms) <= set(ARMS)


def test_the_same_words_draw_the_same_person() -> None:
    assert drawn("a sailor") == drawn("a sailor")


def test_other_chance_draws_another_person() -> None:
    assert drawn("a sailor", seed=1) != drawn("a sailor", seed=2)
