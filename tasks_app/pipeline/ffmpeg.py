"""ffmpeg: argument lists as plain functions, and the one place that runs them.

Input and output names are always absolute paths of ours and formats are always named, so no name
can be taken for an option, a protocol, a pattern or a format.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from django.conf import settings

from tasks_app.pipeline import children
from tasks_app.pipeline.disk import is_full_disk_said
from tasks_app.pipeline.providers.base import ErrorKind, ProviderFailure, Stop

Arguments = list[str]

SAMPLE_RATE = 48_000
TIMEOUT_SECONDS = 900.0
"""Far above the slowest run (a long final cut on a busy machine), far below for ever."""

# Measured at 1920x1080: `veryfast` needs half the bytes of `superfast` and 1.2 times its time.
# Without B-frames and with a key frame every second a clip can be cut at its end without encoding
# it again, and seeks exactly in the browser.
VIDEO_CODEC = (
    *("-c:v", "libx264", "-preset", "veryfast", "-crf", "21", "-profile:v", "high"),
    *("-bf", "0", "-sc_threshold", "0", "-pix_fmt", "yuv420p"),
)
COLOURS = (
    *("-color_range", "tv", "-colorspace", "bt709"),
    *("-color_primaries", "bt709", "-color_trc", "bt709", "-chroma_sample_location", "left"),
)
# At 192k the encoder overshot a limited peak by 1.2 dB, at 320k by 0.1; YouTube advises 384k.
AUDIO_CODEC = ("-c:a", "aac", "-b:a", "320k", "-ar", str(SAMPLE_RATE), "-ac", "2")
MP4 = ("-movflags", "+faststart", "-f", "mp4")
WAV = ("-c:a", "pcm_s16le", "-f", "wav")


def encoded_video(*, fps: int, threads: int) -> Arguments:
    """Every H.264 stream of ours is made with these, so that they can be joined as they are."""
    return [
        *VIDEO_CODEC,
        *COLOURS,
        *("-r", str(fps), "-g", str(fps), "-threads", str(threads)),
    ]


def raw_frames(*, width: int, height: int, fps: int) -> Arguments:
    """Frames that come in through standard input."""
    return [
        *("-f", "rawvideo", "-pix_fmt", "yuv420p", "-video_size", f"{width}x{height}"),
        *("-framerate", str(fps), "-i", "pipe:0"),
    ]


def run(
    arguments: Iterable[str | Path],
    stop: Stop,
    *,
    purpose: str,
    feed: Iterable[bytes | memoryview] | None = None,
    timeout_seconds: float = TIMEOUT_SECONDS,
) -> str:
    """Run ffmpeg to the end; what goes wrong becomes one sentence beginning with `purpose`."""
    program = children.Program(
        name=f"{purpose}: ffmpeg",
        arguments=[
            settings.FFMPEG_PATH,
            *("-hide_banner", "-nostdin", "-nostats", "-y", "-loglevel", "info"),
            *arguments,
        ],
        timeout_seconds=timeout_seconds,
    )
    try:
        return children.run(program, stop, feed=feed)
    except children.ChildMissing as fault:
        raise ProviderFailure(
            f"{fault} Set FFMPEG_PATH to an ffmpeg program, or unset it to use the one included.",
            kind=ErrorKind.MANUAL_REVIEW,
        ) from fault
    except children.ChildTimedOut as fault:
        raise ProviderFailure(str(fault), kind=ErrorKind.RETRIABLE) from fault
    except children.ChildFailed as fault:
        raise failure(fault, purpose) from fault


def failure(fault: children.ChildFailed, purpose: str) -> ProviderFailure:
    """What an exit code other than 0 means for the item."""
    if is_full_disk_said(fault.tail):
        return ProviderFailure(
            f"{purpose}: the disk is full; make room and retry.", kind=ErrorKind.RETRIABLE
        )
    return ProviderFailure(str(fault), kind=ErrorKind.RETRIABLE)
