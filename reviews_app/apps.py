from __future__ import annotations

from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "reviews_app"
    verbose_name = "Reviews"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from reviews_app.listeners import record_review
        from tasks_app import events

        events.listen("reviews_app.listeners.record_review", record_review)
