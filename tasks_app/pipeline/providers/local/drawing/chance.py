"""Chance that repeats: the same words give the same numbers on every machine."""

from __future__ import annotations

import hashlib
from random import Random


def chance(*words: object) -> Random:
    """A source of numbers that depends on these words only."""
    told = "\x1f".join(str(word) for word in words)
    digest = hashlib.sha256(told.encode("utf-8", "surrogatepass")).digest()
    return Random(int.from_bytes(digest[:16]))  # noqa: S311 - pictures, not secrets
