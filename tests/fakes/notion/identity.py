"""Ids as Notion makes and checks them."""

from __future__ import annotations

import random
import string
import uuid
from urllib.parse import quote, unquote

from .errors import misplaced

NIL = uuid.UUID(int=0)
PROPERTY_LETTERS = string.ascii_letters + string.digits + "@:;<>=?[]\\^_`{|}~"


def new_id() -> str:
    return str(uuid.uuid4())


def dashed(text: str) -> str | None:
    """The canonical form of a UUID with or without dashes, or None.

    Only UUIDs with a variant and a version of the RFC pass; the nil UUID does too.
    """
    if len(text) not in (32, 36):
        return None
    try:
        parsed = uuid.UUID(text)
    except ValueError:
        return None
    if len(text) == 36 and str(parsed) != text.lower():
        return None
    is_standard = parsed.variant == uuid.RFC_4122 and parsed.version in range(1, 9)
    return str(parsed) if is_standard or parsed == NIL else None


def parse_id(value: object, where: str) -> str:
    """The canonical id, or Notion's refusal naming the place."""
    found = dashed(value) if isinstance(value, str) else None
    if found is None:
        raise misplaced(where, "be a valid uuid", value)
    return found


def property_id() -> str:
    """Four odd characters, percent-encoded as Notion returns them."""
    return quote("".join(random.choices(PROPERTY_LETTERS, k=4)), safe="")


def same_property(left: str, right: str) -> bool:
    """Property ids are taken percent-encoded and plain."""
    return left == right or unquote(left) == right


def compact(object_id: str) -> str:
    return object_id.replace("-", "")
