"""Calls an existing script per item, unchanged: one fixed name and one set of arguments per step.

The scripts lie in one folder and run in it, with our environment. A `.py` file is run with our
Python, anything else must be executable. Exit code 0 and a file that is not empty is success;
exit code 2 means that the script refuses its arguments; any other may be tried again.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from PIL import Image, ImageOps

from tasks_app.pipeline import children
from tasks_app.pipeline.disk import full_disk, full_disk_named, is_full_disk_said
from tasks_app.pipeline.providers.base import (
    AssemblyRequest,
    ClipRequest,
    CompositeRequest,
    EffectRequest,
    ErrorKind,
    ImageRequest,
    Made,
    NarrationRequest,
    ProviderFailure,
    Stop,
)

REFUSED_ARGUMENTS = 2
"""What argparse, click and most shells answer to wrong arguments."""

SECRET_WORDS = ("KEY", "TOKEN", "SECRET", "PASSWORD")
SHORTEST_SECRET = 8

Option = tuple[str, str | Path]


@dataclass(frozen=True, slots=True)
class Call:
    """A script, its options in order, where the result goes, and what people call the item."""

    script: str
    options: Sequence[Option]
    output: Path
    item: str


def make_image(request: ImageRequest, stop: Stop, *, folder: Path | None = None) -> Made:
    item = f"{request.kind.capitalize()} {request.index}"
    options = [("--prompt", request.prompt)]
    made = make(Call("generate_asset.py", options, request.output, item), stop, folder)
    if request.kind == "environment":
        # The script is not told a size, and an environment has to fill the picture.
        fill(request.output, (request.width, request.height))
    return made


def fill(path: Path, size: tuple[int, int]) -> None:
    """Cut and scale a picture to exactly this size; what cannot be read is left to the check."""
    try:
        with Image.open(path) as picture:
            if picture.size == size:
                return
            filled = ImageOps.fit(picture.convert("RGB"), size, Image.Resampling.LANCZOS)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return
    with full_disk_named(path):
        filled.save(path, format="PNG")


def make_composite(request: CompositeRequest, stop: Stop, *, folder: Path | None = None) -> Made:
    options = [
        ("--background", request.environment.absolute()),
        *(("--character", path.absolute()) for path in request.characters),
        *(("--prop", path.absolute()) for path in request.props),
    ]
    item = f"Composite {request.index}"
    return make(Call("create_composite.py", options, request.output, item), stop, folder)


def make_clip(request: ClipRequest, stop: Stop, *, folder: Path | None = None) -> Made:
    options: list[Option] = [
        ("--image", request.composite.absolute()),
        ("--prompt", request.prompt),
        ("--duration", number(request.duration_seconds)),
    ]
    item = f"Clip {request.index}"
    return make(Call("generate_video.py", options, request.output, item), stop, folder)


def make_narration(request: NarrationRequest, stop: Stop, *, folder: Path | None = None) -> Made:
    options = [("--text", request.text), ("--voice", request.voice)]
    item = f"Narration {request.index}"
    return make(Call("generate_audio.py", options, request.output, item), stop, folder)


def make_effect(request: EffectRequest, stop: Stop, *, folder: Path | None = None) -> Made:
    options = [("--prompt", request.prompt), ("--duration", number(request.duration_seconds))]
    item = f"Effect {request.index}"
    return make(Call("generate_sound_effects.py", options, request.output, item), stop, folder)


def make_assembly(request: AssemblyRequest, stop: Stop, *, folder: Path | None = None) -> Made:
    with (
        full_disk_named(request.output),
        tempfile.TemporaryDirectory(dir=request.output.parent, prefix=".manifest.part") as place,
    ):
        path = Path(place).absolute() / "manifest.json"
        path.write_text(json.dumps(manifest(request), ensure_ascii=False, indent=2), "utf-8")
        options = [("--manifest", path)]
        return make(Call("assemble_video.py", options, request.output, "Final cut"), stop, folder)


def manifest(request: AssemblyRequest) -> dict[str, Any]:
    """The final cut as JSON: paths are absolute, times in seconds, what is missing is null."""
    return {
        "title": request.title,
        "width": request.width,
        "height": request.height,
        "fps": request.fps,
        "intro": written(request.intro),
        "outro": written(request.outro),
        "watermark": written(request.watermark),
        "scenes": [
            {
                "clip": written(scene.clip),
                "narration": written(scene.narration),
                "effect": written(scene.effect),
                "duration": scene.duration_seconds,
            }
            for scene in request.scenes
        ],
    }


def written(path: Path | None) -> str | None:
    return None if path is None else str(path.absolute())


def number(seconds: float) -> str:
    """Whole seconds without a point: many a script reads an integer."""
    return f"{seconds:g}"


def make(call: Call, stop: Stop, folder: Path | None) -> Made:
    """Run the script, look at its exit code, and see that it left a file."""
    place = (folder or Path(settings.COMMAND_PROVIDER_DIR)).absolute()
    program = children.Program(
        name=f"{call.item}: {call.script}",
        arguments=[*started_with(place, call), *arguments(call)],
        timeout_seconds=settings.COMMAND_TIMEOUT_SECONDS,
        folder=place,
    )
    try:
        children.run(program, stop)
    except (children.ChildFailed, children.ChildTimedOut, children.ChildMissing) as fault:
        raise failure(fault, call) from fault
    if not call.output.is_file() or not call.output.stat().st_size:
        what = "an empty file" if call.output.is_file() else "no file"
        raise ProviderFailure(
            f"{call.item}: {call.script} ended well but left {what} at its --output.",
            kind=ErrorKind.RETRIABLE,
        )
    return Made()


def started_with(place: Path, call: Call) -> list[str | Path]:
    """How the script is started; raises when it is not there."""
    script = place / call.script
    bare = script.with_suffix("")
    if script.is_file():
        return [sys.executable, script]
    if bare.is_file() and os.access(bare, os.X_OK):
        return [bare]
    raise ProviderFailure(
        f"{call.item}: there is no {call.script} in {place}; put it there, or set"
        " COMMAND_PROVIDER_DIR to the folder that holds the scripts.",
        kind=ErrorKind.INVALID_INPUT,
    )


def arguments(call: Call) -> list[str | Path]:
    """Options as a list; a value that looks like an option is tied to its name with `=`."""
    found: list[str | Path] = []
    for name, value in (*call.options, ("--output", call.output.absolute())):
        # The operating system has no zero bytes in arguments.
        plain = str(value).replace("\0", " ")
        found += [f"{name}={plain}"] if plain.startswith("-") else [name, plain]
    return found


def failure(fault: Exception, call: Call) -> ProviderFailure:
    """What a script's end means for the item, in one sentence without secrets."""
    if is_full_disk_said(getattr(fault, "tail", "")):
        return full_disk(call.output.parent)
    refused = getattr(fault, "exit_code", 0) == REFUSED_ARGUMENTS
    kind = ErrorKind.INVALID_INPUT if refused else ErrorKind.RETRIABLE
    return ProviderFailure(without_secrets(str(fault)), kind=kind)


def without_secrets(text: str) -> str:
    """A script may print its keys in a traceback; they are known from our environment."""
    for name, value in os.environ.items():
        is_secret = any(word in name.upper() for word in SECRET_WORDS)
        if is_secret and len(value) >= SHORTEST_SECRET:
            text = text.replace(value, "***")
    return text
