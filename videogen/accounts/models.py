"""The user: a UUID key, and an e-mail address that alerts can reach."""

from __future__ import annotations

import uuid

from django.contrib.auth.models import AbstractUser
from django.db import models


class User(AbstractUser):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField("e-mail address", blank=True)

    def __str__(self) -> str:
        return self.get_full_name() or self.username
