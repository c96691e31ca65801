from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AccountsConfig(AppConfig):
    name = "videogen.accounts"
    label = "accounts"
    verbose_name = "People"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from videogen.accounts.roles import create_groups

        # After all apps have migrated, because a role names permissions of theirs.
        post_migrate.connect(create_groups, dispatch_uid="videogen.accounts.create_groups")
