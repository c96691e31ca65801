"""The mirror's own rows: boards, pages, received hints, refused edits, and what Notion allows us.

What has to be pushed is a number, not a queue: `wanted` rises with every change, in the transaction
of the change, and `pushed` is the number that was reached by the last push. A change during a push
is still pending after it (docs/notion.md).
"""

from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from tasks_app.models.asset import Asset
from tasks_app.models.task import Task


class BoardKind(models.TextChoices):
    TASKS = "tasks", "Tasks"
    ASSETS = "assets", "Assets"
    VIDEOS = "videos", "Videos"
    AUDIO = "audio", "Audio"
    COSTS = "costs", "Costs"


class Board(models.Model):
    """One Notion database, resolved to its data source, with its properties bound by id.

    `properties` maps our name of a property to `{"id", "name", "type", "options"}`; options map our
    value to Notion's option id. Those in `lost` were deleted or re-typed: neither written nor read.
    `fault` says in a sentence what is wrong and what mends it; empty when all is well. With
    `held_at` the whole board stands still since then, else only what the fault names does.
    `seen_until` is the newest `last_edited_time` read so far, by Notion's clock.
    `brake` holds what a round would have done when it was stopped for a person.
    """

    database_id = models.UUIDField(primary_key=True)
    kind = models.CharField(max_length=6, choices=BoardKind.choices)
    tasks_board = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="satellites"
    )
    data_source_id = models.UUIDField(null=True, blank=True)
    title = models.CharField(max_length=255, blank=True)
    url = models.CharField(max_length=500, blank=True)
    properties = models.JSONField(default=dict, blank=True)
    lost = models.JSONField(default=dict, blank=True)
    fault = models.TextField(blank=True)
    held_at = models.DateTimeField(null=True, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    seen_until = models.DateTimeField(null=True, blank=True)
    polled_at = models.DateTimeField(null=True, blank=True)
    swept_at = models.DateTimeField(null=True, blank=True)
    brake = models.JSONField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("kind", "title")
        constraints = (
            models.UniqueConstraint(fields=("tasks_board", "kind"), name="board_one_of_each_kind"),
            models.UniqueConstraint(fields=("data_source_id",), name="board_data_source_once"),
        )

    def __str__(self) -> str:
        return self.title or str(self.database_id)


class MirrorPageQuerySet(models.QuerySet["MirrorPage"]):
    def pending(self) -> MirrorPageQuerySet:
        return self.filter(wanted__gt=F("pushed"), gone_at__isnull=True)


class MirrorPage(models.Model):
    """One row of ours and its page on a board: a task's card, or a row of an asset.

    A page that somebody began and that cannot be a task yet has none; `fault` is what it lacks.
    `base` are the values last seen on both sides, by our names of the properties: the common
    ancestor of a merge. `create_sent_at` is set before a page is asked for and cleared when its id
    is known: while it is set, the page is looked up by our key before it is asked for again.
    `pushed_at` is when we last wrote: for a while after it a query may still show what was before.
    `upload_id` is the file on its way, `upload_sha256` its bytes, `upload_steps` how many requests
    of it were answered; once it is on a page, `upload_expires_at` is empty and the id stays usable.
    `is_bulk` pages wait behind the others. `gone_at` is set when the page is in the trash or gone.
    """

    id = models.BigAutoField(primary_key=True)
    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="pages")
    task = models.ForeignKey(
        Task, null=True, blank=True, on_delete=models.PROTECT, related_name="mirror_pages"
    )
    asset = models.ForeignKey(
        Asset, null=True, blank=True, on_delete=models.PROTECT, related_name="mirror_pages"
    )
    page_id = models.UUIDField(null=True, blank=True, unique=True)
    wanted = models.BigIntegerField(default=0)
    pushed = models.BigIntegerField(default=0)
    wanted_since = models.DateTimeField(null=True, blank=True)
    pushed_at = models.DateTimeField(null=True, blank=True)
    is_bulk = models.BooleanField(default=False)
    base = models.JSONField(default=dict, blank=True)
    create_sent_at = models.DateTimeField(null=True, blank=True)
    upload_id = models.CharField(max_length=36, blank=True)
    upload_sha256 = models.CharField(max_length=64, blank=True)
    upload_steps = models.PositiveSmallIntegerField(default=0)
    upload_expires_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(null=True, blank=True)
    fault = models.TextField(blank=True)
    gone_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = MirrorPageQuerySet.as_manager()

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("task",), condition=Q(asset__isnull=True), name="mirror_one_page_per_task"
            ),
            models.UniqueConstraint(fields=("asset",), name="mirror_one_page_per_asset"),
            models.CheckConstraint(
                condition=Q(task__isnull=False) | Q(page_id__isnull=False),
                name="mirror_page_of_something",
            ),
        )
        indexes = (
            # outbound.push_next: what is pending, status before bulk, the longest waiting first.
            models.Index(
                fields=("is_bulk", "wanted_since", "id"),
                condition=Q(wanted__gt=F("pushed"), gone_at__isnull=True),
                name="mirror_pending",
            ),
        )

    def __str__(self) -> str:
        return f"{self.asset_id or self.task_id} on {self.board_id}"


class MirrorInbox(models.Model):
    """A received hint that a page or board changed: stored, answered, worked off later.

    `key` is the sender's event id, or a digest where it has none, so that a repeat is known.
    """

    id = models.BigAutoField(primary_key=True)
    key = models.CharField(max_length=100, unique=True)
    kind = models.CharField(max_length=60)
    page_id = models.UUIDField(null=True, blank=True)
    payload = models.JSONField(default=dict)
    received_at = models.DateTimeField(auto_now_add=True)
    handled_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("id",)
        indexes = (
            # inbound: what has not been worked off.
            models.Index(
                fields=("id",), condition=Q(handled_at__isnull=True), name="mirror_inbox_open"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.page_id or ''}".strip()


class Ruling(models.TextChoices):
    PUT_BACK = "put_back", "Put back"
    KEPT_OURS = "kept_ours", "Ours kept"
    REFUSED = "refused", "Refused"
    TAKEN = "taken", "Theirs taken"


class RefusedEdit(models.Model):
    """An edit on Notion that was refused, or met one of ours: both values, who, when, why.

    People on the board are told by a comment. `comment_sent_at` is set before it is sent: when the
    answer is lost, the page's comments are read before it is sent again.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    page = models.ForeignKey(MirrorPage, on_delete=models.PROTECT, related_name="refused_edits")
    field = models.CharField(max_length=40)
    base = models.TextField(blank=True)
    theirs = models.TextField(blank=True)
    ours = models.TextField(blank=True)
    actor = models.JSONField()
    ruling = models.CharField(max_length=9, choices=Ruling.choices)
    reason = models.TextField()
    fingerprint = models.CharField(
        max_length=64, help_text="Of what was refused: the same edit is told once."
    )
    comment_sent_at = models.DateTimeField(null=True, blank=True)
    comment_id = models.CharField(max_length=36, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-at",)
        constraints = (
            models.UniqueConstraint(fields=("page", "fingerprint"), name="refused_edit_told_once"),
        )
        indexes = (
            # The list of all, newest first, and comments still to be written.
            models.Index(fields=("-at",), name="refused_edit_newest"),
            models.Index(
                fields=("at",), condition=Q(told_at__isnull=True), name="refused_edit_untold"
            ),
        )

    def __str__(self) -> str:
        return f"{self.field}: {self.theirs!r}"


class NotionConnection(models.Model):
    """The one connection to Notion: who we are there, and whether it is stopped.

    `stopped_reason` is one sentence with the mend (a refused token, say); empty while it works.
    `failing_since`, `failures` and `retry_at` pace the attempts while Notion does not answer.
    `verification_token` signs webhooks. A later handshake with another one only becomes
    `pending_token`: anybody can post a handshake, so a person has to take it over.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    bot_id = models.CharField(max_length=36, blank=True)
    bot_name = models.CharField(max_length=255, blank=True)
    workspace_name = models.CharField(max_length=255, blank=True)
    upload_limit_bytes = models.BigIntegerField(null=True, blank=True)
    token_fingerprint = models.CharField(max_length=64, blank=True)
    stopped_reason = models.TextField(blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)
    failing_since = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveIntegerField(default=0)
    retry_at = models.DateTimeField(null=True, blank=True)
    pages_made = models.PositiveIntegerField(default=0)
    verification_token = models.TextField(blank=True, help_text="Encrypted; from the handshake.")
    verification_at = models.DateTimeField(null=True, blank=True)
    verification_shown_at = models.DateTimeField(null=True, blank=True)
    pending_token = models.TextField(blank=True, help_text="Encrypted; not in use yet.")
    pending_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(id=1), name="notion_connection_is_one"),)

    def __str__(self) -> str:
        return self.workspace_name or "Notion"


class NotionAllowance(models.Model):
    """What all processes together may send: the moments of the last requests, by the
    database's clock, and until when Notion asked us to be silent. One row, moved on by one
    statement (`notion.limiter`).
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    sent_at = ArrayField(models.DateTimeField(), default=list)
    paused_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(id=1), name="notion_allowance_is_one"),)

    def __str__(self) -> str:
        return "Notion's rate limit"
