"""People in the admin: Django's own user pages on our user."""

from __future__ import annotations

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin

from videogen.accounts.models import User

admin.site.register(User, UserAdmin)
