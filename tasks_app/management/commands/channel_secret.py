"""`manage.py channel_secret CHANNEL NAME`: store a key or token; the value is never an argument.

Arguments stand in the list of processes and in the shell's history, so the value is asked for, or
read from standard input: `manage.py channel_secret foxes ELEVENLABS_API_KEY < key.txt`.
"""

from __future__ import annotations

import sys
from getpass import getpass
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tasks_app import secrets
from tasks_app.actors import Actor
from tasks_app.models import Channel
from videogen.lib.errors import DomainError

ACTOR = Actor.command("channel_secret")


class Command(BaseCommand):
    help = "Store a channel's key or token, encrypted. Asks for the value, or reads standard input."

    stealth_options = ("stdin",)

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("channel", help="the channel's id")
        parser.add_argument("name", help="for example ELEVENLABS_API_KEY")
        parser.add_argument("--remove", action="store_true", help="forget the secret instead")

    def handle(self, *args: Any, **options: Any) -> None:
        name: str = options["name"]
        channel = Channel.objects.filter(pk=options["channel"]).first()
        if channel is None:
            known = ", ".join(Channel.objects.values_list("pk", flat=True)) or "none yet"
            raise CommandError(f"There is no channel {options['channel']!r}. There are: {known}.")
        if options["remove"]:
            return self._remove(channel, name)
        source = options.get("stdin") or sys.stdin
        value = getpass(f"{name}: ") if source.isatty() else source.read()
        try:
            secrets.store(channel, name, value, actor=ACTOR)
        except DomainError as fault:
            raise CommandError(fault.detail) from fault
        self.stdout.write(f"{name} of {channel.pk} is stored.")

    def _remove(self, channel: Channel, name: str) -> None:
        if not secrets.remove(channel, name, actor=ACTOR):
            raise CommandError(f"{channel.pk} has no secret {name}.")
        self.stdout.write(f"{name} of {channel.pk} is forgotten.")
