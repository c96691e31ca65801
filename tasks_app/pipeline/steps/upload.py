"""Handing the approved film over: exactly the file the reviewer saw, or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from tasks_app.error_kinds import ErrorKind
from tasks_app.models import Asset, AssetKind, AssetStatus
from tasks_app.pipeline.items import Item, StepContext, StepRules
from tasks_app.pipeline.providers.base import ProviderFailure, Stop, UploadRequest
from tasks_app.pipeline.providers.registry import make
from tasks_app.statuses import Step

DESCRIPTION_BYTES = 5000
"""YouTube's limit on a description (developers.google.com/youtube/v3/docs/videos)."""


class UploadStep(StepRules):
    """Leaves no file among the assets: what it makes is the public video or the package."""

    step = Step.UPLOAD

    def items(self, context: StepContext) -> Sequence[Item]:  # noqa: ARG002 - has none
        return []

    def conclude(self, context: StepContext, stop: Stop) -> Mapping[str, str]:
        final = context.asset(AssetKind.FINAL, 1)
        if final.status != AssetStatus.APPROVED:
            raise ProviderFailure(
                "The final cut is not the one that was approved: send it back to the final review.",
                kind=ErrorKind.MANUAL_REVIEW,
            )
        provider = context.config.provider_for(self.step.value)
        folder = context.config.command_dir
        made = make(provider, _request(context, final), stop, folder=folder)
        return {"youtube_url": made.url}


def _request(context: StepContext, final: Asset) -> UploadRequest:
    task, youtube = context.task, context.config.youtube
    thumbnail = context.find(AssetKind.THUMBNAIL, 1)
    captions = (context.find(AssetKind.CAPTIONS, 1), context.find(AssetKind.CAPTIONS, 2))
    return UploadRequest(
        channel_id=task.channel_id,
        task_id=str(task.pk),
        title=task.title,
        description=_description(context),
        tags=youtube.tags,
        category=youtube.category,
        privacy=youtube.privacy,
        made_for_kids=youtube.made_for_kids,
        synthetic_media=youtube.synthetic_media,
        publish_at=task.publish_at.isoformat() if task.publish_at else None,
        video=context.path(final),
        video_sha256=final.sha256,
        thumbnail=context.path(thumbnail) if thumbnail else None,
        captions=tuple(context.path(asset) for asset in captions if asset),
        output=_new_package(context),
    )


def _new_package(context: StepContext) -> Path:
    package = context.workspace.package
    package.parent.mkdir(parents=True, exist_ok=True)
    return package


def _description(context: StepContext) -> str:
    """The channel's template with the video's words in it."""
    task = context.task
    text = context.config.youtube.description.format(
        title=task.title, topic=task.topic, channel=context.config.channel_name
    )
    return text.encode()[:DESCRIPTION_BYTES].decode(errors="ignore")
