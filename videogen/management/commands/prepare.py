"""`manage.py prepare`: tables, static files and first data, all that web and work start from."""

from __future__ import annotations

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from videogen import static_storage


class Command(BaseCommand):
    help = "Migrate, collect static files when they changed, and make the first data."

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", interactive=False, verbosity=0)
        static_storage.collect_if_changed()
        # Says what the newcomer has to know, and nothing afterwards.
        call_command("first_run", stdout=self.stdout)
