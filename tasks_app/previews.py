"""Small pictures and wave forms made together with the file, so that the first look is quick."""

from __future__ import annotations

import structlog

from tasks_app import peaks, thumbnails
from tasks_app.files import PathRefused
from tasks_app.models import Asset, AssetKind
from tasks_app.thumbnails import PICTURES, NoThumbnail

log = structlog.get_logger(__name__)

SOUNDS = frozenset({AssetKind.NARRATION, AssetKind.EFFECT})


def prepare(asset: Asset, *, channel_id: str) -> None:
    """Make what the pages show of a file; they make it themselves where this could not."""
    try:
        if asset.kind in PICTURES:
            thumbnails.thumbnail(asset, channel_id=channel_id)
        elif asset.kind in SOUNDS:
            peaks.peaks(asset, channel_id=channel_id)
    except (NoThumbnail, PathRefused, OSError) as fault:
        log.warning("preview_failed", asset=str(asset.pk), reason=str(fault))
