"""The pictures a video is put together from: characters, environments, props."""

from __future__ import annotations

from collections.abc import Sequence

from tasks_app.models import AssetKind
from tasks_app.pipeline.items import Draft, Item, StepContext, StepRules
from tasks_app.pipeline.measure import Expected
from tasks_app.pipeline.providers.base import ImageRequest
from tasks_app.statuses import Step


class AssetsStep(StepRules):
    step = Step.ASSETS

    def items(self, context: StepContext) -> Sequence[Item]:
        width, height = context.config.video.size
        tall = (height * 3 // 4, height)
        square = (height * 3 // 4, height * 3 // 4)
        shots = context.shots
        return [
            *_pictures(AssetKind.CHARACTER, shots.characters, tall),
            *_pictures(AssetKind.ENVIRONMENT, shots.environments, (width, height)),
            *_pictures(AssetKind.PROP, shots.props, square),
        ]


def _pictures(kind: AssetKind, prompts: Sequence[str], size: tuple[int, int]) -> list[Item]:
    return [_picture(kind, index, prompt, size) for index, prompt in enumerate(prompts, 1)]


def _picture(kind: AssetKind, index: int, prompt: str, size: tuple[int, int]) -> Item:
    width, height = size

    def request(draft: Draft) -> ImageRequest:
        return ImageRequest(
            kind=kind.value,
            index=index,
            prompt=draft.prompt,
            width=width,
            height=height,
            seed=draft.seed,
            output=draft.output,
        )

    return Item(
        kind=kind,
        index=index,
        prompt=prompt,
        suffix=".png",
        expected=_expected(kind, size),
        request=request,
    )


def _expected(kind: AssetKind, size: tuple[int, int]) -> Expected:
    """An environment fills the picture; a figure is scaled into it, whatever its size."""
    return Expected(width=size[0], height=size[1]) if kind is AssetKind.ENVIRONMENT else Expected()
