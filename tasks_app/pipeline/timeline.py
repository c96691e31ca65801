"""Where each clip, narration and effect lies in the final cut (pure).

One rule for every scene. The narration stands in the middle with `GAP_SECONDS` before and after.
A scene is never longer than its clip: where the clip is too short for both gaps they shrink, and
only when the clip is shorter than the narration itself does the scene outlast it; then the clip is
slowed down to `SLOWEST` of its speed and, if that is still not enough, its last picture is held.
Scenes are whole frames long, so that pictures and sound never drift apart.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

GAP_SECONDS = 0.35
SLOWEST = 0.5
ROUNDING = 1e-6
"""Less than a sample: keeps 7.2 s x 30 from being taken for 217 frames."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenePlan:
    """What a scene is made of, by length, before it has a place."""

    clip_seconds: float
    narration_seconds: float
    effect_seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Span:
    """From when to when, in seconds of the final cut."""

    start: float
    end: float

    @property
    def seconds(self) -> float:
        return self.end - self.start

    def holds(self, moment: float) -> bool:
        return self.start <= moment < self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A scene in its place; `effect` is None where nothing but speech is heard."""

    index: int
    scene: Span
    narration: Span
    effect: Span | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """The whole cut: intro, scenes in order, outro."""

    intro: Span
    scenes: tuple[Placed, ...]
    outro: Span

    @property
    def seconds(self) -> float:
        return self.outro.end

    def playing_at(self, moment: float) -> Placed | None:
        """The scene that plays at a moment; None in the intro, in the outro and outside."""
        return next((placed for placed in self.scenes if placed.scene.holds(moment)), None)


def scene_seconds(plan: ScenePlan, *, fps: int) -> float:
    """How long the scene of these parts is."""
    wished = plan.narration_seconds + 2 * GAP_SECONDS
    longest = max(plan.clip_seconds, plan.narration_seconds)
    frames = math.ceil(min(wished, longest) * fps - ROUNDING)
    return max(1, frames) / fps


def speech_offset(scene: float, narration_seconds: float) -> float:
    """How long after the beginning of its scene the narration begins."""
    return max(0.0, min(GAP_SECONDS, (scene - narration_seconds) / 2))


def clip_speed(clip_seconds: float, scene: float) -> float:
    """The share of its own speed at which the clip plays in a scene that outlasts it."""
    return max(SLOWEST, min(1.0, clip_seconds / scene))


def whole_frames(seconds: float, *, fps: int) -> float:
    """The nearest length that is a whole number of frames."""
    return round(seconds * fps) / fps


def timeline(
    plans: Sequence[ScenePlan], *, fps: int, intro_seconds: float = 0.0, outro_seconds: float = 0.0
) -> Timeline:
    """Every part in its place; the end of the outro is the length of the final cut."""
    intro = Span(0.0, whole_frames(intro_seconds, fps=fps))
    placed: list[Placed] = []
    # Counted in frames: sums of seconds would drift.
    frame = round(intro.end * fps)
    for index, plan in enumerate(plans, start=1):
        start, length = frame / fps, scene_seconds(plan, fps=fps)
        placed.append(place(index, plan, Span(start, start + length)))
        frame += round(length * fps)
    end = frame / fps
    return Timeline(
        intro=intro,
        scenes=tuple(placed),
        outro=Span(end, end + whole_frames(outro_seconds, fps=fps)),
    )


def place(index: int, plan: ScenePlan, scene: Span) -> Placed:
    """The sound of a scene inside of it."""
    speech = scene.start + speech_offset(scene.seconds, plan.narration_seconds)
    effect_end = min(scene.end, scene.start + plan.effect_seconds)
    return Placed(
        index=index,
        scene=scene,
        narration=Span(speech, speech + plan.narration_seconds),
        effect=Span(scene.start, effect_end) if plan.effect_seconds > 0 else None,
    )
