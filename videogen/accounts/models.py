"""The user: a UUID key, and an e-mail address that alerts can reach."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.contrib.auth.models import AbstractUser
from django.db import models

if TYPE_CHECKING:
    # Roles are read from a person's groups, so that module needs this one.
    from videogen.accounts.roles import Role


class User(AbstractUser):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField("e-mail address", blank=True)

    held_role: Role | None
    """Set by `roles.role_of` when it is first asked."""

    def __str__(self) -> str:
        return self.get_full_name() or self.username
