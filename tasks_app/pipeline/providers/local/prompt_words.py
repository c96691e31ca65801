"""What a prompt asks for: its words, matched against tables of themes. Pure.

Tables are mostly English with the commonest words of a few other languages; a prompt that matches
nothing is fine, its picture is then chosen by chance.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import islice
from random import Random

# Theme to the words that mean it, separated by spaces.
Themes = Mapping[str, str]

WORD = re.compile(r"[^\W_]+")
# Where a description turns from the thing itself to what surrounds it.
TURN = re.compile(
    r"[,.;:!?()\[\]\"“”\n/|]|\s[-–—]\s|\b(?:of|with|in|on|at|from|for|by|and|who|that|which|wearing|"
    r"holding|carrying|mit|von|aus|auf|im|con|de|en|avec|dans|du)\b",
    re.IGNORECASE,
)
FIRST_IDEOGRAPH = "\u2e80"
ENDINGS = ("s", "es", "n", "en", "ing", "y", "ly")


def matches(prompt: str, themes: Themes) -> list[str]:
    """The themes a prompt names, in the order in which it names them, each once."""
    meanings = _meanings(tuple(themes.items()))
    words = WORD.findall(prompt.casefold())
    return list(dict.fromkeys(theme for word in words for theme in _themes_of(word, meanings)))


def pick(rng: Random, prompt: str, themes: Themes, *, otherwise: str) -> str:
    """One theme of those named, mostly the first; when none is, one of `otherwise` by chance."""
    named = matches(prompt, themes)
    if not named:
        return rng.choice(otherwise.split())
    return rng.choices(named, weights=[3.0, *[1.0] * (len(named) - 1)])[0]


def subject(prompt: str, themes: Themes) -> str | None:
    """The theme of what a prompt describes: in "a wooden chest with a map" that is the chest.

    The last word that counts in the first part of the prompt that has one: English and German
    put the thing itself after what qualifies it.
    """
    parts = (matches(part, themes) for part in TURN.split(prompt))
    return next((named[-1] for named in parts if named), None)


def opening(prompt: str) -> str:
    """The first words of a prompt: what it is about, before what that has or does."""
    return next((part for part in TURN.split(prompt) if part.strip()), "")


@cache
def _meanings(themes: tuple[tuple[str, str], ...]) -> dict[str, str]:
    """Each word's theme: a theme's own name comes first, then the theme that is listed first."""
    listed = {word: theme for theme, words in reversed(themes) for word in words.split()}
    return listed | {theme: theme for theme, _ in themes}


def _themes_of(word: str, meanings: Mapping[str, str]) -> Iterator[str]:
    """What a word means, whole or without its ending; ideographs stand in pairs or alone."""
    if word[0] >= FIRST_IDEOGRAPH:
        yield from _themes_of_ideographs(word, meanings)
        return
    shorter = (word.removesuffix(end) for end in ENDINGS if word.endswith(end) and len(word) > 4)
    known = (meanings[form] for form in (word, *shorter) if form in meanings)
    yield from islice(known, 1)


def _themes_of_ideographs(word: str, meanings: Mapping[str, str]) -> Iterator[str]:
    at = 0
    while at < len(word):
        size = 2 if word[at : at + 2] in meanings else 1
        if word[at : at + size] in meanings:
            yield meanings[word[at : at + size]]
        at += size
