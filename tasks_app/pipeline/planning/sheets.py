"""Tables read as sheets of clips: which column is which, and one entry per row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tasks_app.pipeline.planning.columns import (
    clip_number,
    field_of,
    is_clip_column,
    named,
    value_of,
)
from tasks_app.pipeline.planning.entries import Entry, Source, joined, start
from tasks_app.pipeline.planning.tables import Row, Table
from tasks_app.pipeline.shot_list import PlanRefused


@dataclass(frozen=True, slots=True)
class Layout:
    """Where in a row the clip's number and its texts stand; without a number the order counts."""

    number: int | None
    texts: dict[str, list[int]]

    @property
    def narrates(self) -> bool:
        return "narration" in self.texts

    @property
    def is_about_clips(self) -> bool:
        return self.narrates or (self.number is not None and bool(self.texts))


def sources(found: Iterable[Table]) -> list[Source]:
    """The tables that speak of clips; others, a budget say, are left to the prose."""
    all_tables = tuple(found)
    result: list[Source] = []
    counted = 0
    for position, table in enumerate(all_tables, start=1):
        place = "the table" if len(all_tables) == 1 else f"table {position}"
        layout = _layout(table)
        if not layout.is_about_clips:
            continue
        entries = tuple(
            _entry(row, table, layout, place=place, counted=counted) for row in table.rows
        )
        if layout.narrates:
            counted = max([counted, *(entry.number for entry in entries)])
        of_assets = _may_be_of_assets(table, layout)
        result.append(Source(place, entries, layout.narrates, is_of_assets=of_assets))
    return result


def _layout(table: Table) -> Layout:
    number = _number_column(table)
    texts: dict[str, list[int]] = {}
    for column, header in enumerate(table.header):
        field = field_of(header)
        # Of two narrations only one can be spoken; two prompts for the same are joined.
        if field is None or column == number or (field == "narration" and field in texts):
            continue
        texts.setdefault(field, []).append(column)
    return Layout(number, texts)


def _number_column(table: Table) -> int | None:
    """The column with the clips' numbers: of several that could be, the one that counts best.

    `Shot size` begins like a clip column as well, and some people number scenes instead.
    """
    columns = [at for at, header in enumerate(table.header) if is_clip_column(header)]
    numbered = [at for at in columns if set(_numbers(table, at)) != {None}]
    if not numbered:
        scenes = (at for at, header in enumerate(table.header) if field_of(header) == "scene")
        return next((at for at in scenes if _counts(table, at)), None)
    return next((at for at in numbered if _counts(table, at)), numbered[0])


def _numbers(table: Table, column: int) -> list[int | None]:
    cells = (row.cells[column] for row in table.rows if column < len(row.cells))
    return [clip_number(cell) for cell in cells] or [None]


def _counts(table: Table, column: int) -> bool:
    numbers = _numbers(table, column)
    return None not in numbers and len(set(numbers)) == len(numbers)


def _may_be_of_assets(table: Table, layout: Layout) -> bool:
    """`# | Asset | Prompt` may list 22 pictures or the pictures of 18 clips."""
    only_images = set(layout.texts) == {"image"}
    return (
        only_images and layout.number is not None and named(table.header[layout.number])[0] == "#"
    )


def _entry(row: Row, table: Table, layout: Layout, *, place: str, counted: int) -> Entry:
    place = f"row {row.number} of {place}"
    cells = _complete(row, len(table.header), place)
    number = counted + row.number
    if layout.number is not None:
        number = _clip_number(cells[layout.number], place)
    values = {
        field: [value_of(cells[column]) for column in columns]
        for field, columns in layout.texts.items()
    }
    return Entry(
        number, place, {field: joined(texts) for field, texts in values.items() if any(texts)}
    )


def _complete(row: Row, width: int, place: str) -> tuple[str, ...]:
    cells = row.cells
    while len(cells) > width and not cells[-1]:
        cells = cells[:-1]
    if len(cells) != width:
        raise PlanRefused(
            f"{start(place)} has {len(cells)} of {width} cells: "
            r"complete the row, and write \| for a pipe inside of a cell."
        )
    return cells


def _clip_number(cell: str, place: str) -> int:
    number = clip_number(cell)
    if number is None:
        raise PlanRefused(
            f'{start(place)} has "{cell[:40]}" where the number of its clip belongs: '
            "write a whole number."
        )
    return number
