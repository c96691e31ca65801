"""`/comments`."""

from __future__ import annotations

from typing import Any

from .bodies import add_comment, tell_comment
from .call import Call, paged
from .errors import Json, invalid, misplaced, missing, restricted
from .identity import parse_id
from .rendering import render_comment
from .rich_text import check_array, check_text, from_markdown, parse
from .sharing import is_visible, unknown
from .state import Comment, Parent

MAX_ATTACHMENTS = 3
MAX_MARKDOWN = 20_000


def create_comment(call: Call) -> Json:
    call.needs("insert_comments")
    parent, discussion_id = find_place(call)
    comment = add_comment(
        call.workspace,
        call.bot,
        parent,
        discussion_id=discussion_id,
        pieces=read_text(call),
        display_name=read_display_name(call),
    )
    return render_comment(call.reader, comment)


def find_place(call: Call) -> tuple[Parent, str]:
    """A page or block to start on, or a discussion to reply to."""
    if ("discussion_id" in call.body) == ("parent" in call.body):
        raise misplaced("body.discussion_id", "be not present", call.body.get("discussion_id"))
    if "parent" in call.body:
        parent = call.body_parent("page", "block")
        is_known = parent.id in call.workspace.pages or parent.id in call.workspace.blocks
        if not is_known or not call.visible(parent.id):
            raise unknown(call.connection, parent.kind, parent.id)
        return parent, ""
    discussion_id = parse_id(call.body["discussion_id"], "body.discussion_id")
    for comment in call.workspace.comments.values():
        if comment.discussion_id == discussion_id and call.visible(comment.page_id):
            return comment.parent, discussion_id
    raise unknown(call.connection, "discussion", discussion_id)


def read_text(call: Call) -> list[Json]:
    """Exactly one of `rich_text` and `markdown`."""
    if ("rich_text" in call.body) == ("markdown" in call.body):
        raise missing("body.rich_text")
    if len(check_array(call.body.get("attachments", []), "body.attachments")) > MAX_ATTACHMENTS:
        raise misplaced("body.attachments.length", f"be ≤ `{MAX_ATTACHMENTS}`", "more")
    if "markdown" in call.body:
        return from_markdown(check_text(call.body["markdown"], "body.markdown", MAX_MARKDOWN))
    return parse(call.workspace, call.body["rich_text"], "body.rich_text")


def read_display_name(call: Call) -> Json:
    given = call.body.get("display_name", {"type": "integration"})
    kind: Any = given.get("type") if isinstance(given, dict) else None
    if kind == "custom":
        return {"type": "custom", "resolved_name": given["custom"]["name"]}
    if kind not in ("integration", "user"):
        raise missing("body.display_name.type")
    return {"type": kind, "resolved_name": call.bot.name}


def list_comments(call: Call) -> Json:
    """Open comments of a page or block; resolved ones are out of sight."""
    call.needs("read_comments")
    place = call.first("block_id")
    if place is None:
        raise missing("query.block_id")
    block_id = parse_id(place, "query.block_id")
    if not is_visible(call.workspace, call.connection, block_id):
        raise unknown(call.connection, "block", block_id)
    found = [
        (comment.id, render_comment(call.reader, comment))
        for comment in call.workspace.comments.values()
        if comment.parent.id == block_id and not comment.is_resolved and not comment.in_trash
    ]
    return paged(call, "comment", found)


def find_comment(call: Call) -> Comment:
    comment_id = call.id("comment_id")
    comment = call.workspace.comments.get(comment_id)
    if comment is None or comment.in_trash or not call.visible(comment.page_id):
        raise unknown(call.connection, "comment", comment_id)
    return comment


def retrieve_comment(call: Call) -> Json:
    call.needs("read_comments")
    return render_comment(call.reader, find_comment(call))


def own_comment(call: Call) -> Comment:
    comment = find_comment(call)
    if comment.created_by != call.bot.id:
        raise restricted("Only the author of a comment can change it.")
    return comment


def update_comment(call: Call) -> Json:
    call.needs("insert_comments")
    comment = own_comment(call)
    if not {"rich_text", "markdown"} & set(call.body):
        raise invalid("body failed validation: body.rich_text should be defined.")
    comment.rich_text = read_text(call)
    call.workspace.touch(comment, call.bot)
    tell_comment(call.workspace, call.bot, comment, "updated")
    return render_comment(call.reader, comment)


def delete_comment(call: Call) -> Json:
    call.needs("insert_comments")
    comment = own_comment(call)
    comment.in_trash = True
    tell_comment(call.workspace, call.bot, comment, "deleted")
    return render_comment(call.reader, comment)
