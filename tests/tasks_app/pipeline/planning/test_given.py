from __future__ import annotations

import random

import pytest
from hypothesis import given as examples
from hypothesis import settings
from hypothesis import strategies as st

from tasks_app.pipeline.planning.columns import value_of
from tasks_app.pipeline.planning.entries import GivenClip
from tasks_app.pipeline.planning.given import read
from tasks_app.pipeline.shot_list import PlanRefused

ELEVEN = [
    ("Dawn breaks over the harbour.", "slow push in"),
    ('The clerk said "no" | twice.', "pan left"),
    ("50 % of the cargo: gone; C:\\ledger\\7 was empty.", "tilt up"),
    ("🚢 A ship arrives — late, as always… 👨‍👩‍👧", "zoom out"),
    ("قالت الأم: عاد البحر إلى مكانه.", "still"),
    ("老人说：“海会记住一切。”然后他走了。", "pan right"),
    ("It's the keeper's lamp, isn't it?", "push in"),
    ("Ünïcödé & <tags> & `code` in the middle.", "drift"),
    ("x" * 255, "still"),
    ("word " * 199 + "word.", "pan"),
    ("The end?", "fade"),
]
WRAPPERS = ["{}", "**{}**", "`{}`", "*{}*", "  {}  ", "“{}”", "«{}»", "**`{}`**"]


def table(*rows: tuple[str, ...]) -> str:
    """A Markdown table; the first row is the header."""
    lines = ["| " + " | ".join(cell.replace("|", r"\|") for cell in row) + " |" for row in rows]
    return "\n".join([lines[0], "|---" * len(rows[0]) + "|", *lines[1:]])


def narrations(text: str) -> list[str]:
    return [clip.narration for clip in read(text)]


def refusal(text: str) -> str:
    with pytest.raises(PlanRefused) as refused:
        read(text)
    return str(refused.value)


def test_table_of_eleven_clips_yields_exactly_those() -> None:
    rows = [(str(at), told, moves) for at, (told, moves) in enumerate(ELEVEN, start=1)]
    story = f"Make it calm.\n\n{table(('Clip', 'Narration', 'Motion'), *rows)}\n\nThanks!"

    clips = read(story)

    assert [(clip.narration, clip.motion) for clip in clips] == ELEVEN


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        pytest.param(
            "Clip|Narration|Scene|Motion|Sound|Image", GivenClip(*"bcdef"), id="plain names"
        ),
        pytest.param(
            "CLIP NO.|narration (en)|Scenery|Video prompt|SFX|Asset",
            GivenClip(*"bcdef"),
            id="beginnings of names",
        ),
        pytest.param(
            "#|**Narration**|`scene`|motion|Effects|PROMPT", GivenClip(*"bcdef"), id="marked names"
        ),
        pytest.param(
            r"\#|Narration|Notes|Motion|Sound|Image",
            GivenClip("b", "", "d", "e", "f"),
            id="other columns are left out",
        ),
        pytest.param(
            "Sequence|Narration|Scene|Motion|Video|Image",
            GivenClip("b", "c", "d; e", "", "f"),
            id="two prompts for one thing",
        ),
        pytest.param(
            "Shot|Narration|Narration (de)|Shot size|Sound|Image",
            GivenClip("b", "", "", "e", "f"),
            id="the first narration is spoken",
        ),
        pytest.param(
            "Scene|Narration|Place|Motion|Sound|Image",
            GivenClip("b", "", "d", "e", "f"),
            id="numbered scenes",
        ),
    ],
)
def test_columns_are_known_by_the_beginning_of_their_names(
    header: str, expected: GivenClip
) -> None:
    clips = read(f"|{header}|\n|-|:-|-:|:-:|---|---|\n|1|b|c|d|e|f|")

    assert clips == (expected,)


@pytest.mark.parametrize(
    ("cell", "narration"),
    [
        pytest.param("The sea.", "The sea.", id="plain"),
        pytest.param("**The sea.**", "The sea.", id="bold"),
        pytest.param("__The sea.__", "The sea.", id="bold by underscores"),
        pytest.param("*The sea.*", "The sea.", id="italic"),
        pytest.param('"The sea."', "The sea.", id="straight quotes"),
        pytest.param("'The sea's edge.'", "The sea's edge.", id="single quotes"),
        pytest.param("“The sea.”", "The sea.", id="curly quotes"),
        pytest.param("„Das Meer.“", "Das Meer.", id="German quotes"),
        pytest.param("‘The sea’s edge.’", "The sea’s edge.", id="curly single quotes"),
        pytest.param("«La mer.»", "La mer.", id="guillemets"),
        pytest.param("「海。」", "海。", id="corner brackets"),
        pytest.param("《海》", "海", id="title marks"),
        pytest.param("`The sea.`", "The sea.", id="back-ticks"),
        pytest.param('**"The sea."**', "The sea.", id="bold and quoted"),
        pytest.param('"**The sea.**"', "The sea.", id="quoted and bold"),
        pytest.param(r"this \| that", "this | that", id="escaped pipe"),
        pytest.param("one<br>two<br/>three", "one two three", id="line break in a cell"),
        pytest.param('"Yes," he said, "no."', '"Yes," he said, "no."', id="two quotations"),
        pytest.param("“Yes,” he said, “no.”", "“Yes,” he said, “no.”", id="two curly quotations"),
        pytest.param("**Yes** and **no**", "**Yes** and **no**", id="two bold words"),
        pytest.param("'Tis the shepherds'", "'Tis the shepherds'", id="apostrophes"),
        pytest.param("He said “no”", "He said “no”", id="quotation at the end"),
        pytest.param("50 % \\ :", "50 % \\ :", id="signs"),
    ],
)
def test_only_markup_around_a_whole_cell_is_taken_off(cell: str, narration: str) -> None:
    assert narrations(f"| Clip | Narration |\n|---|---|\n| 1 | {cell} |") == [narration]


@pytest.mark.parametrize(
    "number", ["1", "01", "1.", "#1", "**1**", "`1`", "Clip 1", "clip 1:", "Shot #1", "Sequence 1"]
)
def test_clip_number_is_read_as_people_write_it(number: str) -> None:
    text = table(("Clip", "Narration"), ("2", "second"), (number, "first"))

    assert narrations(text) == ["first", "second"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Clip | Narration\n--- | ---\n1 | a\n2 | b", id="no outer pipes"),
        pytest.param("| Clip | Narration |\n| 1 | a |\n| 2 | b |", id="no row of dashes"),
        pytest.param(
            "| Clip | Narration |\n\n|---|---|\n\n| 1 | a |\n\n| 2 | b |", id="doubled line breaks"
        ),
        pytest.param("```\n|Clip|Narration|\n|-|-|\n|1|a|\n|2|b|\n```", id="in a fence"),
        pytest.param("|Clip|Narration|\r\n|-|-|\r\n|1|a|\r\n|2|b|\r\n", id="Windows line ends"),
        pytest.param("|Clip|Narration|\n|-|-|\n|0|a|\n|1|b|", id="counted from nought"),
        pytest.param("|Clip|Narration|\n|-|-|\n|Opening|a|\n|Ending|b|", id="names, no numbers"),
        pytest.param("|Narration|Motion|\n|-|-|\n|a|x|\n|b|y|", id="no clip column"),
        pytest.param("|Clip|Narration|\n|-|-|\n|1|a|\n|2|b|\n||  |", id="empty row at the end"),
        pytest.param("|Clip|Narration|\n|-|-|\n|1|a| |\n|2|b| |", id="empty cell too many"),
        pytest.param("|Narration|\n|-|\n|a|\n\nThen:\n\n|Narration|\n|-|\n|b|", id="two uncounted"),
    ],
)
def test_table_is_read_however_it_was_pasted(text: str) -> None:
    assert narrations(text) == ["a", "b"]


def test_tables_that_share_clip_numbers_are_joined() -> None:
    told = table(("Clip", "Narration", "Sound"), ("1", "a", "-"), ("2", "b", "rain"))
    moved = table(("Shot", "Motion", "SFX"), ("2", "pan", "thunder"), ("1", "zoom", "gulls"))

    clips = read(f"Text\n\n{told}\n\n## Motion\n{moved}")

    assert clips == (
        GivenClip("a", motion="zoom", sound="gulls"),
        GivenClip("b", motion="pan", sound="rain; thunder"),
    )


def test_table_of_pictures_with_other_numbers_is_left_out() -> None:
    told = table(("Clip", "Narration"), ("1", "a"), ("2", "b"))
    pictures = table(("#", "Asset"), ("1", "x"), ("2", "y"), ("3", "z"))

    assert read(f"{told}\n\n{pictures}") == (GivenClip("a"), GivenClip("b"))


def test_table_of_pictures_with_the_same_numbers_is_joined() -> None:
    told = table(("Clip", "Narration"), ("1", "a"), ("2", "b"))
    pictures = table(("#", "Image prompt"), ("1", "x"), ("2", "y"))

    assert read(f"{told}\n\n{pictures}") == (GivenClip("a", image="x"), GivenClip("b", image="y"))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("The river rises. Nobody sleeps.", id="prose"),
        pytest.param(table(("Item", "Cost"), ("Camera", "10"), ("Light", "5")), id="budget"),
        pytest.param(table(("#", "Item", "Cost"), ("1", "Camera", "10")), id="numbered budget"),
        pytest.param(table(("#", "Asset"), ("1", "a lamp"), ("2", "a map")), id="pictures only"),
        pytest.param(table(("Scene", "Place"), ("Morning", "Rome")), id="scenes without clips"),
        pytest.param("Either this | or that.", id="a pipe in prose"),
    ],
)
def test_other_text_is_no_shot_list(text: str) -> None:
    assert read(text) == ()


HEAD = "|Clip|Narration|Motion|\n|-|-|-|\n"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        pytest.param(
            HEAD, "The table has a header but no row: write one per clip.", id="header only"
        ),
        pytest.param(
            f"{HEAD}|1|a|x|\n|2|b",
            "Row 2 of the table has 2 of 3 cells: "
            r"complete the row, and write \| for a pipe inside of a cell.",
            id="row cut off",
        ),
        pytest.param(
            f"{HEAD}|1|a|b|x|",
            "Row 1 of the table has 4 of 3 cells: "
            r"complete the row, and write \| for a pipe inside of a cell.",
            id="pipe not escaped",
        ),
        pytest.param(
            f"{HEAD}|1|a|x|\n|2||y|",
            "Row 2 of the table is clip 2, which has no narration: "
            "write what is spoken there, or remove the row.",
            id="no narration",
        ),
        pytest.param(
            f'{HEAD}|1|a|x|\n|2|""|y|',
            "Row 2 of the table is clip 2, which has no narration: "
            "write what is spoken there, or remove the row.",
            id="empty quotes",
        ),
        pytest.param(
            f"{HEAD}|1|—|x|",
            "Row 1 of the table is clip 1, which has no narration: "
            "write what is spoken there, or remove the row.",
            id="a dash for a narration",
        ),
        pytest.param(
            f"{HEAD}|1|a|x|\n|2|b|y|\n|2|c|z|",
            "Row 3 of the table is clip 2 again, as row 2 of the table is: "
            "give every clip a number of its own.",
            id="double number",
        ),
        pytest.param(
            f"{HEAD}|1|a|x|\n|3|c|z|",
            "Row 2 of the table is clip 3, but there is no clip 2: "
            "number the clips without a gap from 1.",
            id="gap",
        ),
        pytest.param(
            f"{HEAD}|4|a|x|",
            "Row 1 of the table is clip 4, but there is no clip 1: "
            "number the clips without a gap from 1.",
            id="late start",
        ),
        pytest.param(
            f"{HEAD}|1|a|x|\n|Total||y|",
            'Row 2 of the table has "Total" where the number of its clip belongs: '
            "write a whole number.",
            id="no number",
        ),
        pytest.param(
            table(("Clip", "Motion"), ("1", "pan")),
            "The table counts clips, but no table has a Narration column: "
            "add one that says what is spoken in every clip.",
            id="motion only",
        ),
        pytest.param(
            f"{HEAD}|1|a|x|\n\nText\n\n|#|Sound|\n|-|-|\n|1|rain|\n|2|wind|",
            "Row 2 of table 2 is clip 2, which has no narration: "
            "write what is spoken there, or remove the row.",
            id="second table has more clips",
        ),
        pytest.param(
            f"{HEAD}|1|a|x|\n\nAct two\n\n{HEAD}|1|b|x|",
            "Row 1 of table 2 gives clip 1 a second narration beside the one in "
            "row 1 of table 1: number the clips of all tables through.",
            id="two tables from one",
        ),
        pytest.param(
            HEAD + "\n".join(f"|{number}|a|x|" for number in range(1, 102)),
            "Row 101 of the table is one clip too many: a video has at most 100.",
            id="too many",
        ),
        pytest.param(
            f"{HEAD}|1|{'a' * 2001}|x|",
            "Row 1 of the table has a narration of 2001 characters: at most 2000 are allowed.",
            id="too long",
        ),
        pytest.param(
            "1. One.\n2. Two.\n2. Three.",
            "Item 3 of the list is clip 2 again, as item 2 of the list is: "
            "give every clip a number of its own.",
            id="double number in a list",
        ),
        pytest.param(
            "Shots:\n1. One.\n2.\n3. Three.",
            "Item 2 of the list is clip 2, which has no narration: "
            "write what is spoken there, or remove the row.",
            id="empty item",
        ),
    ],
)
def test_faulty_shot_list_is_refused_with_the_row(text: str, sentence: str) -> None:
    assert refusal(text) == sentence


CELLS = (
    st.text(
        st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\u2028\u2029"),
        min_size=1,
        max_size=60,
    )
    # What stands round a whole bare cell is markup, and a dash says that there is nothing.
    .filter(lambda text: value_of(text) == text and "<br" not in text.lower())
    .filter(lambda text: not text.endswith("\\") and set(text) - set(":- "))
)


def wrapped(text: str, wrapper: str) -> str:
    """The text in quotes or other marks, unless it holds the same ones itself."""
    marks = set(wrapper) - set("{} ")
    return text if marks & set(text) else wrapper.format(text)


@settings(max_examples=150, deadline=None)
@examples(
    rows=st.lists(st.tuples(CELLS, CELLS, st.sampled_from(WRAPPERS)), min_size=1, max_size=12),
    order=st.randoms(use_true_random=False),
)
def test_any_shot_list_reads_back_as_it_was_rendered(
    rows: list[tuple[str, str, str]], order: random.Random
) -> None:
    rendered = [
        (str(at), wrapped(told, wrapper), moves)
        for at, (told, moves, wrapper) in enumerate(rows, start=1)
    ]
    order.shuffle(rendered)

    clips = read(table(("Clip", "Narration", "Motion"), *rendered))

    assert [(clip.narration, clip.motion) for clip in clips] == [row[:2] for row in rows]
