from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from tasks_app.pipeline.captions import Cue, srt, vtt
from tasks_app.pipeline.measure import Expected, Level, Measurement, measure

Format = Callable[[Iterable[Cue]], str]

GOOD = (Cue(0.5, 2.0, "First"), Cue(3.0, 4.0, "Second 😀"))
EXPECTED = Expected(seconds=5.0, speech=((0.4, 2.1), (2.9, 4.1)))


def look(folder: Path, text: str, expected: Expected = EXPECTED) -> Measurement:
    path = folder / "a.srt"
    path.write_text(text, encoding="utf-8")
    return measure(path, "captions", expected)


@pytest.mark.parametrize("form", [srt, vtt])
def test_good_captions_have_no_finding(tmp_path: Path, form: Format) -> None:
    found = look(tmp_path, form(GOOD))

    assert found.findings == ()
    assert found.duration_seconds == 4.0


@pytest.mark.parametrize(
    ("cues", "code"),
    [
        pytest.param((Cue(0.5, 2.0, "a"), Cue(1.5, 2.1, "b")), "cue", id="overlap"),
        pytest.param((Cue(4.5, 6.0, "a"),), "cue", id="after the end"),
        pytest.param((Cue(2.0, 3.5, "a"),), "cue_outside", id="between narrations"),
    ],
)
def test_cues_in_the_wrong_place_are_faults(
    tmp_path: Path, cues: tuple[Cue, ...], code: str
) -> None:
    assert code in [finding.code for finding in look(tmp_path, srt(cues)).faults]


def test_long_lines_are_shown(tmp_path: Path) -> None:
    (finding,) = look(tmp_path, srt([Cue(0.5, 2.0, "x" * 43)])).findings

    assert (finding.code, finding.level) == ("cue_long", Level.SOFT)


def test_without_known_speech_any_place_will_do(tmp_path: Path) -> None:
    assert look(tmp_path, srt([Cue(2.0, 3.5, "a")]), Expected(seconds=5.0)).findings == ()


@pytest.mark.parametrize("content", [b"no captions", b"\xff\xfe1\x00"])
def test_what_is_no_captions_is_a_fault(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.vtt").write_bytes(content)

    assert [finding.code for finding in measure(tmp_path / "a.vtt", "captions").faults] == [
        "unreadable"
    ]
