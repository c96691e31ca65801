"""The documented rate limit: a budget for each connection in fixed windows of sixty seconds.

A budget may be spent in one burst. The older wording, three requests in any second, is not how the
server behaves; it can be switched on to see a client that relies on bursts.
"""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass, field

from .clock import Clock
from .errors import NotionError, failure

WINDOW_SECONDS = 60.0


@dataclass
class Budget:
    """What one connection has used of its window."""

    began: float = -math.inf
    used: int = 0
    recent: deque[float] = field(default_factory=deque)


class RateLimit:
    def __init__(
        self, clock: Clock, *, per_minute: int | None = 180, per_second: int | None = None
    ) -> None:
        self.clock = clock
        self.per_minute = per_minute
        self.per_second = per_second
        self.refused = 0
        self.budgets: dict[str, Budget] = {}

    def admit(self, connection_id: str) -> NotionError | None:
        """Count a request, or say how long the connection has to wait."""
        now = self.clock.seconds()
        budget = self.budgets.setdefault(connection_id, Budget())
        wait = max(self.minute_wait(budget, now), self.second_wait(budget, now))
        if wait > 0:
            self.refused += 1
            return failure(429, retry_after=math.ceil(wait))
        budget.used += 1
        budget.recent.append(now)
        return None

    def minute_wait(self, budget: Budget, now: float) -> float:
        if now - budget.began >= WINDOW_SECONDS:
            budget.began, budget.used = now, 0
        if self.per_minute is None or budget.used < self.per_minute:
            return 0
        return budget.began + WINDOW_SECONDS - now

    def second_wait(self, budget: Budget, now: float) -> float:
        while budget.recent and now - budget.recent[0] >= 1:
            budget.recent.popleft()
        if self.per_second is None or len(budget.recent) < self.per_second:
            return 0
        return budget.recent[0] + 1 - now
