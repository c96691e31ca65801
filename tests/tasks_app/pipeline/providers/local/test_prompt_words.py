from __future__ import annotations

import pytest

from tasks_app.pipeline.providers.local.drawing.chance import chance
from tasks_app.pipeline.providers.local.prompt_words import matches, opening, pick, subject

THEMES = {
    "night": "dark midnight 夜",
    "sea": "ocean wave 海",
    "tree": "oak wood",
    "chest": "trunk",
    "map": "chart",
    "globe": "earth map",
}


@pytest.mark.parametrize(
    ("prompt", "named"),
    [
        pytest.param("the ocean at midnight", ["sea", "night"], id="in-order-of-the-prompt"),
        pytest.param("Waves, waves and WAVES", ["sea"], id="plural-and-capitals-once"),
        pytest.param("a night at sea", ["night", "sea"], id="own-names"),
        pytest.param("the map", ["map"], id="own-name-before-another-theme's-word"),
        pytest.param("夜晚的大海", ["night", "sea"], id="signs-without-spaces"),
        pytest.param("nothing of that kind", [], id="none"),
        pytest.param("", [], id="empty"),
    ],
)
def test_themes_are_found_by_their_words(prompt: str, named: list[str]) -> None:
    assert matches(prompt, THEMES) == named


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        pytest.param("a wooden chest with iron bands", "chest", id="what-qualifies-comes-first"),
        pytest.param("an old map of the earth", "map", id="before-of"),
        pytest.param("for the story: a chest", "chest", id="after-a-part-without-themes"),
        pytest.param("single object", None, id="none"),
    ],
)
def test_the_subject_is_what_a_prompt_describes(prompt: str, expected: str | None) -> None:
    assert subject(prompt, THEMES) == expected


def test_the_opening_ends_where_the_description_turns_away() -> None:
    assert opening("a photographer with an old camera") == "a photographer "


def test_a_prompt_that_names_one_theme_always_gets_it() -> None:
    picked = {pick(chance(seed), "the ocean", THEMES, otherwise="tree") for seed in range(20)}

    assert picked == {"sea"}


def test_a_prompt_that_names_several_gets_mostly_the_first() -> None:
    picked = [pick(chance(seed), "sea at night", THEMES, otherwise="tree") for seed in range(200)]

    assert set(picked) == {"sea", "night"}
    assert picked.count("sea") > 2 * picked.count("night")


def test_a_prompt_that_names_none_gets_one_of_the_others() -> None:
    picked = {pick(chance(seed), "?", THEMES, otherwise="tree map") for seed in range(40)}

    assert picked == {"tree", "map"}
