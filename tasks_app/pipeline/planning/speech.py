"""Text as it is spoken: sentences, and how many words of speaking time they take.

A narration of 14 to 20 words takes 6 to 8 s at the usual 150 words a minute. Scripts without
spaces count by letters: 20 to 28 Chinese ones take as long, measured with the local voice.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable

SHORTEST_WORDS = 14
LONGEST_WORDS = 20
USUAL_WORDS = 17
SHORT_REST_WORDS = 6

# Letters that take as long as one English word, in scripts that set no spaces.
CJK_LETTERS_PER_WORD = 1.4
THAI_LETTERS_PER_WORD = 5.0
# A longer "word" is none: an address, or text without any space.
WORD_LETTERS = 14
WIDEST_WORD = 20
# What is longer than this many clips is no sentence, and only its beginning is used.
SENTENCE_PARTS = 60

CJK = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
THAI = re.compile(r"[\u0e01-\u0eff\u1000-\u109f\u1780-\u17ff]")
CLOSING = re.escape("\"'”’»)]*_`」』")
FULL_STOP = re.compile(rf"[。！？]+[{CLOSING}]*|[.!?…؟۔।॥]+[{CLOSING}]*(?=\s|$)")
ENDS = re.compile(rf"[.!?…。！？؟۔।॥][{CLOSING}]*$")
# Where a long sentence breathes, from the best place to the worst, and what each costs in words.
BREATHS = (
    (re.compile(r"[,;:](?=\s)|[、，；：،؛]|(?<=\s)[–—-](?=\s)|[–—]"), 0),
    (
        re.compile(
            r"\s(?=(?:and|but|or|which|who|while|because|as|so|when|where|until|before|after|that)\s)"
        ),
        2,
    ),
    (re.compile(r"\s"), 6),
)
ABBREVIATED = re.compile(
    r"(?:^|[\s(\"'“‘])(?:(?i:dr|mr|mrs|ms|prof|st|gen|col|capt|lt|sgt|rev|hon|vs|etc|approx|ca|vol"
    r"|fig|jr|sr|inc|ltd|e\.g|i\.e|a\.m|p\.m|u\.s|u\.k|b\.c|a\.d)|[A-HJ-Z])\.$"
)
# No text of twenty words is longer, since longer words count as several.
WINDOW = LONGEST_WORDS * (WORD_LETTERS + 1)
JOINERS = "\u200d\ufe0e\ufe0f\u20e3"


def spoken_words(text: str) -> int:
    """How many English words take as long to speak as this text."""
    unspaced = len(CJK.findall(text)) / CJK_LETTERS_PER_WORD
    unspaced += len(THAI.findall(text)) / THAI_LETTERS_PER_WORD
    words = THAI.sub(" ", CJK.sub(" ", text)).split()
    spoken = math.ceil(unspaced) + sum(_word_weight(word) for word in words)
    # Signs that nobody speaks have to be shown in captions all the same.
    return max(spoken, len(text.strip()) // WIDEST_WORD)


def _word_weight(word: str) -> int:
    if not any(char.isalnum() or unicodedata.category(char) == "So" for char in word):
        return 0
    return math.ceil(len(word) / WORD_LETTERS)


def ends_sentence(text: str) -> bool:
    return ENDS.search(text[-20:].rstrip()) is not None


def ended(text: str) -> str:
    """The text as a sentence; a full stop of its script is added where it has none."""
    if not text or ends_sentence(text) or unicodedata.category(text[-1]) in {"So", "Mn", "Sk"}:
        return text
    return f"{text.rstrip(' ,;:-–—、，；：')}{'。' if CJK.search(text[-3:]) else '.'}"


def run_on(pieces: Iterable[str]) -> str:
    """Texts one after the other, with a space between them where their script has one."""
    text = ""
    for piece in pieces:
        unspaced = not text or (CJK.match(piece[:1]) and _is_unspaced(text[-1]))
        text = f"{text}{piece}" if unspaced else f"{text} {piece}"
    return text


def _is_unspaced(char: str) -> bool:
    return bool(CJK.match(char)) or char in "。！？、，；：」』”"


def sentences(text: str) -> list[str]:
    """The sentences of one paragraph; `Dr. Grey` and `J. R. R.` end none."""
    found: list[str] = []
    begin = 0
    for stop in FULL_STOP.finditer(text):
        if _is_end(text, begin, stop):
            found.append(text[begin : stop.end()].strip())
            begin = stop.end()
    found.append(text[begin:].strip())
    return [sentence for sentence in found if sentence]


def _is_end(text: str, begin: int, stop: re.Match[str]) -> bool:
    if stop.group()[0] not in ".…":
        return True
    following = text[stop.end() : stop.end() + 2].strip()
    if following[:1].islower():
        return False
    return not ABBREVIATED.search(text[max(begin, stop.start() - 12) : stop.start() + 1])


def pieces(sentence: str) -> list[str]:
    """A sentence in parts that can each be spoken over one clip, cut where it breathes.

    Every part but the last is long enough for a clip.
    """
    parts: list[str] = []
    rest = " ".join(sentence.split())
    words = spoken_words(rest)
    while words > LONGEST_WORDS and len(parts) < SENTENCE_PARTS:
        at = _cut(rest[:WINDOW], max(SHORTEST_WORDS, min(USUAL_WORDS, words - SHORT_REST_WORDS)))
        parts.append(rest[:at].strip())
        rest = rest[at:].strip()
        # Exact near the end, and cheap for a text of thousands of words without a full stop.
        words = spoken_words(rest) if len(rest) < 4 * WINDOW else words - spoken_words(parts[-1])
    return [*parts, rest][:SENTENCE_PARTS] if rest else parts


def _cut(text: str, wanted: int) -> int:
    """Where to cut so that the first part has about as many words as wanted."""
    places = {
        breath.end(): cost
        for pattern, cost in reversed(BREATHS)
        for breath in pattern.finditer(text)
    }
    rated: list[tuple[int, int]] = []
    for at, cost in places.items():
        words = spoken_words(text[:at])
        if SHORTEST_WORDS <= words <= LONGEST_WORDS and text[at:].strip():
            rated.append((abs(words - wanted) + cost, at))
    return min(rated)[1] if rated else _hard_cut(text, wanted)


def _hard_cut(text: str, wanted: int) -> int:
    """For text without a place to breathe: as many letters as fit, not inside of a character."""
    most = next((n for n in range(1, len(text)) if spoken_words(text[: n + 1]) > wanted), len(text))
    return next((at for at in range(most, most // 2, -1) if _is_seam(text, at)), most)


def _is_seam(text: str, at: int) -> bool:
    if at >= len(text):
        return True
    before, after = text[at - 1], text[at]
    is_part = after in JOINERS or unicodedata.category(after) in {
        "Mn",
        "Mc",
        "Me",
        "Sk",
        "Po",
        "Pe",
    }
    is_flag = all("\U0001f1e6" <= char <= "\U0001f1ff" for char in (before, after))
    return not (is_part or before == "\u200d" or is_flag)
