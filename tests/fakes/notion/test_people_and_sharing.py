from __future__ import annotations

import pytest

from . import NotionServer, Plan
from .conftest import SCHEMA, Api, Client


def test_one_selection_sets_many_rows(notion: NotionServer, board: str) -> None:
    ana = notion.person("Ana")
    pages = [ana.add_page(board, {"Title": f"Row {number}"}) for number in range(20)]

    ana.edit_many(pages, {"Status": "Queued"})

    assert {notion.values(page)["Status"] for page in pages} == {"Queued"}


def test_a_copy_has_everything_of_the_original_our_key_too(
    notion: NotionServer, board: str
) -> None:
    original = notion.person("Ana").add_page(board, {"Title": "Row", "Task Id": "T-1"})

    copy = notion.person("Ana").duplicate(original)

    assert copy != original
    assert notion.values(copy)["Title"] == "Row (1)"
    assert notion.find_pages(board, "Task Id", "T-1") == [original, copy]


def test_a_trashed_page_is_read_but_not_written_until_it_is_restored(
    notion: NotionServer, api: Api, board: str
) -> None:
    page = notion.person("Ana").add_page(board)
    notion.person("Ana").trash(page)
    edit = {"properties": {"Cost": {"number": 1}}}

    read = api("GET", f"/pages/{page}")
    refused = api("PATCH", f"/pages/{page}", edit)
    restored = api("PATCH", f"/pages/{page}", {"in_trash": False, **edit})

    assert (read[0], read[1]["in_trash"]) == (200, True)
    assert refused[0] == 400
    assert "archived" in refused[1]["message"]
    assert (restored[0], restored[1]["in_trash"]) == (200, False)
    assert notion.values(page)["Cost"] == 1


def test_pages_of_a_trashed_database_cannot_be_written_and_its_rows_not_asked_for(
    notion: NotionServer, api: Api, board: str, source: str
) -> None:
    page = notion.person("Ana").add_page(board)
    notion.person("Ana").trash_database(board)

    written = api("PATCH", f"/pages/{page}", {"properties": {"Cost": {"number": 1}}})
    asked = api("POST", f"/data_sources/{source}/query", {})
    made = api("POST", "/pages", {"parent": {"data_source_id": source}})

    assert (written[0], asked[0], made[0]) == (400, 404, 400)
    assert "ancestor" in written[1]["message"]
    assert api("GET", f"/databases/{board}")[1]["in_trash"] is True


def test_unshared_and_deleted_for_ever_look_the_same(
    notion: NotionServer, api: Api, board: str
) -> None:
    unshared, deleted = (notion.person("Ana").add_page(board) for _number in range(2))
    notion.unshare(unshared)
    notion.person("Ana").delete_for_ever(deleted)

    answers = [api("GET", f"/pages/{page}") for page in (unshared, deleted)]

    assert [status for status, _error in answers] == [404, 404]
    assert answers[0][1]["message"].replace(unshared, "…") == answers[1][1]["message"].replace(
        deleted, "…"
    )
    assert answers[0][1]["additional_data"] == {"integration_id": notion.bot_id}


def test_an_unshared_database_takes_its_rows_along(
    notion: NotionServer, api: Api, board: str, source: str
) -> None:
    page = notion.person("Ana").add_page(board)

    notion.unshare(board)
    hidden = [
        api("GET", f"/databases/{board}")[0],
        api("POST", f"/data_sources/{source}/query", {})[0],
        api("GET", f"/pages/{page}")[0],
    ]
    notion.share(board)

    assert hidden == [404, 404, 404]
    assert api("GET", f"/pages/{page}")[0] == 200


def test_a_revoked_token_is_refused_until_there_is_a_new_one(
    notion: NotionServer, api: Client
) -> None:
    token = notion.token
    notion.revoke_token()

    status, error = api("GET", "/users/me")
    notion.issue_token(token)

    assert (status, error["code"]) == (401, "unauthorized")
    assert api("GET", "/users/me")[0] == 200


def test_missing_capabilities_are_refused_and_reading_becomes_partial(
    notion: NotionServer, api: Api, board: str
) -> None:
    page = notion.person("Ana").add_page(board)
    notion.restrict("insert_comments", "read_content")

    refused = api("POST", "/comments", {"parent": {"page_id": page}, "markdown": "No"})
    partial = api("GET", f"/pages/{page}")[1]

    assert (refused[0], refused[1]["code"]) == (403, "restricted_resource")
    assert set(partial) == {"object", "id", "request_id"}


def test_a_renamed_column_is_still_found_by_its_id(
    notion: NotionServer, api: Api, board: str
) -> None:
    page = notion.person("Ana").add_page(board, {"Cost": 1})
    cost = notion.property_id(board, "Cost")
    notion.person("Ana").rename_property(board, "Cost", "Price")

    by_id = api("PATCH", f"/pages/{page}", {"properties": {cost: {"number": 2}}})
    by_name = api("PATCH", f"/pages/{page}", {"properties": {"Cost": {"number": 3}}})

    assert (by_id[0], by_name[0]) == (200, 400)
    assert by_id[1]["properties"]["Price"] == {"id": cost, "type": "number", "number": 2}


def test_a_deleted_column_is_gone_and_comes_back_with_its_values(
    notion: NotionServer, api: Api, board: str
) -> None:
    page = notion.person("Ana").add_page(board, {"Cost": 1})
    cost = notion.property_id(board, "Cost")
    notion.person("Ana").delete_property(board, "Cost")

    refused, error = api("PATCH", f"/pages/{page}", {"properties": {cost: {"number": 2}}})
    notion.person("Ana").restore_property(board, "Cost")

    assert refused == 400
    assert error["message"] == f"{cost} is not a property that exists."
    assert notion.values(page)["Cost"] == 1
    assert notion.property_id(board, "Cost") == cost


@pytest.mark.parametrize(
    ("column", "kind", "before", "after"),
    [
        ("Status", "rich_text", "Queued", "Queued"),
        ("Status", "status", "Queued", "Queued"),
        ("Stage", "select", "Running", "Running"),
        ("Task Id", "select", "T-1", "T-1"),
        ("Cost", "rich_text", 3, "3"),
        ("Status", "checkbox", "Queued", False),
    ],
)
def test_a_column_of_another_type_keeps_its_id_and_what_can_be_kept(
    notion: NotionServer, board: str, column: str, kind: str, before: object, after: object
) -> None:
    page = notion.person("Ana").add_page(board, {column: before})
    old_id = notion.property_id(board, column)

    notion.person("Ana").retype_property(board, column, kind)

    assert notion.values(page)[column] == after
    assert notion.property_id(board, column) == old_id


def test_a_renamed_option_keeps_its_id_and_a_deleted_one_empties_pages(
    notion: NotionServer, board: str
) -> None:
    page = notion.person("Ana").add_page(board, {"Status": "Draft"})
    ana = notion.person("Ana")
    before = notion.page_json(page)["properties"]["Status"]["select"]["id"]

    ana.rename_option(board, "Status", "Draft", "Idea")
    renamed = notion.page_json(page)["properties"]["Status"]["select"]
    ana.delete_option(board, "Status", "Idea")

    assert (renamed["id"], renamed["name"]) == (before, "Idea")
    assert notion.values(page)["Status"] is None


def test_a_template_fills_a_page_after_the_answer(
    notion: NotionServer, api: Api, board: str, source: str
) -> None:
    notion.clock.stop()
    template = notion.person("Ana").add_template(board, {"Title": "T", "Status": "Draft"})
    body = {"type": "template_id", "template_id": template}

    _status, page = api("POST", "/pages", {"parent": {"data_source_id": source}, "template": body})
    notion.clock.advance(1)

    assert page["properties"]["Status"]["select"] is None
    assert notion.values(page["id"])["Status"] == "Draft"
    assert notion.page_ids(source) == [page["id"]]


def test_comments_of_a_page_share_a_discussion_until_it_is_resolved(
    notion: NotionServer, api: Api, board: str
) -> None:
    page = notion.person("Ana").add_page(board)
    body = {"parent": {"page_id": page}, "markdown": "Refused: **Status** is `Done`."}

    _status, made = api("POST", "/comments", body)
    asked = notion.person("Ana").comment(page, "Why?")
    listed = api("GET", f"/comments?block_id={page}")[1]["results"]
    notion.person("Ana").resolve(asked)

    assert len({comment["discussion_id"] for comment in listed}) == 1
    assert [piece["plain_text"] for piece in made["rich_text"]] == [
        "Refused: ",
        "Status",
        " is ",
        "Done",
        ".",
    ]
    assert made["rich_text"][1]["annotations"]["bold"] is True
    assert notion.comments(page) == ["Refused: Status is Done.", "Why?"]
    assert api("GET", f"/comments?block_id={page}")[1]["results"] == []


def test_only_ones_own_comments_can_be_changed(notion: NotionServer, api: Api, board: str) -> None:
    page = notion.person("Ana").add_page(board)
    _status, own = api("POST", "/comments", {"parent": {"page_id": page}, "markdown": "Mine"})
    other = notion.person("Ana").comment(page, "Hers")

    changed = api("PATCH", f"/comments/{own['id']}", {"markdown": "Still mine"})
    refused = api("DELETE", f"/comments/{other}")
    deleted = api("DELETE", f"/comments/{own['id']}")

    assert (changed[0], refused[0], deleted[0]) == (200, 403, 200)
    assert notion.comments(page) == ["Hers"]


def test_a_comment_does_not_stamp_the_page(notion: NotionServer, board: str) -> None:
    page = notion.person("Ana").add_page(board)
    before = notion.page_json(page)

    notion.clock.advance(120)
    notion.person("Ben").comment(page, "Hm")

    assert notion.page_json(page)["last_edited_time"] == before["last_edited_time"]


def test_a_free_workspace_has_blocks_for_life() -> None:
    with NotionServer(plan=Plan(block_limit=3)) as notion:
        api = Client(notion, "2026-03-11")
        board = notion.create_board("Tasks", SCHEMA)
        parent = {"parent": {"data_source_id": notion.data_source_id(board)}}
        pages = [api("POST", "/pages", parent)[1]["id"] for _number in range(2)]
        notion.person("Ana").trash(pages[0])
        in_grace = api("POST", "/pages", parent)[0]
        notion.clock.advance(3 * 86_400)
        refused, error = api("POST", "/pages", parent)
        edited = api("PATCH", f"/pages/{pages[1]}", {"properties": {"Cost": {"number": 1}}})[0]
        used = notion.blocks_used()
        api.session.close()

    assert (in_grace, refused, edited, used) == (200, 403, 200, 4)
    assert error["additional_data"] == {"block_limit": "block_creation"}
