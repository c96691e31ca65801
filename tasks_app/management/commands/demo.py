"""`manage.py demo`: make a sample video from idea to finished file, and show every step of it."""

from __future__ import annotations

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tasks_app import showcase
from videogen.lib.errors import DomainError


class Command(BaseCommand):
    help = "Make a sample video without any key; needs running workers (dev.py demo starts them)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--full", action="store_true", help="18 clips instead of 4")
        parser.add_argument("--channel", help="default: the first active channel")

    def handle(self, *args: Any, **options: Any) -> None:
        began = time.monotonic()
        try:
            task = showcase.begin(full=options["full"], channel_id=options["channel"])
            self.stdout.write(f'"{task.title}" for {task.channel}, task {task.pk}')
            outcome = showcase.watch(task, self.stdout.write)
        except DomainError as error:
            raise CommandError(error.detail) from error
        self.stdout.write(f"Finished in {time.monotonic() - began:.0f} s.")
        self.stdout.write(f"Package:   {outcome.package}")
        for path in outcome.others:
            self.stdout.write(f"           {path}")
        self.stdout.write(f"{outcome.video}")
