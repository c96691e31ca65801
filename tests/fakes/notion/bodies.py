"""What stands on a page or is said about it: blocks and comments, whoever writes them."""

from __future__ import annotations

from .edits import tell_page
from .errors import Json
from .identity import new_id
from .state import Block, Change, Comment, Page, Parent, User, Workspace


def tell_content(workspace: Workspace, author: User, parent: Parent, block_ids: list[str]) -> None:
    """Blocks of a page changed; the page is what is told about."""
    page = page_around(workspace, parent)
    if page is not None:
        blocks = [{"id": each, "type": "block"} for each in block_ids]
        tell_page(workspace, author, page, "content_updated", {"updated_blocks": blocks})


def page_around(workspace: Workspace, parent: Parent) -> Page | None:
    while parent.kind == "block":
        parent = workspace.blocks[parent.id].parent
    return workspace.pages.get(parent.id)


def add_comment(
    workspace: Workspace,
    author: User,
    parent: Parent,
    *,
    discussion_id: str,
    pieces: list[Json],
    display_name: Json,
) -> Comment:
    page = page_around(workspace, parent)
    comment = Comment(
        parent=parent,
        page_id=page.id if page else parent.id,
        discussion_id=discussion_id or page_discussion(workspace, parent),
        rich_text=pieces,
        display_name=display_name,
        **workspace.stamps(author),
    )
    workspace.comments[comment.id] = comment
    tell_comment(workspace, author, comment, "created")
    return comment


def page_discussion(workspace: Workspace, parent: Parent) -> str:
    """Comments on the same page share one discussion while it is open."""
    open_ones = [
        comment.discussion_id
        for comment in workspace.comments.values()
        if comment.parent == parent and not comment.is_resolved
    ]
    return open_ones[-1] if open_ones else new_id()


def tell_comment(workspace: Workspace, author: User, comment: Comment, kind: str) -> None:
    page = workspace.pages.get(comment.page_id)
    workspace.tell(
        Change(
            f"comment.{kind}",
            ("comment", comment.id),
            author,
            workspace.clock.now(),
            comment.parent if page is None else Parent("page", page.id),
            {"page_id": comment.page_id},
        )
    )


def append_block(
    workspace: Workspace,
    author: User,
    parent: Parent,
    *,
    kind: str,
    content: Json,
    at: int | None = None,
) -> Block:
    """One block into a page or block, at the end or at a place."""
    workspace.plan.spend(1, workspace.clock.now())
    block = Block(parent=parent, type=kind, content=content, **workspace.stamps(author))
    workspace.blocks[block.id] = block
    siblings = workspace.children.setdefault(parent.id, [])
    siblings.insert(len(siblings) if at is None else at, block.id)
    return block


def set_block_trash(workspace: Workspace, author: User, block: Block, *, in_trash: bool) -> None:
    block.in_trash = in_trash
    workspace.touch(block, author)
    tell_content(workspace, author, block.parent, [block.id])
