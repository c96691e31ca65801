"""`manage.py check_channels`: read every channel file and print each fault with its mend."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from tasks_app.channel_configs import read_folder


class Command(BaseCommand):
    help = "Check the channels' YAML files; ends with 1 when one of them is broken."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, help="default: CHANNEL_CONFIG_DIR")

    def handle(self, *args: Any, **options: Any) -> None:
        folder = options["folder"] or Path(settings.CHANNEL_CONFIG_DIR)
        reading = read_folder(folder)
        for channel_id in sorted(reading.configs):
            self.stdout.write(f"{channel_id}: fine")
        for _, faults in sorted(reading.faults.items()):
            for fault in faults:
                self.stdout.write(str(fault))
        if reading.faults:
            raise CommandError(f"{len(reading.faults)} broken channel file(s) in {folder}.")
        if not reading.configs:
            raise CommandError(
                f"{folder} holds no channel: copy _example.yaml to a name without underscore."
            )
