"""What REST calls may say: bodies and query parameters, checked field by field (docs/api.md)."""

from __future__ import annotations

from typing import Any

from django.db.models import TextChoices
from drf_spectacular.utils import (
    OpenApiExample,
    extend_schema_field,
    extend_schema_serializer,
)
from rest_framework import serializers

from tasks_app.models import Priority
from tasks_app.models.task import NOTE_LIMIT, STORY_LIMIT, TITLE_LIMIT, TOPIC_LIMIT
from tasks_app.statuses import Phase, Status
from videogen.lib.parameters import LARGEST_PAGE, Body, CommaList, PageQuery, Query

SEARCH_LIMIT = 200
LARGEST_ID = 2**63 - 1
MOST_EVENTS = 500
PRIORITIES = [priority.name.lower() for priority in Priority]


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "A video for next Monday",
            value={
                "title": "Why the sea is salty",
                "topic": "Rivers, rocks and time",
                "story_direction": "Begin with a drop of rain. Calm, for all ages.",
                "channel": "quiet_science",
                "priority": "high",
                "publish_at": "2030-03-04T09:00:00Z",
            },
            request_only=True,
        )
    ]
)
class IdeaBody(Body):
    """A new task."""

    title = serializers.CharField(max_length=TITLE_LIMIT)
    topic = serializers.CharField(max_length=TOPIC_LIMIT, allow_blank=True, required=False)
    story_direction = serializers.CharField(
        max_length=STORY_LIMIT, allow_blank=True, required=False
    )
    channel = serializers.CharField(max_length=50)
    priority = serializers.ChoiceField(PRIORITIES, required=False)
    publish_at = serializers.DateTimeField(allow_null=True, required=False)


@extend_schema_field({"type": "object", "additionalProperties": True})
class PlanField(serializers.JSONField):
    """The shot list; the core checks it and names the place of a fault."""


@extend_schema_serializer(
    examples=[OpenApiExample("First in line", value={"priority": "high"}, request_only=True)]
)
class TaskChanges(IdeaBody):
    """Fields to change; those left out stay as they are."""

    plan = PlanField(required=False)


@extend_schema_serializer(
    examples=[OpenApiExample("A reason", value={"note": "Told twice."}, request_only=True)]
)
class Reason(Body):
    note = serializers.CharField(max_length=NOTE_LIMIT, allow_blank=True, default="")


class TaskQuery(PageQuery):
    status = CommaList(Status.values)
    phase = CommaList(Phase.values)
    channel = serializers.CharField(
        required=False, max_length=2000, help_text="One or several channel ids, with commas."
    )
    priority = CommaList(PRIORITIES)
    search = serializers.CharField(
        required=False, max_length=SEARCH_LIMIT, help_text="Part of the title or the topic."
    )


class TakesQuery(Query):
    takes = serializers.ChoiceField(
        ["current", "all"],
        default="current",
        help_text="`all` gives the earlier takes of every file as well.",
    )


class EventQuery(Query):
    since = serializers.IntegerField(min_value=0, max_value=LARGEST_ID, default=0)
    limit = serializers.IntegerField(min_value=1, max_value=MOST_EVENTS, default=200)


class CostBy(TextChoices):
    DAY = "day"
    MONTH = "month"
    CHANNEL = "channel"
    SERVICE = "service"
    TASK = "task"


class CostQuery(PageQuery):
    """`from` is a word of Python, so the fields of that name are added in `get_fields`."""

    to = serializers.DateField(required=False, help_text="Last day, UTC; today when left out.")
    by = serializers.ChoiceField(CostBy.choices, default=CostBy.DAY)
    limit = serializers.IntegerField(min_value=1, max_value=LARGEST_PAGE, default=LARGEST_PAGE)

    def get_fields(self) -> dict[str, Any]:
        fields = super().get_fields()
        first = serializers.DateField(
            required=False, help_text="First day, UTC; 30 days before `to` when left out."
        )
        return {"from": first, **fields}
