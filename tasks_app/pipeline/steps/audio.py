"""Narrations in the channel's voice, and captions timed by them."""

from __future__ import annotations

from collections.abc import Sequence

from tasks_app.models import AssetKind
from tasks_app.pipeline.caption_files import caption_files
from tasks_app.pipeline.cut import plan_cut
from tasks_app.pipeline.items import Draft, Item, StepContext, StepRules
from tasks_app.pipeline.measure import Expected
from tasks_app.pipeline.providers.base import NarrationRequest
from tasks_app.pipeline.shot_list import Shot
from tasks_app.statuses import Step


class AudioStep(StepRules):
    step = Step.AUDIO

    def items(self, context: StepContext) -> Sequence[Item]:
        narrations = [_narration(context, shot) for shot in context.shots.clips]
        cut = plan_cut(context)
        if cut is None:
            return narrations
        return [*narrations, *caption_files(context, cut)]


def _narration(context: StepContext, shot: Shot) -> Item:
    voice = context.config.voice_id

    def request(draft: Draft) -> NarrationRequest:
        # A reviewer's note is no part of what is spoken.
        return NarrationRequest(
            index=shot.index, text=shot.narration, voice=voice, output=draft.output
        )

    return Item(
        kind=AssetKind.NARRATION,
        index=shot.index,
        prompt=shot.narration,
        suffix=".wav",
        expected=Expected(),
        request=request,
    )
