from __future__ import annotations

import threading
import uuid
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import requests
from django.db import transaction
from django.utils import timezone
from pytest_django import Settings

from tasks_app import events, intake
from tasks_app.actors import Actor
from tasks_app.models import (
    Asset,
    AssetKind,
    AssetStatus,
    Board,
    BoardKind,
    Event,
    EventKind,
    MirrorInbox,
    MirrorPage,
    NotionConnection,
    Priority,
    Task,
)
from tasks_app.notion import asset_rows, asset_wants, inbound, outbound, pushing, uploads
from tasks_app.notion.client import NotionClient
from tasks_app.notion.drainer import Drainer
from tasks_app.notion.errors import LostAnswer, Unreachable
from tasks_app.notion.setup import set_up
from tasks_app.statuses import Status
from tests.builders import make_asset, make_channel, make_task
from tests.fakes.notion import NotionServer
from tests.processes import wait_until

WORKER = Actor.system("test")


class Desk:
    """Boards on the loopback Notion, and a task at the gate of its pictures with its own page."""

    def __init__(self, notion: NotionServer, client: NotionClient, settings: Settings) -> None:
        self.notion = notion
        self.client = client
        self.channel = make_channel("foxes")
        set_up(client, uuid.UUID(notion.home_id))
        self.board = Board.objects.get(kind=BoardKind.TASKS)
        settings.NOTION_DATABASE_IDS = (str(self.board.pk),)
        self.task = make_task(channel=self.channel, status=Status.ASSETS_READY)
        self.card = self.give_page(self.task)
        self.ana = notion.person("Ana")

    def give_page(self, task: Task) -> str:
        outbound.want_card(task)
        card = MirrorPage.objects.select_related("board", "task").get(task=task, asset=None)
        pushing.push(self.client, card)
        return str(card.page_id)

    def drain(self) -> None:
        """Everything that is to be done, both ways."""
        Board.objects.update(polled_at=None)
        Drainer(self.client).work()

    def store(self, strategy: str, **fields: Any) -> None:
        """Where the channel's files go."""
        self.channel.config |= {"storage_strategy": strategy, **fields}
        self.channel.save()

    def at_gate(self) -> None:
        assets = Asset.objects.filter(task=self.task).current()
        asset_wants.want(self.task, assets)

    def work(self) -> int:
        """Until nothing is left, with no waiting after failures; how many pieces that were."""
        pieces = 0
        while asset_rows.is_any_due():
            pieces += 1
            with suppress(LostAnswer, Unreachable):
                asset_rows.push_next_bulk(self.client)
            MirrorPage.objects.update(next_attempt_at=None)
        return pieces

    def one(self) -> MirrorPage:
        return MirrorPage.objects.get(asset__isnull=False)

    def files(self, row: MirrorPage) -> list[dict[str, Any]]:
        """The column File of a row, with links that can be followed."""
        page = self.client.page(row.page_id or "")
        found: list[dict[str, Any]] = page["properties"]["File"]["files"]
        return found

    def rows(self, kind: BoardKind = BoardKind.ASSETS) -> list[dict[str, Any]]:
        board = str(Board.objects.get(kind=kind).pk)
        return self.notion.all_values(self.notion.page_ids(board))


@pytest.fixture
def bucket() -> Iterator[str]:
    """Storage that speaks enough of S3 to keep files and give them back."""
    kept: dict[str, bytes] = {}

    class Handler(BaseHTTPRequestHandler):
        def do_PUT(self) -> None:
            kept[self.path.split("?")[0]] = self.rfile.read(int(self.headers["Content-Length"]))
            self.answer(200, b"")

        def do_GET(self) -> None:
            self.answer(200, kept[self.path.split("?")[0]])

        def answer(self, status: int, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def desk(notion: NotionServer, client: NotionClient, settings: Settings) -> Desk:
    return Desk(notion, client, settings)


def test_files_at_a_gate_are_rows_linked_to_their_task_and_can_be_viewed(desk: Desk) -> None:
    content = {index: b"\x89PNG" + bytes([index]) * 1000 for index in range(1, 4)}
    for index, picture in content.items():
        make_asset(desk.task, index=index, content=picture)
    make_asset(desk.task, AssetKind.NARRATION, content=b"voice", suffix=".wav")
    desk.at_gate()

    desk.work()

    rows = desk.rows()
    pictures = MirrorPage.objects.filter(board__kind=BoardKind.ASSETS)
    links = [desk.files(row)[0]["file"]["url"] for row in pictures]
    assert [row["Task"] for row in rows] == [[desk.card]] * 3
    assert [row["Status"] for row in rows] == ["generated"] * 3
    assert set(desk.notion.values(desk.card)["Assets"]) == {str(row.page_id) for row in pictures}
    assert sorted(requests.get(link, timeout=5).content for link in links) == sorted(
        content.values()
    )
    assert desk.rows(BoardKind.AUDIO)[0]["Asset Type"] == "narration"


@pytest.mark.parametrize(
    ("file", "name", "shown", "content_type"),
    [
        pytest.param("fox_take2.png", "Fox 2", "Fox 2.png", "image/png", id="picture"),
        pytest.param("cut.mp4", "cut.mp4", "cut.mp4", "video/mp4", id="named with its ending"),
        pytest.param("words.srt", "Words", "Words.srt.txt", "text/plain", id="refused by Notion"),
        pytest.param("x.wav", "n" * 120, "n" * 96 + ".wav", "audio/x-wav", id="long"),
    ],
)
def test_a_file_has_an_ending_that_notion_takes(
    tmp_path: Path, file: str, name: str, shown: str, content_type: str
) -> None:
    path = tmp_path / file
    path.touch()

    sent = uploads.parcel(path, name, "0")

    assert (sent.name, sent.content_type) == (shown, content_type)


def test_a_file_goes_on_its_way_in_the_transaction_in_which_it_was_recorded(desk: Desk) -> None:
    asset = make_asset(desk.task)
    with transaction.atomic():
        events.append(
            EventKind.PROGRESS, about=desk.task, actor=WORKER, data={"asset": str(asset.pk)}
        )

    pieces = desk.work()

    assert pieces == 3
    assert [row["Asset Id"] for row in desk.rows()] == [str(asset.pk)]


def test_a_row_that_shows_everything_is_not_written_again(desk: Desk) -> None:
    make_asset(desk.task)
    desk.at_gate()
    desk.work()
    desk.ana.edit(str(desk.one().page_id), {"Notes": "Lovely."})
    before = desk.notion.log.count()
    desk.at_gate()

    desk.work()

    assert desk.notion.log.count() == before
    assert desk.rows()[0]["Notes"] == "Lovely."


def test_a_new_take_takes_over_the_row_and_what_people_typed_about_the_old_one_goes(
    desk: Desk,
) -> None:
    old = make_asset(desk.task, content=b"old")
    desk.at_gate()
    desk.work()
    row = desk.one()
    desk.ana.edit(str(row.page_id), {"Status": "rejected", "Notes": "Five legs."})
    Asset.objects.filter(pk=old.pk).update(is_current=False, status=AssetStatus.REJECTED)
    new = make_asset(desk.task, take=2, content=b"new")
    desk.at_gate()

    desk.work()

    shown = desk.rows()
    assert len(shown) == 1
    assert (shown[0]["Asset Id"], shown[0]["Status"], shown[0]["Notes"]) == (
        str(new.pk),
        "generated",
        "",
    )
    assert desk.notion.file_bytes(str(row.page_id), "File") == [b"new"]


@pytest.mark.parametrize("request_number", [1, 2, 3])
@pytest.mark.parametrize("outcome", ["saved", "not saved"])
def test_a_lost_answer_makes_no_second_row_and_loses_none(
    desk: Desk, settings: Settings, outcome: str, request_number: int
) -> None:
    settings.NOTION_SETTLE_SECONDS = 0
    make_asset(desk.task, content=b"picture")
    desk.at_gate()
    desk.notion.faults.drop(saved=outcome == "saved", method="POST", skip=request_number - 1)

    desk.work()

    assert len(desk.rows()) == 1
    assert desk.notion.file_bytes(str(desk.one().page_id), "File") == [b"picture"]


def test_a_file_that_is_refused_again_and_again_becomes_a_link(desk: Desk) -> None:
    asset = make_asset(desk.task)
    desk.at_gate()
    desk.notion.faults.fail(400, path="/v1/file_uploads", times=4)

    desk.work()

    assert str(asset.pk) in desk.files(desk.one())[0]["external"]["url"]
    assert desk.notion.faults.armed() == 0


def test_a_file_that_is_too_large_for_the_plan_becomes_a_link(desk: Desk) -> None:
    NotionConnection.objects.update(upload_limit_bytes=10)
    make_asset(desk.task, content=b"x" * 11)
    desk.at_gate()

    desk.work()

    assert "too large for Notion" in desk.files(desk.one())[0]["name"]


def test_a_large_file_goes_in_parts(desk: Desk) -> None:
    NotionConnection.objects.update(upload_limit_bytes=100 * uploads.MEBIBYTE)
    desk.notion.workspace.plan.max_file_bytes = 100 * uploads.MEBIBYTE
    film = bytes(range(256)) * 4096 * 21
    make_asset(desk.task, AssetKind.FINAL, content=film, suffix=".mp4")
    desk.at_gate()

    pieces = desk.work()

    assert pieces == 6
    assert desk.notion.file_bytes(str(desk.one().page_id), "File") == [film]


def test_files_that_stay_here_are_links_to_their_page_in_the_admin(desk: Desk) -> None:
    desk.store("local")
    asset = make_asset(desk.task)
    desk.at_gate()

    pieces = desk.work()

    assert pieces == 1
    assert desk.files(desk.one())[0]["external"]["url"].endswith(
        f"/tasks_app/asset/{asset.pk}/change/"
    )


def test_files_on_r2_are_links_that_hold(desk: Desk, bucket: str, settings: Settings) -> None:
    settings.R2_ACCESS_KEY_ID, settings.R2_SECRET_ACCESS_KEY = "key", "secret"
    desk.store("r2", r2={"bucket": "films", "endpoint": bucket})
    make_asset(desk.task, content=b"on r2")
    desk.at_gate()

    assert wait_until(lambda: not desk.work() or desk.one().page_id is not None)
    link = desk.files(desk.one())[0]["external"]["url"]

    assert "X-Amz-Expires=604800" in link
    assert requests.get(link, timeout=5).content == b"on r2"


def test_links_to_r2_are_renewed_before_they_end(
    desk: Desk, bucket: str, settings: Settings
) -> None:
    settings.R2_ACCESS_KEY_ID, settings.R2_SECRET_ACCESS_KEY = "key", "secret"
    desk.store("r2", r2={"bucket": "films", "endpoint": bucket})
    make_asset(desk.task)
    desk.at_gate()
    assert wait_until(lambda: not desk.work() or desk.one().page_id is not None)
    young = asset_wants.renew_links()
    tomorrow = timezone.now() + timedelta(days=1)
    MirrorPage.objects.filter(asset__isnull=False).update(upload_expires_at=tomorrow)

    old = asset_wants.renew_links()
    desk.work()

    assert (young, old) == (0, 1)
    assert (desk.one().upload_expires_at or tomorrow) > tomorrow + timedelta(days=5)


def test_the_lean_mode_makes_no_page_for_a_file(desk: Desk, settings: Settings) -> None:
    settings.NOTION_LEAN_MODE = True
    made = NotionConnection.objects.get().pages_made
    for index in range(1, 4):
        make_asset(desk.task, index=index, content=bytes([index]))
    desk.at_gate()
    desk.work()
    make_asset(desk.task, AssetKind.FINAL, content=b"film", suffix=".mp4")
    desk.at_gate()

    desk.work()

    assert desk.rows() == []
    assert NotionConnection.objects.get().pages_made == made
    assert desk.notion.file_bytes(desk.card, "Files") == [b"film", b"\x01", b"\x02", b"\x03"]
    assert desk.work() == 0


def test_a_rejection_on_the_board_flags_the_rows_that_were_rejected(desk: Desk) -> None:
    bad = make_asset(desk.task, index=1)
    good = make_asset(desk.task, index=2)
    desk.at_gate()
    desk.drain()
    row = MirrorPage.objects.get(asset=bad)
    desk.ana.edit(str(row.page_id), {"Status": "rejected", "Notes": "Five legs."})
    desk.ana.edit(desk.card, {"Status": "Asset Error"})

    desk.drain()

    bad.refresh_from_db()
    good.refresh_from_db()
    desk.task.refresh_from_db()
    assert desk.task.state is Status.ASSET_ERROR
    assert (bad.status, bad.note) == (AssetStatus.REJECTED, "Five legs.")
    assert good.status != AssetStatus.REJECTED
    assert "Five legs." in desk.task.error_log


def test_webhooks_about_rows_cost_no_request(desk: Desk) -> None:
    source = Board.objects.get(kind=BoardKind.ASSETS).data_source_id
    for number in range(5):
        payload = {"data_source": str(source)}
        MirrorInbox.objects.create(
            key=str(number), kind="page.created", page_id=uuid.uuid4(), payload=payload
        )
    before = desk.notion.log.count()

    inbound.follow_hints(desk.client, [desk.board])

    assert desk.notion.log.count() == before
    assert not inbound.has_hints()


def test_a_row_in_the_trash_stays_there(desk: Desk) -> None:
    asset = make_asset(desk.task)
    desk.at_gate()
    desk.work()
    desk.ana.trash(str(desk.one().page_id))
    Asset.objects.filter(pk=asset.pk).update(status=AssetStatus.APPROVED)
    desk.at_gate()

    desk.work()

    assert desk.one().gone_at is not None
    assert desk.rows() == []


def test_without_free_blocks_rows_wait_and_people_are_told_once(desk: Desk) -> None:
    for index in range(1, 4):
        make_asset(desk.task, index=index)
    desk.at_gate()
    desk.notion.workspace.plan.block_limit, desk.notion.workspace.plan.grace = 0, timedelta()

    while asset_rows.push_next_bulk(desk.client):
        pass

    assert Event.objects.filter(kind=EventKind.NOTION_HELD).count() == 1
    assert not asset_rows.is_any_due()


def test_without_free_blocks_the_pages_that_are_there_go_on(desk: Desk) -> None:
    new = make_task(channel=desk.channel, title="Too late")
    desk.notion.workspace.plan.block_limit, desk.notion.workspace.plan.grace = 0, timedelta()
    outbound.want_card(new)
    intake.edit(desk.task.pk, {"priority": Priority.HIGH}, actor=WORKER)

    desk.drain()

    assert desk.notion.values(desk.card)["Priority"] == "High"
    assert "free blocks" in MirrorPage.objects.get(task=new).fault
    assert not NotionConnection.objects.get().stopped_reason
