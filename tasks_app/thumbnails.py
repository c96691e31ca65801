"""Small pictures of big ones, so that a page with 22 images is a few hundred kilobytes, not 40 MB.

Made on first request and kept under the file's SHA-256: the same bytes never need it twice, and
another take has another name. The folder may be emptied at any time.
"""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from PIL import Image, UnidentifiedImageError

from tasks_app import files
from tasks_app.models import Asset, AssetKind

LONGEST_SIDE = 640
QUALITY = 80
CONTENT_TYPE = "image/webp"
PICTURES = frozenset(
    {
        AssetKind.CHARACTER,
        AssetKind.ENVIRONMENT,
        AssetKind.PROP,
        AssetKind.COMPOSITE,
        AssetKind.THUMBNAIL,
    }
)


class NoThumbnail(Exception):
    """The file is gone or is not a picture."""


def thumbnail(asset: Asset, *, channel_id: str) -> Path:
    """The small picture of an image; raises `NoThumbnail` or `PathRefused`."""
    small = Path(settings.MEDIA_ROOT) / "thumbnails" / f"{asset.sha256}.webp"
    if not small.exists():
        if asset.kind not in PICTURES:
            raise NoThumbnail(f"{asset.name} is not a picture.")
        small.parent.mkdir(parents=True, exist_ok=True)
        _make(files.absolute(asset.path, channel_id=channel_id), small)
    return small


def _make(big: Path, small: Path) -> None:
    # Race: two requests may make the same one; each writes a file of its own and the last stays.
    temporary = files.temporary(small)
    try:
        with Image.open(big) as picture:
            # Reads a JPEG at a fraction of its size; other formats are not affected.
            picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE), reducing_gap=2.0)
            picture.save(temporary, "WEBP", quality=QUALITY, method=2)
        temporary.replace(small)
    except (FileNotFoundError, UnidentifiedImageError) as fault:
        raise NoThumbnail(f"{big.name} is gone or is not a picture.") from fault
    finally:
        files.discard(temporary)
