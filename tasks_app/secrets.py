"""A channel's keys and tokens: stored encrypted, read by the pipeline, never shown to anybody."""

from __future__ import annotations

import re

import structlog
from django.db import transaction

from tasks_app import events
from tasks_app.actors import Actor
from tasks_app.models import Channel, ChannelSecret, EventKind
from videogen.lib import crypto
from videogen.lib.errors import InvalidInput

log = structlog.get_logger(__name__)

NAME = re.compile(r"[A-Z][A-Z0-9_]{0,49}")
LONGEST = 20_000
"""A service account's key file is about two kilobytes."""


def refuse_unusable(name: str, value: str) -> None:
    """Raise `InvalidInput` naming the field when this cannot be a secret."""
    if not NAME.fullmatch(name):
        sentence = (
            "Write the name like a variable, in at most 50 capital letters, digits and "
            "underscores, for example ELEVENLABS_API_KEY."
        )
        raise InvalidInput(f"name: {sentence}", errors={"name": [sentence]})
    if not value.strip() or len(value) > LONGEST or "\x00" in value:
        sentence = f"A value of 1 to {LONGEST} characters is needed."
        raise InvalidInput(f"value: {sentence}", errors={"value": [sentence]})


def store(channel: Channel, name: str, value: str, *, actor: Actor) -> None:
    """Keep a secret under a name, in place of the one before; raises `InvalidInput`."""
    refuse_unusable(name, value)
    encrypted = crypto.encrypt(value.strip())
    with transaction.atomic():
        _secret, is_new = ChannelSecret.objects.update_or_create(
            channel=channel, name=name, defaults={"encrypted": encrypted}
        )
        _tell(channel, name, "stored" if is_new else "replaced", actor)
    log.info("channel_secret_stored", channel=channel.pk, named=name, by=actor.name)


def read(channel_id: str, name: str) -> str | None:
    """The plain value, or None; raises `crypto.Undecryptable` after `ENCRYPTION_KEY` changed."""
    stored = ChannelSecret.objects.filter(channel=channel_id, name=name).first()
    return crypto.decrypt(stored.encrypted) if stored else None


def remove(channel: Channel, name: str, *, actor: Actor) -> bool:
    """Forget a secret; whether there was one."""
    with transaction.atomic():
        count, _rows = ChannelSecret.objects.filter(channel=channel, name=name).delete()
        if count:
            _tell(channel, name, "removed", actor)
    log.info("channel_secret_removed", channel=channel.pk, named=name, by=actor.name)
    return bool(count)


def _tell(channel: Channel, name: str, change: str, actor: Actor) -> None:
    """About the site and not the channel: viewers need not know which keys there are."""
    data = {"channel": channel.pk, "subject": name, "change": change}
    events.append(EventKind.SECRET_CHANGED, about=None, actor=actor, data=data)
