from __future__ import annotations

import pytest

from tasks_app.pipeline.text_runs import (
    EMOJI,
    FONT_DIR,
    FONT_FILE,
    TITLE,
    WIDE,
    coverage,
    drawable,
    is_right_to_left,
    order_for,
    runs,
)

SCRIPTS = [
    pytest.param("The Lighthouse – “it’s 100 %” \\ : €", id="latin"),
    pytest.param("Żółw, façade, ắệ, ğüş", id="accents"),
    pytest.param("Ωμέγα Привет Ծիածան ქართული", id="greek-cyrillic-armenian-georgian"),
    pytest.param("مرحبا بالعالم، پنجره ٹوپی", id="arabic-persian-urdu"),
    pytest.param("שלום עולם", id="hebrew"),
    pytest.param("नमस्ते दुनिया", id="hindi"),
    pytest.param("নমস্কার বিশ্ব", id="bengali"),
    pytest.param("வணக்கம் உலகம்", id="tamil"),
    pytest.param("สวัสดีชาวโลก", id="thai"),
    pytest.param("为什么夜空是黑暗的？繁體字", id="chinese"),
    pytest.param("東京の夜、カタカナ", id="japanese"),
    pytest.param("한국어 제목", id="korean"),
    pytest.param("Rocket 🚀 wave 🌊", id="emoji"),
]


@pytest.mark.parametrize("text", SCRIPTS)
def test_the_bundled_fonts_draw_the_scripts_of_the_world(text: str) -> None:
    assert drawable(text) == text


@pytest.mark.parametrize("text", SCRIPTS)
def test_each_run_has_a_font_that_knows_all_of_it(text: str) -> None:
    parts = runs(text, order_for(text))

    assert "".join(run.text for run in parts) == text
    assert all(ord(sign) in coverage(run.typeface) for run in parts for sign in run.text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("a\U000f0000b", "ab", id="private-use"),
        pytest.param("\U000f0000\ue000", "", id="nothing-left"),
        pytest.param("Flag 🇩🇪 of", "Flag of", id="flag"),
        pytest.param("👩‍🚀 flies", "👩 flies", id="joined-emoji"),
        pytest.param("👍🏽", "👍", id="skin-tone"),
        pytest.param("heart ❤️!", "heart ❤!", id="emoji-style"),
        pytest.param("two\nlines\tand\x00more", "two lines and more", id="control-signs"),
        pytest.param("  wide   spaces ", "wide spaces", id="spaces"),
        pytest.param(" \n\u200b ", "", id="invisible"),
        pytest.param("lone \ud800 half", "lone half", id="surrogate"),
    ],
)
def test_what_the_fonts_lack_is_left_out(text: str, shown: str) -> None:
    assert drawable(text) == shown


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("title", False, id="latin"),
        pytest.param("שלום", True, id="hebrew"),
        pytest.param("مرحبا", True, id="arabic"),
        pytest.param("2024: العالم", True, id="number-first"),
        pytest.param("The word שלום", False, id="latin-first"),
        pytest.param("12 + 3", False, id="no-letters"),
    ],
)
def test_direction_is_that_of_the_first_letter(text: str, *, expected: bool) -> None:
    assert is_right_to_left(text) is expected


def test_a_phrase_is_not_torn_apart_at_its_spaces() -> None:
    text = "مرحبا بالعالم"

    assert [run.text for run in runs(text, order_for(text))] == [text]


def test_a_mixed_text_keeps_to_one_font_for_its_letters() -> None:
    text = "שלום and English 42%"

    assert {run.typeface for run in runs(text, order_for(text))} == {WIDE}


def test_emoji_stand_between_letters_as_runs_of_their_own() -> None:
    text = "Go 🚀 now"

    assert [run.typeface for run in runs(text, order_for(text))] == [TITLE, EMOJI, TITLE]


def test_the_font_for_ffmpeg_is_in_the_folder_with_the_licences() -> None:
    licences = {path.name for path in FONT_DIR.glob("LICENSE-*.txt")}

    assert FONT_FILE.parent == FONT_DIR
    assert FONT_FILE.is_file()
    assert licences == {"LICENSE-Apache-2.0.txt", "LICENSE-DejaVu.txt", "LICENSE-OFL.txt"}


def test_every_font_file_is_named_in_the_readme() -> None:
    readme = (FONT_DIR / "README.md").read_text(encoding="utf-8")

    assert all(f"`{path.name}`" in readme for path in FONT_DIR.glob("*.ttf"))
