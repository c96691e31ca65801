"""Which of several prompts a text speaks of: by the words they share, rare ones counting only."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from tasks_app.pipeline.planning.vocabulary import word_list

WORD = re.compile(r"[^\W\d_]{3,}")
UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]+")
EMPTY_WORDS = frozenset(
    word_list("""
    the and for with that this from its into are was were has had have not his her their they them
    who which what when where while one all there then than them over under out off our your
    """)
)
# Said of the camera, not of what it sees.
CAMERA_WORDS = frozenset(
    word_list("""
    wide view shot establishing medium close level side low angle above foreground frame near layer
    silhouette camera
    """)
)
HEAD_END = re.compile(r"[,;:.!?()，；：。、]")


@cache
def _pattern(words: str) -> re.Pattern[str]:
    """One pattern for a line of vocabulary."""
    parts: list[str] = []
    for word in words.split():
        stem = re.escape(word.removesuffix("-"))
        if not word.isascii():
            parts.append(stem)
        else:
            parts.append(rf"\b{stem}\w*" if word.endswith("-") else rf"\b{stem}\b")
    return re.compile("|".join(parts), re.IGNORECASE)


def first_mention(words: str, text: str) -> int | None:
    """Where in the text one of the words of a vocabulary line stands first."""
    found = _pattern(words).search(text)
    return found.start() if found else None


def words_of(text: str) -> frozenset[str]:
    """The words that can tell two texts apart; for scripts without spaces, pairs of letters."""
    words = {word.casefold() for word in WORD.findall(text)}
    words |= {word.removesuffix("s") for word in words}
    pairs = {run[at : at + 2] for run in UNSPACED.findall(text) for at in range(len(run) - 1)}
    return frozenset((words - EMPTY_WORDS - CAMERA_WORDS) | pairs)


def ranked(text: str, prompts: Sequence[str]) -> list[int]:
    """The positions (from 0) of the prompts that share words with the text, the closest first.

    A prompt names its subject before the first comma; what most of them name tells nothing.
    """
    vocabularies = [words_of(HEAD_END.split(prompt, maxsplit=1)[0]) for prompt in prompts]
    common = Counter(word for vocabulary in vocabularies for word in vocabulary)
    most = max(1, len(prompts) // 2)
    spoken = {word for word in words_of(text) if common[word] <= most}
    shared = [len(vocabulary & spoken) for vocabulary in vocabularies]
    return sorted(
        (at for at, count in enumerate(shared) if count), key=lambda at: (-shared[at], at)
    )
