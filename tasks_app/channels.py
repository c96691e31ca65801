"""Channels in the database: take over what changed in the YAML files, hold what is broken.

The row is what everybody works by; only `sync` reads the files. A broken file keeps its last good
reading and is held, so that its tasks stay visible and every other channel goes on.
"""

from __future__ import annotations

import functools
import json
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

import structlog
from django.conf import settings
from django.db import transaction

from tasks_app import events
from tasks_app.actors import Actor
from tasks_app.channel_configs import ChannelConfig, Fault, fingerprint, read_folder
from tasks_app.files import PLAIN_NAME
from tasks_app.models import Channel, EventKind
from tasks_app.models.channel import ChannelState
from videogen.lib.errors import Conflict

log = structlog.get_logger(__name__)

SYSTEM = Actor.system("channel files")
FOLDER_ITSELF = ""
LOOK_ANYWAY_SECONDS = 30.0
REMOVED_REASON = "The channel's file was removed."


class ChannelRemoved(Conflict):
    """The channel's file is gone: its tasks stay visible and cannot be queued."""

    title = "Channel removed"


def config_of(channel: Channel) -> ChannelConfig:
    """The checked configuration of a channel as last read."""
    return _config(json.dumps(channel.config, sort_keys=True))


@functools.lru_cache(maxsize=256)
def _config(snapshot: str) -> ChannelConfig:
    return ChannelConfig.from_json(json.loads(snapshot))


def sync(folder: Path | None = None) -> Sequence[str]:
    """Make the rows agree with the files; the ids of channels that changed.

    When the folder itself cannot be read, nothing is changed: every channel would seem removed.
    """
    reading = read_folder(folder or Path(settings.CHANNEL_CONFIG_DIR))
    if FOLDER_ITSELF in reading.faults:
        log.error("channel_folder_broken", faults=_told(reading.faults[FOLDER_ITSELF]))
        return []
    rows = {channel.pk: channel for channel in Channel.objects.all()}
    changed = [pk for pk, config in reading.configs.items() if _take_over(rows.get(pk), config)]
    changed += [
        pk for pk, faults in reading.faults.items() if _hold(rows.get(pk), pk, _told(faults))
    ]
    gone = set(rows) - set(reading.configs) - set(reading.faults)
    changed += [pk for pk in gone if _set_state(rows[pk], ChannelState.REMOVED, REMOVED_REASON)]
    return changed


class FolderWatch:
    """Syncs when the folder looks different from the last time; for whoever asks often."""

    def __init__(self) -> None:
        self._seen = ""
        self._due = 0.0

    def sync_if_changed(self) -> None:
        """Also now and then without a change: branding films lie outside of the folder."""
        mark = fingerprint(Path(settings.CHANNEL_CONFIG_DIR))
        if mark != self._seen or time.monotonic() >= self._due:
            sync()
            self._seen = mark
            self._due = time.monotonic() + LOOK_ANYWAY_SECONDS


def refuse_removed(channel: Channel) -> None:
    if channel.state == ChannelState.REMOVED:
        raise ChannelRemoved(
            f"The channel {channel.pk} has no file any more: put channel_configs/{channel.pk}.yaml "
            "back, or move the idea to another channel."
        )


def _take_over(row: Channel | None, config: ChannelConfig) -> bool:
    snapshot = config.as_json()
    state = ChannelState.ACTIVE if config.is_active else ChannelState.INACTIVE
    if row is not None and row.config == snapshot and row.state == state:
        return False
    with transaction.atomic():
        was_held = row is not None and row.state == ChannelState.HELD
        row, _made = Channel.objects.update_or_create(
            pk=config.channel_id,
            defaults={
                "name": config.channel_name,
                "emoji": config.emoji,
                "color": config.color,
                "max_concurrent": config.max_concurrent,
                "config": snapshot,
                "state": state,
                "held_reason": "",
            },
        )
        if was_held:
            data = {"channel": row.pk}
            events.append(EventKind.CHANNEL_FREED, about=row, actor=SYSTEM, data=data)
    log.info("channel_read", channel=row.pk, state=state)
    return True


def _hold(row: Channel | None, channel_id: str, reason: str) -> bool:
    if row is None:
        if not _can_be_a_row(channel_id):
            return False
        least = {"channel_id": channel_id, "channel_name": channel_id}
        row = Channel(pk=channel_id, name=channel_id, config=least, state=ChannelState.ACTIVE)
    return _set_state(row, ChannelState.HELD, reason)


def _told(faults: Iterable[Fault]) -> str:
    return "\n".join(str(fault) for fault in faults)


def _can_be_a_row(channel_id: str) -> bool:
    """A file whose very name cannot be an id is reported by `check_channels` only."""
    return bool(PLAIN_NAME.fullmatch(channel_id))


def _set_state(row: Channel, state: ChannelState, reason: str) -> bool:
    if row.state == state and row.held_reason == reason:
        return False
    with transaction.atomic():
        row.state = state
        row.held_reason = reason
        row.save()
        data = {"channel": row.pk, "state": state, "reason": reason}
        events.append(EventKind.CHANNEL_HELD, about=row, actor=SYSTEM, data=data)
    log.warning("channel_held", channel=row.pk, state=state, reason=reason)
    return True
