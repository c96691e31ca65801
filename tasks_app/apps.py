from __future__ import annotations

from django.apps import AppConfig


class TasksConfig(AppConfig):
    name = "tasks_app"
    verbose_name = "Videos"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from tasks_app import events
        from tasks_app.notion.outbound import mark_wanted

        events.listen("tasks_app.notion.outbound.mark_wanted", mark_wanted)
