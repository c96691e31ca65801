"""Telling people that what they may see has changed: their pages then ask anew.

The people are told one by one, because an event about a channel reaches only those who see it.
"""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from tasks_app import events
from tasks_app.actors import Actor
from tasks_app.models import Channel, EventKind
from videogen.accounts.models import User
from videogen.accounts.roles import Role


def tell_role(person: User, *, before: dict[str, object], actor: Actor) -> None:
    """Append what a person is now, when that is not what the person was `before`."""
    after = standing(person)
    if before != after:
        events.append(
            EventKind.ACCESS_CHANGED,
            about=person,
            actor=actor,
            data={"before": before, "after": after},
        )


def standing(person: User) -> dict[str, object]:
    """What a person's rights follow from, read anew."""
    names = set(person.groups.values_list("name", flat=True)) if person.pk else set()
    roles = [role.value for role in Role if role.value in names]
    return {"role": roles[-1] if roles else None, "is_active": person.is_active}


def tell_reviewers(channel: Channel, *, before: Iterable[UUID], actor: Actor) -> None:
    """Append who reviews a channel now, and tell everybody who sees it anew or no longer."""
    old, new = set(before), set(channel.reviewers.values_list("pk", flat=True))
    if old == new:
        return
    people = {person.pk: person for person in User.objects.filter(pk__in=old | new)}
    events.append(
        EventKind.ACCESS_CHANGED,
        about=channel,
        actor=actor,
        data={"before": _names(people, old), "after": _names(people, new)},
    )
    for person in _affected(old, new):
        events.append(
            EventKind.ACCESS_CHANGED, about=person, actor=actor, data={"channel": channel.pk}
        )


def _names(people: dict[UUID, User], ids: set[UUID]) -> dict[str, list[str]]:
    return {"reviewers": sorted(people[pk].username for pk in ids)}


def _affected(old: set[UUID], new: set[UUID]) -> list[User]:
    """Those added and removed; everybody, when the channel was open to all or is so now."""
    people = User.objects.filter(is_active=True)
    return list(people if not old or not new else people.filter(pk__in=old ^ new))
