"""Effects: one sound under every clip, at most as long as the clip and five to ten seconds."""

from __future__ import annotations

from collections.abc import Sequence

from tasks_app.models import AssetKind
from tasks_app.pipeline.items import Draft, Item, StepContext, StepRules
from tasks_app.pipeline.measure import Expected
from tasks_app.pipeline.providers.base import EffectRequest
from tasks_app.pipeline.shot_list import Shot
from tasks_app.statuses import Step

SHORTEST_SECONDS, LONGEST_SECONDS = 5.0, 10.0


class SfxStep(StepRules):
    step = Step.SFX

    def items(self, context: StepContext) -> Sequence[Item]:
        return [_effect(context, shot) for shot in context.shots.clips]


def _effect(context: StepContext, shot: Shot) -> Item:
    seconds = min(max(float(context.config.video.length), SHORTEST_SECONDS), LONGEST_SECONDS)

    def request(draft: Draft) -> EffectRequest:
        return EffectRequest(
            index=shot.index,
            prompt=draft.prompt,
            duration_seconds=seconds,
            seed=draft.seed,
            output=draft.output,
        )

    return Item(
        kind=AssetKind.EFFECT,
        index=shot.index,
        prompt=shot.sound,
        suffix=".wav",
        expected=Expected(seconds=seconds),
        request=request,
    )
