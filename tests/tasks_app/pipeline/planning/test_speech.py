from __future__ import annotations

import pytest

from tasks_app.pipeline.planning.speech import (
    LONGEST_WORDS,
    SHORTEST_WORDS,
    ended,
    pieces,
    sentences,
    spoken_words,
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("", 0, id="nothing"),
        pytest.param("The sea keeps its own record.", 6, id="English"),
        pytest.param("— … !", 0, id="signs nobody speaks"),
        pytest.param("🎉 party", 2, id="an emoji is read out"),
        pytest.param("海" * 28, 20, id="Chinese by letters"),
        pytest.param("x" * 140, 10, id="no spaces"),
        pytest.param("-" * 400, 20, id="many signs fill the captions"),
    ],
)
def test_speaking_time_is_counted_in_words(text: str, words: int) -> None:
    assert spoken_words(text) == words


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        pytest.param("One. Two! Three?", ["One.", "Two!", "Three?"], id="ends"),
        pytest.param("“Go.” He went.", ["“Go.”", "He went."], id="quotes"),
        pytest.param(
            "Dr. Grey met St. John. They left.",
            ["Dr. Grey met St. John.", "They left."],
            id="titles",
        ),
        pytest.param("J. R. R. Tolkien wrote.", ["J. R. R. Tolkien wrote."], id="initials"),
        pytest.param("It cost 3.5 pounds.", ["It cost 3.5 pounds."], id="decimals"),
        pytest.param("Wait… and see. Yes.", ["Wait… and see.", "Yes."], id="ellipsis"),
        pytest.param("海很大。船很小！走吧", ["海很大。", "船很小！", "走吧"], id="Chinese"),
        pytest.param("أين هو؟ عاد.", ["أين هو؟", "عاد."], id="Arabic"),
        pytest.param("वह आया। वह गया।", ["वह आया।", "वह गया।"], id="Hindi"),
    ],
)
def test_sentences_end_where_people_end_them(text: str, parts: list[str]) -> None:
    assert sentences(text) == parts


LONG = (
    "While the storm raged over the bay and the keeper climbed the stairs with a lantern in hand, "
    "nobody on the mainland knew that the light had gone out and that the ship was turning."
)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(LONG, id="clauses"),
        pytest.param("word " * 100, id="no clause"),
        pytest.param("x" * 1000, id="no space"),
        pytest.param("海" * 300, id="Chinese without a comma"),
        pytest.param("👨‍👩‍👧" * 100, id="joined emoji"),
    ],
)
def test_long_sentence_is_cut_into_parts_that_fit_a_clip(text: str) -> None:
    parts = pieces(text)

    assert "".join(parts).replace(" ", "") == text.replace(" ", "")
    assert all(SHORTEST_WORDS <= spoken_words(part) <= LONGEST_WORDS for part in parts[:-1])


def test_long_sentence_is_cut_where_it_breathes() -> None:
    assert [part.split()[-1] for part in pieces(LONG)] == ["hand,", "turning."]


def test_joined_emoji_are_not_cut_apart() -> None:
    parts = pieces("👨‍👩‍👧" * 100)

    assert {part.replace("👨‍👩‍👧", "") for part in parts} == {""}


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("A town", "A town."),
        ("A town,", "A town."),
        ("What?”", "What?”"),
        ("海", "海。"),
        ("Yes 🎉", "Yes 🎉"),
    ],
)
def test_text_is_made_a_sentence(text: str, whole: str) -> None:
    assert ended(text) == whole
