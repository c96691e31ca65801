"""Events in the order of commits: asking from `last_id` on misses none and repeats none."""

from __future__ import annotations

import uuid
from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from tasks_app import access
from tasks_app.api.inputs import EventQuery
from tasks_app.api.outputs import EventList, EventOutput
from tasks_app.api.people import person
from tasks_app.models import Event
from videogen.lib.api import ApiView


class EventsView(ApiView):
    @extend_schema(operation_id="list_events", parameters=[EventQuery], responses=EventList)
    def get(self, request: Request) -> Response:
        """What happened in the channels you may see after the event `since`."""
        query = EventQuery.read(request)
        return Response(_after(access.visible_events(person(request)), query))


class TaskEventsView(ApiView):
    @extend_schema(operation_id="list_task_events", parameters=[EventQuery], responses=EventList)
    def get(self, request: Request, task_id: uuid.UUID) -> Response:
        """What happened to one task after the event `since`."""
        query = EventQuery.read(request)
        task = access.task_for(person(request), task_id)
        return Response(_after(task.events.all(), query))


def _after(events: QuerySet[Event], query: dict[str, Any]) -> dict[str, Any]:
    since: int = query["since"]
    rows = list(events.filter(id__gt=since).order_by("id")[: query["limit"]])
    return {
        "events": EventOutput(rows, many=True).data,
        "last_id": rows[-1].pk if rows else since,
    }
