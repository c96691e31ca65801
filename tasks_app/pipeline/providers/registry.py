"""Which function makes which request, by the provider's name. A new provider is one entry here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from tasks_app.error_kinds import ErrorKind
from tasks_app.pipeline.providers import command
from tasks_app.pipeline.providers.base import (
    AssemblyRequest,
    ClipRequest,
    CompositeRequest,
    EffectRequest,
    ImageRequest,
    Made,
    Make,
    NarrationRequest,
    ProviderFailure,
    Request,
    Stop,
    ThumbnailRequest,
    UploadRequest,
)
from tasks_app.pipeline.providers.local import (
    assembly,
    clips,
    composites,
    effects,
    images,
    package,
    thumbnails,
    voice,
)

Makers = Mapping[type, Make]

LOCAL: Makers = {
    ImageRequest: images.make_image,
    CompositeRequest: composites.make_composite,
    ClipRequest: clips.make_clip,
    NarrationRequest: voice.make_narration,
    EffectRequest: effects.make_effect,
    AssemblyRequest: assembly.make_assembly,
    ThumbnailRequest: thumbnails.make_thumbnail,
    UploadRequest: package.make_package,
}


def _local(folder: Path | None) -> Makers:  # noqa: ARG001 - the same shape as the others
    return LOCAL


def _command(folder: Path | None) -> Makers:
    """Scripts for what scripts exist for; the thumbnail and the package are made here."""
    return {
        **LOCAL,
        ImageRequest: partial(command.make_image, folder=folder),
        CompositeRequest: partial(command.make_composite, folder=folder),
        ClipRequest: partial(command.make_clip, folder=folder),
        NarrationRequest: partial(command.make_narration, folder=folder),
        EffectRequest: partial(command.make_effect, folder=folder),
        AssemblyRequest: partial(command.make_assembly, folder=folder),
    }


PROVIDERS: dict[str, Callable[[Path | None], Makers]] = {"local": _local, "command": _command}


def make(provider: str, request: Request, stop: Stop, *, folder: Path | None) -> Made:
    """Have a provider make the request; raises `ProviderFailure` or `Stopped`.

    `folder` is the channel's own folder of scripts, for the provider that runs some.
    """
    makers = PROVIDERS.get(provider)
    if makers is None:
        raise ProviderFailure(
            f"The provider {provider!r} is not available here: choose "
            f"{' or '.join(PROVIDERS)} under providers in the channel's file.",
            kind=ErrorKind.INVALID_INPUT,
        )
    return makers(folder)[type(request)](request, stop)
