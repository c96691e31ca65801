"""Where the file behind a row is: in Notion, on R2, or only here, as the channel's file says.

What Notion does not take is shown by a link to its page in the admin, so that a row is never
without a way to its file.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from tasks_app import files
from tasks_app.channel_configs import ChannelConfig
from tasks_app.models import Asset, MirrorPage, NotionConnection
from tasks_app.notion import uploads
from tasks_app.notion.client import NotionClient
from tasks_app.notion.uploads import MEBIBYTE
from tasks_app.statuses import Status

Json = dict[str, Any]

# Until `users/me` has told: what the free plan takes.
SMALLEST_LIMIT_BYTES = 5 * MEBIBYTE
FINISHED = frozenset({Status.PUBLISHED, Status.CANCELLED})
# After so many failures a link has to do.
TRIES = 4


def fingerprint(config: ChannelConfig, asset: Asset) -> str:
    """What stands for the file in a comparison; addresses change with every reading."""
    return f"{config.storage_strategy}:{asset.sha256}"


def deliver(client: NotionClient, row: MirrorPage, config: ChannelConfig) -> Json | None:
    """The file as a column of Notion takes it, or None while it is on its way.

    At most one request to Notion. Raises the client's faults and `CopyFailed`.
    """
    asset = row.asset
    assert asset is not None  # noqa: S101 - rows of cards have no file
    path = files.absolute(asset.path, channel_id=config.channel_id)
    if row.attempts >= TRIES or not path.is_file():
        return link(asset)
    return STRATEGIES[config.storage_strategy](client, row, asset, path, config)


def link(asset: Asset, remark: str = "") -> Json:
    """No file, but the way to it."""
    address = settings.PUBLIC_URL + reverse("admin:tasks_app_asset_change", args=[asset.pk])
    return _external(f"{asset.name}{remark}", address)


def _in_notion(
    client: NotionClient, row: MirrorPage, asset: Asset, path: Path, _config: ChannelConfig
) -> Json | None:
    sent = uploads.parcel(path, asset.name, asset.sha256)
    if sent.size_bytes > _limit_bytes():
        return link(asset, f" ({sent.size_bytes / MEBIBYTE:.0f} MB, too large for Notion)")
    if uploads.is_whole(row, sent):
        return {
            "name": sent.name,
            "type": "file_upload",
            "file_upload": {"id": row.upload_id},
        }
    uploads.advance(client, row, sent)
    return None


def _on_r2(
    _client: NotionClient, row: MirrorPage, asset: Asset, path: Path, config: ChannelConfig
) -> Json | None:
    # Brings boto3, which takes as long as a third of Django, and most never need it.
    from tasks_app.notion import r2

    if not settings.R2_PUBLIC_URL and asset.task.state in FINISHED and row.page_id:
        # A signed link would have to be renewed for ever.
        row.upload_expires_at = None
        row.save(update_fields=["upload_expires_at"])
        return link(asset)
    bucket = r2.bucket_of(config)
    # The path names channel, task and take, so that under a key there are always the same bytes.
    if row.upload_sha256 != asset.sha256:
        if not r2.copied(bucket, asset.path, path):
            return None
        row.upload_sha256 = asset.sha256
    row.upload_expires_at = None if settings.R2_PUBLIC_URL else timezone.now() + r2.LINK_HOLDS
    row.save(update_fields=["upload_sha256", "upload_expires_at"])
    return _external(f"{asset.name}{path.suffix}", bucket.link(asset.path))


def _only_here(
    _client: NotionClient, _row: MirrorPage, asset: Asset, _path: Path, _config: ChannelConfig
) -> Json | None:
    return link(asset)


Strategy = Callable[[NotionClient, MirrorPage, Asset, Path, ChannelConfig], Json | None]
STRATEGIES: dict[str, Strategy] = {"notion": _in_notion, "r2": _on_r2, "local": _only_here}


def _limit_bytes() -> int:
    """The largest file that this workspace takes."""
    known = NotionConnection.objects.filter(pk=1).values_list("upload_limit_bytes", flat=True)
    most = next(iter(known), None) or SMALLEST_LIMIT_BYTES
    return min(most, uploads.PARTS * uploads.PART_BYTES)


def _external(name: str, address: str) -> Json:
    return {
        "name": name[-uploads.NAME_LETTERS :],
        "type": "external",
        "external": {"url": address},
    }
