"""Who may see and do what. Requests get tasks and files from here and from nowhere else."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from tasks_app.models import Asset, Channel, Event, Task
from tasks_app.models.asset import AssetQuerySet
from tasks_app.models.channel import ChannelQuerySet
from tasks_app.models.task import LONG_TEXTS_OF_ITS_TASK, TaskQuerySet
from videogen.accounts.models import User
from videogen.accounts.roles import RANK, Role, has_role, role_of, roles_of
from videogen.lib.errors import Forbidden, Missing

Requester = User | AnonymousUser


def visible_channels(user: Requester) -> ChannelQuerySet:
    """Channels limited to nobody, and those limited to some people among whom this one is."""
    channels = Channel.objects.all()
    role = role_of(user)
    if role is None or not isinstance(user, User):
        return channels.none()
    if role is Role.ADMINISTRATOR:
        return channels
    # One join, which finds each channel once: nobody stands twice among its people.
    return channels.filter(Q(reviewers=None) | Q(reviewers=user.pk))


def visible_channel_ids(users: Iterable[User]) -> dict[uuid.UUID, frozenset[str]]:
    """The same as `visible_channels` for many people at once, by three queries."""
    everything = frozenset(Channel.objects.values_list("pk", flat=True))
    limited: dict[str, set[uuid.UUID]] = defaultdict(set)
    for channel_id, user_id in Channel.reviewers.through.objects.values_list(
        "channel_id", "user_id"
    ):
        limited[channel_id].add(user_id)
    roles = roles_of(users)
    return {
        user_id: everything
        if role is Role.ADMINISTRATOR
        else frozenset(
            channel_id
            for channel_id in everything
            if role and (channel_id not in limited or user_id in limited[channel_id])
        )
        for user_id, role in roles.items()
    }


def visible_tasks(user: Requester) -> TaskQuerySet:
    return Task.objects.filter(channel__in=visible_channels(user)).select_related("channel")


def visible_assets(user: Requester) -> AssetQuerySet:
    return Asset.objects.filter(task__channel__in=visible_channels(user))


def visible_events(user: Requester) -> QuerySet[Event]:
    """Those of visible channels, one's own, and for operators those about the whole site."""
    role = role_of(user)
    if role is None or not isinstance(user, User):
        return Event.objects.none()
    visible = Q(channel__in=visible_channels(user)) | Q(user=user)
    if RANK[role] >= RANK[Role.OPERATOR]:
        visible |= Q(channel__isnull=True, user__isnull=True)
    return Event.objects.filter(visible)


def task_for(user: Requester, task_id: uuid.UUID) -> Task:
    """The task, or `Missing` alike when there is none and when it is not for this person."""
    task = visible_tasks(user).filter(pk=task_id).first()
    if task is None:
        raise Missing("There is no task with this id.")
    return task


def asset_for(user: Requester, asset_id: uuid.UUID) -> Asset:
    assets = visible_assets(user).select_related("task").defer(*LONG_TEXTS_OF_ITS_TASK)
    asset = assets.filter(pk=asset_id).order_by().first()
    if asset is None:
        raise Missing("There is no file with this id.")
    return asset


def channel_for(user: Requester, channel_id: str) -> Channel:
    channel = visible_channels(user).filter(pk=channel_id).first()
    if channel is None:
        raise Missing(f"There is no channel {channel_id!r}.")
    return channel


def require(user: Requester, least: Role) -> None:
    """Raise `Forbidden` unless the person has at least this role."""
    if not has_role(user, least):
        raise Forbidden(f"This needs the role {least.value}.")
