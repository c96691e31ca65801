"""The tables of a Markdown text, and the text without them."""

from __future__ import annotations

from dataclasses import dataclass

from tasks_app.pipeline.planning.columns import is_known_header
from tasks_app.pipeline.planning.markup import cells_of, has_pipe, is_alignment, lines_of

# More are no table that somebody wrote.
COLUMNS_AT_MOST = 50


@dataclass(frozen=True, slots=True)
class Row:
    """A row below the header; the first one has the number 1."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    header: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(slots=True)
class _Open:
    """A table that is still being read."""

    header: tuple[str, ...]
    rows: list[Row]

    def add(self, line: str) -> None:
        cells = cells_of(line)
        if not is_alignment(line) and any(cells):
            self.rows.append(Row(len(self.rows) + 1, cells))


def split(text: str) -> tuple[tuple[Table, ...], str]:
    """All tables in their order, and what stands around them.

    Blank lines between rows are forgiven, since some editors double every line break; so is a
    missing row of dashes when the header names columns of a shot list.
    """
    lines = lines_of(text)
    found: list[_Open] = []
    around: list[str] = []
    is_open = False
    for number, line in enumerate(lines):
        if has_pipe(line) and _is_header(line, _next_filled(lines, number + 1), is_open=is_open):
            found.append(_Open(cells_of(line), []))
            is_open = True
        elif is_open and has_pipe(line):
            found[-1].add(line)
        else:
            is_open = is_open and not line.strip()
            around.append(line)
    return tuple(Table(table.header, tuple(table.rows)) for table in found), "\n".join(around)


def _next_filled(lines: list[str], start: int) -> str:
    # One blank line at most: that is what doubled line breaks make.
    return next((line for line in lines[start : start + 2] if line.strip()), "")


def _is_header(line: str, following: str, *, is_open: bool) -> bool:
    if line.count("|") > COLUMNS_AT_MOST or is_alignment(line):
        return False
    if is_alignment(following) and len(cells_of(following)) == len(cells_of(line)):
        return True
    return not is_open and line.lstrip().startswith("|") and is_known_header(cells_of(line))
