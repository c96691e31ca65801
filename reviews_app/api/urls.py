"""Addresses under `/api/` of deciding. `videogen.urls` puts all apps' addresses together."""

from __future__ import annotations

from django.urls import path

from reviews_app.api.views import ApproveView, BulkView, RejectView, ReviewsView, UndoView

urlpatterns = [
    path("tasks/bulk", BulkView.as_view(), name="api-tasks-bulk"),
    path("tasks/<uuid:task_id>/approve", ApproveView.as_view(), name="api-task-approve"),
    path("tasks/<uuid:task_id>/reject", RejectView.as_view(), name="api-task-reject"),
    path("tasks/<uuid:task_id>/undo", UndoView.as_view(), name="api-task-undo"),
    path("reviews", ReviewsView.as_view(), name="api-reviews"),
]
