"""`manage.py first_run`: the first administrator and the channels; run at every start."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tasks_app import channels
from videogen.accounts.first_administrator import first_administrator
from videogen.lib.errors import DomainError


class Command(BaseCommand):
    help = "Make the first administrator when there is none, read the channel files, say the login."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            login = first_administrator()
        except DomainError as fault:
            raise CommandError(fault.detail) from fault
        self.stdout.write(f"login: {login.username} {login.password or '(password as set)'}")
        channels.sync()
