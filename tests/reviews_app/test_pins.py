from __future__ import annotations

import pytest

from reviews_app import pins
from reviews_app.pins import Part, Pin
from tasks_app.cut_list import CutList, SceneCut
from videogen.lib.errors import InvalidInput

CUT = CutList(
    (
        SceneCut(index=1, start=2.0, end=8.5, clip="c1", narration="n1", effect="e1"),
        SceneCut(index=2, start=8.5, end=15.0, clip="c2", narration="n2", effect=None),
        SceneCut(index=3, start=15.0, end=20.0, clip="c3", narration="n3", effect="e3"),
    )
)


@pytest.mark.parametrize(
    ("moment", "part", "meant"),
    [
        pytest.param(2.0, Part.CLIP, "c1", id="the first picture of a clip"),
        pytest.param(8.49, Part.CLIP, "c1", id="its last one"),
        pytest.param(8.5, Part.CLIP, "c2", id="the cut belongs to what follows"),
        pytest.param(16.0, Part.NARRATION, "n3", id="what is spoken"),
        pytest.param(3.0, Part.EFFECT, "e1", id="what is heard beside it"),
        pytest.param(20.0, Part.CLIP, "c3", id="the very end"),
        pytest.param(20.4, Part.CLIP, "c3", id="a player stops a little late"),
        pytest.param(0.5, Part.CUT, "final", id="the cut itself, also in the intro"),
    ],
)
def test_a_moment_means_what_plays_there(moment: float, part: Part, meant: str) -> None:
    assert pins.file_meant(CUT, Pin(moment, "", part), final="final") == meant


@pytest.mark.parametrize(
    ("moment", "part", "words"),
    [
        pytest.param(1.0, Part.CLIP, "none of the clips plays", id="intro"),
        pytest.param(21.0, Part.CLIP, "none of the clips plays", id="behind the end"),
        pytest.param(10.0, Part.EFFECT, "no effect plays", id="a scene without effect"),
    ],
)
def test_where_nothing_plays_there_is_nothing_to_make_again(
    moment: float, part: Part, words: str
) -> None:
    with pytest.raises(InvalidInput, match=words):
        pins.file_meant(CUT, Pin(moment, "", part), final="final")


def test_notes_on_one_file_are_joined_in_the_order_of_the_film() -> None:
    pinned = [Pin(7.0, "Too dark."), Pin(3.0, "Jerky."), Pin(9.0, "Wrong hat.")]

    notes = pins.notes_by_file(CUT, pinned, final="final")

    assert notes == {"c1": "At 0:03: Jerky.; At 0:07: Too dark.", "c2": "At 0:09: Wrong hat."}


@pytest.mark.parametrize(
    ("text", "moment"),
    [("83", 83.0), ("1:23", 83.0), (" 0:07.5 ", 7.5), ("0:07,5", 7.5), ("12:00", 720.0)],
)
def test_moments_are_read_as_people_write_them(text: str, moment: float) -> None:
    assert pins.read_moment(text) == moment


@pytest.mark.parametrize("text", ["", "soon", "1:2:3", "-4", "1:", "١:٢٣"])
def test_what_is_no_moment_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput, match=r"1:23"):
        pins.read_moment(text)
