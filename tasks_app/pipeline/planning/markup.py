"""Text as people write it in Markdown: bare cells, table rows, prose without its markup."""

from __future__ import annotations

import re

PAIRS = (
    ('"', '"'),
    ("“", "”"),
    ("„", "“"),
    ("„", "”"),
    ("‘", "’"),
    ("«", "»"),
    ("»", "«"),
    ("‹", "›"),
    ("「", "」"),
    ("『", "』"),
    ("《", "》"),
    ("＂", "＂"),
    ("**", "**"),
    ("__", "__"),
    ("'", "'"),
    ("``", "``"),
    ("`", "`"),
    ("*", "*"),
    ("_", "_"),
)
# Deep enough for bold, quoted and in back-ticks at once.
WRAPPERS = 8
APOSTROPHE = re.compile(r"(?<=\w)['’](?=\w)")
# In doubt a single quote is an apostrophe: 'Tis the season of the shepherds'
ELIDED = re.compile(r"['’](?:tis|twas|twere|til|em|cause|round|bout|n)\b", re.IGNORECASE)
BREAK = re.compile(r"<br\s{0,3}/?>", re.IGNORECASE)
PIPE = re.compile(r"(?<!\\)\|")
NEWLINE = re.compile(r"\r\n|\r|\n")

FENCE = re.compile(r"^\s{0,3}(?:```|~~~)")
RULE = re.compile(r"^\s{0,3}([-*_=])(?:\s*\1){2,}\s*$")
HEADING = re.compile(r"^\s{0,3}#{1,6}\s+(?P<text>.*)$")
BULLET = re.compile(r"^\s*(?:>\s?)*\s*(?:[-*+•–]\s+|\d{1,3}[.)]\s+)?(?:\[[ xX]\]\s+)?")
LINK = re.compile(r"!?\[(?P<text>[^\[\]]{0,300})\]\([^()\s]{0,2000}\)")
URL = re.compile(r"\b(?:https?://|www\.)\S+")
TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")
EMPHASIS = re.compile(r"(\*\*|__|\*|`)(?=\S)(?P<text>[^*`\n]{1,500}?)(?<=\S)\1")


def lines_of(text: str) -> list[str]:
    """Lines as an editor counts them; other separators are left inside of the text."""
    return NEWLINE.split(text)


def bare(text: str) -> str:
    """The text without the white space, quotes, emphasis or back-ticks that surround all of it."""
    text = text.strip()
    for _ in range(WRAPPERS):
        text = _unwrapped(text).strip()
    return text


def _unwrapped(text: str) -> str:
    quotes_only = APOSTROPHE.sub("-", text)
    for left, right in PAIRS:
        if _is_pair(quotes_only, left, right) and not ELIDED.match(text):
            return text[len(left) : -len(right)]
    return text


def _is_pair(text: str, left: str, right: str) -> bool:
    """Whether one pair of marks holds the whole text: `"Yes," he said, "no"` has two."""
    if len(text) < len(left) + len(right) or not text.startswith(left) or not text.endswith(right):
        return False
    inner = text[len(left) : -len(right)]
    return left not in inner if left == right else _is_balanced(inner, left, right)


def _is_balanced(inner: str, left: str, right: str) -> bool:
    depth = 0
    for char in inner:
        depth += (char == left) - (char == right)
        if depth < 0:
            return False
    return depth == 0


def cells_of(line: str) -> tuple[str, ...]:
    r"""The raw cells of a table row; `\|` is a pipe inside of a cell."""
    row = line.strip().removeprefix("|")
    if row.endswith("|") and not row.endswith("\\|"):
        row = row[:-1]
    return tuple(BREAK.sub(" ", cell.replace("\\|", "|")).strip() for cell in PIPE.split(row))


def has_pipe(line: str) -> bool:
    return PIPE.search(line) is not None


def is_alignment(line: str) -> bool:
    """Whether a line is the row of dashes below a table's header."""
    return "-" in line and has_pipe(line) and all(_is_dashes(cell) for cell in cells_of(line))


def _is_dashes(cell: str) -> bool:
    return re.fullmatch(r":?-+:?", cell) is not None


def plain_line(line: str) -> str:
    """A line of prose without bullets, links, addresses, tags and emphasis."""
    line = BULLET.sub("", line, count=1)
    line = URL.sub("", LINK.sub(lambda link: link["text"], line))
    return EMPHASIS.sub(lambda marked: marked["text"], TAG.sub(" ", line)).strip()
