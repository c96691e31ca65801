"""Subscriptions, and the short window in which their events are gathered before they go out."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from .clock import Clock
from .courier import Courier
from .events import Event, from_change, is_aggregated
from .identity import new_id
from .state import Change, Connection

# "A short window" is all the documentation says.
WINDOW_SECONDS = 0.5
BORN, DELETED = "page.created", "page.deleted"
Key = tuple[str, str, str]


@dataclass
class Subscription:
    """A subscription as its owner sees it in the portal."""

    url: str
    token: str
    connection: Connection
    events: frozenset[str] | None
    api_version: str
    is_verified: bool
    is_paused: bool = False
    handshake_status: int | None = None
    id: str = field(default_factory=new_id)

    def wants(self, kind: str) -> bool:
        is_live = self.is_verified and not self.is_paused
        return is_live and (self.events is None or kind in self.events)


@dataclass(frozen=True)
class Gathered:
    """An event on its way to one subscription."""

    event: Event
    subscription: Subscription


class Gathering:
    """Changes of the same kind to the same thing become one event."""

    def __init__(
        self, courier: Courier, clock: Clock, dispatch: Callable[[Gathered], None]
    ) -> None:
        self.seconds = WINDOW_SECONDS
        self._courier = courier
        self._clock = clock
        self._dispatch = dispatch
        self._lock = threading.Lock()
        self._open: dict[Key, Gathered] = {}

    def hear(self, subscription: Subscription, change: Change) -> None:
        if not is_aggregated(change.type):
            self._dispatch(Gathered(from_change(change), subscription))
            return
        key = (subscription.id, change.type, change.entity[1])
        with self._lock:
            if key in self._open:
                self._open[key].event.absorb(change)
                return
            if self._is_stillborn(key):
                return
            self._open[key] = Gathered(from_change(change), subscription)

        async def close() -> None:
            self._close(key)

        self._courier.at(self._clock.seconds() + self.seconds, close, is_awaited=False)

    def is_open(self) -> bool:
        """Something is still being gathered."""
        with self._lock:
            return bool(self._open)

    def _is_stillborn(self, key: Key) -> bool:
        """A page made and deleted within one window makes no event at all."""
        subscription_id, kind, entity_id = key
        if kind != DELETED or (subscription_id, BORN, entity_id) not in self._open:
            return False
        for each in [each for each in self._open if each[0] == key[0] and each[2] == entity_id]:
            del self._open[each]
        return True

    def _close(self, key: Key) -> None:
        with self._lock:
            gathered = self._open.pop(key, None)
        if gathered is not None:
            self._dispatch(gathered)

    def flush(self) -> None:
        """Let everything go that is still being gathered."""
        with self._lock:
            keys = list(self._open)
        for key in keys:
            self._close(key)
