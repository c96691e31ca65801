"""`/blocks`: the bodies of pages."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from .bodies import append_block, set_block_trash, tell_content
from .call import Call, listing, paged
from .edits import set_trash
from .errors import Json, ancestor_in_trash, in_trash, invalid, misplaced, missing
from .files import parse_file
from .identity import parse_id
from .reader import V2025
from .rendering import render_block
from .rich_text import check_array, parse
from .sharing import has_ancestor_in_trash, unknown
from .state import Block, Database, Page, Parent, User, Workspace

TEXT_TYPES = (
    "paragraph",
    "heading_1",
    "heading_2",
    "heading_3",
    "heading_4",
    "bulleted_list_item",
    "numbered_list_item",
    "to_do",
    "toggle",
    "quote",
    "callout",
    "code",
)
FILE_TYPES = ("image", "file", "video", "audio", "pdf")
PLAIN_TYPES = ("divider", "breadcrumb", "table_of_contents", "embed", "bookmark")
TYPES = (*TEXT_TYPES, *FILE_TYPES, *PLAIN_TYPES)
MAX_CHILDREN = 100
MAX_BLOCKS = 1000
MAX_DEPTH = 2


@dataclass
class NewBlock:
    """A checked block and what stands in it."""

    type: str
    content: Json
    children: list[NewBlock] = field(default_factory=list)

    def count(self) -> int:
        return 1 + sum(child.count() for child in self.children)


def check_children(workspace: Workspace, items: Any, where: str, depth: int = 0) -> list[NewBlock]:
    blocks = [
        check_block(workspace, item, f"{where}[{number}]", depth)
        for number, item in enumerate(check_array(items, where, MAX_CHILDREN))
    ]
    if sum(block.count() for block in blocks) > MAX_BLOCKS:
        raise invalid(f"{where} should hold at most {MAX_BLOCKS} blocks.")
    return blocks


def check_block(workspace: Workspace, item: Any, where: str, depth: int) -> NewBlock:
    if not isinstance(item, dict):
        raise misplaced(where, "be an object", item)
    kind = next((kind for kind in TYPES if kind in item), None)
    if kind is None:
        raise missing(f"{where}.paragraph")
    given = item[kind]
    if not isinstance(given, dict):
        raise misplaced(f"{where}.{kind}", "be an object", given)
    children = given.get("children", item.get("children", []))
    if children and depth >= MAX_DEPTH:
        raise misplaced(f"{where}.{kind}.children", "be not present", "…")
    content = check_content(workspace, kind, given, f"{where}.{kind}")
    below = check_children(workspace, children, f"{where}.{kind}.children", depth + 1)
    return NewBlock(kind, content, below)


def check_content(workspace: Workspace, kind: str, given: Json, where: str) -> Json:
    rest = {key: value for key, value in given.items() if key not in ("children", "type")}
    if kind in FILE_TYPES:
        caption = parse(workspace, rest.get("caption", []), f"{where}.caption")
        return {"caption": caption, "kept_file": parse_file(workspace, given, where)}
    if kind in PLAIN_TYPES:
        return rest
    if "rich_text" not in rest:
        raise missing(f"{where}.rich_text")
    text = parse(workspace, rest["rich_text"], f"{where}.rich_text")
    return {**rest, "rich_text": text, "color": rest.get("color", "default")}


def add_children(
    workspace: Workspace,
    author: User,
    parent: Parent,
    blocks: list[NewBlock],
    at: int | None = None,
) -> list[Block]:
    """Put checked blocks into place; the answer names only the uppermost."""
    made = []
    for offset, new in enumerate(blocks):
        place = None if at is None else at + offset
        block = append_block(
            workspace, author, parent, kind=new.type, content=new.content, at=place
        )
        add_children(workspace, author, Parent("block", block.id), new.children)
        made.append(block)
    return made


def find_block(call: Call) -> Block | Page | Database:
    block_id = call.id("block_id")
    workspace = call.workspace
    found: Block | Page | Database | None = (
        workspace.blocks.get(block_id)
        or workspace.pages.get(block_id)
        or workspace.databases.get(block_id)
    )
    if found is None or not call.visible(block_id):
        raise unknown(call.connection, "block", block_id)
    return found


def retrieve_block(call: Call) -> Json:
    call.needs("read_content")
    return render_block(call.reader, find_block(call))


def list_children(call: Call) -> Json:
    call.needs("read_content")
    workspace = call.workspace
    records: list[Block | Page | Database] = [
        found
        for each in workspace.children.get(find_block(call).id, [])
        for found in [
            workspace.blocks.get(each) or workspace.pages.get(each) or workspace.databases.get(each)
        ]
        if found is not None and not found.in_trash
    ]
    return paged(call, "block", [(each.id, render_block(call.reader, each)) for each in records])


def append_children(call: Call) -> Json:
    call.needs("insert_content")
    record = find_block(call)
    check_writable(call, record)
    blocks = check_children(call.workspace, call.body.get("children"), "body.children")
    kind = "page" if isinstance(record, Page) else "block"
    parent = Parent(kind, record.id)  # type: ignore[arg-type]  # one of two kinds
    made = add_children(call.workspace, call.bot, parent, blocks, at=position(call, record.id))
    call.workspace.touch(record, call.bot)
    tell_content(call.workspace, call.bot, parent, [block.id for block in made])
    return listing("block", [render_block(call.reader, block) for block in made])


def position(call: Call, parent_id: str) -> int | None:
    """Where new children go; the old version has another word for it."""
    siblings = call.workspace.children.get(parent_id, [])
    after = call.body.get("after") if call.version == V2025 else None
    if after is None and "after" in call.body:
        raise misplaced("body.after", "be not present", call.body["after"])
    given = call.body.get("position", {"type": "end"})
    if after is None and given.get("type") in ("start", "end"):
        return 0 if given["type"] == "start" else None
    after = after or given.get("after_block", {}).get("id")
    block_id = parse_id(after, "body.position.after_block.id")
    if block_id not in siblings:
        raise unknown(call.connection, "block", block_id)
    return siblings.index(block_id) + 1


def check_writable(call: Call, record: Block | Page | Database) -> None:
    if record.in_trash:
        raise in_trash()
    if has_ancestor_in_trash(call.workspace, record.id):
        raise ancestor_in_trash()


def update_block(call: Call) -> Json:
    call.needs("update_content")
    record = find_block(call)
    wants_trash = call.trash_flag()
    if wants_trash is not None:
        trash_record(call, record, in_trash=wants_trash)
    if isinstance(record, Block) and record.type in call.body:
        check_writable(call, record)
        record.content = check_content(
            call.workspace, record.type, call.body[record.type], f"body.{record.type}"
        )
        call.workspace.touch(record, call.bot)
        tell_content(call.workspace, call.bot, record.parent, [record.id])
    return render_block(call.reader, record)


def trash_record(call: Call, record: Block | Page | Database, *, in_trash: bool) -> None:
    if isinstance(record, Block):
        set_block_trash(call.workspace, call.bot, record, in_trash=in_trash)
    else:
        set_trash(call.workspace, call.bot, record, in_trash=in_trash)


def delete_block(call: Call) -> Json:
    """Into the trash; for pages and databases too."""
    call.needs("update_content")
    record = find_block(call)
    check_writable(call, record)
    trash_record(call, record, in_trash=True)
    return render_block(call.reader, record)
