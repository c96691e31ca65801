"""A moving clip from a composite: a camera move, what floats in front of it, and H.264."""

from __future__ import annotations

from pathlib import Path

from PIL import UnidentifiedImageError

from tasks_app.pipeline import ffmpeg
from tasks_app.pipeline.providers.base import ClipRequest, ErrorKind, Made, ProviderFailure, Stop
from tasks_app.pipeline.providers.local.camera import chosen_move
from tasks_app.pipeline.providers.local.frames import Take, frames
from tasks_app.pipeline.providers.local.motes import Motes, weather_in


def make_clip(request: ClipRequest, stop: Stop) -> Made:
    """Film the composite as the motion prompt says; the same request gives the same pictures."""
    if request.width % 2 or request.height % 2:
        raise ProviderFailure(
            f"A clip of {request.width}x{request.height} cannot be made: H.264 needs an even width"
            " and height; set the channel's video resolution to even numbers.",
            kind=ErrorKind.INVALID_INPUT,
        )
    try:
        ffmpeg.run(arguments(request), stop, purpose=purpose(request), feed=frames(take(request)))
    except (UnidentifiedImageError, FileNotFoundError) as fault:
        raise ProviderFailure(
            f"{purpose(request)}: the composite {request.composite.name} cannot be opened as a"
            " picture; make it again.",
            kind=ErrorKind.INVALID_INPUT,
        ) from fault
    return Made()


def purpose(request: ClipRequest) -> str:
    return f"Clip {request.index}"


def take(request: ClipRequest) -> Take:
    """What to film, by the words of the prompt and the seed."""
    weather = weather_in(request.prompt)
    size = {"width": request.width, "height": request.height}
    return Take(
        picture=request.composite,
        move=chosen_move(request.prompt, seed=request.seed, seconds=request.duration_seconds),
        motes=Motes(weather, seed=request.seed, **size) if weather else None,
        fps=request.fps,
        count=max(1, round(request.duration_seconds * request.fps)),
        **size,
    )


def arguments(request: ClipRequest) -> list[str | Path]:
    """Raw frames in, a clip out that plays while it is still loading."""
    return [
        *ffmpeg.raw_frames(width=request.width, height=request.height, fps=request.fps),
        *("-an", "-vf", "setsar=1", *ffmpeg.encoded_video(fps=request.fps, threads=1), *ffmpeg.MP4),
        request.output,
    ]
