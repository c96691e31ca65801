from __future__ import annotations

from itertools import product
from textwrap import dedent

import pytest

from tasks_app.pipeline.planning import phrases
from tasks_app.pipeline.planning.narration import Filler, fitted, narrations, subject_of
from tasks_app.pipeline.planning.speech import LONGEST_WORDS, SHORTEST_WORDS, spoken_words

SENTENCES = [
    f"In the year {year} the keeper of the tower wrote a line about the weather into his book."
    for year in range(1700, 1900)
]


def test_empty_story_is_filled_with_different_sentences_of_the_right_length() -> None:
    told = narrations("The Keeper", "lighthouses", "", count=18)

    assert len(set(told)) == 18
    assert all(SHORTEST_WORDS <= spoken_words(text) <= LONGEST_WORDS for text in told)
    assert told[0].startswith("The Keeper.")
    assert "lighthouses" in told[-1]


def test_every_pair_of_filling_sentences_fits_a_clip() -> None:
    lengths = {
        spoken_words(f"{lead} {close}") for lead, close in product(phrases.LEADS, phrases.CLOSES)
    }

    assert min(lengths) >= SHORTEST_WORDS
    assert max(lengths) <= LONGEST_WORDS


def test_filling_sentences_do_not_repeat_within_the_longest_video() -> None:
    filler = Filler("the tower", seed=1)

    assert len({filler.sentence() for _ in range(100)}) == 100


def test_sentences_of_the_story_stay_in_their_order() -> None:
    story = " ".join(SENTENCES[:10])

    told = narrations("The Keeper", "", story, count=18)

    assert [text for text in told if text in SENTENCES] == SENTENCES[:10]


def test_short_sentences_are_put_together_when_there_are_many() -> None:
    story = " ".join(f"Day {day} was calm." for day in range(1, 41))

    told = narrations("The Keeper", "", story, count=12)

    assert "Day 1 was calm. Day 2 was calm." in told[1]
    assert "Day 40 was calm." in told[-2]
    assert all(spoken_words(text) <= LONGEST_WORDS for text in told)


def test_story_that_is_too_long_loses_whole_sentences_evenly() -> None:
    told = fitted(SENTENCES, 16)

    assert len(told) == 16
    assert set(told) <= set(SENTENCES)
    assert int(told[-1].split()[3]) > 1880


def test_nothing_is_put_between_the_parts_of_one_sentence() -> None:
    parts = [
        "Every mile had its stone, and every stone named a distance, an emperor, and sometimes,",
        "on the roads that led far into the mountains and over the bridges of the north, a god.",
    ]

    told = narrations("Roads", "", " ".join(parts), count=10)

    assert told.index(parts[1]) == told.index(parts[0]) + 1


def test_stage_directions_tables_and_headings_are_not_spoken() -> None:
    story = """
    # Act one
    Tone: calm
    | Item | Cost |
    |------|------|
    | Lamp | 10   |
    - **The keeper** climbs the [tower](https://example.org).
    https://example.org/source
    Things to remember:
    """

    told = " ".join(narrations("The Keeper", "", dedent(story), count=4))

    assert "The keeper climbs the tower." in told
    assert not [word for word in ("Act", "calm", "Lamp", "http", "remember", "**") if word in told]


@pytest.mark.parametrize(
    ("title", "story"),
    [
        pytest.param("罗马之路", "罗马最初只是一个村庄。士兵们铺设石头。", id="Chinese"),
        pytest.param("قصة البحر", "عاد البحر إلى مكانه. نام الحارس.", id="Arabic"),
        pytest.param("Die Straßen", "Die Römer bauten das und mit ihnen die Brücken.", id="German"),
    ],
)
def test_other_languages_are_not_mixed_with_english(title: str, story: str) -> None:
    told = narrations(title, "", story, count=12)

    own = set(f"{title}. {story}".replace("。", " ").replace(".", " ").split())
    assert len(told) == 12
    assert {
        word for text in told for word in text.replace("。", " ").replace(".", " ").split()
    } <= own


@pytest.mark.parametrize(
    ("title", "topic"),
    [
        pytest.param("", "", id="nothing"),
        pytest.param("🎬" * 255, "", id="emoji"),
        pytest.param("x" * 255, "y" * 1000, id="no spaces"),
        pytest.param("word " * 51, "topic " * 166, id="longest texts"),
        pytest.param("%s: \\ 'q' \"d\" | {x}", "a|b", id="signs"),
        pytest.param("\u202eשלום", "עולם", id="right to left"),
    ],
)
@pytest.mark.parametrize("count", [1, 2, 3, 18, 60])
def test_any_title_and_topic_give_the_wanted_number(title: str, topic: str, count: int) -> None:
    told = narrations(title, topic, "", count=count)

    assert len(told) == count
    assert all(text.strip() and spoken_words(text) <= LONGEST_WORDS for text in told)


def test_same_text_gives_the_same_narrations_and_another_title_others() -> None:
    first = narrations("One", "sea", "A day.", count=18)

    assert first == narrations("One", "sea", "A day.", count=18)
    assert first[2:-1] != narrations("Two", "sea", "A day.", count=18)[2:-1]


@pytest.mark.parametrize(
    ("title", "topic", "subject"),
    [
        pytest.param("Tides", "the moon and the sea", "the moon and the sea", id="topic"),
        pytest.param("The Lost Lamp", "", "the Lost Lamp", id="title"),
        pytest.param("How Rome Began!", "", "how Rome Began", id="question"),
        pytest.param("The art of the lamp and its keepers", "", "the art of the lamp", id="cut"),
        pytest.param("x" * 255, "", "one idea", id="nothing to name"),
    ],
)
def test_subject_can_follow_the_story_of(title: str, topic: str, subject: str) -> None:
    assert subject_of(title, topic) == subject
