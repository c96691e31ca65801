from __future__ import annotations

from django.apps import AppConfig
from django.conf import settings


class NotificationsConfig(AppConfig):
    name = "notifications_app"
    verbose_name = "Notifications"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from notifications_app import inbox
        from notifications_app.jobs import FAN_OUT_JOB
        from notifications_app.kinds import TABLE
        from notifications_app.live import messages
        from tasks_app import events, ticker
        from tasks_app.models import EventKind

        if settings.ENABLE_NOTIFICATIONS:
            events.follow(FAN_OUT_JOB, TABLE)
        messages.tell(EventKind.NOTIFICATION, inbox.told)
        ticker.schedule("Tidy notifications", "notifications_app.jobs.tidy", "H")
