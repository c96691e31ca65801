"""Files on R2 (or any S3): put there once under a key of their own, and read by a link.

The copying runs on threads of its own, because a film takes longer than people wait for a status.
"""

from __future__ import annotations

import mimetypes
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings

from tasks_app import secrets
from tasks_app.channel_configs import ChannelConfig
from tasks_app.notion.errors import CopyFailed
from videogen.lib.logging import without_secrets

THREADS = 3
# The longest that a signed link may hold.
LINK_HOLDS = timedelta(days=7)
CONFIG = Config(
    signature_version="s3v4",
    s3={"addressing_style": "path"},
    connect_timeout=10,
    read_timeout=60,
    retries={"max_attempts": 2, "mode": "standard"},
    # R2 knows no checksums of newer clients.
    request_checksum_calculation="when_required",
    response_checksum_validation="when_required",
)

_hands = ThreadPoolExecutor(THREADS, thread_name_prefix="r2")
_running: dict[str, Future[None]] = {}


@dataclass(frozen=True, slots=True)
class Bucket:
    """A channel's bucket and the keys to it."""

    name: str
    endpoint: str
    access_key: str
    secret_key: str

    def client(self) -> Any:
        return boto3.client(
            "s3",
            endpoint_url=self.endpoint,
            region_name="auto",
            aws_access_key_id=self.access_key,
            aws_secret_access_key=self.secret_key,
            config=CONFIG,
        )

    def link(self, key: str) -> str:
        """A public address when there is one, else one that holds for `LINK_HOLDS`."""
        if settings.R2_PUBLIC_URL:
            return f"{settings.R2_PUBLIC_URL}/{key}"
        signed: str = self.client().generate_presigned_url(
            "get_object",
            Params={"Bucket": self.name, "Key": key},
            ExpiresIn=int(LINK_HOLDS.total_seconds()),
        )
        return signed


def bucket_of(config: ChannelConfig) -> Bucket:
    """Raises `CopyFailed` when the channel names no bucket or has no keys."""
    if config.r2 is None:
        raise CopyFailed(f"The file of channel {config.channel_id} names no bucket under r2.")
    access_key = _key(config.channel_id, "R2_ACCESS_KEY_ID")
    secret_key = _key(config.channel_id, "R2_SECRET_ACCESS_KEY")
    return Bucket(config.r2.bucket, config.r2.endpoint, access_key, secret_key)


def copied(bucket: Bucket, key: str, path: Path) -> bool:
    """Copy the file, and say whether that is over; ask again while it is not.

    Raises `CopyFailed`. Copying again is harmless: under one key there are always the same bytes.
    """
    running = _running.get(key)
    if running is None:
        _running[key] = _hands.submit(_copy, bucket, key, path)
        return False
    if not running.done():
        return False
    del _running[key]
    running.result()
    return True


def _copy(bucket: Bucket, key: str, path: Path) -> None:
    content_type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    try:
        bucket.client().upload_file(
            str(path), bucket.name, key, ExtraArgs={"ContentType": content_type}
        )
    except (BotoCoreError, ClientError, OSError, boto3.exceptions.Boto3Error) as fault:
        reason = without_secrets(" ".join(str(fault).split()))[:300]
        raise CopyFailed(f"R2 did not take {path.name}: {reason}") from None


def _key(channel_id: str, name: str) -> str:
    found = secrets.read(channel_id, name) or getattr(settings, name)
    if not found:
        raise CopyFailed(f"Set {name}, or store it as a secret of the channel {channel_id}.")
    return str(found)
