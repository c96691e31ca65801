from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from tasks_app.pipeline.text_drawing import TextBlock, draw_block, draw_emoji, fit_text

WIDTH, HEIGHT = 640, 400


def block_of(text: str, *, height: int = HEIGHT, largest: int = 110) -> TextBlock:
    block = fit_text(text, width=WIDTH, height=height, largest=largest, smallest=22)
    assert block is not None
    return block


def ink_of(block: TextBlock) -> tuple[int, int, int, int]:
    """Where there is ink when the block is drawn at (100, 100)."""
    picture = Image.new("L", (WIDTH + 200, HEIGHT + 200), 0)
    draw_block(picture, block, left=100, top=100, width=WIDTH, color="white")
    box = picture.getbbox()
    assert box is not None
    return box


LONG = [
    pytest.param("W" * 255, id="one-word"),
    pytest.param(("a very long title " * 15)[:255].strip(), id="words"),
    pytest.param("夜空为什么是黑暗的" * 28, id="chinese"),
    pytest.param(("مرحبا بالعالم " * 18).strip(), id="arabic"),
    pytest.param("🚀" * 200, id="emoji"),
    pytest.param("Short", id="short"),
]


@pytest.mark.parametrize("text", LONG)
def test_a_title_of_any_length_fits_its_box_whole(text: str) -> None:
    block = block_of(text)

    assert block.height <= HEIGHT
    assert block.width <= WIDTH
    assert "".join(block.lines).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize("text", LONG)
def test_ink_stays_inside_the_box(text: str) -> None:
    left, top, right, bottom = ink_of(block_of(text))

    assert left >= 98
    assert top >= 96
    assert right <= 102 + WIDTH
    assert bottom <= 104 + HEIGHT


def test_a_short_title_is_as_large_as_allowed() -> None:
    assert block_of("Tea", largest=90).size == 90


def test_words_stay_whole_where_a_smaller_size_allows_it() -> None:
    assert block_of("Extraordinarily long").lines == ("Extraordinarily", "long")


def test_what_no_size_fits_ends_with_an_ellipsis() -> None:
    block = block_of("many words " * 100, height=60)

    assert block.size == 22
    assert block.height <= 60
    assert block.lines[-1].endswith("…")


def test_lines_are_of_similar_length() -> None:
    block = block_of("one two three four five six seven eight nine")
    widths = [block.line_width(line) for line in block.lines]

    assert min(widths) > 0.6 * max(widths)


def test_a_line_does_not_begin_with_a_closing_sign() -> None:
    block = block_of("今天、我们看海。明天、我们看山。后天、我们回家。", largest=90)

    assert len(block.lines) > 1
    assert not {line[0] for line in block.lines} & set("、。")


@pytest.mark.parametrize("text", ["", "  \n", "\U000f0000\ue000", "🇩🇪"])
def test_nothing_drawable_makes_no_block(text: str) -> None:
    assert fit_text(text, width=WIDTH, height=HEIGHT, largest=90, smallest=20) is None


def test_right_to_left_text_keeps_to_the_right_edge() -> None:
    block = block_of("שלום")

    left, _, right, _ = ink_of(block)

    assert block.right_to_left
    assert right >= 100 + WIDTH - 12
    assert left > 100 + WIDTH // 3


def test_left_to_right_text_keeps_to_the_left_edge() -> None:
    left, _, right, _ = ink_of(block_of("Tea"))

    assert left <= 112
    assert right < 100 + WIDTH // 2


def test_arabic_letters_are_joined() -> None:
    joined, apart = block_of("سلام"), block_of("س ل ا م")

    assert joined.line_width("سلام") < apart.line_width("س") * 4


def test_the_first_emoji_of_a_text_is_painted_in_color() -> None:
    picture = Image.new("RGB", (120, 120), "black")

    found = draw_emoji(picture, "wild 🦊", center=(60, 60), size=80)

    red, _, blue = np.asarray(picture).reshape(-1, 3).mean(axis=0)
    assert found
    assert red > 2 * blue


@pytest.mark.parametrize("text", ["", "no picture", "\U000f0000"])
def test_a_text_without_emoji_paints_nothing(text: str) -> None:
    picture = Image.new("RGB", (120, 120), "black")

    assert not draw_emoji(picture, text, center=(60, 60), size=80)
    assert picture.getbbox() is None
