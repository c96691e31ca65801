"""The final cut from clips, narrations and effects, and the thumbnail."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tasks_app import files
from tasks_app.error_kinds import ErrorKind
from tasks_app.models import AssetKind
from tasks_app.pipeline.caption_files import caption_files
from tasks_app.pipeline.cut import Cut, plan_cut
from tasks_app.pipeline.items import Draft, Item, StepContext, StepRules
from tasks_app.pipeline.measure import Expected
from tasks_app.pipeline.providers.base import (
    AssemblyRequest,
    ProviderFailure,
    Scene,
    Stop,
    ThumbnailRequest,
)
from tasks_app.statuses import Step

THUMBNAIL_SIZE = (1280, 720)


class AssemblyStep(StepRules):
    step = Step.ASSEMBLY

    def items(self, context: StepContext) -> Sequence[Item]:
        cut = plan_cut(context)
        if cut is None or not cut.effects:
            raise ProviderFailure(
                "Clips, narrations or effects are missing: reject the final cut to have them made.",
                kind=ErrorKind.MANUAL_REVIEW,
            )
        return [*caption_files(context, cut), _final(context, cut), _thumbnail(context)]

    def conclude(self, context: StepContext, stop: Stop) -> Mapping[str, str]:  # noqa: ARG002 - quick
        final = context.asset(AssetKind.FINAL, 1)
        files.relink(context.path(final), context.workspace.final_video)
        return {}


def _final(context: StepContext, cut: Cut) -> Item:
    video = context.config.video
    width, height = video.size

    def request(draft: Draft) -> AssemblyRequest:
        return AssemblyRequest(
            title=context.task.title,
            scenes=tuple(_scenes(context, cut)),
            intro=cut.intro,
            outro=cut.outro,
            watermark=context.config.branding.watermark,
            width=width,
            height=height,
            fps=video.fps,
            output=draft.output,
        )

    return Item(
        kind=AssetKind.FINAL,
        index=1,
        prompt="",
        suffix=".mp4",
        expected=Expected(
            width=width, height=height, seconds=cut.timeline.seconds, speech=cut.speech
        ),
        inputs=(*cut.clips, *cut.narrations, *cut.effects),
        cut=cut.as_list(),
        request=request,
    )


def _scenes(context: StepContext, cut: Cut) -> list[Scene]:
    parts = zip(cut.clips, cut.narrations, cut.effects, cut.timeline.scenes, strict=True)
    return [
        Scene(
            clip=context.path(clip),
            narration=context.path(narration),
            effect=context.path(effect),
            duration_seconds=placed.scene.seconds,
        )
        for clip, narration, effect, placed in parts
    ]


def _thumbnail(context: StepContext) -> Item:
    picture = context.asset(AssetKind.COMPOSITE, 1)
    width, height = THUMBNAIL_SIZE

    def request(draft: Draft) -> ThumbnailRequest:
        return ThumbnailRequest(
            title=context.task.title,
            picture=context.path(picture),
            emoji=context.config.emoji,
            color=context.config.color,
            seed=draft.seed,
            output=draft.output,
        )

    return Item(
        kind=AssetKind.THUMBNAIL,
        index=1,
        prompt=context.task.title,
        suffix=".jpg",
        expected=Expected(width=width, height=height),
        inputs=(picture,),
        request=request,
    )
