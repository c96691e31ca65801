"""Rich text: checked like Notion checks it, kept in the shape Notion answers with.

As in Notion, text read back is not the array that was written: empty pieces vanish and neighbours
that look alike become one. Only the joined `plain_text` is worth comparing.
"""

from __future__ import annotations

import re
from typing import Any

from .errors import Json, invalid, misplaced, missing, too_long
from .identity import parse_id
from .state import Workspace

MAX_ITEMS = 100
MAX_CONTENT = 2000
MAX_URL = 2000
MAX_EXPRESSION = 1000
PLAIN = {
    "bold": False,
    "italic": False,
    "strikethrough": False,
    "underline": False,
    "code": False,
    "color": "default",
}
INLINE = re.compile(
    r"\*\*(?P<bold>.+?)\*\*|\*(?P<italic>[^*]+?)\*|`(?P<code>[^`]+)`|"
    r"\[(?P<label>[^\]]+)\]\((?P<href>[^)]+)\)"
)


def length(text: str) -> int:
    """Characters as UTF-16 counts them, the stricter reading of the documented limit."""
    return len(text.encode("utf-16-le")) // 2


def check_array(items: object, where: str, limit: int = MAX_ITEMS) -> list[Any]:
    if not isinstance(items, list):
        raise misplaced(where, "be an array", items)
    if len(items) > limit:
        raise too_long(where, limit, len(items))
    return items


def check_text(text: object, where: str, limit: int) -> str:
    if not isinstance(text, str):
        raise misplaced(where, "be a string", text)
    if length(text) > limit:
        raise too_long(where, limit, length(text))
    return text


def parse(workspace: Workspace, items: object, where: str) -> list[Json]:
    """Check a written array and return it as it will be read."""
    parsed: list[Json] = []
    for number, item in enumerate(check_array(items, where)):
        piece = parse_item(workspace, item, f"{where}[{number}]")
        if piece["plain_text"]:
            append(parsed, piece)
    return parsed


def parse_item(workspace: Workspace, item: object, where: str) -> Json:
    if not isinstance(item, dict):
        raise misplaced(where, "be an object", item)
    kind = next((kind for kind in ("text", "mention", "equation") if kind in item), None)
    if kind is None:
        raise missing(f"{where}.text")
    if item.get("type", kind) != kind:
        raise missing(f"{where}.{item['type']}")
    annotations = {**PLAIN, **item.get("annotations", {})}
    if set(annotations) != set(PLAIN):
        extra = sorted(set(annotations) - set(PLAIN))[0]
        raise misplaced(f"{where}.annotations.{extra}", "be not present", annotations[extra])
    content, plain, href = READERS[kind](workspace, item[kind], f"{where}.{kind}")
    return {
        "type": kind,
        kind: content,
        "annotations": annotations,
        "plain_text": plain,
        "href": href,
    }


def read_text(_workspace: Workspace, value: Json, where: str) -> tuple[Json, str, str | None]:
    if not isinstance(value, dict) or "content" not in value:
        raise missing(f"{where}.content")
    content = check_text(value["content"], f"{where}.content", MAX_CONTENT)
    link = value.get("link")
    if link is None:
        return {"content": content, "link": None}, content, None
    if not isinstance(link, dict) or "url" not in link:
        raise missing(f"{where}.link.url")
    url = check_text(link["url"], f"{where}.link.url", MAX_URL)
    if not url:
        raise misplaced(f"{where}.link.url", "be populated", url)
    return {"content": content, "link": {"url": url}}, content, url


def read_equation(_workspace: Workspace, value: Json, where: str) -> tuple[Json, str, None]:
    expression = check_text(value.get("expression"), f"{where}.expression", MAX_EXPRESSION)
    return {"expression": expression}, expression, None


def read_mention(workspace: Workspace, value: Json, where: str) -> tuple[Json, str, str | None]:
    if "user" in value:
        user = workspace.users.get(parse_id(value["user"].get("id"), f"{where}.user.id"))
        if user is None:
            raise invalid("Could not find user mentioned.")
        return {"type": "user", "user": {"object": "user", "id": user.id}}, f"@{user.name}", None
    if "page" in value:
        page_id = parse_id(value["page"].get("id"), f"{where}.page.id")
        page = workspace.pages.get(page_id)
        title = plain_text(page.values.get("title", [])) if page else "Untitled"
        url = f"https://app.notion.com/p/{page_id.replace('-', '')}"
        return {"type": "page", "page": {"id": page_id}}, title or "Untitled", url
    if "date" in value:
        return {"type": "date", "date": value["date"]}, str(value["date"].get("start")), None
    raise missing(f"{where}.user")


READERS = {"text": read_text, "equation": read_equation, "mention": read_mention}


def append(pieces: list[Json], piece: Json) -> None:
    """Add a piece, or lengthen the last one when both look the same."""
    last = pieces[-1] if pieces else None
    joins = (
        last is not None
        and last["type"] == piece["type"] == "text"
        and last["annotations"] == piece["annotations"]
        and last["href"] == piece["href"]
        and length(last["plain_text"]) + length(piece["plain_text"]) <= MAX_CONTENT
    )
    if joins and last is not None:
        joined = last["plain_text"] + piece["plain_text"]
        pieces[-1] = {**last, "text": {**last["text"], "content": joined}, "plain_text": joined}
    else:
        pieces.append(piece)


def text(content: str, *, href: str | None = None, style: str = "") -> Json:
    """One piece as Notion answers with it."""
    return {
        "type": "text",
        "text": {"content": content, "link": {"url": href} if href else None},
        "annotations": {**PLAIN, style: True} if style else PLAIN,
        "plain_text": content,
        "href": href,
    }


def split(content: str) -> list[Json]:
    """What a person typed, however long, in pieces."""
    size = MAX_CONTENT // 2
    return [text(content[at : at + size]) for at in range(0, len(content), size)]


def plain_text(pieces: list[Json]) -> str:
    return "".join(piece["plain_text"] for piece in pieces)


def from_markdown(markdown: str) -> list[Json]:
    """Inline formatting only, as comments take it."""
    pieces: list[Json] = []
    done = 0
    for match in INLINE.finditer(markdown):
        append_plain(pieces, markdown[done : match.start()])
        found = match.groupdict()
        style = next(kind for kind in ("bold", "italic", "code", "label") if found[kind])
        if style == "label":
            append(pieces, text(found["label"], href=found["href"]))
        else:
            append(pieces, text(found[style], style=style))
        done = match.end()
    append_plain(pieces, markdown[done:])
    return pieces


def append_plain(pieces: list[Json], content: str) -> None:
    for piece in split(content):
        append(pieces, piece)
