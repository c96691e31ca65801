from __future__ import annotations

import pytest
import requests

from . import NotionServer, Plan
from .conftest import Api, Client, Json
from .uploads import MIN_PART


def begin(api: Api, **body: object) -> Json:
    _status, upload = api("POST", "/file_uploads", body or {"filename": "shot.png"})
    return upload


def send(api: Api, upload: Json, content: bytes, kind: str = "image/png", part: int = 0) -> Json:
    fields = {"part_number": str(part)} if part else None
    sent = api(
        "POST",
        f"/file_uploads/{upload['id']}/send",
        files={"file": ("shot.png", content, kind)},
        data=fields,
    )[1]
    return sent


def attach(api: Api, page: str, upload: Json) -> tuple[int, Json]:
    file = {"name": "shot.png", "type": "file_upload", "file_upload": {"id": upload["id"]}}
    return api("PATCH", f"/pages/{page}", {"properties": {"Shots": {"files": [file]}}})


def test_a_small_file_goes_in_one_part_and_is_read_by_a_new_link_every_time(
    notion: NotionServer, api: Api, board: str
) -> None:
    page = notion.person("Ana").add_page(board)
    pending = begin(api)
    uploaded = send(api, pending, b"\x89PNG\r\n\r\n--data")

    attach(api, page, uploaded)
    links = [
        api("GET", f"/pages/{page}")[1]["properties"]["Shots"]["files"][0]["file"]["url"]
        for _number in range(2)
    ]

    assert (pending["status"], pending["content_type"]) == ("pending", "image/png")
    assert pending["upload_url"].endswith(f"/v1/file_uploads/{pending['id']}/send")
    assert (uploaded["status"], uploaded["content_length"]) == ("uploaded", 14)
    assert links[0] != links[1]
    assert links[0].split("?")[0] == links[1].split("?")[0]
    assert requests.get(links[1], timeout=5).content == b"\x89PNG\r\n\r\n--data"


def test_a_link_to_a_file_holds_for_an_hour(notion: NotionServer, api: Api, board: str) -> None:
    page = notion.person("Ana").add_page(board)
    _status, body = attach(api, page, send(api, begin(api), b"x"))
    link = body["properties"]["Shots"]["files"][0]["file"]["url"]

    notion.clock.advance(3601)

    assert requests.get(link, timeout=5).status_code == 403


def test_an_upload_nobody_used_within_an_hour_is_lost(
    notion: NotionServer, api: Api, board: str
) -> None:
    page = notion.person("Ana").add_page(board)
    kept, lost = (send(api, begin(api), b"x") for _number in range(2))
    attach(api, page, kept)

    notion.clock.advance(3601)

    assert attach(api, page, kept)[0] == 200
    assert attach(api, page, lost)[0] == 400
    assert api("GET", f"/file_uploads/{lost['id']}")[1]["status"] == "expired"


def test_an_upload_that_was_not_sent_cannot_be_attached(
    notion: NotionServer, api: Api, board: str
) -> None:
    page = notion.person("Ana").add_page(board)

    status, error = attach(api, page, begin(api))

    assert status == 400
    assert "`pending`" in error["message"]


def test_a_file_of_another_type_than_declared_is_refused(api: Api) -> None:
    upload = begin(api)

    error = send(api, upload, b"x", kind="video/mp4")

    assert "does not match" in error["message"]


def test_nothing_is_sent_twice(api: Api) -> None:
    upload = begin(api)
    send(api, upload, b"x")

    assert "not pending" in send(api, upload, b"y")["message"]


def test_a_file_over_the_limit_of_the_plan_is_refused() -> None:
    with NotionServer(plan=Plan(max_file_bytes=10)) as notion:
        api = Client(notion, "2026-03-11")
        error = send(api, begin(api), b"x" * 11)
        api.session.close()

    assert "too large" in error["message"]


def test_parts_come_in_any_order_and_make_one_file(
    notion: NotionServer, api: Api, board: str
) -> None:
    notion.workspace.plan.max_file_bytes = 100 * 1024 * 1024
    page = notion.person("Ana").add_page(board)
    upload = begin(api, mode="multi_part", filename="cut.mp4", number_of_parts=2)

    after_last = send(api, upload, b"end", kind="video/mp4", part=2)
    early = api("POST", f"/file_uploads/{upload['id']}/complete")
    send(api, upload, b"a" * MIN_PART, kind="video/mp4", part=1)
    done = api("POST", f"/file_uploads/{upload['id']}/complete")
    attach(api, page, done[1])

    assert after_last["number_of_parts"] == {"total": 2, "sent": 1}
    assert early[0] == 400
    assert (done[0], done[1]["status"]) == (200, "uploaded")
    assert notion.file_bytes(page, "Shots") == [b"a" * MIN_PART + b"end"]


def test_small_parts_before_the_last_are_refused(notion: NotionServer, api: Api) -> None:
    upload = begin(api, mode="multi_part", filename="cut.mp4", number_of_parts=2)
    send(api, upload, b"a", kind="video/mp4", part=1)
    send(api, upload, b"b", kind="video/mp4", part=2)

    status, error = api("POST", f"/file_uploads/{upload['id']}/complete")

    assert status == 400
    assert "5 MiB" in error["message"]


@pytest.mark.parametrize(
    "body",
    [
        {"mode": "multi_part", "number_of_parts": 2},
        {"mode": "multi_part", "filename": "a.mp4"},
        {"mode": "multi_part", "filename": "a.mp4", "number_of_parts": 1001},
        {"mode": "single_part", "filename": "noextension"},
        {"mode": "single_part", "filename": "x" * 901 + ".png"},
        {"mode": "other"},
    ],
)
def test_bad_uploads_are_refused(api: Api, body: Json) -> None:
    assert api("POST", "/file_uploads", body)[0] == 400


def test_an_external_file_is_a_link_and_a_file_of_ours_can_be_written_back(
    notion: NotionServer, api: Api, board: str
) -> None:
    page = notion.person("Ana").add_page(board, {"Shots": ["https://r2.example/a.png"]})
    _status, body = attach(api, page, send(api, begin(api), b"x"))
    own = body["properties"]["Shots"]["files"][0]
    external = {"name": "a.png", "external": {"url": "https://r2.example/a.png"}}

    _status, both = api(
        "PATCH", f"/pages/{page}", {"properties": {"Shots": {"files": [own, external]}}}
    )

    assert [file["type"] for file in both["properties"]["Shots"]["files"]] == ["file", "external"]


def test_an_uploaded_image_can_stand_on_a_page(notion: NotionServer, api: Api, board: str) -> None:
    page = notion.person("Ana").add_page(board)
    upload = send(api, begin(api), b"x")
    image = {"type": "image", "image": {"type": "file_upload", "file_upload": {"id": upload["id"]}}}

    _status, body = api("PATCH", f"/blocks/{page}/children", {"children": [image]})

    assert body["results"][0]["image"]["type"] == "file"
