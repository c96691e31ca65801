"""What a media file says it holds, and its samples and pictures: everything read through PyAV."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
from av.audio.resampler import AudioResampler
from av.container import InputContainer
from av.error import FFmpegError
from av.video.stream import VideoStream

from tasks_app.pipeline.levels import Levels, Meter, Samples

FORMATS = (
    "mov,mp4,matroska,webm,avi,mpegts,mpeg,flv,gif,wav,w64,mp3,aac,ogg,flac,aiff,png_pipe,"
    "jpeg_pipe,webp_pipe"
)
"""Only formats that hold their data themselves: a playlist could name any file of the machine."""
BROKEN = (FFmpegError, OSError, ValueError, IndexError)
"""What PyAV raises for files that are not what they should be."""
OPTIONS = {"protocol_whitelist": "file", "format_whitelist": FORMATS}


class Unreadable(Exception):
    """The file cannot be opened or read to its end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A stream of pictures. `header` tells whether two H.264 streams can be joined as they are."""

    codec: str
    width: int
    height: int
    fps: float
    seconds: float
    pixel_format: str
    header: bytes
    has_b_frames: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Sound:
    codec: str
    rate: int
    channels: int
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """The first stream of pictures and the first of sound; `seconds` is the longer one's length."""

    container: str
    seconds: float
    picture: Picture | None
    sound: Sound | None


def open_media(path: Path) -> InputContainer:
    """The file as a container; raises one of `BROKEN`."""
    return av.open(str(path), options=OPTIONS)


def probe(path: Path) -> Probe:
    """Read the headers of a media file; raises `Unreadable`."""
    try:
        with open_media(path) as container:
            whole = (container.duration or 0) / av.time_base
            picture = next(iter(container.streams.video), None)
            sound = next(iter(container.streams.audio), None)
            return Probe(
                container=container.format.name,
                seconds=whole,
                picture=None if picture is None else picture_of(picture, whole),
                sound=None
                if sound is None
                else Sound(
                    codec=sound.codec_context.name,
                    rate=sound.rate,
                    channels=sound.channels,
                    seconds=float(sound.duration * sound.time_base)
                    if sound.duration and sound.time_base
                    else whole,
                ),
            )
    except BROKEN as fault:
        raise Unreadable(f"{path.name} cannot be opened as media.") from fault


def picture_of(stream: VideoStream, whole: float) -> Picture:
    context = stream.codec_context
    return Picture(
        codec=context.name,
        width=context.width,
        height=context.height,
        fps=float(stream.average_rate or 0),
        seconds=float(stream.duration * stream.time_base)
        if stream.duration and stream.time_base
        else whole,
        pixel_format=context.pix_fmt or "",
        header=context.extradata or b"",
        has_b_frames=context.has_b_frames,
    )


def samples(path: Path, *, rate: int | None = None) -> Iterator[Samples]:
    """The first sound stream piece by piece, stereo or mono as it is; raises `Unreadable`."""
    try:
        with open_media(path) as container:
            stream = container.streams.audio[0]
            layout = "mono" if stream.channels == 1 else "stereo"
            resampler = AudioResampler(format="flt", layout=layout, rate=rate or stream.rate)
            columns = 1 if layout == "mono" else 2
            for frame in container.decode(stream):
                for piece in resampler.resample(frame):
                    yield piece.to_ndarray().reshape(-1, columns).astype(np.float32, copy=False)
            for piece in resampler.resample(None):
                yield piece.to_ndarray().reshape(-1, columns).astype(np.float32, copy=False)
    except BROKEN as fault:
        raise Unreadable(f"The sound of {path.name} cannot be read.") from fault


def levels_of(path: Path) -> Levels:
    """How loud the first sound stream is; raises `Unreadable`."""
    meter: Meter | None = None
    rate = sound_rate(path)
    for piece in samples(path):
        meter = meter or Meter(rate)
        meter.add(piece)
    if meter is None:
        raise Unreadable(f"{path.name} holds no sound.")
    return meter.levels()


def sound_rate(path: Path) -> int:
    found = probe(path).sound
    if found is None:
        raise Unreadable(f"{path.name} holds no sound.")
    return found.rate
