"""What tasks, assets, events, channels and costs look like as JSON (docs/api.md)."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from tasks_app.models import Asset, Channel, Event, Priority, Task
from tasks_app.statuses import Phase, Step
from videogen.lib.parameters import PageOutput

PRIORITY_NAMES = {priority.value: priority.name.lower() for priority in Priority}


class Progress(serializers.Serializer[Any]):
    step = serializers.ChoiceField(Step.choices)
    done = serializers.IntegerField()
    total = serializers.IntegerField()


class NullWhenEmpty(serializers.CharField):
    """A column that is empty where there is nothing; JSON says null."""

    def to_representation(self, value: Any) -> Any:
        return value or None


@extend_schema_field({"type": "string", "enum": list(PRIORITY_NAMES.values())})
class PriorityName(serializers.Field[int, str, str, Any]):
    def to_representation(self, value: int) -> str:
        return PRIORITY_NAMES[value]


class TaskOutput(serializers.ModelSerializer[Task]):
    """Of a task read through `reading.tasks_shown`, which adds the computed columns."""

    channel = serializers.CharField(source="channel_id")
    priority = PriorityName()
    phase = serializers.ChoiceField(Phase.choices)
    failed_step = NullWhenEmpty(allow_null=True)
    progress = Progress(allow_null=True)
    error_kind = NullWhenEmpty(allow_null=True)
    cost_usd = serializers.FloatField(help_text="What its calls to providers have cost so far.")
    estimate_usd = serializers.FloatField(help_text="What the remaining steps would cost.")
    youtube_url = NullWhenEmpty(allow_null=True)
    review_started_at = serializers.DateTimeField(
        allow_null=True, help_text="When it reached the gate where it waits or last waited."
    )
    review_completed_at = serializers.DateTimeField(
        allow_null=True, help_text="When it left that gate; null while it waits there."
    )

    class Meta:
        model = Task
        fields = (
            "id",
            "title",
            "topic",
            "story_direction",
            "channel",
            "priority",
            "status",
            "phase",
            "next_step",
            "failed_step",
            "progress",
            "error_log",
            "error_kind",
            "retry_count",
            "next_attempt_at",
            "cost_usd",
            "estimate_usd",
            "youtube_url",
            "publish_at",
            "notion_page_id",
            "review_started_at",
            "review_completed_at",
            "created_at",
            "updated_at",
        )
        read_only_fields = fields


class TaskPage(PageOutput):
    tasks = TaskOutput(many=True)


class AssetOutput(serializers.ModelSerializer[Asset]):
    task = serializers.UUIDField(source="task_id")
    url = serializers.SerializerMethodField(help_text="Where its bytes are.")

    class Meta:
        model = Asset
        fields = (
            "id",
            "task",
            "step",
            "kind",
            "index",
            "name",
            "status",
            "take",
            "url",
            "sha256",
            "size_bytes",
            "width",
            "height",
            "duration_seconds",
            "prompt",
            "note",
            "created_at",
        )
        read_only_fields = fields

    def get_url(self, asset: Asset) -> str:
        return f"/api/assets/{asset.pk}/file"


class AssetList(serializers.Serializer[Any]):
    assets = AssetOutput(many=True)


class ActorOutput(serializers.Serializer[Any]):
    kind = serializers.CharField(help_text="person, notion, command, worker or system.")
    id = serializers.CharField()
    name = serializers.CharField()


class EventOutput(serializers.ModelSerializer[Event]):
    task = serializers.UUIDField(
        source="task_id", allow_null=True, help_text="Null when it is about a whole channel."
    )
    actor = ActorOutput()
    data = serializers.DictField()  # type: ignore[assignment] # its metaclass takes it away again

    class Meta:
        model = Event
        fields = ("id", "task", "kind", "at", "actor", "data")
        read_only_fields = fields


class EventList(serializers.Serializer[Any]):
    events = EventOutput(many=True)
    last_id = serializers.IntegerField(help_text="What to give as `since` the next time.")


class ChannelOutput(serializers.ModelSerializer[Channel]):
    budget_daily_usd = serializers.SerializerMethodField(help_text="Null when there is no limit.")
    spent_today_usd = serializers.FloatField(help_text="Spent and reserved since midnight UTC.")

    class Meta:
        model = Channel
        fields = (
            "id",
            "name",
            "emoji",
            "color",
            "state",
            "held_reason",
            "max_concurrent",
            "budget_daily_usd",
            "spent_today_usd",
        )
        read_only_fields = fields

    def get_budget_daily_usd(self, channel: Channel) -> float | None:
        # Not through the checked configuration: a held channel may never have had a good file.
        limit = channel.config.get("budget_daily_usd")
        return None if limit is None else float(limit)


class ChannelList(serializers.Serializer[Any]):
    channels = ChannelOutput(many=True)


class CostOutput(serializers.Serializer[Any]):
    key = serializers.CharField(help_text="The day, month, channel, service or task id.")
    calls = serializers.IntegerField()
    cost_usd = serializers.FloatField()


class CostPage(PageOutput):
    costs = CostOutput(many=True)
    total_usd = serializers.FloatField(help_text="Of all pages together.")
