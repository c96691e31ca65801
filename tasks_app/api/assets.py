"""Assets: the files of a task, one file, its bytes, and an earlier take put back."""

from __future__ import annotations

import uuid
from pathlib import PurePath
from typing import Any, BinaryIO

import structlog
from django.http import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.request import Request
from rest_framework.response import Response

from tasks_app import access, files, takes
from tasks_app.api.inputs import TakesQuery
from tasks_app.api.outputs import AssetList, AssetOutput
from tasks_app.api.people import actor, person
from tasks_app.models import Asset
from tasks_app.statuses import Step
from videogen.accounts.roles import Role
from videogen.lib.api import ApiView
from videogen.lib.errors import Missing
from videogen.lib.idempotency import idempotent
from videogen.lib.origin import address_of
from videogen.lib.ranges import Served, file_response

log = structlog.get_logger(__name__)

BYTES = "application/octet-stream"
ORDER_OF_STEP = {step: place for place, step in enumerate(Step)}

CONTENT_TYPES = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
    ".mp4": "video/mp4",
    ".wav": "audio/wav",
    ".mp3": "audio/mpeg",
    ".m4a": "audio/mp4",
    ".flac": "audio/flac",
    ".ogg": "audio/ogg",
    ".srt": "application/x-subrip",
    ".vtt": "text/vtt; charset=utf-8",
}
"""Ours and not the machine's. None of them can run as a page; what is not here is only bytes."""
KINDS = sorted({kind.split(";")[0] for kind in CONTENT_TYPES.values()} | {BYTES})


class TaskAssetsView(ApiView):
    @extend_schema(operation_id="list_assets", parameters=[TakesQuery], responses=AssetList)
    def get(self, request: Request, task_id: uuid.UUID) -> Response:
        """The files of a task in the order of the pipeline."""
        query = TakesQuery.read(request)
        task = access.task_for(person(request), task_id)
        assets = task.assets.all() if query["takes"] == "all" else task.assets.current()
        rows = sorted(assets, key=_place)
        return Response({"assets": AssetOutput(rows, many=True).data})


class AssetView(ApiView):
    @extend_schema(operation_id="read_asset", responses=AssetOutput)
    def get(self, request: Request, asset_id: uuid.UUID) -> Response:
        """One file's row."""
        return Response(AssetOutput(access.asset_for(person(request), asset_id)).data)


class AnyKind(DefaultContentNegotiation):
    """A file is what it is, so `Accept: image/*` must not end in 406."""

    def select_renderer(self, request: Request, renderers: Any, format_suffix: Any = None) -> Any:  # noqa: ARG002 - DRF's signature
        return renderers[0], renderers[0].media_type


class AssetFileView(ApiView):
    content_negotiation_class = AnyKind

    @extend_schema(
        operation_id="read_asset_file",
        parameters=[
            OpenApiParameter("Range", str, OpenApiParameter.HEADER, description="One range."),
            OpenApiParameter("If-None-Match", str, OpenApiParameter.HEADER),
        ],
        responses={
            **{(status, kind): OpenApiTypes.BINARY for status in (200, 206) for kind in KINDS},
            304: OpenApiResponse(description="The file is the one that the ETag names."),
            416: OpenApiResponse(description="The range begins behind the end of the file."),
        },
    )
    def get(self, request: Request, asset_id: uuid.UUID) -> HttpResponseBase:
        """The bytes, with ranges; the ETag is the file's SHA-256."""
        asset = access.asset_for(person(request), asset_id)
        log.info(
            "media_read",
            asset=str(asset.pk),
            user=str(person(request).pk),
            address=address_of(request),
        )
        kind = CONTENT_TYPES.get(PurePath(asset.path).suffix.lower(), BYTES)
        served = Served(asset.name, kind, asset.sha256)
        return file_response(request._request, _opened(asset), served)


class RestoreView(ApiView):
    @extend_schema(operation_id="restore_asset", request=None, responses=AssetOutput)
    @idempotent
    def post(self, request: Request, asset_id: uuid.UUID) -> Response:
        """Make an earlier take the current one, while its task waits at the gate. Reviewer."""
        access.asset_for(person(request), asset_id)
        access.require(person(request), Role.REVIEWER)
        asset = takes.restore(asset_id, actor=actor(request))
        return Response(AssetOutput(asset).data)


def _place(asset: Asset) -> tuple[int, str, int, int]:
    return ORDER_OF_STEP[Step(asset.step)], asset.kind, asset.index, asset.take


def _opened(asset: Asset) -> BinaryIO:
    try:
        return files.absolute(asset.path, channel_id=asset.task.channel_id).open("rb")
    except (OSError, files.PathRefused) as fault:
        log.warning("media_missing", asset=str(asset.pk), reason=str(fault))
        raise Missing("The file of this asset is no longer on disk.") from fault
