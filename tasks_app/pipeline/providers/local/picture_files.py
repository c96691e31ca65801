"""Pictures in and out: sizes that are refused, files that are read with care and written whole."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

from PIL import Image, UnidentifiedImageError

from tasks_app.pipeline.providers.base import ErrorKind, ProviderFailure, Stopped

SMALLEST_SIDE, LARGEST_SIDE = 16, 4096
# A frame of 4K television; pictures that come in may be larger, from cameras and remote services.
MOST_PIXELS, MOST_PIXELS_READ = 3840 * 2160, 50_000_000
MOST_TIMES_LONGER = 4
# The fastest of zlib's levels: a frame takes 0.2 s instead of 1, and grain packs badly anyway.
PNG_LEVEL = 1


def check_size(width: int, height: int) -> None:
    """Refuse sizes that are too small, too large or too narrow to draw."""
    small, large = min(width, height), max(width, height)
    if small < SMALLEST_SIDE or large > LARGEST_SIDE or width * height > MOST_PIXELS:
        raise ProviderFailure(
            f"A picture of {width}x{height} cannot be drawn: each side must lie between "
            f"{SMALLEST_SIDE} and {LARGEST_SIDE} and the whole be at most 3840x2160; "
            "change the resolution in the channel's file.",
            kind=ErrorKind.INVALID_INPUT,
        )
    if large > small * MOST_TIMES_LONGER:
        raise ProviderFailure(
            f"A picture of {width}x{height} is too narrow to draw: one side may be at most "
            f"{MOST_TIMES_LONGER} times the other; change the resolution in the channel's file.",
            kind=ErrorKind.INVALID_INPUT,
        )


def check_going(stop: threading.Event) -> None:
    """Leave before the next expensive stage when the work was called off."""
    if stop.is_set():
        raise Stopped


def read_picture(path: Path, *, role: str) -> Image.Image:
    """The picture, RGB or RGBA, or a failure that says what is wrong with which file."""
    try:
        with Image.open(path) as opened:
            if opened.width * opened.height > MOST_PIXELS_READ:
                raise _unreadable(path, role, f"it has {opened.width}x{opened.height} pixels")
            return opened.convert("RGBA" if opened.has_transparency_data else "RGB")
    except FileNotFoundError:
        raise _unreadable(path, role, "the file is not there") from None
    except UnidentifiedImageError:
        raise _unreadable(path, role, "it is not a picture") from None
    except (OSError, SyntaxError, ValueError) as error:
        raise _unreadable(path, role, str(error)) from error


def _unreadable(path: Path, role: str, why: str) -> ProviderFailure:
    return ProviderFailure(
        f"The {role} {path.name} cannot be used: {why}; make that picture again.",
        kind=ErrorKind.INVALID_INPUT,
    )


def write_picture(picture: Image.Image, path: Path, *, kind: str, **options: Any) -> None:
    """Write the file under exactly this name (any ending), or leave none behind."""
    if kind == "PNG":
        options = {"compress_level": PNG_LEVEL, **options}
    try:
        picture.save(path, format=kind, **options)
    except OSError as error:
        path.unlink(missing_ok=True)
        raise ProviderFailure(
            f"{path.name} could not be written: {error.strerror or error}; "
            "free some space or mend the permissions of the media folder."
        ) from error
