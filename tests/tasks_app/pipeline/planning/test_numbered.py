from __future__ import annotations

import pytest

from tasks_app.pipeline.planning.entries import GivenClip
from tasks_app.pipeline.planning.given import read

STORY = (
    "The film is about a lighthouse, its keeper, and the storm that nobody saw coming that year."
)


def narrations(text: str) -> list[str]:
    return [clip.narration for clip in read(text)]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("1. First.\n2. Second.", id="dots"),
        pytest.param("1) First.\n2) Second.", id="brackets"),
        pytest.param("1. First.\n\n2. Second.\n", id="blank lines between"),
        pytest.param("1. First.\n1. Second.", id="every item has the number one"),
        pytest.param("0. First.\n1. Second.", id="counted from nought"),
        pytest.param('1. **First.**\n2. "Second."', id="bold and quoted"),
        pytest.param("**1.** First.\n**2.** Second.", id="bold numbers"),
        pytest.param("**1. First.**\n**2. Second.**", id="bold items"),
        pytest.param("1. `First.`\r\n2. «Second.»", id="Windows line ends"),
        pytest.param("Clip 1: First.\nClip 2: Second.", id="named items"),
        pytest.param("### Shot 1\n\nFirst.\n\n### Shot 2\n\nSecond.", id="headings as items"),
        pytest.param(f"{STORY}\n\nShot list:\n1. First.\n2. Second.", id="announced by a line"),
        pytest.param(f"{STORY}\n\n## Clips\n\n1. First.\n2. Second.", id="announced by a heading"),
        pytest.param("1. First.\n2. Second.\nThank you!", id="a line after the list"),
        pytest.param("1. First.\n\n## Act two\n\n2. Second.", id="two acts counted through"),
        pytest.param(
            "Clips:\n1. First.\n2. Second.\n\nNotes:\n1. Be kind.\n2. Be brief.", id="notes"
        ),
    ],
)
def test_list_of_clips_is_read_however_it_is_numbered(text: str) -> None:
    assert narrations(text) == ["First.", "Second."]


def test_lines_of_an_item_belong_together() -> None:
    text = "1. The river rises\n   over its banks.\nNobody sleeps.\n2. 老人说：\n   海会记住。"

    assert narrations(text) == [
        "The river rises over its banks. Nobody sleeps.",
        "老人说：海会记住。",
    ]


@pytest.mark.parametrize(
    "item",
    [
        pytest.param("The sea.\n   Motion: pan\n   SFX: gulls", id="lines"),
        pytest.param("The sea.\n   - *Motion:* pan\n   - *Sound effects*: gulls", id="bullets"),
        pytest.param('Narration: "The sea." Motion: pan; Sound: gulls', id="in one line"),
        pytest.param("**Narration:** The sea. **Motion:** pan. **Sound:** gulls", id="bold"),
        pytest.param("\n   Sound: gulls\n   Video: pan\n   Narration: The sea.", id="any order"),
    ],
)
def test_labels_in_an_item_say_what_the_clip_shows(item: str) -> None:
    (clip,) = read(f"Shots:\n1. {item}")

    assert (clip.narration, clip.motion.strip(".;"), clip.sound) == ("The sea.", "pan", "gulls")


def test_title_above_a_labelled_narration_is_the_scene() -> None:
    assert read("1. **Dawn**\n   Narration: The sun rises.") == (
        GivenClip("The sun rises.", scene="Dawn"),
    )


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Sources:\n1. A History of Rome.\n2. The Annals.", id="sources"),
        pytest.param("1. Use warm tones.\n2. Keep it short.\n3. No gore.", id="directives"),
        pytest.param(f"{STORY}\n1. Greed\n2. Plague\n3. War", id="key words beside prose"),
        pytest.param("Reasons:\n1. Greed\n2. Plague\n\n" + STORY, id="key words before prose"),
        pytest.param("1. The only item there is.", id="one item"),
        pytest.param("1914. The war began.\n1918. It ended.", id="years"),
        pytest.param("3. A third thing.\n4. A fourth thing.", id="the end of some list"),
        pytest.param("We paid 1.\n5 was too much.", id="numbers in prose"),
    ],
)
def test_list_about_something_else_is_prose(text: str) -> None:
    assert read(text) == ()


def test_sentences_beside_prose_are_a_list_of_clips() -> None:
    items = ["Rome was founded on seven hills.", "Its roads reached every corner."]

    assert narrations(f"{STORY}\n\n1. {items[0]}\n2. {items[1]}") == items


def test_table_wins_over_a_list() -> None:
    text = "|Clip|Narration|\n|-|-|\n|1|Told.|\n\n1. Written.\n2. Down."

    assert narrations(text) == ["Told."]
