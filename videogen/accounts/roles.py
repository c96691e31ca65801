"""The four roles are Django groups; each may do all that the one before it may (docs/api.md)."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, Group, Permission

from videogen.accounts.models import User


class Role(StrEnum):
    VIEWER = "viewer"
    REVIEWER = "reviewer"
    OPERATOR = "operator"
    ADMINISTRATOR = "administrator"


RANK = {role: rank for rank, role in enumerate(Role)}

ADMIN_PERMISSIONS: dict[Role, tuple[str, ...]] = {
    Role.VIEWER: (
        "view_task",
        "view_asset",
        "view_event",
        "view_channel",
        "view_review",
        "view_notification",
    ),
    Role.REVIEWER: ("change_task",),
    Role.OPERATOR: (
        "add_task",
        "change_channel",
        "view_notionconnection",
        "view_refusededit",
    ),
    Role.ADMINISTRATOR: (
        "view_user",
        "add_user",
        "change_user",
        "view_group",
        "add_channelsecret",
        "view_channelsecret",
        "change_channelsecret",
        "delete_channelsecret",
        "view_lease",
        "view_call",
        "view_auditentry",
        "view_parked",
    ),
}


def role_of(user: AbstractBaseUser | AnonymousUser) -> Role | None:
    """The highest role of a person; a superuser is an administrator; None means no rights.

    Asked once for each object, which lives as long as its request.
    """
    if not isinstance(user, User) or not user.is_active:
        return None
    if user.is_superuser:
        return Role.ADMINISTRATOR
    if not hasattr(user, "held_role"):
        names = set(user.groups.values_list("name", flat=True))
        user.held_role = _highest(user, names)
    return user.held_role


def _highest(user: User, names: set[str]) -> Role | None:
    if not user.is_active:
        return None
    if user.is_superuser:
        return Role.ADMINISTRATOR
    held = [role for role in Role if role in names]
    return max(held, key=RANK.__getitem__, default=None)


def roles_of(users: Iterable[User]) -> dict[UUID, Role | None]:
    """The highest role of each person, by one query for all of them."""
    people = {user.pk: user for user in users}
    names: dict[UUID, set[str]] = {pk: set() for pk in people}
    held = User.groups.through.objects.filter(user_id__in=people)
    for pk, name in held.values_list("user_id", "group__name"):
        names[pk].add(name)
    return {pk: _highest(user, names[pk]) for pk, user in people.items()}


def has_role(user: AbstractBaseUser | AnonymousUser, least: Role) -> bool:
    role = role_of(user)
    return role is not None and RANK[role] >= RANK[least]


def create_groups(**_: Any) -> None:
    """Make the four groups and give each its permissions in the admin; safe to repeat."""
    granted: list[str] = []
    for role in Role:
        granted += ADMIN_PERMISSIONS[role]
        group, _made = Group.objects.get_or_create(name=role.value)
        group.permissions.set(Permission.objects.filter(codename__in=granted))
