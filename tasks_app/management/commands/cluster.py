"""`manage.py cluster`: django-q2's cluster, all of whose processes end with their parents."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django_q.cluster import Cluster

from videogen.lib import parent_death


class Command(BaseCommand):
    help = "Run the workers of this machine; started and watched by `manage.py work`."

    def handle(self, *args: Any, **options: Any) -> None:
        parent_death.in_every_fork()
        Cluster().start()
