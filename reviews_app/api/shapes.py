"""Bodies and answers of the calls that decide (docs/api.md)."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import (
    OpenApiExample,
    extend_schema_field,
    extend_schema_serializer,
)
from rest_framework import serializers

from reviews_app.decisions import Action, Answer, Seen
from reviews_app.models import Review, Verdict
from tasks_app.api.outputs import ActorOutput
from tasks_app.gates import Flag
from tasks_app.models.task import NOTE_LIMIT
from tasks_app.statuses import Status
from videogen.lib.parameters import Body, CommaList, PageOutput, PageQuery

MOST_FILES = 1000
MOST_IDS = 500
SHA256_LENGTH = 64

SEEN_SCHEMA = {
    "oneOf": [
        {"type": "object", "additionalProperties": {"type": "string"}},
        {"type": "array", "items": {"type": "string"}},
        {"type": "string", "enum": list(Status.values)},
    ],
    "nullable": True,
    "description": "What was on the screen: the SHA-256 of every file by its id, only the list "
    "of these, or the status. The decision is refused when it is no longer so.",
}


@extend_schema_field(SEEN_SCHEMA)
class SeenField(serializers.Field[Seen, Any, Any, Any]):
    default_error_messages = {
        "shape": "Give the SHA-256 of each file by its id, a list of these, or the status.",
        "status": '"{value}" is not a status.',
        "many": "At most {most} files can be on one screen.",
    }

    def to_internal_value(self, data: Any) -> Seen:
        if isinstance(data, str):
            if data not in Status.values:
                self.fail("status", value=data[:50])
            return Status(data)
        if not isinstance(data, dict | list):
            self.fail("shape")
        hashes = list(data.values()) if isinstance(data, dict) else data
        if len(hashes) > MOST_FILES:
            self.fail("many", most=MOST_FILES)
        if not all(isinstance(sha256, str) for sha256 in hashes):
            self.fail("shape")
        return data if isinstance(data, dict) else frozenset(data)


class FlagBody(Body):
    id = serializers.UUIDField()
    note = serializers.CharField(max_length=NOTE_LIMIT, allow_blank=True, default="")


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "For what was on the screen",
            value={"seen": "assets_ready", "note": "Good."},
            request_only=True,
        ),
        OpenApiExample(
            "One file again",
            value={
                "seen": {"5f0c7c1e-6a55-4e6f-9c0a-2f1d0a3c9b11": "9f86d081884c7d65…"},
                "note": "The fox has five legs.",
                "assets": [{"id": "5f0c7c1e-6a55-4e6f-9c0a-2f1d0a3c9b11", "note": "Four legs."}],
            },
            request_only=True,
        ),
    ]
)
class AnswerBody(Body):
    """An answer at a gate."""

    seen = SeenField(required=False, allow_null=True, default=None)
    note = serializers.CharField(max_length=NOTE_LIMIT, allow_blank=True, default="")
    assets = serializers.ListField(
        child=FlagBody(),
        max_length=MOST_FILES,
        default=list,
        help_text="Files to be made again; without any a rejection is of all.",
    )

    @classmethod
    def answer(cls, request: Any) -> Answer:
        said = cls.read(request)
        flags = tuple(Flag(asset["id"], asset["note"]) for asset in said["assets"])
        return Answer(note=said["note"], flags=flags, seen=said["seen"])


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Queue a week",
            value={
                "action": "queue",
                "ids": [
                    "5f0c7c1e-6a55-4e6f-9c0a-2f1d0a3c9b11",
                    "0d5f1f9a-0d0e-4c39-8e70-3b8f5a6f2c72",
                ],
            },
            request_only=True,
        )
    ]
)
class BulkBody(Body):
    action = serializers.ChoiceField([action.value for action in Action])
    ids = serializers.ListField(
        child=serializers.CharField(max_length=64), min_length=1, max_length=MOST_IDS
    )
    note = serializers.CharField(max_length=NOTE_LIMIT, allow_blank=True, default="")
    seen = serializers.DictField(
        child=SeenField(allow_null=True),
        default=dict,
        help_text="What was on the screen of each task, by its id, as for one decision.",
    )

    def validate_seen(self, seen: dict[str, Seen]) -> dict[str, Seen]:
        if len(seen) > MOST_IDS:
            raise serializers.ValidationError(f"At most {MOST_IDS} tasks can be named.")
        return seen


class OutcomeOutput(serializers.Serializer[Any]):
    id = serializers.CharField()
    ok = serializers.BooleanField()
    status = serializers.ChoiceField(
        Status.choices, allow_null=True, help_text="Afterwards; null for an unknown id."
    )
    error = serializers.CharField(allow_null=True)


class BulkOutput(serializers.Serializer[Any]):
    results = OutcomeOutput(many=True)


class FlagOutput(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField()
    note = serializers.CharField()


class ReviewOutput(serializers.ModelSerializer[Review]):
    task = serializers.UUIDField(source="task_id")
    reviewer = ActorOutput()
    flags = FlagOutput(many=True)

    class Meta:
        model = Review
        fields = (
            "id",
            "task",
            "gate",
            "decision",
            "reviewer",
            "opened_at",
            "decided_at",
            "note",
            "flags",
            "undone_at",
        )
        read_only_fields = fields


class ReviewPage(PageOutput):
    reviews = ReviewOutput(many=True)


class ReviewQuery(PageQuery):
    task = serializers.UUIDField(required=False)
    decision = CommaList(Verdict.values)
