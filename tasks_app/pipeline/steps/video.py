"""Clips: every seed frame set in motion."""

from __future__ import annotations

from collections.abc import Sequence

from tasks_app.models import AssetKind
from tasks_app.pipeline.items import Draft, Item, StepContext, StepRules
from tasks_app.pipeline.measure import Expected
from tasks_app.pipeline.providers.base import ClipRequest
from tasks_app.pipeline.shot_list import Shot
from tasks_app.statuses import Step


class VideoStep(StepRules):
    step = Step.VIDEO

    def items(self, context: StepContext) -> Sequence[Item]:
        return [_clip(context, shot) for shot in context.shots.clips]


def _clip(context: StepContext, shot: Shot) -> Item:
    composite = context.asset(AssetKind.COMPOSITE, shot.index)
    video = context.config.video
    width, height = video.size

    def request(draft: Draft) -> ClipRequest:
        return ClipRequest(
            index=shot.index,
            prompt=draft.prompt,
            composite=context.path(composite),
            duration_seconds=video.length,
            width=width,
            height=height,
            fps=video.fps,
            seed=draft.seed,
            output=draft.output,
        )

    return Item(
        kind=AssetKind.CLIP,
        index=shot.index,
        prompt=shot.motion,
        suffix=".mp4",
        expected=Expected(width=width, height=height, seconds=video.length),
        inputs=(composite,),
        request=request,
    )
