"""What a provider is: one function per step, from a request to a whole file or a `ProviderFailure`.

A provider knows neither tasks nor the database. It writes the file it is asked for to
`request.output` (a temporary name; the runner measures and renames it) and watches `stop`.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tasks_app.error_kinds import ErrorKind as ErrorKind


class ProviderFailure(Exception):
    """The item could not be made; `kind` decides whether trying again can help."""

    def __init__(
        self,
        message: str,
        *,
        kind: ErrorKind = ErrorKind.RETRIABLE,
        retry_after_seconds: float | None = None,
    ) -> None:
        super().__init__(message)
        self.kind = kind
        self.retry_after_seconds = retry_after_seconds


class Stopped(Exception):
    """The work was called off (lease lost, shutdown); nothing was left half-written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageRequest:
    """A character, prop (both on transparency) or environment (opaque) picture."""

    kind: str
    index: int
    prompt: str
    width: int
    height: int
    seed: int
    output: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class CompositeRequest:
    """A seed frame: characters and props set into an environment, exactly width x height."""

    index: int
    prompt: str
    environment: Path
    characters: tuple[Path, ...]
    props: tuple[Path, ...]
    width: int
    height: int
    seed: int
    output: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipRequest:
    """A moving clip that begins at the composite and follows the motion prompt."""

    index: int
    prompt: str
    composite: Path
    duration_seconds: float
    width: int
    height: int
    fps: int
    seed: int
    output: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class NarrationRequest:
    """Spoken text in the channel's voice."""

    index: int
    text: str
    voice: str
    output: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectRequest:
    """A sound effect or ambience, between five and ten seconds."""

    index: int
    prompt: str
    duration_seconds: float
    seed: int
    output: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One clip of the final cut with the sound that plays over it."""

    clip: Path
    narration: Path
    effect: Path | None
    duration_seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class AssemblyRequest:
    """The final cut: scenes in order, hard cuts, mixed and normalised sound."""

    title: str
    scenes: tuple[Scene, ...]
    intro: Path | None
    outro: Path | None
    watermark: Path | None
    width: int
    height: int
    fps: int
    output: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class ThumbnailRequest:
    """A 1280x720 JPEG under 2 MB that carries the title."""

    title: str
    picture: Path
    emoji: str
    color: str
    seed: int
    output: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadRequest:
    """The finished package as the reviewer approved it."""

    channel_id: str
    task_id: str
    title: str
    description: str
    tags: tuple[str, ...]
    category: str
    privacy: str
    made_for_kids: bool
    synthetic_media: bool
    publish_at: str | None
    video: Path
    video_sha256: str
    thumbnail: Path | None
    captions: tuple[Path, ...]
    output: Path


Request = (
    ImageRequest
    | CompositeRequest
    | ClipRequest
    | NarrationRequest
    | EffectRequest
    | AssemblyRequest
    | ThumbnailRequest
    | UploadRequest
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What a provider reports beyond the file: billable units and where the result can be seen."""

    units: float = 1.0
    url: str = ""


Stop = threading.Event
Make = Callable[..., Made]
