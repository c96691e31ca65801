"""The pictures of the final cut: every part as an H.264 segment of whole frames, then joined.

A clip that our own encoder made and that only has to be cut at its end is copied, not encoded
again: that is many times faster and loses nothing. Everything else is fitted, slowed, held, marked
and encoded with the same settings, so that all segments can be joined as they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from tasks_app.pipeline import ffmpeg
from tasks_app.pipeline.probe import Picture, Unreadable, probe
from tasks_app.pipeline.providers.base import Stop
from tasks_app.pipeline.timeline import clip_speed

WATERMARK_SHARE = 0.14
"""Of the width of the picture; small enough not to disturb, large enough to be read."""
WATERMARK_MARGIN = 0.025


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """What all pictures of the cut have in common; `header` is that of our encoder's streams."""

    width: int
    height: int
    fps: int
    watermark: Path | None
    header: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One part of the picture track: a source and how many frames of it to show."""

    source: Path
    frames: int
    is_marked: bool
    purpose: str


def encoder_header(screen: Screen, folder: Path, stop: Stop) -> bytes:
    """What our encoder writes at the head of every stream of this size."""
    path = folder / "header.mp4"
    picture = f"color=c=black:s={screen.width}x{screen.height}:r={screen.fps}"
    ffmpeg.run(
        [
            *("-f", "lavfi", "-i", picture, "-frames:v", "1", "-vf", "setsar=1,format=yuv420p"),
            *ffmpeg.encoded_video(fps=screen.fps, threads=1),
            *("-f", "mp4", path),
        ],
        stop,
        purpose="Final cut",
    )
    found = probe(path).picture
    return b"" if found is None else found.header


def make_segment(piece: Piece, screen: Screen, output: Path, stop: Stop) -> None:
    """Exactly `piece.frames` frames of the source, ready to be joined."""
    picture = probe(piece.source).picture
    if picture is None:
        raise Unreadable(f"{piece.source.name} holds no pictures")
    make = copied if can_be_copied(picture, piece, screen) else encoded
    ffmpeg.run(make(piece, screen, picture, output), stop, purpose=piece.purpose)


def can_be_copied(picture: Picture, piece: Piece, screen: Screen) -> bool:
    """Whether the stream is our encoder's own and long enough, and nothing is drawn over it."""
    return (
        picture.header == screen.header
        and picture.fps == screen.fps
        and not picture.has_b_frames
        and round(picture.seconds * screen.fps) >= piece.frames
        and not (piece.is_marked and screen.watermark)
    )


def copied(piece: Piece, _screen: Screen, _picture: Picture, output: Path) -> list[str | Path]:
    return [
        *("-i", piece.source, "-map", "0:v:0", "-c", "copy"),
        *("-frames:v", str(piece.frames), "-f", "mp4", output),
    ]


def encoded(piece: Piece, screen: Screen, picture: Picture, output: Path) -> list[str | Path]:
    """Fitted to the screen with bars where the shape differs; the last picture held to the end."""
    mark = screen.watermark if piece.is_marked else None
    chain = fitted(piece, screen, picture) + ("[fit]" if mark else "")
    if mark:
        margin = round(screen.width * WATERMARK_MARGIN)
        chain += f";[fit][1:v]overlay=W-w-{margin}:H-h-{margin}:format=auto,format=yuv420p"
    return [
        *("-threads", "1", "-i", piece.source),
        *(("-i", mark) if mark else ()),
        *("-filter_complex", f"[0:v:0]{chain}[out]", "-map", "[out]"),
        *("-frames:v", str(piece.frames), *ffmpeg.encoded_video(fps=screen.fps, threads=1)),
        *("-f", "mp4", output),
    ]


def fitted(piece: Piece, screen: Screen, picture: Picture) -> str:
    """The filters from a source of any kind to the screen's size, rate and colours."""
    seconds = piece.frames / screen.fps
    speed = clip_speed(picture.seconds, seconds) if picture.seconds > 0 else 1.0
    # Slowed down, whole frames would be shown twice now and then, which stutters: mix neighbours.
    rate = "fps" if speed == 1.0 else "framerate"
    size = f"{screen.width}:{screen.height}"
    return ",".join(
        (
            f"setpts=(PTS-STARTPTS)/{speed:.6f}",
            f"{rate}=fps={screen.fps}",
            f"scale={size}:force_original_aspect_ratio=decrease:force_divisible_by=2"
            ":out_range=tv:out_color_matrix=bt709",
            f"pad={size}:(ow-iw)/2:(oh-ih)/2",
            "setsar=1,format=yuv420p",
            f"tpad=stop_mode=clone:stop_duration={seconds:.3f}",
        )
    )


def scaled_watermark(watermark: Path, output: Path, *, width: int, height: int) -> Path:
    """The watermark as a PNG of the size in which it is laid over the picture."""
    with Image.open(watermark) as opened:
        mark = opened.convert("RGBA")
    mark.thumbnail((round(width * WATERMARK_SHARE), round(height * WATERMARK_SHARE * 16 / 9)))
    mark.save(output, format="PNG")
    return output
