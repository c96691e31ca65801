"""The final cut: intro, scenes and outro, hard cuts, mixed and normalised sound, one MP4."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from django.conf import settings
from PIL import UnidentifiedImageError

from tasks_app.pipeline import ffmpeg
from tasks_app.pipeline.disk import full_disk_named
from tasks_app.pipeline.probe import Probe, Unreadable, probe
from tasks_app.pipeline.providers.base import (
    AssemblyRequest,
    ErrorKind,
    Made,
    ProviderFailure,
    Scene,
    Stop,
)
from tasks_app.pipeline.providers.local.picture_track import (
    Piece,
    Screen,
    encoder_header,
    make_segment,
    scaled_watermark,
)
from tasks_app.pipeline.providers.local.sound_track import (
    RAW,
    Mix,
    join,
    keep_sound,
    mix_scene,
    normalised,
)

Work = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the cut on its way: pictures and samples of the same length."""

    pictures: Path
    sound: Path
    work: tuple[Work, ...]
    frames: int


def make_assembly(request: AssemblyRequest, stop: Stop) -> Made:
    """Cut the film; its length is that of the timeline, to the frame."""
    if not request.scenes:
        raise refused("the final cut has no scene; make the clips and narrations first")
    with (
        full_disk_named(request.output),
        tempfile.TemporaryDirectory(dir=request.output.parent, prefix=".cut.part") as name,
    ):
        folder = Path(name)
        screen = screen_of(request, folder, stop)
        parts = [
            *branding("intro", request.intro, screen, folder, stop),
            *(
                scene_part(number, scene, screen, folder, stop)
                for number, scene in enumerate(request.scenes, start=1)
            ),
            *branding("outro", request.outro, screen, folder, stop),
        ]
        try:
            side_by_side([work for part in parts for work in part.work])
        except Unreadable as fault:
            raise refused(str(fault).removesuffix(".")) from fault
        finish(request, parts, folder, stop)
    return Made()


def refused(reason: str) -> ProviderFailure:
    return ProviderFailure(f"Final cut: {reason}.", kind=ErrorKind.INVALID_INPUT)


def opened(path: Path, what: str) -> Probe:
    """The headers of a source, or a sentence naming it."""
    try:
        return probe(path)
    except Unreadable as fault:
        raise refused(f"the {what} {path.name} cannot be opened as media; replace it") from fault


def screen_of(request: AssemblyRequest, folder: Path, stop: Stop) -> Screen:
    """What all pictures have in common."""
    try:
        watermark = request.watermark and scaled_watermark(
            request.watermark,
            folder / "watermark.png",
            width=request.width,
            height=request.height,
        )
    except (UnidentifiedImageError, FileNotFoundError) as fault:
        name = request.watermark.name if request.watermark else ""
        raise refused(
            f"the watermark {name} cannot be opened as a picture; correct branding.watermark"
        ) from fault
    screen = Screen(
        width=request.width, height=request.height, fps=request.fps, watermark=watermark
    )
    return replace(screen, header=encoder_header(screen, folder, stop))


def scene_part(number: int, scene: Scene, screen: Screen, folder: Path, stop: Stop) -> Part:
    """A clip cut to its scene, and the scene's mix."""
    purpose = f"Final cut, scene {number}"
    frames = round(scene.duration_seconds * screen.fps)
    narration = opened(scene.narration, f"narration of scene {number}")
    if opened(scene.clip, f"clip of scene {number}").picture is None:
        raise refused(f"the clip of scene {number} holds no pictures; make it again")
    if narration.sound is None:
        raise refused(f"the narration of scene {number} holds no sound; make it again")
    piece = Piece(source=scene.clip, frames=frames, is_marked=True, purpose=purpose)
    mix = Mix(
        narration=scene.narration,
        narration_seconds=narration.seconds,
        effect=scene.effect,
        effect_seconds=sound_seconds(scene.effect, number),
        count=samples_of(frames, screen),
        purpose=purpose,
    )
    pictures, sound = folder / f"scene{number:03}.mp4", folder / f"scene{number:03}.f32"
    return Part(
        pictures,
        sound,
        (
            lambda: make_segment(piece, screen, pictures, stop),
            lambda: mix_scene(mix, sound, stop),
        ),
        frames,
    )


def sound_seconds(effect: Path | None, number: int) -> float:
    return opened(effect, f"effect of scene {number}").seconds if effect else 0.0


def branding(
    what: str, source: Path | None, screen: Screen, folder: Path, stop: Stop
) -> tuple[Part, ...]:
    """The intro or outro with its own sound, or nothing where the channel has none."""
    if source is None:
        return ()
    found = opened(source, what)
    frames = round(found.seconds * screen.fps)
    if found.picture is None or not frames:
        raise refused(f"the {what} {source.name} holds no video; correct branding.{what}")
    piece = Piece(source=source, frames=frames, is_marked=False, purpose=f"Final cut, {what}")
    pictures, sound = folder / f"{what}.mp4", folder / f"{what}.f32"
    return (
        Part(
            pictures,
            sound,
            (
                lambda: make_segment(piece, screen, pictures, stop),
                lambda: keep_sound(
                    source if found.sound else None,
                    sound,
                    stop,
                    count=samples_of(frames, screen),
                    purpose=piece.purpose,
                ),
            ),
            frames,
        ),
    )


def samples_of(frames: int, screen: Screen) -> int:
    return round(frames * ffmpeg.SAMPLE_RATE / screen.fps)


def side_by_side(works: Sequence[Work]) -> None:
    """Do all of it on as many cores as a step may use; the first failure calls the rest off."""
    with ThreadPoolExecutor(settings.STEP_PARALLEL) as pool:
        futures = [pool.submit(work) for work in works]
        try:
            for future in futures:
                future.result()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def finish(request: AssemblyRequest, parts: Sequence[Part], folder: Path, stop: Stop) -> None:
    """Join the segments as they are, normalise the sound, and write the one file."""
    loudness = join([part.sound for part in parts], folder / "sound.f32")
    segments = folder / "segments.txt"
    segments.write_text("".join(f"file '{part.pictures.name}'\n" for part in parts))
    frames = sum(part.frames for part in parts)
    ffmpeg.run(
        [
            *("-f", "concat", "-i", segments, *RAW, "-i", folder / "sound.f32"),
            *("-map", "0:v", "-c:v", "copy", "-map", "1:a", "-af", normalised(loudness)),
            *(*ffmpeg.AUDIO_CODEC, "-t", f"{frames / request.fps:.6f}"),
            *("-map_metadata", "-1", "-metadata", f"title={' '.join(request.title.split())}"),
            *(*ffmpeg.MP4, request.output),
        ],
        stop,
        purpose="Final cut",
    )
