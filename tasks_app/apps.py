from __future__ import annotations

from django.apps import AppConfig


class TasksConfig(AppConfig):
    name = "tasks_app"
    verbose_name = "Videos"
    default_auto_field = "django.db.models.BigAutoField"
