"""Webhook subscriptions of a connection: handshake, signatures, delivery and its accidents."""

from __future__ import annotations

import hashlib
import hmac
import json
import random
import secrets
import threading
import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any, Literal

from .courier import Courier, post, wait_until
from .errors import Json
from .events import Event, envelope, may_know
from .gathering import Gathered, Gathering, Subscription
from .state import Change, Parent, User, Workspace

MAX_ATTEMPTS = 8
LAST_RETRY_SECONDS = 86_400.0
RETRY_FACTOR = 4


def sign(body: bytes, token: str) -> str:
    """The value of `X-Notion-Signature`."""
    return "sha256=" + hmac.new(token.encode(), body, hashlib.sha256).hexdigest()


def retry_offset(attempt: int) -> float:
    """Seconds after the event at which the next attempt is made; the last is a day later."""
    return float(LAST_RETRY_SECONDS / RETRY_FACTOR ** (MAX_ATTEMPTS - 1 - attempt))


@dataclass(frozen=True)
class Delivery:
    """One post and its answer (0: none)."""

    event_id: str
    type: str
    entity_id: str
    attempt: int
    status: int
    sent: float
    seconds: float


@dataclass
class Accidents:
    """What goes wrong with deliveries by chance."""

    delay: tuple[float, float] = (0.0, 0.0)
    lost: float = 0.0
    doubled: float = 0.0


class Webhooks:
    def __init__(self, workspace: Workspace, courier: Courier) -> None:
        self._workspace = workspace
        self._courier = courier
        self._lock = threading.RLock()
        self._gathering = Gathering(courier, workspace.clock, self._dispatch)
        self._held: list[Gathered] | None = None
        self._dice = random.Random()
        self._accidents = Accidents()
        self._lose_next = self._double_next = 0
        self._deliveries: list[Delivery] = []
        self._known: dict[str, Gathered] = {}
        self.subscriptions: dict[str, Subscription] = {}
        self.timeout_seconds = 10.0
        workspace.listeners.append(self._hear)

    def subscribe(
        self,
        url: str,
        *,
        events: Iterable[str] | None = None,
        token: str | None = None,
        verified: bool = False,
        api_version: str = "2026-03-11",
    ) -> Subscription:
        """Make a subscription. It posts the handshake at once and waits to be verified.

        `verified=True` stands for a person who has done that long ago; then nothing is posted.
        """
        made = Subscription(
            url=url,
            token=token or f"secret_{secrets.token_urlsafe(32)}",
            connection=self._workspace.connections[0],
            events=None if events is None else frozenset(events),
            api_version=api_version,
            is_verified=verified,
        )
        self.subscriptions[made.id] = made
        if not verified:
            self.resend_token(made.id)
        return made

    def resend_token(self, subscription_id: str) -> None:
        """Post the handshake (again)."""
        subscription = self.subscriptions[subscription_id]

        async def shake() -> None:
            body = json.dumps({"verification_token": subscription.token}).encode()
            headers = {"X-Notion-Signature": sign(body, subscription.token)}
            subscription.handshake_status = await post(
                subscription.url, body, headers, self.timeout_seconds
            )

        self._courier.at(self._now(), shake)

    def verify(self, subscription_id: str, token: str) -> None:
        """What a person does in the portal with the token their server was sent."""
        subscription = self.subscriptions[subscription_id]
        if not hmac.compare_digest(subscription.token, token):
            raise ValueError("The verification token is not the one that was sent.")
        subscription.is_verified = True

    def gather(self, seconds: float) -> None:
        """How long changes of the same kind to the same thing are gathered into one event."""
        self._gathering.seconds = seconds

    def pause(self, subscription_id: str) -> None:
        """What the vendor does to endpoints that answer 4xx too often."""
        self.subscriptions[subscription_id].is_paused = True

    def resume(self, subscription_id: str) -> None:
        self.subscriptions[subscription_id].is_paused = False

    def unsubscribe(self, subscription_id: str) -> None:
        del self.subscriptions[subscription_id]

    def accidents(
        self,
        *,
        delay: tuple[float, float] = (0.0, 0.0),
        lost: float = 0.0,
        doubled: float = 0.0,
        seed: int | None = None,
    ) -> None:
        """From now on deliveries are late (and so out of order), lost or doubled by chance."""
        self._accidents = Accidents((delay[0], delay[1]), lost, doubled)
        self._dice = random.Random(seed)

    def lose_next(self, count: int = 1) -> None:
        self._lose_next += count

    def double_next(self, count: int = 1) -> None:
        self._double_next += count

    def hold(self) -> None:
        """Keep everything back until `release()`."""
        with self._lock:
            self._held = self._held or []

    def release(
        self,
        order: Literal["as_sent", "reversed", "shuffled"] = "as_sent",
        *,
        times: int = 1,
        seed: int | None = None,
    ) -> int:
        """Deliver what was held back, one after the other, each so many times; return how many."""
        with self._lock:
            held, self._held = self._held or [], None
        queue = [each for each in held for _time in range(times)]
        if order == "reversed":
            queue.reverse()
        elif order == "shuffled":
            random.Random(seed).shuffle(queue)

        async def deliver_all() -> None:
            for each in queue:
                await self._deliver(each, attempt=1)

        self._courier.at(self._now(), deliver_all)
        return len(queue)

    def send(
        self, kind: str, entity: tuple[str, str], *, author: User | None = None, data: Any = None
    ) -> None:
        """An event nothing has caused, also of a kind nobody knows yet."""
        event = Event(
            type=kind,
            entity=(entity[0], entity[1]),
            parent=Parent("workspace"),
            at=self._workspace.clock.now(),
            data=data or {},
            authors=[author or next(iter(self._workspace.users.values()))],
        )
        for subscription in self.subscriptions.values():
            self._dispatch(Gathered(event, subscription))

    def repeat(self, event_id: str) -> None:
        """Deliver an event again that was delivered before."""
        gathered = self._known[event_id]
        self._courier.at(self._now(), lambda: self._deliver(gathered, attempt=1))

    def deliveries(self) -> list[Delivery]:
        with self._lock:
            return list(self._deliveries)

    def summaries(self) -> list[Json]:
        """The deliveries as plain data, for other processes."""
        return [asdict(each) for each in self.deliveries()]

    def flush(self) -> None:
        """End the gathering now: what has happened goes out."""
        self._gathering.flush()

    def wait_until_idle(self, timeout: float = 10.0) -> None:
        """Until everything was posted that does not wait for another attempt."""

        def is_idle() -> bool:
            return not self._gathering.is_open() and self._courier.is_idle()

        wait_until(is_idle, "Deliveries are still under way", timeout)

    def wait_for(self, count: int, *, timeout: float = 10.0) -> None:
        """Until so many deliveries were made, retries among them."""
        wait_until(
            lambda: len(self.deliveries()) >= count, f"There are no {count} deliveries", timeout
        )

    def _now(self) -> float:
        return self._workspace.clock.seconds()

    def _hear(self, change: Change) -> None:
        for subscription in list(self.subscriptions.values()):
            if subscription.wants(change.type) and may_know(
                self._workspace, subscription.connection, change
            ):
                self._gathering.hear(subscription, change)

    def _dispatch(self, gathered: Gathered) -> None:
        """Send an event on its way, or let something happen to it."""
        with self._lock:
            self._known[gathered.event.id] = gathered
            if self._held is not None:
                self._held.append(gathered)
                return
            copies = self._copies()
        for _copy in range(copies):
            due = self._now() + self._dice.uniform(*self._accidents.delay)
            self._courier.at(due, lambda: self._deliver(gathered, attempt=1))

    def _copies(self) -> int:
        if self._lose_next:
            self._lose_next -= 1
            return 0
        if self._double_next:
            self._double_next -= 1
            return 2
        if self._dice.random() < self._accidents.lost:
            return 0
        return 2 if self._dice.random() < self._accidents.doubled else 1

    async def _deliver(self, gathered: Gathered, *, attempt: int) -> None:
        event, subscription = gathered.event, gathered.subscription
        if subscription.is_paused or subscription.id not in self.subscriptions:
            return
        body = self._body(gathered, attempt)
        headers = {"X-Notion-Signature": sign(body, subscription.token)}
        sent = time.monotonic()
        status = await post(subscription.url, body, headers, self.timeout_seconds)
        with self._lock:
            self._deliveries.append(
                Delivery(
                    event.id,
                    event.type,
                    event.entity[1],
                    attempt,
                    status,
                    sent,
                    time.monotonic() - sent,
                )
            )
        if not 200 <= status < 300 and attempt < MAX_ATTEMPTS:
            self._retry(gathered, attempt)

    def _retry(self, gathered: Gathered, attempt: int) -> None:
        age = (self._workspace.clock.now() - gathered.event.at).total_seconds()
        due = self._now() + max(0.0, retry_offset(attempt) - age)
        again = attempt + 1
        self._courier.at(due, lambda: self._deliver(gathered, attempt=again), is_awaited=False)

    def _body(self, gathered: Gathered, attempt: int) -> bytes:
        subscription = gathered.subscription
        own = {
            "subscription_id": subscription.id,
            "integration_id": subscription.connection.bot.id,
            "api_version": subscription.api_version,
        }
        with self._workspace.lock:
            shown = envelope(self._workspace, gathered.event, subscription=own, attempt=attempt)
        return json.dumps(shown, ensure_ascii=False).encode()
