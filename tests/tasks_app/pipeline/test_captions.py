from __future__ import annotations

import itertools
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks_app.pipeline.captions import (
    COLUMNS,
    LINES,
    LONGEST_SECONDS,
    SHORTEST_SECONDS,
    BrokenCaptions,
    Cue,
    Spoken,
    cues,
    faults,
    parse,
    srt,
    vtt,
    width,
)

STORY = (
    "The lighthouse keeper had not slept for three days, and then, far out in the fog, he saw a"
    " light that was not his own. Was it a ship? He ran."
)
CHINESE = (
    "你好世界，今天天气很好。我们去海边吧，听说那里的日落非常美丽，海风也很舒服，晚上可以烧烤。"
)
ARABIC = "مرحبا بالعالم هذا اختبار طويل للنص العربي الذي يجب أن يقسم إلى عدة أسطر حتى يقرأ بسهولة"
FAMILY = "👨\u200d👩\u200d👧"

TEXTS = st.text(
    alphabet=string.ascii_letters + " .,!?-<>&\n\t'\"" + "é̈你好。，مرحبا" + FAMILY, max_size=400
)


def lines_of(text: str) -> list[str]:
    return [line for cue in cues([Spoken(text, 0.0, 7.0)]) for line in cue.text.split("\n")]


def joined(text: str) -> str:
    return "".join(text.split())


@given(text=TEXTS, start=st.floats(0, 500), seconds=st.floats(0.05, 90))
def test_every_letter_is_shown_once_and_in_order(text: str, start: float, seconds: float) -> None:
    found = cues([Spoken(text, start, start + seconds)])

    assert joined("".join(cue.text for cue in found)) == joined(text)


@given(text=TEXTS, start=st.floats(0, 500), seconds=st.floats(0.05, 90))
def test_cues_lie_inside_the_speech_without_overlap(
    text: str, start: float, seconds: float
) -> None:
    found = cues([Spoken(text, start, start + seconds)])

    assert all(start <= cue.start <= cue.end <= start + seconds for cue in found)
    assert all(left.end <= right.start for left, right in itertools.pairwise(found))
    assert all(cue.end - cue.start <= LONGEST_SECONDS + 1e-6 for cue in found)


def test_a_text_without_anything_to_see_has_no_cue() -> None:
    found = cues([Spoken("\u200d", 0.0, 1.0)])

    assert found == ()


@given(text=TEXTS, seconds=st.floats(0.05, 90))
def test_a_cue_has_two_lines_of_limited_width(text: str, seconds: float) -> None:
    found = cues([Spoken(text, 0.0, seconds)])

    assert all(len(cue.text.split("\n")) <= LINES for cue in found)
    assert all(0 < width(line) <= COLUMNS for cue in found for line in cue.text.split("\n"))


@given(texts=st.lists(TEXTS.filter(width), min_size=1, max_size=4))
def test_what_is_written_as_vtt_is_read_back(texts: list[str]) -> None:
    found = cues([Spoken(text, at * 9.0, at * 9.0 + 8.0) for at, text in enumerate(texts)])

    written = vtt(found)

    assert written.startswith("WEBVTT\n\n")
    assert [cue.text for cue in parse(written)] == [cue.text for cue in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Short.", ["Short."], id="one line"),
        pytest.param(
            "Two lines are filled as evenly as their words allow.",
            ["Two lines are filled as", "evenly as their words allow."],
            id="even lines",
        ),
        pytest.param("He ran.\n\nShe  stayed.", ["He ran. She stayed."], id="spaces are made one"),
    ],
)
def test_lines_break_between_words(text: str, expected: list[str]) -> None:
    assert lines_of(text) == expected


def test_a_long_text_is_split_at_a_phrase() -> None:
    first, second = cues([Spoken(STORY, 1.0, 10.0)])

    assert first.text == "The lighthouse keeper had not\nslept for three days, and then,"
    assert (
        second.text
        == "far out in the fog, he saw a light that\nwas not his own. Was it a ship? He ran."
    )
    assert (first.start, second.end) == (1.0, 10.0)
    assert first.end == second.start


def test_the_end_of_a_sentence_is_preferred() -> None:
    text = (
        "A sentence that ends here, after some words. " + "And another one with more words in it."
    )

    first, _ = cues([Spoken(text + " Really.", 0.0, 9.0)])

    assert joined(first.text).endswith("somewords.")


def test_chinese_is_split_without_spaces() -> None:
    found = cues([Spoken(CHINESE, 0.0, 9.0)])

    assert "".join(joined(cue.text) for cue in found) == CHINESE
    assert not any(cue.text.startswith(("，", "。")) for cue in found)


def test_right_to_left_text_keeps_its_words() -> None:
    assert " ".join(lines_of(ARABIC)) == ARABIC


def test_joined_emoji_are_not_torn() -> None:
    lines = lines_of(f"{FAMILY} family " * 10)

    assert sum(line.count(FAMILY) for line in lines) == 10


def test_a_word_too_long_for_a_line_is_cut() -> None:
    assert "".join(lines_of("https://example.com/" + "long" * 30)).endswith("longlong")


def test_one_word_said_slowly_ends_early_instead_of_being_torn() -> None:
    assert cues([Spoken("Hi", 1.0, 31.0)]) == (Cue(1.0, 1.0 + LONGEST_SECONDS, "Hi"),)


def test_no_text_has_no_cue() -> None:
    assert cues([Spoken("  ", 0.0, 2.0), Spoken("", 2.0, 3.0)]) == ()


def test_time_is_shared_by_what_there_is_to_say() -> None:
    text = (
        "Ha! " + "This is a much longer sentence that goes on and on and on, nearly for ever. So."
    )

    found = cues([Spoken(text + " " + STORY, 0.0, 20.0)])

    assert all(cue.end - cue.start >= SHORTEST_SECONDS - 1e-6 for cue in found)


def test_cues_change_in_a_pause_that_is_near() -> None:
    first, second = cues([Spoken(STORY, 1.0, 10.0, pauses=((5.2, 5.6), (8.0, 8.2)))])

    assert first.end == second.start == pytest.approx(5.4)


def test_a_pause_far_off_changes_nothing() -> None:
    plain = cues([Spoken(STORY, 1.0, 10.0)])

    assert cues([Spoken(STORY, 1.0, 10.0, pauses=((8.0, 8.2),))]) == plain


def test_srt_has_numbers_and_commas() -> None:
    written = srt([Cue(0.0, 1.5, "One\ntwo"), Cue(3661.25, 3662.0, "Three")])

    assert written == (
        "1\n00:00:00,000 --> 00:00:01,500\nOne\ntwo\n\n2\n01:01:01,250 --> 01:01:02,000\nThree\n"
    )


def test_an_arrow_in_the_text_is_no_time_in_srt() -> None:
    assert "a → b" in srt([Cue(0.0, 1.0, "a --> b")])


def test_markup_is_escaped_in_vtt() -> None:
    assert "a --&gt; &lt;i&gt;b &amp;amp; c" in vtt([Cue(0.0, 1.0, "a --> <i>b &amp; c")])


def test_srt_is_read_back() -> None:
    found = (Cue(0.0, 1.5, "One\n“two” <b>"), Cue(61.25, 62.0, "😀 你好"))

    assert parse(srt(found)) == found


def test_srt_from_elsewhere_is_read() -> None:
    text = (
        "\ufeff1\r\n00:00:01,000 --> 00:00:02,000 X1:40\r\nHello\r\n\r\n\r\n"
        "2\r\n00:00:03,000 --> 00:00:04,000\r\nyou\r\n"
    )

    assert parse(text) == (Cue(1.0, 2.0, "Hello"), Cue(3.0, 4.0, "you"))


@pytest.mark.parametrize("text", ["", "WEBVTT\n\n", "just words", "1\n00:00 --> soon\nHello\n"])
def test_what_is_no_captions_is_refused(text: str) -> None:
    with pytest.raises(BrokenCaptions):
        parse(text)


@pytest.mark.parametrize(
    ("found", "sentence"),
    [
        pytest.param((Cue(0, 1, " "),), "Cue 1 at 0.00 s is empty.", id="empty"),
        pytest.param((Cue(2, 2, "a"),), "Cue 1 at 2.00 s ends before it begins.", id="no time"),
        pytest.param(
            (Cue(0, 2, "a"), Cue(1.5, 3, "b")), "Cue 1 and cue 2 overlap at 2.00 s.", id="overlap"
        ),
        pytest.param(
            (Cue(8, 11, "a"),),
            "Cue 1 ends at 11.00 s, after the end of the video at 10.00 s.",
            id="outside",
        ),
    ],
)
def test_faults_are_sentences(found: tuple[Cue, ...], sentence: str) -> None:
    assert faults(found, seconds=10.0) == (sentence,)


def test_good_cues_have_no_fault() -> None:
    assert faults(cues([Spoken(STORY, 0.0, 9.0)]), seconds=9.0) == ()
