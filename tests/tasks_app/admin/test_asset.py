from __future__ import annotations

import io

from django.conf import settings
from django.test import Client
from PIL import Image

from tasks_app import files
from tasks_app.models import AssetKind
from tests.browsing import signed_in
from tests.builders import make_asset, make_channel, make_task
from videogen.accounts.models import User

ASSETS = "/admin/tasks_app/asset/"


def picture(width: int, height: int) -> bytes:
    drawn = io.BytesIO()
    Image.new("RGBA", (width, height), (200, 60, 20, 128)).save(drawn, "PNG")
    return drawn.getvalue()


def test_a_thumbnail_is_small_and_keeps_its_shape_and_transparency(viewer: User) -> None:
    asset = make_asset(make_task(), content=picture(1920, 1080))

    answer = signed_in(viewer).get(f"{ASSETS}{asset.pk}/thumbnail")

    small = Image.open(io.BytesIO(answer.content))
    assert answer.headers["Content-Type"] == "image/webp"
    assert (small.format, small.size) == ("WEBP", (640, 360))
    assert small.mode == "RGBA"


def test_a_thumbnail_is_made_once_and_kept_by_the_hash_of_its_file(viewer: User) -> None:
    asset = make_asset(make_task(), content=picture(800, 600))
    client = signed_in(viewer)
    first = client.get(f"{ASSETS}{asset.pk}/thumbnail")
    files.absolute(asset.path, channel_id=asset.task.channel_id).unlink()

    second = client.get(f"{ASSETS}{asset.pk}/thumbnail")

    kept = settings.MEDIA_ROOT / "thumbnails" / f"{asset.sha256}.webp"
    assert second.content == first.content == kept.read_bytes()
    assert [path.name for path in kept.parent.iterdir()] == [kept.name]


def test_a_browser_that_has_the_thumbnail_gets_no_bytes(viewer: User) -> None:
    asset = make_asset(make_task(), content=picture(80, 60))
    client = signed_in(viewer)
    etag = client.get(f"{ASSETS}{asset.pk}/thumbnail").headers["ETag"]

    answer = client.get(f"{ASSETS}{asset.pk}/thumbnail", headers={"If-None-Match": etag})

    assert answer.status_code == 304
    assert answer.content == b""
    assert "immutable" in answer.headers["Cache-Control"]


def test_there_is_no_thumbnail_of_a_hidden_channel(reviewer: User, operator: User) -> None:
    asset = make_asset(make_task(channel=make_channel(only_for=[operator])))

    assert signed_in(reviewer).get(f"{ASSETS}{asset.pk}/thumbnail").status_code == 404


def test_there_is_no_thumbnail_of_what_is_no_picture(viewer: User) -> None:
    task = make_task()
    sound = make_asset(task, AssetKind.NARRATION, suffix=".wav", content=b"RIFF")
    broken = make_asset(task, content=b"not a picture")
    client = signed_in(viewer)

    assert client.get(f"{ASSETS}{sound.pk}/thumbnail").status_code == 404
    assert client.get(f"{ASSETS}{broken.pk}/thumbnail").status_code == 404


def test_a_path_out_of_the_channels_folder_is_not_found(viewer: User) -> None:
    asset = make_asset(make_task())
    type(asset).objects.filter(pk=asset.pk).update(path="../../etc/passwd", sha256="f" * 64)

    assert signed_in(viewer).get(f"{ASSETS}{asset.pk}/thumbnail").status_code == 404


def test_a_thumbnail_needs_a_login(client: Client, db: None) -> None:
    asset = make_asset(make_task())

    assert client.get(f"{ASSETS}{asset.pk}/thumbnail").status_code == 302


def test_files_are_listed_for_those_who_see_the_channel(reviewer: User, operator: User) -> None:
    make_asset(make_task(channel=make_channel("open")), name="Open fox")
    make_asset(make_task(channel=make_channel("closed", only_for=[operator])), name="Closed fox")

    page = signed_in(reviewer).get(ASSETS).content.decode()

    assert "Open fox" in page
    assert "Closed fox" not in page


def test_a_file_can_be_looked_at_and_not_changed(administrator: User) -> None:
    asset = make_asset(make_task(), name="Fox", findings=["A little dark."])
    client = signed_in(administrator)

    page = client.get(f"{ASSETS}{asset.pk}/change/").content.decode()
    saved = client.post(f"{ASSETS}{asset.pk}/change/", {"name": "Owl"})

    assert "A little dark." in page
    assert saved.status_code == 403
    assert client.post(f"{ASSETS}{asset.pk}/delete/", {"post": "yes"}).status_code == 403
