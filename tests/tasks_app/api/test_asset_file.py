from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from django.http import HttpResponseBase
from django.test import AsyncClient
from pytest_django import Settings
from rest_framework_simplejwt.tokens import AccessToken

from tasks_app.models import Asset, AssetKind
from tests.builders import PIXEL, make_asset, make_task
from videogen.accounts.models import User

pytestmark = pytest.mark.django_db

DIGITS = b"0123456789"


@dataclass
class Fetched:
    response: HttpResponseBase
    body: bytes

    @property
    def status(self) -> int:
        return self.response.status_code


@async_to_sync
async def fetch(user: User, asset: Asset, *, method: str = "GET", **headers: str) -> Fetched:
    """As a browser does it under ASGI; underscores in header names are hyphens."""
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    sent["Authorization"] = f"Bearer {AccessToken.for_user(user)}"
    response: Any = await AsyncClient().generic(
        method, f"/api/assets/{asset.pk}/file", headers=sent
    )
    body = b"".join([part async for part in response]) if response.streaming else response.content
    return Fetched(response, body)


@pytest.fixture
def digits(db: None) -> Asset:
    return make_asset(make_task(), AssetKind.CLIP, content=DIGITS, suffix=".mp4")


def test_the_whole_file(viewer: User) -> None:
    asset = make_asset(make_task())

    answer = fetch(viewer, asset)

    assert (answer.status, answer.body) == (200, PIXEL)
    assert answer.response["Content-Type"] == "image/png"
    assert answer.response["Content-Length"] == str(len(PIXEL))
    assert answer.response["Accept-Ranges"] == "bytes"
    assert answer.response["ETag"] == f'"{asset.sha256}"'
    assert answer.response["X-Content-Type-Options"] == "nosniff"
    assert answer.response["Cache-Control"] == "private, no-cache"


def test_a_file_of_many_chunks_arrives_whole(viewer: User) -> None:
    content = bytes(range(256)) * 4096
    asset = make_asset(make_task(), AssetKind.CLIP, content=content, suffix=".mp4")

    answer = fetch(viewer, asset)

    assert answer.body == content


@pytest.mark.parametrize(
    ("asked", "body", "said"),
    [
        pytest.param("bytes=0-3", b"0123", "bytes 0-3/10", id="beginning"),
        pytest.param("bytes=4-", b"456789", "bytes 4-9/10", id="rest"),
        pytest.param("bytes=-2", b"89", "bytes 8-9/10", id="end"),
    ],
)
def test_a_range_gives_its_bytes(
    asked: str, body: bytes, said: str, viewer: User, digits: Asset
) -> None:
    answer = fetch(viewer, digits, Range=asked)

    assert (answer.status, answer.body) == (206, body)
    assert answer.response["Content-Range"] == said
    assert answer.response["Content-Length"] == str(len(body))


def test_a_range_behind_the_end_is_416(viewer: User, digits: Asset) -> None:
    answer = fetch(viewer, digits, Range="bytes=10-")

    assert (answer.status, answer.body) == (416, b"")
    assert answer.response["Content-Range"] == "bytes */10"


def test_several_ranges_give_the_whole_file(viewer: User, digits: Asset) -> None:
    answer = fetch(viewer, digits, Range="bytes=0-1,4-5")

    assert (answer.status, answer.body) == (200, DIGITS)


def test_a_range_holds_only_for_the_file_it_was_begun_with(viewer: User, digits: Asset) -> None:
    same = fetch(viewer, digits, Range="bytes=0-1", If_Range=f'"{digits.sha256}"')
    other = fetch(viewer, digits, Range="bytes=0-1", If_Range='"other"')

    assert (same.status, same.body) == (206, b"01")
    assert (other.status, other.body) == (200, DIGITS)


def test_what_the_browser_has_is_not_sent_again(viewer: User, digits: Asset) -> None:
    known = fetch(viewer, digits, If_None_Match=f'"{digits.sha256}"')
    unknown = fetch(viewer, digits, If_None_Match='"other"')

    assert (known.status, known.body) == (304, b"")
    assert known.response["ETag"] == f'"{digits.sha256}"'
    assert unknown.status == 200


def test_head_tells_the_size_without_the_bytes(viewer: User, digits: Asset) -> None:
    answer = fetch(viewer, digits, method="HEAD", Range="bytes=0-1")

    assert (answer.status, answer.body) == (200, b"")
    assert answer.response["Content-Length"] == "10"


@pytest.mark.parametrize(
    ("suffix", "content_type"),
    [
        pytest.param(".mp4", "video/mp4", id="mp4"),
        pytest.param(".wav", "audio/wav", id="wav"),
        pytest.param(".vtt", "text/vtt; charset=utf-8", id="vtt"),
        pytest.param(".html", "application/octet-stream", id="nothing-that-runs"),
        pytest.param(".svg", "application/octet-stream", id="no-svg-either"),
    ],
)
def test_the_kind_of_file_comes_from_its_suffix(
    suffix: str, content_type: str, viewer: User
) -> None:
    asset = make_asset(make_task(), AssetKind.CAPTIONS, content=b"x", suffix=suffix)

    answer = fetch(viewer, asset)

    assert answer.response["Content-Type"] == content_type


def test_accepting_only_images_is_fine(viewer: User) -> None:
    asset = make_asset(make_task())

    answer = fetch(viewer, asset, Accept="image/*")

    assert answer.status == 200


def test_the_name_is_safe_in_a_header(viewer: User) -> None:
    asset = make_asset(make_task())
    Asset.objects.filter(pk=asset.pk).update(name='fox "é" \\ 狐.png')

    answer = fetch(viewer, asset)

    assert answer.response["Content-Disposition"] == (
        "inline; filename*=utf-8''fox%20%22%C3%A9%22%20%5C%20%E7%8B%90.png"
    )


def test_a_file_that_is_gone_is_a_404_problem(
    viewer: User, digits: Asset, settings: Settings
) -> None:
    (Path(settings.MEDIA_ROOT) / digits.path).unlink()

    answer = fetch(viewer, digits)

    assert answer.status == 404
    assert answer.response["Content-Type"] == "application/problem+json"


def test_a_row_that_points_outside_of_its_channel_serves_nothing(
    viewer: User, settings: Settings
) -> None:
    asset = make_asset(make_task())
    secret = Path(settings.MEDIA_ROOT) / "secret.png"
    secret.write_bytes(b"secret")
    Asset.objects.filter(pk=asset.pk).update(path="workspaces/foxes/../../secret.png")

    answer = fetch(viewer, asset)

    assert answer.status == 404
    assert b"secret" not in answer.body
