from __future__ import annotations

from pathlib import Path

import pytest

from tasks_app.pipeline.measure import measure
from tasks_app.pipeline.probe import probe
from tasks_app.pipeline.providers.base import ErrorKind, NarrationRequest, ProviderFailure
from tasks_app.pipeline.providers.local.voice import LOUDNESS_LUFS, make_narration
from tests.media import GOING_ON

SENTENCE = "Out in the fog he saw a light that was not his own."


def narration(folder: Path, text: str = SENTENCE, voice: str = "en-us") -> NarrationRequest:
    return NarrationRequest(index=3, text=text, voice=voice, output=folder / ".n.part.wav")


@pytest.mark.parametrize("voice", ["en-us", "en-us+f3", "en-gb", "de", "es", "fr", "ja"])
def test_voices_speak_audibly(tmp_path: Path, voice: str) -> None:
    request = narration(tmp_path, voice=voice)

    make_narration(request, GOING_ON)

    found = measure(request.output, "narration")
    assert found.findings == ()
    assert found.loudness_lufs == pytest.approx(LOUDNESS_LUFS, abs=0.5)
    assert found.duration_seconds is not None
    assert 2 < found.duration_seconds < 8


def test_little_silence_stands_at_both_ends(tmp_path: Path) -> None:
    request = narration(tmp_path)

    make_narration(request, GOING_ON)

    found = measure(request.output, "narration")
    assert found.heard is not None
    assert found.duration_seconds is not None
    assert found.heard[0] == pytest.approx(0.12, abs=0.05)
    assert found.duration_seconds - found.heard[1] == pytest.approx(0.12, abs=0.05)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('"Quotes", 50% off: C:\\temp & <b>bold</b> 😀', id="signs"),
        pytest.param("你好世界，今天天气很好。", id="chinese"),
        pytest.param("مرحبا بالعالم، هذا اختبار.", id="arabic"),
        pytest.param("Привет, мир! Это проверка.", id="cyrillic"),
        pytest.param("One\x00 two\n\nthree", id="control characters"),
        pytest.param("--help -x", id="looks like an option"),
    ],
)
def test_any_words_are_heard(tmp_path: Path, text: str) -> None:
    request = narration(tmp_path, text)

    make_narration(request, GOING_ON)

    assert measure(request.output, "narration").faults == ()


def test_a_thousand_characters_are_spoken_to_the_end(tmp_path: Path) -> None:
    request = narration(tmp_path, ("A lighthouse stands by the sea. " * 40)[:1000])

    make_narration(request, GOING_ON)

    assert probe(request.output).seconds > 40


def test_the_result_is_a_wav_of_48_khz(tmp_path: Path) -> None:
    request = narration(tmp_path)

    make_narration(request, GOING_ON)

    sound = probe(request.output).sound
    assert sound is not None
    assert (sound.codec, sound.rate) == ("pcm_s16le", 48000)
    assert [path.name for path in tmp_path.iterdir()] == [request.output.name]


@pytest.mark.parametrize("text", ["😀🚀", " … ", ""])
def test_a_text_without_words_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(
        ProviderFailure, match=r"Narration 3: the text .* nothing that can be spoken"
    ) as failed:
        make_narration(narration(tmp_path, text), GOING_ON)

    assert failed.value.kind is ErrorKind.INVALID_INPUT


@pytest.mark.parametrize(
    ("voice", "sentence"),
    [
        (
            "klingon",
            "There is no voice 'klingon'; use af, .*de, .*en-us, .* It is the channel's voice_id",
        ),
        ("en-us+nobody", "There is no variant 'nobody'; use .*f3"),
    ],
)
def test_an_unknown_voice_is_refused_with_the_ones_there_are(
    tmp_path: Path, voice: str, sentence: str
) -> None:
    with pytest.raises(ProviderFailure, match=sentence) as failed:
        make_narration(narration(tmp_path, voice=voice), GOING_ON)

    assert failed.value.kind is ErrorKind.INVALID_INPUT
