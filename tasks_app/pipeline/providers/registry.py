"""Which function makes which request, by the provider's name. A new provider is one entry here."""

from __future__ import annotations

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

MAKERS: dict[str, dict[type, Make]] = {
    "local": {
        ImageRequest: images.make_image,
        CompositeRequest: composites.make_composite,
        ClipRequest: clips.make_clip,
        NarrationRequest: voice.make_narration,
        EffectRequest: effects.make_effect,
        AssemblyRequest: assembly.make_assembly,
        ThumbnailRequest: thumbnails.make_thumbnail,
        UploadRequest: package.make_package,
    },
    "command": {
        ImageRequest: command.make_image,
        CompositeRequest: command.make_composite,
        ClipRequest: command.make_clip,
        NarrationRequest: command.make_narration,
        EffectRequest: command.make_effect,
        AssemblyRequest: command.make_assembly,
        ThumbnailRequest: thumbnails.make_thumbnail,
        UploadRequest: package.make_package,
    },
}


def make(provider: str, request: Request, stop: Stop) -> Made:
    """Have a provider make the request; raises `ProviderFailure` or `Stopped`."""
    maker = MAKERS.get(provider, {}).get(type(request))
    if maker is None:
        raise ProviderFailure(
            f"The provider {provider!r} cannot do this step here: choose "
            f"{' or '.join(MAKERS)} under providers in the channel's file.",
            kind=ErrorKind.INVALID_INPUT,
        )
    return maker(request, stop)
