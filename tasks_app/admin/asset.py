"""Files in the admin: every take of every task, and the small pictures of them."""

from __future__ import annotations

import uuid

import structlog
from django.contrib import admin
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString

from tasks_app import access, thumbnails
from tasks_app.admin import marks
from tasks_app.admin.filters import ChannelOfTaskFilter
from tasks_app.admin.gallery import file_url, thumbnail_url
from tasks_app.admin.rows import ReadOnly, task_link
from tasks_app.files import PathRefused
from tasks_app.models import Asset
from tasks_app.thumbnails import PICTURES, NoThumbnail
from videogen.lib.errors import Missing
from videogen.lib.origin import address_of

log = structlog.get_logger(__name__)

# The address carries the file's hash, so what it names never changes.
KEEP = "private, max-age=31536000, immutable"


@admin.register(Asset)
class AssetAdmin(ReadOnly[Asset]):
    list_display = (
        "name",
        "picture",
        "of_task",
        "kind",
        "state",
        "take",
        "size",
        "seconds",
        "made",
    )
    list_filter = ("kind", "status", "is_current", ChannelOfTaskFilter)
    search_fields = ("task__title", "name")
    search_help_text = "Search title and file name"
    ordering = ("-created_at",)
    fields = (
        ("name", "state"),
        "picture",
        "of_task",
        ("step", "kind", "index"),
        ("take", "is_current"),
        "file",
        ("size", "seconds", "width", "height"),
        "prompt",
        "note",
        "found",
        "provider",
        "sha256",
        "made",
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Asset]:
        return access.visible_assets(request.user).select_related("task__channel")

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.thumbnail_view, cacheable=True)
        own = path("<uuid:asset_id>/thumbnail", view, name="tasks_app_asset_thumbnail")
        return [own, *super().get_urls()]

    def thumbnail_view(self, request: HttpRequest, asset_id: uuid.UUID) -> HttpResponse:
        """A small WebP of an image, made once; 404 also for channels the person may not see."""
        try:
            asset = access.asset_for(request.user, asset_id)
            small = thumbnails.thumbnail(asset, channel_id=asset.task.channel_id)
        except (Missing, NoThumbnail, PathRefused) as fault:
            raise Http404("There is no such picture.") from fault
        log.info(
            "media_read",
            asset=str(asset.pk),
            user=str(request.user.pk),
            address=address_of(request),
            small=True,
        )
        etag = f'"{asset.sha256}-{thumbnails.LONGEST_SIDE}"'
        headers = {"ETag": etag, "Cache-Control": KEEP}
        if request.headers.get("If-None-Match") == etag:
            return HttpResponseNotModified(headers=headers)
        return HttpResponse(
            small.read_bytes(), content_type=thumbnails.CONTENT_TYPE, headers=headers
        )

    @admin.display(description="Picture")
    def picture(self, asset: Asset) -> SafeString:
        if asset.kind not in PICTURES:
            return marks.NOTHING
        return format_html(
            '<img class="mark-picture" src="{}" alt="" loading="lazy" width="96" height="54">',
            thumbnail_url(asset),
        )

    @admin.display(description="Task")
    def of_task(self, asset: Asset) -> SafeString:
        return task_link(asset.task)

    @admin.display(description="Status", ordering="status")
    def state(self, asset: Asset) -> SafeString:
        return marks.asset_chip(asset)

    @admin.display(description="Size", ordering="size_bytes")
    def size(self, asset: Asset) -> str:
        return marks.file_size(asset.size_bytes)

    @admin.display(description="Length", ordering="duration_seconds")
    def seconds(self, asset: Asset) -> str | None:
        return None if asset.duration_seconds is None else f"{asset.duration_seconds:.1f} s"

    @admin.display(description="Made", ordering="created_at")
    def made(self, asset: Asset) -> SafeString:
        return marks.age(asset.created_at)

    @admin.display(description="File")
    def file(self, asset: Asset) -> SafeString:
        return format_html('<a href="{}">{}</a>', file_url(asset), asset.path)

    @admin.display(description="Findings")
    def found(self, asset: Asset) -> str:
        return " ".join(asset.findings) or "none"
