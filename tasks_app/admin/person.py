"""People in the admin, as `videogen.accounts` has them, and told when their rights change."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from tasks_app import access_changes
from tasks_app.admin.acts import actor
from videogen.accounts.admin import PersonAdmin
from videogen.accounts.models import User

admin.site.unregister(User)


@admin.register(User)
class ToldPersonAdmin(PersonAdmin):
    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:  # noqa: FBT001 - Django's signature
        person: User = form.instance
        before = access_changes.standing(person)
        before["is_active"] = form.initial.get("is_active", True)
        super().save_related(request, form, formsets, change)
        access_changes.tell_role(person, before=before, actor=actor(request))
