"""Numbered lists: one clip an item, unless the list is plainly about something else.

`1.` or `1)` begins an item, as does `Clip 1:`; lines below it belong to it, and a line such as
`Motion: slow pan` says that about the clip. docs/planning.md tells when a list is a shot list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tasks_app.pipeline.planning.columns import FIELDS, field_of, value_of
from tasks_app.pipeline.planning.entries import Entry, Source
from tasks_app.pipeline.planning.markup import FENCE, HEADING, RULE, lines_of, plain_line
from tasks_app.pipeline.planning.speech import ends_sentence, run_on, spoken_words

PLAIN = re.compile(
    r"(?P<indent>\s*)(?P<mark>[*_]{0,2})#?(?P<number>\d{1,3})[*_]{0,2}"
    r"(?:[.)][*_]{0,2}(?:\s+|$)|[．、]\s*)(?P<text>.*)"
)
NAMED = re.compile(
    r"(?P<indent>\s*)(?:#{1,6}\s+)?(?P<mark>[*_]{0,2})(?:clip|shot|sequence)\s+#?"
    r"(?P<number>\d{1,3})[*_]{0,2}(?:\s*[.):：–—-][*_]{0,2}\s*(?P<text>.*)|\s*)",
    re.IGNORECASE,
)
LABEL = (
    rf"[*_`]{{0,3}}(?P<name>{'|'.join(name for names in FIELDS.values() for name in names)})s?"
    r"(?:\s(?:text|prompt|effects?|design))?[*_`]{0,3}\s?[:：][*_`]{0,3}\s*"
)
SUB_BULLET = re.compile(r"^[-*•–]\s+")
LABEL_AT_START = re.compile(rf"\s*(?:[-*•–]\s+)?{LABEL}", re.IGNORECASE)
LABEL_INSIDE = re.compile(
    rf"(?<=[.!?…;|)\"'”’»*_`。！？」])\s+(?:[-–—|]\s+)?{LABEL}", re.IGNORECASE
)

SHOTS = re.compile(
    r"\b(?:shots?|clips?|narrat|scenes?|script|story.?board|sequence|voice.?over)", re.IGNORECASE
)
OTHER = re.compile(
    r"\b(?:sources?|references?|notes?|rules?|requirements?|guidelines?|styles?|tones?|goals?|"
    r"budgets?|to-?do|checklist|questions?|mind|remember|avoid|don['’]t|do not|must|should|"
    r"credits|links?|music|thumbnails?|hashtags?|keywords?|tags)\b",
    re.IGNORECASE,
)
DIRECTIVE = re.compile(
    r"(?:please |always |never )?(?:use|keep|avoid|do not|don['’]t|make sure|make it|include|show|"
    r"add|focus|ensure|mention|explain|write|start with|end with|no)\b",
    re.IGNORECASE,
)
# Fewer words are a heading of something, not a narration, when other prose stands around.
TELLING_WORDS = 5
LEAD_IN_WORDS = 8
PROSE_WORDS = 12
# A line that was wrapped is nearly full; a shorter one ended on purpose.
WRAPPED_LETTERS = 50
NESTED_SPACES = 2


@dataclass(slots=True)
class Item:
    """`loose` counts the lines at its end that are not indented, and may be no part of it."""

    number: int
    lines: list[str]
    loose: int = 0

    def shed(self) -> list[str]:
        """Take off loose lines from the first on that does not go on a sentence."""
        for at in range(len(self.lines) - self.loose, len(self.lines)):
            before, line = self.lines[at - 1], self.lines[at]
            goes_on = line[:1].islower() or len(before) >= WRAPPED_LETTERS
            if ends_sentence(before) or not goes_on:
                shed = self.lines[at:]
                del self.lines[at:]
                return shed
        return []


@dataclass(slots=True)
class Block:
    """Items that follow each other, and the line that announces them."""

    lead_in: str
    indent: int
    is_named: bool
    items: list[Item] = field(default_factory=list)
    after_blank: bool = False

    def takes(self, line: str) -> bool:
        """Whether a line that begins no item still belongs to the last one."""
        if HEADING.match(line) or RULE.match(line):
            return False
        is_inside = _indent(line) >= self.indent + NESTED_SPACES
        waits = self.is_named and not any(self.items[-1].lines)
        return is_inside or waits or not self.after_blank or bool(LABEL_AT_START.match(line))

    def add(self, line: str) -> None:
        item = self.items[-1]
        is_loose = _indent(line) <= self.indent and not LABEL_AT_START.match(line)
        item.loose = item.loose + 1 if is_loose and any(item.lines) else 0
        item.lines.append(SUB_BULLET.sub("", line.strip(), count=1))
        self.after_blank = False


@dataclass(slots=True)
class Reading:
    """A text read line by line: its lists, and the lines around them."""

    blocks: list[Block] = field(default_factory=list)
    around: list[str] = field(default_factory=list)
    open: Block | None = None

    @property
    def has_prose(self) -> bool:
        """Whether more stands around the lists than headings and a friendly word."""
        lead_ins = {block.lead_in for block in self.blocks}
        prose = [line for line in self.around if not _is_heading(line) and line not in lead_ins]
        return spoken_words(" ".join(prose)) >= PROSE_WORDS

    def feed(self, line: str) -> None:
        if not line.strip() or FENCE.match(line):
            if self.open is not None:
                self.open.after_blank = True
        elif begin := self._begin(line):
            self._add(begin)
        elif self.open is not None and self.open.takes(line):
            self.open.add(line)
        else:
            self.open = None
            self.around.append(line)

    def _begin(self, line: str) -> re.Match[str] | None:
        if named := NAMED.fullmatch(line):
            return named
        plain = PLAIN.fullmatch(line)
        if plain and self.open is not None and _indent(line) >= self.open.indent + NESTED_SPACES:
            return None
        return plain

    def _add(self, begin: re.Match[str]) -> None:
        if self.open is None:
            before = self.around[-1] if self.around else ""
            lead_in = before if _is_lead_in(before) else ""
            self.open = Block(lead_in, len(begin["indent"]), is_named=begin.re is NAMED)
            self.blocks.append(self.open)
        text = (begin["text"] or "").strip()
        if begin["mark"] and text.count(begin["mark"]) % 2:
            text = text.removesuffix(begin["mark"])
        self.open.items.append(Item(int(begin["number"]), [text]))
        self.open.after_blank = False


def sources(text: str) -> list[Source]:
    """The shot list in a text that no table holds, as one source, or none."""
    reading = Reading()
    for line in lines_of(text):
        reading.feed(line)
    for block in reading.blocks:
        # Between two items a loose line can only belong to the first; after the last, to none.
        reading.around += block.items[-1].shed()
    items: list[Item] = []
    for block in _continued(reading.blocks):
        if _is_shot_list(block, alone=not reading.has_prose):
            items += _counted_through(block.items)
    entries = tuple(
        Entry(item.number, f"item {position} of the list", texts_of(item.lines))
        for position, item in enumerate(items, start=1)
    )
    return [Source("the list", entries, narrates=True)] if entries else []


def _continued(blocks: Sequence[Block]) -> list[Block]:
    """Lists with each other's numbers as one: a heading between two acts ends no list."""
    whole: list[Block] = []
    for block in blocks:
        goes_on = bool(whole) and block.items[0].number == whole[-1].items[-1].number + 1
        if goes_on and not OTHER.search(block.lead_in):
            whole[-1].items += block.items
        else:
            whole.append(block)
    return whole


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _is_heading(line: str) -> bool:
    return bool(HEADING.match(line) or RULE.match(line))


def _is_lead_in(line: str) -> bool:
    plain = plain_line(line)
    return _is_heading(line) or plain.endswith((":", "：")) or spoken_words(plain) <= LEAD_IN_WORDS


def _is_shot_list(block: Block, *, alone: bool) -> bool:
    """The rule of docs/planning.md, from the plainest sign to the weakest."""
    items = [texts_of(item.lines) for item in block.items]
    if block.is_named or SHOTS.search(block.lead_in) or any(_is_labelled(i) for i in block.items):
        return True
    if OTHER.search(block.lead_in) or block.items[0].number not in (0, 1):
        return False
    narrations = [texts.get("narration", "") for texts in items]
    directives = sum(bool(DIRECTIVE.match(text)) for text in narrations)
    if len(items) == 1 or directives * 2 > len(items):
        return False
    telling = sum(spoken_words(n) >= TELLING_WORDS and ends_sentence(n) for n in narrations)
    return alone or telling * 2 > len(items)


def _is_labelled(item: Item) -> bool:
    labels = (LABEL_AT_START.match(line) for line in item.lines)
    return any(label and field_of(label["name"]) == "narration" for label in labels)


def _counted_through(items: Sequence[Item]) -> list[Item]:
    """Markdown counts for its writers: `1.` at every item means one after the other."""
    if len(items) > 1 and {item.number for item in items} == {1}:
        return [Item(number, item.lines) for number, item in enumerate(items, start=1)]
    return list(items)


def texts_of(lines: Sequence[str]) -> dict[str, str]:
    """What an item says about its clip, by field; what has no label is the narration.

    When the narration has a label, a text without one is the clip's title and tells the scene.
    """
    parts: dict[str, list[str]] = {}
    now = ""
    inside = bool(lines) and LABEL_AT_START.match(lines[0]) is not None
    for line in lines:
        for name, text in _parts(line, inside=inside):
            now = name or now
            parts.setdefault(now, []).append(text)
    texts = {name: value_of(run_on(pieces)) for name, pieces in parts.items()}
    plain = texts.pop("", "")
    texts.setdefault("scene" if "narration" in texts else "narration", plain)
    return {name: text for name, text in texts.items() if text}


def _parts(line: str, *, inside: bool) -> Iterator[tuple[str, str]]:
    """A line cut at its labels: the field's name (none before the first label) and the text."""
    at_start = LABEL_AT_START.match(line)
    labels = [at_start] if at_start else []
    if inside:
        labels += LABEL_INSIDE.finditer(line, at_start.end() if at_start else 0)
    begins = [label.start() for label in labels]
    before = line[: begins[0]] if begins else line
    if before.strip():
        yield "", before.strip()
    for label, end in zip(labels, [*begins, len(line)][1:], strict=True):
        yield field_of(label["name"]) or "", line[label.end() : end].strip()
