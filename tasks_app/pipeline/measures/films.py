"""Watching moving pictures: size, length, whether they break off, are black or stand still."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from av.container import InputContainer
from av.video.frame import VideoFrame
from av.video.stream import VideoStream
from numpy.typing import NDArray

from tasks_app.pipeline.levels import Levels
from tasks_app.pipeline.measures.findings import (
    Expected,
    Finding,
    Measurement,
    hard,
    soft,
    wrong_length,
    wrong_size,
)
from tasks_app.pipeline.measures.sounds import final_sound_faults
from tasks_app.pipeline.probe import (
    BROKEN,
    Picture,
    Probe,
    Unreadable,
    levels_of,
    open_media,
    probe,
)

CLIP_TOLERANCE_SECONDS = 0.25
FINAL_TOLERANCE_SECONDS = 0.5
LOOK_SECONDS = 0.2
FINAL_LOOK_SECONDS = 1.0
SPARSE = 16
"""Every sixteenth pixel of every sixteenth row is looked at."""
BLACK_LUMA = 32
"""Black is 16; a night scene has something brighter than this."""
BLACK_SHARE = 0.98
BLACK_SECONDS = 1.0
STILL_DIFFERENCE = 0.12
"""Mean difference of luma between looks: encoding noise of a still is below, a slow zoom above."""
STILL_SECONDS = 2.5
MOSTLY = 0.9
LEAST_FRAMES = 0.97

Luma = NDArray[np.uint8]


@dataclass(slots=True)
class Watched:
    """What was seen in passing: for each look the moment, whether it was black, and the change."""

    frames: int = 0
    moments: list[float] = field(default_factory=list)
    black: list[bool] = field(default_factory=list)
    change: list[float] = field(default_factory=list)

    def look(self, moment: float, luma: Luma, before: Luma | None) -> None:
        self.moments.append(moment)
        self.black.append(bool((luma <= BLACK_LUMA).mean() >= BLACK_SHARE))
        if before is not None:
            difference = np.abs(luma.astype(np.int16) - before)
            self.change.append(float(difference.mean()))

    @property
    def still(self) -> list[bool]:
        """For each look whether the picture is the one before; the first counts as the second."""
        still = [change < STILL_DIFFERENCE for change in self.change]
        return [*still[:1], *still]


def measure_clip(path: Path, expected: Expected) -> Measurement:
    """A clip: the right length, moving, not black, whole."""
    return measured(path, expected, CLIP_TOLERANCE_SECONDS, look_seconds=LOOK_SECONDS)


def measure_final(path: Path, expected: Expected) -> Measurement:
    """A final cut: like a clip, and H.264 with AAC that is heard."""
    return measured(
        path, expected, FINAL_TOLERANCE_SECONDS, look_seconds=FINAL_LOOK_SECONDS, is_final=True
    )


def measured(
    path: Path,
    expected: Expected,
    tolerance: float,
    *,
    look_seconds: float,
    is_final: bool = False,
) -> Measurement:
    size_bytes = path.stat().st_size
    try:
        headers = probe(path)
        if headers.picture is None:
            return Measurement(
                size_bytes=size_bytes, findings=(hard("no_video", "It holds no pictures."),)
            )
        watched = watch(path, headers.picture, look_seconds=look_seconds)
        levels = levels_of(path) if is_final and headers.sound else None
    except Unreadable as fault:
        return Measurement(size_bytes=size_bytes, findings=(hard("unreadable", str(fault)),))
    return Measurement(
        size_bytes=size_bytes,
        width=headers.picture.width,
        height=headers.picture.height,
        duration_seconds=headers.picture.seconds,
        video_codec=headers.picture.codec,
        audio_codec=headers.sound.codec if headers.sound else "",
        loudness_lufs=levels.loudness_lufs if levels else None,
        peak_db=levels.peak_db if levels else None,
        findings=(
            *wrong_size(
                expected, headers.picture.width, headers.picture.height, scales_well=not is_final
            ),
            *wrong_length(expected, headers.picture.seconds, tolerance=tolerance),
            *broken_faults(headers.picture, watched),
            *black_faults(watched, headers.picture.seconds),
            *still_faults(watched, headers.picture.seconds),
            *(stream_faults(headers, levels, expected) if is_final else ()),
        ),
    )


def watch(path: Path, picture: Picture, *, look_seconds: float) -> Watched:
    """Read every packet; decode every frame, or only key frames where they come often enough."""
    watched, next_look, before = Watched(), 0.0, None
    try:
        with open_media(path) as container:
            stream = container.streams.video[0]
            stream.thread_type = "AUTO"
            if look_seconds >= FINAL_LOOK_SECONDS and key_frame_seconds(path) <= look_seconds:
                stream.codec_context.skip_frame = "NONKEY"
            for moment, frame in decoded(container, stream, watched):
                if moment >= next_look:
                    luma = sparse_luma(frame)
                    watched.look(moment, luma, before)
                    before, next_look = luma, moment + look_seconds - 0.5 / max(picture.fps, 1)
    except BROKEN as fault:
        raise Unreadable(f"{path.name} breaks off after {len(watched.moments)} looks.") from fault
    return watched


def decoded(
    container: InputContainer, stream: VideoStream, watched: Watched
) -> Iterator[tuple[float, VideoFrame]]:
    """The frames with their moments, counted from the first one."""
    first: float | None = None
    for packet in container.demux(stream):
        watched.frames += packet.size > 0
        for frame in packet.decode():
            moment = float(frame.time or 0.0)
            first = moment if first is None else first
            yield moment - first, frame


def key_frame_seconds(path: Path) -> float:
    """The longest time between key frames at the beginning of the file."""
    with open_media(path) as container:
        stream = container.streams.video[0]
        base = float(stream.time_base or 0)
        moments: list[float] = []
        for packet in container.demux(stream):
            if packet.is_keyframe and packet.pts is not None:
                moments.append(packet.pts * base)
            if len(moments) >= 5 or (packet.pts or 0) * base > 10:
                break
    gaps = np.diff(moments)
    return float(gaps.max()) if gaps.size else 10.0


def sparse_luma(frame: VideoFrame) -> Luma:
    """A few pixels of the luma plane, limited range or not."""
    if not frame.format.name.startswith(("yuv", "nv12", "gray")) or "p1" in frame.format.name:
        frame = frame.reformat(format="yuv420p")
    plane = frame.planes[0]
    rows = np.frombuffer(memoryview(plane), np.uint8).reshape(plane.height, plane.line_size)
    return np.array(rows[::SPARSE, : plane.width : SPARSE])


def broken_faults(picture: Picture, watched: Watched) -> list[Finding]:
    """Fewer frames than the header promises: the file was cut off."""
    promised = picture.seconds * picture.fps
    if watched.frames < 2 or not watched.moments:
        return [hard("no_video", "It holds no moving pictures.")]
    if watched.frames >= promised * LEAST_FRAMES:
        return []
    message = f"It breaks off: {watched.frames} of {promised:.0f} frames are there."
    return [hard("truncated", message)]


def black_faults(watched: Watched, seconds: float) -> list[Finding]:
    found = stretches(watched.moments, watched.black, seconds)
    black = sum(end - start for start, end in found)
    if found and black >= MOSTLY * seconds:
        return [hard("black", "It is black from beginning to end.")]
    return [
        soft("black", f"It is black from {start:.1f} s to {end:.1f} s.")
        for start, end in found
        if end - start > BLACK_SECONDS
    ]


def still_faults(watched: Watched, seconds: float) -> list[Finding]:
    found = stretches(watched.moments, watched.still, seconds)
    still = sum(end - start for start, end in found)
    if found and still >= MOSTLY * seconds:
        return [hard("frozen", "Its picture never moves.")]
    return [
        soft("frozen", f"Its picture stands still from {start:.1f} s to {end:.1f} s.")
        for start, end in found
        if end - start > STILL_SECONDS
    ]


def stretches(moments: list[float], marks: list[bool], seconds: float) -> list[tuple[float, float]]:
    """From when to when all looks are marked; the last one lasts to the end."""
    found: list[tuple[float, float]] = []
    start: float | None = None
    for moment, is_marked in zip(moments, marks, strict=False):
        if is_marked and start is None:
            start = moment
        if not is_marked and start is not None:
            found.append((start, moment))
            start = None
    return found if start is None else [*found, (start, seconds)]


def stream_faults(headers: Probe, levels: Levels | None, expected: Expected) -> list[Finding]:
    """What only a final cut must have."""
    found: list[Finding] = []
    if headers.picture is not None and headers.picture.codec != "h264":
        found.append(hard("wrong_codec", f"It is {headers.picture.codec} instead of H.264."))
    if headers.sound is None or levels is None:
        return [*found, hard("no_audio", "It holds no sound.")]
    if headers.sound.codec != "aac":
        found.append(hard("wrong_codec", f"Its sound is {headers.sound.codec} instead of AAC."))
    lengths = headers.sound.seconds, headers.picture.seconds if headers.picture else 0.0
    if abs(lengths[0] - lengths[1]) > FINAL_TOLERANCE_SECONDS:
        found.append(
            hard("out_of_step", f"Sound lasts {lengths[0]:.2f} s, pictures {lengths[1]:.2f} s.")
        )
    return [*found, *final_sound_faults(levels, expected)]
