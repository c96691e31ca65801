"""The sentences of a story direction: its prose, without tables, headings and stage directions."""

from __future__ import annotations

import re

from tasks_app.pipeline.planning import tables
from tasks_app.pipeline.planning.markup import FENCE, HEADING, RULE, lines_of, plain_line
from tasks_app.pipeline.planning.speech import ended, ends_sentence, sentences, spoken_words

LISTED = re.compile(r"\s*(?:[-*+•–]|\d{1,3}[.)])\s")
# Said to whoever makes the video, not to whoever watches it.
DIRECTION = re.compile(
    r"(?:visual |target |overall )?(?:tone|style|mood|length|duration|audience|music|voice|format|"
    r"language|aspect ratio|pacing|notes?)\s*[:：]",
    re.IGNORECASE,
)
# Text that is wrapped has full lines; a shorter one ended on purpose.
WRAPPED_LETTERS = 50
LEAD_IN_WORDS = 8


def sentences_of(story: str) -> list[str]:
    """What of the story can be spoken, in its order."""
    _, around = tables.split(story)
    spoken = [sentence for part in _paragraphs(around) for sentence in sentences(ended(part))]
    if not spoken:
        headings = (HEADING.match(line) for line in lines_of(around))
        spoken = [ended(plain_line(found["text"].rstrip("# "))) for found in headings if found]
    return [sentence for sentence in spoken if spoken_words(sentence)]


def _paragraphs(text: str) -> list[str]:
    """Runs of lines that belong together; a list item and an unfinished short line stand alone."""
    parts: list[str] = [""]
    for line in lines_of(text):
        plain = plain_line(line)
        if not plain or FENCE.match(line) or RULE.match(line) or HEADING.match(line):
            parts.append("")
        elif not _is_direction(plain):
            is_wrapped = len(parts[-1].rpartition("\n")[2]) >= WRAPPED_LETTERS
            if LISTED.match(line) or not (is_wrapped or ends_sentence(parts[-1])):
                parts.append("")
            parts[-1] = f"{parts[-1]}\n{plain}".strip()
    return [part.replace("\n", " ") for part in parts if part]


def _is_direction(line: str) -> bool:
    announces = line.endswith((":", "：")) and spoken_words(line) <= LEAD_IN_WORDS
    return announces or DIRECTION.match(line) is not None
