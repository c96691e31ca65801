from __future__ import annotations

from django.apps import AppConfig


class VideogenConfig(AppConfig):
    name = "videogen"
    verbose_name = "videogen"

    def ready(self) -> None:
        from videogen import checks

        checks.register_all()
