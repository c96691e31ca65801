"""Whether English sentences may be put between the sentences of a text."""

from __future__ import annotations

import re
import unicodedata

from tasks_app.pipeline.planning.vocabulary import word_list

ENGLISH = frozenset(
    word_list("""
    the and of to is was were with for that it on at by from as this how why their his her are
    be has had not they its when what who
    """)
)
# Unmistakable small words of other languages in Latin letters; names hold one of them at times.
FOREIGN = frozenset(
    word_list("""
    der das und ist nicht ein eine mit von den dem auf für sich wird wurde le les des et est
    une dans qui que pour sur avec el los las y del una por con en se como il di che della per
    non è gli os não uma em het een van niet zijn się nie jest och att är som det og ikke ve
    bir
    """)
)
WORD = re.compile(r"[^\W\d_]+")


def takes_english(text: str) -> bool:
    """False for text that is mainly of another script, or plainly of another language."""
    letters = [char for char in text if char.isalpha()]
    latin = sum(unicodedata.name(char, "").startswith("LATIN") for char in letters)
    if latin * 2 < len(letters):
        return False
    words = [word.casefold() for word in WORD.findall(text)]
    foreign = sum(word in FOREIGN for word in words)
    return foreign < 2 or foreign <= sum(word in ENGLISH for word in words)
