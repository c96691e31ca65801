"""What the admin's templates need beyond Django's tags: icons, navigation, marks, the overview."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.template import Context
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from tasks_app.admin import marks, navigation, notion_page, overview
from videogen.accounts.roles import role_of

register = template.Library()

register.filter("status_chip", marks.status_chip)
register.filter("priority_mark", marks.priority_mark)
register.filter("progress_bar", marks.progress_bar)
register.filter("next_attempt", marks.next_attempt)
register.filter("asset_chip", marks.asset_chip)
register.filter("channel_mark", marks.channel_mark)
register.filter("channel_state_chip", marks.channel_state_chip)
register.filter("age", marks.age)
register.filter("clock", marks.clock)
register.filter("exact", marks.exact)
register.filter("dollars", marks.dollars)
register.filter("file_size", marks.file_size)
register.filter("brief", marks.brief)
register.filter("state_chip", lambda state: marks.chip(state.label, state.tone))
register.filter("ruling_chip", notion_page.ruling_chip)


@register.simple_tag
def icon(name: str) -> SafeString:
    return format_html(
        '<svg class="vg-icon" aria-hidden="true"><use href="{}#{}"/></svg>',
        static("videogen/icons.svg"),
        name,
    )


@register.simple_tag(takes_context=True, name="navigation")
def navigation_sections(context: Context) -> list[navigation.Section]:
    request = context["request"]
    return navigation.sections(context.get("available_apps") or (), request.path, request.user)


@register.simple_tag(takes_context=True, name="overview")
def overview_of(context: Context) -> overview.Overview:
    return overview.overview(context["request"].user)


@register.filter
def role_name(user: AbstractBaseUser | AnonymousUser) -> str:
    role = role_of(user)
    return role.value if role else "no role"


@register.filter
def chosen(choices: Iterable[Mapping[str, Any]]) -> str:
    """What a filter is set to, or nothing while it shows all (which Django lists first)."""
    _everything, *values = choices
    return next((str(choice["display"]) for choice in values if choice["selected"]), "")
