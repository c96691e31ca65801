"""Who hears of something: people with the role, who may see the channel and want the kind."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from notifications_app.kinds import Notice
from notifications_app.models import Preference
from tasks_app.models import Channel
from videogen.accounts.models import User
from videogen.accounts.roles import RANK, Role


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who can be told, and what they do not want to hear."""

    id: uuid.UUID
    role: Role
    muted_kinds: frozenset[str] = frozenset()
    muted_channels: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class People:
    """Everybody with a role, and to whom channels are limited; read once for many events."""

    everybody: tuple[Person, ...]
    limited: dict[str, frozenset[uuid.UUID]]

    @classmethod
    def read(cls, only: Collection[uuid.UUID] | None = None) -> People:
        """Everybody, or those of these people who have a role."""
        limited: dict[str, set[uuid.UUID]] = defaultdict(set)
        for channel_id, user_id in Channel.reviewers.through.objects.values_list(
            "channel_id", "user_id"
        ):
            limited[channel_id].add(user_id)
        people = User.objects.filter(pk__in=only) if only is not None else User.objects.all()
        return cls(
            tuple(_with_roles(people)), {pk: frozenset(users) for pk, users in limited.items()}
        )

    def told(
        self, notice: Notice, *, channel_id: str | None, user_id: uuid.UUID | None
    ) -> list[uuid.UUID]:
        """Who hears of it; `user_id` is the one person whom the event is for."""
        return [
            person.id
            for person in self.everybody
            if user_id in {None, person.id}
            and RANK[person.role] >= RANK[notice.least]
            and notice.kind not in person.muted_kinds
            and channel_id not in person.muted_channels
            and self._may_see(person, channel_id)
        ]

    def _may_see(self, person: Person, channel_id: str | None) -> bool:
        """As `access.visible_channels` has it."""
        allowed = self.limited.get(channel_id or "")
        return allowed is None or person.role is Role.ADMINISTRATOR or person.id in allowed


def _with_roles(people: QuerySet[User]) -> Iterable[Person]:
    muted = {
        user_id: (frozenset(kinds), frozenset(channels))
        for user_id, kinds, channels in Preference.objects.values_list(
            "user_id", "muted_kinds", "muted_channels"
        )
    }
    held: dict[uuid.UUID, Role] = {}
    has_role = Q(is_superuser=True) | Q(groups__name__in=list(Role))
    rows = people.filter(has_role, is_active=True).order_by("pk")
    for user_id, is_superuser, group in rows.values_list("pk", "is_superuser", "groups__name"):
        roles = [Role.ADMINISTRATOR] if is_superuser else [r for r in Role if r == group]
        held[user_id] = max([*roles, held.get(user_id, Role.VIEWER)], key=RANK.__getitem__)
    return [Person(user_id, role, *muted.get(user_id, ())) for user_id, role in held.items()]
