"""Seed frames: for every clip the characters and props of its scene set into its environment."""

from __future__ import annotations

from collections.abc import Sequence

from tasks_app.models import AssetKind
from tasks_app.pipeline.items import Draft, Item, StepContext, StepRules
from tasks_app.pipeline.measure import Expected
from tasks_app.pipeline.planning.casting import cast
from tasks_app.pipeline.providers.base import CompositeRequest
from tasks_app.pipeline.shot_list import Shot
from tasks_app.statuses import Step


class CompositesStep(StepRules):
    step = Step.COMPOSITES

    def items(self, context: StepContext) -> Sequence[Item]:
        return [_composite(context, shot) for shot in context.shots.clips]


def _composite(context: StepContext, shot: Shot) -> Item:
    roles = cast(context.shots, shot.index)
    environment = context.asset(AssetKind.ENVIRONMENT, roles.environment)
    characters = [context.asset(AssetKind.CHARACTER, index) for index in roles.characters]
    props = [context.asset(AssetKind.PROP, index) for index in roles.props]
    width, height = context.config.video.size

    def request(draft: Draft) -> CompositeRequest:
        return CompositeRequest(
            index=shot.index,
            prompt=draft.prompt,
            environment=context.path(environment),
            characters=tuple(context.path(asset) for asset in characters),
            props=tuple(context.path(asset) for asset in props),
            width=width,
            height=height,
            seed=draft.seed,
            output=draft.output,
        )

    return Item(
        kind=AssetKind.COMPOSITE,
        index=shot.index,
        prompt=shot.image or shot.scene,
        suffix=".png",
        expected=Expected(width=width, height=height),
        inputs=(environment, *characters, *props),
        request=request,
    )
