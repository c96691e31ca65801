"""The plan of a task's final cut: which files play when. Captions and assembly both read it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tasks_app.cut_list import CutList, SceneCut
from tasks_app.models import Asset, AssetKind
from tasks_app.pipeline.items import StepContext
from tasks_app.pipeline.probe import probe
from tasks_app.pipeline.timeline import Placed, ScenePlan, Timeline, timeline


@dataclass(frozen=True, slots=True)
class Cut:
    """The files of every scene in order, and the timeline they make."""

    clips: tuple[Asset, ...]
    narrations: tuple[Asset, ...]
    effects: tuple[Asset, ...]
    intro: Path | None
    outro: Path | None
    timeline: Timeline

    @property
    def speech(self) -> tuple[tuple[float, float], ...]:
        """From when to when somebody speaks, in seconds of the final cut."""
        spans = (placed.narration for placed in self.timeline.scenes)
        return tuple((span.start, span.end) for span in spans)

    def as_list(self) -> CutList:
        """Which file plays when, to be kept with the final cut; needs the effects."""
        parts = zip(self.timeline.scenes, self.clips, self.narrations, self.effects, strict=True)
        return CutList(tuple(_scene(*part) for part in parts))


def _scene(placed: Placed, clip: Asset, narration: Asset, effect: Asset) -> SceneCut:
    return SceneCut(
        index=placed.index,
        start=placed.scene.start,
        end=placed.scene.end,
        clip=str(clip.pk),
        narration=str(narration.pk),
        effect=str(effect.pk) if placed.effect else None,
    )


def plan_cut(context: StepContext) -> Cut | None:
    """The cut, or None while clips or narrations are missing. Effects may come later."""
    count = len(context.shots.clips)
    clips = context.all_of(AssetKind.CLIP, count)
    narrations = context.all_of(AssetKind.NARRATION, count)
    if clips is None or narrations is None:
        return None
    effects = context.all_of(AssetKind.EFFECT, count) or ()
    branding = context.config.branding
    plans = [
        ScenePlan(
            clip_seconds=clip.duration_seconds or 0.0,
            narration_seconds=narration.duration_seconds or 0.0,
            effect_seconds=(effects[at].duration_seconds or 0.0) if effects else 0.0,
        )
        for at, (clip, narration) in enumerate(zip(clips, narrations, strict=True))
    ]
    return Cut(
        clips=clips,
        narrations=narrations,
        effects=effects,
        intro=branding.intro,
        outro=branding.outro,
        timeline=timeline(
            plans,
            fps=context.config.video.fps,
            intro_seconds=_seconds(branding.intro),
            outro_seconds=_seconds(branding.outro),
        ),
    )


def _seconds(path: Path | None) -> float:
    return probe(path).seconds if path else 0.0
