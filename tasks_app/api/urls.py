"""Addresses under `/api/` of the core. `videogen.urls` puts all apps' addresses together."""

from __future__ import annotations

from django.urls import path

from tasks_app.api.assets import AssetFileView, AssetView, RestoreView, TaskAssetsView
from tasks_app.api.channels import ChannelsView
from tasks_app.api.costs import CostsView
from tasks_app.api.events import EventsView, TaskEventsView
from tasks_app.api.tasks import CancelView, QueueView, RetryView, TaskListView, TaskView

urlpatterns = [
    path("tasks", TaskListView.as_view(), name="api-tasks"),
    path("tasks/<uuid:task_id>", TaskView.as_view(), name="api-task"),
    path("tasks/<uuid:task_id>/queue", QueueView.as_view(), name="api-task-queue"),
    path("tasks/<uuid:task_id>/retry", RetryView.as_view(), name="api-task-retry"),
    path("tasks/<uuid:task_id>/cancel", CancelView.as_view(), name="api-task-cancel"),
    path("tasks/<uuid:task_id>/assets", TaskAssetsView.as_view(), name="api-task-assets"),
    path("tasks/<uuid:task_id>/events", TaskEventsView.as_view(), name="api-task-events"),
    path("assets/<uuid:asset_id>", AssetView.as_view(), name="api-asset"),
    path("assets/<uuid:asset_id>/file", AssetFileView.as_view(), name="api-asset-file"),
    path("assets/<uuid:asset_id>/restore", RestoreView.as_view(), name="api-asset-restore"),
    path("events", EventsView.as_view(), name="api-events"),
    path("channels", ChannelsView.as_view(), name="api-channels"),
    path("costs", CostsView.as_view(), name="api-costs"),
]
