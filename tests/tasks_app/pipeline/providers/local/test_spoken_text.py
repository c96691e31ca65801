from __future__ import annotations

import pytest

from tasks_app.pipeline.providers.local.spoken_text import sayable, spoken_parts


def spoken(text: str, voice: str = "en-us+f3") -> list[tuple[str, str]]:
    return [(part.voice, part.text.strip()) for part in spoken_parts(text, voice)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        pytest.param("Plain words.", [("en-us+f3", "Plain words.")], id="own voice"),
        pytest.param("你好，世界", [("cmn", "你好，世界")], id="chinese"),
        pytest.param("Привет 12", [("ru", "Привет 12")], id="digits go with the words before"),
        pytest.param("שלום", [("he", "שלום")], id="hebrew"),
        pytest.param("مرحبا بكم", [("ar", "مرحبا بكم")], id="arabic"),
        pytest.param("नमस्ते दुनिया", [("hi", "नमस्ते दुनिया")], id="vowel signs stay"),
        pytest.param("안녕하세요", [("ko", "안녕하세요")], id="korean"),
        pytest.param(
            "Hello 世界 again",
            [("en-us+f3", "Hello"), ("cmn", "世界"), ("en-us+f3", "again")],
            id="mixed",
        ),
        pytest.param("50%: C:\\x “q”", [("en-us+f3", "50%: C: x “q”")], id="signs"),
        pytest.param("12 …", [("en-us+f3", "12 …")], id="only digits"),
    ],
)
def test_each_run_goes_to_a_voice_that_can_read_it(text: str, parts: list[tuple[str, str]]) -> None:
    assert spoken(text) == parts


@pytest.mark.parametrize("text", ["", "   ", "😀🚀", "👨\u200d👩\u200d👧 ❤️", "… — !!", "***"])
def test_what_cannot_be_said_is_nothing(text: str) -> None:
    assert spoken(text) == []


def test_a_voice_reads_the_scripts_of_its_language() -> None:
    assert spoken("Привіт", "uk") == [("uk", "Привіт")]


def test_a_voice_that_would_spell_latin_letters_gets_help() -> None:
    assert spoken("ロケット rocket", "ja") == [("ja", "ロケット"), ("en-us", "rocket")]


def test_emoji_and_typing_marks_are_left_out() -> None:
    assert sayable("go 🚀 **now** _please_ 20 °C") == "go now please 20 °C"


def test_fancy_letters_are_said_as_letters() -> None:
    assert sayable("𝕳𝖊𝖑𝖑𝖔 ①") == "Hello 1"
